"""What stands in a step, in one line: what a step that is folded says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.answers import plain
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Field, Step

from .wording import bare

_MOST = 110  # characters: two lines on a laptop


def within(step: Step, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `text`, what stands in a step, and `asks`, whether that is only what it asks.

    Parameters
    ----------
    step
        The step of a sheet.
    values
        What stands in the sheet, by field.
    """
    said = [_said(field, values[field.name]) for field in step.fields if not is_empty(values.get(field.name))]
    if said:
        return {"text": dutch.shortened(" · ".join(said), _MOST), "asks": False}
    asked = [question.text for field in step.fields for part in field.parts for question in part.questions]
    return {"text": asked[0] if asked else "Nog leeg", "asks": bool(asked)}


def _said(field: Field, value: Any) -> str:
    if isinstance(value, list):
        words = _rows(field, value)
        number = f"{len(value)} {field.items}: " if field.items and len(value) > 1 else ""
        return number + "; ".join(words)
    return " ".join(bare(plain(field, value)).split())


def _rows(field: Field, value: list[Any]) -> list[str]:
    if field.kind == "ties":
        return [f"{len(value)} verbonden"]
    if field.kind != "table":
        return plain(field, value).splitlines()
    named = field.row_name
    return [str(row[named.name]) for row in value if named and row.get(named.name)]
