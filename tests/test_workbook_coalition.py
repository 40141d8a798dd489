"""The coalition's page in a browser: it fits, leads on, brings in what others have, and draws what leads where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import drawn, resize
from helpers import EXAMPLE
from playwright.sync_api import Page, expect
from serving import Serving
from workbook_browser import Folder, Tab, opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
BROUGHT = "Wat hebben begeleiders met een kleine baan nodig om bij ons te blijven?"
WINDOWS = ((1366, 650), (1920, 1080))

# How far the grid reaches, how high the page is, and what is wider than it may be.
_SIZES = """() => ({
  grid: document.querySelector(".raster").getBoundingClientRect().bottom,
  high: document.documentElement.scrollHeight,
  wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  cut: [...document.querySelectorAll(".raster .block")].filter((one) => one.scrollHeight > one.clientHeight + 1).length,
})"""
# Points of the arrows that lie in a card, beyond its very edge, or on any other text of the grid.
_THROUGH = """() => {
  const written = [...document.querySelectorAll(".raster .block, .raster h2, .theme-name")];
  const boxes = written.map((one) => one.getBoundingClientRect());
  const between = (low, at, high) => low + 1 < at && at < high - 1;
  const within = ([x, y]) => ({ left, right, top, bottom }) => between(left, x, right) && between(top, y, bottom);
  const home = document.querySelector(".arrows").getBoundingClientRect();
  return [...document.querySelectorAll(".arrows path")].flatMap((path) => {
    const steps = Math.ceil(path.getTotalLength() / 2);
    return Array.from({ length: steps + 1 }, (_, at) => path.getPointAtLength((at * path.getTotalLength()) / steps))
      .map(({ x, y }) => [x + home.left, y + home.top])
      .filter((point) => boxes.some(within(point)));
  }).length;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("raster"))


@pytest.fixture(scope="module")
def key(folder: Folder) -> DossierKey:
    return folder.fill(EXAMPLE)


@pytest.fixture(scope="module")
def server(folder: Folder, key: DossierKey) -> Iterator[Serving]:
    assert key.slug
    with opened(folder.path, author="") as serving:
        yield serving


def sizes(page: Page) -> dict[str, Any]:
    """Return what `_SIZES` measures, once the grid is drawn at this size."""
    drawn(page)
    found: dict[str, Any] = page.evaluate(_SIZES)
    return found


def test_the_grid_fits_and_arrows_run_through_no_text(server: Serving, key: DossierKey, tabs: Tabs) -> None:
    tab = tabs(server)
    page = tab.page
    resize(page, 1366, 650)
    tab.home(key)
    assert sizes(page)["high"] <= 2 * 650
    assert page.get_by_role("main").locator("a, button").count() <= 60
    expect(page.get_by_text("Hoe heet je?")).to_be_visible()
    turn = page.get_by_role("switch", name="Verbindingen tonen")
    said = page.get_by_role("navigation", name="Kwaliteitsraster").locator(".goes li")
    for arrows in (False, True):
        for width, height in WINDOWS:
            resize(page, width, height)
            found = sizes(page)
            assert found["grid"] <= height, (width, arrows)
            assert (found["wider"], found["cut"]) == (0, 0), (width, arrows)
            assert page.locator(".arrows .line").count() == (16 if arrows else 0)
            if arrows:
                assert page.evaluate(_THROUGH) == 0, width
        if not arrows:
            expect(said).to_have_count(0)
            turn.click()
    expect(said).to_have_count(16)
    expect(said.first).to_have_text("→ Naastgelegen bouwsteen: Macro – Uitvoering")
    tab.press("Nu niet")
    for width, height in WINDOWS:
        resize(page, width, height)
        found = sizes(page)
        assert (found["grid"] <= height, found["wider"], found["cut"]) == (True, 0, 0), width
    tab.reload()
    expect(turn).to_be_checked()
    expect(page.locator(".arrows .line")).to_have_count(16)
    resize(page, 390, 844)
    assert sizes(page)["wider"] == 0
    expect(page.locator(".arrows")).to_be_hidden()
    expect(said.first).to_be_visible()
    lefts = page.locator(".raster .block").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1  # one under another, by level
    levels = page.get_by_role("navigation", name="Kwaliteitsraster").get_by_role("heading", level=2)
    assert levels.all_inner_texts() == ["Macro", "Meso", "Micro"]


def test_one_goes_on_where_one_was(folder: Folder, server: Serving, key: DossierKey, tabs: Tabs) -> None:
    tab = tabs(server).home(key)
    page = tab.page
    expect(page.get_by_role("link", name="Verder met Nieuwe vraag")).to_be_visible()
    folder.save("block/meso-samenwerking/3", "context", "Twee begeleiders vielen tegelijk uit.", key=key)
    tab.reload()
    expect(page.get_by_role("heading", name="Ga verder waar je was")).to_be_visible()
    expect(page.get_by_text("Meso – Samenwerking, cyclus 3: Hoe merken we eerder dat een partner het")).to_be_visible()
    recent = page.locator(".sko-short-list").filter(has_text="Laatst gewijzigd")
    expect(recent.get_by_role("listitem").first).to_contain_text("Aanleiding bij Meso – Samenwerking, cyclus 3")
    expect(recent.get_by_role("listitem").first).to_contain_text("door Bram Bakker")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Meso – Samenwerking: "))
    expect(card).to_contain_text("Cyclus 3 · nu: Doel (2 cycli afgerond, 3 van 10 stappen)")
    page.get_by_role("link", name="Verder met Aanleiding").click()
    page.wait_for_url("**/meso-samenwerking/3#context")
    tab.wait()
    expect(tab.text("Aanleiding")).to_be_in_viewport()


