"""Draws figures as bitmaps, for programs that do not show SVG.

Typst draws them, all in one go: it has our fonts in memory already. Where letters are not Latin, it draws empty boxes
for those that the first font it tries does not have; such a figure is resvg's, which reads the fonts for each.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

from sko_widgets.report.characters import is_latin
from sko_widgets.report.fragments import Box
from sko_widgets.report.paper import compiler
from sko_widgets.resources import templates

_FONTS = ("AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-SemiBold", "AtkinsonHyperlegibleNext-Bold")
_FAMILY = "Atkinson Hyperlegible Next"

_TEXT_WIDTH = 154.0
"""Of the page between its margins, in millimetres."""
_TEXT_HEIGHT = 230.0
"""Of the page between its margins, with room for a caption."""
_PIXELS = 720
"""Across the whole text width: a quarter more than a screen shows, for programs that do not show the drawing itself."""
_SOURCE = b"""
#set page(margin: 0pt, fill: none)
#for (svg, height) in json(bytes(sys.inputs.figures)) {
  page(width: 720pt, height: height * 1pt, image(bytes(svg), format: "svg", width: 720pt))
}
"""
"""A page for each figure, of which each point is a pixel."""
_A_LITTLE = 0.01
"""Of a pixel, by which a figure is less high than its page: one that is a bit higher would be drawn a pixel too large,
and made to fit by leaving a line out."""
_OPENING = re.compile(r"<svg[^>]*>")
_LENGTH = re.compile(r'(?<=\s)(width|height)="([\d.]+)(mm|px)?"')
_VIEW = re.compile(r'\bviewBox="([\d.-]+)[ ,]+([\d.-]+)[ ,]+([\d.]+)[ ,]+([\d.]+)"')


_kept: dict[str, bytes] = {}


def bitmaps(figures: Sequence[bytes]) -> list[bytes]:
    """Return figures as PNG, with our fonts; those of the last time are kept."""
    global _kept  # noqa: PLW0603  (replaced at once, so that no reader finds half of it)
    drawings = [svg.decode("utf-8") for svg in figures]
    made = {svg: _kept[svg] for svg in drawings if svg in _kept}
    missing = [svg for svg in dict.fromkeys(drawings) if svg not in made]
    latin = [svg for svg in missing if is_latin(svg)]
    made |= zip(latin, _by_typst(latin), strict=True)
    made |= {svg: _by_resvg(svg) for svg in missing if svg not in made}
    _kept = made
    return [made[svg] for svg in drawings]


def _by_typst(drawings: Sequence[str]) -> list[bytes]:
    if not drawings:
        return []
    pages = json.dumps([_of_whole_pixels(svg) for svg in drawings])
    made: Any = compiler().compile(input=_SOURCE, format="png", ppi=72, sys_inputs={"figures": pages})
    return [made] if isinstance(made, bytes) else list(made)


def _by_resvg(svg: str) -> bytes:
    import resvg_py

    fonts = templates() / "look" / "fonts"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=_PIXELS,
            skip_system_fonts=True,
            font_files=[str(fonts / f"{name}.ttf") for name in (*_FONTS, "DejaVuSans")],
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )


def _of_whole_pixels(svg: str) -> tuple[str, int]:
    """Return a figure with a little room below it, so that it is a whole number of pixels high; and that number."""
    opening = _opening(svg)
    left, top, across, down = _extent(opening)
    height = max(math.ceil(_PIXELS * down / across - _A_LITTLE), 1)
    view = f'viewBox="{left} {top} {across} {(height - _A_LITTLE) * across / _PIXELS:.6f}"'
    bare = _LENGTH.sub("", _VIEW.sub("", opening))
    return svg.replace(opening, bare.replace("<svg", f"<svg {view}", 1), 1), height


def box(svg: bytes) -> Box:
    """Return how large the figure stands on the page.

    As wide as it says in millimetres, else the whole line; one that is higher than a page is made to fit.
    """
    opening = _opening(svg.decode("utf-8"))
    _, _, across, down = _extent(opening)
    own, unit = _lengths(opening).get("width", (_TEXT_WIDTH, ""))
    width = min(own, _TEXT_WIDTH) if unit == "mm" else _TEXT_WIDTH
    width = min(width, _TEXT_HEIGHT * across / down)
    return Box(width, width * down / across)


def _opening(svg: str) -> str:
    opening = _OPENING.search(svg)
    return opening.group() if opening else ""


def _lengths(opening: str) -> dict[str, tuple[float, str]]:
    return {name: (float(value), unit) for name, value, unit in _LENGTH.findall(opening)}


def _extent(opening: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what a figure shows, in its own units."""
    view = _VIEW.search(opening)
    if view:
        left, top, across, down = map(float, view.groups())
        return left, top, across, down
    lengths = _lengths(opening)
    return 0.0, 0.0, lengths.get("width", (1.0, ""))[0], lengths.get("height", (1.0, ""))[0]
