"""Dossiers without their texts, all at once: what tells how far each is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from sko_widgets.dossier.said_about import is_about_dossier
from sko_widgets.dossier.snapshot import DossierKey, Snapshot, Value
from sko_widgets.dossier.store.packing import moment_now, read
from sko_widgets.dossier.store.records import Outline
from sko_widgets.dossier.store.sql_tables import dossier, revision
from sko_widgets.dossier.values import is_empty

_KEPT = ("name", "municipality", "school_kinds", "status")
"""Fields that are kept as they are; of all others only what tells whether they are filled."""
_QUESTIONS = "next_questions"
"""Of these it is kept besides for which block each is."""
_SHORT = 12
"""Characters of a value that may be empty: a text of blanks."""
_ABOUT = and_(revision.c.sheet == "profile", revision.c.field.in_(("name", "municipality")))
_SHAPES: Mapping[str, Value] = {'"': "…", "[": ["…"], "{": {"…": "…"}}

_COALITIONS = dossier.c.owner_kind == "coalition"


def outlines(connection: Connection) -> list[Outline]:
    """Return the outline of every coalition's dossier, as `Store.outlines` says."""
    known = {row.id: row for row in connection.execute(select(dossier).where(_COALITIONS))}
    sheets: dict[int, dict[str, dict[str, Value]]] = {of: {} for of in known}
    for of, sheet, field, text in connection.execute(_newest()):
        value = _without_text(field, text)
        if value is not None and of in sheets:
            sheets[of].setdefault(sheet, {})[field] = value
    changed = _changes(connection)
    now = moment_now().isoformat()
    made = (
        Outline(
            Snapshot(DossierKey(row.slug, row.period), row.framework, now, sheets[of]), changed.get(of, row.created_at)
        )
        for of, row in known.items()
    )
    return sorted(made, key=lambda outline: outline.snapshot.key)


def _without_text(field: str, text: str) -> Value:
    """Return what is kept of a value, None of an empty one; of a long one only its first sign was asked."""
    if field in _KEPT:
        return read(text)[0]
    value, damaged = (_SHAPES[text], False) if text in _SHAPES else read(text)
    if not damaged and is_empty(value):
        return None
    if field == _QUESTIONS and isinstance(value, list):
        return [{"text": "…", "block": one.get("block", "")} if isinstance(one, dict) else "…" for one in value]
    return _SHAPES.get(text[:1], "…")


def _newest() -> Any:
    """Return what asks for the newest revision of each field that tells how far a dossier is."""
    last = (
        select(revision.c.dossier, revision.c.sheet, revision.c.field, func.max(revision.c.number).label("number"))
        .where(or_(revision.c.sheet.like("block/%"), revision.c.sheet == "sharing", _ABOUT))
        .group_by(revision.c.dossier, revision.c.sheet, revision.c.field)
        .subquery()
    )
    same = and_(*(revision.c[name] == last.c[name] for name in ("dossier", "sheet", "field", "number")))
    is_long = and_(func.length(revision.c.value) > _SHORT, revision.c.field.not_in((*_KEPT, _QUESTIONS)))
    brief = case((is_long, func.substr(revision.c.value, 1, 1)), else_=revision.c.value)
    return select(revision.c.dossier, revision.c.sheet, revision.c.field, brief).join_from(last, revision, same)


def _changes(connection: Connection) -> dict[int, datetime]:
    """Return when each dossier was last changed; what was said about it changes nothing in it."""
    moment = func.max(revision.c.saved_at).label("moment")
    query = select(revision.c.dossier, revision.c.sheet, moment).group_by(revision.c.dossier, revision.c.sheet)
    found: dict[int, datetime] = {}
    for of, sheet, at in connection.execute(query):
        if not is_about_dossier(sheet):
            found[of] = max(at, found.get(of, at))
    return found
