"""A kernel that is kept over all notebooks of a run.

A kernel costs seconds to start, a notebook of ours milliseconds to run.  Each notebook still
begins with an empty namespace.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty
from typing import TYPE_CHECKING, Any

from sko_widgets.errors import ReportError

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient
    from jupyter_client.manager import KernelManager

    from .channels import Channels

_RUN = "__import__('sko_widgets.kernels.run_cells', fromlist=['run']).run({notebooks!r})"
_START_SECONDS = 120
_MIME = "application/vnd.sko.cells+json"


Outputs = list[list[dict[str, Any]]]
"""What each cell of a notebook showed, as notebooks write it down."""


class KernelDiedError(ReportError):
    """The kernel's process ended before it had done its notebook."""

    def __init__(self) -> None:
        super().__init__(
            "Het rapport is niet afgekomen: het programma stopte te vroeg.", mend="Probeer het nog een keer."
        )


class KernelRefusedError(ReportError):
    """The kernel runs, but not our notebooks."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"Deze Python kan onze notebooks niet uitvoeren ({cause}).",
            mend="Installeer sko opnieuw, in een eigen Python-omgeving.",
        )


class KeptKernel:
    """A kernel that serves notebook after notebook, each with a clean namespace.

    Use it as a context manager, or close it yourself.
    """

    def __init__(self, kernel_name: str = "python3") -> None:
        self.kernel_name = kernel_name
        self._manager: KernelManager | None = None
        self._channels: Channels | None = None
        self._client: BlockingKernelClient | None = None
        self._ahead: dict[tuple[str, ...], Outputs] = {}

    def __enter__(self) -> KeptKernel:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the kernel's process without waiting for it; a second call does nothing."""
        if self._manager is not None:
            return
        from .channels import Channels
        from .launch import launch

        self._channels = Channels()
        self._manager = launch(self.kernel_name, self._channels)

    @property
    def alive(self) -> bool:
        """Whether the kernel's process runs."""
        return self._manager is not None and bool(self._manager.is_alive())

    def run(self, sources: Sequence[str], timeout: float | None = None) -> Outputs:
        """Execute cells in an empty namespace.

        Parameters
        ----------
        sources
            The cells' code, in order.
        timeout
            Most seconds all cells together may take; None for no limit.

        Returns
        -------
        list
            A list of notebook outputs for each cell that ran; the last is an error when one failed.

        Raises
        ------
        KernelDiedError
            When the kernel's process ended, or was ended because the time was up.
        KernelRefusedError
            When the kernel cannot load what runs our notebooks.
        """
        ahead = self._ahead.pop(tuple(sources), None)
        if ahead is not None:
            return ahead
        (done, *_) = self._ask([sources], timeout) or [[]]
        return done

    def run_ahead(self, notebooks: Sequence[Sequence[str]]) -> None:
        """Execute notebooks in one go, each in an empty namespace, and keep what they showed for who runs them next.

        Parameters
        ----------
        notebooks
            The code of the cells of each.

        Raises
        ------
        KernelDiedError, KernelRefusedError
            As in `run`.
        """
        self._ahead.clear()
        done = self._ask(notebooks, None) if notebooks else []
        self._ahead.update(zip(map(tuple, notebooks), done, strict=False))

    def _ask(self, notebooks: Sequence[Sequence[str]], timeout: float | None) -> list[Outputs]:
        manager, client = self._ready()
        code = _RUN.format(notebooks=json.dumps(list(map(list, notebooks))))  # one word of Python, however much it is
        request = client.execute(code, silent=True, store_history=False, allow_stdin=False)
        until = None if timeout is None else time.monotonic() + timeout
        done: list[Outputs] = []
        while True:
            try:
                message = client.get_iopub_msg(timeout=0.5)
            except Empty:
                if not manager.is_alive() or (until is not None and time.monotonic() > until):
                    self.close()
                    raise KernelDiedError from None
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            done = _notebooks(message["content"].get("data", {})) or done
            if message["content"].get("execution_state") == "idle":
                try:
                    _check(client, request)
                except Empty:
                    self.close()
                    raise KernelDiedError from None
                return done

    def _ready(self) -> tuple[KernelManager, BlockingKernelClient]:
        """Return manager and client of a kernel that is alive; one that died is replaced."""
        if not self.alive:
            self.close()
        if self._client is None:
            try:
                self._connect()
            except KernelDiedError:  # another program may have taken a port that was free a moment before
                self._connect()
        assert self._manager is not None and self._client is not None  # noqa: S101  # _connect() made them
        return self._manager, self._client

    def _connect(self) -> None:
        self.start()
        assert self._manager is not None  # noqa: S101  # start() made it
        self._client = self._manager.client()
        self._client.start_channels()
        try:
            _greet(self._manager, self._client)
        except KernelDiedError:
            self.close()
            raise

    def close(self) -> None:
        """End the kernel; its process is gone when this returns."""
        client, manager, channels = self._client, self._manager, self._channels
        self._client = self._manager = self._channels = None
        if client is not None:
            client.stop_channels()
        if manager is not None and manager.has_kernel:
            process = getattr(manager.provisioner, "process", None)
            if process is not None:  # jupyter_client looks a tenth of a second later whether it is gone
                process.kill()
                process.wait()
            manager.shutdown_kernel(now=True)
        if channels is not None:
            channels.close()


def _notebooks(data: Mapping[str, Any]) -> list[Outputs]:
    """Return what a message says that notebooks showed; nothing when it is about something else."""
    return json.loads(data[_MIME]) if _MIME in data else []


def _greet(manager: KernelManager, client: BlockingKernelClient) -> None:
    """Wait until the kernel answers, and what it tells everybody is heard here too.

    jupyter_client's own way to wait ends with a fifth of a second in which nothing may be said; we know what is for us.
    """
    until = time.monotonic() + _START_SECONDS
    while True:
        client.kernel_info()
        with contextlib.suppress(Empty):
            client.get_shell_msg(timeout=1)
            client.get_iopub_msg(timeout=0.2)
            return
        if not manager.is_alive() or time.monotonic() > until:
            raise KernelDiedError


def _check(client: BlockingKernelClient, request: str) -> None:
    """Wait for the reply to a request; replies to who asked whether the kernel was ready may come before it."""
    while True:
        message = client.get_shell_msg(timeout=_START_SECONDS)
        if message["parent_header"].get("msg_id") == request:
            break
    if message["content"]["status"] == "error":
        raise KernelRefusedError(f"{message['content']['ename']}: {message['content']['evalue']}")


_kept: dict[str, KeptKernel] = {}


@contextlib.contextmanager
def kept_kernel(kernel_name: str = "python3") -> Iterator[KeptKernel]:
    """Keep one kernel for all notebooks that this process executes within the `with`."""
    kernel = _kept.get(kernel_name)
    if kernel is not None:
        yield kernel
        return
    kernel = _kept[kernel_name] = KeptKernel(kernel_name)
    try:
        kernel.start()
        yield kernel
    finally:
        _kept.pop(kernel_name, None)
        kernel.close()


def shared(kernel_name: str) -> KeptKernel:
    """Return the process's kernel of a name; outside `kept_kernel` it lives until the process ends."""
    if kernel_name not in _kept:
        _kept[kernel_name] = KeptKernel(kernel_name)
        atexit.register(_kept[kernel_name].close)
    return _kept[kernel_name]
