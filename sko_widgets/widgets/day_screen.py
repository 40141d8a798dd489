"""What the room sees of a session: what is done now, and how much time there is for it."""

from __future__ import annotations

import traitlets as t

from .own_widget import Front
from .session_clock_control import SessionClockControl


class DayScreen(SessionClockControl):
    """The part that is on, its clock, and what comes, as large as a room needs.

    Parameters
    ----------
    title
        What it is about, `Samenwerking`.
    question
        What stands there before it begins.
    earlier
        `{"part", "rows", "asks", "kept"}`: what was agreed the last time, shown at the part of that name, and what the
        room talks about then; a row is `{"what", "about", "stand", "told", "heard"}`.  `kept` is what small groups kept
        then, `{"parts", "asks", "rows"}`, shown at the parts of those names; a row is `{"text", "ended"}`.
    seats
        `{"parts", "groups", "chair_does"}`: who sits in which small group, shown at the parts of those names; a group
        is `{"chair", "others"}`.  Empty when there are none.
    """

    title = t.Unicode("").tag(sync=True)
    question = t.Unicode("").tag(sync=True)
    earlier = t.Dict().tag(sync=True)
    seats = t.Dict().tag(sync=True)

    front = Front("day_screen")
