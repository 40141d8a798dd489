"""The Jupyter server as this project runs it: quiet, closed to the rest of the world, and easy to end."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
import secrets
import signal
import socket
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from tornado.httpserver import HTTPServer
from traitlets.config import Config

from sko_widgets.guide.server.places import Places
from sko_widgets.guide.server.ports import ADDRESS
from sko_widgets.resources import templates

EXTENSION = "sko_widgets.guide.server.extension"
TEMPLATE = "sko"
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_LOG_SIZE = 1_000_000


class AppServer(ServerApp):
    """A Jupyter server that reads nobody's settings and ends at the first Ctrl-C."""

    name = "sko"

    def load_config_file(self, suppress_errors: bool = True) -> None:
        """Read no settings of the user or the computer: ours are complete."""

    def init_signal(self) -> None:
        """End in good order at every signal that asks for it."""
        for name in _ENDINGS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._end)

    def _end(self, *_: Any) -> None:
        if not self._stopping:
            self.stop(from_signal=True)


def make(places: Places, sockets: list[socket.socket], port: int, start: str) -> AppServer:
    """Return a server that listens on `sockets` once its loop runs.

    Parameters
    ----------
    start
        Where `/` leads to, `/voila/render/start.ipynb`.
    """
    _log_to(places.log)
    app = AppServer.instance(config=settings(places, port, start), log=logging.getLogger("sko.server"))
    app.initialize(argv=[], find_extensions=False, new_httpserver=False)
    http = HTTPServer(app.web_app, max_body_size=app.max_body_size, max_buffer_size=app.max_buffer_size)
    http.add_sockets(sockets)
    app._http_server = http
    return app


def settings(places: Places, port: int, start: str) -> Config:
    """Return all settings of the server, its kernels, Voilà and JupyterLab."""
    return Config(
        ServerApp={
            "allow_root": True,
            "default_url": start,
            "extra_template_paths": [str(templates() / "app" / "voila" / "templates" / TEMPLATE)],
            "ip": ADDRESS,
            "jpserver_extensions": {"jupyterlab": True, EXTENSION: True, "voila.server_extension": True},
            "kernel_manager_class": "sko_widgets.guide.server.kernels.KernelPool",
            "kernel_spec_manager_class": "sko_widgets.guide.server.kernels.OnePython",
            "open_browser": False,
            "port": port,
            "root_dir": str(places.notebooks),
            "terminals_enabled": False,
            "tornado_settings": {"sko_places": places},
        },
        IdentityProvider={"token": secrets.token_urlsafe(24)},
        FileContentsManager={"delete_to_trash": False},
        LabApp={"extension_manager": "readonly", "log_level": logging.WARNING, "news_url": None},
        VoilaConfiguration={"template": TEMPLATE, "allow_template_override": "NO", "allow_theme_override": "NO"},
    )


def _log_to(path: Path) -> None:
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_LOG_SIZE, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname).1s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger("sko.server").setLevel(logging.DEBUG if os.environ.get("SKO_DEBUG") else logging.WARNING)
    logging.captureWarnings(True)
    with contextlib.suppress(OSError):
        path.touch(mode=0o600)
