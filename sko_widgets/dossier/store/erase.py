"""Takes text out of a store for good, when somebody asks for that.

Of a field that is erased all revisions go, and one comes in their place: it holds who erased and when, and reads as an
emptied field.  Its number follows on theirs, so that a page that still shows the old text meets a conflict.

Of single revisions each keeps its number and its moment, and holds who erased it and when.  After the newest one comes
an empty one, for the same reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, desc, func, select

from sko_widgets.dossier.store import queries, search_index
from sko_widgets.dossier.store.packing import EMPTY, ERASED, moment_now, one_erased
from sko_widgets.dossier.store.records import ErasedField, Packed, Part
from sko_widgets.dossier.store.sql_tables import revision


def fields(connection: Connection, of: int, part: Part) -> list[ErasedField]:
    """Return what would be erased of a dossier, of a sheet, or of one field: each field with how many versions."""
    within = [~revision.c.value.startswith(ERASED), *_within(of, part)]
    query = (
        select(revision.c.sheet, revision.c.field, func.count().label("versions"))
        .where(*within)
        .group_by(revision.c.sheet, revision.c.field)
    )
    return sorted(ErasedField(*row) for row in connection.execute(query))


def _within(of: int, part: Part) -> list[ColumnElement[bool]]:
    named = ((revision.c.sheet, part.sheet), (revision.c.field, part.field))
    within = [revision.c.dossier == of, *(column == name for column, name in named if name is not None)]
    return within if part.numbers is None else [*within, revision.c.number.in_(part.numbers)]


def erase(
    connection: Connection, of: int, those: Sequence[ErasedField], numbers: Collection[int] | None, author: str
) -> None:
    """Put revisions without text in the place of those of each field; of all, when no numbers are given."""
    for one in those:
        if numbers is None:
            _all(connection, of, one, author)
        else:
            _some(connection, of, one, numbers, author)
    search_index.forget_erased(connection)


def _all(connection: Connection, of: int, one: ErasedField, author: str) -> None:
    place = and_(revision.c.dossier == of, revision.c.sheet == one.sheet, revision.c.field == one.field)
    last = connection.execute(
        select(revision.c.number, revision.c.saved_at).where(place).order_by(desc(revision.c.number)).limit(1)
    ).one()
    connection.execute(delete(revision).where(place))
    at = max(moment_now(), last.saved_at)
    queries.add(connection, of, [Packed(one.sheet, one.field, last.number + 1, ERASED, author, at)])


def _some(connection: Connection, of: int, one: ErasedField, numbers: Collection[int], author: str) -> None:
    place = and_(revision.c.dossier == of, revision.c.sheet == one.sheet, revision.c.field == one.field)
    now, gone = moment_now(), and_(place, revision.c.number.in_(numbers), ~revision.c.value.startswith(ERASED))
    rows = connection.execute(select(revision.c.number, revision.c.saved_at).where(gone)).all()
    last = connection.execute(select(func.max(revision.c.number)).where(place)).scalar_one()
    connection.execute(delete(revision).where(gone))
    marks = [Packed(one.sheet, one.field, row.number, one_erased(now), author, row.saved_at) for row in rows]
    newest = [
        Packed(one.sheet, one.field, last + 1, EMPTY, author, max(now, mark.saved_at))
        for mark in marks
        if mark.number == last
    ]
    queries.add(connection, of, [*marks, *newest])


def numbers_of(connection: Connection, of: int, part: Part) -> dict[tuple[str, str], set[int]]:
    """Return the numbers of the revisions of which the text was erased: sheet and field -> numbers."""
    query = select(revision.c.sheet, revision.c.field, revision.c.number, revision.c.value).where(
        revision.c.value.startswith(ERASED), *_within(of, part)
    )
    erased: dict[tuple[str, str], set[int]] = {}
    for row in connection.execute(query):
        those = range(1, row.number) if row.value == ERASED else [row.number]
        erased.setdefault((row.sheet, row.field), set()).update(those)
    return erased


def tidy(engine: Engine) -> bool:
    """Write a file anew without what was erased, and empty its log; of a server nothing is done here.

    Returns
    -------
    bool
        Whether nothing is left in the file and its log; not while another program is reading in it, and not when
        there was no room to write it anew.
    """
    if engine.dialect.name != "sqlite":
        return True
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchall()[0]
        cursor.close()
    except sqlite3.OperationalError:  # another program is at work in it, or the disk is full
        return False
    finally:
        pooled.close()
    return not busy
