"""One field's value, checked and in its stored form: what a page saves goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

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
        When it does not fit the field; says where and what does fit.
    """
    model = model_of(catalogue().sheet(sheet_id))
    try:
        read = model.model_validate({field: value}, context={"blocks": block_ids})
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise RefusedValueError(explain(details[0], model) + ".", where=sheet_id) from None
    stored = canonical(read).get(field)
    return None if is_empty(stored) else stored


def plain(field: Field, value: Any) -> str:
    """Return a value as plain text, for a history that shows what changed; one line a thing."""
    if is_empty(value):
        return ""
    if isinstance(value, str):
        return field.option_label(value)
    if isinstance(value, Mapping):
        return "\n".join(_parts(value))
    if isinstance(value, list):
        return "\n".join(_row(field, part) for part in value)
    return str(value)


def _parts(value: Mapping[str, Any]) -> list[str]:
    lines = [value["intro"]] if value.get("intro") else []
    return lines + [f"- {item if isinstance(item, str) else _joined(item)}" for item in value.get("items", ())]


def _row(field: Field, part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Mapping):
        return _joined(
            {name: field.option_label(text) if isinstance(text, str) else text for name, text in part.items()}
        )
    return " – ".join(map(str, part)) if isinstance(part, list) else str(part)


def _joined(parts: Mapping[str, Any]) -> str:
    texts = (", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts.values())
    return " · ".join(text for text in texts if text)


def _label(field: Field, text: Any) -> Any:
    return field.option_label(text) if isinstance(text, str) else text
