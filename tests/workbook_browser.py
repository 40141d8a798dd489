"""The workbook as its users have it: `sko open`, a real browser, and the store to look in afterwards."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # no types are published with it
from playwright.sync_api import Locator, Page, expect
from serving import Serving

from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey, Sheets
from sko_widgets.dossier.store import Revision, open_store
from sko_widgets.framework import framework_for

KEY = DossierKey("de-brug", "2025-2026")
BLOCK = "meso-samenwerking"
AUTHOR = "Collega Een"
PATIENCE = 60_000  # milliseconds: the machine may be busy with other tests, one of which opens 22 pages

# What the page says about saving goes on, field by field, so that a test knows what was acknowledged.
_LISTEN = """
addEventListener("sko:save", ({ detail }) => window.skoSaid?.(detail.key, detail.state, detail.why));
"""


# A page that is still blank keeps nothing.
_WHOLE = """
location.protocol === "http:" && (localStorage.getItem("sko:whole") ?? localStorage.setItem("sko:whole", "yes"));
"""


@dataclass
class Folder:
    """A work folder, and what is stored in it.

    Parameters
    ----------
    path
        Of the work folder.
    """

    path: Path

    @property
    def url(self) -> str:
        """The store's URL."""
        return f"sqlite:///{self.path / 'dossiers.sqlite'}"

    def make(self, sheets: Sheets | None = None, key: DossierKey = KEY) -> Folder:
        """Make a dossier in it."""
        self.path.mkdir(parents=True, exist_ok=True)
        with open_store(self.url) as store:
            framework = framework_for(key.period).id
            store.create(
                key, framework=framework, sheets={"profile": {"name": "De Brug"}, **(sheets or {})}, author="x"
            )
        return self

    def fill(self, file: Path) -> DossierKey:
        """Put a dossier of the exchange format in it."""
        self.path.mkdir(parents=True, exist_ok=True)
        read = exchange.read_file(file)
        with open_store(self.url) as store:
            store.create(read.key, framework=read.framework, sheets=read.sheets, author="x")
        return read.key

    def dossiers(self) -> list[DossierKey]:
        """Return which dossiers there are."""
        with open_store(self.url) as store:
            return [info.key for info in store.dossiers()]

    def sheet(self, sheet: str, key: DossierKey = KEY) -> dict[str, Any]:
        """Return what stands in a sheet now."""
        with open_store(self.url) as store:
            return dict(store.snapshot(key).sheet(sheet))

    def history(self, sheet: str, name: str, key: DossierKey = KEY) -> list[Revision]:
        """Return every revision of a field, oldest first."""
        with open_store(self.url) as store:
            return store.history(key, sheet, name)

    def save(self, sheet: str, name: str, value: Any, author: str = "Bram Bakker", key: DossierKey = KEY) -> None:
        """Save a field as somebody else."""
        with open_store(self.url) as store:
            based_on = store.revisions(key, sheet).get(name, 0)
            store.save(key, sheet, name, value, based_on=based_on, author=author)


