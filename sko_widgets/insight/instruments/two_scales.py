"""Lesson 11: how strongly we and our partners work on equal careers and on equal development, and what success is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.framework import FIRST_ROW, Field
from sko_widgets.insight.figures import Figure

from .canvas import SMALL, TEXT, WIDTH, Canvas, Paint, fit, said, typed
from .cards import Card, columns, heading, rows
from .pages import Band, Picture, gap, kept, legend
from .people import STEPS, not_placed, step
from .placing import Placing, divided, foot_labels, placed, side_label
from .sheet_values import SheetValues
from .symbols import symbol

_OTHER = ("hierarchy", "focus", "approach")
_SCALES = ("career", "development")
_MUCH, _LITTLE = 4, 2
_CORNERS = {
    (True, False): "Vooral loopbaan",
    (True, True): "Allebei",
    (False, False): "Nog geen van beide",
    (False, True): "Vooral ontwikkeling",
}
"""What a corner means, by much work on each of the two."""
_NO_SQUARE = "Hoe wij naar gelijke kansen kijken, en wat we succes noemen."
_LEFT, _PLATE, _SIDE = 108.0, 34.0, 235.0
_TALLEST = 900.0
_SCALE = tuple(range(1, STEPS + 1))


@dataclass(frozen=True, slots=True)
class _Party:
    """We ourselves or a partner, with how strongly they work on each of the two; 0 when nobody said."""

    name: str
    ours: bool
    career: int
    development: int

    @property
    def shape(self) -> str:
        return "disc" if self.ours else "ring"

    @property
    def weight(self) -> int:
        return 700 if self.ours else 400

    @property
    def stands(self) -> bool:
        return bool(self.career and self.development)


def square(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return us and our partners on the square, the scales beside it, and the measures that follow."""
    everyone = _parties(values)
    standing = [one for one in everyone if one.stands]
    without = [one for one in everyone if not one.stands] if standing else []
    measures = [row for row in values.get("measures") or () if typed(row, "measure")]
    scales = [field for field in map(values.field, _OTHER) if values.get(field.name)]
    if not (standing or scales or measures):
        return []
    caption = "Hoe wij naar gelijke kansen kijken, en onze succesmaten."
    if standing:
        caption = "Hoe sterk wij en onze partners werken aan loopbaankansen en ontwikkelkansen, en onze succesmaten."
    alt = _sentences(values, standing, without, scales, measures)
    picture = Picture(name, "Wat gelijke kansen voor ons zijn", caption, alt, paint)
    bands: list[Band] = []
    if standing:
        maps = [_square_map(values, one) for one in divided(standing, _placing, _TALLEST)]
        signs = [(one.shape, "Wij zelf" if one.ours else "Partner") for one in everyone]
        bands += [_definitions(values), *maps, legend(list(dict.fromkeys(signs))), *not_placed(without)]
    bands += [gap(16), *(_scale(field, values[field.name]) for field in scales)] if scales else []
    if measures:
        cards = [Card(typed(row, "measure"), typed(row, "how") or said(row, "reason"), "disc") for row in measures]
        bands += kept(heading("Onze succesmaten"), rows(cards, 2))
    return picture.pages(bands)


def _parties(values: SheetValues) -> list[_Party]:
    return [
        _Party(typed(row, "name"), row.get("id") == FIRST_ROW, *(step(row.get(scale)) for scale in _SCALES))
        for row in values.get("partners") or ()
        if typed(row, "name")
    ]


def _labels(values: SheetValues, scale: str) -> dict[int, str]:
    return {int(one.id): one.label for one in values.column("partners", scale).options[:STEPS]}


def _corner(career: int, development: int) -> str:
    """Return the corner of the square that a place is in; empty between the corners."""
    between = any(_LITTLE < at < _MUCH for at in (career, development))
    return "" if between else _CORNERS[career >= _MUCH, development >= _MUCH]


def _sentences(
    values: SheetValues,
    standing: Sequence[_Party],
    without: Sequence[_Party],
    scales: Sequence[Field],
    measures: Sequence[Mapping[str, Any]],
) -> list[str]:
    up, right = (values.column("partners", scale).label for scale in _SCALES)
    found = (
        [f"Een vierkant met {dutch.lowered(up)} omhoog en {dutch.lowered(right)} naar rechts."]
        if standing
        else [_NO_SQUARE]
    )
    ups, rights = (_labels(values, scale) for scale in _SCALES)
    for place in dict.fromkeys((one.career, one.development) for one in standing):
        names = [one.name for one in standing if (one.career, one.development) == place]
        corner = f" ({dutch.lowered(_corner(*place))})" if _corner(*place) else ""
        high, far = (dutch.lowered(step) for step in (ups.get(place[0], ""), rights.get(place[1], "")))
        words = f"{up} {high}, {dutch.lowered(right)} {far}"
        found.append(f"{dutch.listing(names)}: {dutch.lowered(words)}{corner}.")
    found += [f"Nog zonder plek: {'; '.join(one.name for one in without)}."] if without else []
    found += [f"{field.label}: {dutch.lowered(field.option_label(str(values[field.name])))}." for field in scales]
    found += [f"Succesmaten: {'; '.join(map(_measure, measures))}."] if measures else []
    return found


