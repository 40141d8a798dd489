"""Arrows and marks that pictures of a dossier share; a mark differs by shape too, not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

from .drawing import Drawing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.wide / 2, self.y + self.high / 2

    def edge(self, ux: float, uy: float) -> float:
        """Return how far its edge is from its middle in a direction."""
        halves = ((self.wide / 2, ux), (self.high / 2, uy))
        return min(half / abs(part) for half, part in halves if abs(part) > 1e-9) + 1


def arrow(drawing: Drawing, source: Place, target: Place, colour: str) -> None:
    """Draw an arrow from card to card, a little to its own side so that one back does not cover it."""
    (x1, y1), (x2, y2) = source.middle, target.middle
    long = hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / long, (y2 - y1) / long
    aside = 0.0 if x1 != x2 and y1 != y2 else 16.0
    ox, oy = -uy * aside, ux * aside
    begin, end = source.edge(ux, uy), target.edge(ux, uy)
    tip_x, tip_y = x2 - ux * end + ox, y2 - uy * end + oy
    start: dict[str, Any] = {"x1": x1 + ux * begin + ox, "y1": y1 + uy * begin + oy}
    drawing.add("line", **start, x2=tip_x - ux * 7, y2=tip_y - uy * 7, stroke=colour, stroke_width=2)
    _head(drawing, tip_x, tip_y, ux, uy, colour)


def loop(drawing: Drawing, card: Place, colour: str) -> None:
    """Draw a small turning arrow in the card's corner: the block points to itself."""
    x, y = card.x + card.wide - 26, card.y + 28
    drawing.add("path", d=f"M{x - 7} {y}a7 7 0 1 1 7 7h-3", fill="none", stroke=colour, stroke_width=2)
    _head(drawing, x - 11, y + 7, -1, 0, colour)


def down(drawing: Drawing, x: float, top: float, foot: float, colour: str) -> None:
    """Draw an arrow straight down."""
    drawing.add("line", x1=x, y1=top, x2=x, y2=foot - 7, stroke=colour, stroke_width=2)
    _head(drawing, x, foot, 0, 1, colour)


def cycle_mark(drawing: Drawing, x: float, y: float, colour: str, ground: str, *, finished: bool) -> None:
    """Draw a cycle around a point: a tick on a disc when it is finished, a ring when it is open."""
    fill = colour if finished else ground
    drawing.add("circle", cx=x, cy=y, r=8, fill=fill, stroke=colour, stroke_width=2)
    if finished:
        tick: dict[str, Any] = {
            "stroke": ground,
            "stroke_width": 2.2,
            "stroke_linecap": "round",
            "stroke_linejoin": "round",
        }
        drawing.add("path", d=f"M{x - 4:.2f} {y:.2f}l2.8 3.2l5.2 -6.2", fill="none", **tick)


def _head(drawing: Drawing, x: float, y: float, ux: float, uy: float, colour: str) -> None:
    back_x, back_y = x - ux * 11, y - uy * 11
    points = f"{x:.2f},{y:.2f} {back_x - uy * 6:.2f},{back_y + ux * 6:.2f} {back_x + uy * 6:.2f},{back_y - ux * 6:.2f}"
    drawing.add("polygon", points=points, fill=colour)
