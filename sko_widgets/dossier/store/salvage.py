"""Reads what can be read of a file that SQLite finds damaged, into a database in memory; the file stays as it is.

A table is read from both ends, and what lies between row by row.  What its row no longer says, an index may: which
field a revision was of, and when.  A revision of which only that is left is kept as one that is damaged.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL, QueuePool, create_engine, insert

from sko_widgets.dossier.snapshot import DossierKey, OwnerKind
from sko_widgets.dossier.store import search, sql_tables
from sko_widgets.dossier.store.packing import UNKNOWN_MOMENT, clean_author
from sko_widgets.dossier.store.records import Packed
from sko_widgets.dossier.store.seal import as_text, damaged, seal_of, sealed, stored_moment, unsealed
from sko_widgets.framework import framework_for, frameworks, is_period

_FAILURES = (sqlite3.Error, MemoryError, OverflowError)
_FEW = 10_000  # rows that a table may lack between those that are known, and still be looked for one by one
_DOSSIER = "id, owner_kind, slug, period, framework, created_at, created_by, seal"
_REVISION = "id, dossier, sheet, field, number, value, author, saved_at"
_NO_SEAL = "'none'"
_Rows = dict[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a file.

    Parameters
    ----------
    url
        The database in memory that holds it.
    misses
        Whether something may have been in the file of which nothing is left, so that nobody can say what.
    anchor
        Keeps that database; it is gone when this is closed.
    """

    url: URL
    misses: bool
    anchor: Any


class NothingLeftError(Exception):
    """No dossier can be read."""


class _Dossier(NamedTuple):
    """What is known of a dossier: also what had to be guessed."""

    key: DossierKey
    framework: str
    created_at: datetime
    created_by: str


@dataclass(slots=True)
class _Part:
    """Rows of a table or of an index, by id, and whether those are all of them."""

    rows: _Rows
    is_whole: bool


def salvage(path: Path) -> Salvaged:
    """Read all of a file that can be read.

    Raises
    ------
    NothingLeftError
        When that is nothing.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.text_factory = as_text
            file.execute("PRAGMA writable_schema=ON")  # past a damaged schema, or an end that lacks
            revisions, misses = _revisions(file, _seal_column(file))
            dossiers = dict(_dossiers(file, revisions))
    except _FAILURES as error:
        raise NothingLeftError from error
    if not dossiers:
        raise NothingLeftError
    misses = misses or bool({of for of, _ in revisions} - dossiers.keys())
    return _in_memory(dossiers, [(of, one) for of, one in revisions if of in dossiers], misses=misses)


# --- what a file has ------------------------------------------------------------------------------


def _part(file: sqlite3.Connection, columns: str, source: str, order: str) -> _Part:
    """Read a table or an index from its beginning; where that fails, from its end too."""
    rows: _Rows = {}
    for direction in ("ASC", "DESC"):
        towards = ", ".join(f"{name} {direction}" for name in order.split(", "))
        try:
            for row in file.execute(f"SELECT {columns} FROM {source} ORDER BY {towards}"):  # noqa: S608 (our own names)
                rows[row[0]] = row
        except _FAILURES:
            continue
        return _Part(rows, is_whole=direction == "ASC")
    return _Part(rows, is_whole=False)


def _between(file: sqlite3.Connection, table: _Part, columns: str, name: str, known: Iterable[int]) -> None:
    """Add the rows that lie between what could be read from both ends."""
    ids = {*table.rows, *(one for one in known if isinstance(one, int))}
    last = max(ids, default=0)
    wanted = ids if table.is_whole or last > len(ids) + _FEW else {*ids, *range(1, last + 1)}
    for one in sorted(wanted - table.rows.keys()):
        try:
            row = file.execute(f"SELECT {columns} FROM {name} WHERE id = ?", (one,)).fetchone()  # noqa: S608
        except _FAILURES:
            continue
        if row is not None:
            table.rows[one] = row


def _seal_column(file: sqlite3.Connection) -> str:
    """Return what to ask for a seal: a store from before migration 0004 has none, and is believed."""
    try:
        file.execute("SELECT seal FROM sko_revision LIMIT 0")
    except sqlite3.Error:
        return _NO_SEAL
    return "seal"


def _revisions(file: sqlite3.Connection, seal: str) -> tuple[list[tuple[int, Packed]], bool]:
    """Return the revisions with their dossiers' ids, and whether some may lack without a trace."""
    wanted = f"{_REVISION}, {seal}"
    table = _part(file, wanted, "sko_revision NOT INDEXED", "id")
    places = _part(
        file,
        "id, dossier, sheet, field, number",
        "sko_revision INDEXED BY sqlite_autoindex_sko_revision_1",
        "dossier, sheet, field, number",
    )
    moments = _part(
        file, "id, dossier, saved_at", "sko_revision INDEXED BY sko_revision_moment", "dossier, saved_at, id"
    )
    _between(file, table, wanted, "sko_revision", chain(places.rows, moments.rows))
    best: dict[tuple[int, str, str, int], Packed] = {}
    unplaced = False
    for one in sorted({*table.rows, *places.rows, *moments.rows}):
        found = _revision(table.rows.get(one), places.rows.get(one), moments.rows.get(one))
        if found is None:
            unplaced = True
            continue
        of, revision = found
        place = (of, revision.sheet, revision.field, revision.number)
        if place not in best or best[place].unpacked().damaged:
            best[place] = revision
    return [(place[0], one) for place, one in best.items()], unplaced or not (table.is_whole or places.is_whole)


