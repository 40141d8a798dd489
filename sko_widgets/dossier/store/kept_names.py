"""Names that a dossier keeps once, on the way in and out: stored as ids, read as the names they stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from sko_widgets.dossier import references
from sko_widgets.dossier.references import NameBook
from sko_widgets.dossier.snapshot import Sheets
from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.readable import readable
from sko_widgets.dossier.store.revision_rows import by_sheet
from sko_widgets.framework import frameworks


def first_stored(framework_id: str, sheets: Sheets) -> Sheets:
    """Return sheets as a new dossier stores them; those of a format that is not there, as they are."""
    chosen = frameworks().get(framework_id)
    return references.with_ids(chosen, sheets) if chosen else sheets


def as_stored(connection: Connection, dossier: Row[Any], sheets: Sheets, stored: Sheets) -> Sheets:
    """Return sheets, as people read them, as they go over what is stored now."""
    chosen = frameworks().get(dossier.framework)
    if chosen is None:
        return sheets
    book = name_book(connection, dossier, stored, references.referred(chosen, stored))
    return references.with_ids(chosen, sheets, book)


def as_read(connection: Connection, dossier: Row[Any], stored: Sheets, at: datetime | None = None) -> Sheets:
    """Return stored sheets as people read them, now or at a moment."""
    chosen = frameworks().get(dossier.framework)
    if chosen is None:
        return stored
    book = name_book(connection, dossier, stored, references.referred(chosen, stored), at)
    return references.with_names(chosen, stored, book)


def name_book(
    connection: Connection,
    dossier: Row[Any],
    stored: Sheets | None,
    asked: Mapping[str, Collection[str]],
    at: datetime | None = None,
) -> NameBook:
    """Return the names on the lists of `stored`, and of those that are asked and not on them the last name.

    Parameters
    ----------
    stored
        What the dossier holds; None to look.
    asked
        Ids by kind of list.
    at
        Up to when names are looked for; now when it is None.
    """
    chosen = frameworks().get(dossier.framework)
    if chosen is None:
        return NameBook()
    lists = chosen.name_lists
    if stored is None:
        places = [(sheet.id, field.name) for sheet, field in lists.values()]
        newest = (queries.newest_of(connection, dossier.id, *place) for place in places)
        stored = by_sheet(readable(connection, dossier, (revision for revision in newest if revision)))
    listed, gone = references.listed_names(chosen, stored), {}
    for kind, (sheet, field) in lists.items():
        lost = set(asked.get(kind, ())) - listed[kind].keys()
        values = queries.holding_ids(connection, dossier.id, sheet.id, field.name, lost, at=at) if lost else []
        gone[kind] = references.last_names(field, values, lost)
    return NameBook(listed, gone)
