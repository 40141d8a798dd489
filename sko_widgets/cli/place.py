"""Where a command works: the work folder, the store, and which dossiers are meant."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sko_widgets.errors import UsageError
from sko_widgets.files import make_folder

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import DossierInfo, Store


class UnknownCoalitionError(UsageError):
    """No dossier answers to a name."""

    def __init__(self, asked: str, period: str | None, known: Iterable[str]) -> None:
        names = sorted(set(known))
        when = f" met een dossier van {period}" if period else ""
        shown = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
        mend = f"Kies uit: {shown}." if names else "Er is nog geen dossier; begin met ‘sko nieuw’ of ‘sko invoer’."
        super().__init__(f"Er is geen coalitie ‘{asked}’{when}.", mend=mend)


@dataclass(frozen=True, slots=True)
class Place:
    """The global options.

    Parameters
    ----------
    folder
        The work folder.
    url
        The store's URL; empty for the SQLite file in the work folder.
    """

    folder: Path
    url: str

    @property
    def file(self) -> Path:
        """The SQLite file that is the store when no URL names another."""
        from sko_widgets.dossier.read_only import STORE_FILE

        return (self.folder / STORE_FILE).resolve()

    @property
    def store_url(self) -> str:
        """The URL of the store."""
        return self.url or f"sqlite:///{self.file}"

    def store(self) -> Store:
        """Open the store; the work folder is made when it is not there.

        Raises
        ------
        FrameworkError
            When a format and its notebooks do not fit: whoever opens a store works with them.
        """
        from sko_widgets.dossier.store import open_store
        from sko_widgets.framework import frameworks

        frameworks()
        if not self.url:
            make_folder(self.folder)
        return open_store(self.store_url)

    @contextmanager
    def look(self) -> Iterator[Store]:
        """Open the store to look in: a copy where nothing may be written, and an empty one where there is none yet."""
        from sko_widgets.dossier.read_only import may_write, opened_to_read
        from sko_widgets.dossier.store import file_of, open_store
        from sko_widgets.framework import frameworks

        frameworks()
        path = file_of(self.store_url)
        if path is not None and path.is_file() and os.access(path, os.R_OK) and not may_write(path):
            with opened_to_read(path) as store:
                yield store
            return
        if self.url or self.file.exists():
            with self.store() as store:
                yield store
            return
        with (
            TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as folder,
            open_store(f"sqlite:///{Path(folder).resolve() / 'leeg.sqlite'}") as store,
        ):
            yield store


def chosen(store: Store, names: Sequence[str], *, everything: bool, period: str | None) -> list[DossierKey]:
    """Return the dossiers that a command is about.

    Parameters
    ----------
    names
        Slugs or names of coalitions; each stands for its newest period, unless `period` says which.
    everything
        Every dossier, or every dossier of `period`.

    Raises
    ------
    UnknownCoalitionError
        When a name is nobody's.
    UsageError
        When names are given with `everything`, when nothing is named and there is more than one
        coalition to choose from, or when there is no dossier at all.
    """
    if names and everything:
        raise UsageError("Noem coalities, of kies --alle; niet allebei.")
    there = [info for info in store.dossiers() if period in (None, info.key.period)]
    if everything and there:
        return [info.key for info in there]
    if not names:
        names = _only_one(there, period)
    return list(dict.fromkeys(_newest(there, name, period) for name in names))


def _only_one(there: Sequence[DossierInfo], period: str | None) -> list[str]:
    slugs = sorted({info.key.slug for info in there})
    if len(slugs) == 1:
        return slugs
    if not slugs:
        when = f" van {period}" if period else ""
        raise UsageError(f"Er is nog geen dossier{when}.", mend="Begin met ‘sko nieuw’ of ‘sko invoer’.")
    shown = ", ".join(slugs[:10]) + (" …" if len(slugs) > 10 else "")
    raise UsageError("Noem een coalitie, of kies --alle.", mend=f"Kies uit: {shown}.")


def _newest(there: Sequence[DossierInfo], name: str, period: str | None) -> DossierKey:
    asked = name.casefold().strip()
    keys = [info.key for info in there if asked in (info.key.slug, info.name.casefold())]
    if not keys:
        raise UnknownCoalitionError(name, period, (info.key.slug for info in there))
    return max(keys, key=lambda key: key.period)