def _revision(
    row: tuple[Any, ...] | None, place: tuple[Any, ...] | None, moment: tuple[Any, ...] | None
) -> tuple[int, Packed] | None:
    """Return a revision of which a row, an entry by place and an entry by time may be left."""
    _, of, *columns, seal = row or (None,) * 9
    if row is not None:
        columns[5] = _moment(columns[5])
        one = unsealed(of, columns, seal)
        if seal == "none" and isinstance(of, int) and columns[5] is not None:
            one = Packed._make(columns)
        if not one.value.startswith("!"):
            return int(of), one
    if place is not None:
        of, columns[:3] = place[1], list(place[2:])
    if not isinstance(of, int) or not all(isinstance(name, str) and name for name in columns[:2]):
        return None
    *left, at = columns
    sheet, field, number, value, author = left
    return of, damaged(sheet, field, number, value, author, at or _moment(moment[2] if moment else None))


def _moment(stored: object) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{stored}+00:00")
    except ValueError:
        return None


def _dossiers(file: sqlite3.Connection, revisions: Iterable[tuple[int, Packed]]) -> Iterator[tuple[int, _Dossier]]:
    """Yield what is known of each dossier, by id; its format is guessed when it is damaged."""
    table = _part(file, _DOSSIER, "sko_dossier NOT INDEXED", "id")
    keys = _part(
        file,
        "id, owner_kind, slug, period",
        "sko_dossier INDEXED BY sqlite_autoindex_sko_dossier_1",
        "owner_kind, slug, period",
    )
    _between(file, table, _DOSSIER, "sko_dossier", keys.rows)
    begun: dict[int, datetime] = {}
    for of, one in revisions:
        if one.saved_at != UNKNOWN_MOMENT:
            begun[of] = min(begun.get(of, one.saved_at), one.saved_at)
    for of in sorted({*table.rows, *keys.rows}):
        _, *key, framework, made, author, seal = table.rows.get(of) or (None,) * 8
        if seal != sealed(*key, framework, author, made):
            key = list(keys.rows[of][1:]) if of in keys.rows else key
        kind, slug, period = map(str, key)
        if kind == "group" or is_period(period):
            framework = framework if framework in frameworks() else framework_for(period).id
            at = _moment(made) or begun.get(of, UNKNOWN_MOMENT)
            of_whom: OwnerKind = "group" if kind == "group" else "coalition"
            yield of, _Dossier(DossierKey(slug, period, of_whom), framework, at, clean_author(str(author or "")))


# --- where it is put ------------------------------------------------------------------------------


def _in_memory(dossiers: dict[int, _Dossier], revisions: list[tuple[int, Packed]], *, misses: bool) -> Salvaged:
    name = f"file:sko-{secrets.token_hex(8)}"
    url = URL.create("sqlite+pysqlite", database=name, query={"mode": "memory", "cache": "shared", "uri": "true"})
    engine = create_engine(url, poolclass=QueuePool)
    anchor = engine.raw_connection()
    sql_tables.metadata.create_all(engine)
    with engine.begin() as connection:
        for of, (key, framework, at, author) in dossiers.items():
            row = {"owner_kind": key.kind, "slug": key.slug, "period": key.period, "framework": framework}
            seal = sealed(*row.values(), author, stored_moment(at))
            more = {"id": of, "created_at": at, "created_by": author, "seal": seal}
            connection.execute(insert(sql_tables.dossier).values({**row, **more}))
        rows = [{"dossier": of, **one._asdict(), "seal": seal_of(of, one)} for of, one in revisions]
        if rows:
            connection.execute(insert(sql_tables.revision), rows)
        search.fill(connection)
    return Salvaged(url, misses, anchor)
