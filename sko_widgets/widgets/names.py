"""A list of names that other fields refer to."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class NamesControl(FieldControl):
    """Names that can be added, changed, removed and put in order; each keeps its id when its text changes.

    Its value is a list of `{"id", "name"}`; a name whose id is the same is a string.

    Parameters
    ----------
    item_label
        What one name is called, `Partner`; the field's label when empty.
    """

    item_label = t.Unicode("").tag(sync=True)

    _esm = esm("names")
    _css = css("names", "rows")
