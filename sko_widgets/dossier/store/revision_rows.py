"""How rows become what the store gives back, and what follows on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from sko_widgets.dossier.snapshot import DossierKey, Sheets, Value
from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.packing import check_names, pack, unpack
from sko_widgets.dossier.store.records import Conflict, Packed, Revision, WholeDossier


def by_sheet(newest: Iterable[Revision]) -> dict[str, dict[str, Value]]:
    """Return newest revisions as sheets; what is empty is left out."""
    sheets: dict[str, dict[str, Value]] = {}
    for one in newest:
        if one.value is not None:
            sheets.setdefault(one.sheet, {})[one.field] = one.value
    return sheets


def packed(sheets: Sheets) -> dict[tuple[str, str], str]:
    """Return sheets as their columns hold them: place -> text."""
    for sheet, fields in sheets.items():
        check_names(sheet, *fields)
    return {(sheet, field): pack(value) for sheet, fields in sheets.items() for field, value in fields.items()}


def following(place: tuple[str, str], before: Revision | None, text: str, author: str, now: datetime) -> Packed:
    """Return the revision that follows another; its time is never earlier."""
    at = max(now, before.saved_at) if before else now
    return Packed(*place, before.number + 1 if before else 1, text, author, at)


def conflict(connection: Connection, dossier: Row[Any], offer: Packed) -> Conflict:
    """Return what stands where an offer cannot be saved."""
    theirs = queries.newest_of(connection, dossier.id, offer.sheet, offer.field)
    if theirs is None:
        # Only after the store was put back from a backup: there is nothing, and that is what is told.
        theirs = Revision(offer.sheet, offer.field, 0, None, dossier.created_by, dossier.created_at)
    return Conflict(unpack(offer.value), offer.number - 1, theirs)


def without_revisions(dossier: Row[Any]) -> WholeDossier:
    """Return a dossier's row as a record that has no revisions yet."""
    key = DossierKey(dossier.slug, dossier.period, dossier.owner_kind)
    return WholeDossier(key, dossier.framework, dossier.created_at, dossier.created_by, ())
