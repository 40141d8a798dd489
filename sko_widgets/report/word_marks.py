"""Puts the bookmarks around fields' texts where they stay when a Word file is edited and saved.

pandoc leaves them between paragraphs. That would do in Word; LibreOffice writes a bookmark of more than one paragraph
twice when it begins at the start of a paragraph. So a bookmark begins at the end of the paragraph above, and ends at
the start of the paragraph below. Its text is the paragraphs that begin in it, with what somebody adds to them.
"""

from __future__ import annotations

import re

_MARK = re.compile(rb'<w:bookmark(Start|End) w:id="1\d{6}"[^>]*/>')
_PARAGRAPH = re.compile(rb"<w:p>(?:<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_TABLE = re.compile(rb"</?w:(?:tc|tbl)>")


def place(paragraphs: list[bytes]) -> None:
    """Move the bookmarks of fields, save those behind a table that ends the document.

    Parameters
    ----------
    paragraphs
        The body, cut behind what each paragraph holds; each part begins with what stands between two paragraphs.
    """
    for at, part in enumerate(paragraphs):
        opening = _PARAGRAPH.search(part)
        start = opening.start() if opening else len(part)
        found = list(_MARK.finditer(part, 0, start))
        if not found or (opening is None and _TABLE.search(part)):
            continue
        above: list[bytes] = []
        below: list[bytes] = []
        for mark in found:
            free_above = at > 0 and not _TABLE.search(part, 0, mark.start())
            free_below = opening is not None and not _TABLE.search(part, mark.end(), start)
            goes_above = free_above and (mark[1] == b"Start" or not free_below)
            (above if goes_above else below).append(mark.group())
        paragraphs[at - 1] += b"".join(above)
        head = opening.group() if opening else b""
        paragraphs[at] = _MARK.sub(b"", part[:start]) + head + b"".join(below) + part[start + len(head) :]
