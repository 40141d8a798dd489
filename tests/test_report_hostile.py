"""Every string that breaks programs, in every field: it prints as it was typed, and it does nothing.

The strings are those of the npm package `big-list-of-naughty-strings` (MIT, Max Woolf), and some of our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from browser import launch
from helpers import Done, dossier, sko, snapshot, written
from read_report import page_of, text, without_pages, words

from sko_widgets.framework import IN_REPORT, Field, framework_for
from sko_widgets.report import FORMATS
from sko_widgets.report.characters import clean, has_right_to_left, missing_characters
from sko_widgets.report.make import make

pytestmark = pytest.mark.slow

FRAMEWORK = framework_for("2024-2025")
NAUGHTY = json.loads((Path(__file__).parent / "assets" / "blns.json").read_text(encoding="utf-8"))
OURS = (
    "{{ 7 * 7 }} {% for x in y %} {# z #}", '#let x = 1; #image("/etc/passwd")', "$\\sqrt{2}$ \\input{/etc/passwd}",
    "@wie en <label> en [^1] en ![x](https://voorbeeld.nl/x.png)", "2*3*4 en een_woord, a`b`c, ~~weg~~, C# en \\\\",
    "::: {.question}", "# Geen kop", "1. Geen lijst", "+ geen lijst", "| a | b |", "--- en -- en ... en a-?b",
    "ongewoonlangwoordzondereenenkelespatie" * 8, "https://voorbeeld.nl/" + "pad/" * 60 + "?a=1&b=2",
    "שלום עולם, en weer links", "é e\u0301 n\u0303 Å ﬁ", "👩‍👩‍👧 🏳️‍🌈 👍🏽", "bel \x07 en esc \x1b[0m en del \x7f",
)  # fmt: skip
NAME = "De <b>Brug & {{ co }} #1 $x$ $style"
LONG = "een woord en dan nog een woord, " * 3125  # 100,000 characters
BREAK = re.compile("[\r\n\u2028\u2029]")
MARKS = re.compile(r"^\s*(?:[-+*•◦▪·]|\d{1,2}[.)])\s|\*")
"""What in a text field is a list or emphasis, as the guide tells who writes there."""

UNSEEN = {"Mn", "Mc", "Me", "Cf"}
TAGS = re.compile(
    "main|section|a|p|h[2-5]|div|span|strong|em|[uo]l|li|br|table|thead|tbody|t[rhd]|col(group)?|fig(ure|caption)|"
    "svg|title|desc|rect|path|text|tspan|line|poly(gon|line)|circle|ellipse|g|defs|marker|clippath"
)


@dataclass
class Strings:
    """Hands out the strings one after the other, and remembers where each one went."""

    supply: Iterator[str]
    used: set[str]

    def line(self) -> str:
        return self._next(lambda one: not BREAK.search(one))

    def text(self) -> str:
        return self._next(lambda one: not MARKS.search(one))

    def text_on_a_line(self) -> str:
        return self._next(lambda one: not BREAK.search(one) and not MARKS.search(one))

    def _next(self, fits: Callable[[str], bool]) -> str:
        found = next(one for one in self.supply if fits(one))
        self.used.add(found)
        return found


def value(field: Field, strings: Strings) -> Any:
    """Return a value for a field of any kind, with a string wherever one can be typed."""
    makers: dict[str, Callable[[], Any]] = {
        "line": strings.line,
        "lines": lambda: [strings.line() for _ in range(9)],
        "text": strings.text,
        "names": lambda: [strings.line() for _ in range(9)],
        "questions": lambda: [
            strings.text(),
            *({"text": strings.text(), "kind": option.id, "block": "meso-uitvoering"} for option in field.options),
        ],
        "items": lambda: {"intro": strings.text(), "items": [strings.text(), item(strings), item(strings)]},
        "links": lambda: [
            {"kind": option.id, "to": "meso-uitvoering", "note": strings.text(), "question": strings.text()}
            for option in field.options
        ],
        "table": lambda: [
            {**row(field, strings), **({"id": name} if has_id(field) else {})} for name in ("r1", "r2", "r3")
        ],
        "choice": lambda: field.options[0].id,
        "choices": lambda: [option.id for option in field.options],
        "scale": lambda: 2,
        "date": lambda: "2026-01-20",
        "ties": lambda: [["r1", "r2"], ["r2", "r1"]],
    }
    return strings.line() if field.refers else makers[field.kind]()


def item(strings: Strings) -> dict[str, str]:
    return {"text": strings.text()} | {
        name: strings.text_on_a_line() for name in ("owner", "due", "status", "evidence")
    }


def row(field: Field, strings: Strings) -> dict[str, Any]:
    return {column.name: value(column, strings) for column in field.columns if not column.hidden}


def has_id(field: Field) -> bool:
    return any(column.name == "id" for column in field.columns)


def hostile(everything: Sequence[str], strings: Strings) -> dict[str, Any]:
    """Return a dossier with every field of every sheet filled."""
    profile = {field.name: value(field, strings) for field in FRAMEWORK.profile.fields}
    introduction = profile.pop("introduction")
    cycles = [field for field in FRAMEWORK.cycle_sheet.fields if field.name != "status"]
    blocks: dict[str, Any] = {
        block: {
            "title": strings.line(),
            "cycles": [{field.name: value(field, strings) for field in cycles} for _ in range(2)],
        }
        for block in FRAMEWORK.block_ids
    }
    blocks["meso-samenhang"]["cycles"][0]["context"] = LONG
    instruments = {
        sheet.id: {**{field.name: value(field, strings) for field in sheet.fields}, IN_REPORT: "alles"}
        for sheet in FRAMEWORK.instruments
    }
    rest = [one for one in everything if one not in strings.used]
    profile["partners"] += [one for one in rest if not BREAK.search(one)]
    introduction = "\n\n".join([introduction, *(one for one in rest if BREAK.search(one))])
    strings.used.update(rest)
    coalition = {**profile, "name": NAME, "slug": "de-brug"}
    return dossier(coalition=coalition, introduction=introduction, blocks=blocks, sheets=instruments)


@dataclass(frozen=True)
class Made:
    """What came of the dossier with all the strings."""

    strings: tuple[str, ...]
    files: dict[str, bytes]
    paths: dict[str, Path]
    done: Done


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("vijandig")
    everything = [one for one in (*NAUGHTY, *OURS) if one.strip()]
    strings = Strings(cycle(everything), set())
    plain = hostile(everything, strings)
    file = written(folder / "dossier.json", plain)
    taken = sko("invoer", file, "--ja", cwd=folder)
    assert taken.code == 0, taken
    done = sko("rapport", "de-brug", cwd=folder)
    assert done.code == 0, done
    paths = {path.suffix[1:]: path for path in (folder / "sko-werkmap" / "rapporten").glob("de-brug*.*")}
    assert strings.used == set(everything)
    return Made((*everything, LONG), {kind: path.read_bytes() for kind, path in paths.items()}, paths, done)


def folded(characters: str) -> str:
    """Return a text as it prints: control characters as their pictures, white space folded."""
    return " ".join(clean(characters).split())


@pytest.mark.parametrize("format_", ["html", "docx"])
def test_every_string_is_found_back_to_the_letter(made: Made, format_: str) -> None:
    printed = folded(text(format_, made.files[format_]))
    assert [one for one in made.strings if folded(one) not in printed] == []


def test_word_holds_the_words_of_the_page(made: Made) -> None:
    assert without_pages(words("docx", made.files["docx"])) == words("html", made.files["html"])


def test_the_pdf_holds_every_string_too(made: Made) -> None:
    """Marks that stack and text from right to left stand in a PDF in the order of the eye: those are left out."""
    printed = bare(" ".join(words("pdf", made.files["pdf"])))
    named = {ord(one): f"[U+{ord(one):X}]" for one in missing_characters("".join(map(clean, made.strings)))}
    plain = [one for one in made.strings if not has_right_to_left(one) and not UNSEEN & set(map(category, one))]
    assert len(plain) > 400
    assert [one for one in plain if bare(folded(one).translate(named)) not in printed] == []


def bare(said: str) -> str:
    """Return a text without white space."""
    return "".join(said.split())


def test_what_the_pdf_cannot_show_is_named(made: Made) -> None:
    missing = missing_characters("".join(map(clean, made.strings)))
    assert len(missing) > 100
    assert [one for one in missing if f"U+{ord(one):X}" not in made.done.err] == []
    assert "漢 U+6F22" in made.done.err
    assert made.done.err.count("De pdf kan deze tekens niet tonen") == 1


@pytest.mark.browser
def test_nothing_happens_in_a_browser(made: Made) -> None:
    from playwright.sync_api import sync_playwright

    heard: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.on("request", lambda request: heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("framenavigated", lambda frame: heard.append(frame.url))
        page.goto(made.paths["html"].as_uri())
        page.wait_for_timeout(500)
        live = page.evaluate(
            "document.querySelectorAll('script,iframe,object,embed,form,img,link,meta[http-equiv=refresh]').length"
        )
        handlers = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
        )
        browser.close()
    own = made.paths["html"].as_uri()
    assert [said for said in heard if said != own and not said.startswith("data:font/woff2")] == []
    assert live == 0
    assert handlers == []


def test_no_element_and_no_link_comes_from_a_string(made: Made) -> None:
    page = page_of(made.files["html"])
    tags = {str(element.tag) for element in page.find(".//main").iter() if isinstance(element.tag, str)}
    assert [tag for tag in tags if not TAGS.fullmatch(tag.lower())] == []
    fields = [part for sheet in FRAMEWORK.sheets for field in sheet.fields for part in field.parts]
    ours = {option.url for field in fields for option in field.options}  # the sources of lesson 13
    # An address of the web that was typed as one leads where it says, and nothing else that was typed leads anywhere.
    outward = [(a.get("href"), a.text_content()) for a in page.iter("a") if not a.get("href").startswith("#")]
    typed = [(to, shown) for to, shown in outward if to not in ours]
    assert [to for to, shown in typed if to not in (shown, f"https://{shown}") or to[:4] != "http"] == []
    assert page.findtext(".//header/p[@class='coalition']") == NAME
    assert NAME in page.findtext(".//title")
    cover = {str(element.tag) for element in page.find(".//header").iter()}
    assert cover <= {"header", "p", "h1", "dl", "div", "dt", "dd"}


def test_half_a_character_prints_as_the_sign_for_it() -> None:
    """JSON can hold one; a file with one is refused, and a snapshot that has one all the same is printed."""
    held = snapshot(
        {"block/macro-samenhang": {"title": "t\udfff"}, "block/macro-samenhang/1": {"goal": "half \ud800 teken"}}
    )
    report = make(held)
    for format_ in FORMATS:
        assert "half \ufffd teken" in folded(text(format_, report.files[format_]))
