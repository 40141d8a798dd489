"""A list of actions, results or other items, each with who, when, how far, and how one sees it."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class ItemsControl(FieldControl):
    """Items under an introduction; each can carry details behind one click.

    Its value is `{"intro": str, "items": [str | {"text", …}]}`; an item that has only a text is that text.

    Parameters
    ----------
    item_label
        What one item is called, `Actie`; it names the fields and the button.
    details
        Key of a detail -> its label; `status` is a choice, `evidence` a text, all else a line.  None by default.
    in_sight
        The details that stand below the text of each item; the others lie behind one click.
    statuses
        The choices for `status`; another one that is stored stays.
    """

    item_label = t.Unicode("").tag(sync=True)
    details = t.Dict().tag(sync=True)
    in_sight = t.List(t.Unicode()).tag(sync=True)
    statuses = t.List(t.Unicode()).tag(sync=True)

    front = Front("items", "rows")
