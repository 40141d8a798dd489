"""Puts widgets on a page of a real browser, and their messages through their real Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from sko_widgets.resources import templates
from sko_widgets.widgets import Control
from sko_widgets.widgets.shared_models import EditorBundle

ORIGIN = "http://sko.test"
HERE = Path(__file__).resolve().parent
FONTS = templates() / "look" / "fonts"
PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Proefbank</title><link rel="stylesheet" href="look.css"><link rel="stylesheet" href="fonts.css">
<style>
*{{box-sizing:border-box}} body{{margin:0}} h2{{font-size:1.25rem;margin:0}}
html{{font:400 var(--text)/var(--leading) var(--font);color:var(--ink);background:var(--paper)}}
main{{max-width:{width};margin:0 auto;padding:1rem}} .step{{margin:.75rem 0 2.5rem}}
</style>
<body><main></main><script type="module" src="editor.js"></script><script>{script}</script></body></html>"""

Build = Callable[[], Mapping[str, Control]]


@dataclass
class Bench:
    """One page with widgets; every load of the page builds them anew, as a new kernel would.

    Parameters
    ----------
    page
        The browser's page.
    build
        Makes the widgets by name.
    headings
        Headings to show above widgets.
    """

    page: Page
    build: Build
    headings: Mapping[str, str] = field(default_factory=dict)
    width: str = "46rem"
    editor: bool = True
    widgets: Mapping[str, Control] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    _out: dict[str, list[list[Any]]] = field(default_factory=dict)

    def open(self) -> Bench:
        self.page.expose_binding("skoStart", lambda _source: self._start())
        self.page.expose_binding("skoPython", lambda _source, name, content: self._hear(name, content))
        self.page.route("**/*", self._serve)
        self.page.goto(f"{ORIGIN}/")
        return self.wait()

    def wait(self) -> Bench:
        self.page.wait_for_function("document.body?.dataset.ready || window.host?.errors.length", timeout=20_000)
        assert not self.errors(), self.errors()
        return self

    def reload(self) -> Bench:
        self.page.reload()
        return self.wait()

    def bring_editor(self) -> None:
        """Let the editor's bundle come after all."""
        self.editor = True
        self.page.add_script_tag(url="/editor.js", type="module")

    def tell(self, name: str) -> None:
        """Send what Python changed by itself to the page."""
        self.page.evaluate("([id, out]) => host.models[id].apply(out)", [name, self._taken(name)])

    def errors(self) -> list[str]:
        """Return what went wrong in the page's scripts."""
        found: list[str] = self.page.evaluate("host.errors")
        return found

    def _start(self) -> list[dict[str, Any]]:
        self.widgets = self.build()
        self._out = {name: [] for name in self.widgets}
        for name, widget in self.widgets.items():
            self._wire(name, widget)
        return [self._described(name, widget) for name, widget in self.widgets.items()]

    def _described(self, name: str, widget: Control) -> dict[str, Any]:
        state = {trait: getattr(widget, trait) for trait in own_traits(widget)}
        heading = self.headings.get(name, "")
        refs = {id(one): f"IPY_MODEL_{known}" for known, one in self.widgets.items()}
        for trait in own_traits(widget):
            if held_by(widget, trait):
                found = {part: refs[id(one)] for part, one in held_by(widget, trait).items()}
                state[trait] = found if isinstance(state[trait], dict) else found[trait]
        every = [
            one
            for other in self.widgets.values()
            for trait in own_traits(other)
            for one in held_by(other, trait).values()
        ]
        held = widget in every
        told = {"id": name, "state": state, "esm": widget._esm, "css": widget._css, "heading": heading}
        return {**told, "held": held}

    def _wire(self, name: str, widget: Control) -> None:
        out = self._out[name]
        # The comm goes nowhere here, so what would go over it is caught before it.
        widget.send = lambda content, buffers=None: out.append(["msg", json.loads(json.dumps(content))])
        widget.observe(lambda change: out.append(["change", {change.name: change.new}]), names=own_traits(widget))

    def _hear(self, name: str, content: str) -> list[list[Any]]:
        self.widgets[name]._handle_custom_msg(json.loads(content), [])
        return self._taken(name)

    def _taken(self, name: str) -> list[list[Any]]:
        taken = list(self._out[name])
        self._out[name].clear()
        changes: dict[str, Any] = {}
        for kind, content in taken:
            if kind == "change":
                changes |= content
        return [["change", changes], *(one for one in taken if one[0] == "msg")] if changes else taken

    def _serve(self, route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        self.requests.append(route.request.url)
        if path == "/":
            script = (HERE / "host.js").read_text(encoding="utf-8")
            route.fulfill(content_type="text/html", body=PAGE.format(script=script, width=self.width))
        elif path == "/editor.js" and self.editor:
            route.fulfill(content_type="text/javascript", body=EditorBundle.front.esm)
        elif path in ("/look.css", "/fonts.css"):
            route.fulfill(content_type="text/css", body=(templates() / "look" / path[1:]).read_text(encoding="utf-8"))
        elif path.startswith("/fonts/"):
            route.fulfill(content_type="font/woff2", body=(FONTS / path.rpartition("/")[2]).read_bytes())
        else:
            route.fulfill(status=404, body="")


def held_by(widget: Control, trait: str) -> dict[str, Control]:
    """Return the widgets that a trait holds: itself, or its values."""
    value = getattr(widget, trait)
    found = value if isinstance(value, dict) else {trait: value}
    return {name: one for name, one in found.items() if isinstance(one, Control)}


def own_traits(widget: Control) -> list[str]:
    """Return the synced traits that are ours, not ipywidgets'."""
    inherited = {"layout", "tabbable", "tooltip", "comm", "editor"}
    return [name for name in widget.keys if not name.startswith("_") and name not in inherited]
