"""One of some choices."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class ChoiceControl(FieldControl):
    """Radio buttons that can be cleared; its value is the id of the choice, or an empty text.

    Parameters
    ----------
    options
        `{"id", "label"}` each.
    """

    options = t.List(t.Dict()).tag(sync=True)

    front = Front("choice", "picks")
