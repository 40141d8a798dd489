"""A dossier as a document that is read step by step: what a reader along gets, on a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier.comments import mark_of
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import INTRODUCTION, Block, Framework, framework
from sko_widgets.insight import progress
from sko_widgets.report.markdown import html

from .reading import step_html

_COMES_ALONG = ("start_question", "status")
"""What a cycle has of itself when it begins."""


@dataclass(frozen=True, slots=True)
class StepToRead:
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
class CycleToRead:
    """A cycle, or the introduction.

    Parameters
    ----------
    heading
        `Cyclus 2`; empty for the introduction.
    steps
        Its steps.
    """

    heading: str
    steps: tuple[StepToRead, ...]


@dataclass(frozen=True, slots=True)
class BlockToRead:
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
    parts: tuple[CycleToRead, ...]


def to_read(snapshot: Snapshot, only: str = "") -> list[BlockToRead]:
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


def _introduction(snapshot: Snapshot, chosen: Framework) -> Iterator[BlockToRead]:
    text = snapshot.sheet(chosen.profile.id).get(INTRODUCTION, "")
    if text.strip():
        label, place = chosen.profile.field(INTRODUCTION).label, (chosen.profile.id, INTRODUCTION)
        step = StepToRead(*place, label, "", "", html(text), mark_of(snapshot, *place))
        yield BlockToRead(INTRODUCTION, label, "", "", (CycleToRead("", (step,)),))


def _block(snapshot: Snapshot, chosen: Framework, block: Block) -> BlockToRead:
    begun = [number for number in snapshot.cycles(block.id) if _is_begun(snapshot.sheet(f"block/{block.id}/{number}"))]
    parts = [
        CycleToRead(f"Cyclus {number}", tuple(_steps(snapshot, chosen, block, number, is_newest=number == begun[-1])))
        for number in begun
    ]
    title = snapshot.sheet(f"block/{block.id}").get("title") or block.name
    return BlockToRead(block.id, title, f"{block.name}. {block.description}", block.theme.colour, tuple(parts))


def _is_begun(fields: Mapping[str, Any]) -> bool:
    """Say whether somebody wrote in a cycle, beside what it starts from."""
    return any(not is_empty(value) for name, value in fields.items() if name not in _COMES_ALONG)


def _steps(snapshot: Snapshot, chosen: Framework, block: Block, cycle: int, *, is_newest: bool) -> Iterator[StepToRead]:
    """Yield the steps of a cycle: what stands there, and what it cannot do without; a block's own title once."""
    here = f"block/{block.id}/{cycle}"
    there = progress.steps(snapshot, block.id, cycle)
    is_finished = snapshot.sheet(here).get("status") == "afgerond"
    for asked, found in zip(chosen.cycle_sheet.steps, there, strict=True):
        first = asked.fields[0]
        sheet = first.sheet.format(block=block.id, cycle=cycle)
        if (found.filled or (found.needed and not is_finished)) and (sheet == here or is_newest):
            shown = step_html(snapshot, block.id, cycle, asked) if found.filled else ""
            where, mark = (block.name, f"cyclus {cycle}"), mark_of(snapshot, sheet, first.name)
            yield StepToRead(sheet, first.name, asked.label, *where, shown, mark)
