"""All coalitions: found by typing, in the order that one wants, each with what can be done with it."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Coalitions(Control):
    """A list of coalitions that can be searched and sorted; a coalition can be renamed or begin its next period.

    Messages: `rename` with `slug` and `name`, to which the handler returns `{"told"}`, the words that are said then;
    `look_back` with `slug`, to which it returns `{"before", "period", "questions": [{"block", "text"}], "offers":
    [{"id", "label", "lines", "keeps", "stays"}]}`; `follow` with `slug`, `period` and under `keep` the ids of the
    offers that are still true, to which it returns `{"url"}`.

    Parameters
    ----------
    rows
        `{"slug", "name", "period", "url", "older": [{"period", "url"}], "changed", "note", "example"}` each; `changed`
        is a moment in ISO 8601.
    """

    rows = t.List(t.Dict()).tag(sync=True)

    front = Front("coalitions")
