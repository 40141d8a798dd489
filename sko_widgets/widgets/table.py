"""Rows of the same few columns, as cards that fit on a phone."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class TableControl(FieldControl):
    """Rows that can be added, removed and put in order; its value is a list of `{column: value}`.

    Parameters
    ----------
    columns
        `{"name", "label", "kind"}` each, and where wanted `help` and `questions`; kinds are `line`, `lines`, `text`,
        `date`, with `options` `choice`, `choices` and `scale`, and with `from` `name`: one of the names below.
        A `hidden` column `id` is given by the control.
    item_label
        What one row is called, `School`; the field's label when empty.
    in_sight
        Names of the columns that stand beside the first one; where there are many, the others fold away.
    names
        What columns of kind `name` offer, by their `from`: `{"listed": [[id, name]], "gone": [[id, name]], "list"}`.
        A cell holds the id, or what was typed; `gone` is only shown.  A new name is added to the `list`, `partners`,
        unless that is empty.
    first_names
        Whether the id of a row is what it was first called, since other fields refer to it.

    first_row
        Id and name of a row that always stands first, `{"id": "wij", "name": "Wij zelf"}`; it cannot be removed, and is
        in the value once something else stands in it.

    Messages: `add_name` with `kind` and `name` answers `{"name", "added", "message"}`, `drop_name` takes that back;
    `look_names` asks for `names` as they are now.
    """

    columns = t.List(t.Dict()).tag(sync=True)
    item_label = t.Unicode("").tag(sync=True)
    in_sight = t.List(t.Unicode()).tag(sync=True)
    names = t.Dict().tag(sync=True)
    first_names = t.Bool(False).tag(sync=True)
    first_row = t.Dict().tag(sync=True)

    front = Front("table", "rows", "picks", "tablerows")
