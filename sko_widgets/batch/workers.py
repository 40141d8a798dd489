"""The seam between a run and who does its work: this process, others on this machine, or a cluster."""

from __future__ import annotations

import os
from collections import deque
from contextlib import ExitStack
from types import TracebackType
from typing import Protocol, Self

from .task import Outcome, Task, perform


class Workers(Protocol):
    """Takes tasks and gives back outcomes, in any order.  Used in a `with`; leaving it ends all work."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process that was started, also when tasks are still in hand."""

    def room(self) -> bool:
        """Tell whether another task is wanted: one is free, or soon will be."""

    def hand(self, number: int, task: Task) -> None:
        """Take a task; its number comes back with its outcome."""

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:
        """Return what is done, after at most so many seconds when nothing is.

        Raises
        ------
        SkoError
            When no worker is left to do anything.
        """


class InProcess:
    """One worker: this very process."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Task]] = deque()
        self._held = ExitStack()

    def __enter__(self) -> Self:
        from sko_widgets.kernels.kept_kernel import kept_kernel

        self._held.enter_context(kept_kernel())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def room(self) -> bool:
        """Tell whether another task is wanted."""
        return not self._waiting

    def hand(self, number: int, task: Task) -> None:
        """Take a task."""
        self._waiting.append((number, task))

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:  # the work is done here and now
        """Do the task, and return its outcome."""
        if not self._waiting:
            return []
        number, task = self._waiting.popleft()
        return [(number, perform(task))]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
