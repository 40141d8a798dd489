"""How one question led to the next: a line of each coalition, beside a small grid in which one chooses the block."""

from __future__ import annotations

import traitlets as t

from .block_pick import BlockPick
from .own_widget import Front


class QuestionLines(BlockPick):
    """The lines of one block, or of all blocks below each other.

    Parameters
    ----------
    parts
        `{"name", "colour", "count", "lead", "lines"}` of each block that is shown; `lead` is the question that all
        began with.  A line is `{"who", "turns"}`; a turn is `{"when", "gap", "steps"}`, where `gap` says what is not
        known before it; a step is `{"kind", "label", "text"}`.
    """

    parts = t.List(t.Dict()).tag(sync=True)

    front = Front("question_lines", "blockpick")
