"""What the editor shows of a text is what the report prints of it, and a text that is only opened stays as it is."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from helpers import example
from playwright.sync_api import Locator
from test_markdown import LIVE, PIECES, TEXTS, deep_list
from widget_harness import word
from widget_harness.acts import Opener, box, one, paste, press, put, stored
from widget_harness.storage import Shelf

from sko_widgets.report import markdown
from sko_widgets.report.pandoc import READER
from sko_widgets.widgets import TextControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

NAUGHTY = json.loads((Path(__file__).parent / "assets" / "blns.json").read_text(encoding="utf-8"))
OTHERS = [
    *(
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\ncode\n```",
        "    ingesprongen",
        "![x](https://x.nl/a.png)",
        deep_list(40),
    ),
    *(
        "###### Kop",
        "<b>vet</b> &amp;",
        "a  \r\nb\r\n\r\n* c\r\n",
        "\n\n a \n\n\n\nb\n",
        "* a\n* b\n\n- c",
        "- - a\n  - b",
    ),
    *(
        "- a\n\n- b\n\n  c",
        "1. a\n    1. b\n        - c\n2. d",
        "**a** *b* ***c*** [d](https://x.nl)",
        "- a\nmeer\n\n  b\n- c",
    ),
]

OPENED = """async (texts) => {
  const { library } = globalThis[Symbol.for("sko_widgets.editor")];
  const room = document.body.appendChild(document.createElement("div"));
  return texts.map((text) => {
    const place = room.appendChild(document.createElement("div"));
    const no = () => false;
    const heard = { onInput: no, onState: no, onKey: no, onPaste: no };
    const editor = library.mount({ place, text, attributes: () => ({}), ...heard });
    const begun = editor.get();
    editor.focus();
    place.blur();
    const html = place.innerHTML;
    editor.view.destroy();
    place.remove();
    const fresh = document.createElement("div");
    fresh.append(library.nodes(text));
    return [begun, editor.get(), html, library.fromNodes(fresh)];
  });
}"""


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from texts_of(part)


class Structure(HTMLParser):
    """What HTML shows: lists, items, line ends, and each character with its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in ("strong", "em", "a"):
            self.marks.append(f"{tag} {known.get('href', '')}")
        elif tag in ("ul", "ol", "li"):
            self.found.append(f"\n<{tag} {known.get('start') or '1'}>\n")
        elif tag == "br" and known.get("class") != "ProseMirror-trailingBreak":
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "em", "a"):
            self.marks.pop()
        elif tag in ("ul", "ol", "li", "p"):
            self.found.append("\n" if tag == "p" else f"\n</{tag}>\n")

    def handle_data(self, data: str) -> None:
        named = "".join(f"‹{mark}›" for mark in sorted(set(self.marks)))
        self.found += [char if char.isspace() else named + char for char in data]


def structure(html: str) -> str:
    """Return what HTML shows, where blanks at line ends and empty lines show nothing."""
    found = "".join(Structure(html).found).replace("\ufeff", "")  # it shows nothing either
    lines = (" ".join(line.split()) for line in found.split("\n"))
    return "\n".join(line for line in lines if line)


def test_five_hundred_texts_and_more_are_opened_and_stay_as_they_are(tab: Opener) -> None:
    written = [text for text in texts_of(example().sheets) if " " in text]
    texts = [*NAUGHTY, *dict.fromkeys(written), *OTHERS, *LIVE, *TEXTS[:600]]
    assert len(NAUGHTY) + len(OTHERS) + len(set(written)) > 500
    bench = tab(one(TextControl, Shelf(), label="Doel"))
    opened = bench.page.evaluate(OPENED, texts)
    for text, (begun, left, shown, anew) in zip(texts, opened, strict=True):
        assert begun == left == text
        assert structure(shown) == structure(markdown.html(text)), repr(text)
        # What is written anew, with other marks and blanks, prints the same.
        assert structure(markdown.html(anew)) == structure(markdown.html(text)), (text, anew)


def listed(area: Locator) -> bool:
    """Say whether the buttons that are for lists alone are there."""
    return area.page.get_by_role("button", name="Inspringen", exact=True).is_visible()


def test_what_is_typed_formatted_and_pasted_prints_as_the_editor_shows_it(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(one(TextControl, shelf, label="Doel"))
    area = box(bench, "Doel")
    keys = [
        "Control+b",
        "Control+i",
        "Tab",
        "Shift+Tab",
        "Enter",
        "Enter",
        "Shift+Enter",
        "ArrowLeft",
        "Shift+ArrowLeft",
    ]
    keys += ["Control+Shift+ArrowLeft", "Backspace", "Control+End", "Control+z"]
    for seed in range(12):
        chance = random.Random(seed)
        put(area, "")
        for _ in range(25):
            if chance.random() < 0.6:
                bench.page.keyboard.type(chance.choice([*PIECES, "- ", "1. ", "**vet** "]).replace("\t", " "))
            elif chance.random() < 0.8:
                bench.page.keyboard.press(chance.choice(keys))
            else:
                names = ["Lijst", "Genummerde lijst", *(["Inspringen", "Minder inspringen"] if listed(area) else [])]
                press(bench, chance.choice(names))
        bench.page.keyboard.press("Escape")
        area.blur()
        text = stored(bench, shelf) or ""
        assert structure(area.inner_html()) == structure(markdown.html(text)), (seed, text)


def printed(text: str) -> str:
    """Return a text as the report's own HTML: its Markdown, read by pandoc."""
    command = [pypandoc.get_pandoc_path(), "--from", READER, "--to", "html", "--wrap", "none"]
    return subprocess.run(
        command, input=markdown.blocks(text), capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.mark.parametrize("name", ["WORD", "NUMBERED", "WEB"])
def test_what_is_pasted_and_formatted_is_in_the_report_as_the_editor_shows_it(tab: Opener, name: str) -> None:
    shelf = Shelf()
    bench = tab(one(TextControl, shelf, label="Doel"))
    area = box(bench, "Doel")
    area.focus()
    bench.page.keyboard.press("Control+b")
    bench.page.keyboard.type("Vooraf")
    bench.page.keyboard.press("Control+b")
    bench.page.keyboard.type(": 2*3*4, _zo_ & <b>zo</b>\n")
    paste(area, html=getattr(word, name))
    bench.page.keyboard.press("Control+End")
    bench.page.keyboard.press("Escape")
    area.blur()
    text = stored(bench, shelf)
    shown = structure(area.inner_html())
    assert "‹strong ›V" in shown
    assert "<li" in shown
    assert shown == structure(printed(text)), text
