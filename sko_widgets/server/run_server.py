"""Starts the server, shows where it is, and waits until it ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click

from sko_widgets.dossier.read_only import check_writable
from sko_widgets.dossier.store import file_of, open_store
from sko_widgets.framework import frameworks
from sko_widgets.guide import notebooks, preload
from sko_widgets.guide.page_addresses import address_of
from sko_widgets.kernels.fork_pool import ForkPool
from sko_widgets.kernels.quick_nbformat import load_nbformat
from sko_widgets.private import open_to_others
from sko_widgets.server import ports
from sko_widgets.server.housekeeping import Housekeeping
from sko_widgets.server.open_browser import opened
from sko_widgets.server.work_folder import WorkFolder

_CLOSE = "Alleen voor jezelf? Geef dan in een terminal ‘chmod -R go= MAP’, met die map op de plek van MAP."


def serve(
    werkmap: Path,
    opslag: str,
    *,
    coalition: str | None,
    jupyterlab: bool,
    port: int | None,
    browser: bool,
    say: Callable[[str], object] = click.echo,
) -> int:
    """Serve a work folder until the user ends it.

    Parameters
    ----------
    werkmap
        The work folder; made when it is not there.
    opslag
        URL of the store.
    coalition
        Slug of the coalition to begin with; None to let the start page ask.
    jupyterlab
        Begin in JupyterLab instead of the app.
    port
        The port; None to find one.
    browser
        Whether to open a browser.
    say
        Shows a line to the user.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    SkoError
        When the work folder, the store or the port cannot be used, there is no such coalition, or a format and its
        notebooks do not fit.
    """
    path = file_of(opslag)
    if path is not None:
        check_writable(path)
    work_folder = WorkFolder(werkmap.absolute())
    work_folder.make()
    sockets, port = ports.hold(port, work_folder.last_port())
    os.environ.update(work_folder.environment(opslag))
    fork_pool = ForkPool(work_folder.kernel_log, preload.__name__)
    housekeeping = Housekeeping(opslag)
    try:
        fork_pool.start()  # it does its imports while the server does its own
        frameworks()
        load_nbformat()  # before anything of Jupyter is
        from sko_widgets.server.app import make

        notebook = _write_first(work_folder, opslag, coalition, everything=jupyterlab)
        start = f"/lab/tree/{notebook}" if jupyterlab else f"/werkboek/{address_of(notebook)}"
        app = make(work_folder, fork_pool, sockets, port, start, jupyterlab)
        work_folder.port_file.write_text(str(port), encoding="ascii")
        for warning in housekeeping.warnings():
            say(f"{warning}\n")
        housekeeping.begin()
        url = f"http://{ports.ADDRESS}:{port}{start}?token={app.identity_provider.token}"
        say(f"sko draait. Open dit adres als de browser niet vanzelf opengaat:\n\n    {url}\n\nStop met Ctrl-C.")
        if open_to_others(work_folder.folder):
            say(f"Let op: anderen op deze computer kunnen misschien in {work_folder.folder} kijken. {_CLOSE}")
        with opened(url, work_folder.runtime, say) if browser else nullcontext():
            app.start_ioloop()
    except KeyboardInterrupt:
        say("")  # Ctrl-C before the server was there
    finally:
        fork_pool.close()
        fork_pool.cut()
        housekeeping.end()
    say(f"sko is gestopt. Wat is opgeslagen, staat in {work_folder.folder}.")
    return 0


def _write_first(work_folder: WorkFolder, store_url: str, coalition: str | None, *, everything: bool) -> str:
    """Write the notebooks to begin with, and return the first one; the others are written when they are opened.

    Parameters
    ----------
    everything
        Whether notebooks may be opened without our knowing, as JupyterLab does.
    """
    notebooks.write_general(work_folder.folder)
    with open_store(store_url) as store:
        if everything:
            notebooks.write_analysis(work_folder.folder)
            notebooks.write_known(work_folder.folder, store_url, store)
        periods = [info.key.period for info in store.dossiers() if info.key.slug == coalition]
    if not periods:
        return notebooks.START
    first = f"{coalition}/{max(periods)}/{notebooks.START}"
    notebooks.write_for_path(work_folder.folder, store_url, first)
    return first
