"""One line that says where somebody was, and the button that leads there."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class GoOn(Control):
    """Where to go on.

    Parameters
    ----------
    page
        The page's own name, a heading that only a screen reader says.
    title
        `Ga verder waar je was`.
    place
        What lies there, `Meso – Samenwerking, cyclus 3`.
    question
        What is asked there, plain text; one line of it is seen.
    label, url
        Of the button.
    is_first
        Whether nothing was begun: then the button has the focus as the page opens.
    """

    page = t.Unicode("").tag(sync=True)
    title = t.Unicode("").tag(sync=True)
    place = t.Unicode("").tag(sync=True)
    question = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    url = t.Unicode("").tag(sync=True)
    is_first = t.Bool(False).tag(sync=True)

    front = Front("go_on")
