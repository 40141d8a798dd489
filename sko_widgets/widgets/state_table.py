"""A table of states: a row for each of many things, a word in each column."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class StateTable(Control):
    """Rows with a name and a state in each column; on a narrow screen each row is a short list.

    Parameters
    ----------
    label
        What the table is of, for a screen reader.
    first, last
        What the column of names is called, and the last one.
    groups
        `{"label", "colour", "columns": [{"label", "name"}]}` each: columns with one heading together; `name` is what a
        column is called by itself.
    rows
        `{"name", "note", "states": [{"kind", "word"}], "last"}` each; `kind` tells how a state looks: `none`, `busy`,
        `ready` or `done`, and nothing for a column that the row does not have.
    empty
        What stands there when there is no row.
    """

    label = t.Unicode("").tag(sync=True)
    first = t.Unicode("").tag(sync=True)
    last = t.Unicode("").tag(sync=True)
    groups = t.List(t.Dict()).tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)

    front = Front("state_table")
