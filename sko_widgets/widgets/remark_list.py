"""What the coach asks and what readers said, with the buttons that answer it."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class RemarkList(Control):
    """Questions about what somebody wrote, each with buttons; nothing is asked while somebody types beside it.

    Messages, each with a remark's `id` and sent after all fields are saved: `settle` with a `reason`, that the text is
    right as it is; `later`; `mend`, do what its button says; `reopen`, take back what was said.  The handler may return
    `{"message"}`.  And `read`, without an id, once it is shown: only then it is worth the time to look what is asked.

    Parameters
    ----------
    title
        The heading; no heading when it is empty, and each question says itself who asks.
    remarks
        What is asked now: `{"id", "place", "question", "mend", "url", "item", "who", "html", "note"}` each.  `place` is
        where it is about, `mend` the words of the button that does what can be done, `url` leads to the field, `item`
        is which of its rows, from 0, or null.  Of a person's remark `who` says who said it, `html` is what they said,
        safe, and `note` a word about that.  All but `id` and `question` may be empty.
    folded
        What is asked besides, behind a button.
    settled
        `{"id", "place", "question", "said"}` each, behind another.
    empty
        What stands there when nothing is asked; nothing at all when it is empty.
    most
        So many of `remarks` stand in sight at first.
    noun
        What one of them is called, and more of them.
    """

    title = t.Unicode("").tag(sync=True)
    remarks = t.List(t.Dict()).tag(sync=True)
    folded = t.List(t.Dict()).tag(sync=True)
    settled = t.List(t.Dict()).tag(sync=True)
    empty = t.Unicode("").tag(sync=True)
    most = t.Int(3).tag(sync=True)
    noun = t.List(t.Unicode(), ["vraag", "vragen"]).tag(sync=True)

    front = Front("remark_list", "read")
