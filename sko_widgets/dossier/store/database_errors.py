"""Turns what a database says when something fails into an error that its user can act on.

Of a database's own text nothing is shown: it is English or the server's language, and may hold
what a user wrote.  Its codes are what we go by.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sko_widgets.dossier.store import store_errors
from sko_widgets.dossier.store.address import Address
from sko_widgets.dossier.store.backup import way_back
from sko_widgets.errors import StoreError

_LITTLE = 1 << 16  # bytes free; with less than this, an unclear disk error is a full disk
_AGAIN = "Probeer het zo opnieuw."
_Maker = Callable[[Address], StoreError]


@contextmanager
def as_store_errors(address: Address) -> Iterator[None]:
    """Raise what a database raises inside as a `StoreError` that names the store.

    A broken constraint is passed on: it is no trouble, but the answer to who was first.
    """
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError) as error:
        if isinstance(error, DBAPIError):
            error.params = None  # what a user wrote: an error may go to another machine, with all that it came from
        if isinstance(error, IntegrityError):
            raise
        raise translate(error, address) from error


def translate(error: Exception, address: Address) -> StoreError:
    """Return the error that a user is told instead of `error`."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(cause, PoolTimeoutError):
        return _busy(address)
    if isinstance(cause, sqlite3.Error) and address.path is not None:
        return _from_file(cause, address, address.path)
    if address.path is None and isinstance(error, DBAPIError):
        return _from_server(error, cause, address)
    return _unclear(type(cause).__name__, address)


def _busy(address: Address) -> StoreError:
    return store_errors.StoreBusyError("De opslag is bezet door een ander programma.", where=address.name, mend=_AGAIN)


def _full(address: Address) -> StoreError:
    return store_errors.StoreFullError(
        "De schijf is vol; dit is niet opgeslagen.",
        where=address.name,
        mend="Maak ruimte vrij en probeer het opnieuw.",
    )


def _read_only(address: Address) -> StoreError:
    folder = address.path is not None and not os.access(address.path.parent, os.W_OK)
    return store_errors.StoreReadOnlyError(
        "In de map van de opslag mag je niet schrijven." if folder else "In de opslag mag je niet schrijven.",
        where=address.name,
        mend="Vraag schrijfrechten aan de beheerder, of kies een andere plek met --werkmap of --opslag.",
    )


def _missing(address: Address) -> StoreError:
    return store_errors.StoreMissingError(
        "De map van de opslag is er niet.",
        where=address.name,
        mend="Maak de map, of kies een andere met --werkmap of --opslag.",
    )


def damaged(address: Address) -> store_errors.StoreDamagedError:
    """Return what the user is told of a store that is damaged: which copies there are, and how to bring one back."""
    return store_errors.StoreDamagedError("De opslag is beschadigd.", where=address.name, mend=way_back(address.path))


def _too_big(address: Address) -> StoreError:
    return store_errors.UnstorableError("Dit is te groot om op te slaan.", where=address.name, mend="Kort het in.")


def _other_script(address: Address) -> StoreError:
    return store_errors.UnstorableError(
        "Deze database kent niet alle tekens.",
        where=address.name,
        mend="Vraag de beheerder om een database met de codering UTF-8.",
    )


def _denied(address: Address) -> StoreError:
    return store_errors.StoreDeniedError(
        "We kunnen niet inloggen bij de database.",
        where=address.name,
        mend="Controleer gebruiker, wachtwoord en naam van de database in het adres van de opslag (SKO_OPSLAG).",
    )


def _unreachable(address: Address) -> StoreError:
    return store_errors.StoreUnreachableError(
        "De database antwoordt niet.",
        where=address.name,
        mend="Controleer of de server aanstaat en of je verbinding hebt, en probeer het opnieuw.",
    )


def _unclear(code: str, address: Address) -> StoreError:
    return StoreError(
        f"De opslag geeft een fout die we niet kennen ({code}).",
        where=address.name,
        mend="Probeer het opnieuw. Blijft het zo, geef deze code dan aan je beheerder.",
    )


_FILE: tuple[tuple[str, _Maker], ...] = (
    ("SQLITE_BUSY", _busy),
    ("SQLITE_LOCKED", _busy),
    ("SQLITE_PROTOCOL", _busy),
    ("SQLITE_FULL", _full),
    ("SQLITE_READONLY", _read_only),
    ("SQLITE_PERM", _read_only),
    ("SQLITE_AUTH", _read_only),
    ("SQLITE_CANTOPEN", _read_only),
    ("SQLITE_CORRUPT", damaged),
    ("SQLITE_NOTADB", damaged),
    ("SQLITE_ERROR", damaged),
    ("SQLITE_FORMAT", damaged),
    ("SQLITE_MISMATCH", damaged),
    ("SQLITE_TOOBIG", _too_big),
)
"""How SQLite's error codes begin, and what they come down to; an error in what we ask is a table that is not ours."""

_SERVER: tuple[tuple[str, _Maker], ...] = (
    ("08", _unreachable),
    ("22021", _other_script),
    ("22P05", _other_script),
    ("25006", _read_only),
    ("28", _denied),
    ("3D000", _denied),
    ("40", _busy),
    ("42501", _read_only),
    ("53300", _busy),
    ("53", _full),
    ("54", _too_big),
    ("55P03", _busy),
    ("57014", _busy),
    ("57", _unreachable),
    ("XX001", damaged),
    ("XX002", damaged),
)
"""The same for PostgreSQL's SQLSTATE; the first that fits counts."""


def _from_file(cause: sqlite3.Error, address: Address, path: Path) -> StoreError:
    code = getattr(cause, "sqlite_errorname", "") or type(cause).__name__
    if code.startswith("SQLITE_CANTOPEN") and not path.parent.is_dir():
        return _missing(address)
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _no_room(path.parent):
        return _full(address)
    return _by_code(code, _FILE, address)


def _from_server(error: DBAPIError, cause: BaseException, address: Address) -> StoreError:
    code = getattr(cause, "sqlstate", None)
    if code:
        return _by_code(code, _SERVER, address)
    if error.connection_invalidated or isinstance(error, OperationalError):
        return _while_connecting(str(cause))(address)
    return _unclear(type(cause).__name__, address)


def _by_code(code: str, known: tuple[tuple[str, _Maker], ...], address: Address) -> StoreError:
    maker = next((maker for start, maker in known if code.startswith(start)), None)
    return maker(address) if maker else _unclear(code, address)


def _while_connecting(text: str) -> _Maker:
    # Then libpq gives no code.  What follows “FATAL:  ” is the server's own answer; without it there was none.
    if any(state in text for state in ("too many", "connection slots")):
        return _busy
    if any(state in text for state in ("starting up", "shutting down")):
        return _unreachable
    return _denied if "FATAL:  " in text or "password" in text else _unreachable


def _no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False
