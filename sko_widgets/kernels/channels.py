"""How kernels are spoken to, so that nobody else on the computer hears it.

Where there are sockets in the file system, they lie in a folder that only this user can enter, and no port is needed.
Elsewhere, as on Windows, a kernel is spoken to over a port of this computer, encrypted.
"""

from __future__ import annotations

import itertools
import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import zmq

_PROBE = "probe-of-a-name"  # longer than the name of any socket will be: a path has room for some hundred bytes


class Channels:
    """A private place for the sockets of kernels.

    Attributes
    ----------
    transport
        `ipc` or `tcp`.
    encryption
        What Jupyter calls transport encryption: `disabled` where it is not needed.
    """

    def __init__(self) -> None:
        self._folder = _private_folder()
        self._numbers = itertools.count(1)
        self.transport, self.encryption = ("tcp", "required") if self._folder is None else ("ipc", "disabled")

    def place(self) -> str:
        """Return what stands for an IP address in the connection of a new kernel, over `ipc`."""
        assert self._folder is not None  # noqa: S101  # the transport is `ipc`
        return str(Path(self._folder.name) / str(next(self._numbers)))

    def close(self) -> None:
        """Take the sockets away."""
        if self._folder is not None:
            self._folder.cleanup()


def _private_folder() -> TemporaryDirectory[str] | None:
    """Return a folder that only this user can enter and in which sockets can be made; None where there are none."""
    if os.name != "posix" or not zmq.has("ipc"):
        return None
    folder = TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True)
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(Path(folder.name) / _PROBE))
        (Path(folder.name) / _PROBE).unlink()
    except OSError:  # the path is too long, or the file system has none
        folder.cleanup()
        return None
    return folder
