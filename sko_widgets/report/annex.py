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

from . import coverage, markdown, sections
from .look import tokens
from .passage import Passage


class UnprintableError(ReportError):
    """An answer that cannot be printed; names coalition, period, sheet and field."""

    def __init__(self, snapshot: Snapshot, sheet: Sheet, field: Field, cause: str) -> None:
        super().__init__(
            f"dit antwoord kan niet in het rapport (‘{cause}’).",
            where=f"{snapshot.key}, {coverage.called(snapshot, sheet.id)}, {field.label}",
            mend="Aan de antwoorden is niets veranderd.",
        )
        self.sheet = sheet.id
        self.cause = cause


def sheets(snapshot: Snapshot) -> Iterator[Sheet]:
    """Yield the sheets that have an annex, in report order: those that hold something for it."""
    there = filter(catalogue().declares, snapshot.sheets)
    for sheet_id in sorted(there, key=lambda name: (name != "profile", name)):
        sheet = catalogue().sheet(sheet_id)
        printing = {field.name for field in sheet.fields if field.annex}
        if not sheet_id.startswith("block/") and printing.intersection(coverage.filled(snapshot, sheet_id)):
            yield sheet


def chapter(snapshot: Snapshot, sheet_id: str) -> Passage:
    """Return the annex of a sheet that has no notebook; empty when it has nothing to print.

    Raises
    ------
    UnprintableError
        When an answer is not what its field holds.
    """
    parts = list(_parts(snapshot, catalogue().sheet(sheet_id)))
    return Passage.joined([opening(snapshot, sheet_id), *parts]) if any(parts) else Passage()


def _parts(snapshot: Snapshot, sheet: Sheet) -> Iterator[Passage]:
    for field in sheet.fields:
        try:
            yield part(snapshot, sheet.id, field.name)
        except Exception as error:
            raise UnprintableError(snapshot, sheet, field, f"{type(error).__name__}: {error}") from error


def opening(snapshot: Snapshot, sheet_id: str) -> str:
    """Return the heading of an annex."""
    return f"# Bijlage: {markdown.line(catalogue().sheet(sheet_id).title)} {{#{anchor(sheet_id)}}}"


def part(snapshot: Snapshot, sheet_id: str, name: str) -> Passage:
    """Return what one field prints under its heading; empty when it has nothing to print."""
    sheet = catalogue().sheet(sheet_id)
    field, values = sheet.field(name), snapshot.sheet(sheet_id)
    text = "" if not field.annex or is_empty(values.get(name)) else sections.part(sheet, field, values)
    return Passage.of_field(f"## {markdown.line(field.label)}\n\n{text}" if text else "", sheet_id, name)


def pictures(snapshot: Snapshot, sheet_id: str) -> Passage:
    """Return the figures of a lesson."""
    return Passage.of_figures(instruments.pictures(sheet_id, snapshot.sheet(sheet_id), tokens()))


def from_block(snapshot: Snapshot, block_id: str, printed: Collection[Sheet]) -> Passage:
    """Return the sentence with which a block points to the annexes of its instruments; empty when there are none."""
    found = [sheet for sheet in sources(snapshot, block_id) if sheet in printed]
    links = [f"[{markdown.line(sheet.title)}](#{anchor(sheet.id)})" for sheet in found]
    return Passage(f"Zie ook de {'bijlage' if len(links) == 1 else 'bijlagen'} {listing(links)}." if links else "")


def to_blocks(snapshot: Snapshot, sheet: Sheet, printed: Collection[str]) -> Passage:
    """Return the sentence with which a lesson's annex points to the blocks that it feeds."""
    blocks = [
        block for block in framework(snapshot.framework).blocks if block.id in printed and block.id in sheet.feeds
    ]
    links = [f"[{markdown.line(block.name)}](#{block.id})" for block in blocks]
    return Passage(f"Dit hoort bij {listing(links)}." if links else "")


def anchor(sheet_id: str) -> str:
    """Return what a link to an annex names."""
    return f"bijlage-{sheet_id.replace('/', '-')}"
