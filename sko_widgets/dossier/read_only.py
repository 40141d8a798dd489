"""A store that may be read and not written: what is in it is read from a copy, and the file stays as it is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from .restore import copy_file
from .store import Store, StoreReadOnlyError, file_of, open_store

STORE_FILE = "dossiers.sqlite"
"""The file of the store in a work folder."""

_READS_ONLY = "options=-c%20default_transaction_read_only%3Don"
"""Has a server refuse whatever would change something."""

_JOURNAL_BYTE, _IN_PLACE = 18, b"\x01"
"""Where a file of SQLite says how it is written in, and what stands there when it has no log."""


def may_write(path: Path) -> bool:
    """Say whether a store's file may be written, with the log that comes beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def check_writable(path: Path) -> None:
    """Refuse a store in which nothing can be saved.

    Raises
    ------
    StoreReadOnlyError
        When it is there, and may not be written.
    """
    if path.exists() and not may_write(path):
        raise StoreReadOnlyError(
            "Deze opslag kun je alleen lezen; in het werkboek zou niets worden opgeslagen.",
            where=str(path),
            mend=(
                "Kopieer de werkmap naar een plek waar je mag schrijven en open die kopie: sko --werkmap KOPIE open. "
                "Lezen kan ook hier: ‘sko lijst’, ‘sko uitvoer --naar MAP’ en ‘sko rapport --uit MAP’."
            ),
        )


@contextmanager
def opened_for_reading(url: str) -> Iterator[Store]:
    """Open a store that is there so that nothing in it changes: a copy of a file, a server that refuses every change.

    Raises
    ------
    StoreError
        One of its kinds says why the store cannot be opened; on a server also when it is not up to date.
    """
    path = file_of(url)
    if path is not None:
        with opened_to_read(path) as store:
            yield store
        return
    with open_store(f"{url}{'&' if '?' in url else '?'}{_READS_ONLY}") as store:
        yield store


@contextmanager
def opened_to_read(path: Path) -> Iterator[Store]:
    """Open what is in a store's file; what is saved in it is lost."""
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as folder:
        at = Path(folder).resolve() / path.name
        if not _backed_up(path, at):
            copy_file(path, at)
        with open_store(f"sqlite:///{at}") as store:
            yield store


def _backed_up(path: Path, target: Path) -> bool:
    """Copy a file that somebody else may be saving in; not where SQLite would leave the index of its log beside it."""
    if os.access(path.parent, os.W_OK) and not _is_read_without_trace(path):
        return False
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as there, closing(sqlite3.connect(target)) as copy:
            there.backup(copy)
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        return False  # without the log's index SQLite cannot read along
    return True


def _is_read_without_trace(path: Path) -> bool:
    """Say whether SQLite can read along with others: the index is there, since they save, or the file has no log."""
    if path.with_name(f"{path.name}-shm").exists():
        return True
    with suppress(OSError), path.open("rb") as file:
        file.seek(_JOURNAL_BYTE)
        return file.read(1) == _IN_PLACE
    return False  # what cannot be read is told by who copies it
