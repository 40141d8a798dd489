"""A snapshot without what cannot be read, so that one damaged field stops no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Field, Framework

Place = tuple[str, str]
"""Sheet and name of a field."""


def sound(snapshot: Snapshot, framework: Framework) -> tuple[Snapshot, list[Place]]:
    """Return a snapshot without values that do not fit their field, and where those stood.

    A sheet, a block or a field that the format does not have is left out too.
    """
    kept: dict[str, dict[str, Any]] = {}
    left: list[Place] = []
    for sheet_id, values in snapshot.sheets.items():
        declared = {field.name: field for field in _fields(framework, sheet_id)}
        fits = {name: name in declared and _fits(declared[name], value) for name, value in values.items()}
        left += [(sheet_id, name) for name, fit in fits.items() if not fit]
        kept[sheet_id] = {name: value for name, value in values.items() if fits[name]}
    return (replace(snapshot, sheets=kept) if left else snapshot), left


def _fields(framework: Framework, sheet_id: str) -> tuple[Field, ...]:
    of_block = sheet_id.startswith("block/") and sheet_id.split("/")[1] not in framework.block_ids
    return framework.sheet(sheet_id).fields if framework.declares(sheet_id) and not of_block else ()


def _fits(field: Field, value: Any) -> bool:
    match field.kind:
        case "items":
            return isinstance(value, dict) and _is_text(value.get("intro", "")) and _said(value.get("items", []))
        case "questions":
            return _said(value)
        case "links":
            return _groups(value, "kind", "to")
        case "table":
            return isinstance(value, list) and all(isinstance(row, dict) and _row_fits(field, row) for row in value)
        case "ties":
            return isinstance(value, list) and all(_texts(pair) and len(pair) == 2 for pair in value)
        case "lines" | "choices" | "names":
            return _texts(value)
        case "scale":
            return isinstance(value, int) and not isinstance(value, bool)
        case "date":
            return _is_text(value) and (not value or _is_date(value))
        case _:
            return _is_text(value)


def _row_fits(field: Field, row: Mapping[str, Any]) -> bool:
    return all(row.get(column.name) is None or _fits(column, row[column.name]) for column in field.columns)


def _said(value: Any) -> bool:
    """Say whether a value is a list of texts, some with more that is said of them."""
    return isinstance(value, list) and all(_is_text(one) or _groups([one], "text") for one in value)


def _groups(value: Any, *needed: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and one.keys() >= {*needed} and _texts(list(one.values())) for one in value
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
