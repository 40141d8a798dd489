"""Next questions in groups that are alike, beside a small grid in which one chooses the block."""

from __future__ import annotations

import traitlets as t

from .block_pick import BlockPick
from .own_widget import Front


class QuestionTables(BlockPick):
    """Questions of one block, or of all below each other, and a box that leaves only those with a word.

    Parameters
    ----------
    parts
        `{"name", "colour", "count", "beside", "tables"}` of each block that is shown; `beside` leads to the same block
        with its coalitions side by side.  A table is `{"title", "note", "words", "meets", "rows"}`, with who asks it,
        why its questions stand together and who likes to talk about them; a row is `{"text", "who"}`.
    """

    parts = t.List(t.Dict()).tag(sync=True)

    front = Front("question_tables", "blockpick")
