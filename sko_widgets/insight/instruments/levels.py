"""Lesson 4: the seven levels as a ladder, with what each partner said and what partners share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sko_widgets import dutch
from sko_widgets.framework import FIRST_ROW, Field
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, SMALL, TEXT, WIDTH, Canvas, Paint, Words, first_sentence, fit, said, sentence, typed
from .cards import Card, heading, rows
from .pages import Band, Picture, beside
from .sheet_values import SheetValues
from .symbols import symbol

_RAIL = 150.0
_ACROSS = 5
"""Partners beside each other on one page."""
_GAP, _PAD = 10.0, 10.0


@dataclass(frozen=True, slots=True)
class _Level:
    """A rung: its name, what each partner said, and what they share."""

    id: str
    name: str
    said: tuple[str, ...]
    shared: tuple[str, ...]


def ladder(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the levels from mission down, partners side by side; what was not spoken about stays open."""
    partners = _ours_first([row for row in values.get("partners") or () if typed(row, "name")])
    levels = [_level(column, partners, values) for column in _columns(values)]
    if not partners or not any(any(level.said) or level.shared for level in levels):
        return []
    names = [typed(row, "name") for row in partners]
    caption = "De zeven logische niveaus als ladder: wat ieder zei, wat we delen en wat nog open is."
    picture = Picture(name, "De ladder van logische niveaus", caption, _alt(names, levels, _has_ours(partners)), paint)
    return picture.laid(_pages(names, levels))


