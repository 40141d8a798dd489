"""Lesson 6: the daring ideal as a poster; the sentences to choose from as long as none is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.framework import Option
from sko_widgets.insight.figures import Figure

from .canvas import HEAD, SMALL, WIDTH, Canvas, Paint, Words, fit, sentence, typed
from .pages import Band, Picture
from .sheet_values import SheetValues
from .symbols import symbol

_MARGIN = 70.0
_SIZES = (62, 54, 46, 38, 32, 26, 21, 17)
_TALLEST_TEXT = 620.0
_LOWEST = 520.0
_TICK = 28.0


def poster(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the chosen sentence as a poster, or else the candidates with what is right about each."""
    chosen = typed(values, "chosen")
    rows = [row for row in values.get("candidates") or () if typed(row, "sentence")]
    if chosen:
        caption = "Ons brutale ideaal, als poster."
        alt = [f"Een poster met in grote letters: {sentence(chosen)}"]
        picture = Picture(name, "Ons brutale ideaal", caption, alt, paint)
        return picture.laid([[_sheet(chosen)]])
    if not rows:
        return []
    checks = values.column("candidates", "checks").options
    caption = "Zinnen voor ons brutale ideaal, met wat er al klopt; de keuze is nog open."
    alt = [f"{dutch.count(len(rows), 'zin', 'zinnen')} om uit te kiezen.", *(_in_words(row, checks) for row in rows)]
    picture = Picture(name, "Zinnen voor ons brutale ideaal", caption, alt, paint)
    return picture.pages([_candidate(row, checks) for row in rows])


def _in_words(row: Mapping[str, Any], checks: Sequence[Option]) -> str:
    right = [option.label for option in checks if option.id in (row.get("checks") or ())]
    return f"‘{typed(row, 'sentence')}’ {'Klopt: ' + '; '.join(right) if right else 'Nog niets aangekruist'}."


def _sheet(chosen: str) -> Band:
    words = _large(chosen)
    high = max(_LOWEST, words.height + 250)

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        canvas.add("rect", x=0, y=top, width=WIDTH, height=high, rx=14, fill=paint.theme)
        _rays(canvas, top + high)
        canvas.write(fit("Ons brutale ideaal", WIDTH, HEAD, 600), _MARGIN, top + 46, fill=paint.ground)
        canvas.rule(_MARGIN, top + 84, _MARGIN + 90, top + 84, paint.ground, stroke_width=4)
        canvas.write(words, _MARGIN, top + 84 + (high - 84 - 76 - words.height) / 2, fill=paint.ground)

    return Band(high, draw)


def _large(chosen: str) -> Words:
    """Return the sentence as large as it fits whole."""
    tried = [fit(chosen, WIDTH - 2 * _MARGIN, size, 700, most=int(_TALLEST_TEXT / (1.3 * size))) for size in _SIZES]
    longest = max(chosen.split(), key=len)
    whole = [words for words in tried if not words.cut and any(longest in line for line in words.lines)]
    return whole[0] if whole else next((words for words in tried if not words.cut), tried[-1])


def _rays(canvas: Canvas, foot: float) -> None:
    """Draw a sun that comes up at the foot of the poster, under no words."""
    colour = canvas.paint.ground
    for number, reach in enumerate((22, 40, 58)):
        path = f"M{WIDTH - _MARGIN - 60 - reach:.2f} {foot - 14:.2f}a{reach} {reach} 0 0 1 {2 * reach} 0"
        canvas.add("path", d=path, fill=colour if number == 0 else "none", stroke=colour, stroke_width=4)
    canvas.rule(_MARGIN, foot - 14, WIDTH - _MARGIN, foot - 14, colour, stroke_width=4)


def _candidate(row: Mapping[str, Any], checks: Sequence[Option]) -> Band:
    words = fit(f"‘{typed(row, 'sentence')}’", WIDTH - 40, HEAD, 700, most=8)
    author = fit(typed(row, "author"), WIDTH - 40, SMALL, most=2)
    right = set(row.get("checks") or ())
    ticks = _flowed([(option.id in right, fit(option.label, 400, SMALL)) for option in checks])
    high = 20 + words.height + author.height + 8 + (ticks[-1][3] + 1) * _TICK + 14

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(0, top, WIDTH, high, canvas.paint.tint)
        end = canvas.write(words, 20, top + 18)
        end = canvas.write(author, 20, end) + 6
        for done, label, x, line in ticks:
            middle = end + (line + 0.5) * _TICK
            symbol(canvas, "check" if done else "open", x + 9, middle, 9)
            canvas.write(label, x + 26, middle - label.height / 2)

    return Band(high + 12, draw)


def _flowed(parts: Sequence[tuple[bool, Words]]) -> list[tuple[bool, Words, float, int]]:
    """Put checks behind each other, on as many lines as they need."""
    placed = []
    x, line = 20.0, 0
    for done, words in parts:
        if x > 20 and x + 26 + words.width > WIDTH - 20:
            x, line = 20.0, line + 1
        placed.append((done, words, x, line))
        x += 26 + words.width + 24
    return placed
