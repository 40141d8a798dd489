"""Copies that coalitions share with a learning group, within a transaction that its caller opened.

A group never holds more than the copy of now: one that comes in its place, and one that is withdrawn, are erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from sko_widgets.dossier.said_about import SHARING, is_about_dossier
from sko_widgets.dossier.shared import COPY, SHARED, SharedCopy
from sko_widgets.dossier.snapshot import Value
from sko_widgets.dossier.store import erase, queries
from sko_widgets.dossier.store.packing import EMPTY, moment_now, pack
from sko_widgets.dossier.store.records import Part, Revision
from sko_widgets.dossier.store.revision_rows import following
from sko_widgets.framework import frameworks

_WITHDRAWN = "withdrawn"


def copies(connection: Connection, group: int) -> list[SharedCopy]:
    """Return what is shared with a group, newest first; what cannot be read is not shown."""
    held = (one for one in _held(connection, group) if _WITHDRAWN not in one.value)
    found = [SharedCopy.from_json(one.sheet, one.value) for one in held]
    return sorted(found, key=lambda one: (one.shared_at, one.sender, one.place), reverse=True)


def _held(connection: Connection, group: int) -> Iterator[Revision]:
    """Yield what a group holds, copies and what was withdrawn, as far as it can be read."""
    for one in queries.newest(connection, group, begins=SHARED):
        if one.field == COPY and one.value and not one.damaged:
            yield one


def take(connection: Connection, group: int, offered: Mapping[str, Value | datetime], author: str) -> list[str]:
    """Have a group hold copies in the place of those that it had, as `Store.share` says."""
    there, changed = _moments(connection, group), []
    for sheet, value in offered.items():
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value["at"])
        if sheet in there and at <= there[sheet]:
            continue
        _erase(connection, group, sheet, author)
        text = pack({_WITHDRAWN: at.isoformat()} if isinstance(value, datetime) else value)
        before = queries.newest_of(connection, group, sheet, COPY)
        queries.add(connection, group, [following((sheet, COPY), before, text, author, moment_now())])
        changed.append(sheet)
    return changed


def _moments(connection: Connection, group: int) -> dict[str, datetime]:
    """Return when each copy was shared, or withdrawn, by the id of its sheet."""
    held = _held(connection, group)
    return {one.sheet: datetime.fromisoformat(one.value.get(_WITHDRAWN) or one.value["at"]) for one in held}


def forget(connection: Connection, row: Row[Any], part: Part, author: str) -> None:
    """Erase in every group what was shared of a part of a dossier, before that part itself is erased."""
    senders = {one.value for one in queries.history(connection, row.id, SHARING, "sender") if one.value}
    begins = {f"{SHARED}{sender}/{row.period}/{place}" for sender in senders for place in _places(row.framework, part)}
    for group in queries.rows(connection) if begins else ():
        if group.owner_kind == "group":
            for one in queries.newest_packed(connection, group.id, begins=SHARED):
                if not one.value.startswith(EMPTY) and one.sheet.startswith(tuple(begins)):
                    _erase(connection, group.id, one.sheet, author)


def _places(framework_id: str, part: Part) -> Iterator[str]:
    """Yield how the places begin of which a copy may hold what stands in a part.

    A cycle starts with the questions of the one before it, so a block is one; and a list of names may be anywhere.
    """
    chosen = frameworks().get(framework_id)
    lists = {sheet.id for sheet, _ in chosen.name_lists.values()} if chosen else set()
    if part.sheet is None or part.sheet == "profile" or part.sheet in lists:
        yield ""
    elif part.sheet.startswith("block/"):
        yield f"block/{part.sheet.split('/')[1]}/"
    elif not is_about_dossier(part.sheet):
        yield part.sheet


def _erase(connection: Connection, group: int, sheet: str, author: str) -> None:
    gone = erase.fields(connection, group, Part(sheet))
    if gone:
        erase.erase(connection, group, gone, None, author)
