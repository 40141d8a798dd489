"""The steps of a page, and a small grid that says where one is."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Steps(Control):
    """Links to the steps, each with whether something is in it, under a grid of links to the blocks.

    Parameters
    ----------
    mini
        `{"id", "name", "colour", "url", "here", "row", "column"}` each, row by row; both are counted from 1.
    steps
        `{"name", "label", "anchor", "filled", "count"}` each; `optional` says that it may stay empty,
        and `counts` False that it holds nothing itself.
    """

    mini = t.List(t.Dict()).tag(sync=True)
    steps = t.List(t.Dict()).tag(sync=True)

    _esm = esm("steps")
    _css = css("steps", "steplist")
