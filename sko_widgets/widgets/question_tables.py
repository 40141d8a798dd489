"""Next questions in groups that are alike, beside a small grid in which one chooses the block."""

from __future__ import annotations

import traitlets as t

from .block_pick import BlockPick
from .own_widget import Front


class QuestionTables(BlockPick):
    """Questions of one block, or of all below each other, and a box that leaves only those with a word.

    Messages: `only_back` with `on`, after which the traits are set anew.  `put` with the `day` of a session, a
    `question` and the words with which it `began`; the handler returns `{"put"}`, a sentence, or `{"stands"}`, what
    that session asks already.  Then it is sent again with that as `seen`, and `over`: `replace` or `both`.  `undo`
    takes the last one back; the handler returns `{"undone"}`.

    Parameters
    ----------
    parts
        `{"id", "name", "colour", "count", "beside", "tables"}` of each block that is shown; `beside` leads to the same
        block with its coalitions side by side.  A table is `{"title", "note", "words", "meets", "back", "rows"}`, with
        who asks it, why its questions stand together, who likes to talk about them and when all of them were asked
        before; a row is `{"text", "who", "back"}`.
    only_back
        Whether only questions are shown that came back.
    sessions
        `{"day", "label", "url"}` of each session on whose programme a question can be put.
    set_up
        Link to where one is set up.
    key
        Under which the browser keeps a question that is being written.
    """

    parts = t.List(t.Dict()).tag(sync=True)
    only_back = t.Bool(False).tag(sync=True)
    sessions = t.List(t.Dict()).tag(sync=True)
    set_up = t.Unicode("").tag(sync=True)
    key = t.Unicode("").tag(sync=True)

    front = Front("question_tables", "blockpick")
