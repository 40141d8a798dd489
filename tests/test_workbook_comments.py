"""What readers say, on the pages: it comes in on the coalition's page, and stands at its step until it is settled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import violations
from helpers import dossier, kept
from playwright.sync_api import BrowserContext, Page, expect
from serving import Serving
from workbook_browser import Folder, Keys, Tab, opened

from sko_widgets.dossier.comments import mark_of
from sko_widgets.dossier.replies import replies
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

KEY = DossierKey("de-brug", "2024-2025")
BLOCK = "meso-samenwerking"
SHEET = f"block/{BLOCK}/1"
HOSTILE = "Wie <img src=x onerror=alert(1)> **merkt** dat?"
CALL = "06 12345678"


@pytest.fixture(scope="module")
def brug(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Folder, Serving]]:
    """Yield a small dossier in which personal data stands, and a server for it."""
    sheets = {"lesson/01-positie": {"tasks": [{"task": f"Bel {CALL}"}]}}
    plain = dossier(introduction=f"Wij zijn De Brug. Bel {CALL}.", sheets=sheets)
    folder = Folder(tmp_path_factory.mktemp("map"))
    kept(folder.path, plain)
    with opened(folder.path) as server:
        yield folder, server


def held(folder: Folder) -> Snapshot:
    with open_store(folder.url) as store:
        return store.snapshot(KEY)


def file_of(folder: Folder, **changes: Any) -> dict[str, Any]:
    """Return comments of Anna as a file picker gets them."""
    said = [{"sheet": SHEET, "field": "goal", "text": HOSTILE, "on": "2026-06-30"}]
    said[0]["about"] = mark_of(held(folder), SHEET, "goal")
    about = {"coalition": "de-brug", "period": "2024-2025"}
    plain = {"format": "sko-opmerkingen", "version": 1, "dossier": about, "reader": "0123456789ab", "name": "Anna Smit"}
    text = json.dumps(plain | {"comments": said} | changes)
    return {"name": "opmerkingen.json", "mimeType": "application/json", "buffer": text.encode()}


def choose(page: Page, file: dict[str, Any]) -> None:
    page.get_by_label("Bestand met opmerkingen").set_input_files(file)  # type: ignore[arg-type]


def test_comments_come_in_on_the_page_and_are_settled_by_keyboard(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = brug
    tab = tabs(server).home(KEY)
    wrong = file_of(folder, dossier={"coalition": "de-vaart", "period": "2024-2025", "name": "De Vaart"})
    choose(tab.page, wrong)
    expect(tab.page.get_by_text("deze opmerkingen gaan over ‘De Vaart 2024–2025’")).to_be_visible()
    choose(tab.page, file_of(folder, groet="Hoi"))
    expect(tab.page.get_by_text("groet: deze sleutel is onbekend")).to_be_visible()
    assert violations(tab.page, best=True) == []
    choose(tab.page, file_of(folder))
    expect(tab.page.get_by_text("1 opmerking van Anna Smit, nu ook op deze pagina.")).to_be_visible()
    said = tab.page.locator(".remark.person")
    expect(said).to_contain_text("Anna Smit, 30 juni 2026")
    expect(said).to_contain_text("Doel bij Meso – Samenwerking, cyclus 1")
    expect(said).to_contain_text("Wie <img src=x onerror=alert(1)> merkt dat?")
    expect(said.locator("strong")).to_have_text("merkt")
    expect(said).not_to_contain_text("veranderd")
    choose(tab.page, file_of(folder))
    expect(tab.page.get_by_text("Deze opmerkingen waren er al.")).to_be_visible()
    expect(said).to_have_count(1)
    assert violations(tab.page, best=True) == []

    said.get_by_role("link", name="Ik pas het aan").click()
    tab.page.wait_for_url(f"**/{BLOCK}/1#goal")
    tab.wait()
    step = tab.page.locator("#goal")
    expect(step.locator(".person")).to_contain_text("Anna Smit, 30 juni 2026")
    tab.text("Doel").click()
    tab.page.keyboard.press("Control+End")
    tab.page.keyboard.type(" en koken")
    tab.saved()
    keys = Keys(tab.page)
    keys.to('button "Dit klopt zo"')
    expect(step.locator(".person")).to_contain_text("De tekst is daarna veranderd.")
    expect(tab.page.locator("#review .person")).to_contain_text("Doel")
    assert violations(tab.page, best=True) == []
    keys.press("Enter")
    keys.type("Staat er nu.")
    keys.press("Enter")
    expect(step.locator(".person")).to_have_count(0)
    assert [(one.said, one.reason) for one in replies(held(folder)).values()] == [("klopt", "Staat er nu.")]


def test_the_coach_asks_at_the_fields_of_an_instrument_and_of_the_profile(
    brug: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    _, server = brug
    tab = tabs(server, profile(viewport={"width": 390, "height": 844}))
    for page, step in (("inleiding", "#introduction"), ("les-01", "#tasks")):
        tab.page_of(page, KEY)
        asked = tab.page.locator(step).locator(".remark")
        expect(asked).to_contain_text(CALL)
        asked.get_by_role("button", name="Ik pas het aan").click()
        assert tab.page.evaluate("document.activeElement.matches('input, textarea, [contenteditable]')")
        assert violations(tab.page, best=True) == []


def test_comments_are_opened_on_the_start_page_too(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = brug
    tab = tabs(server).open("start.ipynb")
    file = file_of(folder, reader="ba9876543210", name="Bea")
    tab.page.get_by_label("Bestand met een dossier").set_input_files(file)  # type: ignore[arg-type]
    tab.page.wait_for_url("**/de-brug/2024-2025/")
    expect(tab.page.locator(".remark.person")).to_contain_text("Bea")


def test_a_file_that_was_dropped_on_the_page_may_be_no_comments(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    tab = tabs(brug[1]).home(KEY)
    data = Path(__file__).read_bytes()
    choose(tab.page, {"name": "x.json", "mimeType": "application/json", "buffer": data})
    expect(tab.page.get_by_text("dit is geen JSON")).to_be_visible()
    choose(tab.page, {"name": "x.json", "mimeType": "application/json", "buffer": b" " * (2 * 1024 * 1024 + 1)})
    expect(tab.page.get_by_text("hoogstens 2 MB")).to_be_visible()
