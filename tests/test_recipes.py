"""The recipes of `docs/recipes.md`, carried out as they are written, and what a new field must show."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from helpers import assert_refused, dossier, written
from package_copy import ROOT, PackageCopy, recipes
from playwright.sync_api import expect
from read_report import text
from workbook_browser import AUTHOR, Tab

from sko_widgets.framework import framework

pytest_plugins = ["workbook_fixtures"]
pytestmark = pytest.mark.slow

FORMATS = ("html", "pdf", "docx")
SHEETS = "sko_widgets/framework/data/formats/ocw-2023/sheets"
BLOCKS = [f"workbooks/blocks/{block_id}.ipynb" for block_id in framework("ocw-2023").block_ids]
FOLDER = "de-brug/2025-2026"


@pytest.fixture
def copy(tmp_path: Path) -> PackageCopy:
    return PackageCopy(tmp_path / "copy")


@pytest.mark.parametrize("recipe", recipes())
def test_a_recipe_is_carried_out_as_it_is_written(copy: PackageCopy, recipe: str) -> None:
    copy.follow(recipe)


def test_notebooks_that_fit_are_left_alone(copy: PackageCopy) -> None:
    assert copy.fit_notebooks() == ["All notebooks fit their sheets."]
    for file in (ROOT / "workbooks").rglob("*.ipynb"):
        assert (copy.folder / file.relative_to(ROOT)).read_bytes() == file.read_bytes()


def test_a_field_that_comes_and_goes_leaves_the_notebook_as_it_was(copy: PackageCopy) -> None:
    sheet = copy.folder / SHEETS / "cycle.yaml"
    before = sheet.read_text(encoding="utf-8")
    copy.follow("A field")
    sheet.write_text(before, encoding="utf-8")
    assert copy.fit_notebooks() == BLOCKS
    for name in BLOCKS:
        assert (copy.folder / name).read_bytes() == (ROOT / name).read_bytes()


@dataclass(frozen=True)
class Added:
    """A field that is added by one line of YAML.

    Parameters
    ----------
    sheet
        The file of its sheet.
    before
        How the line starts above which it is put.
    notebooks
        Those that then lack a cell.
    page
        Where it is asked.
    label, said
        What it is called, and what somebody types in it.
    """

    sheet: str
    before: str
    notebooks: list[str]
    page: str
    label: str
    said: str

    @property
    def line(self) -> str:
        """The line of YAML."""
        return f"  - {{name: obstacles, kind: text, label: {self.label}}}\n"

    def put(self, copy: PackageCopy) -> None:
        """Add the field."""
        file = copy.folder / SHEETS / self.sheet
        above, found, below = file.read_text(encoding="utf-8").partition(f"  - {self.before}")
        assert found
        file.write_text(above + self.line + found + below, encoding="utf-8")


ADDED = {
    "cycle": Added(
        "cycle.yaml", "name: answer", BLOCKS, "meso-samenwerking-1.ipynb", "Wat in de weg zat", "De **bus** reed niet"
    ),
    "lesson": Added(
        "lesson-09-lerend-instrument.yaml",
        "name: mistakes",
        ["workbooks/plg/09-lerend-instrument.ipynb"],
        "les-09.ipynb",
        "Wat het meten lastig maakte",
        "De lijst was te lang",
    ),
    "activities": Added(
        "activities.yaml",
        "name: gaps",
        ["workbooks/activities/activiteitenboek.ipynb"],
        "activiteitenboek.ipynb",
        "Wat een activiteit lastig maakt",
        "De zaal is te klein",
    ),
}


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_a_field_without_a_cell_is_refused_with_each_place_before_anything_is_made(
    copy: PackageCopy, added: Added, tmp_path: Path
) -> None:
    copy.work("--werkmap", tmp_path, "nieuw", "De Brug", "--periode", "2025-2026")
    added.put(copy)
    for command in (["lijst"], ["open", "--geen-browser"], ["rapport"]):
        done = copy.sko("--werkmap", tmp_path, *command)
        assert_refused(done, "geen cel vraagt veld ‘obstacles’", 'wb.step("obstacles")')
        assert re.findall(r"(workbooks/\S+\.ipynb): geen cel vraagt veld ‘obstacles’;", done.err) == added.notebooks
    assert not (tmp_path / "rapporten").exists()


def filled(folder: Path) -> Path:
    """Write a dossier in which the instruments print all they hold, and return its file."""
    sheets = {name: {"in_report": "alles"} for name in ("lesson/09-lerend-instrument", "activities")}
    return written(folder / "de-brug.json", dossier(period="2025-2026", sheets=sheets))


@pytest.mark.browser
def test_a_field_is_on_screen_in_history_and_in_three_formats(
    copy: PackageCopy, tmp_path: Path, tabs: Callable[..., Tab]
) -> None:
    for added in ADDED.values():
        added.put(copy)
    there = copy.fit_notebooks("--explain", "obstacles", "Noem wat tegenzat.")
    assert sorted(there) == sorted(name for added in ADDED.values() for name in added.notebooks)
    work = tmp_path / "werkmap"
    copy.work("--werkmap", work, "invoer", filled(tmp_path), "--ja")
    with copy.opened(work) as server:
        for added in ADDED.values():
            ask(tabs(server).open(f"{FOLDER}/{added.page}"), added)
    copy.work("--werkmap", work, "rapport")
    for format_ in FORMATS:
        said = text(format_, (work / "rapporten" / f"de-brug-2025-2026.{format_}").read_bytes())
        for added in ADDED.values():
            assert added.label in said
            assert added.said.replace("*", "") in " ".join(said.split())
            assert "Noem wat tegenzat" not in said
    copy.work("--werkmap", work, "uitvoer", "--naar", tmp_path)
    exported: dict[str, Any] = json.loads((tmp_path / "de-brug-2025-2026.json").read_text(encoding="utf-8"))
    assert exported["blocks"]["meso-samenwerking"]["cycles"][0]["obstacles"] == ADDED["cycle"].said


def ask(tab: Tab, added: Added) -> None:
    """Fill a field on its page, change it, and look in its history."""
    expect(tab.page.get_by_role("heading", level=2, name=added.label)).to_be_visible()
    expect(tab.page.get_by_text("Noem wat tegenzat.")).to_have_count(1)
    field = tab.text(added.label)
    for said in ("Eerst dit", added.said):
        field.press("Control+a")
        field.press_sequentially(said)
        field.blur()
        tab.saved()
    tab.press(f"Geschiedenis van {added.label}")
    versions = tab.page.get_by_role("dialog", name=f"Geschiedenis van {added.label}").get_by_role("listitem")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text(AUTHOR)
    expect(versions.last).to_contain_text("Eerst dit")


def test_a_picture_is_drawn_from_what_its_sheet_says_it_reads(copy: PackageCopy, tmp_path: Path) -> None:
    copy.follow("A picture")
    rows = [{"name": "Huiswerkmaatjes", "decision": "use"}, {"name": "Stilteklas"}]
    sheets = {"lesson/13-interventies": {"in_report": "plaatje", "interventions": rows}}
    file = written(tmp_path / "de-brug.json", dossier(period="2025-2026", sheets=sheets))
    copy.work("--werkmap", tmp_path, "invoer", file, "--ja")
    copy.work("--werkmap", tmp_path, "rapport", "--formaat", "html")
    page = (tmp_path / "rapporten" / "de-brug-2025-2026.html").read_text(encoding="utf-8")
    assert "Wat we besloten. Wat erop staat, is hieronder te lezen bij Aanpakken." in page
    drawn = page[page.index("<title>Wat we besloten</title>") :]
    drawn = drawn[: drawn.index("</svg>")]
    assert all(said in drawn for said in (">Huiswerkmaatjes<", ">Dit doen we<", ">Stilteklas<", ">Nog niet besloten<"))


def test_a_migration_keeps_what_is_in_the_store(copy: PackageCopy) -> None:
    copy.follow("A migration")
    with sqlite3.connect(copy.folder / "voor" / "dossiers.sqlite") as store:
        assert store.execute("SELECT slug, note FROM sko_dossier").fetchall() == [("de-brug", None)]
    older = (copy.folder / "store-0005.sql").read_text(encoding="utf-8")
    assert "de-brug" in older
    assert "note" not in older
