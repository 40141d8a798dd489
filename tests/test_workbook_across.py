"""Pages across coalitions in a browser: a group's own page, Wat lastig is, and Klaar voor inleveren for who has all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import looks_right
from helpers import EXAMPLE
from playwright.sync_api import Page, expect
from read_report import text
from serving import Serving
from shared_copies import a_copy
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier import sharing
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

SECRET = "Dit staat alleen in het dossier."
NAMES = re.compile("zilver(meeuw|dam)|beekdam|cafe00|beef00|f00d00", re.IGNORECASE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a store with two dossiers, and a group with which three coalitions shared something."""
    made = Folder(tmp_path_factory.mktemp("overzicht"))
    key = made.fill(EXAMPLE)
    made.make({"block/meso-samenwerking/1": {"goal": SECRET}})
    hard = {"results": {"items": [f"Op [een school] lukte poging {number} niet." for number in range(8)]}}
    named = replace(
        a_copy("cafe00cafe00", "block/micro-samenwerking/1", named=True, name="Zilvermeeuw", municipality="Zilverdam"),
        fields={"answer": "In Zilverdam kwam **niemand**."},
        hidden=(("Zilverdam", "[onze gemeente]"),),
    )
    elsewhere = a_copy("f00d00f00d00", named=True, name="Beekdam", municipality="Beekdam")
    other = replace(a_copy("beef00beef00", "block/meso-uitvoering/1"), fields=hard)
    with open_store(made.url) as store:
        sharing.group_called(store, "Rivieren", author="x")
        sharing.share(store, "rivieren", [named, elsewhere, other], author="x")
        store.put(key, {"sharing": {"school_kinds": ["po", "vo"]}}, author="x")
    return made


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as serving:
        yield serving


def printed(page: Page, label: str, format_: str) -> str:
    """Return the words of the document that is made of a page."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return " ".join(text(format_, Path(download.value.path()).read_bytes()).split())


def left(page: Page, words: str) -> None:
    """Check what is on screen of how much is left, and that a screen reader hears it."""
    expect(page.locator(".sko-filters .told")).to_contain_text(words)
    expect(page.locator(".sko-filters [aria-live=polite]")).to_have_text(words)


def test_from_all_coalitions_by_keyboard_to_what_is_hard_and_nobody_is_named(server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).open()
    page, keys = tab.page, Keys(tab.page)
    keys.to('link "Leergroep Rivieren')
    keys.press("Enter")
    page.wait_for_url("**/werkboek/leergroep/rivieren/")
    tab.wait()
    expect(page.get_by_text("3 keer gedeeld, door 3 coalities. Alleen wat zij deelden.")).to_be_visible()
    looks_right(page)
    assert not NAMES.search(page.content())
    page.locator(".sko-chooser").get_by_role("link", name="Wat lastig is").press("Enter")
    page.wait_for_url("**/leergroep/rivieren/wat-lastig-is")
    tab.wait()

    way = page.get_by_role("navigation", name="Waar ben ik").get_by_role("listitem")
    expect(way).to_have_text(["Leergroep Rivieren", "Wat lastig is"])  # there is no room for what lies above
    expect(page.get_by_role("heading", level=2)).to_have_text(["Samenwerking", "Uitvoering"])
    expect(page.get_by_text("In [onze gemeente] kwam niemand.")).to_be_visible()
    expect(page.locator(".sko-hard-list li")).to_have_count(6)
    expect(page.get_by_text("En nog 3.")).to_be_visible()
    assert not NAMES.search(page.content())
    assert "Gemeente" not in page.locator(".sko-filters").inner_text()  # who chooses a place knows whose it is
    looks_right(page)

    page.get_by_role("button", name="Op het scherm").press("Enter")
    keys.press("ArrowRight")
    expect(page.locator(".sko-hard-list li:visible")).to_have_text(re.compile("poging 0 niet"))
    expect(page.locator(".sko-hard-list :is(h2, h3):visible")).to_have_text(["Uitvoering", "Wat niet lukte"])
    keys.press("Escape")
    expect(page.locator(".sko-hard-list li:visible")).to_have_count(6)

    keys.to('button "Meer tonen')
    keys.press("Enter")
    expect(page.locator(".sko-hard-list li")).to_have_count(9)
    page.keyboard.press("Shift+Tab")
    page.get_by_role("combobox", name="Bouwsteen").focus()
    keys.press("ArrowDown", "ArrowDown", "ArrowDown")
    left(page, "1 van de 3 keer gedeeld, door 1 coalitie.")
    assert focused(page).startswith('combobox "Bouwsteen')
    expect(page.get_by_role("heading", level=2)).to_have_text(["Uitvoering"])
    said = printed(page, "Afdrukken (pdf)", "pdf")
    assert "poging 7 niet" in said
    assert "niemand" not in said
    page.get_by_role("button", name="Alles tonen").press("Enter")
    left(page, "3 keer gedeeld, door 3 coalities.")
    assert focused(page).startswith("combobox")
    assert not NAMES.search(page.content() + printed(page, "Afdrukken (webpagina)", "html"))


def test_a_group_that_is_not_there_is_told_as_a_coalition_is(server: Serving, tabs: Tabs) -> None:
    page = tabs(server).page
    for address in ("leergroep/nergens/", "leergroep/rivieren/nergens", "nergens/2025-2026/"):
        answer = page.goto(server.page("start.ipynb").replace("/werkboek/", f"/werkboek/{address}"))
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina is er niet")


def test_how_far_all_dossiers_are_without_a_word_of_them(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).open()
    page = tab.page
    page.get_by_role("link", name="Klaar voor inleveren").click()
    page.wait_for_url("**/werkboek/klaar-voor-inleveren")
    tab.wait()
    expect(page.get_by_text("2 dossiers. Alleen hoe ver ze zijn, geen teksten.")).to_be_visible()
    looks_right(page)
    table = page.get_by_role("table", name="Klaar voor inleveren")
    expect(table.get_by_role("rowheader")).to_have_text(["De Brug 2025–2026", "Elzerveen 2025–2026 (voorbeeld)"])
    row = table.get_by_role("row", name="De Brug")
    expect(row.get_by_role("cell")).to_have_text(
        [*["niet begonnen"] * 4, "bezig", *["niet begonnen"] * 4, "niet gemaakt"]
    )
    assert SECRET not in page.content()
    assert SECRET not in printed(page, "Afdrukken (Word)", "docx")

    page.get_by_role("combobox", name="Bouwsteen").select_option(label="Meso – Samenwerking")
    left(page, "2 dossiers.")
    expect(row.get_by_role("cell")).to_have_text(["bezig", "niet gemaakt"])
    folder.save("block/meso-samenwerking/1", "status", "afgerond")
    page.get_by_role("combobox", name="Soort scholen").select_option(label="Voortgezet onderwijs")
    left(page, "1 van de 2 dossiers.")
    expect(table.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("button", name="Alles tonen").click()
    expect(row.get_by_role("cell").nth(4)).to_have_text("afgerond")
