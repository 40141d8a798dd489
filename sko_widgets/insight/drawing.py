"""Drawing in SVG: text that is measured and wrapped, boxes and arrows; the same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from sko_widgets.resources import templates

FONT = "Atkinson Hyperlegible Next"
_FILES = {400: "Regular", 600: "SemiBold", 700: "Bold"}
_UNKNOWN = 0.62
"""Width of a character that the font lacks, in ems."""


@cache
def _advances(weight: int) -> tuple[dict[int, int], int]:
    """Return advance width by character, and the units of an em."""
    from fontTools.ttLib import TTFont

    with TTFont(templates() / "look" / "fonts" / f"AtkinsonHyperlegibleNext-{_FILES[weight]}.ttf", lazy=True) as font:
        widths = font["hmtx"].metrics
        return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide a text stands, in the units of `size`."""
    advances, em = _advances(weight)
    unknown = round(_UNKNOWN * em)
    return sum(advances.get(ord(char), unknown) for char in text) * size / em


def wrap(text: str, room: float, size: float, weight: int = 400, most: int = 3) -> list[str]:
    """Return a text in lines of at most `room` wide; what does not fit in `most` lines ends in `…`.

    A word that is wider than a line is broken.
    """
    lines: list[str] = []
    for word in text.split():
        trial = f"{lines[-1]} {word}" if lines else word
        if lines and width(trial, size, weight) <= room:
            lines[-1] = trial
        else:
            lines += _broken(word, room, size, weight)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(f"{lines[most - 1]} …", room, size, weight)]


def _broken(word: str, room: float, size: float, weight: int) -> list[str]:
    parts = [""]
    for char in word:
        if parts[-1] and width(parts[-1] + char, size, weight) > room:
            parts.append("")
        parts[-1] += char
    return parts


def _shortened(text: str, room: float, size: float, weight: int) -> str:
    kept = text.removesuffix(" …")
    while kept and width(f"{kept}…", size, weight) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


class Drawing:
    """An SVG picture with a title and a description.

    Parameters
    ----------
    width, height
        In units of the drawing; it is as wide as the text on paper.
    title, description
        What a screen reader says.
    """

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width = width
        self.height = height
        self.title = title
        self.description = description
        self._parts: list[str] = []

    def add(self, name: str, text: str = "", **attributes: Any) -> None:
        """Add an element; `_` in a name stands for `-`, and numbers are rounded."""
        pairs = "".join(f' {key.replace("_", "-")}="{_plain(value)}"' for key, value in attributes.items())
        self._parts.append(
            f"<{name}{pairs}>{escape(_printable(text), quote=False)}</{name}>" if text else f"<{name}{pairs}/>"
        )

    def text(
        self, lines: Sequence[str], x: float, y: float, size: float, weight: int = 400, **attributes: Any
    ) -> float:
        """Add lines of text from baseline `y` down; returns the baseline after the last."""
        for line in lines:
            self.add("text", line, x=x, y=y, font_size=size, font_weight=weight, **attributes)
            y += size * 1.3
        return y

    def svg(self) -> bytes:
        """Return the picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_plain(self.width)} {_plain(self.height)}" '
            f'role="img" font-family="{FONT}, sans-serif">'
            f"<title>{escape(_printable(self.title))}</title><desc>{escape(_printable(self.description))}</desc>"
        )
        return (head + "".join(self._parts) + "</svg>").encode("utf-8")


def _plain(value: Any) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))


def _printable(text: str) -> str:
    """Return a text that XML can hold."""
    return "".join(char if char >= " " and not "\ud800" <= char <= "\udfff" else "\ufffd" for char in text)
