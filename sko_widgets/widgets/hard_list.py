"""What is hard, by theme: a column a theme, and in it a list a kind."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class HardList(Control):
    """Texts under the heading of their theme and kind; the first of each, and more when they are asked for.

    Message: `more`.  The handler sets `themes` anew.

    Parameters
    ----------
    themes
        `{"name", "colour", "kinds": [{"label", "rows": [{"text", "note"}], "rest"}]}` each; `rest` says how many there
        are besides.
    can_more
        Whether there is more to show.
    empty
        What stands there when there is nothing.
    """

    themes = t.List(t.Dict()).tag(sync=True)
    can_more = t.Bool(False).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)

    front = Front("hard_list")
