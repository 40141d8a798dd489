"""Lesson 3, the second map: influence and interest, with the advised approach a quadrant."""

from __future__ import annotations

from collections.abc import Sequence

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HEAD, HIGHEST, SMALL, WIDTH, Canvas, Paint, Words, fit
from .pages import Band, Picture
from .people import STEPS, Person, dependence_legend, labels, listed, numbered, people, with_list
from .sheet_values import SheetValues
from .symbols import symbol

MUCH = 4
"""From here on a scale counts as much."""
APPROACHES = {
    (True, True): "Nauw betrekken",
    (True, False): "Tevreden houden",
    (False, True): "Raadplegen",
    (False, False): "Informeren",
}
"""The advised approach, by much influence and much interest."""
_LEFT = 100.0
_MIDDLE = _LEFT + (WIDTH - _LEFT) / 2
_HALF = (WIDTH - _LEFT) / 2
_NAMED = 32
_TALLEST = 1010.0
_QUADRANT_HEAD = 44.0
_MARK_ROOM = 40.0


def approach(influence: int, interest: int) -> str:
    """Return how to deal with a stakeholder, `Nauw betrekken`; empty when one of the two is not known."""
    return APPROACHES[influence >= MUCH, interest >= MUCH] if influence and interest else ""


def influence(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the stakeholders by influence and interest: with their names where those fit, else with numbers."""
    everyone = people(values)
    placed = [person for person in everyone if approach(person.influence, person.interest)]
    if not placed:
        return []
    without = [person for person in everyone if person not in placed]
    caption = "Stakeholdermap II, naar invloed: wat per vak de aangeraden aanpak is."
    picture = Picture(name, "Stakeholders naar invloed en belang", caption, _alt(placed, without), paint)
    foot = dependence_legend(values, everyone)
    cells = _cells(placed, numbers=False)
    if len(placed) <= _NAMED and _map_height(cells) <= _TALLEST:
        return picture.laid(_pages(values, cells, [("Nog zonder plek", without)], foot))
    pages: list[list[Band]] = []
    parts = _parts(placed)
    for part in parts:
        groups = [(label, _advised(part, label)) for label in APPROACHES.values()]
        groups += [("Nog zonder plek", without)] if part is parts[-1] else []
        pages += _pages(values, _cells(part, numbers=True), groups, foot)
    return picture.laid(pages)


def _cells(placed: Sequence[Person], *, numbers: bool) -> list[_Cell]:
    return [_Cell(placed, at, numbers=numbers) for at in _SQUARES]


def _pages(
    values: SheetValues, cells: Sequence[_Cell], groups: Sequence[tuple[str, Sequence[Person]]], foot: Band
) -> list[list[Band]]:
    grid = _grid(values, cells)
    room = HIGHEST - grid.height - foot.height - 14
    return with_list([grid, foot], listed(groups, room, HIGHEST), room)


def _parts(placed: Sequence[Person]) -> list[Sequence[Person]]:
    """Divide stakeholders over as few maps as hold their numbers."""
    count = 1
    while True:
        parts = [placed[at * len(placed) // count : (at + 1) * len(placed) // count] for at in range(count)]
        if all(_map_height(_cells(part, numbers=True)) <= _TALLEST for part in parts):
            return parts
        count += 1


def _advised(placed: Sequence[Person], label: str) -> list[Person]:
    return [person for person in placed if approach(person.influence, person.interest) == label]


def _alt(placed: Sequence[Person], without: Sequence[Person]) -> str:
    sentences = [f"{dutch.count(len(placed), 'stakeholder', 'stakeholders')} naar invloed en belang."]
    for (much, great), label in APPROACHES.items():
        names = [person.name for person in _advised(placed, label)]
        power, stake = ("veel" if much else "niet veel"), ("groot" if great else "geen groot")
        sentences += [f"{label} ({power} invloed, {stake} belang): {'; '.join(names)}."] if names else []
    sentences += [f"Nog zonder plek: {'; '.join(person.name for person in without)}."] if without else []
    return " ".join(sentences)


_SQUARES = [(row, column) for row in (5, 4, 3, 2, 1) for column in (1, 2, 3, 4, 5)]


def _column(interest: int) -> tuple[float, float]:
    """Return where a step of the interest starts and how wide it is; both halves are as wide."""
    low = MUCH - 1
    if interest <= low:
        return _LEFT + (interest - 1) * _HALF / low, _HALF / low
    wide = _HALF / (5 - low)
    return _MIDDLE + (interest - MUCH) * wide, wide


class _Cell:
    """The stakeholders with the same influence and interest, in the middle of their square."""

    def __init__(self, placed: Sequence[Person], at: tuple[int, int], *, numbers: bool) -> None:
        self.influence, interest = at
        self.members = [person for person in placed if (person.influence, person.interest) == at]
        self.left, self.wide = _column(interest)
        self.numbers = numbers
        self.across = max(1, int((self.wide - 8) / _MARK_ROOM))
        self.words: list[Words] = [] if numbers else [self._name(person) for person in self.members]

    def _name(self, person: Person) -> Words:
        return fit(person.name, self.wide - 36, SMALL, most=4)

    @property
    def height(self) -> float:
        """How much room its stakeholders take."""
        if self.numbers:
            return -(-len(self.members) // self.across) * _MARK_ROOM + 12
        return sum(words.height + 7 for words in self.words) + 14

    def draw(self, canvas: Canvas, top: float, high: float) -> None:
        """Draw them around the middle."""
        y = top + (high - self.height) / 2 + 7
        if self.numbers:
            for at, person in enumerate(self.members):
                line, place = divmod(at, self.across)
                here = min(self.across, len(self.members) - line * self.across)
                x = self.left + self.wide / 2 + (place - (here - 1) / 2) * _MARK_ROOM
                numbered(canvas, person, x, y + (line + 0.5) * _MARK_ROOM)
            return
        for person, words in zip(self.members, self.words, strict=True):
            symbol(canvas, person.shape, self.left + 18, y + 11, 8)
            canvas.write(words, self.left + 32, y)
            y += words.height + 7


def _heights(cells: Sequence[_Cell]) -> dict[int, float]:
    """Return the height of each row, by influence."""
    return {row: max(56.0, *(cell.height for cell in cells if cell.influence == row)) for row in (5, 4, 3, 2, 1)}


def _map_height(cells: Sequence[_Cell]) -> float:
    return sum(_heights(cells).values()) + 2 * _QUADRANT_HEAD + 70


def _grid(values: SheetValues, cells: Sequence[_Cell]) -> Band:
    heights = _heights(cells)
    upper = _QUADRANT_HEAD + sum(high for row, high in heights.items() if row >= MUCH)
    lower = _QUADRANT_HEAD + sum(high for row, high in heights.items() if row < MUCH)

    def draw(canvas: Canvas, top: float) -> None:
        _quadrants(canvas, top, upper, lower)
        y = top
        for row, high in heights.items():
            if row in (5, MUCH - 1):
                y += _QUADRANT_HEAD
            _scale_label(canvas, values, row, y, high)
            for cell in cells:
                if cell.influence == row:
                    cell.draw(canvas, y, high)
            y += high
        _interest_labels(canvas, values, y)

    return Band(upper + lower + 70, draw)


def _quadrants(canvas: Canvas, top: float, upper: float, lower: float) -> None:
    paint = canvas.paint
    for (much, great), label in APPROACHES.items():
        x, y, high = (_MIDDLE if great else _LEFT), (top if much else top + upper), (upper if much else lower)
        fill = paint.tint if much and great else paint.paper if much or great else paint.ground
        canvas.box(x + 2, y + 2, _HALF - 4, high - 4, fill, paint.edge)
        canvas.write(fit(label, _HALF, HEAD, 700), x + 14, y + 12, fill=paint.theme)


def _scale_label(canvas: Canvas, values: SheetValues, row: int, y: float, high: float) -> None:
    words = fit(labels(values, "influence").get(str(row), ""), _LEFT - 12, SMALL, most=2)
    canvas.write(words, _LEFT - 10, y + (high - words.height) / 2, fill=canvas.paint.soft, text_anchor="end")
    if row == 5:
        scale = values.column("stakeholders", "influence").label
        canvas.write(fit(scale, _LEFT, SMALL, 700), _LEFT - 10, y - 32, text_anchor="end")


def _interest_labels(canvas: Canvas, values: SheetValues, y: float) -> None:
    for step, label in list(labels(values, "interest").items())[:STEPS]:
        left, wide = _column(int(step))
        words = fit(label, wide - 8, SMALL, most=1)
        canvas.write(words, left + wide / 2, y + 8, fill=canvas.paint.soft, text_anchor="middle")
    scale = values.column("stakeholders", "interest").label
    canvas.write(fit(scale, 200, SMALL, 700), _MIDDLE, y + 34, text_anchor="middle")
