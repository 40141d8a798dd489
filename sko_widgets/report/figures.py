"""Draws figures as bitmaps, for programs that do not show SVG."""

from __future__ import annotations

import re

import resvg_py

from sko_widgets.report.pandoc import Picture
from sko_widgets.resources import templates

_FONTS = ("Regular", "SemiBold", "Bold", "Italic")
_TEXT_WIDTH = 154.0
"""Of the page between its margins, in millimetres."""
_PIXELS = 1900
"""Across the whole text width: about 310 an inch."""


def bitmap(svg: bytes, *, draw: bool) -> Picture:
    """Return the figure as PNG, and how wide it stands on the page.

    Parameters
    ----------
    svg
        The drawing.
    draw
        Whether the bitmap itself is wanted; without it only the measure is.
    """
    text = svg.decode("utf-8")
    fonts = templates() / "look" / "fonts"
    files = [str(fonts / f"AtkinsonHyperlegibleNext-{style}.ttf") for style in _FONTS] + [str(fonts / "DejaVuSans.ttf")]
    png = (
        bytes(
            resvg_py.svg_to_bytes(
                svg_string=text,
                width=_PIXELS,
                skip_system_fonts=True,
                font_files=files,
                font_family="Atkinson Hyperlegible Next",
                sans_serif_family="Atkinson Hyperlegible Next",
            )
        )
        if draw
        else b""
    )
    return Picture(png, f"{_width(text):.1f}mm")


def _width(svg: str) -> float:
    """Return the width in millimetres: the drawing's own when it says so in millimetres, else the whole line."""
    own = re.search(r'<svg[^>]*\bwidth="([\d.]+)mm"', svg)
    return min(float(own.group(1)), _TEXT_WIDTH) if own else _TEXT_WIDTH
