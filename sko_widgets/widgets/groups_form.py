"""The small groups of a session: divided by a button, changed by hand, and put back."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class GroupsForm(Control):
    """A list for each group, between which people are dragged, or sent with a menu or keys.

    Messages: `divide`; `move` with `who` and `to`, the place of a group, or of a new one; `chair` with `who`; `away`
    with `who` and `away`; `undo`.  Each has the `revision` that the page saw.  The handler sets the traits, and may
    return `said`.

    Parameters
    ----------
    groups
        `{"chair", "members"}` each.
    left
        Who is there and in no group.
    away
        Who is not there.
    revision
        Of what is stored.
    told
        How they are divided, in a sentence.
    chair_says
        What stands on the chair's card.
    can_undo
        Whether there is something to put back.
    """

    groups = t.List(t.Dict()).tag(sync=True)
    left = t.List(t.Unicode()).tag(sync=True)
    away = t.List(t.Unicode()).tag(sync=True)
    revision = t.Int(0).tag(sync=True)
    told = t.Unicode("").tag(sync=True)
    chair_says = t.Unicode("").tag(sync=True)
    can_undo = t.Bool(False).tag(sync=True)

    front = Front("groups_form")
