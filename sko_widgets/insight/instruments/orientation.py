"""Lesson 8: what is looked at, as five steps, with the monitoring questions of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, SMALL, TEXT, WIDTH, Canvas, Paint, Words, fit, sentence, typed
from .cards import Card, heading, rows
from .pages import Band, Picture, beside, legend
from .sheet_values import SheetValues
from .symbols import symbol

_INDENT, _STEP, _PAD, _BELOW = 36.0, 230.0, 12.0, 8.0


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    chosen: bool
    questions: tuple[str, ...]


def orientation(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the five steps as a staircase, the activity at its foot."""
    chosen = set(values.get("orientations") or ())
    asked = [row for row in values.get("monitoring_questions") or () if typed(row, "question")]
    if not chosen and not asked:
        return []
    options = values.field("orientations").options
    steps = [_Step(option.label, option.id in chosen, _of(asked, option.id)) for option in options]
    known = {option.id for option in options}
    loose = tuple(typed(row, "question") for row in asked if row.get("orientation") not in known)
    caption = "Waar we naar kijken, van activiteit tot transformatie, met de vragen die erbij horen."
    picture = Picture(name, "De treden van het meten", caption, _alt(steps, loose), paint)
    foot = legend([("check", "hier kijken we naar"), ("open", "nog niet gekozen")])
    room = HIGHEST - foot.height
    bands = [band for level, step in reversed(list(enumerate(steps))) for band in _bands(step, level, room)]
    rest = [heading("Nog zonder trede"), *rows([Card(text) for text in loose], 2)] if loose else []
    return picture.pages([*bands, *rest], foot=foot)


def _of(asked: Sequence[Mapping[str, Any]], step: str) -> tuple[str, ...]:
    return tuple(typed(row, "question") for row in asked if (row.get("orientation") or "") == step)


def _alt(steps: Sequence[_Step], loose: Sequence[str]) -> list[str]:
    chosen = [step.label for step in steps if step.chosen]
    sentences = [f"Een trap van {dutch.number(len(steps))} treden; gekozen: {dutch.listing(chosen) or 'nog geen'}."]
    sentences += [f"{step.label}: {' '.join(map(sentence, step.questions))}" for step in steps if step.questions]
    sentences += [f"Nog zonder trede: {' '.join(map(sentence, loose))}"] if loose else []
    return sentences


def _bands(step: _Step, level: int, room: float) -> list[Band]:
    """Return a step; one with more questions than a page holds comes again on the next."""
    start = _start(level)
    parts: list[list[Words]] = [[]]
    for text in step.questions:
        question = fit(text, WIDTH - start - 26, SMALL, most=6)
        if parts[-1] and _listed([*parts[-1], question]) + 2 * _PAD + _BELOW > room:
            parts.append([])
        parts[-1].append(question)
    return [_band(step, level, part) for part in parts]


def _start(level: int) -> float:
    """Return where the questions of a step begin."""
    return _INDENT * level + _STEP + 18


def _listed(questions: Sequence[Words]) -> float:
    return sum(question.height + 6 for question in questions)


def _band(step: _Step, level: int, questions: Sequence[Words]) -> Band:
    left, start = _INDENT * level, _start(level)
    label = fit(step.label, _STEP - 58, TEXT, 700, most=3)
    listed = _listed(questions)
    high = beside((listed, label.height, 40), 2 * _PAD)

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        if step.chosen:
            canvas.box(left, top, WIDTH - left, high, paint.tint)
            canvas.box(left, top, _STEP, high, paint.theme)
        else:
            canvas.box(left, top, WIDTH - left, high, "", paint.edge, stroke_dasharray="5 4")
        colour = paint.ground if step.chosen else paint.soft
        canvas.write(label, left + 46, top + (high - label.height) / 2, fill=colour)
        _sign(canvas, left + 24, top + high / 2, chosen=step.chosen)
        y = top + (high - listed) / 2 + 3
        for question in questions:
            canvas.add("circle", cx=start + 4, cy=y + 11, r=3, fill=paint.theme)
            y = canvas.write(question, start + 16, y) + 6

    return Band(high + _BELOW, draw)


def _sign(canvas: Canvas, x: float, y: float, *, chosen: bool) -> None:
    if chosen:
        canvas.add("circle", cx=x, cy=y, r=14, fill=canvas.paint.ground)
    symbol(canvas, "check" if chosen else "open", x, y, 9)
