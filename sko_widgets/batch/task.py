"""One report as a task: what goes to a worker, what is done there, and what comes back.

A task carries its snapshots as bytes and gives back the files as bytes, so that a worker needs
nothing but this package: no database, no shared folder.
"""

from __future__ import annotations

import os
import threading
import time
import traceback
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from sko_widgets import files
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import ReportError, SkoError

if TYPE_CHECKING:
    from sko_widgets.report.make import Report

_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads still has one kernel."""


_HEAVY = ("make", "bitmaps", "webpage", "paper", "word")


class OutOfMemoryError(ReportError):
    """There is not enough memory for a report."""

    def __init__(self) -> None:
        mend = "Sluit andere programma’s, of kies bij --workers een lager getal."
        super().__init__("Er is niet genoeg geheugen.", mend=mend)


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker makes files of.

    Parameters
    ----------
    snapshots
        Packed dossiers: one for a report, all of them for a booklet.
    formats
        Some of `report.FORMATS`.
    block
        Id of the only block to make; the whole report when empty.
    booklet
        Whether to make one file of all snapshots.
    one_core
        Whether to leave the other cores to other tasks.
    without
        Parts that stay out of a report, some of `parts.PARTS`.
    """

    snapshots: tuple[bytes, ...]
    formats: tuple[str, ...]
    block: str = ""
    booklet: bool = False
    one_core: bool = False
    without: tuple[str, ...] = ()


PLACE = ("sheet", "block", "cycle", "cell", "cause")
"""What is known of where a report failed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no report, and where it went wrong when that is known."""

    error: str
    block: str | None = None
    cycle: int | None = None
    cell: int | None = None
    cause: str | None = None
    sheet: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Self:
        """Return an error as what a manifest can hold."""
        if isinstance(error, MemoryError):
            error = OutOfMemoryError()
        place: dict[str, Any] = {name: getattr(error, name, None) for name in PLACE}
        if not isinstance(error, SkoError):
            place["cause"] = f"{type(error).__name__}: {error}"
        return cls(files.in_dutch(error), **place)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Parameters
    ----------
    seconds
        How long the worker took.
    files
        The finished files by format; none when it failed.
    warnings
        What a reader should know about them.
    failure
        Why there are none.
    """

    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    failure: Failure | None = None


def pack(snapshot: Snapshot) -> bytes:
    """Return a snapshot as few bytes."""
    return zlib.compress(snapshot.to_json(), 1)


def unpack(data: bytes) -> Snapshot:
    """Return the snapshot that `pack` packed."""
    return Snapshot.from_json(zlib.decompress(data))


def perform(task: Task) -> Outcome:
    """Do a task in this process, with its one kept kernel; a failure is an outcome too.

    When the kernel dies, the task is tried once more with a new one.
    """
    began = time.perf_counter()
    try:
        with _ONE_AT_A_TIME, _cores(task):
            report = _twice(task)
    except Exception as error:  # noqa: BLE001  # one bad dossier never stops the rest
        if os.environ.get("SKO_DEBUG") == "1":
            traceback.print_exc()
        return Outcome(since(began), failure=Failure.of(error))
    return Outcome(since(began), report.files, report.warnings)


def warm_up() -> None:
    """Load what a task needs and start the kernel, before the first task comes."""
    from sko_widgets.kernels.kept_kernel import shared
    from sko_widgets.kernels.quick_nbformat import load_nbformat

    shared("python3").start()
    load_nbformat()
    for name in ("papermill", *(f"sko_widgets.report.{part}" for part in _HEAVY)):
        import_module(name)
    from sko_widgets.report.exporter import prepare

    prepare()  # while the kernel is still starting


def cool_down() -> None:
    """End this process's kernel; a task that comes later starts another."""
    from sko_widgets.kernels.kept_kernel import shared

    with _ONE_AT_A_TIME:
        shared("python3").close()


def since(began: float) -> float:
    """Return the seconds since a moment of `time.perf_counter`, as a manifest holds them."""
    return round(time.perf_counter() - began, 3)


def _cores(task: Task) -> AbstractContextManager[None]:
    from sko_widgets.report.pandoc import on_one_core

    return on_one_core() if task.one_core else nullcontext()


def _twice(task: Task) -> Report:
    from sko_widgets.kernels.kept_kernel import KernelDiedError, shared

    shared("python3")  # kept from now on, until the process ends
    try:
        return _make(task)
    except KernelDiedError:
        return _make(task)


def _make(task: Task) -> Report:
    if task.booklet:
        from .booklet import make_booklet

        return make_booklet(task.block, map(unpack, task.snapshots), task.formats)
    from sko_widgets.report.make import make

    (snapshot,) = map(unpack, task.snapshots)
    return make(snapshot, task.formats, blocks=[task.block] if task.block else [], without=task.without)
