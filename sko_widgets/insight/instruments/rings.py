"""Lesson 3, the first map: how far stakeholders stand from the coalition, in half rings around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.insight.figures import Figure

from .canvas import SMALL, WIDTH, Canvas, Paint, fit
from .pages import Band, Picture
from .people import STEPS, Person, dependence_legend, labels, not_placed, people
from .placing import Placing, divided, placed
from .sheet_values import SheetValues

_US = 62.0
"""What the coalition itself takes, at the left."""
_BEND = 20.0
"""How far the edge of a ring bends."""
_TALLEST = 1080.0
_RINGS = tuple(range(1, STEPS + 1))


def rings(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the stakeholders in rings, with their names, on as many maps as hold those."""
    everyone = people(values, "distance", "target")
    standing = [person for person in everyone if person.distance]
    if not standing:
        return []
    without = [person for person in everyone if not person.distance]
    caption = "Stakeholdermap I, naar positie: hoe dichter bij ‘wij’, hoe dichter bij de coalitie."
    picture = Picture(name, "Stakeholders in ringen", caption, _alt(values, standing, without), paint)
    maps = [ring_map(labels(values, "distance"), one) for one in divided(standing, placing, _TALLEST)]
    return picture.pages([*maps, *not_placed(without)], foot=dependence_legend(values, everyone))


def placing(shown: Sequence[Person], low: float = 420.0) -> Placing[Person]:
    """Return where stakeholders stand in their rings, which are at least `low` high."""
    places = {(0, ring): [person for person in shown if person.distance == ring] for ring in _RINGS}
    return placed(places, (0,), _RINGS, (_US, WIDTH - _US), low, inner=_BEND)


def _alt(values: SheetValues, standing: Sequence[Person], without: Sequence[Person]) -> list[str]:
    count = dutch.count(len(standing), "stakeholder", "stakeholders")
    sentences = [f"{count} in vijf ringen om de coalitie."]
    depends, names = labels(values, "dependence"), labels(values, "distance")
    for ring, label in names.items():
        found = _by_dependence([person for person in standing if str(person.distance) == ring], depends)
        sentences += [f"{label}: {'; '.join(found)}."] if found else []
    moving = [f"{one.name} ({names.get(str(one.target), str(one.target)).lower()})" for one in standing if one.moves]
    sentences += [f"Moet ergens anders naartoe: {'; '.join(moving)}."] if moving else []
    sentences += [f"Nog zonder plek: {'; '.join(person.name for person in without)}."] if without else []
    return sentences


def _by_dependence(people: Sequence[Person], depends: Mapping[str, str]) -> list[str]:
    """Return the names of people, those together who depend on us, or we on them, in the same way."""
    found = []
    for dependence in dict.fromkeys(person.dependence for person in people):
        names = dutch.listing([person.name for person in people if person.dependence == dependence])
        said = dutch.lowered(depends.get(dependence, ""))
        found.append(f"{names} ({said})" if said else names)
    return found


def ring_map(names: Mapping[str, str], standing: Placing[Person]) -> Band:
    """Return the rings by their names, and in them who stands there."""
    heads = {ring: fit(names.get(str(ring), ""), standing.wides[ring] - 4, SMALL, 700, most=2) for ring in _RINGS}
    head = max(words.height for words in heads.values()) + 14
    high = standing.height + head

    def draw(canvas: Canvas, top: float) -> None:
        _ground(canvas, standing, top, high)
        for ring, words in heads.items():
            canvas.write(words, standing.lefts[ring] + 6, top + 8, fill=canvas.paint.theme)
        for ring in _RINGS:
            for x, y, person, words in standing.spots((0, ring), top + head):
                if person.moves:
                    _arrow(canvas, standing, person, (x, x + 30 + words.width), y + SMALL * 0.65)
        for ring in _RINGS:
            standing.draw(canvas, (0, ring), top + head, _fill(canvas, ring))

    return Band(high + 6, draw)


def _fill(canvas: Canvas, ring: int) -> str:
    return canvas.paint.tint if ring == 1 else canvas.paint.paper if ring % 2 else canvas.paint.ground


def _edge(placing: Placing[Person], ring: int) -> float:
    """Return how far a ring reaches at its widest."""
    return placing.lefts[ring] + placing.wides[ring] + _BEND - 2


def _ground(canvas: Canvas, placing: Placing[Person], top: float, high: float) -> None:
    paint, foot = canvas.paint, top + high - 2
    for ring in reversed(_RINGS):
        far = _edge(placing, ring)
        # What the corners leave free lies beneath, so that a ring's ground is a box to those who read the picture.
        canvas.add("rect", x=2, y=top + 2, width=far - _BEND - 2, height=high - 4, fill=_fill(canvas, ring))
        path = (
            f"M{far - _BEND:.2f} {top + 2:.2f}Q{far + _BEND:.2f} {top + high / 2:.2f} {far - _BEND:.2f} {foot - 2:.2f}"
        )
        canvas.add("path", d=f"{path}H2V{top + 2:.2f}z", fill=_fill(canvas, ring), stroke=paint.edge, stroke_width=1.5)
    canvas.box(2, top + high / 2 - 24, _US - 12, 48, paint.ink)
    canvas.middle(fit("wij", _US, SMALL, 700), _US / 2 - 4, top + high / 2, fill=paint.ground)


def _arrow(canvas: Canvas, placing: Placing[Person], person: Person, reach: tuple[float, float], y: float) -> None:
    """Draw where somebody should move to: from their name to just within that ring."""
    inward = person.target < person.distance
    start = reach[0] - 4 if inward else reach[1] + 4
    far = _edge(placing, person.target)
    end = far - _BEND - 4 if inward else placing.lefts[person.target] + 1
    tip = 8 if inward else -8
    line: dict[str, Any] = {"stroke": canvas.paint.ink, "stroke_width": 2, "fill": "none"}
    canvas.add("path", d=f"M{start:.2f} {y:.2f}H{end:.2f}", stroke_dasharray="6 4", **line)
    canvas.add("path", d=f"M{end + tip:.2f} {y - 6:.2f}L{end:.2f} {y:.2f}L{end + tip:.2f} {y + 6:.2f}", **line)
