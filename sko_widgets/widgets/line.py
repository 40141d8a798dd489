"""A text of one line."""

from __future__ import annotations

from .base import FieldControl
from .own_widget import Front


class LineControl(FieldControl):
    """One line of plain text; its value is a string."""

    front = Front("line")
