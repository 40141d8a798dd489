"""What a coalition shares with a learning group: what, how, and what is shared already."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class ShareForm(Control):
    """A form that shares, and below it what is shared, each with a way back.

    Messages: `share` and `file` with `group` (a name), `places` (id -> `questions` or `all`), `named`, `meets`, `kinds`
    and `anyway`; the handler returns `{"message"}`, with `{"name", "data"}` for a file, or `{"look": [{"label",
    "url"}]}` for what is to be looked at first, after which `anyway` is sent.  `withdraw` with `group` (a slug) and
    `place`, which returns `{"message"}`.

    Parameters
    ----------
    groups
        Names of the groups there are.
    rows
        `{"id", "label", "note", "part"}` each: what can be shared.  The `part` is `now`, `earlier` or `instruments`.
    kinds
        `{"id", "label", "chosen"}` each: the kinds of schools.
    chosen
        The id of what somebody came to share, if anything.
    shared
        `{"group", "slug", "rows": [{"place", "label", "when"}]}` each.
    named, meets
        What is ticked at first.
    """

    groups = t.List(t.Unicode()).tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    kinds = t.List(t.Dict()).tag(sync=True)
    shared = t.List(t.Dict()).tag(sync=True)
    chosen = t.Unicode("").tag(sync=True)
    named = t.Bool(False).tag(sync=True)
    meets = t.Bool(False).tag(sync=True)

    front = Front("share_form")
