"""Walks the main way in Firefox: from an empty work folder to saved, formatted text, and looks what the store has.

    python tests/tools/walk_in_firefox.py [--firefox PROGRAM] [--pictures FOLDER]

The suite runs in Chromium; Playwright's Firefox is not in Debian.  Firefox itself speaks WebDriver BiDi
(https://www.w3.org/TR/webdriver-bidi/), which is all that is needed here.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from sko_widgets.dossier.store import open_store

WINDOW = {"width": 1366, "height": 650}
PATIENCE = 40.0  # seconds
ENTER, CONTROL, TAB = "\ue007", "\ue009", "\ue004"
WHOLE = "document.documentElement.dataset.sko === 'whole' && document.documentElement.dataset.link === 'online'"
SAVED = "document.querySelector('.state').textContent.includes('Opgeslagen om')"
BOX = "[...document.querySelectorAll('.step .rich, .step textarea')].find((one) => one.checkVisibility())"
TYPING = "document.activeElement.matches('.rich, textarea')"
CONTEXT = "In de wijk kwamen **dertig kinderen** niet.\n\n- de bus\n- de tas"
GOAL = "Na de zomer komen alle kinderen die dat willen."


class Firefox:
    """One window of Firefox, and what its scripts complained of."""

    def __init__(self, socket_to: WebSocketClientConnection) -> None:
        self._socket = socket_to
        self._asked = 0
        self.window = ""
        self.errors: list[str] = []

    async def ask(self, method: str, **params: Any) -> Any:
        """Send a command, and return its result."""
        self._asked += 1
        await self._socket.write_message(json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            told = json.loads(await self._socket.read_message() or "{}")
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"]["text"])
            if told.get("id") == self._asked:
                if told["type"] == "error":
                    raise RuntimeError(told["message"])
                return told["result"]

    async def open(self, address: str) -> None:
        await self.ask("browsingContext.navigate", context=self.window, url=address, wait="none")

    async def look(self, expression: str) -> Any:
        """Return what an expression is on the page."""
        whole = f"JSON.stringify({expression} ?? null)"
        found = await self.ask("script.evaluate", expression=whole, target={"context": self.window}, awaitPromise=True)
        if found["type"] != "success":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    async def until(self, expression: str) -> None:
        """Wait until an expression is true, also over to another page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(RuntimeError):
                if await self.look(f"Boolean({expression})"):
                    return
            await asyncio.sleep(0.1)
        raise SystemExit(f"Never true: {expression}\n{self.errors}")

    async def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        await self.ask(
            "input.performActions", context=self.window, actions=[{"type": kind, "id": kind, "actions": actions}]
        )

    async def type(self, text: str) -> None:
        """Press a key for each character."""
        await self._act("key", [{"type": what, "value": key} for key in text for what in ("keyDown", "keyUp")])

    async def chord(self, *keys: str) -> None:
        """Press keys together."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        await self._act("key", [*down, *({"type": "keyUp", "value": key} for key in reversed(keys))])

    async def click(self, element: str) -> None:
        await self.until(element)
        await self.look(f"({element}).scrollIntoView({{block: 'center'}})")
        left, top = await self.look(
            f"((box) => [box.x + box.width / 2, box.y + box.height / 2])(({element}).getBoundingClientRect())"
        )
        move = {"type": "pointerMove", "x": int(left), "y": int(top)}
        await self._act("pointer", [move, *({"type": what, "button": 0} for what in ("pointerDown", "pointerUp"))])

    async def picture(self, file: Path) -> None:
        shot = await self.ask("browsingContext.captureScreenshot", context=self.window)
        file.write_bytes(base64.b64decode(shot["data"]))


def button(words: str) -> str:
    """Return the expression for a button in sight with these words."""
    seen = f"one.checkVisibility() && one.textContent.includes({words!r})"
    return f"[...document.querySelectorAll('button')].find((one) => {seen})"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextlib.asynccontextmanager
async def firefox(program: str, profile: str) -> AsyncIterator[Firefox]:
    """Start Firefox without a screen, and end it."""
    port = free_port()
    command = [program, "--headless", "--no-remote", "--remote-debugging-port", str(port), "--profile", profile]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        window = Firefox(await connected(port))
        await window.ask("session.new", capabilities={})
        await window.ask("session.subscribe", events=["log.entryAdded"])
        window.window = (await window.ask("browsingContext.getTree"))["contexts"][0]["context"]
        await window.ask("browsingContext.setViewport", context=window.window, viewport=WINDOW)
        yield window
    finally:
        process.terminate()
        process.wait(30)


async def connected(port: int) -> WebSocketClientConnection:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return await websocket_connect(f"ws://127.0.0.1:{port}/session", max_message_size=2**28)
        except OSError:
            if time.monotonic() > end:
                raise SystemExit("Firefox does not answer") from None
            await asyncio.sleep(0.3)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run `sko open` on an empty work folder; yields the address."""
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(folder), "open", "--geen-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield next(line.strip() for line in process.stdout if "http://" in line)
    finally:
        process.terminate()
        process.wait(30)


async def walk(window: Firefox, address: str, pictures: Path) -> None:
    """Make a coalition, and write context, goal and an action of its first block."""
    await window.open(address)
    await window.until(f"{WHOLE} && document.activeElement.matches('form textarea, form input')")
    await window.type(f"Vuurtoren{ENTER}")
    await window.until(
        f"location.pathname.includes('vuurtoren') && {WHOLE} && document.activeElement.matches('.sko-go-on a')"
    )
    await window.type(ENTER)
    await window.until(f"/samenhang.1/.test(location.pathname) && {WHOLE}")
    await window.click(button("Verder naar Aanleiding"))
    await window.until("location.hash === '#context'")
    await window.click(BOX)
    await window.until(TYPING)
    await window.type("In de wijk kwamen ")
    for words in ("dertig kinderen", f" niet.{ENTER}- de bus{ENTER}de tas"):
        await window.chord(CONTROL, "b")
        await window.type(words)
    await window.until(SAVED)
    await window.picture(pictures / "aanleiding.png")
    assert not await window.look("/\\*\\*/.test(document.body.innerText)")
    await window.click(button("Verder naar Doel"))
    await window.until("location.hash === '#goal'")
    await window.click(BOX)
    await window.until(TYPING)
    await window.type(GOAL + TAB)
    await window.click(button("Verder naar Acties"))
    await window.until("location.hash === '#actions'")
    await window.click(button("Actie toevoegen"))
    await window.until(TYPING)
    await window.type("Bellen")
    await window.until(f"{SAVED} && !document.querySelector('.unsaved:not(:empty)')")
    await window.picture(pictures / "acties.png")
    await window.open("about:blank")


async def main(program: str, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made) / "map"
        with serving(folder) as address:
            async with firefox(program, made) as window:
                await walk(window, address, pictures)
        with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
            [info] = store.dossiers()
            stored = store.snapshot(info.key).sheet("block/macro-samenhang/1")
    assert stored["context"] == CONTEXT, stored
    assert stored["goal"] == GOAL, stored
    assert stored["actions"]["items"] == ["Bellen"], stored
    assert not window.errors, window.errors
    print(f"Walked in Firefox: all that was typed is stored, no script complained. Pictures in {pictures}.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--firefox", default="firefox-esr", metavar="PROGRAM")
    asked.add_argument("--pictures", type=Path, default=Path(tempfile.gettempdir()), metavar="FOLDER")
    given = asked.parse_args()
    asyncio.run(main(given.firefox, given.pictures))
