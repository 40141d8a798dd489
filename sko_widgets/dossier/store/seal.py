"""A checksum with each row: a letter that changed on the disk is seen, not shown.

What a row holds comes from the disk as it is.  A column that is damaged may be of any type there, so a row is
looked at here before anything else is done with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sko_widgets.dossier.store.packing import UNKNOWN_MOMENT, clean_author
from sko_widgets.dossier.store.records import Packed

DAMAGED = "!"
"""What stands before the text of a value that is not what was saved: no value that `pack` gives, so nobody reads it."""

_BYTES = 16


def as_text(stored: bytes) -> str:
    """Make text of bytes, whatever they are; what is not UTF-8 does not fit its seal."""
    return stored.decode("utf-8", "replace")


def sealed(*columns: object) -> bytes:
    """Return the checksum of a row's columns, text and numbers; a time as `stored_moment` gives it."""
    return _checksum("\0".join(map(str, columns)))


def _checksum(whole: str) -> bytes:
    return hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=_BYTES).digest()


def stored_moment(at: datetime) -> str:
    """Return a time as a file keeps it, and as a seal is made of it."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(" ", "microseconds").removesuffix("+00:00")


def seal_of(of: object, one: Packed) -> bytes:
    """Return the seal of a revision of the dossier with this id."""
    sheet, field, number, value, author, at = one
    return _checksum(f"{of}\0{sheet}\0{field}\0{number}\0{value}\0{author}\0{stored_moment(at)}")


def unsealed(of: object, row: Sequence[Any], seal: object) -> Packed:
    """Return a row as the revision that was saved; when it is another now, as one that is damaged.

    Parameters
    ----------
    of
        The dossier's id, as the row has it.
    row
        What stands in the columns of `Packed`.
    seal
        What stands in the column with its seal.
    """
    sheet, field, number, value, author, at = row
    texts = isinstance(sheet, str) and isinstance(field, str) and isinstance(value, str) and isinstance(author, str)
    if texts and isinstance(number, int) and isinstance(at, datetime):
        one = Packed(sheet, field, number, value, author, at)
        if seal == seal_of(of, one):
            return one
    return damaged(*row)


def damaged(sheet: object, field: object, number: object, value: object, author: object, at: object) -> Packed:
    """Return what is left of a row as a revision whose value nobody can read."""
    return Packed(
        _text(sheet),
        _text(field),
        number if isinstance(number, int) and number > 0 else 1,
        DAMAGED + _text(value).removeprefix(DAMAGED),
        clean_author(_text(author)),
        at if isinstance(at, datetime) else UNKNOWN_MOMENT,
    )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return as_text(value)
    return "" if value is None else str(value)
