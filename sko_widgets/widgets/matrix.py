"""Which rows of one table hang on which rows of another, as one table that is ticked."""

from __future__ import annotations

import traitlets as t
from ipywidgets import widget_serialization

from .base import Control
from .own_widget import Front
from .table import TableControl
from .ties import TiesControl


class MatrixControl(Control):
    """Two tables and their ties as one: rows down, columns across, and where they meet a square to tick.

    On a narrow screen each row is a card.  What else a row or a column has is shown of the chosen one only.

    Parameters
    ----------
    down, across
        The two tables, each a field that saves itself; they have a hidden column `id`, and their first other column is
        the name of a row.
    ties
        The field that joins them.
    """

    down = t.Instance(TableControl).tag(sync=True, **widget_serialization)
    across = t.Instance(TableControl).tag(sync=True, **widget_serialization)
    ties = t.Instance(TiesControl).tag(sync=True, **widget_serialization)

    front = Front("matrix", "rows", "picks", "tablerows")
