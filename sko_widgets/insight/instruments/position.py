"""Lesson 11 as it was before: where we and our partners stand on one line from equal careers to equal development."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.framework import Field
from sko_widgets.insight.figures import Figure

from .canvas import HEAD, HIGHEST, SMALL, TEXT, WIDTH, Canvas, Paint, fit, typed
from .cards import Card, columns, stacks
from .pages import Band, Picture
from .sheet_values import SheetValues
from .symbols import symbol


def line(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the line with our place and the partners', where those were chosen."""
    partners = [row for row in values.get("partners") or () if typed(row, "name") and row.get("position")]
    labels, place = values.field("position"), values.get("position") or 0
    if not (place or partners):
        return []
    caption = "Onze plek tussen gelijke loopbaankansen en gelijke ontwikkelkansen."
    picture = Picture(name, "Onze plek op de lijn", caption, _alt(labels, place, partners), paint)
    bands = [_axis(labels, place)]
    if partners:
        places = [[row for row in partners if row["position"] == stop] for stop in _stops(labels)]
        stacked = [[Card(typed(row, "name"), most=(5, 0)) for row in here] for here in places]
        bands += [_caption("Onze partners"), *stacks(stacked, HIGHEST - sum(band.height for band in bands) - 40)]
    return picture.pages(bands)


def _stops(labels: Field) -> range:
    return range(1, len(labels.options) + 1)


def _alt(labels: Field, place: int, partners: Sequence[Mapping[str, Any]]) -> list[str]:
    first, last = (dutch.lowered(labels.options[at].label) for at in (0, -1))
    line_of = f"Een lijn met {dutch.number(len(_stops(labels)))} plekken"
    sentences = [f"{line_of}, van {first} links naar {last} rechts."]
    sentences += [f"Wij staan op plek {place}: {dutch.lowered(labels.option_label(str(place)))}."] if place else []
    for stop in _stops(labels):
        names = [typed(row, "name") for row in partners if row["position"] == stop]
        where = dutch.lowered(labels.option_label(str(stop)))
        sentences += [f"Partners op plek {stop} ({where}): {dutch.listing(names)}."] if names else []
    return sentences


def _axis(scale: Field, place: int) -> Band:
    wide, starts = columns(len(_stops(scale)))
    options = scale.options
    labels = [fit(option.label, wide, SMALL, 700 if option in (options[0], options[-1]) else 400) for option in options]
    y = 62.0 if place else 20.0
    high = y + 26 + max(words.height for words in labels) + 8

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        middles = [x + wide / 2 for x in starts]
        canvas.rule(middles[0], top + y, middles[-1], top + y, paint.theme, stroke_width=6, stroke_linecap="round")
        for stop, (x, words) in enumerate(zip(middles, labels, strict=True), 1):
            if stop == place:
                flag = fit("Wij", 80, HEAD, 700)
                canvas.add("path", d=f"M{x - 9:.2f} {top + y - 26:.2f}h18l-9 11z", fill=paint.theme)
                canvas.box(x - 40, top, 80, 37, paint.theme)
                canvas.write(flag, x, top + 5, fill=paint.ground, text_anchor="middle")
            symbol(canvas, "disc" if stop == place else "ring", x, top + y, 15 if stop == place else 9)
            canvas.write(words, x, top + y + 22, text_anchor="middle")

    return Band(high, draw)


def _caption(text: str) -> Band:
    words = fit(text, WIDTH, TEXT, 700)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.write(words, 0, top + 4)

    return Band(36, draw)
