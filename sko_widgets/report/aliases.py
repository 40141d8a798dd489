"""Signs that travel through pandoc under another name, because Typst would read them as something else.

Typst sets `--`, `-?`, `-5` and `...` as other signs and makes headings and lists of `= `, `- `, `+ `, `/ ` and `1. `;
pandoc lets it, inside list items and after line ends. The names are characters that are no characters in any text,
and that `clean` lets nobody type.
"""

from __future__ import annotations

import re

_SHORTHAND = re.compile(r"\\[-=+/](?=\s|$)|(?<=\d)\\\.(?=\s|$)|\\-(?=\\-|\\\?|\d)|\\\.(?=\\\.\\\.)")
_ALIASES = {sign: chr(0xFDD0 + at) for at, sign in enumerate("-.=+/")}
_TYPST_BREAKS = re.compile("[\x85\u2028\u2029\ufdd0-\ufdd4]")
SIGNS = {alias: sign for sign, alias in _ALIASES.items()}
"""Each of the names -> the sign."""


def aliased(markdown: str) -> str:
    """Return Markdown with those signs under another name."""
    return _SHORTHAND.sub(lambda match: _ALIASES[match.group()[1]], markdown)


def restored(written: bytes) -> bytes:
    """Return what pandoc wrote with the signs themselves."""
    for alias, sign in SIGNS.items():
        written = written.replace(alias.encode("utf-8"), sign.encode("ascii"))
    return written


def numbered(typst: str) -> str:
    """Return a Typst body with the numbers of those signs, and of line ends that Typst would take for its own."""

    def number(match: re.Match[str]) -> str:
        return f"\\u{{{ord(SIGNS.get(match.group(), match.group())):x}}}"

    return _TYPST_BREAKS.sub(number, typst)
