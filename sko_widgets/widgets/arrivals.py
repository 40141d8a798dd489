"""What came from elsewhere and waits to be taken over."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Arrivals(Control):
    """Texts with two buttons each: `Overnemen`, and `Niet nu`, which puts it out of sight in this browser.

    Message: `take` with an arrival's `id`, sent after all fields are saved.  The handler may return `{"message"}`, and
    `{"to", "link"}`, the address and the name of where it stands now.

    Parameters
    ----------
    key
        Under which the browser remembers what is out of sight.
    title
        The heading; nothing is shown while there are no arrivals.
    arrivals
        `{"id", "colour", "origin", "text", "note"}` each, the newest first.
    most
        How many are shown at first.
    """

    key = t.Unicode("").tag(sync=True)
    title = t.Unicode("").tag(sync=True)
    arrivals = t.List(t.Dict()).tag(sync=True)
    most = t.Int(2).tag(sync=True)

    front = Front("arrivals")
