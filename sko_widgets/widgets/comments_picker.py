"""Opening what somebody wrote who read along."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class CommentsPicker(Control):
    """A button that opens a file of comments, which can also be dropped on the page.

    Messages, as `Beginnings` sends them for a file: `file_part`, then `file`.  The handler of `file` returns
    `{"message"}`, or `{"refused": {"problems", "number", "mend"}}`.

    Parameters
    ----------
    largest
        Bytes of the largest file that is read.
    """

    largest = t.Int(0).tag(sync=True)

    front = Front("comments_picker", "openfile")
