"""`Op het scherm`: a page on a beamer, with the keys of a presenter's remote; what is typed is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import resize, violations
from helpers import EXAMPLE
from map_labels import MAPS, OVERLAPS
from playwright.sync_api import BrowserContext, Page, expect
from screen_sizes import LEAST, SMALLER
from serving import Serving
from shared_copies import AT, a_copy
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier import exchange, sharing
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

KEY = DossierKey("elzerveen", "2025-2026")
BLOCK = "meso-samenwerking"
SENDERS = [f"{number:04x}cafe0000" for number in range(22)]

# Until all of the page is in sight; it is laid out a moment after its window changes.
_FITS = """() => new Promise((done) => {
  const look = () => (document.documentElement.scrollHeight <= innerHeight + 1 ? done() : setTimeout(look, 50));
  look();
})"""
_FORBIDDEN = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('Permissions check failed'));"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("scherm")
    assert Folder(folder).fill(EXAMPLE) == KEY
    share_with_groups(folder)
    with opened(folder) as running:
        yield running


def share_with_groups(folder: Path) -> None:
    """Let 22 coalitions share two blocks with two groups: in one all are named, in the other two of three."""
    written = [sheet for sheet in exchange.read_file(EXAMPLE).sheets.items() if re.fullmatch(r"block/.+/\d", sheet[0])]
    with open_store(Folder(folder).url) as store:
        for group in ("Duinen", "Rivieren"):
            slug = sharing.group_called(store, group, author="x").key.slug
            given = [
                replace(copy, fields={**copy.fields, **fields}, shared_at=AT + timedelta(minutes=number))
                for number in range(22)
                for copy, (_, fields) in zip(copies_of(number, group == "Duinen"), written[number % 9 :], strict=False)
            ]
            sharing.share(store, slug, given, author="x")


def copies_of(number: int, all_named: bool) -> Iterator[SharedCopy]:
    """Yield what a coalition gives of two blocks, by name or not."""
    named: dict[str, Any] = {
        "named": True,
        "name": f"Coalitie Zandpad {number}",
        "municipality": f"Zandpad {number % 4}",
        "title": f"Titel van Zandpad {number}",
        "hidden": (("Elzerveen", "[onze gemeente]"),),
    }
    for block in (BLOCK, "meso-uitvoering"):
        about: dict[str, Any] = named if all_named or number % 3 else {}
        yield a_copy(SENDERS[number], f"block/{block}/{1 + number % 2}", **about)


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
        resize(page, width, height)
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
    page.evaluate("scrollTo(0, 2000)")
    tab.press("Op het scherm")
    assert page.evaluate("scrollY") == 0
    reads_well(page)
    expect(page.get_by_role("button", name="Vorige")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Volgende").click()
    told = re.compile("^Wat opvalt Wat laten .*, 2 van 3$")
    expect(page.get_by_role("group", name="Op het scherm").get_by_role("status")).to_have_text(told)
    expect(page.locator("main > .step h2:visible")).to_contain_text(["Wat opvalt"])
    picture, step = (page.locator(one).bounding_box() for one in (".sko-picture svg >> nth=0", "#noticed"))
    assert picture and step
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
    expect(page.locator("#steps h2")).to_be_in_viewport()  # one goes on where one was

    eighty_names(tab)
    assert not tab.errors


def eighty_names(tab: Tab) -> None:
    """Look whether eighty long names can be read on the maps of lesson 3 and on the square of lesson 11."""
    page = tab.page
    long = "Stichting Samenwerkende Buurtorganisaties voor Jeugd en Sport"
    steps = [{"distance": 1 + at % 5, "influence": 1 + at % 5, "interest": 1 + at // 16} for at in range(80)]
    many = [{"id": f"s{at}", "name": f"{long} {at}", **step} for at, step in enumerate(steps)]
    Folder(tab.server.folder).save("lesson/03-stakeholders", "stakeholders", many, key=KEY)
    tab.reload()
    tab.press("Op het scherm")
    for name in MAPS:
        tab.press(name)
        assert page.evaluate(OVERLAPS, 20) == {"count": 80, "found": []}
    rows = [{"id": f"s{at}", "name": f"{long} {at}", "career": 1 + at % 5, "development": 2} for at in range(80)]
    Folder(tab.server.folder).save("lesson/11-kansengelijkheid", "partners", rows, key=KEY)
    tab.page_of("les-11", KEY)
    is_on(page)
    assert page.evaluate(OVERLAPS, 20) == {"count": 81, "found": []}
    reads_well(page)


def test_a_block_of_which_all_steps_are_in_sight_shows_one_on_the_screen(beamer: Callable[..., Tab]) -> None:
    tab = beamer()
    page = tab.page
    page.add_init_script(_FORBIDDEN)
    tab.block(BLOCK, 3, key=KEY)
    whole = page.get_by_role("switch", name="Alles op één pagina")
    whole.click()
    expect(page.locator(".step:visible")).to_have_count(11)
    tab.press("Op het scherm")
    expect(page.locator(".step:visible")).to_have_count(1)
    page.get_by_role("button", name="Sluit").click()
    expect(page.locator(".step:visible")).to_have_count(11)
    expect(whole).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("button", name="Op het scherm")).to_be_focused()
    page.keyboard.press("Enter")
    is_on(page)
    box = page.locator(".step:visible [role=textbox]").first
    box.focus()
    page.keyboard.press("Escape")  # from where one types, too
    is_on(page, on=False)
    expect(box).to_be_focused()
    assert not tab.errors


def test_how_far_all_are_on_the_screen_is_their_table_alone(beamer: Callable[..., Tab]) -> None:
    tab = beamer()
    page = tab.page
    tab.open("klaar-voor-inleveren.ipynb")
    tab.press("Op het scherm")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_hidden()
    reads_well(page)
    assert not tab.errors


def says_nobody(source: str) -> None:
    """Check that a page says no name, and nothing that tells one coalition from another."""
    assert "Zandpad" not in source
    assert [one for one in SENDERS if one in source] == []


def columns(page: Page) -> int:
    """Return in how many columns the cards of the wall stand."""
    return int(page.locator(".card").evaluate_all("(all) => new Set(all.map((one) => one.offsetLeft)).size"))


def test_side_by_side_by_keyboard_and_without_names(beamer: Callable[..., Tab]) -> None:
    tab = beamer()
    page, keys = tab.page, Keys(tab.page)
    address = tab.server.page("leergroep/rivieren/naast-elkaar.ipynb") + f"&bouwsteen={BLOCK}"
    with page.expect_response(lambda answer: "/leergroep/" in answer.url) as answered:
        tab.open(address)
    expect(page.get_by_role("button", name="Doel")).to_have_attribute("aria-pressed", "true")
    tab.press("Startvraag")
    expect(page.locator(".wall .card")).to_have_count(22)
    says_nobody(answered.value.text() + page.content())
    assert columns(page) == 4
    switch = page.get_by_role("switch", name="Namen")
    expect(switch).to_have_attribute("aria-disabled", "true")
    expect(switch).to_have_accessible_description(re.compile("niet iedereen"))

    keys.to('button "Doel"')
    keys.press("Enter")
    expect(page.get_by_role("button", name="Doel")).to_have_attribute("aria-pressed", "true")
    assert focused(page) == 'button "Doel"'
    expect(page.locator("[aria-live=polite]", has_text=re.compile(r"^Doel: \d+ kaarten\.$"))).to_have_count(1)
    for _ in range(2):
        keys.to('button "Kies"')
        keys.press("Enter")
        expect(page.locator("*:focus")).to_have_text("✓ Gekozen")
    assert violations(page, best=True) == []
    page.get_by_role("button", name="Naast elkaar (2)").focus()
    keys.press("Enter")
    expect(page.locator(".heads .who")).to_have_count(2)
    says_nobody(page.content())

    tab.open(tab.server.page("leergroep/duinen/naast-elkaar.ipynb"))
    expect(page.locator(".card", has_text="Coalitie Zandpad 21")).to_be_visible()
    block = page.get_by_role("combobox", name="Bouwsteen")
    expect(block.locator("option")).to_have_text(["Meso – Samenwerking", "Meso – Uitvoering"])  # there always is one
    for name in ("Meso – Samenwerking", "Meso – Uitvoering"):
        block.select_option(label=name)
        expect(page.get_by_role("heading", level=2)).to_have_text(name)
    expect(page.get_by_role("button", name="Alles tonen")).to_be_hidden()
    switch.click()
    expect(page.locator(".card", has_text="Coalitie Zandpad 21")).to_have_count(0)
    says_nobody(page.content())
    with page.expect_download() as download:
        page.get_by_role("button", name="webpagina").click()
    says_nobody(Path(download.value.path()).read_text(encoding="utf-8"))
    assert not tab.errors


def test_side_by_side_on_the_screen(beamer: Callable[..., Tab]) -> None:
    tab = beamer()
    page, keys = tab.page, Keys(tab.page)
    page.add_init_script(_FORBIDDEN)  # a window that is full screen keeps its size
    tab.open("leergroep/rivieren/naast-elkaar.ipynb")
    tab.press("Drie naast elkaar")
    rows = page.locator(".row[data-thing]:visible")
    expect(page.locator(".heads .who")).to_have_count(3)
    tab.press("Op het scherm")
    expect(page.locator("main .sko-filters")).to_be_hidden()
    assert rows.count() > 3
    reads_well(page)
    page.locator("h2").click()
    keys.press("PageDown", "ArrowRight")
    expect(rows).to_have_count(1)
    expect(rows.get_by_role("heading", level=3)).to_be_focused()
    expect(page.locator(".count")).to_contain_text("2 van ")
    page.get_by_role("button", name="Drie andere").click()  # all is drawn anew
    expect(page.locator("[aria-live=polite]", has_text="Drie naast elkaar:")).to_have_count(1)
    expect(rows).to_have_count(1)
    reads_well(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.get_by_role("button", name="Muur").click()
    tab.press("Startvraag")
    expect(page.locator(".card:visible")).to_have_count(22)  # something else is shown: one begins with all of it
    page.locator("h2").click()
    keys.press("PageDown", "PageDown")
    expect(page.locator(".card:visible")).to_have_count(1)
    keys.press("PageUp", "PageUp")
    expect(page.locator(".card:visible")).to_have_count(22)
    for width, height in ((1280, 720), (1366, 650), (390, 844)):
        resize(page, width, height)
        assert columns(page) == (1 if width == 390 else 4)
        reads_well(page)
    keys.press("Escape")
    is_on(page, on=False)
    assert violations(page, best=True) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not tab.errors
