"""A list of questions, each new or adjusted, for this block or for another."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class QuestionsControl(FieldControl):
    """Questions that can be added, removed and put in order.

    Its value is a list of `{"text", "kind", "block"}`; a question of the first kind for this block is its text alone.

    Parameters
    ----------
    item_label
        What one question is called; the field's label when empty.
    kinds
        `{"id", "label"}` each.
    blocks
        `{"id", "name"}` each: the other blocks that a question can belong to.
    """

    item_label = t.Unicode("").tag(sync=True)
    kinds = t.List(t.Dict()).tag(sync=True)
    blocks = t.List(t.Dict()).tag(sync=True)

    front = Front("questions", "rows")
