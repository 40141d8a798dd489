"""Drawing in SVG: text that is measured and wrapped, boxes and arrows; the same bytes for the same picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any
from unicodedata import east_asian_width

from sko_widgets.resources import templates

_SYLLABLE = re.compile(r"(?:sch|[bcdfgkpt][lr]|ch|qu|[b-df-hj-np-tv-z])[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)

FONT = "Atkinson Hyperlegible Next"
_FILES = {400: "Regular", 600: "SemiBold", 700: "Bold"}
_UNKNOWN, _WIDE = 0.62, 1.05
"""Width in ems of a character that no font of ours has, and of one that is as wide as it is tall."""


@cache
def _advances(name: str) -> dict[int, float]:
    """Return the advance width of each character that a font has, in ems."""
    from fontTools.ttLib import TTFont

    with TTFont(templates() / "look" / "fonts" / f"{name}.ttf", lazy=True) as font:
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@cache
def _advance(char: str, weight: int) -> float:
    """Return the width of a character in ems: in our font, else in the one that stands in for it."""
    own = _advances(f"AtkinsonHyperlegibleNext-{_FILES[weight]}").get(ord(char))
    if own is not None:
        return own
    return _advances("DejaVuSans").get(ord(char), _WIDE if east_asian_width(char) in "WF" else _UNKNOWN)


def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide a text stands, in the units of `size`."""
    return sum(_advance(char, weight) for char in text) * size


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
    """Return a word in parts that each fit a line; parts of a word of letters end in a hyphen."""
    if width(word, size, weight) <= room:
        return [word]
    parts: list[str] = []
    rest, letters = word, word.strip("‘’“”'\".,;:!?()").isalpha()
    hyphen = width("-", size, weight)
    while True:
        held = _held(rest, room, size, weight)
        if held == len(rest):
            return [*parts, rest]
        most = _held(rest, room - hyphen, size, weight)
        at = next((at for at in range(most, 2, -1) if letters and _parts_at(rest, at)), 0)
        parts.append(f"{rest[:at]}-" if at else rest[:held])
        rest = rest[at or held :]


def _held(text: str, room: float, size: float, weight: int) -> int:
    """Return how many of the first characters fit; at least one."""
    used = 0.0
    for at, char in enumerate(text):
        used += width(char, size, weight)
        if at and used > room:
            return at
    return len(text)


def _parts_at(word: str, at: int) -> bool:
    """Say whether a word can be parted there: roughly as in Dutch, before the consonant that starts a syllable."""
    if len(word) - at < 3 or not word[at - 2 : at + 3].isalpha() or word[at - 1 : at + 1].casefold() == "ng":
        return False
    syllable = _SYLLABLE.match(word, at)
    return syllable is not None and not _SYLLABLE.match(word, at - 1)


def _shortened(text: str, room: float, size: float, weight: int) -> str:
    kept = text.removesuffix(" …").removesuffix("-")
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
