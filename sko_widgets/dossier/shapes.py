"""Whether a stored value has the shape of its field's kind, so that a page and a report can show it."""

from __future__ import annotations

from typing import Any

from sko_widgets.framework import frameworks

_TEXTS = {"line", "text", "choice", "date"}


def has_shape(framework_id: str, sheet_id: str, field: str, value: Any) -> bool:
    """Say whether a value can be shown in its field; what no format here declares, is shown nowhere and fits.

    Parameters
    ----------
    framework_id
        The dossier's format.
    sheet_id, field
        Where the value belongs.
    value
        A JSON value; None fits everywhere.
    """
    framework = frameworks().get(framework_id)
    if value is None or framework is None or not framework.declares(sheet_id):
        return True
    sheet = framework.sheet(sheet_id)
    return not sheet.has(field) or _fits(sheet.field(field).kind, value)


def _fits(kind: str, value: Any) -> bool:
    match kind:
        case kind if kind in _TEXTS:
            return isinstance(value, str)
        case "scale":
            return isinstance(value, int) and not isinstance(value, bool)
        case "items":
            return isinstance(value, dict) and _parts(value.get("items", []), (str, dict))
        case "table" | "links":
            return _parts(value, (dict,))
        case "ties":
            return _parts(value, (list,))
        case _:
            return _parts(value, (str, dict))


def _parts(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, list) and all(isinstance(part, kinds) for part in value)
