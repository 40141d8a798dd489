"""Pictures drawn from what was filled in."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Picture(Control):
    """Pictures with a caption each, drawn anew when they change.

    Parameters
    ----------
    pictures
        `{"svg", "caption", "alt"}` each.
    empty
        What is said while there are none; empty for nothing.
    """

    pictures = t.List(t.Dict()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)

    front = Front("picture")
