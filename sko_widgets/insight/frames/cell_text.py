"""Text as a cell of a spreadsheet can hold it: no sign that it does not know, no formula, not too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_CELL = 32_767
"""So many signs go into a cell, counted as UTF-16 does."""

_LINE_END = re.compile(r"\r\n?")
_UNKNOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PICTURES, _DELETE = 0x2400, "␡"
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "'")


def printable(text: str) -> tuple[str, bool]:
    """Return a text with something to see for each sign that a cell cannot hold, and whether there was one.

    Every end of a line becomes the one that a cell knows.
    """
    text = _LINE_END.sub("\n", text)
    shown = _UNKNOWN.sub(lambda match: _seen(match[0]), text)
    return shown, shown != text


def _seen(sign: str) -> str:
    if sign == "\x7f":
        return _DELETE
    return chr(_PICTURES + ord(sign)) if sign < " " else "\ufffd"


def may_be_formula(text: str) -> bool:
    """Say whether a program that reads or edits a cell may take its text for a formula."""
    return text.startswith(_FORMULA)


def pieces(text: str, most: int = LONGEST_CELL) -> Iterator[str]:
    """Yield a text in pieces that each go into a cell; no sign is cut in two."""
    while text:
        end = most
        while len(text[:end].encode("utf-16-le")) > 2 * most:
            end -= max(1, (len(text[:end].encode("utf-16-le")) // 2 - most) // 2)
        yield text[:end]
        text = text[end:]
