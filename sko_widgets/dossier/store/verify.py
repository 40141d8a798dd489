"""Looks whether a file's tables and their indexes say the same: a row that only one of them has would go unseen.

A value that is damaged is known by its seal.  A row that is gone is not: SQLite then reads on without it, and an older
value would be shown as the newest.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection

from sko_widgets.dossier.store.seal import sealed

_AGAIN = 60.0  # seconds

_BY_KEY = """
SELECT count(*), total(d.id IS NULL OR d.owner_kind IS NOT i.owner_kind OR d.slug IS NOT i.slug
  OR d.period IS NOT i.period)
FROM sko_dossier i INDEXED BY sqlite_autoindex_sko_dossier_1 LEFT JOIN sko_dossier d ON d.id = i.id
"""
_DOSSIERS = """
SELECT owner_kind, slug, period, framework, created_by, created_at, seal FROM sko_dossier NOT INDEXED
"""
_BY_NUMBER = """
SELECT count(*), total(i.id), total(r.id IS NULL OR r.dossier IS NOT i.dossier OR r.sheet IS NOT i.sheet
  OR r.field IS NOT i.field OR r.number IS NOT i.number)
FROM sko_revision i INDEXED BY sqlite_autoindex_sko_revision_1 LEFT JOIN sko_revision r ON r.id = i.id
WHERE i.dossier = ?
"""
_BY_MOMENT = "SELECT count(*), total(id) FROM sko_revision INDEXED BY sko_revision_moment WHERE dossier = ?"


class Verifier:
    """Remembers what of a file was looked at a short time ago."""

    def __init__(self) -> None:
        self._good: dict[int | None, float] = {}

    def is_sound(self, connection: Connection, of: int | None = None) -> bool:
        """Say whether the list of dossiers is whole, or what one of them holds.

        Parameters
        ----------
        of
            The dossier's id; None for the list.
        """
        if time.monotonic() - self._good.get(of, -_AGAIN) < _AGAIN:
            return True
        cursor = connection.connection.cursor()
        sound = _dossiers_sound(cursor) if of is None else _revisions_sound(cursor, of)
        cursor.close()
        if sound:
            self._good[of] = time.monotonic()
        return sound


def _dossiers_sound(cursor: Any) -> bool:
    count, other = cursor.execute(_BY_KEY).fetchone()
    rows = cursor.execute(_DOSSIERS).fetchall()
    return not other and count == len(rows) and all(seal == sealed(*columns) for *columns, seal in rows)


def _revisions_sound(cursor: Any, of: int) -> bool:
    *by_number, other = cursor.execute(_BY_NUMBER, (of,)).fetchone()
    return not other and tuple(by_number) == cursor.execute(_BY_MOMENT, (of,)).fetchone()
