"""Whether all is saved."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class SaveState(Control):
    """A live region that sums up the saving of all fields on the page.

    Parameters
    ----------
    when
        Time of the last save before this page was opened, `14.32 uur`; may be empty.
    """

    when = t.Unicode("").tag(sync=True)

    _esm = esm("savestate")
    _css = css("savestate", "savestate")
