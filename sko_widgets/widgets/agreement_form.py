"""What people agree in a session: who does what, and when."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class AgreementForm(Control):
    """A form that adds an agreement, and below it those there are.

    Messages: `add` and `change` as those of a `HarvestForm`.  An `add` that is one too many for a coalition is answered
    with `{"choose": [{"id", "text"}]}`, those it has; then `swap` with the `drop`ped one's id, `line` and `fields`.

    Parameters
    ----------
    key, session, members, blocks, block
        As those of a `HarvestForm`.
    facilitator
        Who an agreement can be of besides a coalition.
    rows
        `{"id", "who", "what", "when", "block", "note"}` each.
    """

    key = t.Unicode("").tag(sync=True)
    session = t.Unicode("").tag(sync=True)
    members = t.List(t.Unicode()).tag(sync=True)
    facilitator = t.Unicode("").tag(sync=True)
    blocks = t.List(t.Dict()).tag(sync=True)
    block = t.Unicode("").tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)

    front = Front("agreement_form", "sessionlines")
