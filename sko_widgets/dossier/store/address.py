"""Where a store is: what its URL says, and how we name it to its user (never with the password)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sko_widgets.dossier.store.backup import backups, way_back
from sko_widgets.dossier.store.store_errors import (
    NotAStoreError,
    StoreAddressError,
    StoreDamagedError,
    StoreMissingError,
    StoreReadOnlyError,
)

_MOMENT = 0.5  # seconds
_SQLITE_HEAD = b"SQLite format 3\0"
_SQLITE_HEAD_BYTES = 100
_MEND = (
    "Gebruik sqlite:///pad/naar/opslag.sqlite voor een bestand, "
    "of postgresql://gebruiker:wachtwoord@server/database voor PostgreSQL."
)


@dataclass(frozen=True, slots=True)
class Address:
    """A store's place.

    Parameters
    ----------
    url
        What SQLAlchemy is given.
    name
        What a user is told: the file, or server, port and database.
    path
        The file of a SQLite store; None for a server.
    """

    url: URL
    name: str
    path: Path | None


def parse(url: str) -> Address:
    """Return the place that `url` names.

    What follows `sqlite:///` is a path as it is, so that `%`, `?` and `#` in the name of a folder
    need no escaping.

    Raises
    ------
    StoreAddressError
        When it is not a URL, or names a database that we do not know.
    """
    scheme, colon, rest = url.strip().partition("://")
    if not colon:
        raise StoreAddressError("Het adres van de opslag is geen adres.", mend=_MEND)
    if scheme == "sqlite":
        return _file(rest)
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return _server(scheme, url.strip())
    raise StoreAddressError(f"Een opslag van de soort ‘{scheme}’ kennen we niet.", mend=_MEND)


def _file(rest: str) -> Address:
    if not rest.startswith("/") or rest in {"/", "/:memory:"}:
        raise StoreAddressError("Het adres van de opslag noemt geen bestand.", mend=_MEND)
    path = Path(rest[1:]).expanduser().absolute()
    return Address(URL.create("sqlite+pysqlite", database=str(path)), str(path), path)


def _server(scheme: str, text: str) -> Address:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # The text may hold a password, so it is not repeated, nor kept as a cause.
        raise StoreAddressError(f"Het adres van de opslag ({scheme}://…) klopt niet.", mend=_MEND) from None
    socket = url.query.get("host")
    server = url.host or (socket if isinstance(socket, str) else "de eigen computer")
    port = url.port or url.query.get("port") or 5432
    name = f"PostgreSQL op {server}, poort {port}"
    if url.database:
        name += f", database {url.database}"
    return Address(url.set(drivername="postgresql+psycopg"), name, None)


def look_at_file(path: Path) -> None:
    """Refuse, without opening it, a file that cannot be a store.

    Raises
    ------
    StoreMissingError, StoreAddressError, StoreDamagedError, NotAStoreError, StoreReadOnlyError
        When its folder is missing, it is a folder, nothing is in it any more, it is too short, or it may not be read.
    """
    if not path.parent.is_dir():
        raise StoreMissingError(
            "De map van de opslag is er niet.",
            where=str(path.parent),
            mend="Maak de map, of kies een andere met --werkmap of --opslag.",
        )
    if path.is_dir():
        raise StoreAddressError(
            "Dit is een map, geen bestand.", where=str(path), mend="Noem ook het bestand: sqlite:///map/opslag.sqlite."
        )
    if _is_emptied(path):
        raise StoreDamagedError("In de opslag staat niets meer.", where=str(path), mend=way_back(path))
    if path.exists() and 0 < path.stat().st_size < _SQLITE_HEAD_BYTES:
        raise not_a_store(str(path))
    if path.exists() and not os.access(path, os.R_OK):
        raise StoreReadOnlyError(
            "Je mag deze opslag niet lezen.", where=str(path), mend="Vraag de beheerder van de map om toegang."
        )


def _is_emptied(path: Path) -> bool:
    """Say whether nothing is in a file that once was a store; one that is being made is empty for a moment only."""
    until = time.monotonic() + _MOMENT
    while path.exists() and path.stat().st_size < _SQLITE_HEAD_BYTES and backups(path):
        if time.monotonic() > until:
            return True
        time.sleep(_MOMENT / 10)
    return False


def check_kind(place: Address, error: BaseException) -> None:
    """Say of a file in which SQLite finds damage that it is something else, when it is.

    It is looked into only then: closing a file lets go of all locks that this process has on it, SQLite's too.

    Raises
    ------
    NotAStoreError
        When it is another kind of file, of which there is no copy that was a store.
    """
    if isinstance(error, StoreDamagedError) and place.path is not None:
        head = _head(place.path)
        if head and head != _SQLITE_HEAD and not backups(place.path):
            raise not_a_store(place.name) from error


def not_a_store(name: str) -> NotAStoreError:
    """Return the refusal of a file or database that holds something else."""
    return NotAStoreError(
        "Dit is geen opslag van sko; er is niets aan veranderd.",
        where=name,
        mend="Noem een andere plek met --opslag, of zet een reservekopie van de opslag terug.",
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_HEAD))
    except OSError:
        return b""
