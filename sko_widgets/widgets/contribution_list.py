"""What instruments have for a field, to be taken over."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class ContributionList(Control):
    """A quiet line that unfolds into contributions, each with a button to take it over.

    Messages: `take` with a contribution's `id`, `take_new` and `leave` with a change's, sent after all fields are
    saved.  The handlers may return `{"message"}`.

    Parameters
    ----------
    summary
        The line, `Uit je instrumenten: 3 maatregelen uit les 12`; nothing is shown when it is empty.
    contributions
        `{"id", "text", "details", "source", "url", "taken"}` each.
    changes
        What was taken over and is said otherwise now, always in sight: `{"id", "title", "old", "where", "new",
        "details", "take", "source", "url"}` each; `take` is what the button says that puts the new text there, empty
        when there is none.
    """

    summary = t.Unicode("").tag(sync=True)
    contributions = t.List(t.Dict()).tag(sync=True)
    changes = t.List(t.Dict()).tag(sync=True)

    front = Front("contribution_list")
