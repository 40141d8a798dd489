"""Looking back on a cycle: what has something in it, and what has not."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Review(Control):
    """The steps of a cycle with whether they are filled, each a link to the step.

    Parameters
    ----------
    rows
        `{"name", "label", "anchor", "filled", "count"}` each; `optional` says that it may stay empty.
    """

    rows = t.List(t.Dict()).tag(sync=True)

    _esm = esm("review")
    _css = css("review", "steplist")
