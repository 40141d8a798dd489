"""The stakeholders of lesson 3; both maps draw the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import typed
from .cards import Card, heading, rows
from .pages import Band, kept, legend
from .placing import Standing
from .sheet_values import SheetValues

STEPS = 5
"""How many steps the maps have; who stands on another one has no place on them."""
_SHAPES = {"both": "disc", "we-need-them": "square", "they-need-us": "diamond", "": "open"}
"""The symbol for who depends on whom; an answer that is not among them stays open."""
_NOWHERE = dict.fromkeys(("distance", "target", "influence", "interest"), 0)


@dataclass(frozen=True, slots=True)
class Person:
    """A stakeholder.

    Parameters
    ----------
    name
        As it prints.
    dependence
        Who needs whom; empty when nobody said.
    distance, target, influence, interest
        On their scales, and at which distance it should be; 0 when nobody said.
    """

    name: str
    dependence: str
    distance: int
    target: int
    influence: int
    interest: int

    @property
    def shape(self) -> str:
        """The symbol of this stakeholder."""
        return _shape(self.dependence)

    @property
    def weight(self) -> int:
        """How bold its name is."""
        return 400

    @property
    def moves(self) -> bool:
        """Whether it should be nearer or further away."""
        return bool(self.target and self.distance and self.target != self.distance)


def _shape(dependence: str) -> str:
    return _SHAPES.get(dependence, "open")


def people(values: SheetValues, *scales: str) -> list[Person]:
    """Return the stakeholders that have a name, with where they stand on some of the scales."""
    return [
        Person(
            typed(row, "name"),
            row.get("dependence") or "",
            **{**_NOWHERE, **{scale: step(row.get(scale)) for scale in scales}},
        )
        for row in values.get("stakeholders") or ()
        if typed(row, "name")
    ]


def step(value: int | None) -> int:
    """Return where a value stands on a map; 0 when it has no place there."""
    return value if value and value <= STEPS else 0


def labels(values: SheetValues, column: str) -> dict[str, str]:
    """Return the options of a column of the list of stakeholders, by id."""
    return {option.id: option.label for option in values.column("stakeholders", column).options}


def dependence_legend(values: SheetValues, shown: Sequence[Person]) -> Band:
    """Return what the symbols say of who depends on whom."""
    meaning = {**labels(values, "dependence"), "": "Nog niet gezegd"}
    used = {person.dependence: None for person in shown}
    order = [answer for answer in _SHAPES if answer in used] + [answer for answer in used if answer not in _SHAPES]
    return legend([(_shape(answer), meaning.get(answer, answer)) for answer in order])


def not_placed(people: Sequence[Standing]) -> list[Band]:
    """Return the names of those without a place, under a heading."""
    cards = [Card(person.name, symbol=person.shape) for person in people]
    return kept(heading("Nog zonder plek"), rows(cards, 3)) if cards else []
