"""Lesson 3, the first map: how far stakeholders stand from the coalition, in rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan, cos, floor, hypot, pi, sin
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, SMALL, WIDTH, Canvas, Paint, Words, fit
from .pages import Band, Picture
from .people import STEPS, Person, dependence_legend, labels, listed, numbered, people, with_list
from .sheet_values import SheetValues
from .symbols import symbol

_LARGEST = 450.0
_NAMED = 32
"""More stakeholders than this stand on the map by number."""
_RADII = ((150, 225, 300, 375, 450), (200, 262, 325, 387, 450), (110, 195, 280, 365, 450), (120, 190, 270, 360, 450))
"""Radii to try, from the inside out."""
_ANGLES = 72
_LABEL_ROOM = 150.0
_STEP = 38.0
"""Between the middles of numbered symbols."""
_LABEL_GAP = 74.0
"""Half of what the name of a ring keeps free of symbols."""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    foot: float

    def hits(self, other: _Box) -> bool:
        return (
            self.left < other.right + 5
            and other.left < self.right + 5
            and self.top < other.foot + 5
            and other.top < self.foot + 5
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a name stands: its symbol, the words below it, and the room of both."""

    person: Person
    x: float
    y: float
    words: Words
    box: _Box


def rings(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the stakeholders in rings: with their names where those fit, else with numbers and a list."""
    everyone = people(values)
    placed = [person for person in everyone if person.distance]
    if not placed:
        return []
    without = [person for person in everyone if not person.distance]
    caption = "Stakeholdermap I, naar positie: hoe dichter bij het midden, hoe dichter bij de coalitie."
    picture = Picture(name, "Stakeholders in ringen", caption, _alt(values, placed, without), paint)
    foot = dependence_legend(values, everyone)
    names = labels(values, "distance")
    radii, spots = _named(names, placed) if len(placed) <= _NAMED else ((), [])
    if spots:
        drawn = _names_map(names, radii, spots)
        room = HIGHEST - drawn.height - foot.height - 14
        return picture.laid(with_list([drawn, foot], listed([("Nog zonder plek", without)], room, HIGHEST), room))
    pages: list[list[Band]] = []
    parts = _parts(placed)
    for part in parts:
        pages += _numbered_pages(names, part, without if part is parts[-1] else [], foot)
    return picture.laid(pages)


def _parts(placed: Sequence[Person]) -> list[Sequence[Person]]:
    """Divide stakeholders over as few maps as hold their numbers."""
    count = 1
    while True:
        parts = [placed[at * len(placed) // count : (at + 1) * len(placed) // count] for at in range(count)]
        if all(_circles(part)[0][-1] <= _LARGEST for part in parts):
            return parts
        count += 1


def _alt(values: SheetValues, placed: Sequence[Person], without: Sequence[Person]) -> str:
    count = dutch.count(len(placed), "stakeholder", "stakeholders")
    sentences = [f"{count} in vijf ringen om de coalitie."]
    depends = labels(values, "dependence")
    for ring, label in labels(values, "distance").items():
        names = [_with(person, depends) for person in _in_ring(placed, int(ring) - 1)]
        sentences += [f"{label}: {'; '.join(names)}."] if names else []
    sentences += [f"Nog zonder plek: {'; '.join(person.name for person in without)}."] if without else []
    return " ".join(sentences)


def _with(person: Person, depends: Mapping[str, str]) -> str:
    said = depends.get(person.dependence, "")
    return f"{person.name} ({said[0].lower()}{said[1:]})" if said else person.name


def _in_ring(placed: Sequence[Person], ring: int) -> list[Person]:
    return [person for person in placed if person.distance == ring + 1]


def _named(names: Mapping[str, str], placed: Sequence[Person]) -> tuple[tuple[float, ...], list[_Spot]]:
    """Return radii and a place for each name where none covers another, or no places when there are none."""
    for radii in _RADII:
        spots: list[_Spot] = []
        taken = [_label_box(names, radii, ring) for ring in range(STEPS)]
        for ring in range(STEPS):
            members = _in_ring(placed, ring)
            for at, person in enumerate(members):
                turn = 2 * pi * (at + 0.5) / len(members) + ring * 0.9
                spot = _best(person, _between(radii, ring), turn, taken)
                if spot is None:
                    break
                spots.append(spot)
                taken.append(spot.box)
        if len(spots) == len(placed):
            return radii, spots
    return (), []


def _between(radii: Sequence[float], ring: int) -> tuple[float, float]:
    return (radii[ring - 1] if ring else 0.0), radii[ring]


def _best(person: Person, band: tuple[float, float], turn: float, taken: Sequence[_Box]) -> _Spot | None:
    """Return the free place that is nearest to the wanted one and keeps the words in their ring."""
    words = fit(person.name, _LABEL_ROOM, SMALL, most=3)
    half, high = max(words.width / 2, 12), words.height
    best: tuple[float, _Spot] | None = None
    for step in range(_ANGLES):
        angle = turn + (step + 1) // 2 * (-1) ** step * 2 * pi / _ANGLES
        for share in (0.5, 0.25, 0.75):
            radius = band[0] + 16 + share * (band[1] - band[0] - 32)
            x, y = WIDTH / 2 + radius * sin(angle), _LARGEST - radius * cos(angle)
            box = _Box(x - half, y - 12, x + half, y + 12 + high)
            cost = 2 * _astray(box, band) + 0.8 * step + 8 * abs(share - 0.5)
            if (best is None or cost < best[0]) and _free(box, taken):
                best = cost, _Spot(person, x, y, words, box)
        if best and best[0] <= 0.8 * step:
            break
    return best[1] if best else None


def _free(box: _Box, taken: Sequence[_Box]) -> bool:
    inside = box.left >= 2 and box.right <= WIDTH - 2 and box.top >= 2 and box.foot <= 2 * _LARGEST - 2
    return inside and not any(box.hits(other) for other in taken)


def _astray(box: _Box, band: tuple[float, float]) -> float:
    """Return how far the corners of a box are outside a ring."""
    corners = ((x, y) for x in (box.left, box.right) for y in (box.top, box.foot))
    far = [hypot(x - WIDTH / 2, y - _LARGEST) for x, y in corners]
    return sum(max(0.0, band[0] - distance, distance - band[1]) for distance in far)


def _ring_label(names: Mapping[str, str], ring: int) -> Words:
    return fit(names.get(str(ring + 1), ""), 200, SMALL, 700)


def _label_box(names: Mapping[str, str], radii: Sequence[float], ring: int) -> _Box:
    words, top = _ring_label(names, ring), _LARGEST - radii[ring] + 7
    return _Box(WIDTH / 2 - words.width / 2 - 6, top, WIDTH / 2 + words.width / 2 + 6, top + words.height)


def _names_map(names: Mapping[str, str], radii: Sequence[float], spots: Sequence[_Spot]) -> Band:
    def draw(canvas: Canvas, top: float) -> None:
        _ground(canvas, names, radii, top + _LARGEST)
        for spot in spots:
            half, fill = spot.words.width / 2 + 4, _fill(canvas, spot.person.distance - 1)
            high = spot.words.height + 2
            canvas.add("rect", x=spot.x - half, y=top + spot.y + 12, width=2 * half, height=high, fill=fill)
        for spot in spots:
            symbol(canvas, spot.person.shape, spot.x, top + spot.y, 9)
            canvas.write(spot.words, spot.x, top + spot.y + 12, text_anchor="middle")

    return Band(2 * _LARGEST + 6, draw)


def _fill(canvas: Canvas, ring: int) -> str:
    return canvas.paint.tint if ring == 0 else canvas.paint.ground if ring % 2 else canvas.paint.paper


def _ground(canvas: Canvas, names: Mapping[str, str], radii: Sequence[float], y: float) -> None:
    paint = canvas.paint
    for ring in reversed(range(STEPS)):
        how: dict[str, Any] = {"fill": _fill(canvas, ring), "stroke": paint.edge, "stroke_width": 1.5}
        canvas.add("circle", cx=WIDTH / 2, cy=y, r=radii[ring] - 1, **how)
    for ring in range(STEPS):
        canvas.write(_ring_label(names, ring), WIDTH / 2, y - radii[ring] + 7, fill=paint.theme, text_anchor="middle")


def _numbered_pages(
    names: Mapping[str, str], placed: Sequence[Person], without: Sequence[Person], foot: Band
) -> list[list[Band]]:
    radii, places = _circles(placed)
    high = 2 * radii[-1] + 6

    def draw(canvas: Canvas, top: float) -> None:
        _ground(canvas, names, radii, top + radii[-1])
        for person, x, y in places:
            numbered(canvas, person, x, top + radii[-1] + y)

    groups = [(label, _in_ring(placed, int(ring) - 1)) for ring, label in names.items()]
    room = HIGHEST - high - foot.height - 14
    lists = listed([*groups, ("Nog zonder plek", without)], room, HIGHEST)
    first = [Band(high, draw), foot]
    return with_list(first, lists, room)


def _circles(placed: Sequence[Person]) -> tuple[list[float], list[tuple[Person, float, float]]]:
    """Return radii that give each ring room for its numbers, and where those stand."""
    radii: list[float] = []
    places = []
    inner = 0.0
    for ring in range(STEPS):
        left = _in_ring(placed, ring)
        radius = inner + 34 + _STEP / 2
        while left:
            open_arc = 2 * pi - 2 * atan(_LABEL_GAP / radius)
            holds = max(1, floor(open_arc * radius / (_STEP + 2)))
            here, left = left[:holds], left[holds:]
            for at, person in enumerate(here):
                angle = pi + open_arc * ((at + 0.5) / len(here) - 0.5)
                places.append((person, WIDTH / 2 + radius * sin(angle), -radius * cos(angle)))
            radius += _STEP
        inner = max(radius - _STEP / 2 + 2, inner + 62)
        radii.append(inner)
    return radii, places
