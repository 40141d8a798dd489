"""The annexes of a report: a chapter for each sheet beside the blocks, with its pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import listing
from sko_widgets.errors import ReportError
from sko_widgets.framework import Field, Sheet, framework
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
    """Yield the sheets that may have an annex, in report order: those that hold something the coalition lets print."""
    chosen = framework(snapshot.framework)
    for sheet in (chosen.profile, *chosen.instruments):
        if in_report(snapshot, sheet) != "niet" and any(True for _ in coverage.filled(snapshot, sheet.id)):
            yield sheet


def chapter(snapshot: Snapshot, sheet: Sheet) -> Passage:
    """Return the annex of a sheet that has no notebook of its own; empty when it has nothing to print.

    Raises
    ------
    UnprintableError
        When an answer is not what its field holds.
    """
    parts = list(_parts(snapshot, sheet))
    return Passage.joined([_heading(sheet), *parts]) if any(parts) else Passage()


def _parts(snapshot: Snapshot, sheet: Sheet) -> Iterator[Passage]:
    for field in sheet.fields:
        try:
            yield part(snapshot, sheet, field.name)
        except Exception as error:
            raise UnprintableError(snapshot, sheet, field, f"{type(error).__name__}: {error}") from error


def opening(snapshot: Snapshot, sheet: Sheet) -> Passage:
    """Return the heading of an instrument's annex and its pictures; empty when the annex has nothing to print."""
    chosen, values = framework(snapshot.framework), snapshot.sheet(sheet.id)
    wanted = in_report(snapshot, sheet) != "niet"
    drawn = instruments.pictures(chosen, sheet, values, tokens(), snapshot.sheets) if wanted else []
    printing = {field.name for field in sheet.fields if coverage.in_annex(snapshot, sheet, field)}
    if not drawn and not printing.intersection(coverage.filled(snapshot, sheet.id)):
        return Passage()
    return Passage.joined([_heading(sheet), Passage.of_figures(drawn)])


def _heading(sheet: Sheet) -> str:
    return f"# Bijlage: {markdown.line(sheet.title)} {{#{anchor(sheet.id)}}}"


def part(snapshot: Snapshot, sheet: Sheet, name: str) -> Passage:
    """Return what one field prints under its heading; empty when it has nothing to print, or may not print."""
    field, values = sheet.field(name), snapshot.sheet(sheet.id)
    if not coverage.in_annex(snapshot, sheet, field) or is_empty(values.get(name)):
        return Passage()
    text = sections.part(sheet, field, values)
    return Passage.of_field(f"## {markdown.line(field.title)}\n\n{text}" if text else "", sheet.id, name)


def from_block(snapshot: Snapshot, block_id: str, printed: Collection[Sheet]) -> Passage:
    """Return the sentence with which a block points to the annexes of its instruments; empty when there are none."""
    feeding = [sheet for sheet in sources(snapshot, block_id) if sheet in printed]
    links = [f"[{markdown.line(sheet.title)}](#{anchor(sheet.id)})" for sheet in feeding]
    where = f"Zie ook de {'bijlage' if len(links) == 1 else 'bijlagen'} {listing(links)}."
    return Passage(markdown.div("official", where) if links else "")


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
