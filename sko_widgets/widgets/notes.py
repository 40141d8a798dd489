"""A short list under a heading."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Notes(Control):
    """What was changed last, or other lines that one reads.

    Parameters
    ----------
    title
        Heading of the list.
    notes
        Lines of plain text.
    empty
        What stands there when there is none.
    """

    title = t.Unicode("").tag(sync=True)
    notes = t.List(t.Unicode()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)

    _esm = esm("notes")
    _css = css("notes")
