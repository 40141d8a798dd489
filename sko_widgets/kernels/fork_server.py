"""A process that has done the imports, and becomes a kernel by forking.

`python -m sko_widgets.kernels.fork_server LIFELINE MODULE` starts it: `main` says what these are.

Kernels that are forked from it are there at once, and share its memory.  It is told what to do by
lines of JSON on its standard input, and answers on its standard output; it ends when the input
does.  It has one thread, as a process must that forks.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

# What every kernel needs.
_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "psutil",
    "tornado.platform.asyncio",
)
_IDLE_SECONDS = 0.5
_CHUNK = 65_536
_REST_SECONDS = 3.0  # at most, for the last of the log
_log = logging.getLogger("sko.fork_server")


def warm(preload: str) -> None:
    """Import what every page needs, and read the data that every page reads.

    Parameters
    ----------
    preload
        The module that names it: `FIRST`, and in `LATER` what pages need after that.
    """
    from sko_widgets.kernels.quick_nbformat import load_nbformat

    load_nbformat()
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # no page needs the debugger, 10 MB a kernel
    _load((*_KERNEL, *importlib.import_module(preload).FIRST))


def warm_more(preload: str) -> None:
    """Import what pages need later, when nobody asks for a kernel."""
    _load(importlib.import_module(preload).LATER)
    _freeze()


def _load(names: Iterable[str]) -> None:
    for name in names:
        module, _, function = name.partition(":")
        try:
            loaded = importlib.import_module(module)
            if function:
                getattr(loaded, function)()
        except Exception:  # noqa: BLE001  # whatever a module raises
            # A page that needs it will say so; the others must not wait for that.
            _log.exception("%s could not be loaded beforehand", name)


def main(lifeline: int, preload: str) -> None:
    """Fork kernels until the input ends.

    Parameters
    ----------
    lifeline
        A pipe that the server holds open; a kernel ends when it closes.
    preload
        The module that names what is loaded beforehand.
    """
    warm(preload)
    _freeze()
    wanted = _Forker(preload).serve()
    if wanted is not None:
        _become(wanted, lifeline)


def _freeze() -> None:
    """Have the collector leave alone what is there now, so that kernels share its pages."""
    gc.collect()
    gc.freeze()


class _Forker:
    """The fork server's loop."""

    def __init__(self, preload: str) -> None:
        self._preload = preload
        self._rest = b""
        self._warmed = False
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries kernels that ended
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def serve(self) -> dict[str, Any] | None:
        """Return None when the input ends, and, in a forked process, what it is to become."""
        _tell({"ready": os.getpid()})
        while data := self._asked():
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                wanted: dict[str, Any] = json.loads(line)
                if self._forked(wanted):
                    return wanted
        return None

    def _asked(self) -> bytes:
        """Return what is asked; when nobody asks for a while, first load what pages need later."""
        asking = sys.stdin.fileno()
        if not self._warmed and not select.select([asking], [], [], _IDLE_SECONDS)[0]:
            self._warmed = True
            warm_more(self._preload)
        return os.read(asking, _CHUNK)

    def _forked(self, wanted: dict[str, Any]) -> bool:
        """Fork; return whether this is the new process."""
        try:
            pid = os.fork()
        except OSError as error:
            _tell({"asked": wanted["asked"], "error": str(error)})
            return False
        if pid:
            _tell({"asked": wanted["asked"], "pid": pid})
            return False
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        return True


def _tell(message: dict[str, Any]) -> None:
    os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")


def _become(wanted: dict[str, Any], lifeline: int) -> None:
    """Turn this process into the kernel that was asked for."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    os.environ.clear()
    os.environ.update(wanted["env"])
    os.chdir(wanted["cwd"])
    sys.argv = wanted["argv"]
    threading.Thread(target=_end_with, args=(lifeline, os._exit), daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    class Kernel(IPKernelApp):
        """A kernel that leaves alone the file that says how to reach it: all of it stands there."""

        def write_connection_file(self, **_: Any) -> None:
            """Write nothing; a forked kernel is here so soon that the server, which reads it too, would find half."""

    Kernel.launch_instance(argv=wanted["argv"][1:])


def _end_with(lifeline: int, end: Callable[[int], Any]) -> None:
    """End this process when the server is no more, however it went; what was saved is in its file then."""
    from sko_widgets.dossier.store import bring_to_rest

    os.read(lifeline, 1)
    rest = threading.Thread(target=bring_to_rest, daemon=True)
    rest.start()
    rest.join(_REST_SECONDS)
    end(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
