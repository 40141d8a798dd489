"""Lesson 12: the chain is made on its picture and row by row, by mouse, by finger and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from browser import resize, violations
from helpers import EXAMPLE
from playwright.sync_api import BrowserContext, Locator, Page, expect
from read_pdf import elements
from screen_sizes import LEAST, SMALLER
from serving import Serving, until
from test_instruments_filled import Words, printed
from workbook_browser import KEY, Folder, Keys, Tab, focused, kernel_process, opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.framework import framework_for
from sko_widgets.insight.instruments.chain_ties import COLUMNS, LETTERS, TIES

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

SHEET = framework_for(KEY.period).sheet("lesson/12-kansenketen")
MANY = DossierKey("de-brug", "2023-2024")
EMPTY = DossierKey("de-brug", "2024-2025")
FILLED = DossierKey("elzerveen", "2025-2026")
ITEMS = dict(zip(LETTERS, [SHEET.field(name).item for name in COLUMNS], strict=True))

# What either view shows: each card's text by its number, and which numbers hang together.
_PICTURE = """() => {
  const cards = [...document.querySelectorAll(".columns [data-card]")];
  return Object.fromEntries(cards.map((one) => [one.querySelector(".code").textContent, one.textContent.trim()]));
}"""
_ROWS = """() => {
  const faces = [...document.querySelectorAll(".row-view .face")];
  return Object.fromEntries(faces.map((one) => [one.querySelector(".code").textContent, one.textContent.trim()]));
}"""
_OPENS = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const controls = [...document.querySelectorAll("a, button, input, textarea, select, summary, [role=textbox]")];
  const { scrollHeight, scrollWidth } = document.documentElement;
  return [scrollHeight / innerHeight, controls.filter(seen).length, scrollWidth - innerWidth];
}"""


def many() -> dict[str, Any]:
    """Return a chain of sixty cards, in which all but the last of each column hang together."""
    rows = {
        name: [{"id": f"{letter}{n}", "text": f"{ITEMS[letter]} nummer {n} van de twaalf"} for n in range(12)]
        for name, letter in zip(COLUMNS, LETTERS, strict=True)
    }
    ties = {name: [[f"{LETTERS[a]}{n}", f"{LETTERS[b]}{n}"] for n in range(11)] for name, a, b in TIES}
    return {**rows, **ties}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = Folder(tmp_path_factory.mktemp("werkmap"))
    made.make().make(key=EMPTY).make({SHEET.id: many()}, key=MANY)
    assert made.fill(EXAMPLE) == FILLED
    return made


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path, author="") as found:  # somebody who is new: the bar that asks for a name is in sight
        yield found


def chain(tab: Tab, key: DossierKey) -> Page:
    page = tab.open(f"{key.slug}/{key.period}/les-12.ipynb").page
    expect(page.get_by_role("group", name="Weergave")).to_be_visible()
    return page


def card(page: Page, code: str) -> Locator:
    """Return the button of a card by its number."""
    return page.locator(f".face:has(> .code:text-is('{code}')):visible").first


def write(page: Page, item: str, text: str) -> None:
    page.get_by_role("button", name=f"{item} toevoegen", exact=True).first.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def said(page: Page, words: str) -> None:
    """Wait until the board says it, in its live region."""
    expect(page.locator(".sko-chain-board [aria-live]").first).to_contain_text(words)


class Board:
    """What the store has of a chain, in the words of its cards."""

    def __init__(self, folder: Folder, key: DossierKey) -> None:
        self.folder = folder
        self.key = key

    def column(self, name: str) -> list[str]:
        return [row["text"] for row in self.folder.sheet(SHEET.id, self.key).get(name, [])]

    def tied(self, name: str) -> list[tuple[str, str]]:
        values = self.folder.sheet(SHEET.id, self.key)
        _, a, b = next(tie for tie in TIES if tie[0] == name)
        texts = [{row["id"]: row["text"] for row in values.get(COLUMNS[at], [])} for at in (a, b)]
        return [(texts[0][x], texts[1][y]) for x, y in values.get(name, []) if x in texts[0] and y in texts[1]]

    def has(self, name: str, *texts: str) -> None:
        """Wait until a column is so in the store."""
        until(lambda: self.column(name) == list(texts))

    def joins(self, name: str, *pairs: tuple[str, str]) -> None:
        until(lambda: self.tied(name) == list(pairs))


