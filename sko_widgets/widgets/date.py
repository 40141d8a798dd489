"""A day."""

from __future__ import annotations

from .base import FieldControl
from .own_widget import Front


class DateControl(FieldControl):
    """A date; its value is `2026-01-20`, or an empty text."""

    front = Front("date")
