"""How a session was: how many people showed one to five fingers at a sentence."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class LikedForm(Control):
    """For each sentence five counts, which are saved as they are filled in.

    Message: `count` with the `statement` and its `counts`, five texts.

    Parameters
    ----------
    key
        Of the drafts, as a field's.
    statements
        The sentences.
    counts
        Sentence -> five texts, empty for none.
    """

    key = t.Unicode("").tag(sync=True)
    statements = t.List(t.Unicode()).tag(sync=True)
    counts = t.Dict().tag(sync=True)

    front = Front("liked_form")
