"""The programme of a session, with the part that is on."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class SessionParts(Control):
    """The parts of a session in a list: when each begins, and how long it takes.

    Parameters
    ----------
    parts
        `{"name", "minutes", "at"}` each.
    part
        Number of the one that is on.
    told
        Whether they fit in the time, `180 minuten, past precies`.
    note
        `{"text", "label", "url"}`: a word on what is still to be done for them, and the way there; empty for none.
    """

    parts = t.List(t.Dict()).tag(sync=True)
    part = t.Int(-1).tag(sync=True)
    told = t.Unicode("").tag(sync=True)
    note = t.Dict().tag(sync=True)

    front = Front("session_parts")
