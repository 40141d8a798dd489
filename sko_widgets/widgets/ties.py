"""Which rows of one table hang on which rows of another."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class TiesControl(FieldControl):
    """For each row of the first table checkboxes for the rows of the second, with the loose ends named.

    Its value is a list of `[from, to]`; a tie to a row that is gone stays, for the row may come back.

    Parameters
    ----------
    rows
        `{"id", "label"}` each, of the first table and of the second.
    names
        What the two tables are called.
    loose
        Of each table, whether a row that is not tied is a loose end.
    """

    rows = t.List(t.List(t.Dict()), [[], []]).tag(sync=True)
    loose = t.List(t.Bool(), [True, True]).tag(sync=True)
    names = t.List(t.Unicode(), ["", ""]).tag(sync=True)

    front = Front("ties", "picks")
