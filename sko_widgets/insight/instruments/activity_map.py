"""The activity book: what there is at which location in which domain, and where nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HEAD, HIGHEST, SMALL, TEXT, WIDTH, Canvas, Paint, Words, fit, typed
from .pages import Band, Picture, legend
from .sheet_values import SheetValues
from .symbols import symbol

_LABEL = 210.0
_MOST_COLUMNS = 6
_PAD, _GAP = 10.0, 8.0
_MOST_LINES = 3
_NO_PLACE, _NO_DOMAIN = "Nog zonder locatie", "Nog zonder domein"
_LEGEND = [("open", "witte plek: hier is op deze locatie nog niets")]


@dataclass(frozen=True, slots=True)
class _Book:
    """Locations and domains in order, and the activities of each pair; an empty name stands for none."""

    locations: tuple[str, ...]
    domains: tuple[str, ...]
    activities: Mapping[tuple[str, str], tuple[str, ...]]

    def gaps(self, location: str) -> list[str]:
        """Return the domains in which a location has nothing."""
        return [one for one in self.domains if location and one and not self.activities.get((location, one))]


def activity_map(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return locations by domains with their activities; where there is none, that stands out."""
    book = _book(values)
    if not book.activities:
        return []
    caption = "Welke activiteit waar is, per domein; een streepjescirkel is een witte plek."
    picture = Picture(name, "Locaties en domeinen", caption, _alt(book), paint)
    chunks = -(-len(book.domains) // _MOST_COLUMNS)
    size = -(-len(book.domains) // chunks)
    foot = legend(_LEGEND) if any(book.gaps(one) for one in book.locations) else Band(0, lambda canvas, top: None)
    pages: list[list[Band]] = []
    for start in range(0, len(book.domains), size):
        shown = book.domains[start : start + size]
        head = _heads(shown)
        pages += [[head, *page, foot] for page in _divided(book, shown, HIGHEST - head.height - foot.height)]
    return picture.laid(pages)


def _book(values: SheetValues) -> _Book:
    activities: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in values.get("activities") or ():
        if typed(row, "activity"):
            place = typed(row, "location"), typed(row, "domain")
            activities[place] = (*activities.get(place, ()), typed(row, "activity"))
    offered = [" ".join(one.split()) for one in values.offered("activities", "location")]
    known = [" ".join(one.split()) for one in values.get("domains") or values.field("domains").default]
    locations = _last_nameless([*offered, *(location for location, _ in activities)])
    return _Book(locations, _last_nameless([*known, *(domain for _, domain in activities)]), activities)


def _last_nameless(names: Sequence[str]) -> tuple[str, ...]:
    """Return each name once; what has none comes last."""
    once = dict.fromkeys(names)
    return (*(name for name in once if name), *([""] if "" in once else []))


def _alt(book: _Book) -> list[str]:
    named = [one for one in book.locations if one]
    gaps = {one: book.gaps(one) for one in named}
    count = sum(map(len, gaps.values()))
    counted = dutch.count(sum(map(len, book.activities.values())), "activiteit", "activiteiten")
    start = (
        f"{counted}, {dutch.count(len(named), 'locatie', 'locaties')} en "
        f"{dutch.count(len([one for one in book.domains if one]), 'domein', 'domeinen')}; "
        f"{dutch.count(count, 'witte plek', 'witte plekken') if count else 'geen witte plekken'}."
    )
    lacking = [f"{one}: nog niets in {dutch.listing(lacks)}." for one, lacks in gaps.items() if lacks]
    whole = [one for one in named if not gaps[one]]
    full = [f"Zonder witte plek: {dutch.listing(whole)}."] if whole and count else []
    return [start, *lacking, *full, *(_offer(book, one) for one in book.locations)]


def _offer(book: _Book, location: str) -> str:
    there = {one: book.activities.get((location, one), ()) for one in book.domains}
    told = [f"{' en '.join(names)} ({one or _NO_DOMAIN.lower()})" for one, names in there.items() if names]
    return f"Aanbod, {location or _NO_PLACE.lower()}: {'; '.join(told) or 'nog niets'}."


def _columns(count: int) -> tuple[float, list[float]]:
    wide = (WIDTH - _LABEL) / count
    return wide - _GAP, [_LABEL + wide * at + _GAP for at in range(count)]


def _heads(domains: Sequence[str]) -> Band:
    wide, starts = _columns(len(domains))
    words = [fit(one or _NO_DOMAIN, wide, HEAD, 700, most=3) for one in domains]
    high = max(one.height for one in words)

    def draw(canvas: Canvas, top: float) -> None:
        for x, one in zip(starts, words, strict=True):
            canvas.write(one, x, top + high - one.height)
            canvas.rule(x, top + high + 7, x + wide, top + high + 7, canvas.paint.theme, stroke_width=3)

    return Band(high + 18, draw)


def _divided(book: _Book, domains: Sequence[str], room: float) -> list[list[Band]]:
    pages: list[list[Band]] = [[]]
    for band in (band for location in book.locations for band in _rows(book, location, domains, room)):
        if pages[-1] and sum(one.height for one in pages[-1]) + band.height > room:
            pages.append([])
        pages[-1].append(band)
    return pages


def _rows(book: _Book, location: str, domains: Sequence[str], room: float) -> list[Band]:
    """Return the band of a location; more than one when it has more than a page holds."""
    wide, _ = _columns(len(domains))
    words = [
        [fit(one, wide - 2 * _PAD, SMALL, most=_MOST_LINES) for one in book.activities.get((location, one_domain), ())]
        for one_domain in domains
    ]
    most = max(1, int((room - 2 * _PAD) / (_MOST_LINES * SMALL * 1.3 + 4)))
    parts = range(0, max([1, *map(len, words)]), most)
    return [_row(book, location, domains, [cell[at : at + most] for cell in words], first=not at) for at in parts]


def _row(book: _Book, location: str, domains: Sequence[str], cells: Sequence[Sequence[Words]], *, first: bool) -> Band:
    wide, starts = _columns(len(domains))
    label = fit(location or _NO_PLACE, _LABEL - _PAD, TEXT, 700, most=4)
    heights = [sum(one.height + 4 for one in cell) for cell in cells]
    high = max(label.height, 44.0, *heights) + 2 * _PAD
    gaps = book.gaps(location)

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        canvas.write(label, 0, top + _PAD)
        for x, domain, cell in zip(starts, domains, cells, strict=True):
            if first and domain in gaps:
                canvas.box(x, top, wide, high, paint.ground, paint.edge, stroke_dasharray="5 4")
                symbol(canvas, "open", x + wide / 2, top + high / 2, 11)
                continue
            canvas.box(x, top, wide, high, *((paint.tint, "") if cell else (paint.ground, "")))
            y = top + _PAD
            for words in cell:
                y = canvas.write(words, x + _PAD, y) + 4

    return Band(high + _GAP, draw)
