"""One document in three formats: what each format must be, read back from the files."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import lxml.etree  # type: ignore[import-untyped]  # no stubs in our set
import pikepdf
import PIL.Image
import psutil  # type: ignore[import-untyped]  # no types are published with it
import pypandoc
import pytest
from browser import launch, violations
from read_pdf import colours, elements
from read_report import W, named, page_of, word_bookmarks, word_paragraphs, word_xml, words

from sko_widgets.errors import ReportError
from sko_widgets.framework import COLOURS
from sko_widgets.report import characters, fragments, look, markdown, pandoc, paper
from sko_widgets.report.bitmaps import bitmaps
from sko_widgets.report.look import stylesheet, tokens
from sko_widgets.report.render import FORMATS, Document, clean, missing_characters, render
from sko_widgets.resources import templates

ASSETS = Path(__file__).parent / "assets"
TOOLS = Path(__file__).parent / "tools"
DRAWING = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 300 60"><defs><clipPath id="a">
<rect width="300" height="60"/></clipPath></defs>
<g clip-path="url(#a)"><rect x="5" y="5" width="90" height="30" fill="#e4f1ef"/></g></svg>"""
TYPED = (
    "= kop", "== kop", "- x", "-- x --- y", "a-?b", "-5 tot 12-16", "+ x", "/ term: x", "// x", "/* x */",
    "1. x", "1) x", "x in 2025.", "...", "#let x = 1", "#x;", "@x <x>", "$x_1^2$", "~x~ `x` *x* _x_", "\\ x",
    "'x' \"x\"", "x\u2028\u2028y", "&amp; &#65;", "==x== ~~x~~ ^x^", "::: {.x}", "> x", "| x |",
    "[x](y) ![x](y) [^1]", "<!-- x --> </p>", "%x", "{x}",
)  # fmt: skip
FACTS = (("Gemeente", "Gemeente Rivierenland & <b>omstreken</b>"), ("Scholen", "De Linge, De Waal (twee locaties)"))


def document(body: str = "Tekst\\.", **changes: Any) -> Document:
    values = {
        "markdown": body,
        "title": "Kwaliteitsrapport",
        "coalition": "Coalitie Rivierenland",
        "period": "2025-2026",
        "date": "21 november 2026",
    }
    return Document(**(values | changes))


TEXT_END = (297 - 27) / 25.4 * 72 + 1
"""Where the text area of a page ends, in points."""


@pytest.fixture(scope="module")
def sample() -> Document:
    body = (ASSETS / "report-sample.md").read_text(encoding="utf-8")
    return document(body, facts=FACTS, resources={"raster.svg": DRAWING})


@pytest.fixture(scope="module")
def files(sample: Document) -> dict[str, bytes]:
    return render(sample, FORMATS)


def test_the_words_of_the_three_formats_are_equal_and_in_order(files: dict[str, bytes]) -> None:
    html = words("html", files["html"])
    assert len(html) > 1200
    assert words("docx", files["docx"]) == html
    assert [word.replace("\u200d", "") for word in words("pdf", files["pdf"])] == [named(word) for word in html]


def test_the_same_document_gives_the_same_bytes(sample: Document, files: dict[str, bytes]) -> None:
    paper.compiler.cache_clear()
    fragments.keep({})
    bitmaps([])
    assert render(sample, ["docx", "pdf", "html"]) == files
    assert render(sample, ["docx"]) == {"docx": files["docx"]}


def test_on_one_core_this_process_waits_until_pandoc_is_done() -> None:
    text, running = "Een alinea.\n\n" * 20_000, []

    def look() -> None:
        time.sleep(0.1)  # its pipe closes a moment before it ends
        running.append(any("pandoc" in one.name() for one in psutil.Process().children() if one.status() != "zombie"))

    beside = pandoc.write(text, ["html"], at_once=look)
    fragments.keep({})
    with pandoc.on_one_core():
        assert pandoc.write(text, ["html"], at_once=look) == beside
    assert running == [True, False]


def test_a_bitmap_has_every_line_of_its_drawing() -> None:
    bars = "".join(f'<rect y="{y}" width="720" height="1"/>' for y in range(0, 405, 3))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 405.3" width="90mm">{bars}</svg>'
    (made,) = bitmaps([drawing.encode()])
    with PIL.Image.open(BytesIO(made)) as picture:
        assert picture.size == (720, 406)
        column = [picture.getpixel((360, y)) for y in range(406)]
    inked = [y for y, pixel in enumerate(column) if isinstance(pixel, tuple) and pixel[3] > 200]
    assert inked == list(range(0, 405, 3))


def test_bitmaps_show_the_letters_of_every_font_of_ours_each_figure_in_its_place() -> None:
    texts = ("samen", "\u05e9\u05dc\u05d5\u05dd", "kiest", "\u05d0\u05d1\u05d2\u05d3")
    figures = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><text y="40" font-size="30" '
        f'font-family="Atkinson Hyperlegible Next">{text}</text></svg>'.encode()
        for text in texts
    ]
    together = bitmaps(figures)
    assert together == [bitmaps([figure])[0] for figure in figures]
    assert len(set(together)) == len(texts)  # boxes that stand for letters would be alike


