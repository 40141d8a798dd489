"""The form with which a coalition is made."""

from __future__ import annotations

from typing import Any

import traitlets as t

from .assets import css, esm
from .base import Control


class CoalitionForm(Control):
    """Asks for a name and a period; municipality, project leader, schools and partners may follow later.

    What is typed lies in the browser until the coalition is made.

    Message: `make` with `name`, `period`, `municipality`, `project_leader`, `schools` (`[{"name", "locations"}]`) and
    `partners`.  The handler returns `{"url"}` to go there, `{"errors": {field: sentence}}` to have them said at the
    fields, or raises `SkoError`.

    Parameters
    ----------
    period
        The period that is filled in.
    open
        Whether the form is open; else a button opens it.
    """

    period = t.Unicode("").tag(sync=True)
    unfolded = t.Bool(False).tag(sync=True)

    _esm = esm("form")
    _css = css("form", "rows")

    def __init__(self, *, open: bool = False, **traits: Any) -> None:
        # `open` itself is a method of every widget, so the trait has another name.
        super().__init__(**{"unfolded": open, **traits})
