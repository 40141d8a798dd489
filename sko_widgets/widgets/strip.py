"""The strip above the steps of a cycle: what the block is called, its question, and its cycles as tabs."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Strip(Control):
    """Title and question of a block, its cycles, and the blocks beside it.

    Parameters
    ----------
    title
        Plain text, the heading of the page.
    lead
        What the title is of, `Bouwsteen 5 van 9`.
    label
        What kind of question it is, `Verplichte vraag`.
    question
        Safe HTML.
    cycles
        `{"label", "state", "url", "here", "done"}` each; `state` is a word, `afgerond`.
    """

    title = t.Unicode("").tag(sync=True)
    lead = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    question = t.Unicode("").tag(sync=True)
    cycles = t.List(t.Dict()).tag(sync=True)

    front = Front("strip")
