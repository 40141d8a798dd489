"""The steps of a page, with how far each is."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Steps(Control):
    """Links to the steps, each with whether something is in it, and under them the pages before and after this one.

    Parameters
    ----------
    route
        Empty, or `{"name", "stops"}` of the pages that this one is one of: `{"label", "url", "filled", "here"}` each.
        The steps stand below the stop where one is.
    beside
        `{"way", "label", "url"}` each; `way` says which it is, `Vorige bouwsteen`.
    steps
        `{"name", "label", "anchor", "filled", "count"}` each; `optional` says that it may stay empty,
        and `counts` False that it holds nothing itself.
    """

    route = t.Dict().tag(sync=True)
    beside = t.List(t.Dict()).tag(sync=True)
    steps = t.List(t.Dict()).tag(sync=True)

    front = Front("steps", "steplist")
