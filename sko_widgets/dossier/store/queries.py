"""The statements that the store runs, each inside a transaction that its caller opened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, desc, func, insert, or_, select

from sko_widgets.dossier.snapshot import DossierKey, OwnerKind, Value
from sko_widgets.dossier.store import search_index
from sko_widgets.dossier.store.packing import pack
from sko_widgets.dossier.store.records import DossierInfo, Packed, Revision
from sko_widgets.dossier.store.seal import seal_of, sealed, stored_moment, unsealed
from sko_widgets.dossier.store.sql_tables import dossier, revision

_MOST_SOUGHT = 200
"""Texts that one query looks for; a database has an end to what it takes."""


def _columns(table: FromClause) -> tuple[ColumnElement[Any], ...]:
    return (table.c.dossier, *(table.c[name] for name in Packed._fields), table.c.seal)


_COLUMNS = _columns(revision)


def find(connection: Connection, key: DossierKey, *, lock: str = "") -> Row[Any] | None:
    """Return a dossier's row.

    Parameters
    ----------
    lock
        On PostgreSQL: `share` holds off a whole replacement, `all` holds off every save.
    """
    query = select(dossier).where(_is(key))
    if lock:
        query = query.with_for_update(read=lock == "share", key_share=lock == "share")
    return connection.execute(query).one_or_none()


def keys(connection: Connection, kind: OwnerKind) -> list[DossierKey]:
    """Return the keys of all dossiers of one kind of owner, in order."""
    query = select(dossier).where(dossier.c.owner_kind == kind)
    return sorted(_key(row) for row in connection.execute(query))


def rows(connection: Connection) -> list[Row[Any]]:
    """Return the rows of all dossiers, of every kind of owner, in the order of kind, slug and period."""
    found = connection.execute(select(dossier)).all()
    return sorted(found, key=lambda row: (row.owner_kind, row.slug, row.period))


def _key(row: Row[Any]) -> DossierKey:
    return DossierKey(row.slug, row.period, row.owner_kind)


def _is(key: DossierKey) -> ColumnElement[bool]:
    return and_(dossier.c.owner_kind == key.kind, dossier.c.slug == key.slug, dossier.c.period == key.period)


def add_dossier(connection: Connection, key: DossierKey, framework: str, author: str, at: datetime) -> int:
    """Add an empty dossier and return its id."""
    whose = {"owner_kind": key.kind, "slug": key.slug, "period": key.period}
    values = {**whose, "framework": framework, "created_at": at, "created_by": author}
    seal = sealed(*whose.values(), framework, author, stored_moment(at))
    result = connection.execute(insert(dossier).values({**values, "seal": seal}).returning(dossier.c.id))
    return int(result.scalar_one())


def add(connection: Connection, of: int, revisions: Sequence[Packed]) -> None:
    """Add revisions to a dossier; search finds them from then on."""
    if revisions:
        connection.execute(
            insert(revision), [{"dossier": of, **one._asdict(), "seal": seal_of(of, one)} for one in revisions]
        )
        search_index.follow(connection, of, revisions)


def dossiers(connection: Connection, which: OwnerKind | DossierKey) -> list[DossierInfo]:
    """Return what a list shows of all dossiers of one kind of owner, or of one dossier.

    Of a name that is damaged the last one that can be read is shown.
    """
    other = revision.alias("other")
    of_this = select(other.c.id).where(other.c.dossier == dossier.c.id).correlate(dossier).limit(1)
    last = of_this.order_by(desc(other.c.saved_at), desc(other.c.id)).scalar_subquery()
    name = (
        of_this.with_only_columns(other.c.id)
        .where(other.c.sheet == "profile", other.c.field == "name")
        .order_by(desc(other.c.number))
        .scalar_subquery()
    )
    named = revision.alias("named")
    query = select(dossier, *_COLUMNS, *_columns(named)).select_from(
        dossier.outerjoin(revision, revision.c.id == last).outerjoin(named, named.c.id == name)
    )
    query = query.where(_is(which) if isinstance(which, DossierKey) else dossier.c.owner_kind == which)
    return sorted((_info(connection, row) for row in connection.execute(query).all()), key=lambda info: info.key)


def _info(connection: Connection, row: Row[Any]) -> DossierInfo:
    own = len(dossier.c)
    last, named = (_packed(row[at : at + len(_COLUMNS)]) for at in (own, own + len(_COLUMNS)))
    revised = named.unpacked() if named else None
    if revised and revised.damaged:
        earlier = history(connection, row.id, "profile", "name")
        revised = next((one for one in reversed(earlier) if not one.damaged), None)
    name = revised.value if revised else None
    return DossierInfo(
        key=_key(row),
        framework=row.framework,
        name=name if isinstance(name, str) and name.strip() else row.slug,
        created_at=row.created_at,
        changed_at=last.saved_at if last else row.created_at,
        changed_by=last.author if last else row.created_by,
    )


def newest(
    connection: Connection, of: int, *, sheet: str | None = None, begins: str = "", at: datetime | None = None
) -> list[Revision]:
    """Return the newest revision of every field of a dossier, of one sheet, or of those that begin so; at a moment."""
    those = (one.unpacked() for one in newest_packed(connection, of, sheet=sheet, begins=begins, at=at))
    return sorted(those, key=lambda newest: (newest.sheet, newest.field))


def newest_packed(
    connection: Connection, of: int, *, sheet: str | None = None, begins: str = "", at: datetime | None = None
) -> list[Packed]:
    """Return the same as their columns hold them, in no order."""
    within = revision.c.dossier == of
    if sheet is not None:
        within = and_(within, revision.c.sheet == sheet)
    if begins:
        within = and_(within, revision.c.sheet.startswith(begins, autoescape=True))
    if at is not None:
        within = and_(within, revision.c.saved_at <= at)
    last = (
        select(revision.c.sheet, revision.c.field, func.max(revision.c.number).label("number"))
        .where(within)
        .group_by(revision.c.sheet, revision.c.field)
        .subquery()
    )
    same_field = and_(
        revision.c.dossier == of,
        revision.c.sheet == last.c.sheet,
        revision.c.field == last.c.field,
        revision.c.number == last.c.number,
    )
    rows = connection.execute(select(*_COLUMNS).join_from(last, revision, same_field)).all()
    return [one for one in map(_packed, rows) if one]


def newest_of(connection: Connection, of: int, sheet: str, field: str) -> Revision | None:
    """Return the newest revision of one field, None when it was never filled."""
    query = _field(of, sheet, field).order_by(desc(revision.c.number)).limit(1)
    return next(_read(connection, query), None)


def numbers(connection: Connection, of: int, sheet: str) -> dict[str, int]:
    """Return the newest number of every field of a sheet."""
    query = (
        select(revision.c.field, func.max(revision.c.number).label("number"))
        .where(revision.c.dossier == of, revision.c.sheet == sheet)
        .group_by(revision.c.field)
    )
    return {row.field: row.number for row in connection.execute(query)}


def history(connection: Connection, of: int, sheet: str, field: str) -> list[Revision]:
    """Return all revisions of one field, oldest first."""
    return list(_read(connection, _field(of, sheet, field).order_by(revision.c.number)))


def holding_ids(
    connection: Connection, of: int, sheet: str, field: str, ids: Collection[str], *, at: datetime | None = None
) -> list[Value]:
    """Return what a list of names held, newest first, as often as one of these ids was written in it."""
    query = _field(of, sheet, field).order_by(desc(revision.c.number))
    if at is not None:
        query = query.where(revision.c.saved_at <= at)
    if len(ids) <= _MOST_SOUGHT:
        query = query.where(or_(*(revision.c.value.contains(f'"id":{pack(one)}', autoescape=True) for one in ids)))
    return [one.value for one in _read(connection, query) if not one.damaged]


def numbered(connection: Connection, of: int, sheet: str, field: str, number: int) -> Revision | None:
    """Return one revision of a field."""
    return next(_read(connection, _field(of, sheet, field).where(revision.c.number == number)), None)


def with_ids(connection: Connection, ids: Sequence[int]) -> dict[int, Revision]:
    """Return the revisions whose rows have these ids."""
    rows = connection.execute(select(revision.c.id, *_COLUMNS).where(revision.c.id.in_(ids))).all()
    found = ((row.id, _packed(row[1:])) for row in rows)
    return {row_id: one.unpacked() for row_id, one in found if one}


def whole(connection: Connection, of: int) -> list[Packed]:
    """Return every revision of a dossier as its columns hold it, in the order of sheet, field and number."""
    rows = connection.execute(select(*_COLUMNS).where(revision.c.dossier == of)).all()
    return sorted(filter(None, map(_packed, rows)), key=lambda one: (one.sheet, one.field, one.number))


def changes(connection: Connection, of: int, limit: int) -> list[Revision]:
    """Return the last revisions of a dossier, newest first."""
    query = (
        select(*_COLUMNS)
        .where(revision.c.dossier == of)
        .order_by(desc(revision.c.saved_at), desc(revision.c.id))
        .limit(limit)
    )
    return list(_read(connection, query))


def _field(of: int, sheet: str, field: str) -> Select[Any]:
    return select(*_COLUMNS).where(revision.c.dossier == of, revision.c.sheet == sheet, revision.c.field == field)


def _read(connection: Connection, query: Select[Any]) -> Iterator[Revision]:
    rows = connection.execute(query).all()
    return (one.unpacked() for one in map(_packed, rows) if one)


def _packed(row: Sequence[Any]) -> Packed | None:
    """Return a row of `_COLUMNS` as a revision; None for the row of an outer join that found nothing."""
    of, *columns, seal = row
    return None if of is None else unsealed(of, columns, seal)