def both_views_agree(page: Page) -> dict[str, str]:
    """Look at one view and at the other: they show the same cards with the same words; return them."""
    page.get_by_role("button", name="Tekening", exact=True).click()
    drawn = page.evaluate(_PICTURE)
    page.get_by_role("button", name="Lijst", exact=True).first.click()
    assert page.evaluate(_ROWS) == drawn
    return dict(drawn)


# --- sixty cards ----------------------------------------------------------------------------------


def test_sixty_cards_are_changed_by_mouse_and_both_views_agree(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab, there = tabs(server), Board(folder, MANY)
    page = chain(tab, MANY)
    resize(page, 1366, 650)
    expect(page.locator(".columns .card")).to_have_count(60)
    expect(page.locator(".net path")).to_have_count(44)  # what pulls at a goal is told in words
    expect(page.get_by_text("5 losse einden")).to_be_visible()
    write(page, "Probleem", "Te ver")  # made
    there.has("problems", *(row["text"] for row in many()["problems"]), "Te ver")
    card(page, "P13").click()  # joined
    page.get_by_role("button", name="Verbinden", exact=True).click()
    page.get_by_role("button", name="D12 Doel nummer 11").click()
    said(page, "P13 en D12 zijn verbonden.")
    page.get_by_role("button", name="Klaar", exact=True).click()
    until(lambda: ("Te ver", "Doel nummer 11 van de twaalf") in there.tied("problem_goals"))
    assert len(both_views_agree(page)) == 61
    page.get_by_role("button", name="Tekening", exact=True).click()
    drag(page, card(page, "M1"), card(page, "M1"))  # let go where it stood: it is not opened either
    expect(page.locator(".columns textarea")).to_have_count(0)
    drag(page, card(page, "M1"), card(page, "M3"))  # moved
    said(page, "Maatregel 1 staat nu op plaats 3 van 12.")
    until(lambda: there.column("measures")[:3] == [f"Maatregel nummer {n} van de twaalf" for n in (1, 2, 0)])
    both_views_agree(page)
    card(page, "S2").click()  # removed, in the other view
    page.get_by_role("button", name="Weghalen", exact=True).click()
    said(page, "Spanning 2 is weggehaald.")
    until(lambda: len(there.column("tensions")) == 11)
    assert "S12" not in both_views_agree(page)
    page.locator("button.undo-last").click()  # undone, with what it hung on
    until(lambda: len(there.column("tensions")) == 12)
    assert ("Maatregel nummer 1 van de twaalf", "Spanning nummer 1 van de twaalf") in there.tied("measure_tensions")
    for _ in range(2):
        page.locator("button.undo-last").click()
    until(lambda: there.column("measures")[0] == "Maatregel nummer 0 van de twaalf")
    until(lambda: len(there.tied("problem_goals")) == 11)
    both_views_agree(page)
    assert not tab.errors


def drag(page: Page, one: Locator, other: Locator) -> None:
    """Drag a card to just below another."""
    start, end = one.bounding_box(), other.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 40, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + end["height"] - 2, steps=12)
    page.mouse.up()


# --- three cards ----------------------------------------------------------------------------------


