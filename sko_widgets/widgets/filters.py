"""What a page is narrowed by: a few lists to choose from, and how much is left."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Filters(Control):
    """Lists side by side, of each of which one thing is chosen, or all.

    Messages: `choose` with the `name` of a list and the `value` chosen, empty for all; and `clear`.  The handler sets
    `filters` and `told` anew.

    Parameters
    ----------
    filters
        `{"name", "label", "every", "options": [{"value", "label"}], "chosen"}` each; `every` is the choice of all,
        and when it is empty one has to be chosen.
    told
        How much is left, which is said by a screen reader too when it changes.
    note
        What stands behind it, and is not said again.
    """

    filters = t.List(t.Dict()).tag(sync=True)
    told = t.Unicode("").tag(sync=True)
    note = t.Unicode("").tag(sync=True)

    front = Front("filters")
