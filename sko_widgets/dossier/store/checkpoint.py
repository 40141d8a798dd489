"""Brings SQLite's log into the file, so that the file alone is all the work as soon as nobody saves.

People copy `dossiers.sqlite`, not the log beside it.  Each process that saves brings the log in after
some quiet seconds, in a thread of its own, and once more when it ends.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

QUIET_SECONDS = 2.0
"""How long nobody has saved before the log is brought in."""

_log = logging.getLogger(__name__)


def bring_in(connection: sqlite3.Connection) -> bool:
    """Bring the log into the file, as far as that can be done without anyone waiting.

    Returns
    -------
    bool
        Whether all of it is in the file now; not when somebody is reading or saving just then.
    """
    (wait,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout=0")
    try:
        _, pages, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if pages != moved:
            return False
        # What is left to do takes a moment, and that is all that a save can come to wait for it.
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout={wait}")
    return not busy


class Checkpointer:
    """Brings in the log of one open store.

    Parameters
    ----------
    work
        Brings the log in, and tells whether all of it is.
    """

    def __init__(self, work: Callable[[], bool]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._last = 0.0
        self._closed = False
        _OPEN.add(self)

    def saved(self) -> None:
        """Note that something was saved; the log follows when it has been quiet for a while."""
        with self._lock:
            self._last = time.monotonic()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._when_quiet, name="sko-checkpoint", daemon=True)
                self._thread.start()

    def now(self) -> bool:
        """Bring the log in at once; returns whether all of it is in the file."""
        try:
            return self._work()
        except Exception:  # noqa: BLE001  # what was saved is on the disk, whatever happens here
            _log.warning("The log could not be brought into the file", exc_info=True)
            return False

    def close(self) -> None:
        """Bring the log in, and do it no more."""
        with self._lock:
            anything = bool(self._last) and not self._closed
            self._closed = True
        if anything:
            self.now()

    def _when_quiet(self) -> None:
        while True:
            with self._lock:
                left = self._last + QUIET_SECONDS - time.monotonic()
                if self._closed:
                    return
            if left > 0:
                time.sleep(left)
            elif self.now():
                with self._lock:
                    if time.monotonic() - self._last >= QUIET_SECONDS:
                        self._thread = None
                        return
            else:
                time.sleep(QUIET_SECONDS)


_OPEN: weakref.WeakSet[Checkpointer] = weakref.WeakSet()


@atexit.register
def bring_to_rest() -> None:
    """Bring in the logs of all stores that this process has open; for when it ends."""
    for one in list(_OPEN):
        one.close()


def rest_when_ended() -> None:
    """Let this process also come to rest when it is asked to end by a signal that nobody here handles."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _rest_and_end)


def _rest_and_end(number: int, _frame: FrameType | None) -> Any:
    bring_to_rest()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
