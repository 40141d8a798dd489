"""What tests do with fields on a page, and what they look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from sko_widgets.widgets import Bar, Control, TextControl

from .bench import Bench
from .storage import Shelf, ShelfStorage

KEY = "rivierenland/2025-2026/block/meso-samenwerking/2/goal"
Opener = Callable[..., Bench]

PASTE = """([element, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (element.dispatchEvent(event)) document.execCommand("insertText", false, text);
}"""


def paste(place: Locator, html: str = "", text: str = "") -> None:
    place.focus()
    place.evaluate("(element, [script, html, text]) => eval(script)([element, html, text])", [PASTE, html, text])


def put(place: Locator, text: str) -> None:
    """Put Markdown in a field, in the place of what is there."""
    place.press("Control+a")
    if text:
        paste(place, text=text)
    else:
        place.press("Delete")


def one(kind: type[Control], shelf: Shelf, **more: Any) -> Callable[[], dict[str, Control]]:
    """Return what makes a page with one field."""

    def build() -> dict[str, Control]:
        storage = ShelfStorage(shelf)
        return {"it": kind(key="a/b/c", value=shelf.value, revision=shelf.revision, storage=storage, **more)}

    return build


def box(bench: Bench, name: str) -> Locator:
    return bench.page.get_by_role("textbox", name=name, exact=True)


def press(bench: Bench, name: str) -> None:
    bench.page.get_by_role("button", name=name, exact=True).click()


def stored(bench: Bench, shelf: Shelf) -> Any:
    """Return the value once the page is at rest."""
    bench.page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('sko:'))")
    return shelf.value


def builder(shelf: Shelf, author: str = "Collega Een") -> Callable[[], dict[str, Control]]:
    """Return what makes a page with one text field and a save state."""

    def build() -> dict[str, Control]:
        goal = TextControl(
            key=KEY, label="Doel", value=shelf.value, revision=shelf.revision, storage=ShelfStorage(shelf, author)
        )
        return {"bar": Bar(crumbs=[{"label": "Hier", "url": ""}]), "goal": goal}

    return build


def goal(bench: Bench) -> Locator:
    return bench.page.get_by_role("textbox", name="Doel")


def state(bench: Bench) -> Locator:
    return bench.page.get_by_role("status")


def saves(bench: Bench) -> list[dict[str, Any]]:
    """Return the saves that this page has sent."""
    sent: list[dict[str, Any]] = bench.page.evaluate("host.sent.map((one) => one.content)")
    return [message for message in sent if message["do"] == "save"]


def drafts(page: Page) -> list[Any]:
    """Return the values of the drafts in the browser's storage."""
    kept: list[Any] = page.evaluate(
        "Object.keys(localStorage).filter((k) => k.startsWith('sko:')).map((k) => JSON.parse(localStorage[k]).value)"
    )
    return kept


def trouble(bench: Bench, **flags: Any) -> None:
    bench.page.evaluate("(flags) => Object.assign(host, flags)", flags)


def wait_for(bench: Bench, said: Callable[[], bool], patience: int = 30_000) -> None:
    """Wait until Python has it; the page goes on meanwhile."""
    for _ in range(patience // 50):
        if said():
            return
        bench.page.wait_for_timeout(50)
    raise AssertionError("it did not happen")
