"""A place on a scale."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class ScaleControl(FieldControl):
    """Radio buttons in a row, from one end to the other; its value is a number, or None.

    Parameters
    ----------
    options
        `{"id", "label"}` each; ids are `1`, `2`, ….
    """

    options = t.List(t.Dict()).tag(sync=True)

    front = Front("scale", "picks")
