"""Opens the user's browser without the token on any command line: others on the computer can read those.

As Jupyter does, the browser is given a file that leads to the address.  Only its user can read it, and it goes soon.
"""

from __future__ import annotations

import contextlib
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from threading import Thread, Timer

_SECONDS = 120.0  # for a browser that still has to start
_TEXT = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={url}"><title>Werkboek</title></head>
<body><p><a href="{url}">Ga naar het werkboek</a></p></body>
</html>
"""


@contextlib.contextmanager
def opened(url: str, folder: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Open an address in the user's browser, or say that there is none; nothing of it is left afterwards.

    Parameters
    ----------
    folder
        Where the file that leads to the address lies meanwhile; for this user alone.
    """
    file = folder / f"sko-{os.getpid()}-open.html"
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as writing:  # noqa: PTH123
        writing.write(_TEXT.format(url=escape(url)))
    Thread(target=_open, args=(file.as_uri(), say), daemon=True).start()
    later = Timer(_SECONDS, file.unlink, kwargs={"missing_ok": True})
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()
        file.unlink(missing_ok=True)


def _open(address: str, say: Callable[[str], object]) -> None:
    if not _has_screen() or not _shown(address):
        say("De browser ging niet vanzelf open. Kopieer het adres hierboven in je browser.")


def _has_screen() -> bool:
    """Tell whether a browser has somewhere to show itself; without, Python would start one in the terminal."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("BROWSER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _shown(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
