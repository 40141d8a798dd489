"""One field's value, checked and in its stored form: what a page saves goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sko_widgets.errors import SkoError
from sko_widgets.framework import Field, catalogue

from .problems import explain
from .values import canonical, is_empty, model_of


class RefusedValueError(SkoError):
    """A value does not fit its field."""


def checked(sheet_id: str, field: str, value: Any, block_ids: Sequence[str]) -> Any:
    """Return a value in its stored form; None when it says nothing.

    Raises
    ------
    RefusedValueError
        When it does not fit the field; says so in the words that are on screen.
    """
    if is_empty(value):
        return None
    model = model_of(catalogue().sheet(sheet_id))
    try:
        read = model.model_validate({field: value}, context={"blocks": block_ids})
    except ValidationError as error:
        label = catalogue().sheet(sheet_id).field(field).label
        raise RefusedValueError(_refusal(error.errors(include_url=False)[0], model, label)) from None
    stored = canonical(read).get(field)
    return None if is_empty(stored) else stored


def _refusal(detail: ErrorDetails, model: type[BaseModel], label: str) -> str:
    """Return what does not fit, `Acties, regel 3: dit is te lang; …`."""
    row = next((f", regel {step + 1}" for step in detail["loc"] if isinstance(step, int)), "")
    return f"{label}{row}: {explain(detail, model).partition(': ')[2]}."


def plain(field: Field, value: Any, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a value as plain text, for a history that shows what changed; one line a thing.

    Parameters
    ----------
    field, value
        What is told.
    names
        Of `ties`: what the rows that they join are called, by id.
    """
    if is_empty(value):
        return ""
    if isinstance(value, Mapping):
        return "\n".join(_parts(value))
    if isinstance(value, list):
        return "\n".join(_row(field, part, names) for part in value)
    return field.option_label(str(value))


def row_names(field: Field, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what each row of a table is called, by its id: its first column of text."""
    column = next(column for column in field.columns if not column.hidden and column.kind in ("line", "text"))
    named = ((row.get("id"), " ".join(row.get(column.name, "").split())) for row in rows)
    return {str(one): name for one, name in named if one and name}


def _parts(value: Mapping[str, Any]) -> list[str]:
    lines = [value["intro"]] if value.get("intro") else []
    return lines + [f"- {item if isinstance(item, str) else _joined(item.values())}" for item in value.get("items", ())]


def _row(field: Field, part: Any, names: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return field.option_label(part)
    if isinstance(part, Mapping):
        columns = {column.name: column for column in field.columns}
        cells = ((columns.get(name, field), cell) for name, cell in part.items())
        return _joined(_cell(column, cell) for column, cell in cells if not column.hidden)
    return " → ".join(names.get(one, "weggehaald") for one in part)


def _cell(column: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_cell(column, part) for part in value]
    return column.option_label(str(value))


def _joined(parts: Iterable[Any]) -> str:
    texts = (", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts)
    return " · ".join(text for text in texts if text)
