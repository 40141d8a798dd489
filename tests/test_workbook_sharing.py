"""Sharing on the page: what, with whom and how is chosen, what may be somebody's is looked at, and it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import violations
from helpers import dossier, kept, sko
from playwright.sync_api import expect
from serving import Serving
from workbook_browser import Folder, Tab, opened

from sko_widgets.dossier import sharing
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

KEY = DossierKey("de-brug", "2024-2025")
FIRST = "block/meso-samenwerking/1"
CALL = "06 12345678"


@pytest.fixture
def brug(tmp_path: Path) -> Iterator[tuple[Folder, Serving]]:
    """Yield a dossier in which personal data stands in an instrument, a group, and a server."""
    sheets = {"lesson/01-positie": {"tasks": [{"task": f"Bel de wethouder op {CALL}"}]}}
    folder = Folder(tmp_path / "map")
    kept(folder.path, dossier(sheets=sheets))
    with open_store(folder.url) as store:
        sharing.group_called(store, "Rivieren", author="begeleider")
    with opened(folder.path, author="Pim") as server:
        yield folder, server


def shared(folder: Folder, group: str = "rivieren") -> list[SharedCopy]:
    with open_store(folder.url) as store:
        return store.shared(group)


def come_from_an_instrument(tab: Tab) -> None:
    """Come to the page from an instrument, which is chosen there then."""
    tab.page_of("les-01", KEY)
    tab.page.get_by_role("link", name="Delen met een leergroep").click()
    tab.page.wait_for_url("**/delen?deel=lesson*")
    expect(tab.wait().page.get_by_role("combobox", name="Les 1")).to_have_value("all")


def test_sharing_by_keyboard_and_taking_it_back(brug: tuple[Folder, Serving], tabs: Tabs, tmp_path: Path) -> None:
    folder, server = brug
    tab = tabs(server).home(KEY)
    tab.page.get_by_role("link", name="Delen met een leergroep Alleen wat jullie kiezen; nu niets").click()
    tab.page.wait_for_url("**/delen")
    page = tab.wait().page
    group, form = page.get_by_label("Met welke leergroep?"), page.locator(".sko-share-form")
    expect(group).to_have_value("Rivieren")
    expect(form).to_contain_text("Jullie delen nu niets.")
    assert not page.get_by_label("Laat onze coalitie bij naam zien").is_checked()
    assert violations(page) == []

    page.get_by_role("button", name="Delen", exact=True).click()
    expect(form.locator(".said")).to_have_text("Kies eerst wat je deelt.")
    cycle = page.get_by_label("Meso – Samenwerking, cyclus 1")
    cycle.focus()
    page.keyboard.type("Alles")
    expect(cycle).to_have_value("all")
    page.get_by_text("Instrumenten", exact=True).last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Les 1").select_option("Delen")
    page.get_by_role("button", name="Delen", exact=True).focus()
    page.keyboard.press("Enter")
    look = form.locator(".look")
    expect(look).to_be_focused()
    expect(look.get_by_role("link")).to_have_count(1)
    assert shared(folder) == []  # it was asked about first
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator(".said")).to_contain_text("Gedeeld met Leergroep Rivieren: 2 delen.")
    assert sorted(one.place for one in shared(folder)) == [FIRST, "lesson/01-positie"]
    assert {one.label() for one in shared(folder)} == {shared(folder)[0].label(False)}
    expect(form.locator(".shared li")).to_have_count(2)
    assert violations(page) == []

    page.get_by_role("combobox", name="Les 1").select_option("Niet delen")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bewaar als bestand").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert sko("--werkmap", tmp_path / "begeleider", "invoer", file).code == 0

    page.get_by_role("button", name="Les 1", exact=False).click()
    expect(form.locator(".shared li")).to_have_count(1)
    expect(form.locator(".now")).to_be_focused()
    assert [one.place for one in shared(folder)] == [FIRST]
    with open_store(folder.url) as store:
        [held] = [one for one in store.whole() if one.key.kind == "group"]
        assert not [one for one in held.revisions if CALL in one.value]
    tab.home(KEY)
    expect(tab.page.get_by_role("link", name="Delen met een leergroep Nu met Rivieren")).to_be_visible()
    come_from_an_instrument(tab)
