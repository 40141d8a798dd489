"""How far a block is: which steps of a cycle have something in them, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sko_widgets.dossier.cycles import start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Field, Sheet, framework
from sko_widgets.framework import Step as AskedStep

_NOT_BEGUN = "Begin bij de verplichte vraag"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sheet, and what is in it.

    Parameters
    ----------
    name, label
        In code and on screen.
    filled
        Whether it has something in it.
    count
        How many items, questions or links; None where that says nothing.
    missing
        What is said while a field that the sheet cannot do without is empty; empty when nothing of that is missing.
    needed
        Whether it has such a field.
    """

    name: str
    label: str
    filled: bool
    count: int | None = None
    missing: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a block's newest cycle is.

    Parameters
    ----------
    block, cycle
        Which; cycle 0 when nothing was begun.
    title
        The coalition's title, or an empty text.
    steps
        All steps of the cycle.
    missing
        What is the first thing to do, in Dutch; empty when the cycle is whole.
    finished
        How many of its cycles are finished.
    """

    block: str
    cycle: int
    title: str
    steps: tuple[Step, ...]
    missing: str
    finished: int = 0

    @property
    def filled(self) -> int:
        """How many of the steps that it cannot do without have something in them."""
        return sum(step.filled for step in self.needed)

    @property
    def needed(self) -> tuple[Step, ...]:
        """The steps that a cycle cannot do without."""
        return tuple(step for step in self.steps if step.needed)

    @property
    def is_finished(self) -> bool:
        """Whether its newest cycle is finished too."""
        return 0 < self.cycle == self.finished

    @property
    def next_step(self) -> Step | None:
        """The first step that still needs something; None when the newest cycle is whole or finished."""
        return None if self.is_finished else next((step for step in self.steps if step.missing), None)


def steps(snapshot: Snapshot, block_id: str, cycle: int) -> tuple[Step, ...]:
    """Return the steps of a cycle with what is in them."""
    chosen = framework(snapshot.framework)

    def value(field: Field) -> Any:
        if field.name == "start_question":
            return start_question(snapshot, chosen, block_id, cycle)
        sheet_id = field.sheet.format(block=block_id, cycle=cycle)
        return snapshot.sheet(sheet_id).get(field.name)

    return tuple(_step(step, [value(field) for field in step.fields]) for step in chosen.cycle_sheet.steps)


def sheet_steps(snapshot: Snapshot, sheet: Sheet) -> tuple[Step, ...]:
    """Return the steps of a sheet with what is in them."""
    values = snapshot.sheet(sheet.id)
    return tuple(_step(step, [values.get(field.name) for field in step.fields]) for step in sheet.steps)


def progress(snapshot: Snapshot, block_id: str) -> Progress:
    """Return how far a block is, by its newest cycle."""
    cycle = max(snapshot.cycles(block_id), default=0)
    there = steps(snapshot, block_id, max(cycle, 1))
    title = snapshot.sheet(f"block/{block_id}").get("title", "")
    if not cycle and not title:
        there = tuple(replace(step, filled=False, count=None) for step in there)
        return Progress(block_id, 0, "", there, _NOT_BEGUN)
    missing = next((step.missing for step in there if step.missing), "")
    last_is_done = snapshot.sheet(f"block/{block_id}/{cycle}").get("status") == "afgerond"
    finished = max(cycle - 1, 0) + last_is_done
    return Progress(block_id, cycle, title, there, missing, finished)


def _step(asked: AskedStep, values: list[Any]) -> Step:
    filled = not all(map(is_empty, values))
    missing = next(_missing(asked, values), "")
    needed = any(field.missing for field in asked.fields)
    return Step(asked.name, asked.label, filled, _count(values[0]) if len(values) == 1 else None, missing, needed)


def _missing(asked: AskedStep, values: list[Any]) -> Iterator[str]:
    for field, value in zip(asked.fields, values, strict=True):
        if field.missing and is_empty(value):
            yield field.missing


def _count(value: Any) -> int | None:
    counted = value.get("items", []) if isinstance(value, dict) else value
    return len(counted) or None if isinstance(counted, list) else None
