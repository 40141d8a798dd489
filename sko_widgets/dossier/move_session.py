"""A session of a learning group gets another day: all that is kept with it goes along in one write.

The id of a sheet says on which day a session is, so that its sheets are written anew and emptied where they were; there
each field keeps its history.  Every field of the session's own gets a revision, also one that was never filled: what
somebody saves who did not see the move meets a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from sko_widgets.errors import SkoError
from sko_widgets.framework import framework

from .incidents import INCIDENT
from .session_day import MOVED_FROM, SESSION, SessionMovedError, day_now, still_on
from .sessions import AGREEMENT, HARVEST, is_free, session_sheet
from .snapshot import DossierKey, Sheets, Snapshot, Value
from .store import Check, Store
from .tries import tries


class _ChangedMeanwhileError(Exception):
    """Something was saved in the session since it was read."""


def move(
    store: Store, slug: str, day: str, to: str, fields: Mapping[str, Any], *, author: str, check: Check | None = None
) -> None:
    """Have a session on another day.

    Parameters
    ----------
    day, to
        On which day it is, and on which it comes.
    fields
        What is changed of the session meanwhile.
    check
        Looks at the group before it is saved, as in `Store.put`.

    Raises
    ------
    SessionMovedError
        When somebody else moved it before.
    SessionExistsError
        When there is a session on the other day.
    SkoError
        When that is no day.
    """
    is_there_free = is_free(to)
    key = DossierKey.of_group(slug)
    declared = framework(store.info(key).framework).sheet(session_sheet(day)).fields
    for _ in tries():
        sheets = {name: held for begins in (SESSION, *_lines(day)) for name, held in store.sheets(key, begins).items()}
        read = _of(sheets, day)
        if not read:
            raise _gone(store, key, day)

        def as_read(there: Snapshot, read: Sheets = read) -> None:
            is_there_free(there)
            if check is not None:
                check(there)
            if _of(there.sheets, day) != read:
                raise _ChangedMeanwhileError

        moved = _moved(sheets, read, (day, to), fields)
        emptied: dict[str, dict[str, Value]] = {name: dict.fromkeys(held) for name, held in read.items()}
        emptied[session_sheet(day)] = dict.fromkeys(one.name for one in declared)
        try:
            store.put(key, {**moved, **emptied}, author=author, check=still_on(day, as_read))
        except _ChangedMeanwhileError:
            continue
        return
    raise SkoError("Er schrijven te veel mensen tegelijk.", mend="Probeer het nog eens.")


def _gone(store: Store, key: DossierKey, day: str) -> SkoError:
    now = day_now(store, key, day)
    return SessionMovedError(now) if now != day else SkoError("Er is geen bijeenkomst op die dag.")


def _lines(day: str) -> tuple[str, ...]:
    return f"{HARVEST}{day}/", f"{AGREEMENT}{day}/", f"{INCIDENT}{day}/"


def _of(sheets: Sheets, day: str) -> dict[str, Mapping[str, Value]]:
    """Return the sheets of one session."""
    return {name: held for name, held in sheets.items() if name == session_sheet(day) or name.startswith(_lines(day))}


def _moved(
    sheets: Sheets, read: Sheets, days: tuple[str, str], fields: Mapping[str, Any]
) -> dict[str, dict[str, Value]]:
    """Return the sheets of a session as they are on its new day, and of others what changes by that."""
    day, to = days
    there = {name.replace(day, to, 1): dict(held) for name, held in read.items()}
    held = there[session_sheet(to)]
    before: list[str] = list(chain(held.get(MOVED_FROM) or (), [day]))
    there[session_sheet(to)] = {**held, **fields, MOVED_FROM: [one for one in before if one != to] or None}
    # Who asks for that day means this session from now on.
    others = {name: one[MOVED_FROM] for name, one in sheets.items() if name not in read and one.get(MOVED_FROM)}
    less = {name: [one for one in named if one != day] for name, named in others.items() if day in named}
    return {**there, **{name: {MOVED_FROM: named or None} for name, named in less.items()}}
