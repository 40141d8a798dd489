"""Looks whether a copy of a store, of whatever kind, holds a part of a dossier; the file stays as it is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store.packing import ERASED
from sko_widgets.dossier.store.records import Packed, Part
from sko_widgets.dossier.store.saved_copy import is_copy, read_copy
from sko_widgets.errors import SkoError

_HOLDS = (
    "SELECT 1 FROM sko_revision JOIN sko_dossier ON sko_dossier.id = sko_revision.dossier"
    " WHERE owner_kind = ? AND slug = ? AND period = ? AND value NOT LIKE ?"
    " AND sheet = coalesce(?, sheet) AND field = coalesce(?, field)"
)
_NUMBERED = " AND number IN (SELECT value FROM json_each(?))"


def holds(file: Path, key: DossierKey, part: Part) -> bool:
    """Say whether a copy holds text of this part of a dossier; of what cannot be read, such as a log, that it does."""
    try:
        return _copy_holds(file, key, part) if is_copy(file) else _store_holds(file, key, part)
    except (SkoError, sqlite3.Error):
        return True


def _store_holds(file: Path, key: DossierKey, part: Part) -> bool:
    query, numbers = _HOLDS, []
    if part.numbers is not None:
        query, numbers = _HOLDS + _NUMBERED, [json.dumps(sorted(part.numbers))]
    asked = (key.kind, key.slug, key.period, f"{ERASED}%", part.sheet, part.field, *numbers)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        return copy.execute(query, asked).fetchone() is not None


def _copy_holds(file: Path, key: DossierKey, part: Part) -> bool:
    revisions = (one for dossier in read_copy(file) if dossier.key == key for one in dossier.revisions)
    return any(not one.value.startswith(ERASED) and is_within(one, part) for one in revisions)


def is_within(one: Packed, part: Part) -> bool:
    """Say whether a revision belongs to a part of its dossier."""
    return (
        part.sheet in {None, one.sheet}
        and part.field in {None, one.field}
        and (part.numbers is None or one.number in part.numbers)
    )
