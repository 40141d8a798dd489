"""How far a block is: which steps of a cycle have something in them, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier.cycles import start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Framework, Sheet, catalogue, framework

STEPS = (
    "title",
    "start_question",
    "own_question",
    "context",
    "goal",
    "actions",
    "results",
    "outlook",
    "next_questions",
    "links",
)
"""The steps that hold something, in the order of the page; `review` looks back on them."""

_MISSING = {
    "title": "Nog geen titel",
    "context": "Nog geen aanleiding",
    "goal": "Nog geen doel",
    "actions": "Nog geen acties",
    "results": "Nog geen resultaten",
    "next_questions": "Nog geen nieuwe vraag",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a cycle.

    Parameters
    ----------
    name, label
        In code and on screen.
    filled
        Whether it has something in it.
    count
        How many items, questions or links; None where that says nothing.
    """

    name: str
    label: str
    filled: bool
    count: int | None = None


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
        All of `STEPS`.
    missing
        What is the first thing to do, in Dutch; empty when the cycle is whole.
    """

    block: str
    cycle: int
    title: str
    steps: tuple[Step, ...]
    missing: str

    @property
    def filled(self) -> int:
        """How many steps have something in them."""
        return sum(step.filled for step in self.steps)


def steps(snapshot: Snapshot, block_id: str, cycle: int) -> tuple[Step, ...]:
    """Return the steps of a cycle with what is in them."""
    chosen = framework(snapshot.framework)
    return tuple(_step(snapshot, chosen, block_id, cycle, name) for name in STEPS)


def sheet_steps(snapshot: Snapshot, sheet: Sheet) -> tuple[Step, ...]:
    """Return the fields of a sheet with what is in them."""
    values = snapshot.sheet(sheet.id)
    return tuple(_filled(field.name, field.label, values.get(field.name)) for field in sheet.fields)


def progress(snapshot: Snapshot, block_id: str) -> Progress:
    """Return how far a block is, by its newest cycle."""
    cycle = max(snapshot.cycles(block_id), default=0)
    found = steps(snapshot, block_id, max(cycle, 1))
    title = snapshot.sheet(f"block/{block_id}").get("title", "")
    if not cycle and not title:
        found = tuple(Step(step.name, step.label, filled=False) for step in found)
        return Progress(block_id, 0, "", found, "Begin bij de verplichte vraag")
    empty = (step.name for step in found if not step.filled)
    missing = next((_MISSING[name] for name in empty if name in _MISSING), "")
    return Progress(block_id, cycle, title, found, missing)


def _step(snapshot: Snapshot, chosen: Framework, block_id: str, cycle: int, name: str) -> Step:
    sheet_id = f"block/{block_id}" if name == "title" else f"block/{block_id}/{cycle}"
    field = catalogue().sheet(sheet_id).field(name)
    value = snapshot.sheet(sheet_id).get(name)
    if name == "start_question":
        value = start_question(snapshot, chosen, block_id, cycle)
    return _filled(name, field.label, value)


def _filled(name: str, label: str, value: Any) -> Step:
    counted = value.get("items", []) if isinstance(value, dict) else value
    number = len(counted) if isinstance(counted, list) else None
    return Step(name, label, filled=not is_empty(value), count=number or None)
