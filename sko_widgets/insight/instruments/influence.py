"""Lesson 3, the second map: influence and interest, with the advised approach a quadrant."""

from __future__ import annotations

from collections.abc import Sequence

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HEAD, SMALL, WIDTH, Canvas, Paint, fit
from .pages import Band, Picture
from .people import STEPS, Person, dependence_legend, labels, not_placed, people
from .placing import Placing, divided, foot_labels, placed, side_label
from .sheet_values import SheetValues

MUCH = 4
"""From here on a scale counts as much."""
APPROACHES = {
    (True, True): "Nauw betrekken",
    (True, False): "Tevreden houden",
    (False, True): "Raadplegen",
    (False, False): "Informeren",
}
"""The advised approach, by much influence and much interest."""
_ADVICE = (
    "De aangeraden aanpak is nauw betrekken bij veel invloed en groot belang, tevreden houden bij alleen veel invloed, "
    "raadplegen bij alleen groot belang, en anders informeren."
)
_LEFT = 100.0
_TALLEST = 940.0
_QUADRANT_HEAD = 44.0
_SCALE = tuple(range(1, STEPS + 1))


def approach(influence: int, interest: int) -> str:
    """Return how to deal with a stakeholder, `Nauw betrekken`; empty when one of the two is not known."""
    return APPROACHES[influence >= MUCH, interest >= MUCH] if influence and interest else ""


def influence(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the stakeholders by influence and interest, with their names, on as many maps as hold those."""
    everyone = people(values, "influence", "interest")
    standing = [person for person in everyone if approach(person.influence, person.interest)]
    if not standing:
        return []
    without = [person for person in everyone if person not in standing]
    caption = "Stakeholdermap II, naar invloed: wat per vak de aangeraden aanpak is."
    picture = Picture(name, "Stakeholders naar invloed en belang", caption, _alt(standing, without), paint)
    maps = [grid_map(values, one) for one in divided(standing, placing, _TALLEST)]
    return picture.pages([*maps, *not_placed(without)], foot=dependence_legend(values, everyone))


def placing(shown: Sequence[Person], low: float = 56.0) -> Placing[Person]:
    """Return where stakeholders stand on squares that are at least `low` high."""
    places = {
        (row, column): [one for one in shown if (one.influence, one.interest) == (row, column)]
        for row in _SCALE
        for column in _SCALE
    }
    return placed(places, _SCALE[::-1], _SCALE, (_LEFT, WIDTH - _LEFT), low, inner=4.0)


def _advised(standing: Sequence[Person], label: str) -> list[Person]:
    return [person for person in standing if approach(person.influence, person.interest) == label]


def _alt(standing: Sequence[Person], without: Sequence[Person]) -> list[str]:
    sentences = [f"{dutch.count(len(standing), 'stakeholder', 'stakeholders')} naar invloed en belang. {_ADVICE}"]
    for label in APPROACHES.values():
        names = [person.name for person in _advised(standing, label)]
        sentences += [f"{label}: {'; '.join(names)}."] if names else []
    sentences += [f"Nog zonder plek: {'; '.join(person.name for person in without)}."] if without else []
    return sentences


def grid_map(values: SheetValues, standing: Placing[Person]) -> Band:
    """Return the four quadrants, and in them who stands there."""
    upper = _QUADRANT_HEAD + sum(high for row, high in standing.heights.items() if row >= MUCH)
    lower = _QUADRANT_HEAD + sum(high for row, high in standing.heights.items() if row < MUCH)

    def draw(canvas: Canvas, top: float) -> None:
        _quadrants(canvas, standing, top, (upper, lower))
        y = top
        for row, high in standing.heights.items():
            if row in (STEPS, MUCH - 1):
                y += _QUADRANT_HEAD
            _scale_label(canvas, values, row, y, high)
            for column in _SCALE:
                standing.draw(canvas, (row, column), y, _fill(canvas, row >= MUCH, column >= MUCH))
            y += high
        _interest_labels(canvas, values, standing, y)

    return Band(upper + lower + 72, draw)


def _fill(canvas: Canvas, much: bool, great: bool) -> str:
    paint = canvas.paint
    return paint.tint if much and great else paint.paper if much or great else paint.ground


def _quadrants(canvas: Canvas, placing: Placing[Person], top: float, heights: tuple[float, float]) -> None:
    paint, middle = canvas.paint, placing.lefts[MUCH]
    for (much, great), label in APPROACHES.items():
        x, wide = (middle, WIDTH - middle) if great else (_LEFT, middle - _LEFT)
        y, high = (top, heights[0]) if much else (top + heights[0], heights[1])
        canvas.box(x + 2, y + 2, wide - 4, high - 4, _fill(canvas, much, great), paint.edge)
        canvas.write(fit(label, wide - 20, HEAD, 700), x + 14, y + 12, fill=paint.theme)


def _scale_label(canvas: Canvas, values: SheetValues, row: int, y: float, high: float) -> None:
    side_label(canvas, labels(values, "influence").get(str(row), ""), _LEFT - 10, y, high)
    if row == STEPS:
        scale = values.column("stakeholders", "influence").label
        canvas.write(fit(scale, _LEFT, SMALL, 700), _LEFT - 10, y - 32, text_anchor="end")


def _interest_labels(canvas: Canvas, values: SheetValues, placing: Placing[Person], y: float) -> None:
    names = {int(step): label for step, label in list(labels(values, "interest").items())[:STEPS]}
    foot_labels(canvas, placing, names, y + 4)
    scale = values.column("stakeholders", "interest").label
    canvas.write(fit(scale, 200, SMALL, 700), (_LEFT + WIDTH) / 2, y + 48, text_anchor="middle")