def test_an_empty_dossier_says_where_to_begin(folder: Folder, server: Serving, tabs: Tabs) -> None:
    empty = DossierKey("leeg", "2025-2026")
    folder.make(key=empty)
    tab = tabs(server).home(empty)
    page = tab.page
    expect(page.get_by_role("heading", name="Hier kun je beginnen")).to_be_visible()
    expect(page.get_by_text("Nog niet begonnen")).to_have_count(9)
    expect(page.get_by_role("switch")).to_have_count(0)
    expect(page.get_by_role("heading", name="Kwam van een andere bouwsteen")).to_have_count(0)
    page.get_by_role("link", name="Begin bij Macro – Samenhang").click()
    page.wait_for_url("**/macro-samenhang/1#start_question")
    tab.home(empty)
    for name, heading in {"Inleiding": "Vertel wie jullie zijn", "Gegevens": "Gegevens van de coalitie"}.items():
        page.get_by_role("main").get_by_role("link", name=name).click()
        tab.wait()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        page.get_by_role("navigation", name="Waar ben ik").get_by_role("link").last.click()
        tab.wait()
    page.get_by_role("main").get_by_role("link", name="Rapport").click()
    tab.wait()
    lacks = page.get_by_role("main").locator(".sko").filter(has_text="Wat er nog niet in staat")
    expect(lacks.get_by_role("listitem").first).to_contain_text("Nog geen inleiding")
    tab.press("Alle 10 tonen")
    expect(lacks.get_by_role("link", name="Micro – Uitvoering, cyclus 1")).to_be_visible()
    # What the report says of itself, by keyboard alone.
    front = page.get_by_role("link", name="Samenvatting en status")
    expect(front).to_contain_text("Concept · nog geen samenvatting")
    front.press("Enter")
    tab.wait()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samenvatting en status")
    page.get_by_role("radio", name="Vastgesteld").press("Space")
    tab.text("Vastgesteld door").press_sequentially("het bestuur")
    page.keyboard.press("Tab")
    tab.saved()
    assert folder.sheet("publication", empty) == {"status": "vastgesteld", "adopted_by": "het bestuur"}
    page.get_by_role("navigation", name="Waar ben ik").get_by_role("link").last.press("Enter")
    tab.wait()
    expect(front).to_contain_text("Vastgesteld door het bestuur · nog geen samenvatting")


def test_what_came_from_another_block_is_taken_over_or_put_aside(
    folder: Folder, server: Serving, key: DossierKey, tabs: Tabs
) -> None:
    tab = tabs(server).home(key)
    page = tab.page
    tab.press("Alle 31 tonen")
    take = page.get_by_role("button", name=f"Overnemen {BROUGHT}")
    take.click()
    said = page.get_by_text("Overgenomen bij Nieuwe vraag.")
    expect(said).to_be_visible()
    expect(said).to_be_focused()
    expect(take).to_have_count(0)
    noted = f"{BROUGHT} (uit: Meso – Samenwerking)"
    assert noted in folder.sheet("block/meso-uitvoering/2", key)["next_questions"]
    with open_store(folder.url) as store:
        newest = store.changes(key, limit=1)[0]
    assert (newest.sheet, newest.field, newest.number) == ("block/meso-uitvoering/2", "next_questions", 2)
    later = page.get_by_role("button", name="Niet nu")
    expect(later).to_have_count(30)
    name = later.first.inner_text()
    later.first.press("Enter")
    expect(later).to_have_count(29)
    tab.reload()
    tab.press("Alle 29 tonen")
    assert name not in later.all_inner_texts()
    tab.press("1 weggelegd: weer tonen")
    expect(later).to_have_count(30)
    assert len(folder.history("block/meso-uitvoering/2", "next_questions", key)) == 2


def test_what_is_due_is_told_with_who_does_it(server: Serving, key: DossierKey, tabs: Tabs) -> None:
    page = tabs(server).home(key).page
    due = page.locator(".sko-short-list").filter(has_text="Acties met een datum")
    first = due.get_by_role("listitem").first
    expect(first).to_contain_text("april")
    expect(first).to_contain_text("Projectleider · hoe staat het?")
    due.get_by_role("button", name="Alle 9 acties tonen").click()
    expect(due.get_by_role("listitem")).to_have_count(9)
    first.get_by_role("link").click()
    page.wait_for_url("**/macro-samenwerking/1#actions")
