"""The app's pages: a notebook, run in a kernel of the pool, laid out by a template of ours."""

# mypy: disable-error-code="attr-defined, misc, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import nbformat
from jinja2 import Environment, FileSystemLoader, Template
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError

from sko_widgets.guide import page_addresses
from sko_widgets.guide.notebooks import START, write_for_path
from sko_widgets.kernels.page_kernels import PageKernel
from sko_widgets.resources import templates
from sko_widgets.server import markup, static_files
from sko_widgets.server.cell_runner import CellRunner, Ran
from sko_widgets.server.page_access import POLICY
from sko_widgets.server.widget_modules import WidgetModules
from sko_widgets.server.work_folder import WorkFolder
from sko_widgets.widget_files import PAGE_FOLDER

PAGES = "werkboek"
"""What the addresses of all pages begin with, behind the server's base URL."""

_FLUSH = "<!--flush-->"
_FLUSH_SECONDS = 0.1  # more often costs the browser a layout each time


class PageRenderer:
    """Renders a notebook cell by cell while the kernel runs it.

    Parameters
    ----------
    notebook
        The notebook.
    kernel
        The kernel, as soon as there is one; the page's head does not wait for it.  None for a page without code.
    before
        What the kernel does before the first cell.
    flush
        Sends the browser what was rendered so far.
    """

    def __init__(
        self,
        notebook: Any,
        kernel: asyncio.Future[PageKernel] | None,
        before: str,
        flush: Callable[[], Awaitable[None]],
    ) -> None:
        self._cells = markup.cells(notebook)
        self._kernel = kernel
        self._before = before
        self._flush = flush
        self._runner: CellRunner | None = None

    async def start(self) -> str:
        """Start to run the cells, and return the kernel's id, empty without one; the template asks this."""
        if self._kernel is None:
            return ""
        kernel = await self._kernel
        self._runner = CellRunner(kernel.client, kernel.is_alive, logging.getLogger("sko.server"))
        code = sorted((cell for cell in self._cells if cell.kind == "code"), key=lambda cell: cell.number)
        self._runner.start([cell.source for cell in code], self._before)
        return kernel.id

    async def cells(self) -> AsyncIterator[tuple[markup.Cell, Ran]]:
        """Yield each cell of the page with what it left, when it is done; the template asks this."""
        for cell in self._cells:
            ran = await self._ran(cell.number) if cell.kind == "code" else Ran()
            yield cell, ran
            if ran.failed and cell.needed:
                return

    async def _ran(self, number: int) -> Ran:
        """Return what a cell left; while it takes its time, the browser gets what is there."""
        assert self._runner is not None  # noqa: S101  # the template starts the kernel first
        try:
            return await asyncio.wait_for(self._runner.result(number), _FLUSH_SECONDS)
        except TimeoutError:
            await self._flush()
            return await self._runner.result(number)

    async def close(self) -> None:
        """Stop listening to the kernel."""
        if self._runner is not None:
            await self._runner.close()


class LeaveHandler(JupyterHandler):
    """Hears that a page was closed."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """Let the page's kernel end, when it has done what it was asked."""
        self.kernel_manager.leave(kernel_id)
        self.set_status(204)
        await self.finish()


