"""The end of a cycle: with which question one goes on, and finishing it."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Bottom(Control):
    """The choice of the next question, and the buttons `Naar cyclus 2`, `Nog niet` and `Afronden terugdraaien`.

    Messages: `finish`, with `chosen` (the text of one of `choices`, or empty for all of them), and `undo`, sent after
    all fields are saved.  A handler may return `{"url"}` to go there, or `{"message"}` to say something.

    Parameters
    ----------
    can_finish, finished, can_undo
        What can be done now.
    note
        A sentence beside the buttons.
    choices
        `{"text", "html"}` of each question with which the next cycle can begin; `html` is safe.
    open_points
        `{"label", "anchor"}` of each step that is still empty.
    next_label
        What finishing leads to, `Naar cyclus 2`.
    later_url
        Where `Nog niet` leads.
    """

    can_finish = t.Bool(False).tag(sync=True)
    finished = t.Bool(False).tag(sync=True)
    can_undo = t.Bool(False).tag(sync=True)
    note = t.Unicode("").tag(sync=True)
    choices = t.List(t.Dict()).tag(sync=True)
    open_points = t.List(t.Dict()).tag(sync=True)
    next_label = t.Unicode("").tag(sync=True)
    later_url = t.Unicode("").tag(sync=True)

    front = Front("bottom", "read")
