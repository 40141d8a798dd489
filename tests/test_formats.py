"""What formats promise: a year's words stay its own, and a new form, theme or block is data and a notebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from helpers import EXAMPLE, dossier, written
from package_copy import PackageCopy, screen
from playwright.sync_api import Locator, expect
from read_pdf import colours
from read_report import text
from workbook_browser import Tab

from sko_widgets.report.look import COLOURS, tokens

pytest_plugins = ["workbook_fixtures"]
pytestmark = pytest.mark.slow

FORMATS = ("html", "pdf", "docx")
OLD, NEW = "2025-2026", "2026-2027"


@pytest.fixture
def copy(tmp_path: Path) -> PackageCopy:
    return PackageCopy(tmp_path / "copy")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "werkmap"


def reports(copy: PackageCopy, work: Path, coalition: str, period: str) -> dict[str, bytes]:
    """Make the report of a dossier anew, and return its files."""
    copy.work("--werkmap", work, "rapport", coalition, "--periode", period, "--opnieuw")
    return {name: (work / "rapporten" / f"{coalition}-{period}.{name}").read_bytes() for name in FORMATS}


def lesson_numbers(shown: list[Any]) -> list[int]:
    """Return the numbers of the lessons on the page of all instruments, in order."""
    labels = [row["label"] for rows in shown for row in rows]
    return sorted({int(label.partition(".")[0]) for label in labels if re.match(r"\d+\. ", label)})


def test_a_newer_format_leaves_the_screen_and_the_report_of_the_older_one_as_they_were(
    copy: PackageCopy, work: Path
) -> None:
    copy.work("--werkmap", work, "invoer", EXAMPLE, "--ja")
    page, lessons = f"elzerveen/{OLD}/meso-samenwerking-1.ipynb", f"elzerveen/{OLD}/instrumenten.ipynb"
    with copy.opened(work) as server:
        fields, steps = screen(server, page).fields, screen(server, page).headings
        shown = screen(server, lessons).traits("items")
    before = reports(copy, work, "elzerveen", OLD)
    assert {"Doel", "Ons antwoord nu"} <= fields.keys()
    assert lesson_numbers(shown) == list(range(1, 14))

    copy.follow("Next year's format")

    cycle = {"goal": "Elk kind doet mee", "obstacles": "De bus reed niet"}
    blocks = {"meso-samenwerking": {"title": "Samen", "cycles": [cycle]}}
    file = written(work / "nieuw.json", dossier(version=2, period=NEW, blocks=blocks))
    copy.work("--werkmap", work, "invoer", file, "--ja")
    assert reports(copy, work, "elzerveen", OLD) == before
    with copy.opened(work) as server:
        again = screen(server, page)
        assert (again.fields, again.headings) == (fields, steps)
        assert screen(server, lessons).traits("items") == shown
        newer = screen(server, f"de-brug/{NEW}/meso-samenwerking-1.ipynb")
        newer_lessons = screen(server, f"de-brug/{NEW}/instrumenten.ipynb").traits("items")
    assert newer.fields["Waar we heen willen"] == "Elk kind doet mee"
    assert newer.fields["Wat in de weg zat"] == "De bus reed niet"
    assert not {"Doel", "Ons antwoord nu"} & newer.fields.keys()
    assert lesson_numbers(newer_lessons) == [*range(1, 7), *range(8, 14)]
    for name, data in reports(copy, work, "de-brug", NEW).items():
        said = " ".join(text(name, data).split())
        assert "Waar we heen willen Elk kind doet mee" in said
        assert "Wat in de weg zat De bus reed niet" in said
        assert "Doel" not in said


BLOCK = "meso-borging"
COLOUR = "plum"


@pytest.mark.browser
def test_a_14th_instrument_and_a_fourth_theme_with_a_tenth_block_are_data_and_a_notebook(
    copy: PackageCopy, work: Path, tabs: Callable[..., Tab]
) -> None:
    copy.follow("An instrument")
    copy.follow("A theme and a block")
    heard = [{"said": "Laat ons eerst eten", "done": "We beginnen met fruit"}]
    sheets = {"lesson/14-stem-van-kinderen": {"in_report": "plaatje", "asked": "Hoe was dinsdag?", "heard": heard}}
    links = [{"to": BLOCK, "kind": "naastgelegen"}]
    blocks = {
        "meso-uitvoering": {"title": "Samen uitvoeren", "cycles": [{"goal": "Rust", "links": links}]},
        BLOCK: {"title": "Wat blijft", "cycles": [{"goal": "Een vast overleg", "own_question": "Wie zit voor?"}]},
    }
    work.mkdir()
    file = written(work / "nieuw.json", dossier(version=2, period=OLD, blocks=blocks, sheets=sheets))
    copy.work("--werkmap", work, "invoer", file, "--ja")
    with copy.opened(work) as server:
        block = screen(server, f"de-brug/{OLD}/{BLOCK}-1.ipynb")
        assert block.fields["Doel"] == "Een vast overleg"
        assert block.fields["Startvraag"] == "Wat blijft er als de subsidie stopt?"
        assert f'<body class="{COLOUR} walk">' in block.source
        assert "Bouwsteen 10 van 10" in block.source
        lesson = screen(server, f"de-brug/{OLD}/les-14.ipynb")
        assert lesson.fields["Wat we vroegen"] == "Hoe was dinsdag?"
        assert "Resultaten meten, deel 5 van 5" in lesson.source
        overview = screen(server, f"de-brug/{OLD}/instrumenten.ipynb")
        assert lesson_numbers(overview.traits("items")) == list(range(1, 15))
        grid_is_drawn(tabs(server))
    report = reports(copy, work, "de-brug", OLD)
    for name, data in report.items():
        said = " ".join(text(name, data).split())
        for part in ("Wat blijft er als de subsidie stopt?", "Een vast overleg", "De stem van kinderen"):
            assert part in said, name
        assert "Laat ons eerst eten" in said
    in_colour(report)


def grid_is_drawn(tab: Tab) -> None:
    """Look at the coalition's page: four columns, ten blocks in their places, and two cells that stay empty."""
    page = tab.open(f"de-brug/{OLD}/start.ipynb").page
    boxes = {one.get_attribute("data-block") or "": place(one) for one in page.locator("a[data-block]").all()}
    assert len(boxes) == 10
    lefts, tops = (sorted({box[axis] for box in boxes.values()}) for axis in (0, 1))
    assert (len(lefts), len(tops)) == (4, 3)
    columns = dict(zip(("samenhang", "samenwerking", "uitvoering", "borging"), lefts, strict=True))
    rows = dict(zip(("macro", "meso", "micro"), tops, strict=True))
    for block_id, box in boxes.items():
        level, _, theme = block_id.partition("-")
        assert box == (columns[theme], rows[level]), block_id
    expect(page.locator(f'a[data-block="{BLOCK}"]')).to_contain_text("Wat blijft")
    page = tab.open(f"de-brug/{OLD}/{BLOCK}-1.ipynb").page
    beside = page.get_by_role("navigation", name="Andere bouwstenen").get_by_role("link")
    expect(beside).to_have_text(["←Vorige bouwsteen: Micro – Uitvoering"])


def place(element: Locator) -> tuple[int, int]:
    """Return where something stands, in pixels from the left and from the top."""
    box = element.bounding_box()
    assert box
    return round(box["x"]), round(box["y"])


def in_colour(report: dict[str, bytes]) -> None:
    """Check that the theme's colour is in each format, and that the grid is drawn with all ten blocks."""
    page = report["html"].decode("utf-8")
    assert re.search(rf'class="[^"]*\bblock {COLOUR}\b', page)
    grid = next(svg for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "Kwaliteitsraster</title>" in svg)
    assert grid.count('<path d="M') >= 10
    for shown in ("10 Meso – Borging", "Wat blijft", "Wie zit voor?"):
        assert f">{shown}</text>" in grid
    assert tokens()[COLOUR] in grid
    assert tuple(bytes.fromhex(tokens()[COLOUR][1:])) in colours(report["pdf"])
    paragraphs = docx.Document(BytesIO(report["docx"])).paragraphs
    assert f"Vraag {COLOURS[COLOUR]}" in {paragraph.style.name for paragraph in paragraphs if paragraph.style}
