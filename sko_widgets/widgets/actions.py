"""Buttons that have something made."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Actions(Control):
    """Buttons and links in a row, under a heading if there is one.

    Message: `press` with the button's `id`, sent after all fields are saved.  The handler returns `{"name", "data"}`
    (a file's name, and its bytes in base64) to have it downloaded, `{"url"}` to go there, or `{"message"}`.

    Parameters
    ----------
    title
        The heading.
    buttons
        `{"id", "label"}` each; `main` makes one stand out, `quiet` is for what is beside the page's own.
    links
        `{"label", "url"}` each.
    """

    title = t.Unicode("").tag(sync=True)
    buttons = t.List(t.Dict()).tag(sync=True)
    links = t.List(t.Dict()).tag(sync=True)

    front = Front("actions")
