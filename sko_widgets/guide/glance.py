"""What the cells of a page read once when they run together, and anew as soon as somebody does something."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

_TOGETHER = 1.0  # seconds: a page's cells run right behind each other; in JupyterLab somebody may run one much later

Read = TypeVar("Read")


class Glance(Generic[Read]):
    """What was read a moment ago.

    Parameters
    ----------
    read
        Reads it.
    """

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._kept: tuple[float, Read] | None = None

    def __call__(self) -> Read:
        """Return what there is, read now or a moment ago."""
        if self._kept is None or time.monotonic() - self._kept[0] > _TOGETHER:
            self._kept = (time.monotonic(), self._read())
        return self._kept[1]

    def drop(self) -> None:
        """Have it read anew the next time."""
        self._kept = None
