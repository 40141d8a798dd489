"""Us and our partners on a square of two scales, and as a table."""

from __future__ import annotations

import traitlets as t

from .own_widget import Front
from .table import TableControl


class SquareControl(TableControl):
    """A table of parties under a square of two of its columns; both edit the one value.

    Its columns are those of a `TableControl`, with `name` and the scales `career` and `development`; the `help` of
    those says what they mean.  A `former` column tells where somebody stood before.

    Parameters
    ----------
    stood
        Id of a row -> where it stood on the line of before, when its own columns do not tell.
    """

    stood = t.Dict().tag(sync=True)

    front = Front("square", "rows", "picks", "tablerows", "maps")
