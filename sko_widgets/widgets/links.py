"""Links from one building block to others."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class LinksControl(FieldControl):
    """Links, whose kind is proposed from the geometry of the grid; a diagonal one is told, never refused.

    Its value is a list of `{"kind", "to", "note", "question"}`.

    Parameters
    ----------
    blocks
        `{"id", "name", "level", "theme", "colour", "title"}` each, in report order.
    levels, themes
        Ids of rows and columns, in order.
    here
        Id of the block that the links start from.
    kinds
        `{"id", "label"}` each.
    """

    blocks = t.List(t.Dict()).tag(sync=True)
    levels = t.List(t.Unicode()).tag(sync=True)
    themes = t.List(t.Unicode()).tag(sync=True)
    here = t.Unicode("").tag(sync=True)
    kinds = t.List(t.Dict()).tag(sync=True)

    front = Front("links", "rows")
