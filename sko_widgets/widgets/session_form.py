"""The form with which a session is set up: when and where, about what, in which form, and its programme."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class SessionForm(Control):
    """One page from top to bottom.  What is typed lies in the browser until the session is made or changed.

    Messages: `programme` with `form` and `minutes`, to which the handler returns `{"parts"}`; `fits` with `parts` and
    `minutes`, to which it returns `{"fits"}`, a sentence; `plan` with all that was filled in and `anyway`, to which it
    returns `{"url"}`, or `{"look"}`, a sentence on what somebody else changed meanwhile, after which `anyway` is sent;
    or `{"moved", "link", "to", "day", "key"}` when somebody else gave it another day, with the way to that, where what
    was filled in is kept under that key.

    Parameters
    ----------
    key
        Under which the browser keeps what is typed.
    before
        Under which it kept that on the days on which the session was before.
    levels, themes, cells
        As in `BlockPick`; each cell has the `question` of its block.
    lessons
        `{"id", "label", "question"}` each.
    forms
        `{"id", "name", "good_for", "people", "minutes"}` each.
    year
        `{"month", "about", "note", "theme", "question", "form"}` of each session of a year that is ready.
    filled
        What stands in the form at first: `day`, `start`, `minutes`, `place`, `theme`, `question`, `form`, and `parts`.
    own_question
        The question that goes with a theme in words of one's own.
    exists
        Whether the session is there already: another day moves it.
    """

    key = t.Unicode("").tag(sync=True)
    before = t.List(t.Unicode()).tag(sync=True)
    levels = t.List(t.Dict()).tag(sync=True)
    themes = t.List(t.Dict()).tag(sync=True)
    cells = t.List(t.Dict()).tag(sync=True)
    lessons = t.List(t.Dict()).tag(sync=True)
    forms = t.List(t.Dict()).tag(sync=True)
    year = t.List(t.Dict()).tag(sync=True)
    filled = t.Dict().tag(sync=True)
    own_question = t.Unicode("").tag(sync=True)
    exists = t.Bool(False).tag(sync=True)

    front = Front("session_form")
