"""How one begins on the start page: go on, a new coalition, a file, the example."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Beginnings(Control):
    """The button `Ga verder`, and the ways to begin; while there is nothing to go on with, a new coalition comes first.

    What is typed in the form lies in the browser until the coalition is there.  A file can also be dropped on the page.

    Messages: `make` with `name` and `period`; `example`; for a file `file_part` with `at` and `data` (base64), then
    `file` with `name` and `same`, and `file_take` to let it change a dossier that is there.  A handler returns
    `{"url"}` to go there, or raises `SkoError`.  That of `file` may also return `{"refused": {"problems", "number",
    "mend"}}`; `{"other": {"there", "name"}}`, to have asked whether those are the same coalition; or `{"there":
    sentence}`, to have asked whether the dossier may be changed.

    Parameters
    ----------
    period
        The period that is filled in.
    last
        What one goes on with, `{"label", "place", "note", "page", "url"}`: the coalition and its page, and the step
        where somebody was last; empty when there is none.
    largest
        Bytes of the largest file that is read.
    """

    period = t.Unicode("").tag(sync=True)
    last = t.Dict().tag(sync=True)
    largest = t.Int(0).tag(sync=True)

    front = Front("beginnings", "openfile")
