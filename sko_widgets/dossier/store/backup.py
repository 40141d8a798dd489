"""Copies of a store's file that are made by themselves: dated, checked, and thinned as they get older.

A copy is made by SQLite's own backup, while others go on saving.  It gets its name when it has been
read through and holds as much as the store did.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sko_widgets.dossier.store.identity import part_from_others_log
from sko_widgets.dutch import local, moment, on_dutch_clock
from sko_widgets.errors import StoreError
from sko_widgets.files import BESIDE, file_error, make_folder, replace

FOLDER = "reservekopieen"
_TOLD = 3
_STAMP = "%Y-%m-%d-%H%M%S"
_COUNTS = "SELECT (SELECT count(*) FROM sko_dossier), (SELECT count(*) FROM sko_revision)"
_STATE = "SELECT (SELECT count(*) FROM sko_dossier), count(*), max(id), max(saved_at) FROM sko_revision"
_WHY = {
    "SQLITE_FULL": "de schijf is vol.",
    "SQLITE_CORRUPT": "de opslag is beschadigd.",
    "SQLITE_NOTADB": "dit is geen opslag van sko.",
    "SQLITE_BUSY": "de opslag is bezet door een ander programma.",
}


class BackupError(StoreError):
    """A copy of the store could not be made, or is not whole."""

    def __init__(self, what: str, where: Path) -> None:
        super().__init__(
            f"De reservekopie is niet gemaakt: {what}",
            where=str(where),
            mend=f"Kijk of er ruimte is op de schijf en probeer het opnieuw. {_there(where)}",
        )


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy of a store's file.

    Parameters
    ----------
    made
        When, on the Dutch clock.
    path
        The file.
    """

    made: datetime
    path: Path


def folder_of(path: Path) -> Path:
    """Return where the copies of a store's file are."""
    return path.parent / FOLDER


def backups(path: Path, *, suffix: str = ".sqlite") -> list[Backup]:
    """Return the copies that there are of a store's file, oldest first; with another suffix, those of that kind."""
    name = re.compile(rf"{re.escape(path.stem)}-(\d{{4}}-\d\d-\d\d-\d{{6}})(?:-\d+)?{re.escape(suffix)}")
    found = []
    with contextlib.suppress(OSError):
        for one in folder_of(path).iterdir():
            if dated := name.fullmatch(one.name):
                with contextlib.suppress(ValueError):
                    found.append(Backup(on_dutch_clock(datetime.strptime(dated[1], _STAMP)), one))
    return sorted(found)


def way_back(path: Path | None) -> str:
    """Return how to go on with a store that is damaged, and which copies there are."""
    if path is None:
        return "Vraag de beheerder van de database om een reservekopie terug te zetten."
    with_what = "de laatste samen met wat nog te lezen is" if backups(path) else "samen wat nog te lezen is"
    return f"{_there(path)} Typ ‘sko herstel’: dat voegt {with_what}. Het beschadigde bestand blijft bewaard."


def _there(path: Path) -> str:
    """Return which copies of a store's file are there now."""
    newest = [moment(one.made) for one in backups(path)[: -_TOLD - 1 : -1]]
    if not newest:
        return f"In {folder_of(path)} staat geen reservekopie."
    return f"In {folder_of(path)} staan reservekopieën, de nieuwste van {'; '.join(newest)}."


def make_backup(path: Path, folder: Path | None = None) -> Backup:
    """Make a copy of a store's file now, and take away the copies that are no longer needed.

    Parameters
    ----------
    path
        The store's file.
    folder
        Where the copy comes; `reservekopieen` beside the file when None.  Nothing is taken away elsewhere.

    Raises
    ------
    BackupError, FileError
        When it cannot be made, or is not whole.
    """
    target = folder or folder_of(path)
    make_folder(target)
    made = _new(path, target)
    beside = target / f".{made.path.name}.{secrets.token_hex(4)}{BESIDE}"
    try:
        _copy(path, beside)
        replace(beside, made.path)
    except OSError as error:
        raise file_error(error) from error
    except sqlite3.Error as error:
        raise BackupError(_why(error), path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    if folder is None:
        thin(path)
    return made


def make_if_changed(path: Path) -> Backup | None:
    """Make a copy when the store holds something that the last one does not; None when it does not."""
    there = backups(path)
    if not path.exists() or (there and _state(path) == _state(there[-1].path)):
        return None
    return make_backup(path)


def thin(path: Path, now: datetime | None = None) -> None:
    """Take away old copies: all of today stay, one a day for a week, one a week for a month, one a month for a year."""
    there = backups(path)
    stay = kept([one.made for one in there], now or local(datetime.now().astimezone()))
    for one in there:
        if one.made not in stay:
            with contextlib.suppress(OSError):
                one.path.unlink()


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which of these moments keep their copy; the newest always does."""
    newest_first = sorted(made, reverse=True)
    stay: dict[object, datetime] = {}
    for one in newest_first:
        stay.setdefault(_place(one, now), one)
    stay.pop(None, None)
    return {*stay.values(), *newest_first[:1]}


def _place(one: datetime, now: datetime) -> object:
    """Return what a copy is the copy of; only the newest of each is kept."""
    days = (now.date() - one.date()).days
    if days <= 0:
        return one
    if days <= 7:
        return one.date()
    if days <= 31:
        return "week", one.isocalendar()[:2]
    return ("month", one.year, one.month) if one.date() > now.date() - timedelta(days=366) else None


def _new(path: Path, folder: Path) -> Backup:
    made = local(datetime.now().astimezone()).replace(microsecond=0)
    names = (f"{path.stem}-{made:{_STAMP}}{extra}.sqlite" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return Backup(made, next(folder / name for name in names if not (folder / name).exists()))


def _copy(path: Path, beside: Path) -> None:
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with _opened(path) as store, _opened(beside) as copy:
        store.execute("BEGIN")
        counts = store.execute(_COUNTS).fetchone()  # from here on we see the store as it is now
        store.backup(copy)
        store.execute("COMMIT")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, also when somebody opens it
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError("de kopie is niet heel.", path)
        if copy.execute(_COUNTS).fetchone() != counts:
            raise BackupError("in de kopie staat niet alles.", path)


def _state(path: Path) -> object:
    """Return what changes whenever something is saved; None when the file cannot be read."""
    try:
        with _opened(path) as store:
            return store.execute(_STATE).fetchone()
    except sqlite3.Error:
        return None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    part_from_others_log(path)
    # “rw”: a file that is not there is not made.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=30.0, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _why(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorname", "")
    return next((why for start, why in _WHY.items() if code.startswith(start)), f"de opslag geeft {code}.")
