"""Sentences for an ideal, with what can be seen of them while they are typed."""

from __future__ import annotations

import traitlets as t

from .own_widget import Front
from .table import TableControl


class IdealsControl(TableControl):
    """A table of sentences; under each stands whether it is short, one sentence, plain, and looks ahead.

    Its columns are those of a `TableControl`, with `sentence`.

    Parameters
    ----------
    chosen
        The sentence that was chosen, if there is one.

    Message `choose` with `text`: this is the sentence.
    """

    chosen = t.Unicode("").tag(sync=True)

    front = Front("ideals", "rows", "picks", "tablerows")
