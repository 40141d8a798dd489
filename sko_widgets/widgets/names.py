"""A list of names that other fields refer to."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class NamesControl(FieldControl):
    """Names that can be added, changed, removed and put in order; each keeps its id when its text changes.

    Its value is a list of `{"id", "name"}`; a name whose id is the same is a string.

    Parameters
    ----------
    item_label
        What one name is called, `Partner`; the field's label when empty.
    """

    item_label = t.Unicode("").tag(sync=True)

    front = Front("names", "rows")
