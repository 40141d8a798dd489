"""The workbook's pages for everyone: labels, axe, narrow and wide, light and dark, and nothing asked of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from browser import violations
from helpers import EXAMPLE
from playwright.sync_api import BrowserContext, expect
from serving import Serving
from thoroughness import times
from workbook_browser import Folder, Tab, opened

from sko_widgets.dossier.snapshot import DossierKey

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

STEPS = (
    "Startvraag",
    "Aanleiding",
    "Doel",
    "Acties",
    "Resultaten",
    "Ons antwoord nu",
    "Vervolg",
    "Nieuwe vraag",
    "Verbindingen",
    "Titel",
    "Terugblik",
)
REVIEW = ("Met wie", "Wanneer", "Wat we leerden", "Wat we in de tekst veranderden", "Looptijd van deze cyclus")
BLOCK = "meso-samenwerking"
# 640 by 450 with two pixels a point is what 1280 by 900 shows at 200 %.
SIZES = {"desktop": (1280, 900, 1), "telefoon": (390, 844, 3), "vergroot": (640, 450, 2), "smal": (320, 640, 1)}
LOOKS = [("desktop", "light"), ("telefoon", "dark"), ("desktop", "dark"), ("telefoon", "light")][: times(2, whole=4)]


@dataclass
class Example:
    """The example coalition, and its server."""

    server: Serving
    key: DossierKey

    def pages(self) -> dict[str, str]:
        """Return the notebooks of the kinds of pages there are."""
        folder = f"{self.key.slug}/{self.key.period}"
        return {
            "alle coalities": "start.ipynb",
            "coalitie": f"{folder}/start.ipynb",
            "inleiding": f"{folder}/inleiding.ipynb",
            "gegevens": f"{folder}/gegevens.ipynb",
            "voorin het rapport": f"{folder}/voorin.ipynb",
            "rapport": f"{folder}/rapport.ipynb",
            "bouwsteen": f"{folder}/macro-uitvoering-1.ipynb",
            "afgeronde cyclus": f"{folder}/{BLOCK}-2.ipynb",
            "nieuwe cyclus": f"{folder}/{BLOCK}-3.ipynb",
            "handleiding": "handleiding.ipynb",
            "vragen van de lessen": "lesvragen.ipynb",
        }


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    folder = Folder(tmp_path_factory.mktemp("voorbeeld"))
    key = folder.fill(EXAMPLE)
    with opened(folder.path) as server:
        yield Example(server, key)


def sideways(tab: Tab) -> int:
    """Return how many pixels the page is wider than its window."""
    wider: int = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def window(size: str) -> dict[str, Any]:
    """Return the settings of a browser of this size."""
    width, height, scale = SIZES[size]
    return {"viewport": {"width": width, "height": height}, "device_scale_factor": scale}


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing(
    example: Example, tabs: Tabs, profile: Callable[..., BrowserContext], size: str, scheme: str
) -> None:
    tab = tabs(example.server, profile(color_scheme=scheme, **window(size)))
    for name, path in example.pages().items():
        tab.open(path)
        assert violations(tab.page, best=True) == [], name
        assert sideways(tab) == 0, name
    asks_only_its_own_server(tab)


@pytest.mark.parametrize("size", ["vergroot", "smal"])
def test_enlarged_or_narrow_nothing_scrolls_sideways(
    example: Example, tabs: Tabs, profile: Callable[..., BrowserContext], size: str
) -> None:
    tab = tabs(example.server, profile(**window(size)))
    for name, path in example.pages().items():
        tab.open(path)
        assert sideways(tab) == 0, name
    assert violations(tab.page, best=True) == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_in_what_opens_either(
    example: Example, tabs: Tabs, profile: Callable[..., BrowserContext], size: str, scheme: str
) -> None:
    tab = tabs(example.server, profile(color_scheme=scheme, **window(size)))
    tab.open(example.pages()["bouwsteen"])
    page = tab.page
    for summary in page.get_by_text("Wat hoort hier?").all():
        summary.click()
    for more in page.get_by_role("button", name="Meer bij").all():
        more.click()
    page.evaluate("scrollTo(0, 0)")  # what is half below the bar counts as small
    assert violations(tab.page, best=True) == []
    assert sideways(tab) == 0
    dialog = page.get_by_role("dialog")
    tab.preview()
    page.keyboard.press("Escape")  # while the document is still being made
    expect(dialog).to_have_count(0)
    shown = {
        "Geschiedenis van Doel": dialog.get_by_role("listitem").first,
        "Zo komt het in het rapport": dialog.locator("iframe"),
    }
    for name, content in shown.items():
        tab.preview() if name.startswith("Zo") else tab.press(name)
        expect(content).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        assert violations(tab.page, best=True) == [], name
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    tab.open(example.pages()["alle coalities"])
    page.get_by_label("Periode").fill("ooit")
    tab.press("Coalitie toevoegen")
    expect(page.get_by_text("Hoe heet de coalitie?")).to_be_visible()
    expect(page.get_by_label("Naam van de coalitie")).to_be_focused()
    tab.press("Meer bij Elzerveen")
    assert violations(tab.page, best=True) == []
    assert sideways(tab) == 0
    tab.press("Nieuwe periode")
    dialog.get_by_text("open vragen mee").click()
    assert violations(tab.page, "dialog", best=True) == []
    assert sideways(tab) == 0


def test_a_screen_reader_hears_the_labels_that_were_agreed(example: Example, tabs: Tabs) -> None:
    tab = tabs(example.server).open(example.pages()["bouwsteen"])
    page = tab.page
    for number, name in enumerate(STEPS, 1):
        expect(page.get_by_role("heading", level=2, name=f"{name} stap {number} van {len(STEPS)}")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", level=3, name="Eigen vraag").first).to_be_visible()
    texts = ("Startvraag", "Eigen vraag", "Aanleiding", "Doel", "Ons antwoord nu", "Vervolg", "Titel", *REVIEW[2:])
    for name in texts:
        expect(tab.text(name)).to_be_visible()
    for name in REVIEW:
        # They are together in one step, so each has its label on screen: once, and not as a heading.
        expect(page.locator("#review").get_by_text(name, exact=True)).to_have_count(1)
        expect(page.locator("#review").get_by_text(name, exact=True)).to_be_visible()
    expect(page.get_by_label("Wanneer", exact=True).and_(page.locator("[type=date]"))).to_be_visible()
    for name in ("Acties", "Resultaten", "Nieuwe vraag", "Verbindingen"):
        expect(page.get_by_role("group", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Met wie", exact=True)).to_be_attached()
    for name in ("Actie toevoegen", "Resultaat toevoegen", "Nieuwe vraag toevoegen", "Verbinding toevoegen"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Zo komt het in het rapport", exact=True)).to_be_visible()
    for name in (*STEPS[:-1], "Eigen vraag", *REVIEW):
        expect(page.get_by_role("button", name=f"Geschiedenis van {name}", exact=True)).to_be_visible()
    steps = page.get_by_role("complementary", name="Stappen").get_by_role("list").get_by_role("link")
    assert [text.split("\n")[1] for text in steps.all_inner_texts()] == list(STEPS)
    where = page.get_by_role("navigation", name="Waar ben ik")
    expect(where.locator("[aria-current=page]")).to_have_text("Macro – Uitvoering, cyclus 1")
    here = page.get_by_role("navigation", name="Cycli").locator("[aria-current=page]")
    expect(here).to_have_text("Cyclus 1 bezig")
    expect(page).to_have_title(re.compile(r"Macro – Uitvoering, cyclus 1 · Elzerveen 2025–2026 \(voorbeeld\)$"))
    tab.open(example.pages()["nieuwe cyclus"])
    expect(page.get_by_role("button", name="Cyclus afronden", exact=True)).to_be_visible()
    tab.text("Doel").fill("Samen leren")
    expect(page.get_by_role("status").filter(has_text="Bezig met opslaan")).to_be_visible()
    tab.text("Doel").blur()
    tab.saved()
    said = page.get_by_role("status").filter(has_text="Opgeslagen om").inner_text()
    assert said.split("Opgeslagen om ")[1].endswith(" uur")


def test_every_request_goes_to_the_own_server(example: Example, tabs: Tabs) -> None:
    """Also of what is typed and shown; the other pages are asked this where axe looks at each."""
    tab = tabs(example.server).open(example.pages()["bouwsteen"])
    tab.text("Vervolg").press("End")
    tab.page.keyboard.type(" En door.")
    tab.preview()
    expect(tab.page.get_by_role("dialog").locator("iframe").content_frame.get_by_text("En door.")).to_be_visible()
    asks_only_its_own_server(tab)


def asks_only_its_own_server(tab: Tab) -> None:
    """Check where all went that a tab asked, over the pages that it showed."""
    own = tuple(f"{scheme}127.0.0.1:{tab.server.port}/" for scheme in ("http://", "ws://"))
    assert [url for url in tab.requests if not url.startswith((*own, "data:", "blob:", "about:"))] == []
    assert any(url.startswith(own[1]) for url in tab.requests)
    document = [url for url in tab.requests if "token=" in url and "/werkboek/" not in url]
    assert document == []


def test_steps_lead_to_their_place_and_say_what_is_in_them(example: Example, tabs: Tabs) -> None:
    tab = tabs(example.server).open(example.pages()["nieuwe cyclus"])
    side = tab.page.get_by_role("complementary", name="Stappen")
    expect(side.locator("[aria-current=step]")).to_contain_text("Startvraag")
    side.get_by_role("link", name="Verbindingen").click()
    heading = tab.page.get_by_role("heading", name="Verbindingen", level=2)
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    expect(side.locator("[aria-current=step]")).to_contain_text("Verbindingen")
    expect(side.get_by_role("link", name="Aanleiding (nog leeg)")).to_be_visible()
    expect(side.get_by_role("link", name="Terugblik (mag leeg blijven)")).to_be_visible()
    for link in side.get_by_role("list").get_by_role("link").all():  # also in a tab of its own, or as a bookmark
        expect(tab.page.locator(str(link.get_attribute("href")))).to_have_count(1)
    tab.text("Aanleiding").fill("Zes locaties, zes plannen")
    tab.text("Aanleiding").blur()
    expect(side.get_by_role("link", name="Aanleiding (ingevuld)")).to_be_visible()
