"""Brings back a copy of a store, and finds the files with which a store can be joined."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sko_widgets.dossier.snapshot import DossierKey, Sheets
from sko_widgets.dossier.store import (
    REPLACED,
    SUFFIX,
    DossierInfo,
    Store,
    folder_of,
    is_copy,
    open_store,
    read_copy,
)
from sko_widgets.errors import StoreError
from sko_widgets.files import file_error

_ID = "SELECT value FROM sko_about WHERE name = 'sko_store'"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a copy has otherwise than the store, in one dossier.

    Parameters
    ----------
    key
        Which dossier.
    fields
        Sheet and name of each field that differs.
    here, there
        What a list shows of the dossier in the store and in the copy; None where it is not.
    """

    key: DossierKey
    fields: tuple[tuple[str, str], ...]
    here: DossierInfo | None
    there: DossierInfo | None


@contextmanager
def opened_copy(path: Path) -> Iterator[Store]:
    """Open a copy of a store, made by `sko bewaar` or by itself, to read in; the file stays as it is.

    Raises
    ------
    StoreError
        When it is no copy, or not whole.
    """
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as folder:
        at = Path(folder).resolve() / "kopie.sqlite"
        try:
            if not is_copy(path):
                copy_file(path, at)
            with open_store(f"sqlite:///{at}") as store:
                if is_copy(path):
                    store.join(read_copy(path))
                yield store
        except StoreError as error:
            error.where = error.where.replace(str(at), str(path))
            raise


def differences(store: Store, copy: Store) -> list[Difference]:
    """Return, a dossier, what would be different with the copy's answers in the store."""
    here, there = _infos(store), _infos(copy)
    found = []
    for key in sorted({*here, *there}, key=str):
        fields = _differing(_sheets(store, here.get(key)), _sheets(copy, there.get(key)))
        if fields or key not in here or key not in there:
            found.append(Difference(key, tuple(fields), here.get(key), there.get(key)))
    return found


def bring_back(store: Store, copy: Store, author: str) -> int:
    """Give every dossier of a copy its answers of then, as new versions; what is there now stays in the history.

    A dossier that the copy does not have is left alone.

    Returns
    -------
    int
        How many dossiers changed.
    """
    changed = {one.key for one in store.join(copy.whole())}
    for key, info in _infos(copy).items():
        if store.replace(key, _sheets(copy, info), author=author):
            changed.add(key)
    return len(changed)


def relatives(path: Path) -> list[Path]:
    """Return the files that may hold work which the store lacks.

    They are what was set aside when the store's file was replaced, and the copies that a sync client
    makes of one file that two computers changed: files beside it with the store's own id.
    """
    aside = folder_of(path).glob(f"{path.stem}-{REPLACED}-*{SUFFIX}")
    mine = _store_id(path)
    beside = [one for one in path.parent.glob("*.sqlite") if one != path and mine and _store_id(one) == mine]
    return [*sorted(aside), *sorted(beside)]


def _infos(store: Store) -> dict[DossierKey, DossierInfo]:
    return {info.key: info for kind in ("coalition", "group") for info in store.dossiers(kind)}


def _sheets(store: Store, info: DossierInfo | None) -> Sheets:
    return store.snapshot(info.key).sheets if info else {}


def _differing(here: Sheets, there: Sheets) -> Iterator[tuple[str, str]]:
    for sheet in sorted({*here, *there}):
        mine, theirs = here.get(sheet, {}), there.get(sheet, {})
        yield from ((sheet, name) for name in sorted({*mine, *theirs}) if mine.get(name) != theirs.get(name))


def copy_file(path: Path, target: Path) -> None:
    """Copy a store's file and the log beside it; raises `FileError` when it cannot be read."""
    try:
        shutil.copyfile(path, target)
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            shutil.copyfile(log, target.with_name(f"{target.name}-wal"))
    except OSError as error:
        raise file_error(error) from error


def _store_id(path: Path) -> str:
    """Return the id of the store in a file; empty when there is none."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(_ID).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
