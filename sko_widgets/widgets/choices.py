"""Some of some choices."""

from __future__ import annotations

import traitlets as t

from .base import FieldControl
from .own_widget import Front


class ChoicesControl(FieldControl):
    """Checkboxes; its value is a list of ids.

    Parameters
    ----------
    options
        `{"id", "label"}` each, and of a source `url` and `address`: where it is on the web, and how that is written.
    """

    options = t.List(t.Dict()).tag(sync=True)

    front = Front("choices", "picks")
