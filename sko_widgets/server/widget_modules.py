"""Serves the JavaScript of widgets that are not ours as files; a page's policy allows no script that is made in it.

Ours are files that each page has; see `widget_files` and `static_files`.
"""

# mypy: disable-error-code="misc, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import hashlib

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from sko_widgets.server import static_files

ADDRESS = "sko/modules"


class WidgetModules:
    """The modules of the widgets that cells made; the server ran these cells, so no page can add one."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}

    def add(self, source: str) -> str:
        """Keep a module, and return its name: a digest of what is in it."""
        name = hashlib.sha256(source.encode("utf-8")).hexdigest()
        self._sources[name] = source
        return name

    def source(self, name: str) -> str | None:
        """Return the module with this name, if a cell made it since the server started."""
        return self._sources.get(name)


def address(base: str, name: str) -> str:
    """Return where a module is on a server with this base URL."""
    return url_path_join(base, ADDRESS, f"{name}.js")


class ModuleHandler(JupyterHandler):
    """Serves one widget's module."""

    def initialize(self, modules: WidgetModules) -> None:
        """Take what the extension gives."""
        self._modules = modules

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send it; the browser may keep it for ever, as its name changes with it."""
        source = self._modules.source(name)
        if source is None:
            raise web.HTTPError(404)
        static_files.set_headers(self, ".js", "private")
        await self.finish(source)
