"""The clock of a session for who leads it, with what can be pressed."""

from __future__ import annotations

import traitlets as t

from .own_widget import Front
from .session_clock_control import SessionClockControl


class SessionStrip(SessionClockControl):
    """The part that is on, its clock and the buttons, in a strip.

    Parameters
    ----------
    title
        Heading of the page.
    screen
        Link to the window that the room sees.
    minutes
        Link to the minutes, shown when the session is over.
    """

    title = t.Unicode("").tag(sync=True)
    screen = t.Unicode("").tag(sync=True)
    minutes = t.Unicode("").tag(sync=True)

    front = Front("session_strip")
