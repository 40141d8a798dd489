"""`Op het scherm`: a page on a beamer, with the keys of a presenter's remote; what is typed is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import violations
from helpers import sko
from playwright.sync_api import BrowserContext, Page, expect
from serving import Serving
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier.snapshot import DossierKey

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

KEY = DossierKey("elzerveen", "2025-2026")
BLOCK = "meso-samenwerking"
LEAST = 20  # px

# Each text in sight that is drawn smaller than so many px; what a picture draws counts as large as it is shown.
SMALLER = """(least) => {
  const found = [];
  const scale = (one) => (one.ownerSVGElement ? one.getScreenCTM().a : 1);
  const look = (one, words) => {
    const size = parseFloat(getComputedStyle(one).fontSize) * scale(one);
    const seen = one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr, .skip, option");
    const { width, height } = one.getBoundingClientRect();
    const small = width > 1 && height > 1 && size < least - 0.01;
    if (seen && small) found.push([words.trim().slice(0, 30), size, one.outerHTML.slice(0, 60)]);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.textContent.trim()) look(text.parentElement, text.textContent);
  }
  document.querySelectorAll("input, textarea, select").forEach((one) => look(one, one.value));
  return found;
}"""

# Until all of the page is in sight; it is laid out a moment after its window changes.
_FITS = """() => new Promise((done) => {
  const look = () => (document.documentElement.scrollHeight <= innerHeight + 1 ? done() : setTimeout(look, 50));
  look();
})"""
_FORBIDDEN = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('Permissions check failed'));"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("scherm")
    done = sko("--werkmap", folder, "demo")
    assert done.code == 0, done
    with opened(folder) as running:
        yield running


@pytest.fixture
def beamer(server: Serving, profile: Callable[..., BrowserContext]) -> Callable[..., Tab]:
    def made(**more: Any) -> Tab:
        return Tab(profile(viewport={"width": 1280, "height": 720}, **more).new_page(), server, whole=False)

    return made


def is_on(page: Page, on: bool = True) -> None:
    """Expect a page to be on the screen, or not."""
    expect(page.locator("html")).to_have_class(re.compile("on-screen") if on else re.compile("^$"))
    if not on:
        expect(page.locator("html:fullscreen")).to_have_count(0)


def reads_well(page: Page) -> None:
    """No letter is too small, nothing is out of sight sideways, and axe has nothing against it."""
    assert page.evaluate(SMALLER, LEAST) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []


def test_a_block_is_walked_with_a_remote_and_what_is_typed_is_saved(
    server: Serving, beamer: Callable[..., Tab]
) -> None:
    tab = beamer().block(BLOCK, 3, key=KEY)
    page, keys = tab.page, Keys(tab.page)
    keys.to('button "Op het scherm"')
    keys.press("Enter")
    is_on(page)
    expect(page.locator("html:fullscreen")).to_have_count(1)
    assert focused(page) == 'button "Sluit"'
    expect(page.get_by_role("group", name="Op het scherm").get_by_role("status")).to_contain_text("Escape sluit")
    reads_well(page)

    # The page keys are what a presenter's remote sends.
    for key, step in (("PageDown", "context"), ("ArrowRight", "goal"), ("PageUp", "context")):
        keys.press(key)
        expect(page.locator(f"#{step} h2")).to_be_focused()
        expect(page.locator(".step:visible")).to_have_count(1)
        reads_well(page)
    box = tab.text("Aanleiding")
    keys.to('textbox "Aanleiding"')
    keys.type("Bij de bel, op de beamer")
    keys.press("ArrowLeft", "PageDown")
    keys.type(".")
    expect(page).to_have_url(re.compile("#context$"))
    expect(box).to_contain_text("Bij de bel, op de beamer")
    tab.saved()
    assert "Bij de bel" in Folder(server.folder).sheet(f"block/{BLOCK}/3", KEY)["context"]

    # B is a letter in a text, and the black screen elsewhere; the key that ends it does nothing else.
    keys.to("button")
    before = focused(page)
    keys.press("b")
    black = page.get_by_role("dialog", name="Zwart scherm")
    expect(black).to_be_visible()
    assert focused(page) == 'button "Het scherm is zwart. Druk op een toets om verder te gaan."'
    assert page.evaluate("document.elementFromPoint(640, 360).closest('dialog') !== null")
    pixel = "([...document.querySelectorAll('dialog.black, dialog.black *')].map((one) => getComputedStyle(one)"
    assert set(page.evaluate(f"{pixel}.backgroundColor))")) == {"rgb(0, 0, 0)"}
    keys.press("ArrowRight")
    expect(black).to_have_count(0)
    expect(page).to_have_url(re.compile("#context$"))
    expect(page.get_by_role("group", name="Op het scherm").get_by_role("status")).to_have_text(
        "Het scherm is weer aan."
    )
    assert focused(page) == before
    page.get_by_role("button", name="Zwart scherm").click()
    page.mouse.click(300, 300)
    expect(black).to_have_count(0)
    keys.press("Escape")
    is_on(page, on=False)
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()


def test_the_grid_and_an_instrument_on_the_screen_where_full_screen_is_not_allowed(beamer: Callable[..., Tab]) -> None:
    tab = beamer(color_scheme="dark")
    page = tab.page
    page.add_init_script(_FORBIDDEN)
    tab.home(KEY)
    tab.press("Op het scherm")
    is_on(page)
    for width, height in ((1280, 720), (1366, 650), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".raster .block:visible")).to_have_count(9)
        page.evaluate(_FITS)
        reads_well(page)
    page.emulate_media(color_scheme="light")
    page.get_by_role("link", name=re.compile("^Meso – Samenwerking")).click()
    tab.wait()
    is_on(page)  # one works on where one was
    page.get_by_role("button", name="Sluit").click()
    is_on(page, on=False)
    tab.reload()
    is_on(page, on=False)

    tab.page_of("les-03", KEY)
    tab.press("Op het scherm")
    reads_well(page)
    expect(page.get_by_role("button", name="Vorige")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("group", name="Op het scherm").get_by_role("status")).to_have_text("Wat opvalt, 2 van 3")
    expect(page.locator("main > .step h2:visible")).to_have_text(["Wat opvalt"])
    picture, step = (page.locator(one).bounding_box() for one in (".sko-picture svg >> nth=0", "#noticed"))
    assert picture
    assert step
    assert picture["x"] + picture["width"] <= step["x"]  # where there is room for both
    reads_well(page)
    page.locator("#noticed h2").click()
    page.keyboard.press("PageDown")
    expect(page.locator("#steps h2")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator("#steps h2")).to_be_focused()
    page.keyboard.press("Escape")
    is_on(page, on=False)
    expect(page.locator("main > .step h2:visible")).to_have_count(3)
    assert not tab.errors