@dataclass
class Tab:
    """One page of the browser, and what it asked and said.

    Parameters
    ----------
    whole
        Whether all steps of a block are in sight at once, as after `Alles op één pagina`; else one at a time.
    """

    page: Page
    server: Serving
    whole: bool = True
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.expose_function("skoSaid", lambda key, state, why: self.said.append((key, state, why)))
        self.page.add_init_script(_LISTEN)
        if self.whole:
            self.page.add_init_script(_WHOLE)

    def open(self, path: str = "start.ipynb") -> Tab:
        """Open a page of the app, by its notebook; a whole address is taken as it is."""
        self.page.goto(path if path.startswith("http") else self.server.page(path), wait_until="commit")
        return self.wait()

    def block(self, block: str = BLOCK, cycle: int = 1, key: DossierKey = KEY) -> Tab:
        """Open the page of a block and cycle."""
        return self.open(f"{key.slug}/{key.period}/{block}-{cycle}.ipynb")

    def home(self, key: DossierKey = KEY) -> Tab:
        """Open the page of a coalition."""
        return self.open(f"{key.slug}/{key.period}/start.ipynb")

    def page_of(self, name: str, key: DossierKey = KEY) -> Tab:
        """Open another page of a dossier: `gegevens`, `inleiding`, `rapport`."""
        return self.open(f"{key.slug}/{key.period}/{name}.ipynb")

    def wait(self) -> Tab:
        """Wait until the page is whole and has its kernel, if it runs anything."""
        whole = "html[data-sko=whole]:is([data-link=online], :not(:has(sko-kernel)))"
        self.page.wait_for_selector(whole, state="attached")
        return self

    def reload(self) -> Tab:
        self.page.reload(wait_until="commit")
        return self.wait()

    def text(self, label: str) -> Locator:
        """Return a text field by its label."""
        return self.page.get_by_role("textbox", name=label, exact=True)

    def press(self, name: str, **more: Any) -> None:
        """Click a button."""
        self.page.get_by_role("button", name=name, exact=True, **more).click()

    def preview(self) -> None:
        """Open the preview; on a narrow screen its button is in the menu."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            menu.click()
        self.press("Zo komt het in het rapport")

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        expect(self.page.get_by_role("status").filter(has_text="Opgeslagen om")).to_be_visible()

    @property
    def kernel(self) -> str:
        """Id of the page's kernel."""
        found = self.page.locator("sko-kernel").get_attribute("kernel")
        assert found
        return found

    def _console(self, kind: str, text: str) -> None:
        # Chromium reports each request that fails; tests that cut the link expect those.
        if kind == "error" and "Failed to load resource" not in text and "WebSocket connection" not in text:
            self.errors.append(text)


def kernel_process(server: Serving, kernel: str) -> psutil.Process:
    """Return the process of a kernel: the one that listens where its connection file says."""
    file = server.folder / ".sko" / "runtime" / f"kernel-{kernel}.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    port = told["shell_port"]
    for child in server.children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if told["transport"] == "ipc":
                if any(socket.laddr == f"{told['ip']}-{port}" for socket in child.net_connections("unix")):
                    return child
            elif any(
                one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in child.net_connections("tcp")
            ):
                return child
    raise AssertionError(f"kernel {kernel} has no process")


@contextlib.contextmanager
def opened(folder: Path, *arguments: str, author: str = AUTHOR, **env: str) -> Iterator[Serving]:
    """Run `sko open` on a work folder."""
    server = Serving(folder, *arguments, env={"SKO_AUTEUR": author, **env})
    try:
        assert server.base, server.said
        yield server
    finally:
        server.end()


def focused(page: Page) -> str:
    """Return what the keyboard is on, as a screen reader would name it: role and name; empty when on nothing."""
    if not page.locator("*:focus").count():
        return ""
    tree = page.locator("*:focus").aria_snapshot()
    first = tree.splitlines()[0].removeprefix("- ").removeprefix("'") if tree else ""  # it quotes a name with a colon
    return re.sub(r"( \[[^]]*\])*:.*$|( \[[^]]*\])+$", "", first)


_RING = """() => {
  const at = document.activeElement;
  const ringed = (one) => {
    const { outlineStyle, outlineWidth } = one ? getComputedStyle(one) : {};
    return one && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const box = at.getBoundingClientRect();
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const top = document.elementFromPoint(x, y);
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return {
    ring: [at, at.parentElement, at.parentElement?.parentElement].some(ringed),
    seen: inside && Boolean(top) && (at.contains(top) || top.contains(at)),
  };
}"""


class Keys:
    """Somebody who works with the keyboard alone, and must see where they are.

    Parameters
    ----------
    page
        Where they work.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []

    def to(self, name: str, most: int = 90) -> None:
        """Press Tab until something with this role and name has the focus."""
        for _ in range(most):
            if self.next().startswith(name):
                return
        raise AssertionError(f"{name} was not reached: {self.seen[-most:]}")

    def next(self) -> str:
        """Press Tab; return role and name of what has the focus then, and can be seen to have it."""
        self.page.keyboard.press("Tab")
        self.seen.append(focused(self.page))
        if self.seen[-1]:
            found = self.page.evaluate(_RING)
            assert found == {"ring": True, "seen": True}, (self.seen[-1], found)
        return self.seen[-1]

    def type(self, text: str) -> None:
        """Type, key by key."""
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)
