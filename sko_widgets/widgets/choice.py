"""One of some choices."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class ChoiceControl(FieldControl):
    """Radio buttons that can be cleared; its value is the id of the choice, or an empty text.

    Parameters
    ----------
    options
        `{"id", "label"}` each.
    """

    options = t.List(t.Dict()).tag(sync=True)

    _esm = esm("choice")
    _css = css("choice", "picks")
