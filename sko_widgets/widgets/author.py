"""Who writes in this browser."""

from __future__ import annotations

from typing import Any

import traitlets as t

from sko_widgets import who

from .base import Control
from .own_widget import Front


class Author(Control):
    """Asks once what its user is called, says under which name they write, and lets them change that.

    The name lies in the browser, and comes along with every message of every control; see `who`.

    Parameters
    ----------
    given
        The name that whoever runs the server gave; then nothing is asked.
    """

    given = t.Unicode("").tag(sync=True)

    front = Front("author", "askauthor")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**{"given": who.given(), **traits})
