"""Where names stand on a map: each in its own place, which is as wide and high as its names need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from .canvas import SMALL, Canvas, Words, fit
from .symbols import symbol


class Standing(Protocol):
    """Who can stand on a map: by name, with a symbol before it."""

    @property
    def name(self) -> str:
        """As it prints."""

    @property
    def shape(self) -> str:
        """The symbol."""

    @property
    def weight(self) -> int:
        """How bold the name is."""


One = TypeVar("One", bound=Standing)
Places = Mapping[tuple[int, int], Sequence[One]]
"""Who stands where, by row and column."""
_LEAST = 128.0
"""A name does not stand in less than this, unless all of its row would not fit."""
_EMPTY = 96.0
_MARK = 30.0
_BETWEEN, _WIDEST = 9.0, 24.0
_LINES = 12


@dataclass(frozen=True, slots=True)
class Placing(Generic[One]):
    """Names in a map.

    Parameters
    ----------
    lefts, wides
        Where each column starts and how wide it is, by its number.
    heights
        Of each row, by its number.
    stacks
        The names of each place, below each other in as many stacks as its column has.
    """

    lefts: Mapping[int, float]
    wides: Mapping[int, float]
    heights: Mapping[int, float]
    stacks: Mapping[tuple[int, int], Sequence[Sequence[tuple[One, Words]]]]

    @property
    def height(self) -> float:
        """Of all rows together."""
        return sum(self.heights.values())

    def draw(self, canvas: Canvas, at: tuple[int, int], top: float, fill: str) -> None:
        """Draw the names of a place around the middle of its row."""
        for x, y, person, words in self.spots(at, top):
            canvas.add("rect", x=x - 3, y=y - 3, width=_MARK + words.width + 6, height=words.height + 4, fill=fill)
            symbol(canvas, person.shape, x + 11, y + SMALL * 0.65, 8)
            canvas.write(words, x + _MARK - 5, y)

    def spots(self, at: tuple[int, int], top: float) -> list[tuple[float, float, One, Words]]:
        """Return where each name of a place begins, from the row's top."""
        stacks, found = self.stacks.get(at, ()), []
        for number, stack in enumerate(stacks):
            left = self.lefts[at[1]] + number * self.wides[at[1]] / len(stacks) + 6
            spare = self.heights[at[0]] - _high(stack) - 22
            apart = min(_WIDEST, spare / (len(stack) + 1))
            y = top + (self.heights[at[0]] - _high(stack) - apart * (len(stack) - 1)) / 2
            for person, words in stack:
                found.append((left, y, person, words))
                y += words.height + _BETWEEN + apart
        return found


def placed(
    places: Places[One],
    rows: Sequence[int],
    across: Sequence[int],
    room: tuple[float, float],
    low: float,
    *,
    inner: float,
) -> Placing[One]:
    """Return the lowest map in which every name stands.

    Parameters
    ----------
    places
        Who stands where.
    rows, across
        The numbers of rows and columns, as they stand.
    room
        Where the map begins and how wide it is.
    low
        The least height of a row.
    inner
        What of a column's width stays free.
    """
    most = {column: max((len(places.get((row, column), ())) for row in rows), default=0) for column in across}
    counts = {column: min(1, many) for column, many in most.items()}
    best = _laid(places, rows, counts, room, low, inner)
    while True:
        wider = [{**counts, column: count + 1} for column, count in counts.items() if 0 < count < most[column]]
        tried = [(_laid(places, rows, one, room, low, inner), one) for one in wider if _share(one, room) >= _LEAST]
        if not tried:
            return best
        found, chosen = min(tried, key=lambda one: one[0].height)
        if found.height >= best.height:
            return best
        best, counts = found, chosen


def _share(counts: Mapping[int, int], room: tuple[float, float]) -> float:
    return (room[1] - _EMPTY * sum(not count for count in counts.values())) / max(1, sum(counts.values()))


def _laid(
    places: Places[One],
    rows: Sequence[int],
    counts: Mapping[int, int],
    room: tuple[float, float],
    low: float,
    inner: float,
) -> Placing[One]:
    share, left = _share(counts, room), room[0]
    lefts, wides = {}, {}
    for column, count in counts.items():
        wides[column] = share * count if count else _EMPTY if any(counts.values()) else room[1] / len(counts)
        lefts[column] = left
        left += wides[column]
    stacks = {
        at: _stacks(people, counts[at[1]], (wides[at[1]] - inner) / counts[at[1]] - _MARK - 8)
        for at, people in places.items()
        if people
    }
    within = {column: wide - inner for column, wide in wides.items()}
    heights = {
        row: max(low, *(_high(stack) + 22 for at, found in stacks.items() if at[0] == row for stack in found), 0)
        for row in rows
    }
    return Placing(lefts, within, heights, stacks)


def _stacks(people: Sequence[One], count: int, wide: float) -> list[list[tuple[One, Words]]]:
    """Divide names over stacks in their order, the first ones as high as the last."""
    words = [(person, fit(person.name, wide, SMALL, person.weight, most=_LINES)) for person in people]
    count = min(count, len(words))
    return [words[at * len(words) // count : (at + 1) * len(words) // count] for at in range(count)]


def _high(stack: Sequence[tuple[One, Words]]) -> float:
    return sum(words.height + _BETWEEN for _, words in stack) - _BETWEEN


def divided(people: Sequence[One], lay: Callable[[Sequence[One]], Placing[One]], tallest: float) -> list[Placing[One]]:
    """Divide people in their order over as few maps as are not too tall."""
    count = 1
    while True:
        laid = [lay(people[at * len(people) // count : (at + 1) * len(people) // count]) for at in range(count)]
        if count >= len(people) or all(one.height <= tallest for one in laid):
            return laid
        count += 1


def side_label(canvas: Canvas, text: str, right: float, y: float, high: float) -> None:
    """Write what a row of a map is called, left of it."""
    words = fit(text, right - 2, SMALL, most=2)
    canvas.write(words, right, y + (high - words.height) / 2, fill=canvas.paint.soft, text_anchor="end")


def foot_labels(canvas: Canvas, standing: Placing[One], labels: Mapping[int, str], y: float) -> None:
    """Write what the columns of a map are called, below them."""
    for column, label in labels.items():
        left, wide = standing.lefts[column], standing.wides[column]
        words = fit(label, wide - 4, SMALL, most=2)
        canvas.write(words, left + wide / 2, y, fill=canvas.paint.soft, text_anchor="middle")
