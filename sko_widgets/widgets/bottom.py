"""The end of a page: finishing the cycle, and the ways on."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Bottom(Control):
    """Buttons `Cyclus afronden` and `Afronden terugdraaien`, and links to other cycles.

    Messages: `finish` and `undo`, sent after all fields are saved.  A handler may return `{"url"}` to go there, or
    `{"message"}` to say something.

    Parameters
    ----------
    can_finish, finished, can_undo
        What can be done now.
    note
        A sentence beside the button.
    links
        `{"label", "url"}` each.
    """

    can_finish = t.Bool(False).tag(sync=True)
    finished = t.Bool(False).tag(sync=True)
    can_undo = t.Bool(False).tag(sync=True)
    note = t.Unicode("").tag(sync=True)
    links = t.List(t.Dict()).tag(sync=True)

    _esm = esm("bottom")
    _css = css("bottom")
