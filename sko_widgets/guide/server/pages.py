"""The app's pages: a notebook, run in a kernel of the pool, laid out by our Voilà template."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from jupyter_core.utils import ensure_async
from tornado import web
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler

from sko_widgets.guide.server import assets, markup
from sko_widgets.guide.server.runner import CellRunner, Ran

_FLUSH = "<!--flush-->"
_POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class PageRenderer(NotebookRenderer):  # type: ignore[misc]
    """Renders a notebook cell by cell while the kernel runs it."""

    def generate(self, kernel: Any, before: str) -> AsyncIterator[Any]:
        """Yield the page's HTML in pieces."""
        self._kernel = kernel
        self._before = before
        context = {
            "cells": self._cells,
            "dress": assets.address(self.base_url),
            "kernel_start": self._start,
            "markdown": markup.markdown,
            "models": markup.models,
            "output": markup.output,
            "page": self.notebook.metadata.get("sko", {}),
            "proof": self.request_handler.xsrf_token.decode("ascii"),
        }
        return self.exporter.generate_from_notebook_node(
            self.notebook, resources=self.resources, extra_context=context, page_config={}
        )

    async def _start(self) -> str:
        kernel = await self._kernel
        self._runner = CellRunner(kernel.client, kernel.is_alive, self.log)
        self._laid = markup.cells(self.notebook)
        code = sorted((cell for cell in self._laid if cell.kind == "code"), key=lambda cell: cell.number)
        self._runner.start([cell.source for cell in code], self._before)
        return str(kernel.id)

    async def _cells(self) -> AsyncIterator[tuple[markup.Cell, Ran]]:
        try:
            for cell in self._laid:
                ran = await self._runner.result(cell.number) if cell.kind == "code" else Ran()
                yield cell, ran
                if ran.failed and cell.needed:
                    return
        finally:
            await self._runner.close()


class PageHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """Serves a notebook as a page of the app."""

    @property
    def content_security_policy(self) -> str:
        """Allow nothing from elsewhere; widgets come as Blob URLs, made of what the kernel sent."""
        return _POLICY.format(host=self.request.host)

    @web.authenticated
    async def get(self, path: str = "") -> None:
        """Run the notebook at `path`, and send the page as it comes."""
        renderer = await self._renderer(path)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        kernel = self.kernel_manager.page_kernel(path)
        async for piece, _ in renderer.generate(kernel, ""):
            self.write(piece)
            if _FLUSH in piece:
                await self.flush()

    def get_template(self, name: str) -> Any:
        """Return one of our own templates for errors, not Voilà's."""
        return self.settings["jinja2_env"].get_template(name)

    async def _renderer(self, path: str) -> PageRenderer:
        if not path.endswith(".ipynb") or not await ensure_async(self.contents_manager.file_exists(path)):
            raise web.HTTPError(404)
        renderer = PageRenderer(
            request_handler=self,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=path,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},
        )
        await renderer.initialize()
        return renderer
