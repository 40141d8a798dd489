"""Texts to paste somewhere else, each with a button that copies it."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class CopyText(Control):
    """A text that can be read, marked and copied; or several, each in a fold.

    Parameters
    ----------
    title, note
        Above it, and what it is for.
    text
        Plain text.
    parts
        `{"label", "text"}` each; these are shown instead of `text`.
    """

    title = t.Unicode("").tag(sync=True)
    note = t.Unicode("").tag(sync=True)
    text = t.Unicode("").tag(sync=True)
    parts = t.List(t.Dict()).tag(sync=True)

    front = Front("copy_text")
