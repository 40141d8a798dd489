"""The database of a store that is open: its transactions, the file that it is in, and what is left of a damaged one."""

from __future__ import annotations

import os
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import TracebackType
from typing import Any, Concatenate, NoReturn, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine, Row

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import address, connections, database_errors, queries, schema
from sko_widgets.dossier.store.open_file import OpenFile
from sko_widgets.dossier.store.packing import check_key
from sko_widgets.dossier.store.records import WholeDossier
from sko_widgets.dossier.store.salvage import NothingLeftError, Salvaged, salvage
from sko_widgets.dossier.store.store_errors import NoSuchDossierError, StoreDamagedError
from sko_widgets.dossier.store.verify import Verifier


class OpenDatabase:
    """Opens, holds and lets go of a database.

    A file in which SQLite finds damage is left as it is from then on: what can be read of it is read into memory, once,
    and nothing is saved.
    """

    def __init__(self, place: address.Address, wait: float) -> None:
        self._place = place
        self._wait = wait
        self._process = os.getpid()
        self._file = OpenFile(place.path, self._engine, self.whole) if place.path is not None else None
        self._left: Salvaged | None = None
        self._turn = threading.Lock()
        self._connect()

    def _connect(self) -> None:
        opened = self._file.opened if self._file else lambda: None
        self._pool = connections.connect(self._place, self._wait, opened)
        self._verifier = Verifier() if self._file else None

    @classmethod
    def open(cls, url: str, *, wait: float = 30.0) -> Self:
        """Open a store, as `open_store` does."""
        place = address.parse(url)
        if place.path is not None:
            address.look_at_file(place.path)
        store = cls(place, wait)
        try:
            store._begin()
        except BaseException as error:
            store.close()
            address.check_kind(place, error)
            raise
        return store

    def _begin(self) -> None:
        try:
            with database_errors.as_store_errors(self._place):
                schema.bring_up_to_date(self._pool, self._place, self._wait)
        except StoreDamagedError as error:
            self._keep_to_what_is_left(error)
        if self._file:
            self._file.ready()

    def close(self) -> None:
        """Let go of the database; a file is whole by itself then, unless another has it open."""
        mine = self._process == os.getpid()
        if self._file and mine:
            self._file.close()
        self._pool.dispose(close=mine)
        if self._file and mine:
            self._file.closed()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def damage(self) -> str:
        """Return what was found damaged of the file as a whole, and the mend; empty while nothing was."""
        if self._left is None:
            return ""
        error = database_errors.damaged(self._place)
        lacking = " Van een deel weten we niet wat er stond." if self._left.misses else ""
        return f"{error.what} Wat nog te lezen is, staat hier; opslaan kan niet.{lacking} {error.mend}"

    @abstractmethod
    def whole(self) -> Iterator[WholeDossier]:
        """Return all that is in it."""

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database_errors.as_store_errors(self._place), self._engine().begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._left is not None:
            self._refuse()
        with database_errors.as_store_errors(self._place), connections.writing(self._engine()).begin() as connection:
            if self._file:
                self._file.check(connection)
            yield connection
        if self._file:
            self._file.saved()

    def _engine(self) -> Engine:
        if self._process != os.getpid():
            self._pool.dispose(close=False)
            self._process = os.getpid()
            self._turn = threading.Lock()
            if self._left is not None:
                self._left = None
                self._connect()
            if self._file:
                self._file.forked()
        return self._pool

    def _dossier(self, connection: Connection, key: DossierKey, *, lock: str = "") -> Row[Any]:
        check_key(key)
        self._verify(connection)
        row = queries.find(connection, key, lock=lock)
        if row is None:
            raise NoSuchDossierError(key, queries.keys(connection, key.kind))
        self._verify(connection, row.id)
        return row

    def _verify(self, connection: Connection, of: int | None = None) -> None:
        """Refuse a file in which a row may lack: of the list of dossiers, or of one of them."""
        if self._verifier and self._left is None and not self._verifier.is_sound(connection, of):
            raise database_errors.damaged(self._place)

    def _refuse(self) -> NoReturn:
        """Refuse to save: the file is damaged; or another has taken its place since, in which case the text is kept."""
        assert self._file is not None  # noqa: S101  # only what is left of a file is read apart
        engine = connections.connect(self._place, self._wait, self._file.opened)
        try:
            with database_errors.as_store_errors(self._place), engine.begin() as connection:
                self._file.check(connection)
        finally:
            engine.dispose()
        raise database_errors.damaged(self._place)

    def _keep_to_what_is_left(self, error: StoreDamagedError) -> None:
        with self._turn:
            if self._left is not None:
                return
            if self._file is None:
                raise error
            try:
                self._left = salvage(self._file.path)
            except NothingLeftError:
                raise error from None
            self._file.leave_as_it_is()
            self._pool.dispose()
            self._pool = connections.connect(
                address.Address(self._left.url, self._place.name, self._place.path), self._wait
            )


_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


def despite_damage(
    method: Callable[Concatenate[Any, _Given], _Read],
) -> Callable[Concatenate[Any, _Given], _Read]:
    """Have a method that reads go on with what is left of a file that turns out to be damaged."""

    @wraps(method)
    def reading(self: OpenDatabase, /, *args: _Given.args, **named: _Given.kwargs) -> _Read:
        try:
            return method(self, *args, **named)
        except StoreDamagedError as error:
            self._keep_to_what_is_left(error)
        return method(self, *args, **named)

    return reading