def test_only_what_is_asked_for_is_made() -> None:
    assert list(render(document(), ["pdf"])) == ["pdf"]
    assert render(document(), []) == {}
    with pytest.raises(ReportError, match="‘rtf’"):
        render(document(), ["html", "rtf"])


@pytest.mark.parametrize("body", ["", "Geen koppen\\.", "### Diep\n\nTekst", "# \u200b\n\nTekst"])
def test_a_document_with_next_to_nothing_in_it_is_made(body: str) -> None:
    made = render(document(body, title="", coalition="", period="", date="onbekend"), FORMATS)
    assert set(made) == set(FORMATS)


def test_headings_never_skip_a_level_and_are_never_empty() -> None:
    made = render(document("### Diep\n\n# Kop {#a}\n\n#### Te diep\n\n#  \n\n## Nog een {#a}\n\nTekst"), FORMATS)
    html = [(h.tag, h.text_content()) for h in page_of(made["html"]).find(".//main").iter("h2", "h3", "h4", "h5")]
    assert html == [("h2", "Diep"), ("h2", "Kop"), ("h3", "Te diep"), ("h2", "Zonder titel"), ("h3", "Nog een")]
    pdf = [(e.tag, e.text) for e in elements(made["pdf"]) if re.fullmatch(r"H\d", e.tag)][1:]
    assert pdf == [(f"H{int(tag[1]) - 1}", text) for tag, text in html]
    found = [(style, text) for style, text in word_paragraphs(made["docx"]) if style.startswith("Heading")]
    assert found == [(f"Heading{int(tag[1]) - 1}", text) for tag, text in html]
    ids = [h.get("id") for h in page_of(made["html"]).iter() if h.get("id")]
    assert len(ids) == len(set(ids))


def test_contents_name_the_cycles_of_a_block_but_not_the_parts_of_an_annex() -> None:
    cycles = "## Cyclus 1 {#b-1}\n\nx\n\n## Cyclus 2 {#b-2}\n\nx"
    one = "# Een {#e .block .teal}\n\n## Cyclus 1 {#e-1}\n\nx"
    body = f"# Blok {{#b .block .teal}}\n\n{cycles}\n\n{one}\n\n# Bijlage {{#c}}\n\n## Deel {{#d}}\n\nx"
    made = render(document(body), FORMATS)
    nav = page_of(made["html"]).find(".//nav")
    assert [a.text for a in nav.iter("a")] == ["Blok", "Cyclus 1", "2", "Een", "Bijlage"]
    assert [a.get("aria-label") for a in nav.findall(".//p/a")] == ["Cyclus 1", "Cyclus 2"]
    entries = [element.text for element in elements(made["pdf"]) if element.tag == "TOCI"]
    assert [re.sub(r"\W*\d+$", "", entry.partition(" Cyclus")[0]) for entry in entries] == ["Blok", "Een", "Bijlage"]
    assert entries[0].endswith("Cyclus 1 (p. 2), 2 (p. 2)")
    assert [(style, text) for style, text in word_paragraphs(made["docx"]) if style in ("Heading2", "Bijlagekop")] == [
        ("Heading2", "Cyclus 1"),
        ("Heading2", "Cyclus 2"),
        ("Heading2", "Cyclus 1"),
        ("Bijlagekop", "Deel"),  # Word makes its contents of the styles Heading 1 and Heading 2
    ]
    styles = {one.get(f"{W}styleId"): one for one in word_xml(made["docx"], "word/styles.xml").iter(f"{W}style")}
    assert styles["Bijlagekop"].find(f"{W}basedOn").get(f"{W}val") == "Heading2"  # and has its level for who listens
    with pikepdf.open(BytesIO(made["pdf"])) as pdf, pdf.open_outline() as outline:
        assert [child.title for child in outline.root[-1].children] == ["Deel"]


def test_a_heading_of_a_book_goes_on_as_text() -> None:
    long = "woord " * 9000
    made = render(document(f"# {long}{{#kop}}\n\nTekst"), FORMATS)
    for format_ in FORMATS:
        assert words(format_, made[format_]) == [*long.split(), "Tekst"]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_answer_of_100000_characters_is_printed(format_: str) -> None:
    text = "woord en nog een woord\\, " * 4000
    made = render(document(f"# Kop {{#k}}\n\n{text}\n\n{'a' * 100_000}"), [format_])[format_]
    assert len(words(format_, made)) == 1 + 5 * 4000 + 1


# ---------------------------------------------------------------- what a user typed


def test_nothing_that_a_user_typed_is_live(files: dict[str, bytes]) -> None:
    text = " ".join(words("html", files["html"]))
    for typed in (
        "<script>alert(1)</script> en $x^2$ en \\alpha en #let x = 1 en @verwijzing en {{ jinja }} en `code`",
        "*sterretjes* en _streepjes_ en [haken](zo) en // commentaar en /* ook */ en ~ en a-?b",
        "12-16 jaar, -5 graden, -- streepjes ---, puntjes ... en aanhalingstekens 'zo' en \"zo\"",
        "https://voorbeeld.nl/pad?a=1&b=2",
    ):
        assert typed in text


