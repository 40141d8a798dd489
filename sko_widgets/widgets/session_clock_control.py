"""What the two windows of a session have together: its clock."""

from __future__ import annotations

import traitlets as t

from .base import Control


class SessionClockControl(Control):
    """A window of a session, which asks a few times a second how the clock stands.

    Messages: `look` with the `mark` of what the page knows, and `press` with what was pressed (`does`) at which `part`.
    The handler returns `{"left", "mark"}`, how many seconds the part has left, and the `face` when it has another mark;
    or `{"left", "mark", "moved"}` when the session is on another day now: `{"told", "link", "url"}`, which takes the
    place of the page.

    Parameters
    ----------
    key
        Which session it is, for the other windows of this browser.
    face
        As `insight.clock_face.face` returns it.
    left
        Seconds that the part has left.
    """

    key = t.Unicode("").tag(sync=True)
    face = t.Dict().tag(sync=True)
    left = t.Float(0.0).tag(sync=True)
