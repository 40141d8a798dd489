"""A short list under a heading: what comes up, what was changed."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class ShortList(Control):
    """Lines with a place to go to; the first of them, and the others when they are asked for.

    Parameters
    ----------
    title
        Heading of the list.
    rows
        `{"label"}` each, and where wanted: `url`, a `note` below it, and before it `when`, a word or two.  `late` makes
        that stand out; the note says why.
    empty
        What stands there when there is none.
    most
        How many are shown at first.
    more
        What the button says that shows the others.
    """

    title = t.Unicode("").tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)
    most = t.Int(100).tag(sync=True)
    more = t.Unicode("Meer").tag(sync=True)

    front = Front("short_list")
