"""Lines of a session that go further only when somebody wants that: into the minutes, or to the programme."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class MinutesCheck(Control):
    """A tick for each line; each is kept as soon as it is set.

    Message: `keep` with the `place` of a line and `on`, whether it goes further; the handler sets `sections` anew.

    Parameters
    ----------
    title, note
        Above all, and what it means.
    sections
        `{"title", "lines": [{"place", "pieces": [{"text", "mark"}], "about", "on"}]}` each; a piece with a `mark` may
        be somebody's name or number.
    told
        How much may name somebody.
    empty
        What stands there when there is nothing.
    """

    title = t.Unicode("Dit gaat naar iedereen").tag(sync=True)
    note = t.Unicode("").tag(sync=True)
    sections = t.List(t.Dict()).tag(sync=True)
    told = t.Unicode("").tag(sync=True)
    empty = t.Unicode("Er is in deze bijeenkomst niets opgeschreven dat in het verslag kan.").tag(sync=True)

    front = Front("minutes_check")
