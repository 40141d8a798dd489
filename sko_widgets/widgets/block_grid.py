"""The grid of blocks: where one is, what is missing, what leads where."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Grid(Control):
    """Levels as rows, themes as columns; each block is one link, and a cell without a block stays empty.

    Parameters
    ----------
    levels, themes
        `{"id", "name"}` each; a theme has a `colour` too.
    cells
        `{"id", "name", "level", "theme", "colour", "title", "url", "cycle", "filled", "total", "missing"}` each, and
        `links`, which are `{"to", "label"}`: they are told as small lines, and drawn as arrows between cells.
    """

    levels = t.List(t.Dict()).tag(sync=True)
    themes = t.List(t.Dict()).tag(sync=True)
    cells = t.List(t.Dict()).tag(sync=True)

    _esm = esm("block_grid")
    _css = css("block_grid")
