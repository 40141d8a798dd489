"""The Jupyter server as this project runs it: quiet, closed to the rest of the world, and easy to end."""

# mypy: disable-error-code="attr-defined, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from tornado.httpserver import HTTPServer
from traitlets.config import Config

from sko_widgets.kernels.fork_pool import ForkPool
from sko_widgets.resources import templates
from sko_widgets.server import page_access
from sko_widgets.server.ports import ADDRESS
from sko_widgets.server.work_folder import WorkFolder

EXTENSION = "sko_widgets.server"
_END_SECONDS = 25.0  # then the process ends anyway, and its kernels with it; a thread that hangs would hold it for ever
_COOKIE = {"expires_days": None, "samesite": "Strict"}  # until the browser ends, and for no other site's links
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class AppServer(ServerApp):
    """A Jupyter server that reads nobody's settings and ends at the first Ctrl-C."""

    name = "sko"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._last_resort = threading.Timer(_END_SECONDS, os._exit, (1,))

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no settings of the user or the computer: ours are complete."""

    def init_signal(self) -> None:
        """End in good order at every signal that asks for it."""
        self._at_a_signal(self._end)

    def _at_a_signal(self, what: Any) -> None:
        for name in _ENDINGS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), what)

    def _end(self, *_: Any) -> None:
        self._at_a_signal(signal.SIG_IGN)  # also while Python ends, when a handler of ours would be gone
        if not self._stopping:
            self._last_resort.daemon = True
            self._last_resort.start()
            self.stop(from_signal=True)


class PagesServer(AppServer):
    """The same, with no more of Jupyter's services than pages need."""

    default_services = page_access.SERVICES  # type: ignore[assignment]  # its type is a tuple of thirteen


def make(
    work_folder: WorkFolder, fork_pool: ForkPool, sockets: list[socket.socket], port: int, start: str, jupyterlab: bool
) -> AppServer:
    """Return a server that listens on `sockets` once its loop runs.

    Parameters
    ----------
    fork_pool
        Forks its kernels.
    start
        Where `/` leads to, `/werkboek/`.
    jupyterlab
        Whether JupyterLab is there too, and with it all that Jupyter can do; without, pages are all there is.
    """
    _log_to(work_folder.log)
    if jupyterlab:
        _load_jupyterlab()
    config = settings(work_folder, port, start, jupyterlab)
    kind = AppServer if jupyterlab else PagesServer
    app = kind.instance(config=config, log=logging.getLogger("sko.server"))
    app.initialize(argv=[], find_extensions=False, new_httpserver=False)
    _hush(app)
    app.kernel_manager.fork_pool = fork_pool
    http = HTTPServer(app.web_app, max_body_size=app.max_body_size, max_buffer_size=app.max_buffer_size)
    http.add_sockets(sockets)
    app._http_server = http
    return app


def settings(work_folder: WorkFolder, port: int, start: str, jupyterlab: bool) -> Config:
    """Return all settings of the server, its kernels, our extension and JupyterLab."""
    config = Config(
        ServerApp={
            "allow_root": True,
            "default_url": start,
            "extra_template_paths": [str(templates() / "app" / "pages")],
            "ip": ADDRESS,
            "jpserver_extensions": {"jupyterlab": jupyterlab, EXTENSION: True},
            "kernel_manager_class": "sko_widgets.kernels.page_kernels.KernelPool",
            "kernel_spec_manager_class": "sko_widgets.kernels.page_kernels.OnePython",
            "open_browser": False,
            "port": port,
            "root_dir": str(work_folder.notebooks),
            "terminals_enabled": False,
            # JupyterLab has to read this cookie
            "tornado_settings": {"xsrf_cookie_kwargs": {"path": "/", "httponly": not jupyterlab, **_COOKIE}},
        },
        IdentityProvider={
            # a cookie of a server without JupyterLab opens nothing on one with it, though they share port and secret
            "cookie_name": f"sko-{'jupyterlab' if jupyterlab else 'werkboek'}-{port}",
            "cookie_options": _COOKIE,
            "token": secrets.token_urlsafe(24),
        },
        FileContentsManager={"delete_to_trash": False},
        LabApp={
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "log_level": logging.WARNING,
            "news_url": None,
        },
        WorkbookExtension={"everything": jupyterlab, "work_folder": str(work_folder.folder)},
    )
    if not jupyterlab:
        config.ServerApp.authorizer_class = page_access.PagesOnly
        config.ServerApp.kernel_websocket_connection_class = page_access.PageConnection
        config.MappingKernelManager.allowed_message_types = page_access.MESSAGES
    return config


def _load_jupyterlab() -> None:
    """Import JupyterLab without its asking Node, where there is one, how it builds: that takes half a second."""
    from jupyterlab import commands

    if hasattr(commands, "_yarn_config"):
        commands._yarn_config = lambda _: {"yarn config": {}, "npm config": {}}


def _log_to(path: Path) -> None:
    """Write what Jupyter has to say to a file, and nothing to the terminal."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname).1s %(name)s: %(message)s"))
    for name in ("", "sko.server"):  # Jupyter keeps its own from the root
        logging.getLogger(name).addHandler(handler)
    logging.getLogger("sko.server").setLevel(logging.DEBUG if os.environ.get("SKO_DEBUG") else logging.WARNING)
    logging.captureWarnings(True)


def _hush(app: AppServer) -> None:
    """Let the extensions write to the same file."""
    for extensions in app.extension_manager.extension_apps.values():
        for extension in extensions:
            extension.log.handlers.clear()
            extension.log.setLevel(app.log.level)
            extension.log.parent, extension.log.propagate = app.log, True
