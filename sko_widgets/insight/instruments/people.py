"""The stakeholders of lesson 3, and lists of their numbers; both maps draw the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import SMALL, TEXT, Canvas, Words, fit, typed
from .cards import columns
from .pages import Band, gap, legend
from .sheet_values import SheetValues
from .symbols import symbol

STEPS = 5
"""How many steps the maps have; who stands on another one has no place on them."""
_SHAPES = {"both": "disc", "we-need-them": "square", "they-need-us": "diamond", "": "open"}
"""The symbol for who depends on whom; an answer that is not among them stays open."""
_ON = {"disc": "ground", "square": "ground", "diamond": "ink", "open": "ink"}
_COUNT = 3
_NUMBER_ROOM = 46.0


@dataclass(frozen=True, slots=True)
class Person:
    """A stakeholder; the number is its place in the list.

    Parameters
    ----------
    number, name
        As they print.
    dependence
        Who needs whom; empty when nobody said.
    distance, influence, interest
        On their scales; 0 when nobody said.
    """

    number: int
    name: str
    dependence: str
    distance: int
    influence: int
    interest: int

    @property
    def shape(self) -> str:
        """The symbol of this stakeholder."""
        return _shape(self.dependence)


def _shape(dependence: str) -> str:
    return _SHAPES.get(dependence, "open")


def people(values: SheetValues) -> list[Person]:
    """Return the stakeholders that have a name."""
    rows = [row for row in values.get("stakeholders") or () if typed(row, "name")]
    return [
        Person(
            number,
            typed(row, "name"),
            row.get("dependence") or "",
            *(_step(row.get(scale)) for scale in ("distance", "influence", "interest")),
        )
        for number, row in enumerate(rows, 1)
    ]


def _step(value: int | None) -> int:
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


def numbered(canvas: Canvas, person: Person, x: float, y: float) -> None:
    """Draw a stakeholder's symbol with its number in it."""
    symbol(canvas, person.shape, x, y, 14)
    number = fit(str(person.number), 60, SMALL, 700)
    colour = {"ground": canvas.paint.ground, "ink": canvas.paint.ink}[_ON[person.shape]]
    canvas.write(number, x, y - 10.5, fill=colour, text_anchor="middle")


def with_list(first: list[Band], lists: Sequence[Band], room: float) -> list[list[Band]]:
    """Return pages of a map and its list; what fits in the room below the map stands there."""
    if not lists or lists[0].height > room:
        return [first, *([part] for part in lists)]
    return [[*first, gap(14), lists[0]], *([part] for part in lists[1:])]


@dataclass(frozen=True, slots=True)
class _Line:
    words: Words
    person: Person | None = None

    @property
    def height(self) -> float:
        return max(self.words.height, 32.0) + 4 if self.person else self.words.height + 16


def listed(groups: Sequence[tuple[str, Sequence[Person]]], first: float, room: float) -> list[Band]:
    """Return names beside their numbers in columns, a band a page.

    Parameters
    ----------
    groups
        Headings and who stands under them.
    first, room
        What is left below the map, and what a page of its own holds; when the whole list fits on that, it goes there.
    """
    wide, _ = columns(_COUNT)
    lines = []
    for heading, members in groups:
        if members:
            lines.append(_Line(fit(heading, wide, TEXT, 700)))
            lines += [_Line(fit(person.name, wide - _NUMBER_ROOM, SMALL, most=6), person) for person in members]
    if not lines:
        return []
    pages = _pages(lines, (first, room))
    if len(pages) > 1 and len(_pages(lines, (room, room))) == 1:
        pages = _pages(lines, (room, room))
    last = [line for column in pages[-1] for line in column]
    low = next(high for high in range(40, int(room) + 41, 10) if len(_pages(last, (high, high))) == 1)
    pages[-1:] = _pages(last, (low, low))
    return [_band(page) for page in pages]


def _pages(lines: Sequence[_Line], rooms: tuple[float, float]) -> list[list[list[_Line]]]:
    """Fill columns of pages; a heading stays with its first name."""
    pages: list[list[list[_Line]]] = [[[]]]
    used = 0.0
    for at, line in enumerate(lines):
        kept = line.height + (lines[at + 1].height if not line.person and at + 1 < len(lines) else 0)
        if pages[-1][-1] and used + kept > rooms[len(pages) > 1]:
            if len(pages[-1]) == _COUNT:
                pages.append([])
            pages[-1].append([])
            used = 0.0
        pages[-1][-1].append(line)
        used += line.height
    return pages


def _band(page: Sequence[Sequence[_Line]]) -> Band:
    _, starts = columns(_COUNT)

    def draw(canvas: Canvas, top: float) -> None:
        for x, column in zip(starts, page, strict=False):
            y = top
            for line in column:
                if line.person:
                    numbered(canvas, line.person, x + 20, y + line.height / 2)
                    canvas.write(line.words, x + _NUMBER_ROOM, y + (line.height - line.words.height) / 2)
                else:
                    canvas.write(line.words, x, y + 12)
                y += line.height

    return Band(max(sum(line.height for line in column) for column in page), draw)
