"""Every field of every instrument: filled by mouse and printed, filled by keyboard and back after its kernel died."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from read_pdf import elements
from read_report import W, page_of, text, word_xml
from serving import Serving, until
from thoroughness import times
from workbook_browser import KEY, Folder, Keys, Tab, focused, kernel_process, opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import Sheet, framework_for
from sko_widgets.guide.page_addresses import instrument_page
from sko_widgets.insight.instruments import pictures
from sko_widgets.kernels.kept_kernel import kept_kernel
from sko_widgets.report.look import tokens
from sko_widgets.report.make import make

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

BY_KEYBOARD = DossierKey(KEY.slug, "2024-2025")
# What is filled in on a picture, `test_chain_browser.py` and `test_instruments_browser.py` fill.
ASKED = [sheet for sheet in framework_for("").instruments if not any(field.between for field in sheet.fields)]
INSTRUMENTS = [pytest.param(sheet, id=instrument_page(sheet)) for sheet in ASKED]
# At each run one half by mouse and the other by keyboard: all kinds of controls are in both.
BY_TURNS = times(2, whole=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("werkmap")).make().make(key=BY_KEYBOARD)


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as found, kept_kernel():
        yield found


def lesson(tab: Tab, sheet: Sheet, key: DossierKey) -> Page:
    page = tab.open(f"{key.slug}/{key.period}/{instrument_page(sheet)}").page
    table = page.get_by_role("button", name="Tabel", exact=True)
    if table.count():  # instead of a map
        table.click()
    # Another instrument may have put a name in this one; rows that are there are folded.
    page.locator("details.others").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
    return page


class Words:
    """Gives words that stand nowhere else, and knows which were given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def next(self) -> str:
        self.given.append(f"woord{len(self.given) + 1:03}")
        return self.given[-1]


def lacking(sheet: Sheet, values: dict[str, Any]) -> list[str]:
    """Return the fields that a sheet asks, and the columns of its tables, that nothing stands in."""
    found = [name for name in sheet.order if not values.get(name) and not sheet.asked_field(name).former]
    for field in sheet.fields:
        value = values.get(field.name, [])
        rows = value["items"] if field.kind == "items" and value else value
        for column in field.columns:
            if not column.former and any(column.name not in row for row in rows):
                found.append(f"{field.name}.{column.name}")
    return found


def complete(folder: Folder, sheet: Sheet, key: DossierKey, words: Words) -> None:
    """Wait until each field of the sheet is in the store, with every word that was typed."""
    with contextlib.suppress(AssertionError):
        until(lambda: not lacking(sheet, folder.sheet(sheet.id, key)))
    assert lacking(sheet, folder.sheet(sheet.id, key)) == []
    stored = json.dumps(folder.sheet(sheet.id, key))
    assert [word for word in words.given if word not in stored] == []


def back(folder: Folder, server: Serving, tab: Tab, sheet: Sheet, key: DossierKey, words: Words) -> None:
    """Kill the kernel, open the page again, and find everything there and nothing changed."""
    before = folder.sheet(sheet.id, key)
    kernel_process(server, tab.kernel).kill()
    tab.page.wait_for_selector("html:not([data-link=online])", state="attached")
    tab.reload()
    fields = tab.page.locator("main").locator("input, textarea, [role=textbox]")
    shown = fields.evaluate_all("(all) => all.map((one) => one.value ?? one.textContent).join('\\n')")
    assert [word for word in words.given if word not in shown] == []
    assert folder.sheet(sheet.id, key) == before


# --- by mouse -----------------------------------------------------------------------------------


def click_and_type(place: Locator, text: str) -> None:
    place.click()
    place.page.keyboard.type(text)


def fill(page: Page, words: Words) -> None:
    """Add a row wherever that can be done, and fill all there is to fill."""
    main = page.locator("main")
    for button in main.get_by_role("button", name="toevoegen").all():
        button.click()
    for more in main.get_by_role("button", name="Meer bij").all():  # behind it lies who, when and how far
        more.click()
    boxes = main.locator("input[role=combobox]").or_(main.get_by_role("textbox"))
    for wanted in (True, False):  # a new name may have put a row on the page in between
        for area in boxes.all():
            if area.get_attribute("type") == "date":
                area.fill("2026-03-09")
            elif wanted or not area.evaluate("(one) => one.value ?? one.textContent").strip():
                click_and_type(area, words.next())
    for date in main.locator("input[type=date]").all():
        date.fill("2026-03-09")
    for number in main.get_by_role("spinbutton").all():
        number.fill("3")
    for select in main.locator("select").all():
        select.select_option(index=1)
    for group in main.get_by_role("radiogroup").all():
        group.get_by_role("radio").nth(1).click()
    main.get_by_role("radiogroup", name="In het rapport").get_by_role("radio", name="Alles").click()
    tick(main)


