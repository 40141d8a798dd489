"""The symbols of the pictures: shapes that differ in black and white too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .canvas import Canvas

_Draw = Callable[[Canvas, float, float, float], None]


def symbol(canvas: Canvas, name: str, x: float, y: float, r: float) -> None:
    """Draw a symbol around a point, as large as a circle of radius `r`."""
    _SYMBOLS[name](canvas, x, y, r)


def _disc(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.add("circle", cx=x, cy=y, r=r, fill=canvas.paint.theme)


def _ring(canvas: Canvas, x: float, y: float, r: float) -> None:
    paint = canvas.paint
    canvas.add("circle", cx=x, cy=y, r=r - 1, fill=paint.ground, stroke=paint.theme, stroke_width=2)


def _open(canvas: Canvas, x: float, y: float, r: float) -> None:
    paint = canvas.paint
    how: dict[str, Any] = {"stroke": paint.soft, "stroke_width": 2, "stroke_dasharray": "3 3"}
    canvas.add("circle", cx=x, cy=y, r=r - 1, fill=paint.ground, **how)


def _half(canvas: Canvas, x: float, y: float, r: float) -> None:
    _ring(canvas, x, y, r)
    canvas.add("path", d=f"M{x:.2f} {y - r:.2f}a{r:.2f} {r:.2f} 0 0 0 0 {2 * r:.2f}z", fill=canvas.paint.theme)


def _square(canvas: Canvas, x: float, y: float, r: float) -> None:
    side = r * 1.8
    canvas.add("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=2, fill=canvas.paint.theme)


def _diamond(canvas: Canvas, x: float, y: float, r: float) -> None:
    paint, half = canvas.paint, r * 1.3
    path = f"M{x:.2f} {y - half:.2f}L{x + half:.2f} {y:.2f}L{x:.2f} {y + half:.2f}L{x - half:.2f} {y:.2f}z"
    canvas.add("path", d=path, fill=paint.ground, stroke=paint.theme, stroke_width=2.5)


def _stroke(canvas: Canvas, path: str, wide: float = 2.5, colour: str = "") -> None:
    how: dict[str, Any] = {"stroke": colour or canvas.paint.theme, "stroke_width": wide}
    canvas.add("path", d=path, fill="none", stroke_linecap="round", stroke_linejoin="round", **how)


def _check(canvas: Canvas, x: float, y: float, r: float) -> None:
    _stroke(canvas, f"M{x - 0.8 * r:.2f} {y:.2f}l{0.55 * r:.2f} {0.6 * r:.2f}l{1.05 * r:.2f} {-1.25 * r:.2f}", 3)


def _cross(canvas: Canvas, x: float, y: float, r: float) -> None:
    s = 0.6 * r
    path = f"M{x - s:.2f} {y - s:.2f}l{2 * s:.2f} {2 * s:.2f}M{x + s:.2f} {y - s:.2f}l{-2 * s:.2f} {2 * s:.2f}"
    _stroke(canvas, path, colour=canvas.paint.soft)


def _arrow(canvas: Canvas, x: float, y: float, r: float) -> None:
    path = f"M{x - r:.2f} {y:.2f}h{2 * r:.2f}m{-0.8 * r:.2f} {-0.7 * r:.2f}l{0.8 * r:.2f} {0.7 * r:.2f}"
    _stroke(canvas, path + f"l{-0.8 * r:.2f} {0.7 * r:.2f}")


def _loose(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Draw a line that ends in nothing."""
    paint = canvas.paint
    _stroke(canvas, f"M{x - r:.2f} {y:.2f}h{0.9 * r:.2f}", colour=paint.ink)
    canvas.add("circle", cx=x + 0.45 * r, cy=y, r=0.5 * abs(r), fill=paint.ground, stroke=paint.ink, stroke_width=2.5)


def _tie(canvas: Canvas, x: float, y: float, r: float) -> None:
    _stroke(canvas, f"M{x - r:.2f} {y:.2f}h{2 * r:.2f}", 2)


def _strain(canvas: Canvas, x: float, y: float, r: float) -> None:
    how: dict[str, Any] = {"stroke": canvas.paint.ink, "stroke_width": 2, "stroke_dasharray": "5 4"}
    canvas.add("path", d=f"M{x - r:.2f} {y:.2f}h{2 * r:.2f}", fill="none", **how)


_SYMBOLS: dict[str, _Draw] = {
    "disc": _disc,
    "ring": _ring,
    "open": _open,
    "half": _half,
    "square": _square,
    "diamond": _diamond,
    "check": _check,
    "cross": _cross,
    "arrow": _arrow,
    "loose": _loose,
    "tie": _tie,
    "strain": _strain,
}
