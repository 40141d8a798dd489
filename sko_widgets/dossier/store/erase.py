"""Takes text out of a store for good, when somebody asks for that.

Of a field that is erased all revisions go, and one comes in their place: it holds who erased and when, and reads as an
emptied field.  Its number follows on theirs, so that a page that still shows the old text meets a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, and_, delete, desc, func, select

from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.packing import ERASED, moment_now
from sko_widgets.dossier.store.records import ErasedField, Packed
from sko_widgets.dossier.store.sql_tables import revision


def fields(connection: Connection, of: int, sheet: str | None, field: str | None) -> list[ErasedField]:
    """Return what would be erased of a dossier, of a sheet, or of one field: each field with how many versions."""
    within = [revision.c.dossier == of, revision.c.value != ERASED]
    within += [revision.c.sheet == sheet] if sheet is not None else []
    within += [revision.c.field == field] if field is not None else []
    query = (
        select(revision.c.sheet, revision.c.field, func.count().label("versions"))
        .where(*within)
        .group_by(revision.c.sheet, revision.c.field)
    )
    return sorted(ErasedField(*row) for row in connection.execute(query))


def erase(connection: Connection, of: int, those: Sequence[ErasedField], author: str) -> None:
    """Put one revision without text in the place of all revisions of each field."""
    now = moment_now()
    for one in those:
        place = and_(revision.c.dossier == of, revision.c.sheet == one.sheet, revision.c.field == one.field)
        last = connection.execute(
            select(revision.c.number, revision.c.saved_at).where(place).order_by(desc(revision.c.number)).limit(1)
        ).one()
        connection.execute(delete(revision).where(place))
        mark = Packed(one.sheet, one.field, last.number + 1, ERASED, author, max(now, last.saved_at))
        queries.add(connection, of, [mark])


def tidy(engine: Engine) -> bool:
    """Write a file anew without what was erased, and empty its log; of a server nothing is done here.

    Returns
    -------
    bool
        Whether nothing is left in the file and its log; not while another program is reading in it.
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
    finally:
        pooled.close()
    return not busy
