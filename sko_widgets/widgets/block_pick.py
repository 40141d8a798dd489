"""A small grid in which one chooses a block, beside what is shown of it."""

from __future__ import annotations

import traitlets as t

from .base import Control


class BlockPick(Control):
    """The small grid of a view; what is shown beside it, its own class says.

    Message: `choose_block` with the `block` that is chosen, empty for all.  The handler sets the traits anew.

    Parameters
    ----------
    levels, themes
        `{"id", "name"}` each, and a theme's `colour`.
    cells
        `{"id", "name", "level", "theme", "colour", "count", "said"}` of each block: how much it has, in figures and as
        a screen reader says it.
    chosen
        Id of the block that is shown; empty when all are.
    total
        How much there is of all blocks together.
    told
        What is shown now, said by a screen reader after a choice.
    """

    levels = t.List(t.Dict()).tag(sync=True)
    themes = t.List(t.Dict()).tag(sync=True)
    cells = t.List(t.Dict()).tag(sync=True)
    chosen = t.Unicode("").tag(sync=True)
    total = t.Unicode("").tag(sync=True)
    told = t.Unicode("").tag(sync=True)
