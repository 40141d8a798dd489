"""A text of one line."""

from __future__ import annotations

from .assets import css, esm
from .base import FieldControl


class LineControl(FieldControl):
    """One line of plain text; its value is a string."""

    _esm = esm("line")
    _css = css("line")