def _ours_first(partners: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(partners, key=lambda row: row.get("id") != FIRST_ROW)


def _pages(names: Sequence[str], levels: Sequence[_Level]) -> list[list[Band]]:
    """Return a ladder for every few partners; the first one holds what is shared, when there is room."""
    size = -(-len(names) // -(-len(names) // _ACROSS))
    parts = [slice(start, start + size) for start in range(0, len(names), size)]
    pages = [_page(names, levels, parts[0], shared=True), *(_page(names, levels, part) for part in parts[1:])]
    if sum(band.height for band in pages[0]) <= HIGHEST:
        return pages
    pages[0] = _page(names, levels, parts[0])
    together = [Card(level.name, text, "disc", most=(1, 12)) for level in levels for text in level.shared]
    for band in [heading("Wat partners delen"), *rows(together, 2)]:
        if len(pages) == len(parts) or sum(placed.height for placed in pages[-1]) + band.height > HIGHEST:
            pages.append([])
        pages[-1].append(band)
    return pages


def _page(names: Sequence[str], levels: Sequence[_Level], part: slice, *, shared: bool = False) -> list[Band]:
    """Return one ladder, with as many lines in its cells as a page allows."""
    bands: list[Band] = []
    for most in (7, 6, 5, 4, 3):
        bands = [_heads(names[part]), *(_rung(level, level.said[part], most, shared=shared) for level in levels)]
        if sum(band.height for band in bands) <= HIGHEST:
            break
    return bands


def _columns(values: SheetValues) -> list[Field]:
    return [column for column in values.field("partners").columns if column.kind == "text"]


def _level(column: Field, partners: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> _Level:
    shared = [row for row in values.get("shared") or () if row.get("level") == column.name and said(row, "text")]
    common = tuple(" – ".join(part for part in (said(row, "text"), dutch.listing(_who(row))) if part) for row in shared)
    return _Level(column.name, column.label, tuple(said(row, column.name) for row in partners), common)


def _who(row: Mapping[str, Any]) -> list[str]:
    return [" ".join(name.split()) for name in row.get("who") or () if name.strip()]


def _has_ours(partners: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the first of these rows is about the coalition itself."""
    return partners[0].get("id") == FIRST_ROW


def _alt(names: Sequence[str], levels: Sequence[_Level], has_ours: bool) -> list[str]:
    others = names[has_ours:]
    parts = ["wat ons drijft"] * has_ours + [f"gesprekken met {dutch.listing(others)}"] * bool(others)
    about = " en ".join(parts)
    sentences = [f"{dutch.capital(about)} op zeven niveaus, van missie bovenaan tot omgeving onderaan."]
    sentences += [
        f"Gedeeld op het niveau {level.name}: {' '.join(map(sentence, level.shared))}"
        for level in levels
        if level.shared
    ]
    for at, name in enumerate(names):
        left = [level.name for level in levels if not level.said[at]]
        if has_ours and not at:
            sentences += [f"Bij onszelf staat nog niets over: {dutch.listing(left)}."] if left else []
        elif len(left) == len(levels):
            sentences.append(f"Met {name} is over geen enkel niveau gesproken.")
        elif left:
            sentences.append(f"Met {name} nog niet gesproken over: {dutch.listing(left)}.")
    if all(all(level.said) for level in levels):
        sentences.append("Over elk niveau is met iedereen gesproken.")
    return sentences + [_heard(level, names) for level in levels if any(level.said)]


def _heard(level: _Level, names: Sequence[str]) -> str:
    """Return what each said on a level, as far as the ladder shows it."""
    heard = [f"{name}: {first_sentence(text)}" for name, text in zip(names, level.said, strict=True) if text]
    return f"{level.name} – {' '.join(map(sentence, heard))}"


def _places(count: int) -> tuple[float, list[float]]:
    wide = (WIDTH - _RAIL - _GAP * count) / count
    return wide, [_RAIL + _GAP + at * (wide + _GAP) for at in range(count)]


def _heads(names: Sequence[str]) -> Band:
    wide, starts = _places(len(names))
    words = [fit(name, wide, TEXT, 700, most=4) for name in names]
    high = beside((text.height for text in words), 10)

    def draw(canvas: Canvas, top: float) -> None:
        for x, text in zip(starts, words, strict=True):
            canvas.write(text, x, top + high - 8 - text.height)

    return Band(high, draw)


def _rung(level: _Level, heard: Sequence[str], most: int, *, shared: bool) -> Band:
    wide, starts = _places(len(heard))
    label = fit(level.name, _RAIL - 36, SMALL, 700, most=3)
    cells = [_start(text, wide - 2 * _PAD, most) for text in heard]
    common = [fit(f"Gedeeld: {text}", WIDTH - _RAIL - 60, SMALL, 600, most=4) for text in level.shared if shared]
    cell_high = beside((text.height for text in (*cells, label)), 2 * _PAD)
    common_high = sum(text.height + 10 for text in common) + (6 if common else 0)
    high = cell_high + common_high + _GAP

    def draw(canvas: Canvas, top: float) -> None:
        _rails(canvas, top, high, label, cell_high)
        for x, words, text in zip(starts, cells, heard, strict=True):
            _cell(canvas, (x, top, wide, cell_high), words, heard=bool(text))
        y = top + cell_high + 6
        for words in common:
            symbol(canvas, "disc", _RAIL + _GAP + 14, y + 13, 7)
            y = canvas.write(words, _RAIL + _GAP + 32, y + 2) + 8

    return Band(high, draw)


def _start(text: str, room: float, most: int) -> Words:
    """Return the first sentence of what was said."""
    words = fit(first_sentence(text) or "nog open", room, SMALL, most=most)
    return replace(words, cut=text if words.cut or first_sentence(text) != text else "")


def _rails(canvas: Canvas, top: float, high: float, label: Words, cell_high: float) -> None:
    """Draw the ladder's two sides and the rung with the level's name."""
    paint = canvas.paint
    for x in (8, _RAIL - 8):
        canvas.rule(x, top - 1, x, top + high, paint.theme, stroke_width=5)
    canvas.box(8, top + (cell_high - label.height) / 2 - 7, _RAIL - 16, label.height + 14, paint.theme)
    canvas.middle(label, _RAIL / 2, top + cell_high / 2, fill=paint.ground)


def _cell(canvas: Canvas, at: tuple[float, float, float, float], words: Words, *, heard: bool) -> None:
    x, top, wide, high = at
    if heard:
        canvas.box(x, top, wide, high, canvas.paint.tint)
        canvas.write(words, x + _PAD, top + _PAD)
    else:
        canvas.box(x, top, wide, high, "", canvas.paint.edge, stroke_dasharray="5 4")
        canvas.middle(words, x + wide / 2, top + high / 2, fill=canvas.paint.soft)
