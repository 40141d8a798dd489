"""Tables whose rows hang together as one picture, in which they are made, changed and joined."""

from __future__ import annotations

import traitlets as t
from ipywidgets import widget_serialization

from .base import Control, FieldControl
from .own_widget import Front


class ChainBoard(Control):
    """Columns of cards with lines between what hangs together, and the same row by row.

    It holds no value: each card is a row of one of its fields, each line a pair in another, and those save themselves.

    Parameters
    ----------
    fields
        The controls of its fields by their names: a `TableControl` with a column `text` for each column of cards, a
        `TiesControl` for what joins two of them.
    columns
        `{"name", "label", "item", "letter", "heading", "asks"}` each, in order: the name of its field, what one card is
        called, the letter that its number begins with, and what it is called and asks where it stands row by row.
    ties
        `{"name", "start", "end"}` each: the name of its field, and the numbers of the columns that it joins. One whose
        start stands right of its end is told in words, and drawn when one of its cards is chosen.
    loose
        `[name of ties, number of a column, words]` each: what is said of a card of that column without such a tie.
    """

    fields = t.Dict(value_trait=t.Instance(FieldControl)).tag(sync=True, **widget_serialization)
    columns = t.List(t.Dict()).tag(sync=True)
    ties = t.List(t.Dict()).tag(sync=True)
    loose = t.List(t.List()).tag(sync=True)

    front = Front("chain_board", "rows", "picks", "tablerows")
