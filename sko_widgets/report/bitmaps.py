"""Draws figures as bitmaps, for programs that do not show SVG."""

from __future__ import annotations

import re
from functools import lru_cache

import resvg_py

from sko_widgets.report.pandoc import Box
from sko_widgets.resources import templates

_FONTS = ("AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-SemiBold", "AtkinsonHyperlegibleNext-Bold")
_FAMILY = "Atkinson Hyperlegible Next"
_TEXT_WIDTH = 154.0
"""Of the page between its margins, in millimetres."""
_TEXT_HEIGHT = 230.0
"""Of the page between its margins, with room for a caption."""
_PIXELS = 720
"""Across the whole text width: a quarter more than a screen shows, for programs that do not show the drawing itself."""
_OPENING = re.compile(r"<svg[^>]*>")
_LENGTH = re.compile(r'\b(width|height)="([\d.]+)(mm|px)?"')
_VIEW = re.compile(r'\bviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


@lru_cache(maxsize=64)
def bitmap(svg: bytes) -> bytes:
    """Return the figure as PNG, with our fonts."""
    fonts = templates() / "look" / "fonts"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8"),
            width=_PIXELS,
            skip_system_fonts=True,
            font_files=[str(fonts / f"{name}.ttf") for name in (*_FONTS, "DejaVuSans")],
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )


def box(svg: bytes) -> Box:
    """Return how large the figure stands on the page.

    As wide as it says in millimetres, else the whole line; one that is higher than a page is made to fit.
    """
    opening = _OPENING.search(svg.decode("utf-8"))
    text = opening.group() if opening else ""
    lengths = {name: (float(value), unit) for name, value, unit in _LENGTH.findall(text)}
    view = _VIEW.search(text)
    across, down = (
        map(float, view.groups()) if view else (lengths.get(key, (1.0, ""))[0] for key in ("width", "height"))
    )
    own, unit = lengths.get("width", (_TEXT_WIDTH, ""))
    width = min(own, _TEXT_WIDTH) if unit == "mm" else _TEXT_WIDTH
    width = min(width, _TEXT_HEIGHT * across / down)
    return Box(width, width * down / across)
