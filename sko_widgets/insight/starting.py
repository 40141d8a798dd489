"""Where to start with the instruments: one lesson, by what the coach asks and by what the blocks lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import INTRODUCTION, Block, Framework, Sheet, framework

from .coach import coach
from .progress import progress, sheet_steps


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lesson to start with, and why.

    Parameters
    ----------
    sheet
        The lesson.
    block
        What it is for; None when it is for the introduction.
    why
        A sentence that says what is not there yet, or what the coach asks.
    """

    sheet: Sheet
    block: Block | None
    why: str


def suggestion(snapshot: Snapshot, today: date) -> Suggestion | None:
    """Return the lesson to start with: one that is empty, and helps with what is asked or lacking first.

    What the coach asks goes first: that is about something which somebody wrote.  Then come the steps that are empty in
    blocks which were begun, then the blocks that were not, each time the emptiest one first; then the introduction.
    """
    chosen = framework(snapshot.framework)
    empty = [sheet for sheet in chosen.lessons if not any(step.filled for step in sheet_steps(snapshot, sheet))]
    return next(_wanted(snapshot, chosen, empty, today), None) if empty else None


def _wanted(snapshot: Snapshot, chosen: Framework, empty: Sequence[Sheet], today: date) -> Iterator[Suggestion]:
    yield from _asked(snapshot, chosen, empty, today)
    done = sorted((progress(snapshot, block.id) for block in chosen.blocks), key=lambda one: one.filled)
    for one in (one for one in done if one.cycle and not one.is_finished):
        block = chosen.block(one.block)
        for name in (step.name for step in one.steps if step.missing):
            lacks = chosen.cycle_sheet.asked_field(name)
            why = f"Bij {block.name} staat nog geen {(lacks.item or lacks.label).lower()}."
            yield from (Suggestion(sheet, block, why) for sheet in empty if _is_for(sheet, block, name))
    for block in (chosen.block(one.block) for one in done if not one.cycle):
        why = f"Bij {block.name} staat nog niets."
        yield from (Suggestion(sheet, block, why) for sheet in empty if block.id in sheet.feeds)
    if not snapshot.sheet("profile").get(INTRODUCTION):
        why = "De inleiding van jullie rapport is nog leeg."
        yield from (Suggestion(sheet, None, why) for sheet in empty if INTRODUCTION in sheet.feeds)


def _asked(snapshot: Snapshot, chosen: Framework, empty: Sequence[Sheet], today: date) -> Iterator[Suggestion]:
    remarks = (remark for one in coach(snapshot, today).sheets.values() for remark in one.open)
    for remark in sorted(remarks, key=lambda one: one.prio):
        block_id = remark.sheet.removeprefix("block/").partition("/")[0]
        for sheet in empty if block_id in chosen.block_ids else ():
            if remark.rule in sheet.answers:
                block = chosen.block(block_id)
                yield Suggestion(sheet, block, f"Bij {block.name} vraagt de meedenker {sheet.answers[remark.rule]}.")


def _is_for(sheet: Sheet, block: Block, name: str) -> bool:
    """Say whether a lesson has something for one step of a block."""
    return any(block.id in part.feeds and part.into == name for field in sheet.fields for part in field.parts)