def _measure(row: Mapping[str, Any]) -> str:
    told = typed(row, "how") or said(row, "reason").removesuffix(".")
    return f"{typed(row, 'measure')} ({told})" if told else typed(row, "measure")


def _placing(shown: Sequence[_Party], low: float = 76.0) -> Placing[_Party]:
    places = {
        (row, column): [one for one in shown if (one.career, one.development) == (row, column)]
        for row in _SCALE
        for column in _SCALE
    }
    return placed(places, _SCALE[::-1], _SCALE, (_LEFT, WIDTH - _LEFT), low, inner=4.0)


def blank_square(values: SheetValues, high: float) -> list[Band]:
    """Return the square with nobody on it, and what its two scales mean."""
    meaning = _definitions(values)
    return [meaning, _square_map(values, _placing((), (high - meaning.height) / STEPS))]


def _definitions(values: SheetValues) -> Band:
    """Return what the two scales mean, beside each other."""
    wide, starts = columns(2)
    fields = [values.column("partners", scale) for scale in _SCALES]
    heads = [
        fit(f"{way}: {dutch.lowered(field.label)}", wide, TEXT, 700, most=2)
        for way, field in zip(("Omhoog", "Naar rechts"), fields, strict=True)
    ]
    texts = [fit(field.help, wide, SMALL, most=4) for field in fields]
    high = max(head.height + text.height for head, text in zip(heads, texts, strict=True))

    def draw(canvas: Canvas, top: float) -> None:
        for x, head, text in zip(starts, heads, texts, strict=True):
            below = canvas.write(head, x, top + 4, fill=canvas.paint.theme)
            canvas.write(text, x, below)

    return Band(high + 18, draw)


def _square_map(values: SheetValues, standing: Placing[_Party]) -> Band:
    """Return the square, and on it who stands there."""
    high = standing.height + 2 * _PLATE
    ups, rights = (_labels(values, scale) for scale in _SCALES)

    def draw(canvas: Canvas, top: float) -> None:
        _ground(canvas, standing, top, high)
        y = top + _PLATE
        for row, tall in standing.heights.items():
            side_label(canvas, ups.get(row, ""), _LEFT - 10, y, tall)
            for column in _SCALE:
                standing.draw(canvas, (row, column), y, _fill(canvas, row, column))
            y += tall
        foot_labels(canvas, standing, rights, top + high + 4)

    return Band(high + 40, draw)


def _fill(canvas: Canvas, row: int, column: int) -> str:
    paint, corner = canvas.paint, _corner(row, column)
    return paint.ground if not corner else paint.tint if corner == _CORNERS[True, True] else paint.paper


def _ground(canvas: Canvas, standing: Placing[_Party], top: float, high: float) -> None:
    """Draw the square: its four corners with their names, and the lines between its places."""
    paint, foot = canvas.paint, top + high
    lines, y = [top + _PLATE], top + _PLATE
    for tall in standing.heights.values():
        y += tall
        lines.append(y)
    rights = [standing.lefts[column] for column in _SCALE[1:]]
    canvas.box(_LEFT, top, WIDTH - _LEFT, high, paint.ground)
    for much, great in _CORNERS:
        x, wide = (rights[2], WIDTH - rights[2]) if great else (_LEFT, rights[1] - _LEFT)
        upper, lower = (top, lines[2]) if much else (lines[3], foot)
        canvas.add("rect", x=x, y=upper, width=wide, height=lower - upper, fill=_fill(canvas, *_ends(much, great)))
    for line in lines[1:-1]:
        canvas.rule(_LEFT, line, WIDTH, line)
    for line in rights:
        canvas.rule(line, top + _PLATE, line, foot - _PLATE)
    canvas.box(_LEFT, top, WIDTH - _LEFT, high, "none", paint.edge)
    for (much, great), label in _CORNERS.items():
        x, anchor = (WIDTH - 10, "end") if great else (_LEFT + 10, "start")
        words = fit(label, (WIDTH - _LEFT) / 2, SMALL, 700, most=1)
        canvas.write(words, x, top + 7 if much else foot - 28, fill=paint.theme, text_anchor=anchor)


def _ends(much: bool, great: bool) -> tuple[int, int]:
    return (STEPS if much else 1), (STEPS if great else 1)


def _scale(field: Field, value: int) -> Band:
    """Return a small line: what it is about, its two ends and our place."""
    label = fit(field.label, WIDTH, SMALL, 700, most=1)
    ends = [fit(field.options[at].label, _SIDE, SMALL, most=3) for at in (0, -1)]
    high = label.height + max(words.height for words in ends) + 18

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        canvas.write(label, 0, top)
        below = top + label.height + 2
        canvas.write(ends[0], 0, below, fill=paint.soft)
        canvas.write(ends[1], WIDTH, below, fill=paint.soft, text_anchor="end")
        start, end, y = _SIDE + 30, WIDTH - _SIDE - 30, below + 11
        canvas.rule(start, y, end, y, paint.theme, stroke_width=3)
        for at in range(len(field.options)):
            x, stop = start + at * (end - start) / max(len(field.options) - 1, 1), at + 1
            symbol(canvas, "disc" if stop == value else "ring", x, y, 11 if stop == value else 6)

    return Band(high, draw)
