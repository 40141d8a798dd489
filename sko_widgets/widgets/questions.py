"""A list of questions."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import FieldControl


class QuestionsControl(FieldControl):
    """Questions that can be added, removed and put in order; its value is a list of strings.

    Parameters
    ----------
    item_label
        What one question is called; the field's label when empty.
    """

    item_label = t.Unicode("").tag(sync=True)

    _esm = esm("questions")
    _css = css("questions", "rows")
