"""The annexes of a report: a chapter for each sheet beside the blocks, with its pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import listing, lowered
from sko_widgets.errors import ReportError
from sko_widgets.framework import Field, Sheet, framework
from sko_widgets.insight import instruments
from sko_widgets.insight.contributions import sources
from sko_widgets.insight.figures import Figure

from . import coverage, markdown, sections, table_layout
from .look import tokens
from .marks import mark
from .passage import Passage

_MOST_TITLES = 3
"""Headings that a picture names; of more the first and the last."""


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
    together = Passage.joined(parts)
    return (
        Passage.joined([_heading(sheet), replace(together, markdown=markdown.div("one-page", together.markdown))])
        if together
        else Passage()
    )


def _parts(snapshot: Snapshot, sheet: Sheet) -> Iterator[Passage]:
    for field in sheet.fields:
        try:
            yield part(snapshot, sheet, field.name)
        except UnprintableError:
            raise
        except Exception as error:
            raise UnprintableError(snapshot, sheet, field, f"{type(error).__name__}: {error}") from error


def opening(snapshot: Snapshot, sheet: Sheet) -> Passage:
    """Return the heading of an instrument's annex and its pictures; empty when the annex has nothing to print."""
    wanted = in_report(snapshot, sheet) != "niet"
    drawn = list(_drawn(snapshot, sheet)) if wanted else []
    printing = {field.name for field in sheet.fields if coverage.in_annex(snapshot, sheet, field)}
    if not drawn and not printing.intersection(coverage.filled(snapshot, sheet.id)):
        return Passage()
    return Passage.joined([_heading(sheet), Passage.of_figures(drawn)])


def _drawn(snapshot: Snapshot, sheet: Sheet) -> Iterator[Figure]:
    """Yield the pictures; one of which all stands in words below it says where, instead of saying it twice."""
    chosen, values = framework(snapshot.framework), snapshot.sheet(sheet.id)
    printing = _printing(snapshot, sheet)
    names = [field.name for field in printing]
    for picture in sheet.pictures:
        read = [name for name in picture.reads if not is_empty(values.get(name))]
        titles = [field.title for field in printing if field.name in read and field.kind != "ties"]
        for figure in instruments.pictures(
            chosen, replace(sheet, pictures=(picture,)), values, tokens(), snapshot.sheets
        ):
            yield figure.pointing(_below(titles)) if set(read) <= set(names) and titles else figure


def _below(titles: Sequence[str]) -> str:
    """Return where a picture's words stand: under which headings."""
    where = f"bij {listing(titles)}" if len(titles) <= _MOST_TITLES else f"van {titles[0]} tot en met {titles[-1]}"
    return f"Wat erop staat, is hieronder te lezen {where}."


def _heading(sheet: Sheet) -> str:
    return f"# Bijlage: {markdown.line(sheet.title)} {{#{anchor(sheet.id)}}}"


def part(snapshot: Snapshot, sheet: Sheet, name: str) -> Passage:
    """Return what one field prints under its heading; empty when it has nothing to print, or may not print.

    Fields of a few words that follow on each other stand in one table, at the first of them.
    """
    field, values = sheet.field(name), snapshot.sheet(sheet.id)
    printing = _printing(snapshot, sheet)
    if field not in printing:
        return Passage()
    run = _run(printing, field)
    if len(run) > 1:
        return _facts(snapshot, sheet, run, printing) if field is run[0] else Passage()
    names = [one.name for one in printing]
    text = sections.part(sheet, field, values, names)
    ties = sections.ties_of(sheet, field, values, names) if field.kind == "table" else ()
    marked = text
    for one in (field, *ties):
        marked = markdown.marked(mark(sheet.id, one.name), marked)
    passage = Passage.of_field(f"## {markdown.line(field.title)}\n\n{marked}" if text else "", sheet.id, name)
    return replace(passage, fields=passage.fields | {(sheet.id, one.name) for one in ties})


def _printing(snapshot: Snapshot, sheet: Sheet) -> list[Field]:
    """Return the fields that have something to print, in the order of the sheet."""
    values = snapshot.sheet(sheet.id)
    fields = [field for field in sheet.fields if not is_empty(values.get(field.name))]
    return [field for field in fields if coverage.in_annex(snapshot, sheet, field)]


def _run(printing: Sequence[Field], field: Field) -> list[Field]:
    """Return the fields of a few words among which a field stands; none when it holds more."""
    runs = (list(group) for short, group in groupby(printing, key=sections.is_short) if short)
    return next((run for run in runs if field in run), [])


def _facts(snapshot: Snapshot, sheet: Sheet, run: Sequence[Field], printing: Sequence[Field]) -> Passage:
    """Return some fields as a table; what it is about stands above it, unless it comes first."""
    titles = [markdown.line(field.title) for field in run]
    heading = f"## {listing([titles[0], *map(lowered, titles[1:])])}\n\n" if run[0] is not printing[0] else ""
    texts = [markdown.marked(mark(sheet.id, field.name), _printed(snapshot, sheet, field)) for field in run]
    table = table_layout.facts(list(zip(titles, texts, strict=True)))
    return Passage(f"{heading}{table}", fields=frozenset((sheet.id, field.name) for field in run))


def _printed(snapshot: Snapshot, sheet: Sheet, field: Field) -> str:
    try:
        return sections.body(field, snapshot.sheet(sheet.id)[field.name])
    except Exception as error:
        raise UnprintableError(snapshot, sheet, field, f"{type(error).__name__}: {error}") from error


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
    links = [sections.reference(framework(snapshot.framework), block) for block in blocks]
    return Passage(f"Dit hoort bij {listing(links)}." if links else "")


def anchor(sheet_id: str) -> str:
    """Return what a link to an annex names."""
    return f"bijlage-{sheet_id.replace('/', '-')}"