@pytest.mark.parametrize("typed", TYPED)
def test_marks_of_every_language_print_as_they_were_typed_wherever_they_stand(typed: str) -> None:
    mark = markdown.line(typed)
    places = [
        mark,
        f"x {mark} y",
        f"x\\\n{mark}\\\n{mark}",
        f"### {mark}",
        f"**{mark}**",
        f"-   {mark}\n-   x\\\n    {mark}",
        markdown.table(["A", mark], [[mark, f"x\\\n{mark}"]]),
        markdown.div("question", f"### V\n\n{mark}"),
        markdown.div("own-question", f"### E\n\n{mark}"),
    ]
    made = render(document("# Kop {#k}\n\n" + "\n\n".join(places)), FORMATS)
    html = words("html", made["html"])
    assert " ".join(html).count(" ".join(typed.split())) == 13
    assert words("docx", made["docx"]) == html
    assert words("pdf", made["pdf"]) == html


def test_raw_parts_and_strange_links_and_pictures_become_words() -> None:
    body = (
        "`<b>x</b>`{=html} [klik](javascript:alert) [site](https://voorbeeld.nl) "
        '![plaatje](https://voorbeeld.nl/p.png) ![](x.svg){alt="zonder bron"}\n\n<i>html</i> \\alpha $x$ @wie [^1]'
    )
    made = render(document(body), FORMATS)
    main = page_of(made["html"]).find(".//main")
    assert [a.get("href") for a in main.iter("a")] == ["https://voorbeeld.nl"]
    assert not list(main.iter("b", "i", "img", "svg", "script"))
    expected = words("html", made["html"])
    assert "plaatje" in expected
    assert "bron" in expected
    assert "<i>html</i>" in expected
    assert words("docx", made["docx"]) == words("pdf", made["pdf"]) == expected


def test_a_table_and_a_direction_in_a_list_are_set_as_anywhere() -> None:
    made = render(document("- punt\n\n    | Naam | Wat |\n    |------|-----|\n    | Aad | זה כאן |\n"), FORMATS)
    table = page_of(made["html"]).find(".//li//table")
    cells = [table.find(f".//tbody/tr/{name}") for name in ("th", "td")]
    assert [(cell.get("role"), cell.get("data-label")) for cell in cells] == [("rowheader", "Naam"), ("cell", "Wat")]
    assert cells[1].find("div").get("dir") == "rtl"
    assert [style for style, _ in word_paragraphs(made["docx"])][1:] == ["Tabelkop"] * 2 + ["Tabeltekst"] * 2


