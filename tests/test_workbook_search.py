"""The search box of a coalition's page in a browser: found while one types, by keyboard, and opened at the step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from browser import violations
from helpers import EXAMPLE
from playwright.sync_api import BrowserContext, Locator, Page, expect
from serving import Serving
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Part, open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
CYCLE = "block/meso-samenwerking/3"
SAID = "De **bootslieden** meren *aan* \\* de kade [van ons](https://voorbeeld.example) af."
READS = "De bootslieden meren aan * de kade van ons af."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("zoeken"))


@pytest.fixture(scope="module")
def key(folder: Folder) -> DossierKey:
    key = folder.fill(EXAMPLE)
    folder.make({CYCLE: {"goal": "Ook bootslieden"}})  # of another coalition, that is not to be found
    folder.save(CYCLE, "goal", SAID, key=key)
    return key


@pytest.fixture(scope="module")
def server(folder: Folder, key: DossierKey) -> Iterator[Serving]:
    assert key.slug
    with opened(folder.path) as serving:
        yield serving


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Zoeken in dit dossier")


def said(page: Page, text: str | re.Pattern[str]) -> None:
    """Check what is on screen and what a screen reader says of it."""
    expect(page.locator(".sko-search-box .told")).to_have_text(text)
    expect(page.get_by_role("search").locator("[aria-live=polite]")).to_have_text(text)


def test_a_place_is_found_while_one_types_and_opens_at_its_step(server: Serving, key: DossierKey, tabs: Tabs) -> None:
    tab = tabs(server).home(key)
    keys, page = Keys(tab.page), tab.page
    keys.to("searchbox", most=40)
    keys.type("bootsl")
    said(page, "1 plek met ‘bootsl’.")
    group = page.get_by_role("search").get_by_role("heading", level=3)
    expect(group).to_have_text("Meso – Samenwerking, cyclus 3")
    row = page.get_by_role("search").get_by_role("link")
    expect(row).to_have_text(f"Doel {READS}")
    expect(row.locator("mark")).to_have_text("bootslieden")
    keys.type("ieden kade")
    said(page, "1 plek met ‘bootslieden kade’.")
    expect(row.locator("mark")).to_have_text(["bootslieden", "kade"])
    keys.press("ArrowDown")
    assert focused(page).startswith("link")
    keys.press("ArrowUp")
    assert focused(page).startswith("searchbox")
    keys.press("ArrowDown", "Enter")
    page.wait_for_url("**/meso-samenwerking/3#goal")
    tab.wait()
    expect(tab.text("Doel")).to_be_in_viewport()


def test_what_it_says_of_nothing_of_much_and_how_it_is_cleared(server: Serving, key: DossierKey, tabs: Tabs) -> None:
    tab = tabs(server).home(key)
    page, found = tab.page, tab.page.locator(".sko-search-box .found")
    expect(found).to_be_hidden()
    box(page).press_sequentially("zwembad")
    said(page, "Niets gevonden met ‘zwembad’. Probeer een ander woord, of alleen het begin ervan.")
    box(page).fill("leerlingen")
    said(page, "De eerste 20 plekken met ‘leerlingen’. Er zijn er meer: typ nog een woord.")
    expect(found.get_by_role("link")).to_have_count(20)
    assert {one.casefold() for one in found.locator("mark").all_inner_texts()} <= {"leerling", "leerlingen"}
    found.get_by_role("link").nth(3).focus()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    expect(found).to_be_hidden()
    box(page).fill('"elkaar rekenen"')
    said(page, '2 plekken met ‘"elkaar rekenen"’.')
    expect(found.get_by_role("link").locator("mark")).to_have_text(["elkaar rekenen"] * 2)
    box(page).fill("<b>&amp;\" AND * NEAR( 🎉 ' OR 1=1 --")
    said(page, re.compile("^Niets gevonden met ‘<b>&amp;"))
    box(page).fill("kansenketen")
    expect(found).to_be_visible()
    page.get_by_role("heading", name="Ga verder waar je was").click()
    expect(found).to_be_hidden()
    box(page).focus()
    expect(found).to_be_visible()


def test_what_was_changed_or_erased_since_the_page_opened_is_not_found(
    folder: Folder, server: Serving, key: DossierKey, tabs: Tabs
) -> None:
    folder.save(CYCLE, "outlook", "Met een waterlelie", key=key)
    page = tabs(server).home(key).page
    box(page).fill("waterlelies")
    said(page, "1 plek met ‘waterlelies’.")
    folder.save(CYCLE, "outlook", "Met een zwaan", key=key)
    box(page).fill("waterlelie")
    said(page, re.compile("^Niets gevonden"))
    box(page).fill("zwanen")
    box(page).fill("zwaan")
    said(page, "1 plek met ‘zwaan’.")
    with open_store(folder.url) as store:
        store.erase(key, Part(CYCLE, "outlook"), author="Pim")
    box(page).fill("een zwaan")
    said(page, re.compile("^Niets gevonden"))


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1366, 650, "light"), (390, 844, "dark"), (1920, 1080, "dark")]
)
def test_what_is_found_fits_and_axe_finds_nothing(
    server: Serving,
    key: DossierKey,
    profile: Callable[..., BrowserContext],
    tabs: Tabs,
    width: int,
    height: int,
    scheme: str,
) -> None:
    context = profile(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True)
    page = tabs(server, context).home(key).page
    box(page).fill("leerlingen")
    said(page, re.compile("^De eerste 20"))
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    if width > 960:
        lower = page.locator(".sko-search-box .found").evaluate("(one) => one.getBoundingClientRect().bottom")
        assert lower <= height
        assert page.locator(".raster").evaluate("(one) => one.getBoundingClientRect().bottom") <= height
    assert violations(page, best=True) == []
