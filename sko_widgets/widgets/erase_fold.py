"""A fold in which something whole can be erased for good."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class EraseFold(Control):
    """Two steps: what would go is told, then it goes.

    Messages: `erasing`, answered with `{"parts": [{"text", "items"}]}`, and `erase`, with `{"message"}`.

    Parameters
    ----------
    label
        What is on the fold.
    lead
        What it is for.
    drafts
        What the names of the drafts begin with that go too.
    url
        The page to open afterwards.
    way
        What the link to it says.
    """

    label = t.Unicode("").tag(sync=True)
    lead = t.Unicode("").tag(sync=True)
    drafts = t.Unicode("").tag(sync=True)
    url = t.Unicode("").tag(sync=True)
    way = t.Unicode("Open de pagina opnieuw").tag(sync=True)

    front = Front("erase_fold")
