"""Serves what gives pages their look: stylesheets, fonts and scripts from `templates/`, and those of the widgets."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from sko_widgets import widget_files
from sko_widgets.resources import templates

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_YEAR = 31_536_000


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """Return what is served, by its address after the version."""
    roots = (templates() / "app" / "static", templates() / "look")
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for root in roots
        for path in root.rglob("*")
        if path.suffix in _TYPES
    }
    return found | {name: text.encode("utf-8") for name, text in widget_files.for_page().items()}


@lru_cache(maxsize=1)
def version() -> str:
    """Return a text that changes with the files, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for name, body in sorted(files().items()):
        digest.update(name.encode())
        digest.update(body)
    return digest.hexdigest()[:16]


def address(base: str) -> str:
    """Return where the files are on a server with this base URL."""
    return url_path_join(base, "sko/static", version())


def set_headers(handler: web.RequestHandler, suffix: str, whose: str) -> None:
    """Say of what kind a file is, and that a browser may keep it for ever.

    Parameters
    ----------
    whose
        `public`, or `private` when no cache between may keep it.
    """
    handler.set_header("Content-Type", _TYPES[suffix])
    handler.set_header("Cache-Control", f"{whose}, max-age={_YEAR}, immutable")
    handler.set_header("X-Content-Type-Options", "nosniff")


class StaticFileHandler(JupyterHandler):
    """Serves stylesheets, fonts and scripts; they hold nothing of anyone, so they need no token."""

    @allow_unauthenticated
    def get(self, name: str) -> Any:
        """Send one file."""
        body = files().get(name)
        if body is None:
            raise web.HTTPError(404)
        set_headers(self, PurePosixPath(name).suffix, "public")
        return self.finish(body)
