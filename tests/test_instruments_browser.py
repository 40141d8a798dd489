"""What is particular to an instrument, by mouse and by keyboard; `test_instruments_filled.py` has what all share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from operator import eq
from pathlib import Path
from typing import Any, Literal

import pytest
from browser import resize, shows, violations
from helpers import sko
from playwright.sync_api import BrowserContext, Locator, Page, expect
from serving import Serving, until
from workbook_browser import KEY, Folder, Keys, Tab, focused, kernel_process, opened

from sko_widgets import resources

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (390, "dark"))
PAGES = [*(f"les-{number:02}" for number in range(1, 14)), "instrumenten"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with opened(tmp_path_factory.mktemp("werkmap")) as found:
        yield found


@pytest.fixture
def folder(server: Serving) -> Folder:
    """Return the server's work folder, with a new store and an empty dossier in it."""
    for path in server.folder.glob("dossiers.sqlite*"):
        path.unlink()
    return Folder(server.folder).make()


def lesson(tab: Tab, number: int) -> Page:
    tab.open(f"{KEY.slug}/{KEY.period}/les-{number:02}.ipynb")
    return tab.page


def stored(folder: Folder, sheet: str, name: str, wanted: Callable[[Any], bool]) -> Any:
    """Wait until a field in the store is as wanted, and return it."""
    until(lambda: wanted(folder.sheet(sheet).get(name)))
    return folder.sheet(sheet)[name]


# --- lesson 2: a table of squares ---------------------------------------------------------------

MATRIX = "lesson/02-belangen"
TICKED: dict[str, list[Any]] = {
    "parties": [
        {"id": "p1", "name": "Schoolbesturen", "can": "Beslissen over geld, **snel**"},
        {"id": "p2", "name": "Een vereniging met een heel lange naam, waarin ook nog een buurtaanduidingsbord staat"},
        {"id": "p3", "name": "Ouders"},
    ],
    "interests": [{"id": "b1", "text": "Rust"}, {"id": "b2", "text": "Kinderen zijn veilig"}],
    "party_interests": [["p1", "b1"], ["weg", "b1"], ["p2", "b2"]],
}


def matrix(folder: Folder, tab: Tab) -> Page:
    for name, value in TICKED.items():
        folder.save(MATRIX, name, value)
    return lesson(tab, 2)


def square(page: Page, row: str, column: int) -> Locator:
    return (
        page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=row)).get_by_role("gridcell").nth(column)
    )


def test_interests_by_mouse(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server)
    page = matrix(folder, tab)
    grid = page.get_by_role("grid", name="Wie heeft welk belang?")
    expect(grid.get_by_role("gridcell", selected=True)).to_have_count(2)
    square(page, "Ouders", 1).click()
    head = grid.get_by_role("columnheader", name="Kinderen zijn veilig")
    expect(head).to_have_text("Kinderen zijn veilig2 van 3, door 2 van 3 gedeeld")
    told = "Ouders, Kinderen zijn veilig: aangevinkt, door 2 van 3 gedeeld."
    expect(page.locator("[aria-live]").filter(has_text=told)).to_have_count(1)
    ticks = stored(folder, MATRIX, "party_interests", lambda value: len(value) == 4)
    assert ticks == [*TICKED["party_interests"], ["p3", "b2"]]  # what was ticked before stays, in its place
    grid.get_by_role("button", name="Een vereniging").click()
    about = page.get_by_role("group", name="Partij 2", exact=True)
    expect(page.locator(".about")).to_have_count(1)  # of the chosen party only
    about.get_by_role("textbox", name="Kan wel").fill("Trainen")
    about.get_by_role("button", name="Klaar").click()
    stored(folder, MATRIX, "parties", lambda rows: rows[1].get("can") == "Trainen")
    assert folder.sheet(MATRIX)["parties"][::2] == TICKED["parties"][::2]  # nobody changed these
    head.get_by_role("button").click()
    page.get_by_role("textbox", name="Belang", exact=True).fill("Kinderen voelen zich veilig")
    expect(grid.get_by_role("columnheader", name="Kinderen voelen zich veilig")).to_be_visible()
    page.get_by_role("group", name="Belang 2", exact=True).get_by_role("button", name="Verwijderen").click()
    stored(folder, MATRIX, "interests", lambda rows: len(rows) == 1)
    page.locator(".board .undo").get_by_role("button", name="Ongedaan maken").click()
    stored(folder, MATRIX, "interests", lambda rows: rows[-1] == {"id": "b2", "text": "Kinderen voelen zich veilig"})
    expect(grid.get_by_role("gridcell", selected=True)).to_have_count(3)
    tab.saved()
    tab.press("Geschiedenis van Wie heeft welk belang?")
    expect(page.get_by_role("dialog")).to_contain_text("Ouders → Kinderen voelen zich veilig")


