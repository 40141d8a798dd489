"""A dossier as it is, or was at a moment, read within a transaction that its caller opened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.kept_names import as_read
from sko_widgets.dossier.store.packing import moment_now
from sko_widgets.dossier.store.readable import any_astray, readable
from sko_widgets.dossier.store.revision_rows import by_sheet


def snapshot(connection: Connection, dossier: Row[Any], at: datetime | None = None) -> Snapshot:
    """Return a dossier as people read it; what was empty is left out."""
    newest = readable(connection, dossier, queries.newest(connection, dossier.id, at=at))
    moment = at.astimezone(UTC) if at else moment_now()
    key = DossierKey(dossier.slug, dossier.period, dossier.owner_kind)
    sheets = as_read(connection, dossier, by_sheet(newest), at)
    unread = tuple((one.sheet, one.field) for one in newest if one.damaged)
    return Snapshot(key, dossier.framework, moment.isoformat(), sheets, unread, any_astray(dossier.framework, unread))
