"""Some of some choices."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class ChoicesControl(FieldControl):
    """Checkboxes; its value is a list of ids.

    Parameters
    ----------
    options
        `{"id", "label"}` each.
    """

    options = t.List(t.Dict()).tag(sync=True)

    _esm = esm("choices")
    _css = css("choices", "picks")
