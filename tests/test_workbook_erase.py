"""Erasing for good on a page: two steps by keyboard, told in words, and nothing of it waits in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import shows, violations
from playwright.sync_api import BrowserContext, Locator, Page, expect
from serving import Serving
from workbook_browser import AUTHOR, BLOCK, KEY, Folder, Tab, focused, opened

from sko_widgets.dossier.store import Part, open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
SHEET = f"block/{BLOCK}/1"
NAME = "Zoë Zonnebloem"
STEP = "Dit gaat voorgoed weg"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a work folder in which a pupil's name was typed by mistake and taken out again."""
    made = Folder(tmp_path / "werkmap").make()
    for text in (f"{NAME} leest voor aan de kleuters", f"Met {NAME} leest iedereen voor", "Iedereen leest voor"):
        made.save(SHEET, "goal", text)
    made.save(SHEET, "context", f"Op maandag kwam het zo: {NAME} leest voor aan de kleuters")
    return made


@pytest.fixture
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as running:
        yield running


def history(tab: Tab, label: str) -> Locator:
    tab.page.get_by_role("button", name=f"Geschiedenis van {label}", exact=True).click()
    dialog = tab.page.get_by_role("dialog", name=f"Geschiedenis van {label}")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    return dialog


def reach(page: Page, name: str) -> None:
    """Go with Tab until a button or a choice has the focus."""
    for _ in range(30):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} is not reached; the focus is on {focused(page)!r}")


def texts(folder: Folder) -> bytes:
    """Return what stands in the store's file and in all that SQLite keeps beside it."""
    return b"".join(file.read_bytes() for file in folder.path.glob("dossiers.sqlite*"))


def waiting(tab: Tab) -> str:
    return str(tab.page.evaluate("JSON.stringify({...localStorage})"))


def leave_draft(tab: Tab, field: str, based_on: int, value: str) -> None:
    """Put a draft in the browser as a page leaves it that could not save."""
    with open_store(Folder(tab.server.folder).url) as store:
        made = store.info(KEY).created_at
    name = f"sko:{KEY}@{made:%Y%m%d%H%M%S%f}/{SHEET}/{field}#eerder-1"
    draft = json.dumps({"value": value, "based_on": based_on, "at": 1, "sent": []}, ensure_ascii=False)
    tab.page.evaluate("([name, draft]) => localStorage.setItem(name, draft)", [name, draft])