def tick(place: Locator) -> None:
    left = place.get_by_role("checkbox", checked=False)
    for _ in range(left.count()):
        left.first.click()


@pytest.mark.parametrize("sheet", INSTRUMENTS[::BY_TURNS])
def test_by_mouse_and_on_paper(folder: Folder, server: Serving, tabs: Tabs, sheet: Sheet) -> None:
    tab, words = tabs(server), Words()
    page = lesson(tab, sheet, KEY)
    fill(page, words)
    tab.saved()
    for field in sheet.fields:
        if field.kind == "ties":  # between rows that are there by now
            ties = page.get_by_role("group", name=field.label, exact=True)
            expect(ties.get_by_role("checkbox")).not_to_have_count(0)
            tick(ties)
    complete(folder, sheet, KEY, words)
    expect(page.locator(".sko-picture svg")).to_have_count(drawn(folder, sheet))
    back(folder, server, tab, sheet, KEY, words)
    printed(folder, sheet, words)


def printed(folder: Folder, sheet: Sheet, words: Words) -> None:
    """Print the lesson in three formats, and find every word and picture in each."""
    with open_store(folder.url) as store:
        report = make(store.snapshot(KEY), blocks=[sheet.id])
    for name, data in report.files.items():
        said = text(name, data)
        assert [word for word in words.given if word not in said] == [], name
    counted = {
        "html": len(page_of(report.files["html"]).findall(".//main//figure//svg")),
        "pdf": len([one for one in elements(report.files["pdf"]) if one.tag == "Figure"]),
        "docx": len(list(word_xml(report.files["docx"]).iter(f"{W}drawing"))),
    }
    assert counted == dict.fromkeys(counted, drawn(folder, sheet))


def drawn(folder: Folder, sheet: Sheet) -> int:
    """Return how many drawings come of a sheet's pictures: each at least one, and more when it takes more pages."""
    number = len(pictures(framework_for(KEY.period), sheet, folder.sheet(sheet.id), tokens()))
    assert number >= len(sheet.pictures)
    return number


# --- by keyboard --------------------------------------------------------------------------------


class Typist(Keys):
    """Goes through a page with Tab, and fills what it comes upon."""

    def __init__(self, tab: Tab, words: Words) -> None:
        super().__init__(tab.page)
        self.tab = tab
        self.words = words
        self.added: set[str] = set()

    def through(self) -> None:
        """Go once from the top of the page to its end."""
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        while True:
            name = self.next()
            if name.startswith('link "Alle instrumenten'):  # below the last field
                return
            self.fill(name)

    def fill(self, name: str) -> None:
        role = name.partition(" ")[0]
        if role == "button" and name.endswith('toevoegen"') and name not in self.added:
            self.added.add(name)
            self.press("Enter")
            self.fill(focused(self.page))  # the new row has it
        elif role == "button" and "Meer bij" in name and name not in self.added:
            self.added.add(name)
            self.press("Enter")  # what lay behind it comes next
        elif role == "button" and "Geschiedenis" in name:
            self.tab.saved()  # the field that ends here; others may wait for it
        elif (role == "textbox" or (role == "combobox" and self.value("tagName") == "INPUT")) and not self.value():
            self.type("09032026" if self.value("type") == "date" else self.words.next())
        elif role == "spinbutton" and not self.value():
            self.type("3")
        elif role == "combobox" and not self.value():
            self.press("ArrowDown")
        elif role in {"radio", "checkbox"} and not self.value("checked"):
            self.press("Space")

    def value(self, what: str = "value") -> Any:
        return self.page.evaluate(f"document.activeElement.{what}")


@pytest.mark.parametrize("sheet", INSTRUMENTS[BY_TURNS - 1 :: BY_TURNS])
def test_by_keyboard(folder: Folder, server: Serving, tabs: Tabs, sheet: Sheet) -> None:
    tab, words = tabs(server), Words()
    lesson(tab, sheet, BY_KEYBOARD)
    typist = Typist(tab, words)
    typist.through()
    tab.saved()
    if any(field.kind == "ties" for field in sheet.fields):
        typist.through()  # rows that came later can be tied now
    complete(folder, sheet, BY_KEYBOARD, words)
    back(folder, server, tab, sheet, BY_KEYBOARD, words)
