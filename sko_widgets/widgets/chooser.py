"""A list of places to go to."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Chooser(Control):
    """Dossiers, or other pages, as links with a line about each.

    Parameters
    ----------
    label
        Heading of the list.
    lead
        What there is to know of all of them.
    way
        Empty, or `{"label", "url"}` of the one to go on with.
    items
        `{"label", "url", "note"}` each, and where wanted `state`, how far it is.
    empty
        What stands there when there is none.
    compact
        Whether more of them stand in a row.
    """

    label = t.Unicode("").tag(sync=True)
    lead = t.Unicode("").tag(sync=True)
    way = t.Dict().tag(sync=True)
    items = t.List(t.Dict()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)
    compact = t.Bool(False).tag(sync=True)

    front = Front("chooser")