def test_interests_by_keyboard_and_kept_when_the_kernel_dies(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server)
    page = matrix(folder, tab)
    keys = Keys(page)
    keys.to('gridcell "aangevinkt"')
    assert sum(seen.startswith("gridcell") for seen in keys.seen) == 1
    keys.press("ArrowRight", "Space", "ArrowDown", "ArrowDown", "Home", "ArrowUp", "ArrowDown")
    assert focused(page) == 'button "Ouders"'
    keys.press("End", "Space")
    wanted = [*TICKED["party_interests"], ["p1", "b2"], ["p3", "b2"]]
    stored(folder, MATRIX, "party_interests", partial(eq, wanted))
    keys.next()
    assert not focused(page).startswith("gridcell")  # one tab stop
    keys.to('button "Belang toevoegen"')
    keys.press("Enter")
    keys.type("Minder papier")
    keys.press("Escape")
    assert focused(page) == 'button "Minder papier"'
    kernel_process(server, tab.kernel).kill()
    page.wait_for_selector("html:not([data-link=online])", state="attached")
    keys.press("ArrowDown", "Space", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Enter")
    keys.press("Tab")
    keys.type("Trainen")
    tab.reload()
    rows = stored(folder, MATRIX, "parties", lambda value: value[1].get("can") == "Trainen")
    assert rows[::2] == TICKED["parties"][::2]
    (new,) = stored(folder, MATRIX, "interests", lambda value: len(value) == 3)[2:]
    assert new["text"] == "Minder papier"
    stored(folder, MATRIX, "party_interests", partial(eq, [*wanted, ["p1", new["id"]]]))


def test_interests_by_touch_on_a_phone(
    folder: Folder, server: Serving, tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    tab = tabs(server, profile(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True))
    page = matrix(folder, tab)
    cards = page.locator(".cards > li")
    expect(cards).to_have_count(3)
    cards.nth(2).get_by_role("button", name="Ouders").tap()
    ticks = page.get_by_role("group", name="Belangen van Ouders")
    ticks.get_by_text("Rust").tap()
    expect(ticks.get_by_role("checkbox", name=re.compile("Rust"))).to_be_checked()
    expect(ticks).to_contain_text("Rustdoor 2 van 3 gedeeld")
    cards.nth(2).get_by_role("textbox", name="Kan niet").fill("Overdag vergaderen")
    stored(folder, MATRIX, "party_interests", lambda value: value[-1] == ["p3", "b1"])
    stored(folder, MATRIX, "parties", lambda rows: rows[2].get("cannot") == "Overdag vergaderen")
    assert violations(page, ".sko-matrix") == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# --- lesson 4: a wide table ---------------------------------------------------------------------


def test_a_row_keeps_its_id_and_is_drawn(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server)
    page = lesson(tab, 4)
    tab.press("Partner toevoegen")
    page.get_by_label("Partner", exact=True).fill("Bibliotheek")
    page.get_by_role("group", name="Partner 1").get_by_label("Missie", exact=True).fill("Elk kind leest")
    expect(page.locator(".by .now")).to_contain_text("Missie")  # what this cell asks stands beside it
    expect(page.locator(".by .now")).to_contain_text("Wat is de diepste reden")
    tab.saved()
    expect(page.get_by_role("img")).to_be_visible()
    assert "Bibliotheek" in (page.get_by_role("img").get_attribute("aria-label") or "")
    row = stored(folder, "lesson/04-logische-niveaus", "partners", lambda rows: rows and "mission" in rows[0])[0]
    tab.reload()
    page.get_by_label("Partner", exact=True).fill("De bibliotheek")
    ours = page.get_by_role("group", name="Wij zelf")  # always there, and only kept when something stands in it
    ours.get_by_text("Meer over deze rij").click()
    ours.get_by_label("Identiteit", exact=True).fill("Een tafel")
    tab.saved()
    changed = {**row, "name": "De bibliotheek"}  # with the same id
    both = [{"id": "wij", "name": "Wij zelf", "identity": "Een tafel"}, changed]
    stored(folder, "lesson/04-logische-niveaus", "partners", lambda rows: rows == both)
    said = page.get_by_role("img").get_attribute("aria-label") or ""
    assert "Wat ons drijft en gesprekken met De bibliotheek" in said


# --- lesson 9: one step at a time ---------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_one_step_is_in_sight_and_a_picture_of_nothing_is_passed_over(
    server: Serving, profile: Callable[..., BrowserContext]
) -> None:
    tab = Tab(profile().new_page(), server, whole=False)
    page, keys = lesson(tab, 9), Keys(tab.page)
    seen = page.locator(".step:visible")
    expect(seen).to_have_count(1)
    expect(seen.locator(".question")).to_contain_text("Vanuit welke gedeelde visie")
    expect(page.locator(".side [aria-current=step]")).to_contain_text("Visie en doel")
    keys.to('button "Verder naar Versies"')
    keys.press("Enter")
    expect(seen.locator(".question")).to_have_text("Wat probeerden jullie, en wat leerde je daarvan?")
    expect(seen.get_by_role("heading", level=2)).to_be_focused()
    keys.to('button "Vorige"')
    keys.press("Enter")
    keys.to('button "Vorige"')
    keys.press("Enter")
    expect(seen).to_contain_text("Er is nog niets te tekenen.")
    page.get_by_role("switch", name="Alles op één pagina").click()
    expect(seen).to_have_count(5)
    assert not tab.errors


def test_a_clash_in_a_step_that_was_left_meanwhile_is_seen(
    folder: Folder, server: Serving, profile: Callable[..., BrowserContext]
) -> None:
    tab = Tab(profile().new_page(), server, whole=False)
    page = lesson(tab, 7)
    folder.save("lesson/07-startvraag-monitoring", "use", "Van een ander")
    box = page.locator(".step:visible").get_by_role("textbox").first
    box.fill("Helemaal van ons")
    page.get_by_role("button", name=re.compile("^Verder naar")).locator("visible=true").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Er zijn twee teksten bij ‘Wat we ermee doen’")
    dialog.get_by_role("button", name="Mijn tekst houden").click()
    stored(folder, "lesson/07-startvraag-monitoring", "use", partial(eq, "Helemaal van ons"))
    expect(page.locator(".step:visible")).to_have_attribute("id", "use")
    assert not tab.errors


# --- lessons 7 to 10: one route -------------------------------------------------------------------

ROUTE = ["7. Waarom meten we?", "8. Waar kijken we naar?", "9. Al doende beter meten", "10. Gebruik wat er al is"]


def test_lessons_of_a_route_are_walked_by_keyboard_with_what_was_answered_in_sight(
    folder: Folder, server: Serving, profile: Callable[..., BrowserContext]
) -> None:
    tab = Tab(profile().new_page(), server, whole=False)
    page, keys = lesson(tab, 8), Keys(tab.page)
    expect(page.locator(".sko-recalled > *")).to_have_count(0)  # nothing was answered yet
    stops = page.get_by_role("navigation", name="Resultaten meten").locator("ol > li > a:not([data-step])")
    assert [text.strip("· ").removesuffix("(leeg)") for text in stops.all_text_contents()] == ROUTE
    expect(stops.and_(page.locator("[aria-current=page]"))).to_contain_text(ROUTE[1])
    keys.to('button "Vorige"')
    keys.press("Enter")
    keys.to('link "Terug naar les 7"')
    keys.press("Enter")
    page.wait_for_url("**/les/7#learn")
    tab.wait()
    learned = "Waarom komen zij niet, en wat kunnen wij daaraan veranderen? " * 3
    keys.type(learned)  # who comes there can type at once
    tab.saved()
    keys.to('link "Verder naar les 8')
    keys.press("Enter")
    page.wait_for_url("**/les/8")
    tab.wait()
    seen = page.locator(".step:visible .by .sko-recalled")
    expect(seen.locator(".short")).to_have_text(re.compile("^Waarom komen .* …$"))
    expect(seen.get_by_role("link", name="Les 7: Leren")).to_have_attribute("href", re.compile("/les/7#learn$"))
    expect(stops.first).to_contain_text("(ingevuld)")
    more = seen.locator("summary").filter(has_text="lees alles bij Les 7: Leren")
    more.press("Enter")
    expect(seen).to_contain_text("lees minder")
    expect(seen.locator(".short")).to_be_hidden()
    tab.text("Wat we willen weten").fill("Wie er niet komt")
    tab.saved()
    folder.save("lesson/08-orientatie-monitoring", "monitoring_questions", [{"question": "Hoe lang wacht een kind?"}])
    page.get_by_role("button", name="Verder naar Waar we naar kijken").click()
    expect(seen).to_contain_text("Wie er niet komt")  # of a moment ago, on the same page
    assert violations(page) == []
    lesson(tab, 10)
    expect(seen).to_contain_text("Les 8: MonitoringsvragenHoe lang wacht een kind?")
    resize(page, 390, 844)
    above = page.locator(".step:visible .mid .sko-recalled")
    expect(above).to_have_text(re.compile("^Jullie schreven eerder"))
    expect(above.get_by_text("Hoe lang wacht een kind?")).to_be_hidden()
    above.get_by_text("Jullie schreven eerder").click()
    expect(above.get_by_text("Hoe lang wacht een kind?")).to_be_visible()
    assert violations(page) == []
    page.evaluate("location.hash = 'start'")
    expect(page.get_by_text("staat klaar bij Macro – Uitvoering en Micro – Uitvoering.")).to_be_visible()
    page.get_by_role("link", name="Verder naar Macro – Uitvoering").click()
    page.wait_for_url("**/macro-uitvoering/1")
    tab.page_of("instrumenten")
    expect(page.get_by_role("link", name="Ga verder bij les 7: Waarom meten we?")).to_be_visible()
    assert not tab.errors


# --- lesson 11: a square, and scales --------------------------------------------------------------


def test_a_square_and_a_scale_by_mouse_and_what_was_chosen_before(folder: Folder, server: Serving, tabs: Tabs) -> None:
    sheet, line = "lesson/11-kansengelijkheid", "Onze plek op de lijn"
    tab = tabs(server)
    page = lesson(tab, 11)
    expect(page.locator(".tray .name")).to_have_text("Wij zelf: nog geen plek")
    assert page.get_by_text(line).count() == 0, "nothing of before is asked anew"
    place = page.get_by_role("radiogroup", name="Rangorde van schoolniveaus")
    place.get_by_text("Meestal een probleem").click()
    tab.saved()
    stored(folder, sheet, "hierarchy", lambda value: value == 4)
    page.get_by_role("button", name="Keuze wissen").first.click()
    until(lambda: "hierarchy" not in folder.sheet(sheet))
    old = [{"id": "k1", "name": "Jeugdraad", "position": 3, "reason": "Allebei."}]
    folder.save(sheet, "position", 4)
    folder.save(sheet, "partners", old)
    tab.reload()
    expect(page.get_by_role("radiogroup", name=line).get_by_label("Meer ontwikkeling dan loopbaan")).to_be_checked()
    said = ["op de lijn: meer ontwikkeling dan loopbaan", "op de lijn: precies ertussenin"]
    expect(page.locator(".tray .name")).to_contain_text(said)
    page.locator(".tray .name").last.drag_to(page.locator('[data-place="4,5"]'))
    tab.saved()
    assert folder.sheet(sheet)["partners"] == [{**old[0], "career": 4, "development": 5}]
    page.locator(".tray .name").focus()
    page.keyboard.press("ArrowUp")
    tab.saved()
    us = {"id": "wij", "name": "Wij zelf", "career": 3, "development": 3}
    assert folder.sheet(sheet)["partners"] == [us, {**old[0], "career": 4, "development": 5}]
    assert violations(page, ".step") == []


def add(tab: Tab, item: str, text: str, number: int = 1) -> None:
    tab.press(f"{item} toevoegen")
    row = tab.page.get_by_role("group", name=f"{item} {number}", exact=True)
    row.get_by_label(item, exact=True).fill(text)


# --- lesson 6: what can be seen of a sentence -----------------------------------------------------


def test_a_sentence_is_looked_at_while_it_is_typed_and_chosen(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server)
    page = lesson(tab, 6)
    add(tab, "Zin", "In 2032 borgen we kansen. En dan?")
    expect(page.get_by_text("meer dan één zin · 7 woorden · kijkt vooruit · kan ‘borgen’ gewoner?")).to_be_visible()
    page.get_by_label("Zin", exact=True).fill("Geen kind blijft thuis")
    expect(page.get_by_text("één zin · 4 woorden · nog geen jaar of verre tijd · gewone woorden")).to_be_visible()
    add(tab, "Zin", "Een sleutel voor elk kind", 2)
    page.get_by_label("Stemmen").nth(1).fill("12")
    tab.press("Kies deze zin nummer 2")
    stored(folder, "lesson/06-brutaal-ideaal", "chosen", partial(eq, "Een sleutel voor elk kind"))
    shows(tab.text("Onze keuze"), "Een sleutel voor elk kind")
    rows = page.locator(".sko-ideals .rows > li")
    expect(rows.filter(has_text="Gekozen")).to_have_count(1)
    tab.text("Onze keuze").fill("Iets anders")  # chosen by hand: then none of these is
    tab.text("Onze keuze").blur()
    expect(rows.filter(has_text="Gekozen")).to_have_count(0)
    tab.saved()
    assert folder.sheet("lesson/06-brutaal-ideaal")["candidates"][1]["votes"] == "12"


# --- the kernel goes, the text stays ------------------------------------------------------------


def test_with_the_kernel_killed_in_a_drag_nothing_is_lost(folder: Folder, server: Serving, tabs: Tabs) -> None:
    row = {"id": "s1", "name": "Gemeenteraad", "distance": 5, "relation": "Van vroeger"}
    folder.save("lesson/03-stakeholders", "stakeholders", [row])
    tab = tabs(server)
    page = lesson(tab, 3)
    name = page.locator(".map .name")
    name.hover()
    page.mouse.down()
    page.mouse.move(600, 400, steps=3)
    kernel_process(server, tab.kernel).kill()
    page.wait_for_selector("html:not([data-link=online])", state="attached")
    ring = page.locator(".rings .r2").bounding_box()
    assert ring
    page.mouse.move(ring["x"] + ring["width"] / 2, ring["y"] + 60, steps=3)
    page.mouse.up()
    expect(name).to_contain_text("dichtbij")
    name.click()
    page.get_by_label("Wie houdt contact?").fill("Projectleider")
    page.get_by_label("Wie houdt contact?").blur()
    tab.reload()
    rows = stored(folder, "lesson/03-stakeholders", "stakeholders", lambda rows: "contact" in rows[0])
    assert rows == [{**row, "distance": 2, "contact": "Projectleider"}]


# --- what the instruments have for a block ------------------------------------------------------


def test_a_task_is_taken_over_with_who_and_when_and_followed(folder: Folder, server: Serving, tabs: Tabs) -> None:
    sheet, tasks = "block/meso-uitvoering/1", ("lesson/01-positie", "tasks")
    rows = [
        {"id": "t1", "task": "Roosters maken", "who": "Anna", "when": "mei"},
        {"id": "t2", "task": "Ouders bellen", "who": "Bram"},
        {"id": "t3", "task": "Zelf vervoer regelen", "whose": "nobody"},
    ]
    folder.save(*tasks, rows)
    tab = tabs(server).block("meso-uitvoering")
    page, keys = tab.page, Keys(tab.page)
    short = page.get_by_role("group", name="Bij actie 1, in het kort")
    page.get_by_text("Uit je instrumenten: 2 taken uit les 1").click()
    tab.press("Overnemen Roosters maken")
    shows(page.get_by_role("textbox", name="Actie 1", exact=True), "Roosters maken (uit: Kies je positie)")
    expect(short.get_by_label("Wie", exact=True)).to_have_value("Anna")
    expect(short.get_by_label("Wanneer", exact=True)).to_have_value("mei")
    expect(page.get_by_text("Overgenomen", exact=True)).to_be_visible()
    tab.press("Overnemen Ouders bellen")
    shows(page.get_by_role("textbox", name="Actie 2", exact=True), "Ouders bellen (uit: Kies je positie)")
    first, second = folder.sheet(sheet)["actions"]["items"]
    assert first == {"text": "Roosters maken (uit: Kies je positie)", "owner": "Anna", "due": "mei"}
    page.get_by_role("textbox", name="Actie 2", exact=True).fill("Ouders elke maand bellen")
    tab.saved()
    until(lambda: folder.sheet(sheet)["actions"]["items"][1]["text"] == "Ouders elke maand bellen")

    rows[0] |= {"task": "Roosters met de scholen", "when": "juni"}
    rows[1] |= {"task": "Ouders opbellen"}
    folder.save(*tasks, rows)
    tab.reload()
    new, beside = page.locator(".changes li").all()
    expect(new).to_contain_text("Les 1 is veranderd.")
    expect(new).to_contain_text("Wanneer: mei → juni")
    expect(beside).to_contain_text("Jullie pasten deze tekst zelf aan.")
    expect(beside.get_by_role("button", name="Nieuwe tekst overnemen")).to_have_count(0)
    assert violations(page, ".sko-contributions") == []
    keys.to('button "Nieuwe tekst overnemen Roosters maken')
    keys.press("Enter")
    expect(page.get_by_text("De nieuwe tekst uit les 1 staat er.")).to_be_focused()
    shows(page.get_by_role("textbox", name="Actie 1", exact=True), "Roosters met de scholen (uit: Kies je positie)")
    expect(short.get_by_label("Wanneer", exact=True)).to_have_value("juni")
    tab.press("Laat zo Ouders elke maand bellen")
    expect(page.locator(".changes li")).to_have_count(0)
    until(lambda: folder.sheet(sheet)["actions"]["items"][0]["due"] == "juni")
    assert folder.sheet(sheet)["actions"]["items"][1] == {**second, "text": "Ouders elke maand bellen"}
    tab.reload()
    expect(page.locator(".changes li")).to_have_count(0)


def test_from_the_coalition_to_a_lesson_and_back(folder: Folder, server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).home()
    page = tab.page
    page.get_by_role("main").get_by_role("link", name="Instrumenten").click()
    page.wait_for_url("**/instrumenten")
    tab.wait()
    expect(page.get_by_role("heading", name="Hier kun je beginnen")).to_be_visible()
    expect(page.get_by_role("link", name="Les 5: Ons veranderverhaal")).to_contain_text("Les 5 helpt: wat moet")
    page.get_by_role("link", name="12. De kansenketen").last.click()
    page.wait_for_url("**/les/12")
    tab.wait()
    expect(page.get_by_role("heading", level=1)).to_have_text("De kansenketen")
    page.get_by_role("link", name="Volgende les: Kiezen wat bewezen werkt").click()
    page.wait_for_url("**/les/13")
    tab.wait()
    source = page.get_by_role("link", name=re.compile(r"^www\.nji\.nl.*nieuw tabblad"))
    for name, value in {"href": "https://www.nji.nl/interventies", "target": "_blank"}.items():
        expect(source).to_have_attribute(name, value)
    expect(source).to_have_attribute("rel", re.compile("noopener"))
    expect(page.locator(".sourced")).to_have_count(5)
    page.get_by_role("checkbox", name="Nederlands Jeugdinstituut").check()
    tab.saved()
    stored(folder, "lesson/13-interventies", "sources", lambda ids: ids == ["nji"])
    assert all("//127.0.0.1:" in url for url in tab.requests), "nothing is fetched"
    assert violations(page, ".sko-choices") == []
    page.get_by_role("link", name="Alle instrumenten").click()
    page.wait_for_url("**/instrumenten")
    tab.wait()
    page.get_by_role("link", name="De Brug 2025–2026").click()
    page.wait_for_url("**/2025-2026/")


# --- what goes into the report --------------------------------------------------------------------

CHOICES = "Wat van je instrumenten in het rapport komt"


def previewed(tab: Tab) -> str:
    """Return what the preview of the page shows."""
    tab.press("Zo komt het in het rapport")
    frame = tab.page.get_by_role("dialog").locator("iframe").content_frame
    expect(frame.locator("main")).to_be_visible()
    shown = frame.locator("body").inner_text()
    tab.page.keyboard.press("Escape")
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    return shown


def test_what_of_an_instrument_goes_into_the_report_is_chosen_on_its_page_and_obeyed(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    sheet = "lesson/03-stakeholders"
    folder.save(sheet, "noticed", "De wethouder belt nooit terug")
    tab = tabs(server)
    page = lesson(tab, 3)
    choice = page.get_by_role("radiogroup", name="In het rapport")
    expect(choice.get_by_role("radio", name="Niet", exact=True)).to_be_checked()  # nobody chose yet
    assert "wethouder" not in previewed(tab)
    for chosen, stored_as, printed in (("Alleen het plaatje", "plaatje", False), ("Alles", "alles", True)):
        choice.get_by_text(chosen, exact=True).click()
        stored(folder, sheet, "in_report", partial(eq, stored_as))
        assert ("De wethouder belt nooit terug" in previewed(tab)) == printed, chosen
    assert [one.value for one in folder.history(sheet, "in_report")] == ["plaatje", "alles"]
    for name, printed in (("alles", True), ("niet", False)):
        folder.save(sheet, "in_report", name)
        done = sko("--werkmap", folder.path, "rapport", KEY.slug, "--formaat", "html", "--opnieuw")
        assert done.code == 0, done
        assert done.err.count("Niet in het rapport") == 0, done
        page_of_report = (folder.path / "rapporten" / f"{KEY.stem}.html").read_text("utf-8")
        assert ("wethouder" in page_of_report) == printed, name


def test_the_page_of_the_report_lists_what_of_each_instrument_goes_into_it(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    tab = tabs(server).page_of("rapport")
    page = tab.page
    expect(page.get_by_role("heading", name=CHOICES)).to_have_count(0)  # nothing to choose about yet
    folder.save("lesson/03-stakeholders", "noticed", "De wethouder belt nooit terug")
    folder.save("lesson/05-veranderverhaal", "theme", "Meedoen")
    folder.save("lesson/13-interventies", "next_step", "Bellen")
    folder.save("lesson/13-interventies", "in_report", "alles")
    tab.reload()
    listed = page.get_by_role("main").locator(".sko").filter(has_text=CHOICES).get_by_role("link")
    assert [" ".join(text.split()) for text in listed.all_inner_texts()] == [
        "Les 3: Stakeholders in beeld Niet",
        "Les 5: Ons veranderverhaal Alleen het plaatje",
        "Les 13: Kiezen wat bewezen werkt Alles",
    ]
    listed.first.click()
    page.wait_for_url("**/les/*")
    tab.wait()
    page.get_by_role("radiogroup", name="In het rapport").get_by_text("Alles", exact=True).click()
    stored(folder, "lesson/03-stakeholders", "in_report", lambda value: value == "alles")
    tab.page_of("rapport")
    expect(listed.first).to_contain_text("Alles")


# --- names that are kept once --------------------------------------------------------------------


def test_a_partner_that_is_renamed_keeps_its_id_and_a_new_one_gets_its_own(
    folder: Folder, server: Serving, tabs: Tabs
) -> None:
    folder.save("profile", "partners", ["Bibliotheek", "Museum"])
    tab = tabs(server).page_of("gegevens")
    tab.text("Partner 1").fill("De bibliotheek")
    tab.text("Partner 1").blur()
    tab.saved()
    renamed = {"id": "Bibliotheek", "name": "De bibliotheek"}
    assert folder.history("profile", "partners")[-1].value == [renamed, "Museum"]
    # What it was called once is free again, and does not become that partner.
    tab.press("Partner toevoegen")
    tab.text("Partner 3").fill("Bibliotheek")
    tab.text("Partner 3").blur()
    until(lambda: len(folder.sheet("profile")["partners"]) == 3)
    *first, added = folder.history("profile", "partners")[-1].value
    assert first == [renamed, "Museum"]
    assert added["name"] == "Bibliotheek"
    assert added["id"] not in {"Bibliotheek", "Museum"}
    assert folder.sheet("profile")["partners"] == ["De bibliotheek", "Museum", "Bibliotheek"]
    tab.reload()
    tab.text("Partner 1").fill("Bibliotheek Oost")
    tab.text("Partner 1").blur()
    until(lambda: folder.sheet("profile")["partners"][0] == "Bibliotheek Oost")
    assert folder.history("profile", "partners")[-1].value[0] == {"id": "Bibliotheek", "name": "Bibliotheek Oost"}
    tab.press("Geschiedenis van Partners")
    newest = tab.page.get_by_role("dialog").get_by_role("listitem").first
    expect(newest).to_contain_text("Oost")
    assert added["id"] not in newest.inner_text()


# --- as it is shown, on the example ---------------------------------------------------------------


# Of each step its id, its height in windows, and how many controls it has.
_STEPS = """() => [...document.querySelectorAll("main > .step")].map((step) => [
  step.id,
  step.offsetHeight / innerHeight,
  [...step.querySelectorAll("a, button, input, select, textarea, summary, [role=textbox]")]
    .filter((one) => one.checkVisibility()).length,
])"""


# A table becomes one in the frame after the one in which it has room for that.


def no_step_is_long(page: Page) -> None:
    """Look at each step of a page, on a laptop and on a phone."""
    for width, height, most in ((1366, 650, 3), (390, 844, 6)):
        resize(page, width, height)
        steps = page.evaluate(_STEPS)
        assert [one for one in steps if one[1] > most or one[2] > 120] == [], (page.url, width)


def eight_rows_are_in_sight(page: Page) -> None:
    """Look at the matrix on a school's laptop: above what leads on, and below the heads once it is scrolled."""
    resize(page, 1366, 650)
    page.get_by_role("switch", name="Alles op één pagina").click()
    ways, heads = page.locator(".ways:visible"), page.locator(".sko-matrix thead th:visible").first
    rows = page.locator(".sko-matrix tbody tr").all()
    edge = ways.bounding_box()
    shown = [
        box for box in (row.bounding_box() for row in rows) if box and edge and box["y"] + box["height"] <= edge["y"]
    ]
    assert len(shown) >= 8
    page.locator(".sko-matrix [tabindex='0']").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Home")
    for way in ("ArrowDown", "ArrowUp"):
        for _ in rows:
            page.keyboard.press(way)
            square, head = page.locator(":focus").bounding_box(), heads.bounding_box()
            assert square
            assert head
            assert square["y"] >= head["y"] + head["height"] - 1
            assert head["y"] > 0
    page.get_by_role("switch", name="Alles op één pagina").click()


def test_axe_finds_nothing(tmp_path: Path, tabs: Tabs, profile: Callable[..., BrowserContext]) -> None:
    example = Folder(tmp_path / "voorbeeld")
    key = example.fill(EXAMPLE)
    found = {}
    with opened(example.path) as server:
        tab = tabs(server, profile(reduced_motion="reduce"))
        for name in [*PAGES, "macro-uitvoering-1"]:
            page = tab.open(f"{key.slug}/{key.period}/{name}.ipynb").page
            if name.startswith("les-"):
                no_step_is_long(page)
            if name == "les-02":
                eight_rows_are_in_sight(page)
            page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
            for width, scheme in LOOKS:
                resize(page, width, 900)
                page.emulate_media(color_scheme=scheme)
                found[name, scheme] = violations(page)
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
    assert {where: rules for where, rules in found.items() if rules} == {}
