"""Lesson 9: the versions of a measuring instrument, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import SMALL, TEXT, WIDTH, Canvas, Paint, fit, said, sentence, typed
from .pages import Band, Picture, beside
from .sheet_values import SheetValues
from .symbols import symbol

_LEFT, _GAP, _PAD = 190.0, 16.0, 4.0
_PARTS = ("tried", "learned", "changed")
_WIDE = (WIDTH - _LEFT - _GAP * (len(_PARTS) - 1)) / len(_PARTS)
_STARTS = tuple(_LEFT + at * (_WIDE + _GAP) for at in range(len(_PARTS)))


def timeline(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the versions from the first to the last, with what was tried, learned and changed."""
    rows = [row for row in values.get("versions") or () if any(said(row, key) for key in ("name", *_PARTS))]
    if not rows:
        return []
    if all(row.get("date") for row in rows):
        rows = sorted(rows, key=lambda row: str(row["date"]))
    caption = "Versie na versie: wat is geprobeerd, wat daarvan is geleerd en wat er veranderde."
    labels = {key: values.column("versions", key).label for key in _PARTS}
    picture = Picture(name, "De leerlijn van het instrument", caption, _alt(rows, labels), paint)
    bands = [_band(row, number, last=number == len(rows)) for number, row in enumerate(rows, 1)]
    return picture.pages(bands, head=_heads(labels))


def _name(row: Mapping[str, Any], number: int) -> str:
    return typed(row, "name") or f"Versie {number}"


def _day(row: Mapping[str, Any]) -> str:
    return dutch.date(row["date"]) if row.get("date") else ""


def _alt(rows: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> list[str]:
    sentences = [f"Een tijdlijn met {dutch.count(len(rows), 'versie', 'versies')}."]
    for number, row in enumerate(rows, 1):
        when = f" ({_day(row)})" if _day(row) else ""
        parts = [f"{label.lower()}: {sentence(said(row, key))}" for key, label in labels.items() if said(row, key)]
        sentences.append(f"{_name(row, number)}{when} – {' '.join(parts) or 'nog niets over gezegd.'}")
    return sentences


def _heads(labels: Mapping[str, str]) -> Band:
    def draw(canvas: Canvas, top: float) -> None:
        for x, label in zip(_STARTS, labels.values(), strict=True):
            canvas.write(fit(label, _WIDE, TEXT, 700), x, top)
            canvas.rule(x, top + 28, x + _WIDE, top + 28, canvas.paint.theme, stroke_width=3)

    return Band(44, draw)


def _band(row: Mapping[str, Any], number: int, *, last: bool) -> Band:
    title = fit(_name(row, number), _LEFT - 52, TEXT, 700, most=4)
    when = fit(_day(row), _LEFT - 52, SMALL, most=2)
    texts = [fit(said(row, key) or "–", _WIDE, SMALL, most=12) for key in _PARTS]
    high = beside((*(words.height for words in texts), title.height + when.height), 2 * _PAD + 22)

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        middle = top + _PAD + 12
        if not last:
            canvas.rule(13, middle, 13, top + high + _PAD + 12, paint.theme, stroke_width=3)
        symbol(canvas, "disc", 13, middle, 12)
        canvas.write(when, 40, canvas.write(title, 40, top + _PAD), fill=paint.soft)
        for x, words in zip(_STARTS, texts, strict=True):
            canvas.write(words, x, top + _PAD)
        if not last:
            canvas.rule(40, top + high - 12, WIDTH, top + high - 12)

    return Band(high, draw)
