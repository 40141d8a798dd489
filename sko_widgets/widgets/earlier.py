"""What was written before, to read beside what is being written now."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Earlier(Control):
    """Texts under a heading each; all but the first are folded away.

    Parameters
    ----------
    texts
        `{"title", "html"}` each; `html` is safe.
    """

    texts = t.List(t.Dict()).tag(sync=True)

    front = Front("earlier", "read")
