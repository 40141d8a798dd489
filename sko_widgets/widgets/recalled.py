"""What was answered at an earlier step, to read beside the one that it helps with."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Recalled(Control):
    """Answers with where each comes from; of a long one its beginning, with the whole behind `lees alles`.

    Parameters
    ----------
    title
        What stands above them.
    answers
        `{"label", "url", "html", "whole"}` each; `html` is safe, and so is `whole`, empty when that is all there is.
        Without answers nothing is shown.
    """

    title = t.Unicode("").tag(sync=True)
    answers = t.List(t.Dict()).tag(sync=True)

    front = Front("recalled", "read")
