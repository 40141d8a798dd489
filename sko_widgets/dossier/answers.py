"""One field's value, checked and in its stored form: what a page saves goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sko_widgets import dutch
from sko_widgets.errors import SkoError
from sko_widgets.framework import IN_REPORT, Field, Framework, Sheet

from .problems import explain
from .snapshot import Snapshot
from .values import canonical, is_empty, model_of


class RefusedValueError(SkoError):
    """A value does not fit its field."""


def checked(framework: Framework, sheet_id: str, field: str, value: Any) -> Any:
    """Return a value in its stored form; None when it says nothing.

    Parameters
    ----------
    framework
        The dossier's format.
    sheet_id, field
        Where it belongs.

    Raises
    ------
    RefusedValueError
        When it does not fit the field; says so in the words that are on screen.
    """
    if is_empty(value):
        return None
    sheet = framework.sheet(sheet_id)
    model = model_of(sheet)
    try:
        read = model.model_validate({field: value}, context={"blocks": framework.block_ids})
    except ValidationError as error:
        label = sheet.field(field).label
        raise RefusedValueError(_refusal(error.errors(include_url=False)[0], model, label)) from None
    stored = canonical(read).get(field)
    return None if is_empty(stored) else stored


def in_report(snapshot: Snapshot, sheet: Sheet) -> str:
    """Return what of a sheet goes into the report: `niet`, `plaatje` or `alles`; a sheet without that choice, all."""
    if not sheet.has(IN_REPORT):
        return "alles"
    return str(snapshot.sheet(sheet.id).get(IN_REPORT) or sheet.field(IN_REPORT).default)


def _refusal(detail: ErrorDetails, model: type[BaseModel], label: str) -> str:
    """Return what does not fit, `Acties, regel 3: dit is te lang; …`."""
    row = next((f", regel {step + 1}" for step in detail["loc"] if isinstance(step, int)), "")
    return f"{label}{row}: {explain(detail, model).partition(': ')[2]}."


def plain(field: Field, value: Any, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a value as plain text, for a history that shows what changed; one line a thing.

    Parameters
    ----------
    field, value
        What is shown.
    names
        What that which it refers to is called, by id: blocks, rows that ties join.
    """
    if is_empty(value):
        return ""
    if isinstance(value, Mapping):
        return "\n".join(_items(value))
    if isinstance(value, list):
        return "\n".join(_row(field, part, names) for part in value)
    return _one(field, value)


def _items(value: Mapping[str, Any]) -> list[str]:
    lines = [value["intro"]] if value.get("intro") else []
    items = [item if isinstance(item, str) else _joined(item.values()) for item in value.get("items", ())]
    return lines + [f"- {item}".replace("\n", "\n    ") for item in items]


def _row(field: Field, part: Any, names: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return field.option_label(part)
    if not isinstance(part, Mapping):
        return " → ".join(names.get(one, "weggehaald") for one in part)
    if field.kind == "names":
        return str(part["name"])
    columns = {column.name: column for column in field.columns}
    cells = ((columns.get(name, field), cell) for name, cell in part.items())
    return _joined(_cell(column, cell, names) for column, cell in cells if not column.hidden)


def _cell(column: Field, value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_cell(column, part, names) for part in value]
    refers = column.kind in ("links", "questions")
    return names.get(value, column.option_label(value)) if refers else _one(column, value)


def _one(field: Field, value: Any) -> str:
    return dutch.date(value) if field.kind == "date" else field.option_label(str(value))


def _joined(parts: Iterable[Any]) -> str:
    texts = (", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts)
    return " · ".join(text for text in texts if text)
