"""Searches the newest texts of dossiers; makes what search needs anew, and looks whether it says what they say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from sko_widgets.dossier.search_words import asked
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import queries, search_index
from sko_widgets.dossier.store.records import Found
from sko_widgets.dossier.store.sql_tables import search

_AT_ONCE = 1_000


def find(connection: Connection, dossiers: Collection[Row[Any]], question: str, limit: int) -> list[Found]:
    """Return the fields of these dossiers that hold all that is asked, as `Store.search` does."""
    terms = asked(question)
    if not terms or not dossiers:
        return []
    keys = {row.id: DossierKey(row.slug, row.period, row.owner_kind) for row in dossiers}
    places = search_index.places(connection, keys.keys(), terms, limit)
    there = queries.with_ids(connection, [one for one, _ in places])
    found = ((keys[of], there.get(one)) for one, of in places)
    return [Found(key, one) for key, one in found if one is not None and not one.damaged]


def fill(connection: Connection) -> None:
    """Make all that search needs anew from the newest revisions."""
    connection.execute(delete(search))
    for row in queries.rows(connection):
        newest = queries.newest_packed(connection, row.id)
        told = ((one, search_index.words_in(row.framework, one)) for one in newest)
        lines = [search_index.row_of(row.id, one, words) for one, words in told if words]
        for at in range(0, len(lines), _AT_ONCE):
            connection.execute(insert(search), lines[at : at + _AT_ONCE])


def is_sound(connection: Connection) -> bool:
    """Say whether search finds each field by what stands in it, and by nothing else; a damaged value is passed over.

    Parameters
    ----------
    connection
        Within a transaction that writes.
    """
    for row in queries.rows(connection):
        lines = connection.execute(select(search).where(search.c.dossier == row.id)).all()
        there = {(line.sheet, line.field): (line.number, line.words) for line in lines}
        for one in queries.newest_packed(connection, row.id):
            found, words = there.pop((one.sheet, one.field), None), search_index.words_in(row.framework, one)
            if found != ((one.number, words) if words else None) and not one.unpacked().damaged:
                return False
        if there:
            return False
    return search_index.fits(connection)


def rebuild(connection: Connection) -> None:
    """Make the table of words anew, and SQLite's index of it, whatever state that is in."""
    search_index.rebuild(connection)
    fill(connection)
