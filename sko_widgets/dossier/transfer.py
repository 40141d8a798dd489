"""Dossiers in and out of the store, as exchange files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import files
from sko_widgets.errors import SkoError

from . import exchange
from .snapshot import DossierKey, Sheets

if TYPE_CHECKING:
    from .store import Store


class OtherCoalitionError(SkoError):
    """Two coalitions would get the same file name."""

    def __init__(self, where: str, name: str, there: str, slug: str) -> None:
        super().__init__(
            f"‘{name}’ en de coalitie ‘{there}’ die er al is, krijgen dezelfde bestandsnaam ‘{slug}’.",
            where=where,
            mend="Er is niets opgeslagen; geef in het bestand een andere coalition.slug.",
        )


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking in one file would do.

    Parameters
    ----------
    file
        What was read.
    exists
        Whether the dossier is there already.
    changed
        How many fields it would change; for a new dossier how many it would fill.
    """

    file: exchange.DossierFile
    exists: bool
    changed: int


def plan(store: Store, path: Path) -> Intake:
    """Read a file and say what taking it in would do; writes nothing.

    Raises
    ------
    SkoError
        When the file is no dossier, or its coalition's file name is another coalition's.
    """
    try:
        file = exchange.read_file(path)
    except OSError as error:
        raise files.told(error) from error
    known = store.dossiers()
    for info in known:
        if info.key.slug == file.key.slug and info.name != file.name:
            raise OtherCoalitionError(str(path), file.name, info.name, file.key.slug)
    if any(info.key == file.key for info in known):
        return Intake(file, exists=True, changed=_differences(store.snapshot(file.key).sheets, file.sheets))
    return Intake(file, exists=False, changed=sum(len(fields) for fields in file.sheets.values()))


def take_in(store: Store, intake: Intake, author: str) -> None:
    """Carry out a plan: the whole dossier, or nothing; older versions stay in the history."""
    file = intake.file
    if intake.exists:
        store.replace(file.key, file.sheets, author=author)
    else:
        store.create(file.key, framework=file.framework, sheets=file.sheets, author=author)


def write_out(store: Store, key: DossierKey, folder: Path) -> Path:
    """Write a dossier as an exchange file and return its path."""
    path = folder / f"{key.stem}.json"
    files.write(path, exchange.write(store.snapshot(key)))
    return path


def _differences(before: Sheets, after: Sheets) -> int:
    places = {(sheet, field) for sheets in (before, after) for sheet, fields in sheets.items() for field in fields}
    return sum(before.get(sheet, {}).get(field) != after.get(sheet, {}).get(field) for sheet, field in places)
