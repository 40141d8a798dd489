"""Starts the server, shows where it is, and waits until it ends."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import click

from sko_widgets.dossier.store import open_store
from sko_widgets.guide import lay
from sko_widgets.guide.server import ports
from sko_widgets.guide.server.nursery import Nursery
from sko_widgets.guide.server.places import Places
from sko_widgets.report.quick import load_nbformat


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
        When the work folder, the store or the port cannot be used, or there is no such coalition.
    """
    places = Places(werkmap.absolute())
    places.make()
    sockets, port = ports.hold(port, places.last_port())
    os.environ.update(places.environment(opslag))
    nursery = Nursery(places.kernel_log)
    try:
        nursery.start()  # it does its imports while the server does its own
        load_nbformat()  # before anything of Jupyter is
        from sko_widgets.guide.server.app import make

        notebook = _lay(places, opslag, coalition, everything=jupyterlab)
        start = f"/lab/tree/{notebook}" if jupyterlab else f"/voila/render/{notebook}"
        app = make(places, nursery, sockets, port, start)
        places.port_file.write_text(str(port), encoding="ascii")
        url = f"http://{ports.ADDRESS}:{port}{start}?token={app.identity_provider.token}"
        say(f"sko draait. Open dit adres als de browser niet vanzelf opengaat:\n\n    {url}\n\nStop met Ctrl-C.")
        if browser:
            Thread(target=_open, args=(url, say), daemon=True).start()
        app.start_ioloop()
    except KeyboardInterrupt:
        say("")  # Ctrl-C before the server was there
    finally:
        nursery.close()
        nursery.cut()
    say(f"sko is gestopt. Wat is opgeslagen, staat in {places.folder}.")
    return 0


def _lay(places: Places, store_url: str, coalition: str | None, *, everything: bool) -> str:
    """Lay the notebooks to begin with, and return the first one; the others are laid when they are opened.

    Parameters
    ----------
    everything
        Whether notebooks may be opened without our knowing, as JupyterLab does.
    """
    lay.lay_general(places.folder)
    with open_store(store_url) as store:
        if everything:
            lay.lay_known(places.folder, store_url, store)
        periods = [info.key.period for info in store.dossiers() if info.key.slug == coalition]
    if not periods:
        return lay.START
    first = f"{coalition}/{max(periods)}/{lay.START}"
    lay.lay_for(places.folder, store_url, first)
    return first


def _open(url: str, say: Callable[[str], object]) -> None:
    """Open the user's browser; say so when there is none."""
    if not _has_screen() or not _opened(url):
        say("De browser ging niet vanzelf open. Kopieer het adres hierboven in je browser.")


def _has_screen() -> bool:
    """Tell whether a browser has somewhere to show itself; without, Python would start one in the terminal."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("BROWSER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _opened(url: str) -> bool:
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
