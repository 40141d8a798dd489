"""What the pictures of the instruments are drawn on: one width, sizes that can be read on paper, words that fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sko_widgets.insight.drawing import Drawing, width, wrap
from sko_widgets.insight.figures import Figure

WIDTH = 920.0
HIGHEST = 1.35 * WIDTH
"""So that a picture stands on one page, with its heading and its caption."""
SMALL, TEXT, HEAD = 16.0, 17.0, 20.0
"""Sizes of text; the smallest is 7.6 points when the picture is 154 mm wide."""
LEADING = 1.3
_ALL_LINES = 100_000

_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_SENTENCE = re.compile(r".{12,}?[.!?…][’”'\")]*(?=\s+[^a-z])")
_BULLET = re.compile(r"^[ \t]*(?:[-*]|\d{1,2}[.)])[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one picture, out of the look's tokens."""

    ground: str
    paper: str
    ink: str
    soft: str
    line: str
    edge: str
    theme: str
    tint: str
    ask: str
    ask_line: str


def paint(colours: Mapping[str, str], colour: str) -> Paint:
    """Return the colours for a picture in the colour of a theme, `teal`."""
    named = ("card", "paper", "ink", "soft", "line", "edge", colour, f"{colour}-tint", "ask", "ask-line")
    return Paint(*(colours[name] for name in named))


def paragraphs(markdown: str) -> list[str]:
    """Return the paragraphs of a text field without its marks; an item of a list is one."""
    text = _BULLET.sub("\n\n• ", markdown)
    return [_EMPHASIS.sub(r"\2", " ".join(part.split())) for part in re.split(r"\n\s*\n", text) if part.strip()]


def said(row: Mapping[str, Any], name: str) -> str:
    """Return a text field on one line without its marks; empty when there is none."""
    return " ".join(paragraphs(row.get(name) or ""))


def typed(row: Mapping[str, Any], name: str) -> str:
    """Return a field of one line as it was typed; empty when there is none."""
    return " ".join((row.get(name) or "").split())


def named(rows: Sequence[Mapping[str, Any]] | None, name: str) -> dict[str, str]:
    """Return the texts of rows by their id; a row without one gets a name that no tie knows."""
    texts = {row.get("id") or f" {at}": typed(row, name) for at, row in enumerate(rows or ())}
    return {row_id: text for row_id, text in texts.items() if text}


def sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip("’”)\"'").endswith((".", "!", "?", "…")) else f"{text}."


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line, with the quote that closes it."""
    match = _SENTENCE.match(text)
    return match.group() if match else text


@dataclass(frozen=True, slots=True)
class Words:
    """A text in lines that fit.

    Parameters
    ----------
    lines, size, weight
        As they stand.
    cut
        The whole text, when the lines do not hold it.
    """

    lines: tuple[str, ...]
    size: float
    weight: int
    cut: str = ""

    @property
    def height(self) -> float:
        """How much room the lines take."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """How wide the widest line is."""
        return max((width(line, self.size, self.weight) for line in self.lines), default=0.0)


@lru_cache(maxsize=4096)
def fit(text: str, room: float, size: float = TEXT, weight: int = 400, most: int = 3) -> Words:
    """Return a text in lines of at most `room` wide; what does not fit in `most` lines ends in `…`."""
    lines = wrap(text, room, size, weight, _ALL_LINES)
    if len(lines) <= most:
        return Words(tuple(lines), size, weight)
    return Words(tuple(wrap(text, room, size, weight, most)), size, weight, text)


def prose(markdown: str, room: float, size: float = TEXT, most: int = 12) -> list[Words]:
    """Return the paragraphs of a text, together in at most so many lines."""
    parts_that_fit: list[Words] = []
    for part in paragraphs(markdown):
        left = most - sum(len(words.lines) for words in parts_that_fit)
        if left < 1:
            parts_that_fit[-1] = replace(parts_that_fit[-1], cut=" ".join(paragraphs(markdown)))
            break
        parts_that_fit.append(fit(part, room, size, most=left))
    return parts_that_fit


def prose_height(parts: Sequence[Words]) -> float:
    """Return how much room paragraphs take, with half a line between them."""
    return sum(words.height for words in parts) + sum(words.size * LEADING / 2 for words in parts[1:])


class Canvas(Drawing):
    """A drawing that remembers which texts it could not show whole; those come into its description."""

    def __init__(self, title: str, colours: Paint) -> None:
        super().__init__(WIDTH, 0.0, title, "")
        self.paint = colours
        self._cut: dict[str, None] = {}

    def write(self, words: Words, x: float, top: float, **how: Any) -> float:
        """Write words below `top`, and return where they end."""
        if words.cut:
            self._cut[words.cut] = None
        self.text(words.lines, x, top + words.size, words.size, words.weight, **{"fill": self.paint.ink, **how})
        return top + words.height

    def tell(self, parts: Sequence[Words], x: float, top: float, **how: Any) -> float:
        """Write paragraphs, and return where they end."""
        for words in parts:
            top = self.write(words, x, top, **how) + words.size * LEADING / 2
        return top

    def middle(self, words: Words, x: float, y: float, **how: Any) -> None:
        """Write words around a point."""
        self.write(words, x, y - words.height / 2, **{"text_anchor": "middle", **how})

    def box(self, x: float, y: float, wide: float, high: float, fill: str = "", stroke: str = "", **how: Any) -> None:
        """Draw a box with round corners; its line lies within it."""
        inset = 0.75 if stroke else 0.0
        line = {"stroke": stroke, "stroke_width": 1.5} if stroke else {}
        shape = {"x": x + inset, "y": y + inset, "width": wide - 2 * inset, "height": high - 2 * inset, "rx": 8}
        self.add("rect", **{**shape, "fill": fill or self.paint.ground, **line, **how})

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str = "", **how: Any) -> None:
        """Draw a straight line."""
        stroke = {"stroke": colour or self.paint.line, "stroke_width": 1.5}
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, **{**stroke, **how})

    def finish(self, height: float, name: str, caption: str, alt: Sequence[str]) -> Figure:
        """Return the picture on its ground, with what it says to who does not see it: first what it is."""
        self.height = height
        told = " ".join(alt)
        self.description = f"{told} Voluit: {' / '.join(self._cut)}" if self._cut else told
        self.add("rect", x=0, y=0, width=WIDTH, height=height, fill=self.paint.ground)
        self._parts.insert(0, self._parts.pop())
        return Figure(f"{name}.svg", caption, told, self.svg(), alt[0])
