"""A place on a scale."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class ScaleControl(FieldControl):
    """Radio buttons in a row, from one end to the other; its value is a number, or None.

    Parameters
    ----------
    options
        `{"id", "label"}` each; ids are `1`, `2`, ….
    """

    options = t.List(t.Dict()).tag(sync=True)

    _esm = esm("scale")
    _css = css("scale", "picks")
