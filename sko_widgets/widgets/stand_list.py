"""A list in which each row says how it stands with something."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class StandList(Control):
    """Rows with a name and a word for how it stands, in a fold if wanted.

    Parameters
    ----------
    title
        Above the list, or of the fold.
    fold
        Whether the list opens only when somebody wants it.
    rows
        `{"name", "note", "stand", "done"}` each.
    foot
        A sentence below them.
    """

    title = t.Unicode("").tag(sync=True)
    fold = t.Bool(False).tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    foot = t.Unicode("").tag(sync=True)

    front = Front("stand_list")
