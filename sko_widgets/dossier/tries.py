"""Saving on top of what stands there, again when somebody else was first."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

_MOST = 20
_FIRST, _LONGEST = 0.005, 0.5  # seconds


def tries() -> Iterator[int]:
    """Yield one number for each try to save.

    Before the next try there is a pause of a length left to chance, longer each time: else the quickest of those who
    save at once would be first each time, and the others never.
    """
    for number in range(_MOST):
        if number:
            time.sleep(random.uniform(0, min(_FIRST * 2**number, _LONGEST)))  # noqa: S311  # no secret
        yield number
