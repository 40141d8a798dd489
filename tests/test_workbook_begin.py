"""From `sko open` on an empty work folder to the first answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from workbook_browser import KEY, Folder, Keys, Tab, opened

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
        page.get_by_label("Gemeente").fill("Kreekdam")
        page.get_by_label("Projectleider").fill("Collega Een")
        tab.press("School toevoegen")
        school = page.get_by_role("group", name="School 1", exact=True)
        school.get_by_label("Naam").fill("De Zonnewijzer")
        school.get_by_label("Locaties").fill("Noord\nZuid")
        tab.press("Partner toevoegen")
        page.get_by_role("textbox", name="Partner 1").fill("Bibliotheek")
        tab.press("Coalitie toevoegen")
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
        expect(page.get_by_role("heading", level=1)).to_have_text("Rivierenland")
        page.get_by_role("link", name="Meso – Samenwerking").click()
        page.wait_for_url("**/meso-samenwerking/1")
        tab.wait()
        tab.text("Doel").fill("Samen leren")
        tab.text("Doel").blur()
        tab.saved()
        seconds = time.monotonic() - began
        key = DossierKey("rivierenland", page.url.split("/")[-3])
        folder = Folder(tmp_path / "werkmap")
        assert folder.sheet("profile", key) == {
            "name": "Rivierenland",
            "municipality": "Kreekdam",
            "project_leader": "Collega Een",
            "schools": [{"name": "De Zonnewijzer", "locations": ["Noord", "Zuid"]}],
            "partners": ["Bibliotheek"],
        }
        assert folder.sheet("block/meso-samenwerking/1", key)["goal"] == "Samen leren"
        assert folder.history("block/meso-samenwerking/1", "goal", key)[-1].author == "Anna de Vries"
        assert folder.history("profile", "name", key)[-1].author == "Anna de Vries"
        assert seconds < 60
        page.get_by_role("navigation", name="Waar ben ik").get_by_role("link", name="Rivierenland").click()
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
        expect(page.get_by_role("link", name="Meso – Samenwerking")).to_contain_text("Cyclus 1")
        newest = page.get_by_role("listitem").filter(has_text="Doel bij Meso – Samenwerking")
        expect(newest).to_contain_text("door Anna de Vries")
        print(f"empty folder to first saved answer: {seconds:.1f} s")


def test_from_an_empty_folder_to_the_first_saved_answer_by_keyboard(tmp_path: Path, tabs: Tabs) -> None:
    began = time.monotonic()
    with opened(tmp_path / "werkmap", author="") as server:
        tab = tabs(server).open(server.url)
        page, keys = tab.page, Keys(tab.page)
        keys.to('textbox "Naam van de coalitie"')
        keys.type("Rivierenland")
        keys.to('textbox "Gemeente"')
        keys.type("Kreekdam")
        keys.to('button "School toevoegen"')
        keys.press("Enter")
        keys.type("De Zonnewijzer")
        keys.press("Tab")
        keys.type("Noord")
        keys.press("Enter")
        keys.type("Zuid")
        keys.to('button "Partner toevoegen"')
        keys.press("Space")
        keys.type("Bibliotheek")
        keys.press("Enter")
        keys.type("Sportclub")
        keys.to('button "Coalitie toevoegen"')
        keys.press("Enter")
        page.wait_for_url("**/rivierenland/*/")
        tab.wait()
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
        profile = folder.sheet("profile", key)
        assert profile["schools"] == [{"name": "De Zonnewijzer", "locations": ["Noord", "Zuid"]}]
        assert profile["partners"] == ["Bibliotheek", "Sportclub"]
        assert folder.sheet("block/meso-samenwerking/1", key)["goal"] == "Samen leren"
        # Nobody is asked twice, and who gave no name is nobody.
        tab.press("Nu niet")
        expect(page.get_by_label("Hoe heet je?")).to_have_count(0)
        tab.home(key)
        expect(page.get_by_label("Hoe heet je?")).to_have_count(0)
        assert folder.history("block/meso-samenwerking/1", "goal", key)[-1].author == ""
        assert "door" not in page.get_by_role("listitem").filter(has_text="Doel bij Meso – Samenwerking").inner_text()
        assert seconds < 60
        print(f"the same by keyboard: {seconds:.1f} s")


def test_a_coalition_that_is_there_already_is_told_calmly(tmp_path: Path, tabs: Tabs) -> None:
    folder = Folder(tmp_path / "werkmap").make()
    with opened(folder.path) as server:
        tab = tabs(server).open(server.url)
        tab.press("Nieuwe coalitie toevoegen")
        for name, told in {"De Brug": "bestaat al", "De  brug!": "De Brug", "!!!": "letters of cijfers"}.items():
            tab.page.get_by_label("Naam van de coalitie").fill(name)
            tab.page.get_by_label("Periode").fill(KEY.period)
            tab.press("Coalitie toevoegen")
            alert = tab.page.get_by_role("alert").filter(has_text=told)
            expect(alert).to_be_visible()
            print(alert.inner_text())
            assert "Traceback" not in tab.page.locator("body").inner_text()
        assert tab.page.get_by_label("Naam van de coalitie").input_value() == "!!!"
