"""Reads per field: where the newest value cannot be read, the last one that can stands in for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from sko_widgets.dossier.shapes import has_shape
from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.records import Revision
from sko_widgets.framework import frameworks


def is_readable(framework: str, one: Revision) -> bool:
    """Say whether a revision's value is JSON of the shape that its field has."""
    return not one.damaged and has_shape(framework, one.sheet, one.field, one.value)


def readable(connection: Connection, dossier: Row[Any], newest: Iterable[Revision]) -> list[Revision]:
    """Return newest revisions, each with the last value of its field that can be read.

    One that stands in for a value that cannot be read keeps the newest number, so that a save goes on from there, and
    is marked as damaged.
    """
    of, framework = dossier.id, dossier.framework
    return [one if is_readable(framework, one) else _stand_in(connection, of, framework, one) for one in newest]


def any_astray(framework_id: str, damaged: Iterable[tuple[str, str]]) -> bool:
    """Say whether a damaged revision is of a field that no format here has: it may have been another field's."""
    chosen = frameworks().get(framework_id)
    return chosen is not None and any(
        not chosen.declares(sheet) or not chosen.sheet(sheet).has(field) for sheet, field in damaged
    )


def _stand_in(connection: Connection, of: int, framework: str, one: Revision) -> Revision:
    before = queries.history(connection, of, one.sheet, one.field)
    value = next(
        (old.value for old in reversed(before) if old.number < one.number and is_readable(framework, old)), None
    )
    return replace(one, value=value, damaged=True)
