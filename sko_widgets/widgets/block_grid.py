"""The grid of blocks: what each asks now, how far it is, and on demand what leads where."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Grid(Control):
    """Levels as rows, themes as columns; each block has one link, and a cell without a block stays empty.

    A switch draws the links between blocks as arrows through the gutters, and says them in each block; the browser
    remembers it.

    Parameters
    ----------
    levels, themes
        `{"id", "name"}` each; a theme has a `colour` too.
    cells
        `{"id", "name", "level", "theme", "colour", "title", "question", "url", "finished", "cycle", "filled", "total",
        "state"}` each, and `links`, which are `{"to", "label"}`.  `finished` counts whole cycles before the newest one,
        which has `total` steps (0 when it is finished too) of which `filled` have something in them; `state` says what
        comes next in it, and `ready` that it is whole.
    """

    levels = t.List(t.Dict()).tag(sync=True)
    themes = t.List(t.Dict()).tag(sync=True)
    cells = t.List(t.Dict()).tag(sync=True)

    front = Front("block_grid")
