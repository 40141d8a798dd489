"""A day."""

from __future__ import annotations

from .assets import css, esm
from .base import FieldControl


class DateControl(FieldControl):
    """A date; its value is `2026-01-20`, or an empty text."""

    _esm = esm("date")
    _css = css("date")
