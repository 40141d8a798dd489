"""When two values of a field say the same."""

from __future__ import annotations

from typing import Any


def tidy(value: Any) -> Any:
    """Return a value without its empty parts, an item that has only a text as that text.

    Texts stay as they were typed.  `static/shared/values.js` does the same.
    """
    if isinstance(value, dict):
        kept = {key: part for key, part in ((key, tidy(part)) for key, part in value.items()) if not is_empty(part)}
        return kept["text"] if kept.keys() == {"text"} else kept
    if isinstance(value, list):
        return [part for part in map(tidy, value) if not is_empty(part)]
    return value


def is_empty(value: Any) -> bool:
    """Say whether a tidy value says nothing."""
    return value is None or value in ("", [], {})


def same(one: Any, other: Any) -> bool:
    """Say whether two values of a field say the same."""
    one, other = tidy(one), tidy(other)
    return (is_empty(one) and is_empty(other)) or bool(one == other)
