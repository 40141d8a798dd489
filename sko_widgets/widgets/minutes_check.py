"""What goes into the minutes, line by line, before they go to everyone."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class MinutesCheck(Control):
    """A tick for each line of the minutes; each is kept as soon as it is set.

    Message: `keep` with the `place` of a line and `on`, whether it goes to everyone; the handler sets `sections` anew.

    Parameters
    ----------
    sections
        `{"title", "lines": [{"place", "pieces": [{"text", "mark"}], "about", "on"}]}` each; a piece with a `mark` may
        be somebody's name or number.
    told
        How much may name somebody.
    """

    sections = t.List(t.Dict()).tag(sync=True)
    told = t.Unicode("").tag(sync=True)

    front = Front("minutes_check")
