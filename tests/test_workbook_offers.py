"""What was agreed in a learning group comes to a coalition as an offer: taken over, refused or left, as they wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import violations
from playwright.sync_api import expect
from serving import Serving
from workbook_browser import BLOCK, Folder, Tab, opened

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.sessions import Line
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

DAY, BEFORE = "2026-01-20", "2025-10-14"
SHEET = f"block/{BLOCK}/1"


@pytest.fixture
def group(tmp_path: Path) -> Iterator[tuple[Folder, Serving]]:
    """Yield a coalition that agreed to three things in a group, where another agreed to one."""
    folder = Folder(tmp_path / "map").make({SHEET: {"actions": {"items": ["Al bedacht"]}}})
    with open_store(folder.url) as store:
        sharing.group_called(store, "Rivieren", author="Bo")
        for day in (BEFORE, DAY):
            sessions.plan(store, "rivieren", day, {"question": "Wat helpt?"}, author="Bo")
        for day, who, what, block in (
            (DAY, "De Brug", "Wijkteam bellen", BLOCK),
            (DAY, "De Brug", "Vervanglijst maken", BLOCK),
            (BEFORE, "de  brug", "Wethouder uitnodigen", ""),
            (DAY, "De Vaart", "Iets heel anders", BLOCK),
        ):
            given = {"who": who, "what": what, "when": "vóór 1 maart", "block": block}
            sessions.add_agreement(store, "rivieren", day, given, author="Bo")
    with opened(folder.path, author="Pim") as server:
        yield folder, server


def agreements(folder: Folder) -> dict[str, Line]:
    with open_store(folder.url) as store:
        snapshot = store.snapshot(DossierKey.of_group("rivieren"))
        lines = [*sessions.agreements(snapshot, BEFORE), *sessions.agreements(snapshot, DAY)]
        return {one.get("what"): one for one in lines}


def test_an_agreement_is_taken_over_refused_or_told_of(group: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = group
    tab = tabs(server).block()
    shown = tab.page.locator(".sko-offers")
    expect(shown.locator("li")).to_have_count(2)
    expect(shown).not_to_contain_text("anders")
    assert folder.sheet(SHEET)["actions"] == {"items": ["Al bedacht"]}  # nobody writes in a dossier but the coalition
    tab.page.get_by_role("button", name="Bij Acties zetten Wijkteam bellen (vóór 1 maart)").focus()
    tab.page.keyboard.press("Enter")
    expect(shown.locator(".said")).to_contain_text("Gezet bij Acties.")
    noted = "Wijkteam bellen (uit: Leergroep Rivieren, 20 januari 2026)"
    added = {"text": noted, "due": "vóór 1 maart"}
    assert folder.sheet(SHEET)["actions"] == {"items": ["Al bedacht", added]}
    expect(tab.page.locator("#actions")).to_contain_text(noted)
    tab.page.get_by_role("button", name="Niet nu Vervanglijst maken").click()
    expect(shown).to_contain_text("Jullie zeiden: niet nu.")
    there = agreements(folder)
    assert there["Wijkteam bellen"].get("answer") == "overgenomen"
    assert there["Vervanglijst maken"].get("answer") == "niet-nu"
    assert there["Wethouder uitnodigen"].get("answer") == ""
    assert violations(tab.page, ".sko-offers") == []

    tab.home()
    expect(shown.locator("li")).to_have_count(3)
    called = shown.locator("li").filter(has_text="Wijkteam bellen")
    called.get_by_label("In één regel, als je wilt").fill("Zij bellen nu zelf.")
    tab.page.reload()
    tab.wait()
    expect(called.get_by_label("In één regel, als je wilt")).to_have_value("Zij bellen nu zelf.")
    called.get_by_label("Deels").check()
    called.get_by_role("button", name="Vertel het de groep").click()
    expect(shown.locator("li")).to_have_count(2)
    told = agreements(folder)["Wijkteam bellen"]
    assert (told.get("outcome"), told.get("told")) == ("deels", "Zij bellen nu zelf.")
    assert violations(tab.page) == []
