"""From `sko open` on an empty work folder to the first answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from workbook_browser import AUTHOR, KEY, Folder, Keys, Tab, opened

from sko_widgets.dossier.snapshot import DossierKey

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_from_an_empty_folder_to_the_first_saved_answer_by_mouse(tmp_path: Path, tabs: Tabs) -> None:
    began = time.monotonic()
    with opened(tmp_path / "werkmap", author="") as server:
        tab = tabs(server).open(server.url)
        page = tab.page
        page.get_by_label("Hoe heet je?").fill("Anna de Vries")
        tab.press("Bewaar mijn naam")
        expect(page.get_by_text("Je schrijft als Anna de Vries.")).to_be_visible()
        page.get_by_label("Naam van de coalitie").fill("Rivierenland")
        tab.press("Coalitie toevoegen")
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Rivierenland")
        page.get_by_role("link", name="Meso – Samenwerking").click()
        page.wait_for_url("**/meso-samenwerking/1")
        tab.wait()
        tab.text("Doel").fill("Samen leren")
        tab.text("Doel").blur()
        tab.saved()
        seconds = time.monotonic() - began
        key = DossierKey("rivierenland", page.url.split("/")[-3])
        folder = Folder(tmp_path / "werkmap")
        assert folder.sheet("profile", key) == {"name": "Rivierenland"}
        assert folder.sheet("block/meso-samenwerking/1", key)["goal"] == "Samen leren"
        assert folder.history("block/meso-samenwerking/1", "goal", key)[-1].author == "Anna de Vries"
        assert folder.history("profile", "name", key)[-1].author == "Anna de Vries"
        assert seconds < 60
        page.get_by_role("navigation", name="Waar ben ik").get_by_role("link", name="Rivierenland").click()
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
        block = page.locator(".raster .block").filter(has=page.get_by_role("link", name="Meso – Samenwerking"))
        expect(block).to_contain_text("Cyclus 1")
        newest = page.get_by_role("listitem").filter(has_text="Doel bij Meso – Samenwerking")
        expect(newest).to_contain_text("door Anna de Vries")
        print(f"empty folder to first saved answer: {seconds:.1f} s")


def test_from_an_empty_folder_to_the_first_saved_answer_by_keyboard(tmp_path: Path, tabs: Tabs) -> None:
    began = time.monotonic()
    with opened(tmp_path / "werkmap", author="") as server:
        tab = tabs(server).open(server.url)
        page, keys = tab.page, Keys(tab.page)
        expect(page.get_by_label("Naam van de coalitie")).to_be_focused()
        keys.type("Rivierenland")
        keys.press("Enter")
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
        expect(page.get_by_role("link", name="Begin bij Macro – Samenhang")).to_be_focused()
        keys.to('link "Meso – Samenwerking')
        keys.press("Enter")
        page.wait_for_url("**/meso-samenwerking/1")
        tab.wait()
        keys.to('link "Doel (nog leeg)')
        keys.press("Enter")
        keys.to('textbox "Doel"')
        keys.type("Samen leren")
        keys.press("Tab")
        tab.saved()
        seconds = time.monotonic() - began
        key = DossierKey("rivierenland", page.url.split("/")[-3])
        folder = Folder(tmp_path / "werkmap")
        assert folder.sheet("block/meso-samenwerking/1", key)["goal"] == "Samen leren"
        # Nobody is asked twice, and who gave no name is nobody.
        tab.press("Nu niet")
        expect(page.get_by_text("Hoe heet je?")).to_have_count(0)
        tab.home(key)
        expect(page.get_by_text("Hoe heet je?")).to_have_count(0)
        assert folder.history("block/meso-samenwerking/1", "goal", key)[-1].author == ""
        assert "door" not in page.get_by_role("listitem").filter(has_text="Doel bij Meso – Samenwerking").inner_text()
        assert seconds < 60
        print(f"the same by keyboard: {seconds:.1f} s")


def test_a_coalition_that_is_there_already_is_told_calmly(tmp_path: Path, tabs: Tabs) -> None:
    folder = Folder(tmp_path / "werkmap").make()
    with opened(folder.path) as server:
        tab = tabs(server).open(server.url)
        tab.press("Nieuwe coalitie")
        for name, told in {"De Brug": "bestaat al", "De  brug!": "De Brug", "!!!": "letters of cijfers"}.items():
            tab.page.get_by_label("Naam van de coalitie").fill(name)
            tab.page.get_by_label("Periode").fill(KEY.period)
            tab.press("Coalitie toevoegen")
            alert = tab.page.get_by_role("alert").filter(has_text=told)
            expect(alert).to_be_visible()
            print(alert.inner_text())
            assert "Traceback" not in tab.page.locator("body").inner_text()
        assert tab.page.get_by_label("Naam van de coalitie").input_value() == "!!!"


def test_the_example_and_a_file_open_from_the_start_page(tmp_path: Path, tabs: Tabs) -> None:
    """The example, a file that is wrong, one that is right, and the same over what was written meanwhile."""
    folder = Folder(tmp_path / "werkmap")
    with opened(folder.path) as server:
        tab = tabs(server).open(server.url)
        page = tab.page
        tab.press("Bekijk het voorbeeld")
        page.wait_for_url("**/elzerveen/2025-2026/")
        tab.wait()
        where = page.get_by_role("navigation", name="Waar ben ik")
        expect(where.locator("[aria-current=page]")).to_have_text("Elzerveen 2025–2026 (voorbeeld)")
        tab.open()
        row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Elzerveen"))
        expect(row).to_contain_text("Voorbeeld")
        expect(page.get_by_role("link", name="Ga verder")).to_have_count(0)  # the example is nobody's work
        choose = page.get_by_label("Bestand met een dossier")
        wrong = written(tmp_path / "fout.json", blocks={"meso-samenwerking": {"cycles": [{"gaol": "x"}]}})
        choose.set_input_files(wrong)
        expect(page.get_by_text("blocks.meso-samenwerking.cycles[0].gaol (cyclus 1)")).to_contain_text(
            "bedoel je ‘goal’?"
        )
        assert [str(key) for key in folder.dossiers()] == ["elzerveen/2025-2026"]
        cycle = {"goal": "Samen leren", "next_questions": ["Hoe gaan we verder?"]}
        good = written(tmp_path / "goed.json", blocks={"meso-samenwerking": {"cycles": [cycle]}})
        page.evaluate(DROP, [good.read_text("utf-8"), "goed.json"])
        page.wait_for_url("**/de-brug/2025-2026/")
        tab.open()
        page.get_by_role("link", name="Ga verder").click()
        page.wait_for_url("**/de-brug/2025-2026/macro-samenhang/1#start_question")
        folder.save("block/meso-samenwerking/1", "goal", "Anders")
        tab.open()
        expect(page.get_by_text("Meso – Samenwerking, cyclus 1: Doel")).to_be_visible()
        page.get_by_role("link", name="Ga verder").click()
        page.wait_for_url("**/de-brug/2025-2026/meso-samenwerking/1#goal")
        tab.wait()
        expect(tab.text("Doel")).to_be_in_viewport()
        tab.open()
        page.get_by_role("heading", name="De Brug").get_by_role("link").click()
        page.wait_for_url("**/de-brug/2025-2026/")
        tab.open()
        choose.set_input_files(good)
        question = "De Brug 2025–2026 is er al. Met dit bestand verandert er 1 veld"
        expect(page.get_by_text(question)).to_be_visible()
        tab.press("Niet overnemen")
        expect(page.get_by_text("Er is niets veranderd.")).to_be_visible()
        assert folder.sheet("block/meso-samenwerking/1")["goal"] == "Anders"
        choose.set_input_files(good)
        tab.press("Overnemen")
        page.wait_for_url("**/de-brug/2025-2026/")
        versions = [(one.value, one.author) for one in folder.history("block/meso-samenwerking/1", "goal")]
        assert versions == [("Samen leren", AUTHOR), ("Anders", "Bram Bakker"), ("Samen leren", AUTHOR)]


def test_a_coalition_gets_another_name_and_a_new_period(tmp_path: Path, tabs: Tabs) -> None:
    folder = Folder(tmp_path / "werkmap")
    cycle = {"next_questions": ["Hoe gaan we verder?"]}
    folder.fill(written(tmp_path / "oud.json", blocks={"meso-samenwerking": {"cycles": [cycle]}}))
    folder.make(key=DossierKey("elzerveen", KEY.period), sheets={"profile": {"name": "Elzerveen"}})
    with opened(folder.path) as server:
        tab = tabs(server).open()
        page = tab.page
        tab.press("Meer bij De Brug")
        tab.press("Naam wijzigen")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Nieuwe naam").fill("Elzerveen")
        dialog.get_by_role("button", name="Naam wijzigen").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Er is al een andere coalitie ‘Elzerveen’.")
        dialog.get_by_label("Nieuwe naam").fill("Het Veer")
        dialog.get_by_role("button", name="Naam wijzigen").click()
        expect(page.get_by_text("De coalitie heet nu Het Veer.")).to_be_visible()
        tab.press("Meer bij Het Veer")
        tab.press("Nieuwe periode")
        expect(dialog.get_by_role("group", name="Gemeente").get_by_label("Klopt nog")).to_be_checked()
        expect(dialog.get_by_role("group", name="Inleiding").get_by_label("Leeg beginnen")).to_be_checked()
        dialog.get_by_role("group", name="Gemeente").get_by_label("Leeg beginnen").check()
        dialog.get_by_role("group", name="Inleiding").get_by_label("Klopt nog").check()
        dialog.get_by_text("Er gaat 1 open vraag mee").click()
        expect(dialog.get_by_text("Hoe gaan we verder?")).to_be_visible()
        dialog.get_by_role("button", name="Begin de nieuwe periode").click()
        page.wait_for_url("**/de-brug/2026-2027/")
        tab.wait()
        where = page.get_by_role("navigation", name="Waar ben ik")
        expect(where.locator("[aria-current=page]")).to_have_text("Het Veer 2026–2027")
        new = DossierKey("de-brug", "2026-2027")
        assert folder.sheet("profile", new) == {"name": "Het Veer", "introduction": "Wij.", "partners": ["Museum"]}
        assert folder.sheet("block/meso-samenwerking/1", new)["start_question"] == "Hoe gaan we verder?"


DROP = """([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "application/json" }));
  for (const what of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(what, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def written(path: Path, **more: Any) -> Path:
    """Write a dossier's file."""
    coalition = {"name": "De Brug", "municipality": "Kreekdam", "partners": ["Museum"]}
    about = {"format": "sko-dossier", "version": 2, "period": KEY.period}
    plain = {**about, "coalition": coalition, "introduction": "Wij.", **more}
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path
