"""Which characters can be printed, and what stands in for those that cannot.

Control characters and lone surrogates are no text in any format: `clean` replaces them everywhere.
A character that none of our fonts has is fine in HTML and Word, where the reader's own fonts help
out, but PDF/A and PDF/UA forbid it: there it prints as its number, and `missing_characters` names it
so that the user can be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sko_widgets.resources import templates

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"
_PICTURE_OF_DELETE = "\u2421"
_REPLACEMENT = "\ufffd"
_INVISIBLE = {"Cf", "Zl", "Zp", "Zs"}
_COMMON = "–—‘’“”„•…→€"
_NOT_LATIN = re.compile(f"[^\\x00-\u024f{_COMMON}]")
_JOINING = {"Cf", "Mn", "Mc", "Me"}
_VISIBLE_FORMATS = frozenset(map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)))
"""Signs that Unicode counts with the invisible ones, but that are drawn: Arabic number signs and their like."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")


def clean(text: str) -> str:
    r"""Return the text with control characters and lone surrogates made visible.

    A control character becomes its picture (``\x1b`` prints as ``␛``), anything that is no character
    becomes ``U+FFFD``. Line ends become ``\n``; tabs and line ends stay.
    """
    return _UNPRINTABLE.sub(_visible, text.replace("\r\n", "\n"))


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character == _DELETE:
        return _PICTURE_OF_DELETE
    return chr(_CONTROL_PICTURES + ord(character)) if character < " " else _REPLACEMENT


def missing_characters(text: str) -> list[str]:
    """Return the characters that the PDF cannot show, each once, in the order of their numbers."""
    return sorted(character for character in set(text) - _covered() if not _invisible(character))


def hidden_characters(text: str) -> list[str]:
    """Return the invisible characters (marks of direction, tags) that no font has; a PDF leaves them out."""
    return sorted(character for character in set(text) - _covered() if _invisible(character))


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE and character not in _VISIBLE_FORMATS


def culprits(cluster: str) -> set[str]:
    """Return which characters of a cluster, that no single font can draw, to replace.

    Those that no font has at all; when each is in some font but not all are in one, the marks that
    combine; else all that is not plain ASCII.
    """
    absent = set(cluster) - _covered()
    marks = {character for character in cluster if unicodedata.category(character).startswith("M")}
    return absent or marks or {character for character in cluster if not character.isascii()}


def drawable(svg: bytes, missing: Iterable[str], hidden: Iterable[str]) -> bytes:
    """Return a figure with a sign in place of each character that no font can draw; there is no room for numbers."""
    instead = {**dict.fromkeys(map(ord, missing), _REPLACEMENT), **dict.fromkeys(map(ord, hidden), "")}
    return svg.decode("utf-8").translate(instead).encode("utf-8") if instead else svg


def plain(svg: bytes) -> bytes:
    """Return a figure without marks that stand on another letter and signs that join letters.

    Where one font has the letter and another the mark, Typst finds a sign in a picture that means nothing, and
    does not say which. What is one character with its mark, `é`, stays.
    """
    text = unicodedata.normalize("NFC", svg.decode("utf-8"))
    return "".join(character for character in text if unicodedata.category(character) not in _JOINING).encode("utf-8")


def latin(svg: bytes) -> bytes:
    """Return a figure in Latin letters and common signs; a sign stands in for the others."""
    text = plain(svg).decode("utf-8")
    return "".join(
        character if ord(character) < 0x250 or character in _COMMON else _REPLACEMENT for character in text
    ).encode("utf-8")


def is_latin(text: str) -> bool:
    """Tell whether a text has Latin letters and common signs only."""
    return _NOT_LATIN.search(text) is None


def has_right_to_left(text: str) -> bool:
    """Tell whether there is any Hebrew, Arabic or other right-to-left letter in the text."""
    return _RIGHT_TO_LEFT.search(text) is not None


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    """Return what the shipped fonts have; `tests/tools/make_fonts.py` wrote the list from their tables."""
    lines = (templates() / "look" / "fonts" / "coverage.txt").read_text(encoding="ascii").split()
    characters = {"\n", "\t"}
    for line in lines:
        first, _, last = line.partition("-")
        characters.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(characters)


def texts_in(value: Any) -> list[str]:
    """Return all that stands in plain values, in lists and under names, as texts."""
    if isinstance(value, Mapping):
        return texts_in(list(value.values()))
    if isinstance(value, list):
        return [text for one in value for text in texts_in(one)]
    return [str(value)]
