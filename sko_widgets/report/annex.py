"""The annexes of a report: a chapter for each sheet beside the blocks, with its pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import listing
from sko_widgets.errors import ReportError
from sko_widgets.framework import Field, Sheet, catalogue, framework
from sko_widgets.insight import instruments
from sko_widgets.insight.contributions import sources

from . import markdown, sections
from .look import tokens


class UnprintableError(ReportError):
    """An answer that cannot be printed; names coalition, period, sheet and field."""

    def __init__(self, snapshot: Snapshot, sheet: Sheet, field: Field, cause: str) -> None:
        super().__init__(
            f"dit antwoord kan niet in het rapport (‘{cause}’).",
            where=f"{snapshot.key}, {called(sheet)}, {field.label}",
            mend="Aan de antwoorden is niets veranderd.",
        )
        self.sheet = sheet.id
        self.cause = cause


def called(sheet: Sheet) -> str:
    """Return what a message calls a sheet, `les 12, De kansenketen`."""
    return f"les {sheet.number}, {sheet.title}" if sheet.number else sheet.title


def sheets(snapshot: Snapshot) -> Iterator[Sheet]:
    """Yield the sheets that have an annex, in report order; what prints nothing, or is gone, has none."""
    there = filter(catalogue().declares, snapshot.sheets)
    for sheet_id in sorted(there, key=lambda name: (name != "profile", name)):
        if not sheet_id.startswith("block/") and any(_prints(snapshot, sheet_id, one) for one in _fields(sheet_id)):
            yield catalogue().sheet(sheet_id)


def _prints(snapshot: Snapshot, sheet_id: str, field: Field) -> bool:
    try:
        return bool(part(snapshot, sheet_id, field.name))
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"
        raise UnprintableError(snapshot, catalogue().sheet(sheet_id), field, cause) from error


def chapter(snapshot: Snapshot, sheet_id: str) -> str:
    """Return the annex of a sheet that has no notebook; empty when it has nothing to print."""
    parts = [part(snapshot, sheet_id, one.name) for one in _fields(sheet_id)]
    return "\n\n".join(text for text in (opening(snapshot, sheet_id), *parts) if text) if any(parts) else ""


def opening(snapshot: Snapshot, sheet_id: str) -> str:
    """Return the heading of an annex."""
    return f"# Bijlage: {markdown.line(catalogue().sheet(sheet_id).title)} {{#{anchor(sheet_id)}}}"


def part(snapshot: Snapshot, sheet_id: str, name: str) -> str:
    """Return what one field prints under its heading; empty when it has nothing to print."""
    sheet = catalogue().sheet(sheet_id)
    field, values = sheet.field(name), snapshot.sheet(sheet_id)
    text = "" if not field.annex or is_empty(values.get(name)) else sections.part(sheet, field, values)
    return f"## {markdown.line(field.label)}\n\n{text}" if text else ""


def pictures(snapshot: Snapshot, sheet_id: str) -> str:
    """Return the figures of a lesson."""
    drawn = instruments.pictures(sheet_id, snapshot.sheet(sheet_id), tokens())
    return "\n\n".join(sections.figure(one) for one in drawn)


def from_block(snapshot: Snapshot, block_id: str, printed: Collection[Sheet]) -> str:
    """Return the sentence with which a block points to the annexes of its instruments; empty when there are none."""
    found = [one for one in sources(snapshot, block_id) if one in printed]
    links = [f"[{markdown.line(one.title)}](#{anchor(one.id)})" for one in found]
    return f"Zie ook de {'bijlage' if len(links) == 1 else 'bijlagen'} {listing(links)}." if links else ""


def to_blocks(snapshot: Snapshot, sheet: Sheet, printed: Collection[str]) -> str:
    """Return the sentence with which a lesson's annex points to the blocks that it feeds."""
    blocks = [
        block for block in framework(snapshot.framework).blocks if block.id in printed and block.id in sheet.feeds
    ]
    links = [f"[{markdown.line(block.name)}](#{block.id})" for block in blocks]
    return f"Dit hoort bij {listing(links)}." if links else ""


def anchor(sheet_id: str) -> str:
    """Return what a link to an annex names."""
    return f"bijlage-{sheet_id.replace('/', '-')}"


def _fields(sheet_id: str) -> tuple[Field, ...]:
    return catalogue().sheet(sheet_id).fields
