"""The texts that people typed in a field: what search finds; no ids, no choices, no dates, nothing that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sko_widgets.framework import Field, frameworks

from .said_about import is_about_dossier
from .shapes import has_shape
from .shared import COPY, SHARED, SharedCopy

_CHOSEN = {"choice", "choices", "scale", "date", "ties"}
_NOT_TYPED = {"kind", "to", "block", "id"}
"""Parts of a question, a link or a name that are chosen, or kept without being shown."""


def typed_in(framework_id: str, sheet_id: str, field: str, value: Any) -> list[str]:
    """Return the texts in a field's value, in the order in which they are read; none of what the format does not know.

    What was said about the dossier, as a reader's comment, is not typed in it.

    Parameters
    ----------
    framework_id
        The dossier's format.
    sheet_id, field
        Where the value belongs.
    value
        A JSON value.
    """
    if sheet_id.startswith(SHARED) and field == COPY:
        return _shared_texts(sheet_id, value)
    framework = frameworks().get(framework_id)
    if value is None or framework is None or is_about_dossier(sheet_id) or not framework.declares(sheet_id):
        return []
    sheet = framework.sheet(sheet_id)
    if not sheet.has(field) or not has_shape(framework_id, sheet_id, field, value):
        return []
    declared = sheet.field(field)
    if declared.kind in _CHOSEN:
        return []
    return [text for text in _texts(value, {column.name: column for column in declared.columns}) if text.strip()]


def _shared_texts(sheet_id: str, value: Any) -> list[str]:
    """Return what people typed in what they shared with a group: the texts of a copy's fields, and its title."""
    if not isinstance(value, dict) or "fields" not in value:
        return []
    copy = SharedCopy.from_json(sheet_id, value)
    typed = (typed_in(copy.framework, copy.place, name, one) for name, one in copy.fields.items())
    return [*([copy.title] if copy.title else []), *(text for texts in typed for text in texts)]


def _texts(value: Any, columns: Mapping[str, Field]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, columns)
    elif isinstance(value, dict):
        for name, part in value.items():
            if _is_typed(name, columns.get(name)):
                yield from _texts(part, columns)


def _is_typed(name: str, column: Field | None) -> bool:
    return name not in _NOT_TYPED if column is None else not (column.hidden or column.kind in _CHOSEN)
