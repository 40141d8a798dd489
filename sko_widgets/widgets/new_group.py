"""A form that makes a learning group."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class NewGroup(Control):
    """A button that opens a form of one line.

    Message: `make` with `name`; the handler returns `{"url"}` to go there, or raises `SkoError`.
    """

    label = t.Unicode("Nieuwe leergroep").tag(sync=True)

    front = Front("new_group")
