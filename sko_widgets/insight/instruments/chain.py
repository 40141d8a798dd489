"""Lesson 12: the chain of opportunities in five columns, with its ties and its loose ends."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, LEADING, SMALL, TEXT, WIDTH, Canvas, Paint, Words, fit, paragraphs, sentence
from .cards import columns, heads
from .chain_ties import COLUMNS, Item, Tie, chain_of
from .pages import Band, Picture, legend
from .sheet_values import SheetValues
from .symbols import symbol

_GAP, _PAD = 34.0, 8.0
_WIDE, _STARTS = columns(len(COLUMNS), _GAP)
_ROOM = _WIDE - 2 * _PAD
_BETWEEN, _WIDEST_BETWEEN = 13.0, 70.0
_MOST = (10, 8, 6, 5, 4, 3)
"""Lines of an item; fewer when there are many items."""


def chain(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the five columns with lines between what hangs together; a long chain takes more pages."""
    items, ties = chain_of(values)
    if not any(items):
        return []
    caption = "De kansenketen: wat bij elkaar hoort, welk doel in de knel komt en wat nog nergens bij hoort."
    goal = next(iter(paragraphs(values.get("final_goal") or "")), "")
    picture = Picture(name, "De kansenketen", caption, _alt(values, goal, items, ties), paint)
    head = heads(_labels(values), _GAP)
    foot = _legend(items, ties)
    top = [_goal(values.field("final_goal").label, goal)] if goal else []
    room = HIGHEST - head.height - foot.height - sum(band.height for band in top)
    pages = _pages(items, ties, room)
    drawn = [[head, _Drawn(page, ties).band(), foot] for page in pages]
    return picture.laid([[*top, *drawn[0]], *drawn[1:]])


def _labels(values: SheetValues) -> list[str]:
    return [values.field(column).label for column in COLUMNS]


def _alt(values: SheetValues, goal: str, items: Sequence[Sequence[Item]], ties: Sequence[Tie]) -> list[str]:
    """Return the chain in sentences: each item once, and from there on by its letter and number."""
    named = list(zip(_labels(values), items, strict=True))
    counts = [f"{label.lower()}: {len(column)}" for label, column in named]
    sentences = [f"Een keten in vijf kolommen ({', '.join(counts)})."]
    sentences += [f"{values.field('final_goal').label}: {sentence(goal)}"] if goal else []
    sentences += [
        f"{label}: {'; '.join(f'{item.code} {item.text}' for item in column)}." for label, column in named if column
    ]
    lines = [_lines(item, ties) for column in items for item in column]
    sentences += [f"Lijnen: {'; '.join(filter(None, lines))}."] if any(lines) else []
    for tension in items[-1]:
        strained = [tie.end.code for tie in ties if tie.start is tension and tie.field == "tension_goals"]
        comes = "komt" if len(strained) == 1 else "komen"
        sentences += [f"Door {tension.code} {comes} {dutch.listing(strained)} in de knel."] if strained else []
    loose = [f"{item.code} ({dutch.listing(item.missing)})" for column in items for item in column if item.missing]
    return [*sentences, f"Staat nog los: {'; '.join(loose)}." if loose else "Niets staat nog los."]


def _lines(item: Item, ties: Sequence[Tie]) -> str:
    """Return to which items lines go from an item; empty when none does."""
    tied = [tie.end.code for tie in ties if tie.start is item and tie.field != "tension_goals"]
    return f"{item.code} naar {dutch.listing(tied)}" if tied else ""


def _goal(name: str, text: str) -> Band:
    label = fit(name, 120, TEXT, 700)
    words = fit(text, WIDTH - 150, TEXT, most=3)
    high = words.height + 24

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(0, top, WIDTH, high, canvas.paint.theme)
        canvas.write(label, 16, top + 12, fill=canvas.paint.ground)
        canvas.write(words, 134, top + 12, fill=canvas.paint.ground)

    return Band(high + 20, draw)


