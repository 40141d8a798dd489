"""Rows of the same few columns, as cards that fit on a phone."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class TableControl(FieldControl):
    """Rows that can be added, removed and put in order; its value is a list of `{column: value}`.

    Parameters
    ----------
    columns
        `{"name", "label", "kind"}` each, and where wanted `help` and `questions`; kinds are `line`, `lines`, `text`,
        `date`, and with `options` `choice`, `choices` and `scale`.  A `hidden` column `id` is given by the control.
    item_label
        What one row is called, `School`; the field's label when empty.
    """

    columns = t.List(t.Dict()).tag(sync=True)
    item_label = t.Unicode("").tag(sync=True)

    _esm = esm("table")
    _css = css("table", "rows", "picks", "tablerows")
