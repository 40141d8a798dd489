"""The coach on the pages: what it asks, where, and what becomes of an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser import shows, violations
from playwright.sync_api import BrowserContext, Locator, expect
from serving import Serving
from workbook_browser import AUTHOR, Folder, Keys, Tab, opened

from sko_widgets.dossier.replies import replies
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

FIXTURE = Path(__file__).parent / "fixtures" / "coach" / "smug.yaml"
KEY = DossierKey("zonnehoek", "2024-2025")
PLEASED, RIPE = "meso-samenwerking", "micro-samenwerking"
ACTIVITY = "Je doel zegt wat jullie gaan doen"
HIDDEN = "De vraag is hoe we nieuwe begeleiders snel in onze cultuur meenemen."
CALL = "06 12345678"


@pytest.fixture(scope="module")
def zonnehoek(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Folder, Serving]]:
    """Yield a dossier that the coach has questions about, and a server for it."""
    dossier: dict[str, Any] = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))["dossier"]
    dossier["blocks"]["meso-uitvoering"]["cycles"][0]["context"] += f" Vragen? Bel {CALL}."
    file = tmp_path_factory.mktemp("bestand") / "zonnehoek.json"
    file.write_text(json.dumps(dossier), encoding="utf-8")
    folder = Folder(tmp_path_factory.mktemp("map"))
    folder.fill(file)
    with opened(folder.path) as server:
        yield folder, server


def asked(where: Tab | Locator) -> Locator:
    """Return the questions in sight."""
    place = where.page if isinstance(where, Tab) else where
    return place.locator(".remark:visible")


def said(folder: Folder) -> list[tuple[str, str]]:
    """Return what was said to questions, and why."""
    with open_store(folder.url) as store:
        return [(one.said, one.reason) for one in replies(store.snapshot(KEY)).values()]


def test_a_question_is_settled_by_keyboard_and_asked_again_when_the_text_changes(
    zonnehoek: tuple[Folder, Serving], tabs: Tabs
) -> None:
    folder, server = zonnehoek
    tab = tabs(server)
    tab.whole = False
    tab.block(PLEASED, key=KEY)
    tab.page.evaluate("location.hash = 'goal'")
    step = tab.page.locator("#goal")
    expect(asked(step)).to_contain_text(ACTIVITY)
    assert violations(tab.page, best=True) == []

    keys = Keys(tab.page)
    keys.to('button "Dit klopt zo"')
    keys.press("Enter")
    keys.press("Enter")  # without a reason
    expect(step.get_by_text("Zeg in één regel waarom het zo klopt.")).to_be_visible()
    keys.type("Dit doel koos de raad.")
    assert violations(tab.page, best=True) == []
    keys.press("Enter")
    expect(asked(step)).to_have_count(0)
    assert said(folder) == [("klopt", "Dit doel koos de raad.")]
    [sheet] = [name for name in _sheets(folder) if name.startswith("remark/")]
    assert [one.author for one in folder.history(sheet, "reason", KEY)] == [AUTHOR]

    box = tab.text("Doel")
    box.click()
    tab.page.keyboard.press("Control+End")
    tab.page.keyboard.type(" En versterken.")
    tab.saved()
    tab.page.wait_for_timeout(1_000)
    expect(asked(step)).to_have_count(0)  # a colleague does not speak while one writes
    keys.to("button")
    expect(asked(step)).to_contain_text(ACTIVITY)


def test_a_question_leads_to_its_field_and_waits_when_it_is_put_off(
    zonnehoek: tuple[Folder, Serving], tabs: Tabs
) -> None:
    folder, server = zonnehoek
    tab = tabs(server)
    tab.block(PLEASED, key=KEY)
    results = tab.page.locator("#results")
    question = asked(results).first
    expect(question).to_contain_text("waaraan zag je dat?")
    question.get_by_role("button", name="Ik pas het aan").click()
    assert tab.page.evaluate("document.activeElement.closest('li').parentElement.matches('.rows')")
    question.get_by_role("button", name="Later").click()
    expect(results.get_by_text("Goed, later.")).to_be_visible()
    assert ("later", "") in said(folder)
    closing = tab.page.locator("#review")
    expect(closing.get_by_role("heading", name="De meedenker vraagt")).to_be_visible()
    expect(closing.locator(".remark")).not_to_have_count(0)


def test_what_a_button_can_mend_is_mended(zonnehoek: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = zonnehoek
    tab = tabs(server)
    tab.block(RIPE, key=KEY)
    question = asked(tab.page.locator("#outlook"))
    expect(question).to_contain_text(HIDDEN)
    question.get_by_role("button", name="Zet bij Nieuwe vraag").click()
    expect(question).to_have_count(0)
    assert folder.sheet(f"block/{RIPE}/1", KEY)["next_questions"] == [HIDDEN]
    shows(tab.page.locator("#next_questions").get_by_role("textbox").first, HIDDEN)


def test_one_list_leads_everywhere_and_persons_are_asked_about_before_sharing(
    zonnehoek: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    _, server = zonnehoek
    tab = tabs(server, profile(viewport={"width": 390, "height": 844})).home(KEY)
    expect(asked(tab)).to_have_count(1)
    tab.page.locator(".sko-remarks summary").first.click()
    expect(asked(tab).nth(3)).to_be_visible()
    assert violations(tab.page, best=True) == []
    tab.page_of("rapport", KEY)
    expect(asked(tab)).to_contain_text(CALL)
    asked(tab).get_by_role("link", name="Ik pas het aan").click()
    tab.page.wait_for_url("**/meso-uitvoering/1#context")


def _sheets(folder: Folder) -> list[str]:
    with open_store(folder.url) as store:
        return list(store.snapshot(KEY).sheets)
