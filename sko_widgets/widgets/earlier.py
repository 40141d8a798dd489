"""What was written before, to read beside what is being written now."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Earlier(Control):
    """Texts under a heading each; all but the first are folded away.

    Parameters
    ----------
    texts
        `{"title", "html"}` each; `html` is safe.
    """

    texts = t.List(t.Dict()).tag(sync=True)

    _esm = esm("earlier")
    _css = css("earlier", "read")
