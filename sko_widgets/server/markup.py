"""Turns a notebook's cells and their outputs into the page's HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from sko_widgets.guide import page_addresses
from sko_widgets.guide.beside import BESIDE, BOTH
from sko_widgets.guide.notebook_file import LAB
from sko_widgets.server import widget_modules
from sko_widgets.server.cell_runner import Model, Ran
from sko_widgets.server.widget_modules import WidgetModules
from sko_widgets.widget_files import OURS

_VIEW = "application/vnd.jupyter.widget-view+json"
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
REGIONS = ("top", "strip", "side", "main")
_EXAMPLE = "**Voorbeeld.**"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page says above a step."""

    label: str
    ask: str
    hint: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the page sees it.

    Parameters
    ----------
    kind
        `code`, `heading`, `help` or `text`.
    source
        Its source.
    region
        The part of the page where it goes: one of `REGIONS`.
    number
        Its place among the code cells, from 0; -1 for the others.
    needed
        Whether nothing after it can work when it fails.
    wide
        Whether it takes more than the measure of running text.
    beside
        Whether it stands beside the cell before it, where there is room for that.
    id
        Of a heading: what a link to it names, the step that it is of or its own words.
    asked
        Of the heading of a step: its label, its question in plain words, and how to answer it.
    """

    kind: str
    source: str
    region: str
    number: int
    needed: bool
    wide: bool = False
    beside: bool = False
    id: str = ""
    asked: Asked | None = None


def cells(notebook: Any) -> list[Cell]:
    """Return the cells of a notebook in the order of the page."""
    found = []
    number = -1
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        if LAB in tags:
            continue
        region = next((name for name in REGIONS if name in tags), "main")
        needed = bool(tags & {"parameters", "injected-parameters", "setup"})
        if cell.cell_type == "code":
            number += 1
            wide, beside = "wide" in tags, "beside" in tags
            found.append(Cell("code", cell.source, region, number, needed, wide=wide, beside=beside))
        elif cell.cell_type == "markdown" and cell.source.strip():
            kind = "help" if "help" in tags else "heading" if _HEADING.match(cell.source) else "text"
            anchor = _anchor(cell) if kind == "heading" else ""
            found.append(Cell(kind, cell.source, region, -1, needed=False, id=anchor, asked=_asked(cell)))
    return sorted(found, key=lambda cell: REGIONS.index(cell.region))


def contents(notebook: Any) -> list[dict[str, str]]:
    """Return `id` and `words` of each heading of the second level that is a cell's first line."""
    firsts = [(cell.id, cell.source.partition("\n")[0]) for cell in cells(notebook) if cell.kind == "heading"]
    return [{"id": anchor, "words": line[3:].strip()} for anchor, line in firsts if line.startswith("## ")]


def _anchor(cell: Any) -> str:
    """Return what a link to a heading names: the step that it was written for, else what JupyterLab makes of it."""
    heading = _HEADING.search(cell.source)
    return str(cell.metadata.get("anchor") or (heading[2].replace(" ", "-") if heading else ""))


def _asked(cell: Any) -> Asked | None:
    about = cell.metadata
    return Asked(about["label"], about["ask"], about["hint"]) if "ask" in about else None


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").enable("strikethrough")
    made.add_render_rule("link_open", _link)
    return made


def _link(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, environment: EnvType) -> str:
    """Let a link to a notebook lead to its page."""
    tokens[at].attrs["href"] = page_addresses.link(str(tokens[at].attrs["href"]), environment["folder"])
    return renderer.renderToken(tokens, at, options, environment)


@lru_cache(maxsize=512)
def markdown(source: str, folder: str) -> Markup:
    """Return Markdown as HTML; what looks like HTML in it prints as the characters that it is.

    Parameters
    ----------
    folder
        Address of the notebook's folder, to which its links are relative.
    """
    return Markup(_markdown().render(source, {"folder": folder}))  # noqa: S704  # it escapes what is not Markdown


def help_beside(source: str, folder: str) -> Markup:
    """Return the help with a step as it stands beside it: what it is about, what to think of, and an example.

    Parameters
    ----------
    source
        Markdown: paragraphs, a list of questions, and a paragraph that begins with `**Voorbeeld.**`.
    """
    parts = []
    for part in re.split(r"\n{2,}", source.strip()):
        if part.startswith(_EXAMPLE):
            example = markdown(part.removeprefix(_EXAMPLE).strip(), folder)
            parts.append(Markup("<h3>Zo schreef een ander het</h3><blockquote>{}</blockquote>").format(example))
        else:
            heading = Markup("<h3>Denk aan</h3>") if part.startswith("- ") else Markup()
            parts.append(heading + markdown(part, folder))
    return Markup().join(parts)


def output(ran: Ran, folder: str, *, beside: bool = False) -> Markup:
    """Return what a cell shows; HTML of our own widgets and figures goes in as it is.

    Parameters
    ----------
    beside
        Whether to return what stands beside its step, rather than in it; the cell says so with `BESIDE`.
    """
    places = {beside or None, BOTH}
    chosen = [item for item in ran.outputs if item["metadata"].get(BESIDE) in places]
    return Markup("".join(_one(item["data"], folder) for item in chosen))  # noqa: S704


def _one(data: dict[str, Any], folder: str) -> str:
    if _VIEW in data:
        return f'<sko-view model="{escape(data[_VIEW]["model_id"])}"></sko-view>'
    if "text/html" in data:
        return f'<div class="output">{_text(data["text/html"])}</div>'
    if "image/svg+xml" in data:
        return f'<div class="output">{_text(data["image/svg+xml"])}</div>'
    if "text/markdown" in data:
        return f'<div class="output">{markdown(_text(data["text/markdown"]), folder)}</div>'
    return ""


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


class Models:
    """Writes widget models into a page: of those that are not ours the JavaScript as an address, each stylesheet once.

    Parameters
    ----------
    modules
        Where the JavaScript is kept.
    base
        The server's base URL.
    """

    def __init__(self, modules: WidgetModules, base: str) -> None:
        self._modules = modules
        self._base = base
        self._numbers: dict[str, int] = {}

    def __call__(self, found: dict[str, Model]) -> Markup:
        """Return models as a script element that holds data; it is not executed."""
        styles: dict[str, str] = {}
        shown = {name: self._slim(model, styles) for name, model in found.items() if "_esm" in model["state"]}
        if not shown:
            return Markup()
        text = json.dumps({"styles": styles, "models": shown}, separators=(",", ":")).replace("<", "\\u003c")
        return Markup(f'<script type="application/json" data-models>{text}</script>')  # noqa: S704

    def _slim(self, model: Model, styles: dict[str, str]) -> Model:
        """Return what a page needs of a model; the module of one of ours is a file that the page has already."""
        state = dict(model["state"])
        module = state.pop("_esm")
        if not module.startswith(OURS):
            module = widget_modules.address(self._base, self._modules.add(module))
        style = state.pop("_css", "")
        if style not in self._numbers:
            self._numbers[style] = len(self._numbers)
            styles[str(self._numbers[style])] = style
        return {"state": state, "module": module, "style": self._numbers[style], "buffers": model["buffers"]}
