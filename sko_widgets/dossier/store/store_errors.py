"""What can go wrong with the store, each in words that its user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.errors import StoreError, UsageError

_SHOWN = 10


class StoreAddressError(StoreError):
    """The address of the store is not one that we understand."""

    exit_code = UsageError.exit_code


class StoreBusyError(StoreError):
    """Someone else holds the store longer than we were willing to wait."""


class StoreFullError(StoreError):
    """There is no room left to save."""


class StoreReadOnlyError(StoreError):
    """The store, or the folder that it is in, may not be written."""


class StoreMissingError(StoreError):
    """The folder of the store is not there."""


class StoreUnreachableError(StoreError):
    """The database server does not answer, or went away."""


class StoreDeniedError(StoreError):
    """The database server does not let us in."""


class StoreDamagedError(StoreError):
    """The file of the store is damaged."""


class StoreReplacedError(StoreError):
    """Another program put another file in the place of the store's while it was open; nothing is written to it.

    Parameters
    ----------
    where
        The store.
    kept
        The file that holds what stood in the store before, and what was offered; empty when it could not be written.
    """

    def __init__(self, where: str, kept: str = "") -> None:
        mend = (
            f"Wat er stond en wat je nu typte, staat in {kept}. Typ ‘sko herstel’: dat voegt beide samen. "
            "Laad daarna deze pagina opnieuw."
            if kept
            else "Kopieer je tekst, laad deze pagina opnieuw en plak hem terug."
        )
        super().__init__(
            "Een ander programma heeft het bestand met je dossiers vervangen terwijl het hier openstond; "
            "er is niets overheen geschreven.",
            where=where,
            mend=mend,
        )
        self.kept = kept


class NotAStoreError(StoreError):
    """The file or database is something else than a store."""


class NewerStoreError(StoreError):
    """The store was brought up to date by a newer version.

    Parameters
    ----------
    where
        The store.
    made_by, running
        The version that last brought it up to date, and the version that is running now.
    """

    def __init__(self, where: str, *, made_by: str, running: str) -> None:
        super().__init__(
            f"Deze opslag is bijgewerkt door sko {made_by}; hier draait sko {running}, en die kent deze vorm nog niet.",
            where=where,
            mend=f"Installeer sko {made_by} of nieuwer (pip install --upgrade sko_widgets).",
        )
        self.made_by = made_by
        self.running = running


class UnstorableError(StoreError):
    """A value or a name that cannot be kept."""


class DossierExistsError(StoreError):
    """There already is a dossier with this key."""

    def __init__(self, key: DossierKey) -> None:
        super().__init__(
            "Dit dossier bestaat al.",
            where=str(key),
            mend="Kies een andere naam of periode, of werk verder in het dossier dat er al is.",
        )
        self.key = key


class NoSuchDossierError(StoreError):
    """There is no dossier with this key.

    Parameters
    ----------
    key
        What was asked.
    there
        The dossiers that there are of the same kind of owner.
    """

    def __init__(self, key: DossierKey, there: Sequence[DossierKey]) -> None:
        near = _near(key, there)
        super().__init__("Dit dossier is er niet.", where=str(key), mend=_advice(key, near, there))
        self.key = key
        self.near = near
        self.there = tuple(there)


class NoSuchRevisionError(StoreError):
    """A field has no revision with this number."""

    def __init__(self, key: DossierKey, sheet: str, field: str, number: int) -> None:
        super().__init__(
            f"Versie {number} is er niet.",
            where=f"{key}, {sheet}, {field}",
            mend="Open de geschiedenis opnieuw en kies een versie die er staat.",
        )
        self.number = number


def _near(key: DossierKey, there: Sequence[DossierKey]) -> tuple[DossierKey, ...]:
    same = [other for other in there if other.slug == key.slug]
    names = {str(other): other for other in there if other.slug != key.slug}
    close = difflib.get_close_matches(str(key), names, n=3, cutoff=0.6)
    return (*same, *(names[name] for name in close))


def _advice(key: DossierKey, near: Sequence[DossierKey], there: Sequence[DossierKey]) -> str:
    if not there and key.kind == "group":
        return "Er zijn nog geen leergroepen."
    if not there:
        return "Er zijn nog geen dossiers; maak er een met ‘sko nieuw’."
    meant = f"Bedoel je {_either(near)}? " if near else ""
    rest = len(there) - _SHOWN
    more = f" en nog {rest}" if rest > 0 else ""
    return f"{meant}Kies uit: {', '.join(map(str, there[:_SHOWN]))}{more}."


def _either(keys: Sequence[DossierKey]) -> str:
    names = [str(key) for key in keys[:3]]
    return " of ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
