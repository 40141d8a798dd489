"""Workers on a Dask cluster that is already there.

A worker needs this package, in the same version, and nothing else.  Dask itself tries a task again
when the worker that had it dies.
"""

from __future__ import annotations

import logging
import math
import os
import queue
import ssl
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sko_widgets.errors import ReportError, UsageError

from . import fingerprint
from .task import Failure, Outcome, Task, cool_down, perform

Tls = tuple[Path, Path, Path]
_SECONDS_TO_CONNECT = 15
_SECONDS_WITHOUT_WORKERS = 60


class ClusterError(ReportError):
    """A cluster cannot be used, or not any more."""

    def __init__(self, address: str, what: str, mend: str) -> None:
        super().__init__(what, where=address, mend=mend)


class OtherVersionError(ReportError):
    """A worker would make other reports than this computer."""

    def __init__(self) -> None:
        super().__init__("Een werker van het cluster heeft een andere versie van sko.", mend=_SAME_VERSION)


_SAME_VERSION = "Installeer op elke werker dezelfde versie als hier."
_KEPT = "Wat al klaar was, is bewaard; begin opnieuw om verder te gaan."


class Cluster:
    """The workers of a Dask cluster.

    Parameters
    ----------
    address
        Of its scheduler, `tcp://host:8786`.
    tls
        Files with the certificate of the authority, ours, and its key: then all that is sent is encrypted, and nobody
        else is believed to be the cluster.
    """

    def __init__(self, address: str, tls: Tls | None = None) -> None:
        self._address = address
        self._tls = tls
        self._client: Any = None
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._in_hand: dict[Any, int] = {}
        self._held = ExitStack()
        self._run = uuid.uuid4().hex
        self._workers = 0
        self._counted = self._seen_workers = -math.inf

    def __enter__(self) -> Self:
        with ExitStack() as held:
            held.enter_context(_quiet())
            self._client = _connect(self._address, self._tls)
            held.callback(self._client.close)
            self._check_versions()
            self._held = held.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client.status == "running":
            self._client.cancel(list(self._in_hand), force=True)
            self._client.run(cool_down, wait=False, on_error="ignore")
        self._in_hand.clear()
        self._held.close()

    def room(self) -> bool:
        """Tell whether another task is wanted: a next one lies ready for each worker."""
        return len(self._in_hand) < 2 * max(self._count(), 1)

    def hand(self, number: int, task: Task) -> None:
        """Take a task."""
        key = f"sko-rapport-{self._run}-{number}"
        future = self._client.submit(_there, task, fingerprint.surroundings(), key=key, pure=False)
        self._in_hand[future] = number
        future.add_done_callback(self._done.put)

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:
        """Return what is done."""
        try:
            future = self._done.get(timeout=timeout)
        except queue.Empty:
            self._check_alive()
            return []
        return [(self._in_hand.pop(future), self._outcome(future))]

    def _outcome(self, future: Any) -> Outcome:
        if future.status == "finished":
            outcome: Outcome = future.result()
            return outcome
        if future.status == "error":
            return Outcome(0.0, failure=Failure.of(_known(future.exception())))
        raise ClusterError(self._address, "Het cluster is gestopt.", _KEPT)

    def _check_alive(self) -> None:
        if self._client.status != "running":
            raise ClusterError(self._address, "Het cluster is gestopt, of niet meer te bereiken.", _KEPT)
        if not self._count() and self._in_hand and time.monotonic() - self._seen_workers > _SECONDS_WITHOUT_WORKERS:
            raise ClusterError(self._address, "Het cluster heeft geen werkers meer.", _KEPT)

    def _count(self) -> int:
        """Return how many workers there are, asked at most once a second: they come and go."""
        now = time.monotonic()
        if now - self._counted > 1:
            self._counted, self._workers = now, len(self._client.nthreads())
            self._seen_workers = now if self._workers else self._seen_workers
        return self._workers

    def _check_versions(self) -> None:
        """Refuse a cluster without workers, or with one that would make other reports."""
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
            there = self._client.run(fingerprint.surroundings)
        except TimeoutError as error:
            raise ClusterError(self._address, "Dit cluster heeft geen werkers.", "Start er eerst een.") from error
        except Exception as error:
            what = f"Een werker van dit cluster kan sko niet laden ({type(error).__name__}: {error})."
            raise ClusterError(self._address, what, "Installeer sko op elke werker.") from error
        other = [worker for worker, number in there.items() if number != fingerprint.surroundings()]
        if other:
            what = f"De werker {other[0]} heeft een andere versie van sko."
            raise ClusterError(self._address, what, _SAME_VERSION)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Dask logs from the screen: what matters is told in Dutch."""
    before = logging.root.manager.disable
    if os.environ.get("SKO_DEBUG") != "1":
        logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _connect(address: str, tls: Tls | None) -> Any:
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise UsageError(
            "Voor --dask is het pakket ‘distributed’ nodig.", mend="Installeer ‘sko_widgets[dask]’."
        ) from error
    try:
        security = None
        if tls is not None:
            files = {"tls_ca_file": tls[0], "tls_client_cert": tls[1], "tls_client_key": tls[2]}
            security = Security(require_encryption=True, **{name: str(path) for name, path in files.items()})
        return Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False, security=security)
    except ssl.SSLError as error:
        raise ClusterError(
            address, "De certificaten voor dit cluster kloppen niet.", "Kijk naar de drie bestanden achter --dask-tls."
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise ClusterError(
            address, "Dit cluster is niet te bereiken.", "Kijk of het adres klopt en of de planner (scheduler) draait."
        ) from error


def _known(error: BaseException | None) -> Exception:
    """Return Dask's error as ours where we know it."""
    if type(error).__name__ == "KilledWorker":
        return ReportError("De werkers die dit rapport maakten, stopten telkens.", mend="Probeer het nog een keer.")
    return error if isinstance(error, Exception) else ReportError(str(error))


def _there(task: Task, expected: str) -> Outcome:
    """Do a task on a worker of the cluster, unless it has another version than who asked."""
    if fingerprint.surroundings() != expected:
        return Outcome(0.0, failure=Failure.of(OtherVersionError()))
    return perform(task)
