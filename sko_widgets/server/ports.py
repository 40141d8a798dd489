"""Finds a port on this computer, and holds it from then on."""

from __future__ import annotations

import errno
import socket

from tornado.netutil import bind_sockets

from sko_widgets.server.start_errors import PortError

ADDRESS = "127.0.0.1"
_FIRST = 8765
_TRIES = 200


def hold(port: int | None, last: int | None) -> tuple[list[socket.socket], int]:
    """Return sockets that are bound, and their port.

    Parameters
    ----------
    port
        The port that the user asked for; None to find one.
    last
        The port of last time, tried first.

    Raises
    ------
    PortError
        When the port that was asked for is taken or forbidden.
    """
    if port is not None:
        try:
            return _bind(port)
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            raise PortError(port, taken=taken) from error
    for candidate in dict.fromkeys([*([last] if last else []), *range(_FIRST, _FIRST + _TRIES)]):
        try:
            return _bind(candidate)
        except (OSError, OverflowError):
            continue
    return _bind(0)


def _bind(port: int) -> tuple[list[socket.socket], int]:
    sockets = bind_sockets(port, ADDRESS)
    return sockets, int(sockets[0].getsockname()[1])