def test_earlier_versions_go_by_keyboard_and_what_stands_there_stays(
    folder: Folder, server: Serving, tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    tab = tabs(server, profile(bypass_csp=True)).block()  # axe is put in from outside
    dialog, page = history(tab, "Doel"), tab.page
    reach(page, 'button "Voorgoed verwijderen …"')
    page.keyboard.press("Enter")
    assert focused(page) == 'heading "Wat moet er voorgoed weg?"'
    expect(dialog.get_by_role("radio", name="Alle eerdere versies (2). Wat er nu staat, blijft.")).to_be_checked()
    assert violations(page, "dialog") == []
    reach(page, 'button "Verder"')
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Voorgoed verwijderen", exact=True)).to_be_visible()
    assert focused(page) == f'heading "{STEP}"'
    expect(dialog).to_contain_text("2 versies van ‘Doel’")
    expect(dialog).to_contain_text("geschreven door Bram Bakker")
    expect(dialog).to_contain_text("Meso – Samenwerking, cyclus 1: Aanleiding")
    expect(dialog).to_contain_text("reservekopieen/dossiers-")
    assert violations(page, "dialog") == []
    assert len(folder.history(SHEET, "goal")) == 3
    reach(page, 'button "Voorgoed verwijderen"')
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text(f"Verwijderd door {AUTHOR} op")
    expect(dialog).to_contain_text(": 2 versies")
    expect(dialog).not_to_contain_text(NAME)
    assert focused(page) == 'heading "Geschiedenis van Doel"'
    expect(dialog).to_contain_text("Voorgoed verwijderd.")
    page.keyboard.press("Escape")
    shows(tab.text("Doel"), "Iedereen leest voor")
    assert [one.value for one in folder.history(SHEET, "goal")] == [None, None, "Iedereen leest voor"]
    tab.text("Doel").fill("Iedereen leest graag voor")
    tab.saved()


def test_one_version_and_a_whole_field_go_and_with_no_nothing_does(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).block()
    dialog = history(tab, "Doel")
    tab.press("Voorgoed verwijderen …")
    dialog.get_by_role("combobox", name="Welke versie").select_option("1")
    expect(dialog.get_by_role("radio", name="Eén versie:")).to_be_checked()
    tab.press("Verder")
    expect(dialog).to_contain_text("1 versie van ‘Doel’")
    tab.press("Niet doen")
    expect(dialog).to_contain_text(NAME)
    assert not any(one.erased for one in folder.history(SHEET, "goal"))
    tab.press("Voorgoed verwijderen …")
    dialog.get_by_role("combobox", name="Welke versie").select_option("1")
    tab.press("Verder")
    tab.press("Voorgoed verwijderen")
    expect(dialog).to_contain_text("Voorgoed verwijderd.")
    assert [one.erased for one in folder.history(SHEET, "goal")] == [True, False, False]
    tab.press("Voorgoed verwijderen …")
    dialog.get_by_role("radio", name="Het hele veld").check()
    tab.press("Verder")
    tab.press("Voorgoed verwijderen")
    expect(dialog).to_contain_text("Voorgoed verwijderd.")
    shows(tab.text("Doel"), "")
    [left] = folder.history(SHEET, "goal")
    assert (left.erased, left.author, left.number) == (True, AUTHOR, 4)
    tab.page.keyboard.press("Escape")
    dialog = history(tab, "Aanleiding")
    tab.press("Voorgoed verwijderen …")
    dialog.get_by_role("radio", name="Het hele veld").check()
    tab.press("Verder")
    tab.press("Voorgoed verwijderen")
    expect(dialog).to_contain_text("Voorgoed verwijderd.")
    assert json.dumps(NAME)[1:-1].encode() not in texts(folder)


def test_what_waits_in_the_browser_goes_too_here_and_on_pages_that_open_later(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    here, later = tabs(server).block(), tabs(server).home()
    leave_draft(here, "goal", 1, f"{NAME} leest het liefst voor")
    leave_draft(here, "context", 0, "Van een veld dat blijft")
    dialog = history(here, "Doel")
    here.press("Voorgoed verwijderen …")
    here.press("Verder")
    here.press("Voorgoed verwijderen")
    expect(dialog).to_contain_text("Voorgoed verwijderd.")
    assert NAME not in waiting(here)
    assert "Van een veld dat blijft" in waiting(here)
    # In another browser the draft is there still, until a page of this dossier opens.
    leave_draft(later, "goal", 1, f"{NAME} leest het liefst voor")
    assert NAME in waiting(later)
    later.reload()
    assert NAME not in waiting(later)
    # A page that was there already has the field open: it says what went.
    leave_draft(here, "goal", 2, f"Ook {NAME}")
    here.reload()
    shows(here.text("Doel"), "Iedereen leest voor")
    assert NAME not in waiting(here)
    assert [one.value for one in folder.history(SHEET, "goal")] == [None, None, "Iedereen leest voor"]


def test_a_page_that_still_shows_the_text_asks_and_can_leave_it_gone(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    tab = tabs(server).block()
    with open_store(folder.url) as store:
        store.erase(KEY, Part(SHEET, "goal"), author="Bram Bakker")
    tab.text("Doel").fill(f"{NAME} leest verder")
    dialog = tab.page.get_by_role("dialog", name="Er zijn twee teksten bij ‘Doel’")
    expect(dialog).to_contain_text("is voorgoed verwijderd")
    tab.press("Niet bewaren")
    expect(dialog).to_have_count(0)
    shows(tab.text("Doel"), "")
    assert [one.value for one in folder.history(SHEET, "goal")] == [None, None]
    assert NAME not in waiting(tab)


def test_a_whole_dossier_goes_from_the_foot_of_its_page(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).home()
    leave_draft(tab, "goal", 0, f"{NAME} leest")
    page = tab.page
    fold = page.locator("summary").filter(has_text="Dit dossier voorgoed verwijderen")
    fold.focus()
    page.keyboard.press("Enter")
    reach(page, 'button "Bekijk wat er weggaat"')
    page.keyboard.press("Enter")
    expect(page.get_by_text("5 versies van 3 velden")).to_be_visible()
    reach(page, 'button "Voorgoed verwijderen"')
    page.keyboard.press("Enter")
    expect(page.get_by_text("Voorgoed verwijderd.")).to_be_visible()
    assert NAME not in waiting(tab)
    with open_store(folder.url) as store:
        assert store.snapshot(KEY).sheets == {}
    assert json.dumps(NAME)[1:-1].encode() not in texts(folder)
    page.get_by_role("link", name="Open de pagina opnieuw").click()
    tab.wait()
    expect(page.get_by_text("voorgoed verwijderd").first).to_be_visible()
