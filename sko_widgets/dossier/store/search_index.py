"""Keeps what can be searched beside the revisions, and asks the database's own index: FTS5, or PostgreSQL's GIN.

Both are given the same words (`search_words`), so they find the same.  What is there is that of the newest revision of
each field; it changes within the transaction in which that is added.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    TextClause,
    and_,
    bindparam,
    delete,
    desc,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError

from sko_widgets.dossier.search_words import Term, indexed
from sko_widgets.dossier.store.records import Packed
from sko_widgets.dossier.store.sql_tables import dossier, revision, search
from sko_widgets.dossier.typed_texts import typed_in

_Place = tuple[str, str]


def _kept(*where: ColumnElement[bool]) -> Select[Any]:
    """Return what asks a dossier's format, and beside it what is kept of it."""
    kept = and_(search.c.dossier == dossier.c.id, *where)
    return (
        select(dossier.c.framework, search)
        .select_from(dossier.outerjoin(search, kept))
        .where(dossier.c.id == bindparam("of"))
    )


# What is done at each save is made once.
_ALL_PLACES = _kept()
_ONE_PLACE = _kept(search.c.sheet == bindparam("in_sheet"), search.c.field == bindparam("in_field"))
_UPDATE = (
    update(search).where(search.c.id == bindparam("row")).values(number=bindparam("number"), words=bindparam("words"))
)

_ON_SQLITE = "sko_search.id IN (SELECT rowid FROM sko_words WHERE sko_words MATCH :question)"
_ON_POSTGRESQL = "sko_search.sko_words @@ to_tsquery('simple', :question)"


def words_in(framework: str, one: Packed) -> str:
    """Return the words by which a revision is found; none when it is empty, erased or damaged."""
    return indexed(typed_in(framework, one.sheet, one.field, one.unpacked().value))


def follow(connection: Connection, of: int, revisions: Sequence[Packed]) -> None:
    """Have search find these revisions, which were just added, in the place of those before them."""
    newest = {(one.sheet, one.field): one for one in sorted(revisions, key=lambda one: one.number)}
    framework, there = _there(connection, of, newest)
    new = []
    for place, one in newest.items():
        row, words = there.get(place), words_in(framework, one)
        if row is None:
            if words:
                new.append(row_of(of, one, words))
        elif one.number > row.number:
            _change(connection, row, one.number, words)
    if new:
        connection.execute(insert(search), new)


def _there(connection: Connection, of: int, places: Collection[_Place]) -> tuple[str, dict[_Place, Row[Any]]]:
    """Return a dossier's format, and by place what is kept now."""
    if len(places) == 1:
        [(sheet, field)] = places
        rows = connection.execute(_ONE_PLACE, {"of": of, "in_sheet": sheet, "in_field": field}).all()
    else:
        rows = connection.execute(_ALL_PLACES, {"of": of}).all()
    return rows[0].framework, {(row.sheet, row.field): row for row in rows if row.id is not None}


def row_of(of: int, one: Packed, words: str) -> dict[str, Any]:
    """Return the row by which a revision is found."""
    return {"dossier": of, "sheet": one.sheet, "field": one.field, "number": one.number, "words": words}


def _change(connection: Connection, row: Row[Any], number: int, words: str) -> None:
    if not words:
        connection.execute(delete(search).where(search.c.id == row.id))
    elif words == row.words:
        connection.execute(update(search).where(search.c.id == row.id).values(number=number))
    else:
        connection.execute(_UPDATE, {"row": row.id, "number": number, "words": words})


def forget_erased(connection: Connection) -> None:
    """Take out of the index what was taken out of its table; it would be there until the index is next tidied.

    PostgreSQL does so with the rest, at its `VACUUM`.
    """
    _tell(connection, "INSERT INTO sko_words (sko_words) VALUES ('optimize')")


def fits(connection: Connection) -> bool:
    """Say whether SQLite's index fits its table; PostgreSQL looks after its own."""
    try:
        _tell(connection, "INSERT INTO sko_words (sko_words, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return False
        raise
    return True


def rebuild(connection: Connection) -> None:
    """Make SQLite's index fit its table, whatever state it is in."""
    _tell(connection, "INSERT INTO sko_words (sko_words) VALUES ('rebuild')")


def _tell(connection: Connection, statement: str) -> None:
    """Have SQLite's index do something."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement)


def places(connection: Connection, of: Collection[int], terms: Sequence[Term], limit: int) -> list[tuple[int, int]]:
    """Return ids of revisions and of their dossiers in which all terms stand, the one that was added last first."""
    asked = _on_sqlite(terms, of) if connection.dialect.name == "sqlite" else _on_postgresql(terms)
    same = and_(
        revision.c.dossier == search.c.dossier,
        revision.c.sheet == search.c.sheet,
        revision.c.field == search.c.field,
        revision.c.number == search.c.number,
    )
    query = (
        select(revision.c.id, revision.c.dossier)
        .join_from(search, revision, same)
        .where(asked, search.c.dossier.in_(of))
        .order_by(desc(revision.c.id))
        .limit(limit)
    )
    return [(row.id, row.dossier) for row in connection.execute(query)]


def _on_sqlite(terms: Sequence[Term], of: Collection[int]) -> TextClause:
    """Return the condition for FTS5; of a single dossier its index knows the rows too."""
    wanted = " AND ".join(map(_fts5, terms))
    only = f' AND {{dossier}} : "{next(iter(of))}"' if len(of) == 1 else ""
    return text(_ON_SQLITE).bindparams(question=f"{{words}} : ({wanted}){only}")


def _fts5(term: Term) -> str:
    phrase = f'"{" ".join(term.stems)}"'
    return f'({phrase} OR "{term.begins}" *)' if term.begins else phrase


def _on_postgresql(terms: Sequence[Term]) -> TextClause:
    return text(_ON_POSTGRESQL).bindparams(question=" & ".join(map(_tsquery, terms)))


def _tsquery(term: Term) -> str:
    phrase = " <-> ".join(f"'{stem}'" for stem in term.stems)
    return f"({phrase} | '{term.begins}':*)" if term.begins else f"({phrase})"
