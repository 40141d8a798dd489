"""Lesson 2: which party has which interest, and which interests are shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, SMALL, TEXT, WIDTH, Canvas, Paint, Words, fit, named
from .pages import Band, Picture, legend
from .sheet_values import SheetValues
from .symbols import symbol

_LABEL = 330.0
_NARROWEST, _WIDEST = 40.0, 96.0
_MOST = int((WIDTH - _LABEL) / _NARROWEST)
_HEAD = 190.0
_PAD = 9.0
_LEGEND: tuple[tuple[tuple[str, str], Callable[[int], bool]], ...] = (
    (("disc", "belang dat partijen delen"), lambda count: count > 1),
    (("ring", "belang van één partij"), lambda count: count == 1),
)


@dataclass(frozen=True, slots=True)
class _Interest:
    text: str
    parties: tuple[str, ...]


def interests(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return interests by parties; what most parties share comes first."""
    parties = named(values.get("parties"), "name")
    rows = _interests(values, parties)
    if not rows or not parties:
        return []
    caption = "Welke partij welk belang heeft; de belangen die partijen delen, staan bovenaan."
    picture = Picture(name, "Partijen en hun belangen", caption, _alt(rows, parties), paint)
    names = list(parties)
    chunks = -(-len(names) // _MOST)
    size = -(-len(names) // chunks)
    foot = legend([entry for entry, most in _LEGEND if any(most(len(row.parties)) for row in rows)])
    pages: list[list[Band]] = []
    for start in range(0, len(names), size):
        shown = names[start : start + size]
        head = _heads([parties[party] for party in shown])
        for bands in _divided([_row(row, shown) for row in rows], HIGHEST - head.height - foot.height):
            pages.append([head, *bands, foot])
    return picture.laid(pages)


def _interests(values: Mapping[str, Any], parties: Mapping[str, str]) -> list[_Interest]:
    tied: dict[str, list[str]] = {}
    for party, interest in values.get("party_interests") or ():
        if party in parties and party not in tied.setdefault(interest, []):
            tied[interest].append(party)
    rows = [
        _Interest(text, tuple(tied.get(party, ()))) for party, text in named(values.get("interests"), "text").items()
    ]
    return sorted(rows, key=lambda row: -len(row.parties))


def _alt(rows: Sequence[_Interest], parties: Mapping[str, str]) -> list[str]:
    sentences = [
        f"‘{row.text}’: {dutch.listing([parties[party] for party in row.parties])}."
        if row.parties
        else f"‘{row.text}’: nog van niemand."
        for row in rows
    ]
    shared = sum(len(row.parties) > 1 for row in rows)
    start = (
        f"{dutch.count(len(parties), 'partij', 'partijen')} en {dutch.count(len(rows), 'belang', 'belangen')}; "
        f"{shared or 'geen'} daarvan {'wordt' if shared < 2 else 'worden'} gedeeld."
    )
    held = {party for row in rows for party in row.parties}
    without = [label for party, label in parties.items() if party not in held]
    none = [f"Nog zonder belang: {dutch.listing(without)}."] if without else []
    return [start, *sentences, *none]


def _divided(bands: Sequence[Band], room: float) -> list[list[Band]]:
    pages: list[list[Band]] = [[]]
    for band in bands:
        if pages[-1] and sum(placed.height for placed in pages[-1]) + band.height > room:
            pages.append([])
        pages[-1].append(band)
    return pages


def _places(count: int) -> tuple[float, list[float]]:
    """Return how wide a column is, and the middle of each."""
    wide = min((WIDTH - _LABEL) / count, _WIDEST)
    return wide, [_LABEL + wide * (at + 0.5) for at in range(count)]


def _heads(names: Sequence[str]) -> Band:
    """Return the names of the parties, which run upwards."""
    wide, middles = _places(len(names))
    most = max(1, int(wide / (SMALL * 1.3)))
    words = [fit(name, _HEAD, SMALL, 600, most=min(most, 4)) for name in names]
    high = max(label.width for label in words) + 12

    def draw(canvas: Canvas, top: float) -> None:
        for x, label in zip(middles, words, strict=True):
            _upwards(canvas, label, x, top + high - 8)

    return Band(high, draw)


def _upwards(canvas: Canvas, words: Words, x: float, foot: float) -> None:
    for number, line in enumerate(words.lines):
        at = x - words.height / 2 + (number + 0.8) * words.size * 1.3
        turned = f"rotate(-90 {at:.2f} {foot:.2f})"
        single = Words((line,), words.size, words.weight, words.cut)
        canvas.write(single, at, foot - words.size, transform=turned)


def _row(row: _Interest, shown: Sequence[str]) -> Band:
    _, middles = _places(len(shown))
    count = len(row.parties)
    label = fit(row.text, _LABEL - 26, TEXT, 700 if count > 1 else 400, most=4)
    how_shared = f"{count} partijen delen dit" if count > 1 else "van één partij" if count else "nog van niemand"
    under = fit(how_shared, _LABEL - 26, SMALL)
    high = label.height + under.height + 2 * _PAD

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        if count > 1:
            canvas.box(0, top, WIDTH, high, paint.tint)
        canvas.write(under, 12, canvas.write(label, 12, top + _PAD), fill=paint.ink if count > 1 else paint.soft)
        for x, party in zip(middles, shown, strict=True):
            if party in row.parties:
                symbol(canvas, "disc" if count > 1 else "ring", x, top + high / 2, 11)
            else:
                canvas.add("circle", cx=x, cy=top + high / 2, r=1.8, fill=paint.edge)

    return Band(high + 6, draw)
