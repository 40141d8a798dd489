"""The title of a page and the question that it is about."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Opening(Control):
    """Title, a line above it, and the question in a box.

    Parameters
    ----------
    title, lead
        Plain text.
    label
        What kind of question it is, `Verplichte vraag`.
    question
        Safe HTML; no box when empty.
    """

    title = t.Unicode("").tag(sync=True)
    lead = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    question = t.Unicode("").tag(sync=True)

    front = Front("opening")