def test_word_has_the_styles_of_the_reference_document_and_no_others(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(templates() / "report" / "word" / "reference.docx") as archive:
        reference = archive.read("word/styles.xml")
    with zipfile.ZipFile(BytesIO(files["docx"])) as archive:
        assert archive.read("word/styles.xml") == reference
    known = {style.get(f"{W}styleId") for style in lxml.etree.fromstring(reference).iter(f"{W}style")}
    document = word_xml(files["docx"])
    used = {part.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for part in document.iter(f"{W}{kind}")}
    assert len(used) > 10
    assert used <= known


def test_control_characters_become_pictures_of_themselves() -> None:
    assert clean("a\x00b\x1b[0m\x7f\r\nc\td\ud800\uffff") == "a␀b␛[0m␡\nc\td\ufffd\ufffd"
    made = render(document("a\x00b \\\x1b c\ud800"), FORMATS)
    assert words("html", made["html"]) == words("docx", made["docx"])
    assert words("pdf", made["pdf"])[0] == "a[U+2400]b"


def test_what_no_font_has_is_named() -> None:
    assert missing_characters("Łódź → ☑ 漢 a 👩 漢 \u2066\ue000") == ["漢", "\ue000", "👩"]
    table = ":::::: {.list-table}\n\n-   -   漢\n-   -   y\n\n::::::"
    body = f"# Kop 漢 {{#k}}\n\n**x漢**\\, `漢` en \u2066 onzichtbaar\n\n{table}"
    text = " ".join(words("pdf", render(document(body, coalition="漢字"), ["pdf"])["pdf"]))
    assert text.count("[U+6F22]") == 4
    assert "\u2066" not in text


def test_marks_that_fit_no_letter_do_not_stop_the_pdf() -> None:
    zalgo = "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d q\u0489 \u0331 ሀ\u0301"
    assert render(document(zalgo), ["pdf"])["pdf"].startswith(b"%PDF")


def test_every_character_counted_as_printable_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF/A and PDF/UA refuse a character without a glyph; nothing that we let through may do that."""
    monkeypatch.setattr(paper, "_TRIES", 1)
    known = sorted(characters._covered() - {"\n", "\t"})
    escaped = [f"\\{c}" if c.isascii() and not c.isalnum() and c != " " else c for c in known]
    lines = [" ".join(escaped[at : at + 100]) for at in range(0, len(escaped), 100)]
    for mark in ("", "**", "_"):
        assert render(document("\n\n".join(f"{mark}a{line}a{mark}" for line in lines)), ["pdf"])


def test_the_list_of_printable_characters_is_that_of_the_fonts() -> None:
    tool = runpy.run_path(str(TOOLS / "make_fonts.py"))
    assert (templates() / "look" / "fonts" / "coverage.txt").read_text(encoding="ascii") == tool["covered"]()


# ---------------------------------------------------------------- the look


def contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_have_the_contrast_that_wcag_asks(dark: bool) -> None:
    colour = tokens(dark=dark)
    grounds = ["paper", "card", "ask", *(f"{name}-tint" for name in COLOURS)]
    for ground in grounds:
        for ink in ("ink", "soft", "focus"):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
    for name in COLOURS:
        for ground in ("paper", "card", f"{name}-tint"):
            assert contrast(colour[name], colour[ground]) >= 4.5, (name, ground)
    for ink in ("added", "gone", "wrong"):  # each is a theme's colour, on the tint of that colour
        name = colour[ink].removeprefix("var(--").removesuffix(")")
        assert name in COLOURS
        assert colour.get(f"{ink}-tint", f"var(--{name}-tint)") == f"var(--{name}-tint)"
    for ink in ("done", "open-text"):
        assert contrast(colour[ink], colour["card"]) >= 4.5, ink
    assert contrast(colour["edge"], colour["card"]) >= 3


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_of_a_theme_is_there_for_screen_and_paper_light_and_dark(name: str) -> None:
    dark = tokens(dark=True)
    assert {dark[name], dark[f"{name}-tint"]}.isdisjoint({tokens()[name], tokens()[f"{name}-tint"]})
    assert f".{name}{{--theme:var(--{name}); --tint:var(--{name}-tint)}}" in stylesheet()
    styles = docx.Document(str(templates() / "report" / "word" / "reference.docx")).styles
    word = look.COLOURS[name]
    for style in (f"Bouwsteen {word}", f"Vraagkop {word}", f"Eigen vraagkop {word}"):
        assert str(styles[style].font.color.rgb) == tokens()[name].lstrip("#").upper()
    assert tokens()[name].lstrip("#").upper() in lxml.etree.tostring(styles[f"Vraag {word}"].element).decode()


@pytest.mark.parametrize("name", COLOURS)
def test_a_theme_of_any_colour_comes_out_in_colour_in_each_format(name: str) -> None:
    body = f"# Blok {{#b .block .{name}}}\n\n" + markdown.div(f"question {name}", "### Vraag\n\nWaarom?")
    made = render(document(body), FORMATS)
    page = page_of(made["html"])
    assert [part.get("class") for part in page.find(".//main")] == [f"block {name}", f"question {name}"]
    assert {tuple(bytes.fromhex(tokens()[one][1:])) for one in (name, f"{name}-tint")} <= colours(made["pdf"])
    word = look.COLOURS[name]
    assert list(word_paragraphs(made["docx"]))[1:] == [(f"Vraagkop{word}", "Vraag"), (f"Vraag{word}", "Waarom?")]


def test_a_format_knows_the_colours_that_there_are() -> None:
    assert set(look.COLOURS) == set(COLOURS)


def test_colours_stand_in_one_place() -> None:
    folder = templates() / "report"
    for file in [*folder.rglob("*.css"), *folder.rglob("*.typ"), *folder.rglob("*.html"), *folder.rglob("*.lua")]:
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgb\(\s*\d", file.read_text(encoding="utf-8")), file
    assert "--ink:" in stylesheet()


def test_fonts_come_with_their_licences_and_stay_small() -> None:
    folder = templates() / "look" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8").upper()
    assert "DejaVu" in (folder / "DejaVu-LICENSE.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 3_000_000


# ---------------------------------------------------------------- HTML


def test_html_is_one_file_that_asks_for_nothing(files: dict[str, bytes]) -> None:
    text = files["html"].decode("utf-8")
    page = page_of(files["html"])
    assert not list(page.iter("script", "link", "iframe", "object", "img"))
    assert not re.findall(r"url\((?!data:)[^)#]*\)", text.split("</style>")[0])
    assert {a.get("href") for a in page.iter("a") if a.get("href")[0] != "#"} == {"https://voorbeeld.nl/pad?a=1&b=2"}
    assert "default-src 'none'" in text


def test_html_has_language_title_landmarks_and_contents(files: dict[str, bytes]) -> None:
    page = page_of(files["html"])
    assert page.get("lang") == "nl"
    assert page.findtext(".//title") == "Kwaliteitsrapport Coalitie Rivierenland 2025–2026"
    assert [h.text_content() for h in page.iter("h1")] == ["Kwaliteitsrapport"]
    for landmark in ("header", "nav", "main", "footer"):
        assert len(list(page.iter(landmark))) == 1
    skip = page.find(".//body").find("a")
    assert skip.text == "Naar de inhoud"
    assert skip.get("href") == "#" + page.find(".//main").get("id")
    entries = list(page.find(".//nav").iter("a"))
    headings = {h.get("id"): h.text_content() for h in page.find(".//main").iter("h2", "h3")}
    assert [entry.get("aria-label") or entry.text for entry in entries] == [
        headings[a.get("href")[1:]] for a in entries
    ]
    chapters = [f"#{h.get('id')}" for h in page.find(".//main").iter("h2")]
    assert [entry.get("href") for entry in entries if entry.getparent().tag == "li"] == chapters


def test_html_keeps_its_style_whatever_a_name_holds() -> None:
    name = "Co $style ${body} $$"
    page = page_of(render(document(coalition=name, facts=(("Scholen", name),)), ["html"])["html"])
    assert page.findtext(".//title") == f"Kwaliteitsrapport {name} 2025–2026"
    assert "font-face" in page.findtext(".//style")
    assert "font-face" not in page.find(".//body").text_content()
    assert page.find(".//body").text_content().count(name) == 3


def test_html_tables_name_their_columns_and_rows(files: dict[str, bytes]) -> None:
    table = next(page_of(files["html"]).iter("table"))
    heads = [(th.text_content(), th.get("role")) for th in table.iter("th") if th.get("scope") == "col"]
    assert heads == [(name, "columnheader") for name in ("Actie", "Wie", "Wanneer", "Stand", "Waaraan je het ziet")]
    rows = list(table.find("tbody"))
    assert [(row[0].tag, row[0].get("scope"), row[0].get("role")) for row in rows] == [("th", "row", "rowheader")] * 3
    assert rows[0][0].get("data-label") == "Actie" and rows[0][1].get("data-label") == "Wie"


def test_html_lets_each_text_find_its_direction(files: dict[str, bytes]) -> None:
    page = page_of(files["html"])
    hebrew = next(p for p in page.iter("p") if (p.text or "").startswith("שלום"))
    assert "rtl" in {hebrew.get("dir"), hebrew.getparent().get("dir")}
    assert next(p for p in page.iter("p") if (p.text or "").startswith("Een regel met")).get("dir") == "auto"
    assert b'dir="' not in render(document(), ["html"])["html"]


def test_html_pictures_have_their_text_and_caption(files: dict[str, bytes]) -> None:
    drawings = list(page_of(files["html"]).iter("svg"))
    tags = re.findall(r"<svg[^>]*>", files["html"].decode())
    assert [tag.count("role=") for tag in tags] == [1] * len(drawings)
    assert [svg.get("aria-label") for svg in drawings] == [
        "Raster van drie bij drie, één vak is gevuld",
        "Nog eens het raster, zonder bijschrift",
    ]
    assert page_of(files["html"]).find(".//figcaption").text.startswith("De stand van dit moment")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_html_passes_axe_and_fits(files: dict[str, bytes], tmp_path: Path, width: int, scheme: Any) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "verslag.html"
    file.write_bytes(files["html"])
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
        found = violations(page, best=True)
        browser.close()
    assert found == []


# ---------------------------------------------------------------- PDF


def test_pdf_says_what_it_is(files: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Kwaliteitsrapport Coalitie Rivierenland 2025–2026"
            assert metadata["pdfaid:part"], metadata["pdfaid:conformance"] == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["xmp:CreateDate"].startswith("2026-11-21")
        assert str(pdf.docinfo.CreationDate).startswith("D:20261121")


def test_pdf_has_bookmarks_for_every_heading(files: dict[str, bytes]) -> None:
    def titles(items: Any) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from titles(item.children)

    with pikepdf.open(BytesIO(files["pdf"])) as pdf, pdf.open_outline() as outline:
        bookmarks = list(titles(outline.root))
    headings = [element.text for element in elements(files["pdf"]) if re.fullmatch(r"H\d", element.tag)]
    assert bookmarks == headings
    assert headings[:4] == ["Inhoud", "Inleiding", "Een plek in de jeugdagenda", "Cyclus 1"]


def _top(item: pikepdf.OutlineItem) -> float:
    """Return how high on its page a bookmark leads, in points from the foot."""
    assert isinstance(item.destination, pikepdf.Array)
    return float(item.destination[3])


def test_pdf_questions_of_two_kinds_in_one_box_do_not_overlap() -> None:
    asked = "### Nieuwe vraag\n\nWaarom\\?\n\n### Bijgestelde vraag\n\nWie\\?"
    made = render(document("# Blok {#blok}\n\n## Cyclus {#cyclus}\n\n" + markdown.div("question teal", asked)), ["pdf"])
    with pikepdf.open(BytesIO(made["pdf"])) as pdf, pdf.open_outline() as outline:
        new, adjusted = (_top(item) for item in outline.root[-1].children[0].children)
    label, question = (float(tokens()[name].removesuffix("pt")) for name in ("print-small", "print-question"))
    assert new - adjusted > 1.4 * (label + question)


def test_pdf_starts_a_cycle_on_the_page_of_its_question() -> None:
    span, asked = markdown.div("under-heading", "Looptijd"), markdown.div("question", "### Vraag\n\nWaarom\\?")
    pages = set()
    for lines in range(24, 31):
        body = "# Blok {#blok}\n\n" + "Regel\\.\n\n" * lines + f"## Cyclus {{#cyclus}}\n\n{span}\n\n{asked}"
        found = elements(render(document(body), ["pdf"])["pdf"])
        cycle, question = (
            next(one for one in found if one.tag[0] == "H" and one.text == text) for text in ("Cyclus", "Vraag")
        )
        assert cycle.first == question.first, lines
        pages.add(cycle.first)
    assert len(pages) == 2


def test_pdf_structure_holds_tables_lists_and_pictures(files: dict[str, bytes]) -> None:
    found = elements(files["pdf"])
    levels = [int(element.tag[1]) for element in found if re.fullmatch(r"H\d", element.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    headers = [element.text for element in found if element.tag == "TH"]
    assert headers[:5] == ["Actie", "Wie", "Wanneer", "Stand", "Waaraan je het ziet"]
    assert sum(element.tag == "LI" for element in found) > 50
    assert [element.alt for element in found if element.tag == "Figure"] == [
        "Raster van drie bij drie, één vak is gevuld",
        "Nog eens het raster, zonder bijschrift",
    ]


def test_pdf_uses_only_fonts_that_we_ship(files: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        fonts = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all(name.startswith(("AtkinsonHyperlegibleNext", "DejaVuSans")) for name in fonts)


# ---------------------------------------------------------------- Word


def test_word_has_styles_for_everything(files: dict[str, bytes]) -> None:
    document_ = docx.Document(BytesIO(files["docx"]))
    used = {paragraph.style.name for paragraph in document_.paragraphs if paragraph.style}
    assert used >= {
        "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Omslagfeit", "Vraag zeegroen",
        "Vraagkop indigo", "Eigen vraag zeegroen", "Eigen vraagkop zeegroen", "Onder kop",
        "Nieuwe vraag zeegroen", "Verwijzing", "Image Caption",
    }  # fmt: skip
    run_styles = {run.style.name for paragraph in document_.paragraphs for run in paragraph.runs}
    assert {"Bouwsteen amber", "Omslagnaam"} <= run_styles
    xml = word_xml(files["docx"])
    asked = {node.get(f"{W}val") for node in xml.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert asked <= {style.style_id for style in document_.styles}
    assert document_.styles["Vraagkop"].base_style.name == "Heading 3"


def test_word_file_is_dutch_titled_and_dated(files: dict[str, bytes]) -> None:
    language = word_xml(files["docx"], "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "nl-NL"
    core = docx.Document(BytesIO(files["docx"])).core_properties
    assert core.title == "Kwaliteitsrapport Coalitie Rivierenland 2025–2026"
    assert core.language == "nl-NL"
    assert core.created.isoformat().startswith("2026-11-21T12:00:00")
    with zipfile.ZipFile(BytesIO(files["docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sum(name.endswith(".odttf") for name in archive.namelist()) == 3


def test_word_cover_contents_and_footer(files: dict[str, bytes]) -> None:
    xml = word_xml(files["docx"])
    assert 'TOC \\o "1-1"' in " ".join(node.text for node in xml.iter(f"{W}instrText"))
    contents = xml.find(f".//{W}sdt")
    lines = ["".join(node.text for node in p.iter(f"{W}t")) for p in contents.iter(f"{W}p")]
    assert lines[:3] == ["Inhoud", "Inleiding2", "Een plek in de jeugdagenda2"]
    assert " ".join(lines[3].split()) == "Cyclus 1 (p. 2), 2 (p. 4)"
    bookmarks = {node.get(f"{W}name") for node in xml.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in contents.iter(f"{W}hyperlink")} <= bookmarks
    document_ = docx.Document(BytesIO(files["docx"]))
    assert [paragraph.text for paragraph in document_.paragraphs[:5]] == [
        "School & Omgeving · 2025–2026",
        "Kwaliteitsrapport",
        "Coalitie Rivierenland",
        "Gemeente\tGemeente Rivierenland & <b>omstreken</b>",
        "Scholen\tDe Linge, De Waal (twee locaties)",
    ]
    footer = document_.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Kwaliteitsrapport Coalitie Rivierenland 2025–2026\t")
    assert "PAGE" in footer._p.xml
    assert document_.sections[0].different_first_page_header_footer


def chaptered(*more: str) -> str:
    """Return a body of two blocks of one theme, with something in the first."""
    theme = markdown.div("theme teal", "Thema Samenhang")
    first = "# [1 Macro:]{.block-name .teal} Samen {#macro .block .teal name=macro_title}"
    about, question = markdown.div("about", "Waar het om gaat"), markdown.div("question teal", "### Vraag\n\nWaarom?")
    within = [about, "## Cyclus 1 {#macro-1}", question, *more]
    return "\n\n".join(["# Inleiding {#i}", theme, first, *within, "# 2 Meso {#meso .block .teal}", "## Cyclus 1 {#m}"])


def test_word_begins_a_page_at_a_theme_and_draws_a_rule_above_other_chapters_by_styles() -> None:
    made = render(document(chaptered()), ["docx"])["docx"]
    styles = docx.Document(BytesIO(made)).styles
    theme, chapter = styles["Thema zeegroen"].paragraph_format, styles["Heading 1"]
    assert (theme.page_break_before or styles["Thema"].paragraph_format.page_break_before) and theme.keep_with_next
    assert not chapter.paragraph_format.page_break_before
    assert chapter.element.find(f"{W}pPr/{W}pBdr/{W}top").get(f"{W}val") == "single"
    assert styles["Toelichting bouwsteen"].paragraph_format.keep_with_next
    assert styles["Vraag zeegroen"].paragraph_format.keep_with_next
    assert styles["Nieuwe vraag zeegroen"].paragraph_format.keep_with_next is False
    ruled = {
        "".join(p.itertext()): p.find(f"{W}pPr/{W}pBdr") is None
        for p in word_xml(made).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None
    }
    assert ruled == {"Inleiding": False, "1 Macro: Samen": False, "2 Meso": True}


def test_word_has_a_header_that_says_the_chapter_behind_the_contents_only() -> None:
    made = render(document(chaptered()), ["docx"])["docx"]
    front, text = docx.Document(BytesIO(made)).sections
    assert "STYLEREF 1" in text.header.paragraphs[0]._p.xml
    shown = [node.text for node in text.header.paragraphs[0]._p.iter(f"{W}t")]
    assert shown == ["Coalitie Rivierenland"]  # where a program knows no such field
    assert front.header.is_linked_to_previous and front.different_first_page_header_footer  # so it has none
    short = docx.Document(BytesIO(render(document("# Kop", short=True), ["docx"])["docx"]))
    assert [one.header.is_linked_to_previous for one in short.sections] == [True]


def test_word_tables_that_belong_on_one_page_keep_their_rows_together() -> None:
    table = markdown.table(["Vraag", "Wie"], [["Een", "a"], ["Twee", "b"], ["Drie", "c"]])
    made = render(document(markdown.div("one-page", f"# Open vragen\n\n{table}")), ["docx"])["docx"]
    rows = docx.Document(BytesIO(made)).tables[0].rows
    kept = [row.cells[0].paragraphs[0].style.paragraph_format.keep_with_next for row in rows]
    assert kept == [True, True, True, None]


@pytest.mark.parametrize(
    "cell",
    ["MWMWMWM 8888888 " * 9, "verantwoordelijkheid " * 6, "- a\n- b\n- c", "a\nb\nc\nd", "的一是在不了 " * 8, "m" * 99],
)
def test_what_belongs_on_one_page_is_on_one_where_it_fits_and_whole_where_not(cell: str, tmp_path: Path) -> None:
    """However wide its letters and however many its lines are; pandoc guesses the height of most."""
    spread = []
    for count in (2, 9, 16, 23, 30):
        table = markdown.table(["Nummer", "Wat"], [[f"Rij{row}", markdown.blocks(cell)] for row in range(count)])
        made = render(document("Vooraf\\.\n\n" * 9 + markdown.div("one-page", table)), ["pdf"])["pdf"]
        pages = [_words_and_ends(page) for page in _pages(made, tmp_path)]
        found = {word: at for at, page in enumerate(pages) for word, _ in page}
        below = {word for page in pages for word, end in page if end > TEXT_END}
        assert below <= {"Kwaliteitsrapport", "Coalitie", "Rivierenland", "2025–2026", *map(str, range(20))}
        spread.append(len({found[f"Rij{row}"] for row in range(count)}))  # on how many pages
    assert spread[0] == 1 < spread[-1]


def _pages(pdf: bytes, folder: Path) -> list[str]:
    (folder / "made.pdf").write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-bbox", folder / "made.pdf", "-"], check=True, capture_output=True)
    return said.stdout.decode("utf-8").split("<page ")[1:]


def _words_and_ends(page: str) -> list[tuple[str, float]]:
    """Return the words of a page, and how far down each ends, in points."""
    return [(word, float(end)) for end, word in re.findall(r'yMax="([\d.]+)">([^<]*)<', page)]


def test_word_has_a_bookmark_around_a_fields_text_the_first_time_it_comes() -> None:
    cell = markdown.marked("in_a_cell", "In een cel")
    body = [
        "# Kop {#k}",
        markdown.marked("some_text", "Een\n\nTwee"),
        markdown.div("question teal", "### Vraag\n\n" + markdown.marked("a_question", "-   Waarom?\n-   Wie?")),
        markdown.marked("a_table", markdown.table(["Kop"], [["Rij"]])),
        markdown.marked("some_text", "Nog eens"),
        markdown.table(["Naam", "Wat"], [["Contact", cell]]),
        markdown.marked("outer", markdown.marked("inner", "Binnen")),
    ]
    texts = {
        "macro_title": "Samen",
        "some_text": "Een Twee",
        "a_question": "Waarom? Wie?",
        "a_table": "Kop Rij",
        "in_a_cell": "In een cel",
        "outer": "Binnen",
        "inner": "Binnen",
    }
    assert word_bookmarks(render(document(chaptered(*body)), ["docx"])["docx"], texts) == texts


def test_word_says_the_page_of_a_link_as_the_pdf_does() -> None:
    body = "# Een {#een}\n\nZie [twee](#twee)\\.\n\n" + "Regel\\.\n\n" * 90 + "# Twee {#twee}\n\nx"
    for short in (False, True):
        made = render(document(body, short=short), ["docx", "pdf"])
        (page,) = (one.first for one in elements(made["pdf"]) if (one.tag, one.text) == ("H1", "Twee"))
        assert page > 2
        assert [f"Zie twee (p. {page})." in " ".join(words(one, made[one])) for one in made] == [True, True]


def test_word_columns_hold_a_long_name_whole() -> None:
    row = [
        "Gesprek met de wethouder voorbereiden, met drie verhalen van leerlingen " * 4,
        "Locatiecoördinatoren",
        "mei",
        "klaar",
    ]
    made = render(document(markdown.table(["Actie", "Wie", "Wanneer", "Stand"], [row])), ["docx"])["docx"]
    widths = [int(column.get(f"{W}w")) for column in word_xml(made).iter(f"{W}gridCol")]
    assert widths[1] / sum(widths) > 0.22  # of 154 mm, at 9.5 points
    assert widths[0] > 2 * widths[2] > widths[3]


def test_word_tables_repeat_their_header_row(files: dict[str, bytes]) -> None:
    tables = list(word_xml(files["docx"]).iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows[1:])


def test_word_pictures_have_alternative_text_and_a_drawing(files: dict[str, bytes]) -> None:
    xml = word_xml(files["docx"])
    described = [node.get("descr") for node in xml.iter() if str(node.tag).endswith("}docPr")]
    assert described == ["Raster van drie bij drie, één vak is gevuld", "Nog eens het raster, zonder bijschrift"]
    with zipfile.ZipFile(BytesIO(files["docx"])) as archive:
        targets = {
            node.get("Id"): node.get("Target")
            for node in lxml.etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        }
        blips = re.findall(r'<a:blip r:embed="([^"]+)"', archive.read("word/document.xml").decode("utf-8"))
        drawings = [node for node in xml.iter() if str(node.tag).endswith("}svgBlip")]
        assert len(blips) == len(drawings) == 2
        assert archive.read(f"word/{targets[blips[0]]}").startswith(b"\x89PNG")
        embedded = next(value for name, value in drawings[0].attrib.items() if name.endswith("embed"))
        assert archive.read(f"word/{targets[embedded]}") == DRAWING
        assert 'Extension="svg"' in archive.read("[Content_Types].xml").decode("utf-8")


def test_a_picture_higher_than_a_page_is_made_to_fit() -> None:
    high = DRAWING.replace(b"0 0 300 60", b"0 0 920 2400").replace(b"#e4f1ef", b"#ff0000")
    made = render(document('![Hoog.](x.svg){alt="Hoog"}', resources={"x.svg": high}), ["pdf", "docx"])
    with pikepdf.open(BytesIO(made["pdf"])) as pdf:
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        scale, top = (
            float(part) for part in re.findall(rb"([\d.]+) 0 0 -[\d.]+ [\d.]+ ([\d.]+) cm/c0 cs 1 0 0 ", drawn)[0]
        )
        assert top <= pdf.pages[0].MediaBox[3]
        assert top - 2400 * scale >= 0
    extents = [node for node in word_xml(made["docx"]).iter() if str(node.tag).endswith("}extent")]
    assert [int(node.get("cy")) <= 235 * 36_000 for node in extents] == [True]


def test_signs_beside_right_to_left_text_keep_their_own_order() -> None:
    made = render(document("# Kop {#k}\n\nשלום\n\n\\-5 \\= \\.\\.\\. \\+\n\n\\-\\-> x"), FORMATS)
    assert [words(format_, made[format_]) for format_ in FORMATS] == [["Kop", "-5", "=", "...", "+", "-->", "x"]] * 3


def test_word_right_to_left_text_says_so(files: dict[str, bytes]) -> None:
    paragraph = next(p for p in word_xml(files["docx"]).iter(f"{W}p") if "שלום" in "".join(p.itertext()))
    assert paragraph.find(f"{W}pPr/{W}bidi") is not None


def test_reference_document_is_made_from_the_tokens() -> None:
    """Run tests/tools/make_reference_docx.py when this fails."""
    tool = runpy.run_path(str(TOOLS / "make_reference_docx.py"))
    with zipfile.ZipFile(tool["TARGET"]) as archive:
        committed = {name: archive.read(name) for name in archive.namelist()}
    assert tool["parts"]() == committed
    styles = docx.Document(tool["TARGET"]).styles
    assert str(styles["Bouwsteen zeegroen"].font.color.rgb) == tokens()["teal"].lstrip("#").upper()
    assert styles["Heading 1"].font.size.pt == float(tokens()["print-h1"].removesuffix("pt"))


# ---------------------------------------------------------------- pandoc itself


def test_a_pandoc_that_fails_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "READER", "geen-formaat")
    with pytest.raises(ReportError, match="opgemaakt"):
        render(document(), ["html"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that is a script")
def test_another_pandoc_on_this_computer_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pandoc"
    other.write_text(f"#!/bin/sh\ntouch {tmp_path / 'gebruikt'}\necho pandoc 99.1\n", encoding="ascii")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    pandoc.program.cache_clear()
    pypandoc.clean_pandocpath_cache()
    assert "Tekst." in page_of(render(document(), ["html"])["html"]).find(".//main").text_content()
    assert not (tmp_path / "gebruikt").exists()


def test_pandoc_is_started_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    popen = subprocess.Popen

    def count(*args: Any, **options: Any) -> Any:
        started.append(args)
        return popen(*args, **options)

    monkeypatch.setattr(subprocess, "Popen", count)
    render(document(), FORMATS)
    assert len(started) == 1
