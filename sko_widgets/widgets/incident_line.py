"""A sentence that a small group keeps of a session, or how what it kept ended."""

from __future__ import annotations

import traitlets as t

from .line import LineControl
from .own_widget import Front


class IncidentLine(LineControl):
    """A line below what it is about, which marks what may be somebody's name.

    Parameters
    ----------
    title
        The heading above it, of the first of some; empty for none.
    of
        What stands above the line; its label begins with the same words.
    pieces
        `{"text", "mark"}` each: what was saved, when it may name somebody; else empty.
    """

    title = t.Unicode("").tag(sync=True)
    of = t.Unicode("").tag(sync=True)
    pieces = t.List(t.Dict()).tag(sync=True)

    front = Front("incident_line")
