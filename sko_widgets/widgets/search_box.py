"""A box to search in: what is found comes below it while one types."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class SearchBox(Control):
    """A box, and below it the places where something stands.

    Message: `search` with the `question` as far as it was typed.  The handler returns `{"told", "groups"}`: what a
    screen reader says of it, and `{"place", "rows": [{"label", "url", "pieces"}]}` for each place.  A piece is
    `[text, marked]`; the marked ones are what was asked.

    Parameters
    ----------
    label
        What the box is for, `Zoeken in dit dossier`.
    """

    label = t.Unicode("").tag(sync=True)

    front = Front("search_box")
