"""Pictures drawn from what was filled in."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Picture(Control):
    """Pictures with a caption each, drawn anew when they change.

    Parameters
    ----------
    pictures
        `{"svg", "caption", "alt"}` each.
    """

    pictures = t.List(t.Dict()).tag(sync=True)

    _esm = esm("picture")
    _css = css("picture")