def test_three_cards_with_the_keyboard_alone(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab, there = tabs(server), Board(folder, EMPTY)
    page = chain(tab, EMPTY)
    keys = Keys(page)
    for item, text in (("Probleem", "Te ver"), ("Probleem", "Te duur"), ("Doel", "Dichtbij")):
        keys.to(f'button "{item} toevoegen')
        keys.press("Enter")
        keys.type(text)
        keys.press("Escape")
    there.has("problems", "Te ver", "Te duur")
    expect(page.get_by_text("bij geen probleem")).to_be_visible()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    keys.to('button "P')
    keys.press("ArrowUp", "ArrowDown", "Enter")  # the second; what it is about stands in it
    keys.to('checkbox "Gelijke ontwikkelkansen')
    keys.press("Space")
    keys.to('button "Verbinden')
    keys.press("Enter", "Enter")  # the first it can be joined to has the focus
    said(page, "P2 en D1 zijn verbonden.")
    keys.press("Escape", "Escape")
    there.joins("problem_goals", ("Te duur", "Dichtbij"))
    keys.press("Alt+ArrowUp")
    there.has("problems", "Te duur", "Te ver")
    said(page, "Probleem 2 staat nu op plaats 1 van 2.")
    assert folder.sheet(SHEET.id, EMPTY)["problems"][0]["about"] == ["development"]
    expect(card(page, "P1")).to_be_focused()
    keys.press("ArrowRight")
    expect(card(page, "D1")).to_be_focused()
    keys.press("Enter")
    keys.to('button "Weghalen')
    keys.press("Enter")
    there.has("goals")
    keys.press("Control+z")
    there.has("goals", "Dichtbij")
    there.joins("problem_goals", ("Te duur", "Dichtbij"))
    keys.to('button "Lijst')
    keys.press("Enter")
    keys.to('button "Uitleg toevoegen')
    keys.press("Enter", "Escape")  # nothing was written: no card, and the keyboard is where it was
    assert focused(page) == 'button "Uitleg toevoegen"'
    measures_are_added_to_a_goal(page, there)
    assert both_views_agree(page).keys() == {"P1", "P2", "D1", "M1"}
    assert [one.number for one in folder.history(SHEET.id, "problem_goals", EMPTY)] == [1]
    its_questions_and_history(page)
    somebody_else_changes_a_card_too(folder, page)
    there.has("problems", "Veel te duur", "Heel ver")
    its_sheets_are_printed(page, keys)
    there.has("problems", "Veel te duur, ook met korting", "Heel ver")
    assert not tab.errors


def its_sheets_are_printed(page: Page, keys: Keys) -> None:
    """Type on the card that is open, and go with the keyboard to each button for paper."""
    keys.type(", ook met korting")
    wide = {
        "Leeg afdrukken": ("les-12-leeg-a4.pdf", 842),
        "Leeg op A3": ("les-12-leeg-a3.pdf", 1191),
        "Ingevuld afdrukken": ("les-12-de-brug-2024-2025.pdf", 595),
    }
    for label, (name, width) in wide.items():
        keys.to(f'button "{label}')
        with page.expect_download() as download:
            keys.press("Enter")
        assert download.value.suggested_filename == name
        expect(page.get_by_text(f"‘{name}’ staat bij je downloads.")).to_be_visible()
        data = Path(download.value.path()).read_bytes()
        texts = " ".join(one.text for one in elements(data))
        with pikepdf.open(BytesIO(data)) as pdf:
            assert width in {round(float(one.MediaBox[2])) for one in pdf.pages}, label
        filled = label == "Ingevuld afdrukken"
        assert "De kansenketen" in texts
        assert ("Welke problemen" in texts) is not filled
        assert ("Veel te duur, ook met korting" in texts, "Heel ver" in texts) == (filled, filled), label


def measures_are_added_to_a_goal(page: Page, there: Board) -> None:
    """Row by row: the first in its empty place, another from the goal that is open; that one is undone."""
    keys = Keys(page)
    keys.to('button "Maatregel toevoegen bij D1')
    keys.press("Enter")
    keys.type("Bus")
    keys.press("Enter")
    there.joins("goal_measures", ("Dichtbij", "Bus"))
    expect(page.get_by_role("button", name="Maatregel toevoegen bij D1")).to_have_count(0)
    for named in ('button "D1', 'button "Maatregel toevoegen bij D1'):
        keys.to(named)
        keys.press("Enter")
    keys.type("Fiets")
    keys.press("Enter")
    there.joins("goal_measures", ("Dichtbij", "Bus"), ("Dichtbij", "Fiets"))
    keys.press("Control+z")
    there.has("measures", "Bus")


def its_questions_and_history(page: Page) -> None:
    """Look at what stands behind a column's question mark."""
    page.get_by_role("button", name="Tekening", exact=True).click()
    page.get_by_role("button", name="Vragen en geschiedenis bij doelen").click()
    expect(page.locator(".asked").get_by_text("Welke doelen kies je om die problemen op te lossen?")).to_be_visible()
    page.get_by_role("button", name="Geschiedenis van Van doel naar maatregel").click()
    expect(page.get_by_role("dialog")).to_contain_text("Dichtbij → Bus")
    page.keyboard.press("Escape")


def somebody_else_changes_a_card_too(folder: Folder, page: Page) -> None:
    """Type in the first problem while another changes the second: both stay."""
    card(page, "P1").click()
    first, second = folder.sheet(SHEET.id, EMPTY)["problems"]
    folder.save(SHEET.id, "problems", [first, {**second, "text": "Heel ver"}], key=EMPTY)
    page.get_by_role("textbox", name="Probleem 1", exact=True).fill("Veel te duur")
    dialog = page.get_by_role("dialog", name="Er zijn twee teksten bij ‘Problemen’")
    dialog.get_by_role("button", name="Samenvoegen").click()
    dialog.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(page.get_by_role("textbox", name="Probleem 1", exact=True)).to_have_value("Veel te duur")
    expect(card(page, "P2")).to_contain_text("Heel ver")


# --- by finger, with the kernel gone ----------------------------------------------------------------


def test_by_finger_on_a_phone_and_nothing_is_lost_without_a_kernel(
    folder: Folder, server: Serving, tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    phone = profile(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    tab, there, words = tabs(server, phone), Board(folder, KEY), Words()
    page = chain(tab, KEY)
    for name, letter in zip(COLUMNS, LETTERS, strict=True):
        page.get_by_role("group", name="Kolom").get_by_role("button", name=SHEET.field(name).label).tap()
        page.get_by_role("button", name=f"{ITEMS[letter]} toevoegen", exact=True).tap()
        page.get_by_role("textbox", name=f"{ITEMS[letter]} 1", exact=True).fill(words.next())
        for tick in page.locator(".open input[type=checkbox]").all():
            tick.tap()
        for named in page.locator(".open input[role=combobox]").all():
            named.fill(words.next())
            named.blur()
        if letter != "P":
            page.get_by_role("button", name="Verbinden", exact=True).tap()
            expect(page.locator(".others-to-join .toggle").first).to_be_visible()
            for other in page.locator(".others-to-join .toggle").all():
                other.tap()
        page.get_by_role("button", name="Klaar", exact=True).tap()
    until(lambda: all(len(there.tied(name)) == 1 for name, _, _ in TIES))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("group", name="Kolom").get_by_role("button", name="Problemen").tap()
    write(page, "Probleem", words.next())
    there.has("problems", words.given[0], words.given[-1])
    card(page, "P2").tap()
    grip = page.get_by_role("button", name="Verplaats", exact=True)
    grip.scroll_into_view_if_needed()
    box, first = grip.bounding_box(), card(page, "P1").bounding_box()
    assert box
    assert first
    touch = phone.new_cdp_session(page)
    finger = {"x": box["x"] + 10, "y": box["y"] + 10}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    kernel_process(server, tab.kernel).kill()  # in the middle of the drag
    page.wait_for_selector("html:not([data-link=online])", state="attached")
    for step in range(1, 9):
        y = finger["y"] + (first["y"] - finger["y"]) * step / 8
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": finger["x"], "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    said(page, "Probleem 2 staat nu op plaats 1 van 2.")
    page.get_by_role("textbox", name="Probleem 1", exact=True).press_sequentially(" erbij")
    tab.reload()
    there.has("problems", f"{words.given[-1]} erbij", words.given[0])
    folder.save(SHEET.id, "in_report", "alles")
    printed(folder, SHEET, words)


# --- the page as it opens ----------------------------------------------------------------------------


def test_the_page_is_short_and_sound_at_each_size(
    server: Serving, tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    page = chain(tabs(server, profile(reduced_motion="reduce")), FILLED)
    sizes = {(1366, 650): ("light", 3, 120), (390, 844): ("dark", 6, 120), (1920, 1080): ("dark", 3, 120)}
    looked_at = {"Tekening": (1366, 1920), "Lijst": (1366, 390)}
    for (width, height), (scheme, screens, controls) in sizes.items():
        resize(page, width, height)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.get_by_role("button", name="Vul je naam in")).to_be_visible()
        for view in ("Tekening", "Lijst"):
            page.get_by_role("button", name=view, exact=True).first.click()
            opens, counted, sideways = page.evaluate(_OPENS)
            tall = opens > screens and (view == "Tekening" or width > 390)  # row by row a phone tells it in full
            assert (tall, counted <= controls, sideways <= 0) == (False, True, True), (width, view, opens, counted)
            page.locator(".face:visible").first.click()
            page.get_by_role("button", name="Verbinden", exact=True).click()
            if width in looked_at[view]:
                page.evaluate("scrollTo(0, 0)")  # nothing is half under the bar
                assert violations(page, ".sko-chain-board") == [], (width, view)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (width, view)
            page.get_by_role("button", name="Klaar", exact=True).click()
        page.get_by_role("button", name="Tekening", exact=True).click()
    page.get_by_role("button", name="Op het scherm").click()  # 1920 x 1080
    question, head = (page.locator(one).bounding_box() for one in ("#chain .question", ".sko-chain-board > .head"))
    assert question
    assert head
    assert question["y"] + question["height"] <= head["y"] + 1
    for view in ("Tekening", "Lijst"):
        page.get_by_role("button", name=view, exact=True).first.click()
        page.locator(".face:visible").first.click()
        assert page.evaluate(SMALLER, LEAST) == [], view
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, view
        page.keyboard.press("Escape")  # the card is done; the page stays on the screen
    expect(page.locator("html.on-screen")).to_be_attached()
