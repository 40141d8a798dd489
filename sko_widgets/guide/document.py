"""A dossier as a document that is read step by step: what a reader along gets, on a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sko_widgets.dossier.comments import mark_of
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import INTRODUCTION, Block, Framework, framework
from sko_widgets.insight.progress import steps
from sko_widgets.report.markdown import html

from .reading import step_html


@dataclass(frozen=True, slots=True)
class Passage:
    """One step, at which a reader can say something.

    Parameters
    ----------
    sheet, field
        Where it is: the first field of the step.
    label, block, cycle
        What it is called, and where it stands, `Meso – Samenwerking` and `cyclus 2`; nowhere for the introduction.
    html
        What stands in it, as safe HTML; empty when that is nothing.
    mark
        Of that text, by which a comment can tell whether it has changed since.
    """

    sheet: str
    field: str
    label: str
    block: str
    cycle: str
    html: str
    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """A cycle, or the introduction.

    Parameters
    ----------
    heading
        `Cyclus 2`; empty for the introduction.
    passages
        Its steps.
    """

    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A block with its cycles, or the introduction.

    Parameters
    ----------
    id
        In an address.
    title, official
        What the coalition calls it, and what the format says it is about; the latter is empty for the introduction.
    colour
        Of the block.
    parts
        What it holds, in order.
    """

    id: str
    title: str
    official: str
    colour: str
    parts: tuple[Part, ...]


def chapters(snapshot: Snapshot, only: str = "") -> list[Chapter]:
    """Return a dossier as it is read: the introduction, and the cycles of each block in which something stands.

    Nothing else goes in: no instrument, no remark, nothing that others said.

    Parameters
    ----------
    snapshot
        The dossier.
    only
        Only the block with this id, or the introduction; all of it by default.
    """
    chosen = framework(snapshot.framework)
    introduction = list(_introduction(snapshot, chosen)) if only in ("", INTRODUCTION) else []
    blocks = [one for one in chosen.blocks if only in ("", one.id)]
    return [*introduction, *(made for block in blocks if (made := _block(snapshot, chosen, block)).parts)]


def _introduction(snapshot: Snapshot, chosen: Framework) -> Iterator[Chapter]:
    text = snapshot.sheet(chosen.profile.id).get(INTRODUCTION, "")
    if text.strip():
        label, place = chosen.profile.field(INTRODUCTION).label, (chosen.profile.id, INTRODUCTION)
        passage = Passage(*place, label, "", "", html(text), mark_of(snapshot, *place))
        yield Chapter(INTRODUCTION, label, "", "", (Part("", (passage,)),))


def _block(snapshot: Snapshot, chosen: Framework, block: Block) -> Chapter:
    numbers = snapshot.cycles(block.id)
    parts = [
        Part(f"Cyclus {number}", passages)
        for number in numbers
        if (passages := tuple(_passages(snapshot, chosen, block, number, is_newest=number == numbers[-1])))
    ]
    title = snapshot.sheet(f"block/{block.id}").get("title") or block.name
    return Chapter(block.id, title, f"{block.name}. {block.description}", block.theme.colour, tuple(parts))


def _passages(snapshot: Snapshot, chosen: Framework, block: Block, cycle: int, *, is_newest: bool) -> Iterator[Passage]:
    """Yield the steps of a cycle: what stands there, and what it cannot do without; a block's own title once."""
    here = f"block/{block.id}/{cycle}"
    there = steps(snapshot, block.id, cycle)
    if not any(step.filled for step in there[1:]):
        return
    is_finished = snapshot.sheet(here).get("status") == "afgerond"
    for asked, found in zip(chosen.cycle_sheet.steps, there, strict=True):
        first = asked.fields[0]
        sheet = first.sheet.format(block=block.id, cycle=cycle)
        if (found.filled or (found.needed and not is_finished)) and (sheet == here or is_newest):
            shown = step_html(snapshot, block.id, cycle, asked) if found.filled else ""
            where, mark = (block.name, f"cyclus {cycle}"), mark_of(snapshot, sheet, first.name)
            yield Passage(sheet, first.name, asked.label, *where, shown, mark)
