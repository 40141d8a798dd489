"""The names by which each field's text can be found again in the Word file, whatever a board changed in it.

Word and LibreOffice keep bookmarks when they save. A bookmark's name has at most 40 letters, digits and low lines;
that of a field is made from its sheet and its own name: `meso_samenwerking_2_goal`, `lesson_12_problems`.
"""

from __future__ import annotations

import re
from hashlib import sha256

_LONGEST = 40
_LESSON = re.compile(r"^lesson/(\d+)-[^/]*")


def mark(sheet_id: str, name: str) -> str:
    """Return the bookmark of a field; two fields of a format have two."""
    place = _LESSON.sub(r"lesson_\1", f"{sheet_id}/{name}").removeprefix("block/")
    plain = re.sub(r"[^0-9A-Za-z]+", "_", place)
    if len(plain) <= _LONGEST and plain[0].isalpha():
        return plain
    return f"veld_{sha256(place.encode()).hexdigest()[:12]}"
