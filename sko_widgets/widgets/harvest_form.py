"""What is said in a session that people want to keep: one line at a time, and a kind."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class HarvestForm(Control):
    """One line and its kind, which Enter adds; below it the lines there are, the newest first.

    A letter says the kind: with Alt in the line, since any word may begin with it, and by itself where the kinds are.
    What is typed, and what was added while nobody answered, lies in the browser until it is stored.

    Messages: `add` with the `line` (an id that the page gave it) and its `fields`; `change` with `line`, the `fields`
    that change, and `was`, the text that the page saw.

    Parameters
    ----------
    key
        Of the drafts, as a field's.
    session
        Which session it is, for the other windows of this browser.
    kinds
        `{"id", "label", "short", "letter"}` each; the short one stands on its button.
    members
        Names of the coalitions.
    blocks
        `{"id", "name"}` each.
    block
        Id of the one that a new line is about.
    rows
        `{"id", "kind", "text", "said_by", "said_for", "block", "kept_out", "note"}` each, the newest first.
    """

    key = t.Unicode("").tag(sync=True)
    session = t.Unicode("").tag(sync=True)
    kinds = t.List(t.Dict()).tag(sync=True)
    members = t.List(t.Unicode()).tag(sync=True)
    blocks = t.List(t.Dict()).tag(sync=True)
    block = t.Unicode("").tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)

    front = Front("harvest_form", "sessionlines")