def _legend(items: Sequence[Sequence[Item]], ties: Sequence[Tie]) -> Band:
    entries = [("tie", "hoort bij elkaar"), ("strain", "geeft spanning"), ("loose", "staat nog los")]
    used = {tie.field for tie in ties}
    shown = [
        bool(used - {"measure_tensions", "tension_goals"}),
        "measure_tensions" in used,
        any(item.missing for column in items for item in column),
    ]
    return legend([entry for entry, there in zip(entries, shown, strict=True) if there] or entries[:1])


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item with its words, and what it hangs on that no line shows."""

    item: Item
    words: Words
    notes: Words
    missing: Words

    @property
    def height(self) -> float:
        return 2 * _PAD + self.words.height + self.notes.height + self.missing.height


def _pages(items: Sequence[Sequence[Item]], ties: Sequence[Tie], room: float) -> list[list[list[_Placed]]]:
    """Divide the columns over as few pages as hold them, with as many lines an item as fit."""
    tied: dict[str, list[Tie]] = {}
    for tie in ties:
        for code in (tie.start.code, tie.end.code):
            tied.setdefault(code, []).append(tie)
    count = 1
    while True:
        parts = [[_part(column, page, count) for column in items] for page in range(count)]
        for most in _MOST:
            pages = [_page(part, tied, most) for part in parts]
            if all(_high(column) <= room for page in pages for column in page):
                return pages
        count += 1


def _page(part: Sequence[Sequence[Item]], tied: Mapping[str, Sequence[Tie]], most: int) -> list[list[_Placed]]:
    here = {item.code for column in part for item in column}
    return [[_placed(item, here, tied, most) for item in column] for column in part]


def _part(column: Sequence[Item], page: int, count: int) -> Sequence[Item]:
    return column[page * len(column) // count : (page + 1) * len(column) // count]


def _high(column: Sequence[_Placed]) -> float:
    return sum(placed.height + _BETWEEN for placed in column) + _BETWEEN


def _placed(item: Item, here: Container[str], tied: Mapping[str, Sequence[Tie]], most: int) -> _Placed:
    ties = tied.get(item.code, ())
    strained = [tie.end.code for tie in ties if tie.start is item and tie.field == "tension_goals"]
    others = [tie for tie in ties if tie.field != "tension_goals"]
    to = [tie.end.code for tie in others if tie.start is item and tie.end.code not in here]
    by = [tie.start.code for tie in others if tie.end is item and tie.start.code not in here]
    comes = "komt" if len(strained) == 1 else "komen"
    notes = [f"{dutch.listing(strained)} {comes} in de knel"] if strained else []
    notes += [f"zie ook {', '.join(by + to)}"] if by + to else []
    return _Placed(
        item,
        fit(f"{item.code} {item.text}", _ROOM - 3, SMALL, most=most),
        fit("; ".join(notes), _ROOM, SMALL, 600, most=3),
        fit(", ".join(item.missing), _ROOM, SMALL, 700, most=4),
    )


class _Drawn:
    """One page of the chain: where everything stands, and the lines between it."""

    def __init__(self, page: Sequence[Sequence[_Placed]], ties: Sequence[Tie]) -> None:
        self.page = page
        self.height = max(map(_high, page))
        self.tops: dict[str, tuple[float, float]] = {}
        for column in page:
            self._spread(column)
        self.ties = [tie for tie in ties if tie.start.code in self.tops and tie.end.code in self.tops]
        self.used: dict[int, int] = {}

    def _spread(self, column: Sequence[_Placed]) -> None:
        """Give a column's items the height of the page, with not too much between them."""
        free = self.height - sum(placed.height for placed in column)
        between = min(free / (len(column) + 1), _WIDEST_BETWEEN)
        top = (free - between * (len(column) - 1)) / 2
        for placed in column:
            self.tops[placed.item.code] = (top, top + placed.height)
            top += placed.height + between

    def band(self) -> Band:
        """Return the page's band."""
        return Band(self.height, self._draw)

    def _draw(self, canvas: Canvas, top: float) -> None:
        for tie in self.ties:
            if tie.field == "measure_tensions":
                self._strain(canvas, top, tie)
            elif tie.field != "tension_goals":
                x1, x2 = _STARTS[tie.start.column] + _WIDE, _STARTS[tie.end.column]
                y1, y2 = self._middle(tie.start, top), self._middle(tie.end, top)
                path = f"M{x1:.2f} {y1:.2f}{_bend(x1, y1, x2, y2)}"
                canvas.add("path", d=path, fill="none", stroke=canvas.paint.theme, stroke_width=2)
        for column in self.page:
            for placed in column:
                self._box(canvas, placed, top + self.tops[placed.item.code][0])

    def _middle(self, item: Item, top: float) -> float:
        return top + sum(self.tops[item.code]) / 2

    def _strain(self, canvas: Canvas, top: float, tie: Tie) -> None:
        """Draw a broken line from a measure to a tension, between the boxes of the column that it passes."""
        y1, y2 = self._middle(tie.start, top), self._middle(tie.end, top)
        ways = self._ways(top)
        number = min(range(len(ways)), key=lambda at: abs(ways[at] - y1) + abs(ways[at] - y2))
        self.used[number] = self.used.get(number, 0) + 1
        y = ways[number] + (self.used[number] // 2) * (-1) ** self.used[number] * 3
        x1, x2, x3, x4 = _STARTS[2] + _WIDE, _STARTS[3], _STARTS[3] + _WIDE, _STARTS[4]
        path = f"M{x1:.2f} {y1:.2f}{_bend(x1, y1, x2, y)}H{x3:.2f}{_bend(x3, y, x4, y2)}"
        how: dict[str, Any] = {"stroke": canvas.paint.ink, "stroke_width": 2, "stroke_dasharray": "5 4"}
        canvas.add("path", d=path, fill="none", **how)

    def _ways(self, top: float) -> list[float]:
        """Return the heights between the boxes of the explanations where a line can pass."""
        ends = [self.tops[placed.item.code] for placed in self.page[3]]
        if not ends:
            return [top + self.height / 2]
        inner = [(above[1] + below[0]) / 2 for above, below in pairwise(ends)]
        return [top + y for y in (ends[0][0] - _BETWEEN / 2, *inner, ends[-1][1] + _BETWEEN / 2)]

    def _box(self, canvas: Canvas, placed: _Placed, y: float) -> None:
        paint, item, x = canvas.paint, placed.item, _STARTS[placed.item.column]
        loose = bool(item.missing)
        canvas.box(x, y, _WIDE, placed.height, "" if loose else paint.tint, paint.ink if loose else "")
        end = _coded(canvas, item.code, placed.words, x + _PAD, y + _PAD)
        end = canvas.write(placed.notes, x + _PAD, end, fill=paint.theme)
        canvas.write(placed.missing, x + _PAD, end)
        middle = y + placed.height / 2
        if item.misses_on(left=False):
            symbol(canvas, "loose", x + _WIDE + 7, middle, 8)
        if item.misses_on(left=True):
            symbol(canvas, "loose", x - 7, middle, -8)


def _coded(canvas: Canvas, code: str, words: Words, x: float, top: float) -> float:
    """Write an item with its code in bold; returns where it ends."""
    bold = fit(code, _ROOM, SMALL, 700)
    first, *others = words.lines
    canvas.write(bold, x, top, fill=canvas.paint.theme)
    rest = first.removeprefix(code).lstrip()
    canvas.write(replace(words, lines=(rest,)), x + bold.width + 5, top)
    return canvas.write(replace(words, lines=tuple(others)), x, top + SMALL * LEADING)


def _bend(x1: float, y1: float, x2: float, y2: float) -> str:
    half = (x1 + x2) / 2
    return f"C{half:.2f} {y1:.2f} {half:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
