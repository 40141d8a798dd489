"""Asks the fork server for kernels, and knows how they fare."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

_MODULE = "sko_widgets.kernels.fork_server"
_LAUNCHER = "ipykernel_launcher"
_PATIENCE = 20.0  # seconds for a fork
_CHUNK = 65_536
_END_SECONDS = 2.0
_REST_SECONDS = 5.0  # before a new fork server is tried
_MOST_STARTS = 3


def can_fork() -> bool:
    """Tell whether kernels can be forked here, and watched without being their parent: on Linux.

    Windows cannot fork, and macOS has system libraries that must not be.
    """
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class ForkedKernel:
    """A kernel's process, with as much of `subprocess.Popen` as Jupyter uses.

    Parameters
    ----------
    pid
        The process; it is not our child but the fork server's, so it is watched through a file descriptor.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._handle = os.pidfd_open(pid)
        except OSError:
            self.returncode = -1

    def poll(self) -> int | None:
        """Return -1 when it has ended, None while it runs."""
        if self.returncode is None:
            look = select.poll()
            look.register(self._handle, select.POLLIN)
            if look.poll(0):
                self.returncode = -1
                os.close(self._handle)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Return what `poll` does; Jupyter asks only when it has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class ForkPool:
    """Starts a fork server, and has kernels forked from it; one that ends is replaced, a few times.

    Parameters
    ----------
    log
        Where the fork server and its kernels write what goes wrong.
    preload
        The module that names what kernels load beforehand, in `FIRST` and `LATER`.
    """

    def __init__(self, log: Path, preload: str) -> None:
        self._log = logging.getLogger("sko.server")
        self.log_path = log
        self.preload = preload
        self._server: subprocess.Popen[bytes] | None = None
        self._lifelines: list[int] = []
        self._starts = 0
        self._closed = False
        self._numbers = itertools.count()
        self._asked: dict[int, asyncio.Future[ForkedKernel | None]] = {}
        self._rest = b""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready: asyncio.Event | None = None

    @property
    def alive(self) -> bool:
        """Whether there is a fork server."""
        return self._server is not None and self._server.poll() is None

    def start(self) -> None:
        """Start the fork server's process; it does its imports meanwhile."""
        if not can_fork() or self.alive or self._starts >= _MOST_STARTS:
            return
        self._starts += 1
        lifeline, held = os.pipe()
        self._lifelines.append(held)
        try:
            with self.log_path.open("ab") as log:
                self._server = subprocess.Popen(
                    # -P: nothing of the folder where one stands
                    [sys.executable, "-P", "-m", _MODULE, str(lifeline), self.preload],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    pass_fds=(lifeline,),
                    env={name: value for name, value in os.environ.items() if not name.startswith("JPY_")},
                    start_new_session=True,
                )
        except OSError:
            self._log.exception("The fork server could not be started")
        finally:
            os.close(lifeline)

    def attach(self) -> None:
        """Listen to the fork server, from the running loop."""
        if self._server is None or self._server.stdout is None or not self.alive:
            return
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        os.set_blocking(self._server.stdout.fileno(), False)
        self._loop.add_reader(self._server.stdout.fileno(), self._hear)

    async def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> ForkedKernel | None:
        """Return a new kernel's process; None when there is no fork server to fork it."""
        if self._ready is None or not self.alive or argv[:3] != [sys.executable, "-m", _LAUNCHER]:
            return None
        with contextlib.suppress(TimeoutError):  # it is at its imports still: this kernel is started on its own
            await asyncio.wait_for(self._ready.wait(), _PATIENCE)
            return await self._forked({"argv": argv[2:], "env": env, "cwd": cwd})
        return None

    async def _forked(self, wanted: dict[str, Any]) -> ForkedKernel | None:
        """Ask a fork server that is ready for a kernel; None when it has ended."""
        if not self.alive:
            return None
        number = next(self._numbers)
        future = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            self._say({"asked": number, **wanted})
            return await asyncio.wait_for(future, _PATIENCE)
        except OSError:
            return None  # it has just ended: `_hear` notices, and starts another
        except TimeoutError:
            self._log.exception("The fork server does not answer")
            self.close()
            return None
        finally:
            self._asked.pop(number, None)

    def close(self) -> None:
        """End the fork server; kernels that still run end with the server."""
        self._closed = True
        self._lost()
        server, self._server = self._server, None
        if server is None:
            return
        for pipe in (server.stdin, server.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            server.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

    def cut(self) -> None:
        """Cut the lifeline: kernels that this server forked end now."""
        while self._lifelines:
            os.close(self._lifelines.pop())

    def _say(self, message: dict[str, Any]) -> None:
        assert self._server is not None and self._server.stdin is not None  # noqa: S101  # `alive` was asked
        self._server.stdin.write(json.dumps(message).encode() + b"\n")
        self._server.stdin.flush()

    def _hear(self) -> None:
        assert self._server is not None and self._server.stdout is not None  # noqa: S101  # it is being read
        try:
            data = os.read(self._server.stdout.fileno(), _CHUNK)
        except BlockingIOError:
            return
        if not data:
            self._log.error("The fork server ended; kernels are started one by one until there is a new one")
            self._lost()
            asyncio.get_running_loop().call_later(_REST_SECONDS, self._start_again)
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _start_again(self) -> None:
        if not self._closed:
            self.start()
            self.attach()

    def _take(self, message: dict[str, Any]) -> None:
        if "ready" in message and self._ready is not None:
            self._ready.set()
        elif "pid" in message:
            self._answer(message["asked"], ForkedKernel(message["pid"]))
        elif "error" in message:
            self._log.error("A kernel could not be forked: %s", message["error"])
            self._answer(message["asked"], None)

    def _answer(self, number: int, kernel: ForkedKernel | None) -> None:
        future = self._asked.get(number)
        if future is not None and not future.done():
            future.set_result(kernel)
        elif kernel is not None:
            kernel.kill()  # nobody waits for it any more

    def _lost(self) -> None:
        """Stop listening, and let nobody wait."""
        self._rest = b""
        if self._loop is not None and self._server is not None and self._server.stdout is not None:
            with contextlib.suppress(ValueError, OSError):
                self._loop.remove_reader(self._server.stdout.fileno())
        if self._ready is not None:
            self._ready.set()
        self._ready = None
        for number in list(self._asked):
            self._answer(number, None)
