"""Workers on this machine: processes, each with a kernel of its own.

A thread in this process talks with one process.  A process that dies is replaced and its task tried
once more; that it died is known at once, since its end of the pipe closes.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Self

from sko_widgets.errors import ReportError

from .task import Failure, Outcome, Task, cool_down, perform, warm_up

_READY = "ready"
_SECONDS_TO_END = 5.0
_LEAST_SECONDS = 120
_BYTES_A_SECOND = 2000
"""A report of 12 kB packed takes a second; one that takes minutes hangs."""
_NO_MEMORY = 12
_NO_ROOM = "er is niet genoeg geheugen"
_STOPPED = 15


class WorkerDiedError(ReportError):
    """A worker's process ended, or came no further, while it was at work."""

    def __init__(self, code: int | None) -> None:
        what = "Het proces dat dit rapport maakte, stopte of liep vast, tot twee keer toe."
        super().__init__(what, mend="Probeer het opnieuw, met een lager getal bij --workers.")
        self.cause = f"exit code {code}"


class NoWorkerError(ReportError):
    """No worker's process can be started."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"Er kan geen proces worden gestart om rapporten te maken ({cause}).",
            mend="Sluit andere programma’s, of kies --workers 1. Wat al klaar was, is bewaard.",
        )


class Processes:
    """As many processes as asked, started when there is work for them.

    Parameters
    ----------
    count
        How many.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._todo: queue.SimpleQueue[tuple[int, Task] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, Outcome] | NoWorkerError] = queue.SimpleQueue()
        self._in_hand = 0
        self._stop = threading.Event()
        self._servants: list[_Servant] = []

    def __enter__(self) -> Self:
        self._another()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for _ in self._servants:
            self._todo.put(None)
        for servant in self._servants:
            servant.end()
        for servant in self._servants:
            servant.thread.join()

    def room(self) -> bool:
        """Tell whether another task is wanted: a next one lies ready for each process."""
        return self._in_hand < 2 * self._count

    def hand(self, number: int, task: Task) -> None:
        """Take a task."""
        self._in_hand += 1
        if len(self._servants) < min(self._in_hand, self._count):
            self._another()
        self._todo.put((number, task))

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:
        """Return what is done."""
        outcomes: list[tuple[int, Outcome]] = []
        try:
            while True:
                # A wait without end could not be interrupted on Windows.
                came = self._done.get(timeout=0 if outcomes else timeout)
                if isinstance(came, NoWorkerError):
                    if not outcomes:
                        raise came
                    self._done.put(came)  # in its turn: what is done is put away first
                    return outcomes
                self._in_hand -= 1
                outcomes.append(came)
        except queue.Empty:
            return outcomes

    def _another(self) -> None:
        self._servants.append(_Servant(self._todo, self._done, self._stop))


class _Servant:
    """A thread that hands tasks to one process, and replaces it when it dies."""

    def __init__(self, todo: queue.SimpleQueue[Any], done: queue.SimpleQueue[Any], stop: threading.Event) -> None:
        self._todo, self._done, self._stop = todo, done, stop
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._busy = False
        self._lock = threading.Lock()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """End what the process is doing; one that waits for a task ends when its pipe closes."""
        with self._lock:
            if self._busy and self._process is not None:
                self._process.terminate()

    def _serve(self) -> None:
        _leave_interrupts_to_the_main_thread()
        try:
            self._begin()
            while (numbered := self._todo.get()) is not None and not self._stop.is_set():
                number, task = numbered
                self._done.put((number, self._perform(task)))
        except NoWorkerError as error:
            self._done.put(error)
        except Exception as error:  # noqa: BLE001  # a thread that ends without a word would be waited for for ever
            self._done.put(NoWorkerError(_cause(error)))
        finally:
            self._finish()

    def _perform(self, task: Task) -> Outcome:
        code = None
        for _ in range(2):
            try:
                return self._ask(task)
            except (EOFError, OSError):
                code = self._finish()
                if self._stop.is_set():
                    break
            except NoWorkerError:
                raise
            except Exception as error:  # noqa: BLE001  # what comes back may be too much for our own memory
                self._finish()
                return Outcome(0.0, failure=Failure.of(error))
        return Outcome(0.0, failure=Failure.of(WorkerDiedError(code)))

    def _ask(self, task: Task) -> Outcome:
        if self._pipe is None:
            self._begin()
        assert self._pipe is not None  # noqa: S101  # _begin made it
        self._busy = True
        self._pipe.send(task)
        outcome: Outcome = self._answer(_LEAST_SECONDS + sum(map(len, task.snapshots)) / _BYTES_A_SECOND)
        self._busy = False
        return outcome

    def _answer(self, seconds: float) -> Any:
        assert self._pipe is not None and self._process is not None  # noqa: S101  # there is a process
        if self._pipe in wait([self._pipe, self._process.sentinel], seconds):
            return self._pipe.recv()
        raise EOFError

    def _begin(self) -> None:
        """Start a process and wait until it is ready."""
        cause = ""
        for _ in range(2):
            try:
                self._start()
                cause = self._answer(_LEAST_SECONDS)
                if cause == _READY:
                    self._busy = False
                    return
            except (EOFError, OSError, MemoryError) as error:
                cause = _cause(error)
            code = self._finish()
            cause = cause or f"exit code {code}"
        raise NoWorkerError(cause)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        with self._lock:
            if self._stop.is_set():
                raise NoWorkerError("")
            try:
                process.start()
            finally:
                theirs.close()
            self._pipe, self._process, self._busy = ours, process, True

    def _finish(self) -> int | None:
        """Let the process end, or end it; returns its exit code."""
        pipe, process = self._pipe, self._process
        self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        process.join(_SECONDS_TO_END)
        for end in (process.terminate, process.kill):
            if process.exitcode is None:
                end()
                process.join(_SECONDS_TO_END)
        with self._lock:
            self._process = None
        return process.exitcode


def _leave_interrupts_to_the_main_thread() -> None:
    """Block Ctrl-C in this thread, and so in the processes that it starts: they are ended by us."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(pipe: Connection[Any, Any]) -> None:
    """Do tasks until the pipe closes: what a worker's process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # each worker has a core; Typst need not look for more
    if os.environ.get("SKO_DEBUG") != "1":
        _say_nothing()
    try:
        pipe.send(_prepared())
        while True:
            pipe.send(perform(pipe.recv()))
    except (EOFError, OSError):
        cool_down()
        os._exit(0)  # nobody is there any more, and tidying up would keep the run waiting
    except MemoryError:
        sys.exit(_NO_MEMORY)
    finally:
        cool_down()


def _say_nothing() -> None:
    """Keep what libraries print when they run out of memory from the screen: we tell it ourselves."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _prepared() -> str:
    """Return that all is ready, or why not."""
    try:
        warm_up()
    except MemoryError:
        return _NO_ROOM
    except Exception as error:  # noqa: BLE001  # told to who started us
        return f"{type(error).__name__}: {error}"
    return _READY


def _cause(error: Exception) -> str:
    return _NO_ROOM if isinstance(error, MemoryError) else str(error)


def _stop(*_: object) -> None:
    sys.exit(_STOPPED)
