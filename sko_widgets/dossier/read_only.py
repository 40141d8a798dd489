"""A store that may be read and not written: what is in it is read from a copy, and the file stays as it is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .restore import copy_file
from .store import Store, StoreReadOnlyError, open_store


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
def opened_to_read(path: Path) -> Iterator[Store]:
    """Open what is in a store's file; what is saved in it is lost."""
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as folder:
        at = Path(folder).resolve() / path.name
        if not _backed_up(path, at):
            copy_file(path, at)
        with open_store(f"sqlite:///{at}") as store:
            yield store


def _backed_up(path: Path, target: Path) -> bool:
    """Copy a file that somebody else may be saving in; not where SQLite would leave its log beside it."""
    if os.access(path.parent, os.W_OK):
        return False
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as there, closing(sqlite3.connect(target)) as copy:
            there.backup(copy)
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        return False  # without the log's index SQLite cannot read along
    return True