class PageHandler(JupyterHandler):
    """Serves a notebook as a page of the app."""

    _begun = False  # whether some of the page is on its way

    def initialize(self, work_folder: Path, modules: WidgetModules, everything: bool) -> None:
        """Take what the extension gives.

        Parameters
        ----------
        work_folder
            The work folder.
        modules
            Where widgets' JavaScript is kept.
        everything
            Whether JupyterLab is there too; the page then says so.
        """
        self._work_folder = work_folder
        self._modules = modules
        self._everything = everything

    @property
    def content_security_policy(self) -> str:
        """Allow nothing from elsewhere, and no script that is made in the page."""
        return POLICY.format(host=self.request.host)

    @web.authenticated
    async def get(self, address: str | None = None) -> None:
        """Run the notebook at an address, and send the page as it comes."""
        path = page_addresses.notebook_of(address or "")
        elsewhere = page_addresses.address_of(path)
        if elsewhere == address and not await self._find(path):
            path = f"{address}/{START}"  # of a folder, without the slash
            if not await self._find(path):
                raise web.HTTPError(404)
            elsewhere = f"{address}/"
        if elsewhere != address:
            self.redirect(page_url(self.base_url, elsewhere, self.request.query))
            return
        await self._serve(path)

    async def _serve(self, path: str) -> None:
        notebook = await self._read(path)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        runs = any(cell.kind == "code" for cell in markup.cells(notebook))
        kernel = asyncio.ensure_future(self.kernel_manager.page_kernel()) if runs else None
        renderer = PageRenderer(notebook, kernel, self._before(path), self.flush)
        models = markup.Models(self._modules, self.base_url)
        try:
            await self._send(self._parts(renderer, models, notebook, path))
        except StreamClosedError:
            self._leave_soon(kernel)  # the page was closed before it was whole
        except Exception:
            self._leave_soon(kernel)
            if not self._begun:
                raise
            self.log.exception("A page broke off")
            await self.finish(self.render_template("broken.html.j2"))
        finally:
            await renderer.close()

    def _leave_soon(self, kernel: asyncio.Future[PageKernel] | None) -> None:
        if kernel is not None:
            kernel.add_done_callback(self._leave)

    def _leave(self, kernel: asyncio.Future[PageKernel]) -> None:
        if not kernel.cancelled() and kernel.exception() is None:
            kernel.result().client.stop_channels()
            self.kernel_manager.leave(kernel.result().id)

    def _parts(self, renderer: PageRenderer, models: markup.Models, notebook: Any, path: str) -> AsyncIterator[str]:
        folder = self._folder_url(path)
        about = {"title": PurePosixPath(path).stem, "colour": "", "walk": False, "closes": False, "above": []}
        about |= {"before": {}, "after": {}}
        about |= notebook.metadata.get("sko", {})
        parts: AsyncIterator[str] = page_template().generate_async(
            base_url=self.base_url,
            cells=renderer.cells,
            asked=[cell for cell in markup.cells(notebook) if cell.asked],
            contents=markup.contents(notebook),
            everything=self._everything,
            help_beside=partial(markup.help_beside, folder=folder),
            kernel_start=renderer.start,
            link=partial(page_addresses.link, folder=folder),
            manual=page_addresses.MANUAL,
            menu=page_addresses.menu_of(self.get_query_argument(page_addresses.FROM, "")),
            markdown=partial(markup.markdown, folder=folder),
            models=models,
            output=partial(markup.output, folder=folder),
            page=about,
            proof=self.xsrf_token.decode("ascii"),
            static_files=static_files.address(self.base_url),
        )
        return parts

    async def _send(self, parts: AsyncIterator[str]) -> None:
        sent = 0.0  # long ago
        async for part in parts:
            self.write(part)
            if _FLUSH in part and time.monotonic() - sent > _FLUSH_SECONDS:
                self._begun = True
                await self.flush()
                sent = time.monotonic()

    def _folder_url(self, path: str) -> str:
        """Return the address of a notebook's folder."""
        folder, slash, _ = path.rpartition("/")
        return page_url(self.base_url, folder + slash)

    def _before(self, path: str) -> str:
        """Return what a kernel of the pool does to be at home in a notebook."""
        folder = str((self._notebooks / path).parent)
        query = urlencode([pair for pair in parse_qsl(self.request.query) if pair[0] != "token"])
        known = {"QUERY_STRING": query, PAGE_FOLDER: self._folder_url(path)}
        return f"import os\nos.chdir({folder!r})\nos.environ.update({known!r})\ndel os"

    @property
    def _notebooks(self) -> Path:
        return WorkFolder(self._work_folder).notebooks

    async def _find(self, path: str) -> bool:
        """Tell whether there is a notebook; one of a dossier is written first, if the server did not do that yet."""
        written: set[str] = self.settings.setdefault("sko_written", set())
        folder = path.rpartition("/")[0]
        if path.count("/") == 2 and (folder not in written or not await self._is_there(path)):
            work = partial(write_for_path, self._work_folder, os.environ["SKO_OPSLAG"], path)
            if await asyncio.get_running_loop().run_in_executor(None, work):
                written.add(folder)
        return await self._is_there(path)

    async def _is_there(self, path: str) -> bool:
        return bool(await ensure_async(self.contents_manager.file_exists(path)))

    async def _read(self, path: str) -> Any:
        model = await ensure_async(self.contents_manager.get(path, content=True, type="file", format="text"))
        return nbformat.convert(nbformat.reader.reads(model["content"]), 4)


def page_url(base: str, address: str, query: str = "") -> str:
    """Return where a page is on a server with this base URL, with a query that is encoded already."""
    return f"{base}{PAGES}/{quote(address)}{'?' if query else ''}{query}"


@lru_cache(maxsize=1)
def page_template() -> Template:
    """Return the template of a page, compiled once."""
    loader = FileSystemLoader(templates() / "app" / "pages")
    return Environment(loader=loader, autoescape=True, enable_async=True).get_template("page.html.j2")
