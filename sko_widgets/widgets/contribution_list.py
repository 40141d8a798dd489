"""What instruments have for a field, to be taken over."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class ContributionList(Control):
    """A quiet line that unfolds into contributions, each with a button to take it over.

    Message: `take` with a contribution's `id`, sent after all fields are saved.  The handler may return `{"message"}`.

    Parameters
    ----------
    summary
        The line, `Uit je instrumenten: 3 maatregelen uit les 12`; nothing is shown when it is empty.
    contributions
        `{"id", "text", "source", "url", "taken"}` each.
    """

    summary = t.Unicode("").tag(sync=True)
    contributions = t.List(t.Dict()).tag(sync=True)

    front = Front("contribution_list")
