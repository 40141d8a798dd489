"""Looks whether a store is whole: its file, each value, each field's revisions, and each dossier's format."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from sko_widgets.framework import frameworks

from .read_only import may_write
from .shapes import has_shape
from .snapshot import DossierKey
from .store import Conflict, Packed, Store, WholeDossier


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a store that is not as it should be.

    Parameters
    ----------
    where
        The dossier, and in it the sheet and the field; or the file.
    what
        What is wrong with it, in words for who asked.
    """

    where: str
    what: str


ASTRAY = "zoeken vindt niet overal wat er staat"
"""What is wrong when search does not say what the values say."""


def check_file(path: Path) -> list[Fault]:
    """Return what SQLite finds wrong with a file, the first things."""
    beside = "" if may_write(path) else "&immutable=1"  # no log may come beside it
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{beside}", uri=True)) as file:
            lines = [str(row[0]) for row in file.execute("PRAGMA integrity_check(20)")]
    except sqlite3.Error as error:
        lines = [str(error)]
    return [Fault(str(path), f"het bestand is beschadigd ({line})") for line in lines if line != "ok"]


def check(store: Store) -> list[Fault]:
    """Return what is wrong with what a store holds."""
    faults = [fault for dossier in store.whole() for fault in _dossier(dossier)]
    damage = store.damage()
    if damage:
        return [Fault("opslag", damage.rstrip(".")), *faults]
    return faults if store.search_is_sound() else [*faults, Fault("opslag", ASTRAY)]


def mend(store: Store, author: str) -> int:
    """Make of each field whose newest value cannot be read the last one that can the newest; returns how many.

    Search is made anew from what then stands there.
    """
    mended = 0
    for dossier in list(store.whole()):
        for sheet in sorted({one.sheet for one in dossier.revisions}):
            damaged = [one for one in store.sheet(dossier.key, sheet).values() if one.damaged]
            for one in damaged:
                outcome = store.save(dossier.key, sheet, one.field, one.value, based_on=one.number, author=author)
                mended += not isinstance(outcome, Conflict)
    store.renew_search()
    return mended


def _dossier(dossier: WholeDossier) -> Iterator[Fault]:
    if dossier.framework not in frameworks():
        yield Fault(str(dossier.key), f"het format ‘{dossier.framework}’ kennen we niet")
    for (sheet, field), those in groupby(dossier.revisions, lambda one: (one.sheet, one.field)):
        yield from _field(dossier.key, dossier.framework, f"{sheet}, {field}", list(those))


def _field(key: DossierKey, framework: str, place: str, those: Sequence[Packed]) -> Iterator[Fault]:
    where = f"{key}, {place}"
    for one in those:
        revision = one.unpacked()
        if revision.damaged:
            yield Fault(where, f"versie {one.number} is niet te lezen")
        elif not has_shape(framework, one.sheet, one.field, revision.value):
            yield Fault(where, f"versie {one.number} past niet in dit veld")
    if those[0].number != 1 and not those[0].unpacked().erased:
        yield Fault(where, f"de versies voor versie {those[0].number} ontbreken")
    for before, after in pairwise(those):
        if after.number != before.number + 1:
            yield Fault(where, f"tussen versie {before.number} en {after.number} ontbreken versies")
        if after.saved_at < before.saved_at:
            yield Fault(where, f"versie {after.number} heeft een vroegere tijd dan versie {before.number}")
