"""Opens the database that an address names, with the settings that keep what is saved.

SQLite: a write takes its lock at once (`BEGIN IMMEDIATE`), since a read that turns into a write
cannot wait for its turn.  PostgreSQL: one connection is kept, so that many small processes do not
use up the server.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from sko_widgets.dossier.store.address import Address
from sko_widgets.dossier.store.seal import as_text
from sko_widgets.dossier.store.synced_folders import shared_folder

log = logging.getLogger(__name__)

_WRITES = "sko_writes"
_PAUSE = 0.05
_NOTICE_A_DEAD_LINE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_SLOWER = (
    "%s staat op een schijf zonder gedeeld geheugen. Opslaan werkt, maar langzamer als er meer mensen tegelijk in "
    "werken. Kies dan een map op de computer zelf, of PostgreSQL (--opslag)."
)


def connect(address: Address, wait: float, check: Callable[[], None] = lambda: None) -> Engine:
    """Return an engine for `address`; nothing is opened before its first use.

    Parameters
    ----------
    wait
        Seconds to wait for someone else's lock.
    check
        Called when a file was opened; raises when it is not the one that is meant.
    """
    return _sqlite(address, wait, check) if address.path is not None else _postgresql(address, wait)


def writing(engine: Engine) -> Engine:
    """Return the same engine, for transactions that write."""
    return engine.execution_options(**{_WRITES: True})


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which tables may be made anew.

    SQLite changes a table by copying it and dropping the old one.  With foreign keys on, that would be
    deleting every dossier while it has revisions; and they can be turned off before a transaction only.
    """
    with writing(engine).connect() as connection:
        on_file = connection.dialect.name == "sqlite"
        if on_file:
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            if on_file:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={state}")


def choose_journal(engine: Engine, address: Address, wait: float) -> None:
    """Put a SQLite store in WAL mode, in which readers and a writer do not wait for each other.

    In a folder that other computers reach too, where a log may come apart from its file, and on a file system
    that cannot do it, the store gets the older way, with a warning.
    """
    shared = shared_folder(address.path.parent) if address.path is not None else None
    wanted = "DELETE" if shared else "WAL"
    until = time.monotonic() + wait
    while (mode := _journal(engine, wanted)) == "busy" and time.monotonic() < until:
        time.sleep(_PAUSE)
    if shared:
        log.info("%s %s", address.name, shared.warning())
    elif mode == "delete":
        log.warning(_SLOWER, address.name)


def _journal(engine: Engine, wanted: str) -> str:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA journal_mode={wanted}")
        return str(cursor.fetchall()[0][0])
    except sqlite3.OperationalError as error:
        # SQLite does not wait by itself while it changes this mode; and a store may be there to read only.
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            return "busy"
        if error.sqlite_errorname.startswith("SQLITE_READONLY"):
            return "read-only"
        raise
    finally:
        raw.close()


def _sqlite(address: Address, wait: float, check: Callable[[], None]) -> Engine:
    engine = create_engine(
        address.url,
        connect_args={"timeout": wait, "isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=4,
        pool_timeout=max(wait, 1.0),
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        check()
        connection.text_factory = as_text
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten too

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(address: Address, wait: float) -> Engine:
    settings = {"connect_timeout": max(2, min(10, round(wait))), "application_name": "sko", **_NOTICE_A_DEAD_LINE}
    given = {name: value for name, value in settings.items() if name not in address.url.query}
    engine = create_engine(
        address.url,
        connect_args={**given, "client_encoding": "utf8"},
        isolation_level="READ COMMITTED",
        pool_size=1,
        max_overflow=4,
        pool_timeout=max(wait, 1.0),
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}")
        connection.commit()

    return engine
