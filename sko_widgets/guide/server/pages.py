"""The app's pages: a notebook, run in a kernel of the pool, laid out by our Voilà template."""

# mypy: disable-error-code="attr-defined, misc, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler

from sko_widgets.guide.lay import lay_missing
from sko_widgets.guide.server import assets, markup
from sko_widgets.guide.server.kernels import PageKernel
from sko_widgets.guide.server.runner import CellRunner, Ran

_FLUSH = "<!--flush-->"
_FLUSH_SECONDS = 0.1  # more often costs the browser a layout each time
_POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class PageRenderer(NotebookRenderer):
    """Renders a notebook cell by cell while the kernel runs it."""

    _runner: CellRunner | None = None

    def generate(self, kernel: asyncio.Future[PageKernel], before: str) -> AsyncIterator[Any]:
        """Yield the page's HTML in pieces.

        Parameters
        ----------
        kernel
            The kernel, as soon as there is one; the page's head does not wait for it.
        before
            What the kernel does before the first cell.
        """
        self._kernel = kernel
        self._before = before
        context = {
            "cells": self._cells,
            "dress": assets.address(self.base_url),
            "kernel_start": self._start,
            "markdown": markup.markdown,
            "models": markup.Models(),
            "output": markup.output,
            "page": self.notebook.metadata.get("sko", {}),
            "proof": self.request_handler.xsrf_token.decode("ascii"),
        }
        pieces: AsyncIterator[Any] = self.exporter.generate_from_notebook_node(
            self.notebook, resources=self.resources, extra_context=context, page_config={}
        )
        return pieces

    async def close(self) -> None:
        """Stop listening to the kernel."""
        if self._runner is not None:
            await self._runner.close()

    async def _start(self) -> str:
        kernel = await self._kernel
        self._runner = CellRunner(kernel.client, kernel.is_alive, self.log)
        self._laid = markup.cells(self.notebook)
        code = sorted((cell for cell in self._laid if cell.kind == "code"), key=lambda cell: cell.number)
        self._runner.start([cell.source for cell in code], self._before)
        return kernel.id

    async def _cells(self) -> AsyncIterator[tuple[markup.Cell, Ran]]:
        assert self._runner is not None  # noqa: S101  # the template starts the kernel first
        for cell in self._laid:
            ran = await self._ran(cell.number) if cell.kind == "code" else Ran()
            yield cell, ran
            if ran.failed and cell.needed:
                return

    async def _ran(self, number: int) -> Ran:
        """Return what a cell left; while it takes its time, the browser gets what is there."""
        assert self._runner is not None  # noqa: S101  # as above
        try:
            return await asyncio.wait_for(self._runner.result(number), _FLUSH_SECONDS)
        except TimeoutError:
            await self.request_handler.flush()
            return await self._runner.result(number)


class LeaveHandler(JupyterHandler):
    """Hears that a page was closed."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """Let the page's kernel end, when it has done what it was asked."""
        self.kernel_manager.leave(kernel_id)
        self.set_status(204)
        await self.finish()


class PageHandler(TornadoVoilaHandler):
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
        kernel = asyncio.ensure_future(self.kernel_manager.page_kernel())
        try:
            await self._send(renderer.generate(kernel, self._before(path)))
        except StreamClosedError:
            self.log.info("The page was closed before it was whole")
        except Exception:
            if not self._headers_written:
                raise
            self.log.exception("A page broke off")
            await self.finish(self.render_template("broken.html.j2"))
        finally:
            await renderer.close()

    async def _send(self, pieces: AsyncIterator[Any]) -> None:
        sent = 0.0
        async for piece, _ in pieces:
            self.write(piece)
            if _FLUSH in piece and time.monotonic() - sent > _FLUSH_SECONDS:
                await self.flush()
                sent = time.monotonic()

    def _before(self, path: str) -> str:
        """Return what a kernel of the pool does to be at home in a notebook."""
        folder = str(Path(self.settings["sko_places"].notebooks, path).parent)
        query = urlencode([pair for pair in parse_qsl(self.request.query) if pair[0] != "token"])
        return f"import os\nos.chdir({folder!r})\nos.environ['QUERY_STRING'] = {query!r}\ndel os"

    def get_template(self, name: str) -> Any:
        """Return one of our own templates for errors, not Voilà's."""
        return self.settings["jinja2_env"].get_template(name)

    async def _renderer(self, path: str) -> PageRenderer:
        if not path.endswith(".ipynb") or not await self._is_there(path):
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

    async def _is_there(self, path: str) -> bool:
        """Tell whether there is such a notebook; one of a known dossier is laid when it is missing."""
        if await ensure_async(self.contents_manager.file_exists(path)):
            return True
        folder = self.settings["sko_places"].folder
        lay_missing(folder, os.environ["SKO_OPSLAG"], path)
        return bool(await ensure_async(self.contents_manager.file_exists(path)))
