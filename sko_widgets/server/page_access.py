"""What a page of the app may ask of the server, whatever runs in it: to reach its own kernel, in widgets' messages.

The server runs a page's cells itself.  A page needs no more than to tell its widgets what was typed, so nothing that
could run code, write files or start processes is open to it.  With `--jupyterlab` these things are what one came for.
"""

# mypy: disable-error-code="no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import json
from typing import Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import MainKernelHandler

SERVICES = ("auth", "kernels")
"""The parts of Jupyter Server that pages need."""

MESSAGES = ["comm_close", "comm_msg", "comm_open", "kernel_info_request"]
"""The kinds of message that a page sends."""

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""A page's Content-Security-Policy: nothing from elsewhere, and no script but from files of this server."""

_ALLOWED = {("kernels", "read"), ("kernels", "execute")}
_PROTOCOL = "v1.kernel.websocket.jupyter.org"
_NOT_ALLOWED = 1008  # RFC 6455: a message that the server's policy forbids


class PagesOnly(Authorizer):
    """Lets a page look whether its kernel is there, and open a connection to it; nothing else of Jupyter's.

    A page knows the id of its own kernel; the others' it cannot guess, and a list of them it does not get.
    """

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        """Tell whether a user may do something."""
        return (resource, action) in _ALLOWED and not isinstance(handler, MainKernelHandler)


class PageConnection(ZMQChannelsWebsocketConnection):
    """A page's connection to its kernel, which is broken off when it is used for anything but widgets."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on to the kernel, if a page may send it."""
        allowed = self.multi_kernel_manager.allowed_message_types
        if allowed and self._kind(incoming_msg) not in allowed:
            self.log.warning("A page sent a message that it may not: %r", self._kind(incoming_msg))
            self.websocket_handler.close(_NOT_ALLOWED, "not allowed")
            return
        super().handle_incoming_message(incoming_msg)

    def _kind(self, message: Any) -> str:
        """Return a message's type; in any other protocol than our pages speak there is none that may be sent."""
        if self.subprotocol != _PROTOCOL or not isinstance(message, bytes):
            return ""
        _, parts = deserialize_msg_from_ws_v1(message)
        return str(json.loads(parts[0])["msg_type"])
