"""When the last copy was made, a button for another, and what one should know of the folder."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Safekeeping(Control):
    """Warnings, a line about the last copy, and the button `Reservekopie maken`.

    Parameters
    ----------
    warnings
        Sentences that stand out.
    last
        When the last copy was made: a line.
    can_make
        Whether there is a button; what it does is heard with ``on("back_up", …)``.
    """

    warnings = t.List(t.Unicode()).tag(sync=True)
    last = t.Unicode("").tag(sync=True)
    can_make = t.Bool(False).tag(sync=True)

    front = Front("safekeeping")
