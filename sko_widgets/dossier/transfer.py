"""Dossiers in and out of the store, as exchange files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import files
from sko_widgets.errors import SkoError

from . import exchange
from .snapshot import DossierKey, Sheets

if TYPE_CHECKING:
    from .store import DossierInfo, Store


class OtherCoalitionError(SkoError):
    """Two coalitions would get the same file name."""

    def __init__(self, where: str, name: str, there: str, slug: str, *, mend: str) -> None:
        super().__init__(
            f"‘{name}’ en de coalitie ‘{there}’ die er al is, krijgen dezelfde bestandsnaam ‘{slug}’.",
            where=where,
            mend=mend,
        )
        self.name = name
        self.there = there


def other_coalition(known: Iterable[DossierInfo], name: str, slug: str) -> str:
    """Return the name of another coalition that has this slug already, or an empty text.

    The same name in other capitals, or a name that the coalition has in another period, is no other coalition.
    """
    names = [info.name for info in known if info.key.slug == slug]
    return names[-1] if names and not any(same_name(name, one) for one in names) else ""


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for capitals and white space."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


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


def read(path: Path) -> exchange.DossierFile:
    """Read a file.

    Raises
    ------
    SkoError
        When the file cannot be read, or is no dossier.
    """
    try:
        return exchange.read_file(path)
    except OSError as error:
        raise files.file_error(error) from error


class OtherFormatError(SkoError):
    """A file follows another format than the dossier that it would go into."""

    def __init__(self, where: str, there: str, asked: str) -> None:
        super().__init__(
            f"Dit dossier volgt het format ‘{there}’, het bestand ‘{asked}’.",
            where=where,
            mend=f"Er is niets opgeslagen; zet in het bestand ‘framework’ op ‘{there}’ en probeer opnieuw.",
        )


def plan(store: Store, file: exchange.DossierFile, *, where: str = "", renamed: bool = False) -> Intake:
    """Say what taking in a file would do; writes nothing.

    Parameters
    ----------
    where
        The file's path, for messages.
    renamed
        Whether a coalition that has this slug under another name is known to be the same one.

    Raises
    ------
    OtherCoalitionError
        When its coalition's file name is another coalition's.
    OtherFormatError
        When the dossier that is there follows another format: what that lacks would never be seen again.
    """
    known = store.dossiers()
    other = "" if renamed else other_coalition(known, file.name, file.key.slug)
    if other:
        mend = (
            "Er is niets opgeslagen; geef in het bestand een andere coalition.slug. "
            f"Heeft dezelfde coalitie een nieuwe naam, voeg dan --coalitie {file.key.slug} toe."
        )
        raise OtherCoalitionError(where, file.name, other, file.key.slug, mend=mend)
    if not any(info.key == file.key for info in known):
        return Intake(file, exists=False, changed=sum(len(fields) for fields in file.sheets.values()))
    there = store.snapshot(file.key)
    if there.framework != file.framework:
        raise OtherFormatError(where, there.framework, file.framework)
    return Intake(file, exists=True, changed=_differences(there.sheets, file.sheets))


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


def write_history(store: Store, key: DossierKey, folder: Path) -> Path:
    """Write all that was ever saved in one dossier, with who and when, and return its path.

    The file is a saved copy (`sko-bewaard`) of that dossier alone.
    """
    from .store import SUFFIX, write_copy

    path = folder / f"{key.stem}-geschiedenis{SUFFIX}"
    write_copy(path, (one for one in store.whole() if one.key == key))
    return path


def _differences(before: Sheets, after: Sheets) -> int:
    places = {(sheet, field) for sheets in (before, after) for sheet, fields in sheets.items() for field in fields}
    return sum(before.get(sheet, {}).get(field) != after.get(sheet, {}).get(field) for sheet, field in places)
