"""A report of which one chapter changed: only that is written anew, and the files are as if all of it was."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from helpers import example
from read_report import words

from sko_widgets.report import FORMATS, assemble, fragments, pandoc
from sko_widgets.report.bitmaps import bitmaps
from sko_widgets.report.fragments import Box, pieces
from sko_widgets.report.make import describe
from sko_widgets.report.render import Document, render

SVG = '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 300 {}"><text x="5" y="20">{}</text></svg>'
FIGURES = {name: SVG.format(60, name).encode() for name in ("raster.svg", "lijn-een.svg", "lijn-twee.svg")}
TABLE = """:::::: {.list-table .headless}

- - Wie

  - De school

- - Meer onder deze rij

::::::
"""
CHAPTERS = (
    """# Samenvatting

Zie [twee](#twee) en [vier](#vier)\\.

![Het raster](raster.svg){alt="Het raster"}

1. een
2. twee

- los \\- \\-5 \\.\\.\\.
""",
    f""":::::: {{.theme .teal}}

Thema Samenhang

::::::

# [1 Macro:]{{.block-name .teal}} De titel {{#een .block .teal name=een_title}}

![De leerlijn](lijn-een.svg){{alt="De leerlijn"}}

## Cyclus 1 {{#een-1}}

:::::: {{.field name=een_goal}}

Zie https\\://voorbeeld\\.nl/een\\?a\\=1\\&b\\=2 en [vier](#vier)\\.

::::::

3. drie
4. vier

{TABLE}
## Cyclus 2 {{#een-2}}
""",
    f"""# [2 Meso:]{{.block-name .teal}} Nog een {{#twee .block .teal name=twee_title}}

:::::: {{.field name=een_goal}}

Hetzelfde veld, en https\\://voorbeeld\\.nl/twee\\.

::::::

שלום עולם

1. nog een
    - dieper

![De leerlijn](lijn-twee.svg){{alt="De leerlijn"}}

{TABLE}
""",
    """# Zonder naam

Hier ook https\\://voorbeeld\\.nl/een\\?a\\=1\\&b\\=2\\.

## Een deel

![Het raster](raster.svg){alt="Het raster"}

Een plaatje ![klein](raster.svg){alt="klein"} in een zin met donaudampfschifffahrtselektrizitaetenhauptbetriebswerk\\.
""",
    """# Vier {#vier}

:::::: {.one-page}

- terug naar [een](#een)

::::::
""",
)


def document(chapters: tuple[str, ...] = CHAPTERS, **changes: Any) -> Document:
    values = {
        "markdown": "\n".join(chapters),
        "title": "Kwaliteitsrapport",
        "coalition": "Coalitie Rivierenland",
        "period": "2025-2026",
        "date": "21 november 2026",
        "resources": FIGURES,
    }
    return Document(**(values | changes))


def with_text(at: int, text: str) -> Document:
    return document((*CHAPTERS[:at], CHAPTERS[at] + text, *CHAPTERS[at + 1 :]))


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    fragments.keep({})
    bitmaps([])


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what pandoc is given to read, a list each time."""
    given: list[list[str]] = []
    lay_out: Callable[..., None] = pandoc._lay_out

    def look(folder: Path, job: Any) -> None:
        given.append(job["markdown"].split(pandoc._EDGE)[1:])
        lay_out(folder, job)

    monkeypatch.setattr(pandoc, "_lay_out", look)
    return given


CHANGES = {
    "nothing": (document(), 0),
    "a sentence and a list more": (with_text(1, "\n1. a\n2. b\n\n- c\n\nZie https\\://nieuw\\.nl\\.\n"), 1),
    "a list less": (document((CHAPTERS[0].replace("1. een\n2. twee\n", ""), *CHAPTERS[1:])), 1),
    "a chapter less, to which others have links": (document(CHAPTERS[:4]), 2),
    "a chapter less, above the others": (document(CHAPTERS[1:]), 4),
    "chapters in another order": (document((CHAPTERS[0], CHAPTERS[2], CHAPTERS[1], *CHAPTERS[3:])), 2),
    "an id that an earlier chapter has": (with_text(0, "\n## Nog een {#vier}\n"), 2),
    "a figure of another size": (document(resources={**FIGURES, "raster.svg": SVG.format(90, "hoger").encode()}), 2),
    "another drawing of that size": (document(resources={**FIGURES, "raster.svg": SVG.format(60, "x").encode()}), 0),
    "a figure less": (document(resources={name: FIGURES[name] for name in ("raster.svg", "lijn-een.svg")}), 1),
    "no chapters about blocks": (document((CHAPTERS[0], CHAPTERS[3])), 2),
    "no text at all": (document(("",)), 1),
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda name: re.sub(r"\W+", "-", name))
def test_what_is_made_of_kept_chapters_is_what_is_made_of_new_ones(change: str, read: list[list[str]]) -> None:
    changed, anew = CHANGES[change]
    render(document(), FORMATS)
    made = render(changed, FORMATS)
    assert len(read[-1]) == anew
    forget()
    assert made == render(changed, FORMATS)
    assert len(read[-1]) == len(pieces(changed.markdown, {}, right_to_left=False))


def test_a_format_that_was_not_asked_before_is_made_too(read: list[list[str]]) -> None:
    whole = render(document(), FORMATS)
    forget()
    assert render(document(), ["pdf"]) | render(document(), ["docx"]) | render(document(), ["html"]) == whole
    assert [len(some) for some in read] == [5, 5, 5, 5]
    assert render(document(), FORMATS) == whole
    assert read[-1] == []


def test_one_answer_changed_in_a_whole_report_and_only_its_chapter_is_read(read: list[list[str]]) -> None:
    before = example()
    render(describe(before, assemble.body(before)), FORMATS)
    sheet = {**before.sheet("block/meso-samenhang/1"), "goal": "Wij willen iets anders."}
    after = replace(before, sheets={**before.sheets, "block/meso-samenhang/1": sheet})
    changed = describe(after, assemble.body(after))
    made = render(changed, FORMATS)
    (chapter,) = read[-1]
    assert chapter.startswith("# [2 Meso – Samenhang:]")
    assert "Wij willen iets anders" in chapter
    assert "anders." in words("docx", made["docx"])
    forget()
    assert made == render(changed, FORMATS)


def test_a_report_leaves_nothing_of_the_one_before(read: list[list[str]]) -> None:
    render(document(), ["html"])
    render(document(("# Van een ander\n",)), ["html"])
    render(document(), ["html"])
    assert [len(some) for some in read] == [5, 1, 5]


def test_every_number_in_a_word_file_of_kept_chapters_stands_for_one_thing() -> None:
    render(document(), ["docx"])
    made = render(with_text(1, "\n1. een\n\nhttps\\://nieuw\\.nl\n"), ["docx"])["docx"]
    with zipfile.ZipFile(BytesIO(made)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    text, relations = parts["word/document.xml"], parts["word/_rels/document.xml.rels"]
    leads = re.findall(r'<Relationship [^>]*?\bId="([^"]*)"', relations)
    assert len(set(leads)) == len(leads)
    assert set(re.findall(r'\br:(?:id|embed)="([^"]*)"', text)) <= set(leads)
    assert {name for name in parts if name.startswith("word/media/")} == {
        f"word/{target}" for target in re.findall(r'Target="(media/[^"]*)"', relations)
    }
    starts, ends = (re.findall(rf'<w:bookmark{side} w:id="(\d+)"', text) for side in ("Start", "End"))
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(ends)
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', text)
    assert len(set(names)) == len(names)
    pictures = re.findall(r'<wp:docPr [^>]*\bid="(\d+)"', text)
    assert len(set(pictures)) == len(pictures) == 5
    lists = re.findall(r'<w:numId w:val="(\d+)"', text)
    defined = re.findall(r'<w:num w:numId="(\d+)".*?</w:num>', parts["word/numbering.xml"])
    assert len(set(lists)) == 7
    assert set(lists) <= set(defined)
    assert len(set(defined)) == len(defined)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Tekst\n\n# Een\n\n# Twee\n", ["Tekst", "# Een", "# Twee"]),
        ("# Een\n# Niet\n", ["# Een"]),
        ("```\n\n# Niet\n\n```\n\n# Een\n", ["```", "# Een"]),
        ("````\n```\n\n# Niet\n\n````\n\n# Een\n", ["````", "# Een"]),
        ("::: {.x}\n\n# Niet\n\n:::\n\n# Een\n", ["::: {.x}", "# Een"]),
        ("a\n\n::: {.theme .teal}\n\nT\n\n:::\n\n# Een\n", ["a", "::: {.theme .teal}"]),
        ("a\n\n::: {.theme .teal}\n\nT\n\n:::\n\nb\n\n# Een\n", ["a", "# Een"]),
        ("\\# Niet\n\n## Niet\n", ["\\# Niet"]),
        ("", [""]),
    ],
)
def test_a_report_is_cut_above_its_chapters_and_nowhere_else(text: str, starts: list[str]) -> None:
    cut = [one.markdown for one in pieces(text, {}, right_to_left=False)]
    assert "\n".join(cut) == text.rstrip("\n") + "\n"
    assert [one.split("\n")[0] for one in cut] == starts


def test_a_link_to_an_id_that_no_heading_can_have_is_its_words() -> None:
    long = "x" * 41
    made = render(document((f"# Een {{#{long}}}\n\nZie [daar](#{long}) en [ginds](#nergens)\\.\n",)), FORMATS)
    for name, data in made.items():
        assert " ".join(words(name, data)).endswith("Zie daar en ginds.")


@pytest.mark.parametrize(
    ("text", "dead_ends"),
    [
        ("[een](#een)", False),
        ("[een](<\\#een>)", False),
        ("[een](#een) en [ginds](#nergens)", True),
        ("[een](<\\#een\\)b>)", True),
        ('[een](#een "titel")', True),
        ("\\[een\\]\\(\\#nergens\\)", False),
        ("![Lijn](lijn.svg)", False),
        ('![Een \\[lijn\\]](lijn.svg){alt="Lijn"}', False),
        ("![Lijn](lijn.svg) ![Weg](weg.svg)", True),
    ],
)
def test_a_piece_knows_whether_it_may_lead_nowhere(text: str, dead_ends: bool) -> None:
    [piece] = pieces(f"# Een {{#een}}\n\n{text}\n", {"lijn.svg": Box(160, 20)}, right_to_left=False)
    assert piece.dead_ends is dead_ends


def test_a_piece_knows_what_it_depends_on() -> None:
    boxes = {"raster.svg": Box(160, 30), "lijn-een.svg": Box(160, 20)}
    first, second, *_ = pieces(document().markdown, boxes, right_to_left=True)
    assert (first.leads, second.leads) == (("twee", "vier"), ("vier",))
    assert (set(first.boxes), set(second.boxes)) == ({"raster.svg"}, {"lijn-een.svg"})
    assert first.among_blocks
    assert len({one.key for one in (first, second, replace(first, right_to_left=False))}) == 3
