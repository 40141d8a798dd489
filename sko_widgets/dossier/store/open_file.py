"""The file of a store that is open: still the same one, at rest when nobody saves, and nothing of it lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, cast

from sqlalchemy import Connection, Engine

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import identity
from sko_widgets.dossier.store.checkpoint import QUIET_SECONDS, Checkpointer, bring_in
from sko_widgets.dossier.store.packing import ERASED
from sko_widgets.dossier.store.records import ErasedField, Packed, WholeDossier
from sko_widgets.dossier.store.set_aside import SetAside
from sko_widgets.dossier.store.store_errors import StoreReplacedError

_ID = "SELECT value FROM sko_about WHERE name = 'sko_store'"
"""Asks a store's own random id."""

_TEXT = "SELECT value, author FROM sko_revision WHERE dossier = ? AND sheet = ? AND field = ? AND number = ?"

_ERASED = (
    "SELECT 1 FROM sko_revision WHERE dossier = ? AND sheet = ? AND field = ? AND number >= ?"
    " AND (value = ? OR (number = ? AND value LIKE ?))"
)
"""Asks whether that text was erased since."""


class _Saved(NamedTuple):
    """A save that this process made: as long as it is there, the file is one that we know."""

    place: tuple[int, str, str, int]
    text: tuple[str, str]


class OpenFile:
    """Watches over the file of an open store.

    Parameters
    ----------
    path
        The file.
    engine
        Returns the connections to it, in this process.
    whole
        Reads all that is in it.
    """

    def __init__(self, path: Path, engine: Callable[[], Engine], whole: Callable[[], Iterable[WholeDossier]]) -> None:
        identity.part_from_others_log(path)
        self.path = path
        self._engine = engine
        self._identity = identity.identity_of(path)
        self._id: str | None = None
        self._last: _Saved | None = None
        self._aside = SetAside(path, whole)
        self._log = Checkpointer(self._bring_in)
        self._left_as_it_is = False

    def opened(self) -> None:
        """Check a connection that was just made: the name may be another file's by now."""
        found = identity.identity_of(self.path)
        if self._identity is None:
            self._identity = found
        elif found != self._identity:
            raise StoreReplacedError(str(self.path))

    def ready(self) -> None:
        """Note whose the log is, if there is one; called when the store is up to date."""
        if identity.beside(self.path, "-wal").exists():
            identity.own_log(self.path)

    def leave_as_it_is(self) -> None:
        """Write nothing in it from now on, as it is damaged."""
        self._left_as_it_is = True

    def is_replaced(self) -> bool:
        """Say whether another file has the name now, or none has."""
        return identity.identity_of(self.path) != self._identity

    def check(self, connection: Connection) -> None:
        """Refuse to save in a file that is no longer the one we opened, or no longer holds what we saved in it.

        Raises
        ------
        StoreReplacedError
            When it is another.
        """
        if self.is_replaced():
            raise StoreReplacedError(str(self.path))
        cursor = connection.connection.cursor()  # SQLite's own: this is done at each save
        cursor.execute("PRAGMA shrink_memory")  # what follows is then read from the file itself
        (found,) = cursor.execute(_ID).fetchone() or (None,)
        self._id = self._id or found
        last = self._last
        there = (
            not last
            or cursor.execute(_TEXT, last.place).fetchone() == last.text
            or cursor.execute(_ERASED, (*last.place, ERASED, last.place[-1], f"{ERASED}%")).fetchone() is not None
        )
        cursor.close()
        if found != self._id or not there:
            raise StoreReplacedError(str(self.path))

    def saved(self, of: int = 0, dossier: WholeDossier | None = None, one: Packed | None = None) -> None:
        """Note that something is on the disk; the log follows when it is quiet."""
        if dossier is not None and one is not None:
            self._last = _Saved((of, one.sheet, one.field, one.number), (one.value, one.author))
            self._aside.remember(dossier, one)
        self._log.saved()

    def forget(self, key: DossierKey, those: Iterable[ErasedField], numbers: Collection[int] | None) -> None:
        """Forget what was erased, so that it is not set aside later."""
        for one in those:
            self._aside.forget((key, one.sheet, one.field), numbers)

    def set_aside(self, refused: tuple[WholeDossier, Packed] | None = None) -> StoreReplacedError:
        """Keep what we know, and a text that was refused; returns what the user is told."""
        kept = self._aside.keep(refused)
        return StoreReplacedError(str(self.path), str(kept or ""))

    def bring_in(self) -> bool:
        """Bring in what others left in the log, when nobody has written in it for a while."""
        return not identity.has_log(self.path, QUIET_SECONDS) or self._log.now()

    def forked(self) -> None:
        """Begin anew in a process that was forked: the threads stayed behind."""
        self._log = Checkpointer(self._bring_in)

    def close(self) -> None:
        """Bring the log in; called before the last connection is let go."""
        self._log.close()

    def closed(self) -> None:
        """Tidy up; called after the last connection was let go."""
        if not self.is_replaced():
            identity.forget_log(self.path)

    def _bring_in(self) -> bool:
        if self._left_as_it_is or self.is_replaced():
            return True  # the log is another file's business now, or a mender's
        with closing(self._engine().raw_connection()) as pooled:
            return bring_in(cast("sqlite3.Connection", pooled.driver_connection))
