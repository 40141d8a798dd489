"""What hangs on what in the chain of opportunities (lesson 12), and which ends are loose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .canvas import named

COLUMNS = ("problems", "goals", "measures", "explanations", "tensions")
LETTERS = "PDMUS"
TIES = (
    ("problem_goals", 0, 1),
    ("goal_measures", 1, 2),
    ("measure_explanations", 2, 3),
    ("measure_tensions", 2, 4),
    ("tension_goals", 4, 1),
)
"""Fields of ties, and the columns that they join."""
LOOSE = (
    ("problem_goals", 0, "nog geen doel"),
    ("problem_goals", 1, "bij geen probleem"),
    ("goal_measures", 1, "nog geen maatregel"),
    ("goal_measures", 2, "dient geen doel"),
    ("measure_explanations", 2, "nog geen uitleg"),
    ("measure_explanations", 3, "bij geen maatregel"),
    ("measure_tensions", 4, "bij geen maatregel"),
    ("tension_goals", 4, "nog geen doel in de knel"),
)
"""Where an end is loose: without ties in this field an item of this column misses something, unless there is nothing
yet to tie it to. A field's `loose` says the same of the tables that it joins."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the chain.

    Parameters
    ----------
    column
        Its column, from 0.
    code
        `P1`, by its place in the picture.
    text
        What it says.
    missing
        What it should hang on and does not.
    """

    column: int
    code: str
    text: str
    missing: tuple[str, ...] = ()

    def misses_on(self, *, left: bool) -> bool:
        """Say whether a loose end is on this side of it."""
        return any((text in _LEFT) == left for text in self.missing)


_LEFT = ("bij geen probleem", "dient geen doel", "bij geen maatregel", "nog geen doel in de knel")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two items that hang together, and the field that says so."""

    field: str
    start: Item
    end: Item


def chain_of(values: Mapping[str, Any]) -> tuple[list[list[Item]], list[Tie]]:
    """Return the items by column, ordered so that few ties cross, and the ties between them."""
    texts = [named(values.get(one), "text") for one in COLUMNS]
    pairs = {
        field: [
            (a, b)
            for a, b in dict.fromkeys(map(tuple, values.get(field) or ()))
            if a in texts[one] and b in texts[other]
        ]
        for field, one, other in TIES
    }
    there = [bool(column) for column in texts]
    orders = _ordered([list(column) for column in texts], pairs)
    items = [
        {
            one: Item(at, f"{LETTERS[at]}{n}", texts[at][one], tuple(_missing(at, one, pairs, there)))
            for n, one in enumerate(order, 1)
        }
        for at, order in enumerate(orders)
    ]
    ties = [Tie(field, items[one][a], items[other][b]) for field, one, other in TIES for a, b in pairs[field]]
    return [list(column.values()) for column in items], ties


def _missing(
    column: int, row_id: str, pairs: Mapping[str, Sequence[tuple[str, str]]], there: Sequence[bool]
) -> list[str]:
    ends = {field: (start, end) for field, start, end in TIES}
    missing = []
    for field, at, text in LOOSE:
        side = ends[field].index(at)
        if at == column and there[ends[field][1 - side]] and not any(row_id == pair[side] for pair in pairs[field]):
            missing.append(text)
    return missing


def _ordered(orders: list[list[str]], pairs: Mapping[str, Sequence[tuple[str, str]]]) -> list[list[str]]:
    """Put each item near the middle of what it hangs on in the column before; others keep their place."""
    for field, start, end in TIES[:4]:
        before = {row_id: at / max(len(orders[start]), 1) for at, row_id in enumerate(orders[start])}
        own = {row_id: at / max(len(orders[end]), 1) for at, row_id in enumerate(orders[end])}
        tied: dict[str, list[float]] = {}
        for a, b in pairs[field]:
            tied.setdefault(b, []).append(before[a])
        means = {row_id: sum(places) / len(places) for row_id, places in tied.items()}
        orders[end] = sorted(orders[end], key=lambda row_id: round(means.get(row_id, own[row_id]), 6))
    return orders
