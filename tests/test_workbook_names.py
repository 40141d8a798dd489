"""Names that a dossier keeps once, on the pages: renamed on one and seen on another, and kept when a kernel dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from read_pdf import elements
from read_report import text
from serving import Serving, until
from workbook_browser import KEY, Folder, Tab, kernel_process, opened

from sko_widgets import resources
from sko_widgets.dossier import exchange
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import framework_for
from sko_widgets.insight.instruments import pictures
from sko_widgets.report.look import tokens
from sko_widgets.report.make import make

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    profile = {"name": "De Brug", "partners": ["Fanfare", "Sportclub"]}
    parties = {"parties": [{"id": "p1", "name": "Fanfare"}]}
    return Folder(tmp_path_factory.mktemp("werkmap")).make({"profile": profile, "lesson/02-belangen": parties})


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as found:
        yield found


def lesson(tab: Tab, name: str = "les-02") -> Tab:
    return tab.open(f"{KEY.slug}/{KEY.period}/{name}.ipynb")


def party(tab: Tab, number: int) -> Locator:
    row = tab.page.get_by_role("group", name=f"Partij {number}", exact=True)
    if not row.is_visible():
        tab.page.get_by_role("rowheader").nth(number - 1).get_by_role("button").click()
    return row.get_by_role("combobox", name="Partij", exact=True)


def test_a_partner_that_is_renamed_in_the_profile_is_renamed_on_a_page_that_is_open(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    lesson_tab, home = lesson(tabs(server)), tabs(server).page_of("gegevens")
    expect(party(lesson_tab, 1)).to_have_value("Fanfare")
    home.text("Partner 1").fill("Harmonie")
    home.text("Partner 1").blur()
    home.saved()
    lesson_tab.page.evaluate("dispatchEvent(new Event('focus'))")  # one comes back to that window
    expect(party(lesson_tab, 1)).to_have_value("Harmonie")
    expect(party(lesson(tabs(server)), 1)).to_have_value("Harmonie")
    assert len(folder.history("lesson/02-belangen", "parties")) == 1


def test_a_new_name_is_added_to_the_profile_and_taken_off_it_and_survives_its_kernel(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    home, tab = tabs(server).page_of("gegevens"), lesson(tabs(server))
    tab.press("Partij toevoegen")
    tab.page.keyboard.type("Buurthuis")
    tab.page.keyboard.press("Tab")
    expect(tab.page.get_by_text("Buurthuis staat nu ook bij de partners.").first).to_be_visible()
    assert folder.sheet("profile")["partners"][-1] == "Buurthuis"
    home.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(home.text("Partner 3")).to_have_value("Buurthuis")
    tab.press("Niet toevoegen (Buurthuis)")
    until(lambda: "Buurthuis" not in folder.sheet("profile")["partners"])
    assert folder.sheet("lesson/02-belangen")["parties"][-1]["name"] == "Buurthuis"
    kernel_process(server, tab.kernel).kill()
    party(tab, 2).fill("Wijkhuis")
    tab.page.keyboard.press("Tab")
    tab.reload()
    expect(party(tab, 2)).to_have_value("Wijkhuis")
    until(lambda: folder.sheet("lesson/02-belangen")["parties"][-1]["name"] == "Wijkhuis")


def test_the_activity_book_is_an_instrument_as_any_other(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = lesson(tabs(server), "instrumenten")
    expect(tab.page.get_by_role("heading", name="Verder")).to_be_visible()
    tab.page.get_by_role("link", name="Activiteitenboek").first.click()
    tab.wait()
    tab.press("Activiteit toevoegen")
    tab.page.keyboard.type("Schaken")
    tab.page.keyboard.press("Tab")
    tab.saved()
    expect(tab.page.get_by_role("img")).to_have_count(1)
    five = lesson(tabs(server), "les-05")
    five.press("Activiteit toevoegen")
    five.page.keyboard.press("ArrowDown")
    expect(five.page.get_by_role("listbox").get_by_role("option")).to_have_text(["Schaken"])
    home = tabs(server).home()
    expect(home.page.get_by_role("link", name="Activiteitenboek").first).to_be_visible()


def test_the_report_has_the_annex_of_the_activity_book_and_its_picture(tmp_path: Path) -> None:
    taken = exchange.read_file(EXAMPLE)
    with open_store(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        store.create(taken.key, framework=taken.framework, sheets=taken.sheets, author="x")
        snapshot = store.snapshot(taken.key)
    report = make(snapshot, blocks=["activities"])
    sheet = framework_for(taken.key.period).sheet("activities")
    (figure,) = pictures(framework_for(taken.key.period), sheet, snapshot.sheet(sheet.id), tokens(), snapshot.sheets)
    for name, data in report.files.items():
        said = text(name, data)
        assert "Bijlage: Activiteitenboek" in said
        assert figure.caption.removesuffix(".") in said
    (drawn,) = [one for one in elements(report.files["pdf"]) if one.tag == "Figure"]
    assert drawn.alt == figure.alt
    assert "Noordvaart: nog niets in Sport en Cognitief." in figure.alt
