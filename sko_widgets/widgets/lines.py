"""A list of names or other short texts."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class LinesControl(FieldControl):
    """Texts of one line that can be added, removed and put in order; its value is a list of strings.

    Parameters
    ----------
    item_label
        What one line is called, `Partner`; the field's label when empty.
    """

    item_label = t.Unicode("").tag(sync=True)

    front = Front("lines", "rows")
