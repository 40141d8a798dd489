"""A cycle to read as a document before it is finished, and afterwards."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Review(Control):
    """What stands in each step of a cycle, with a way to change it.

    Parameters
    ----------
    rows
        `{"name", "label", "anchor", "filled", "html"}` each; `html` is safe, `optional` says that it may stay empty,
        and `counts` False that it is asked beside the document.
    finished
        Whether the cycle is finished: it is then read, and changed only after a word of warning.
    notice
        That word, and what a finished cycle is; a sentence or two.
    """

    rows = t.List(t.Dict()).tag(sync=True)
    finished = t.Bool(False).tag(sync=True)
    notice = t.Unicode("").tag(sync=True)

    front = Front("review", "read")
