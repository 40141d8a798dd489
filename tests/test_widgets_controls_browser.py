"""Lists, tables and links by mouse and by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browser import resize, shows, violations
from playwright.sync_api import expect
from widget_harness import samples, word
from widget_harness.acts import Opener, box, one, paste, press, stored, wait_for
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.widgets import ChoiceControl, Control, ItemsControl, LinesControl, TableControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


def actions(tab: Opener, *items: Any) -> tuple[Bench, Shelf]:
    shelf = Shelf()
    shelf.add({"items": list(items)})
    more = {"details": samples.DETAILS, "statuses": samples.STATUSES, "in_sight": ["owner", "due"]}
    return tab(one(ItemsControl, shelf, label="Acties", item_label="Actie", **more)), shelf


def test_items_with_the_keyboard_alone(tab: Opener) -> None:
    bench, shelf = actions(tab)
    bench.page.get_by_role("button", name="Actie toevoegen").focus()
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.type("Bellen\nSchrijven\nLangsgaan")
    expect(box(bench, "Actie 3")).to_be_focused()
    bench.page.get_by_role("button", name="Verplaats actie 3").focus()
    bench.page.keyboard.press("ArrowUp")
    bench.page.keyboard.press("ArrowUp")
    expect(bench.page.get_by_role("button", name="Verplaats actie 1")).to_be_focused()
    expect(bench.page.get_by_text("Actie staat nu op plaats 1 van 3.")).to_be_attached()
    assert stored(bench, shelf) == {"intro": "", "items": ["Langsgaan", "Bellen", "Schrijven"]}


def test_items_are_dragged_by_the_grip(tab: Opener) -> None:
    bench, shelf = actions(tab, "Bellen", "Schrijven", "Langsgaan")
    grip = bench.page.get_by_role("button", name="Verplaats actie 1")
    grip.hover()
    bench.page.mouse.down()
    last = bench.page.get_by_role("listitem").last.bounding_box()
    assert last
    bench.page.mouse.move(last["x"] + 25, last["y"] + last["height"] - 5, steps=8)
    bench.page.mouse.up()
    assert stored(bench, shelf)["items"] == ["Schrijven", "Langsgaan", "Bellen"]


def test_a_drag_that_is_given_up_changes_nothing(tab: Opener) -> None:
    bench, shelf = actions(tab, "Bellen", "Schrijven")
    bench.page.get_by_role("button", name="Verplaats actie 1").hover()
    bench.page.mouse.down()
    bench.page.mouse.move(300, 400, steps=5)
    bench.page.keyboard.press("Escape")
    bench.page.mouse.up()
    shows(box(bench, "Actie 1"), "Bellen")
    assert len(shelf.values) == 1


def test_who_and_when_are_in_sight_and_the_rest_lies_behind_one_click(tab: Opener) -> None:
    bench, shelf = actions(tab, {"text": "Bellen", "status": "bijna klaar"})
    expect(bench.page.get_by_text("bijna klaar").first).to_be_visible()
    box(bench, "Wie").fill("Ans")
    box(bench, "Wanneer").fill("maart 2026")
    press(bench, "Meer bij actie 1")
    expect(bench.page.get_by_role("combobox", name="Hoe staat het ervoor?")).to_have_value("bijna klaar")
    bench.page.get_by_role("combobox", name="Hoe staat het ervoor?").select_option("klaar")
    box(bench, "Waaraan zie je het?").fill("Zij bellen terug.")
    press(bench, "Meer bij actie 1")
    expect(bench.page.locator(".item .meta")).to_have_text("klaar")
    item = {"text": "Bellen", "owner": "Ans", "due": "maart 2026", "status": "klaar", "evidence": "Zij bellen terug."}
    assert stored(bench, shelf)["items"] == [item]


def test_a_removed_item_can_be_brought_back(tab: Opener) -> None:
    bench, shelf = actions(tab, {"text": "Bellen", "owner": "Ans"}, "Schrijven")
    press(bench, "Meer bij actie 1")
    press(bench, "Verwijderen actie 1")
    shows(box(bench, "Actie 1"), "Schrijven")
    expect(bench.page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    bench.page.keyboard.press("Enter")
    assert stored(bench, shelf)["items"] == [{"text": "Bellen", "owner": "Ans"}, "Schrijven"]


def test_a_list_from_word_becomes_items(tab: Opener) -> None:
    bench, shelf = actions(tab)
    press(bench, "Actie toevoegen")
    items = word.HEAD + "".join(
        word.word_item(text, level, "·", "Symbol") for text, level in [("Bellen", 1), ("met ouders", 2), ("Mailen", 1)]
    )
    paste(box(bench, "Actie 1"), items)
    assert stored(bench, shelf)["items"] == ["Bellen\n- met ouders", "Mailen"]


def test_enter_splits_and_backspace_removes_an_empty_item(tab: Opener) -> None:
    bench, shelf = actions(tab, "Bellen en schrijven")
    area = box(bench, "Actie 1")
    area.focus()
    area.press("Control+Home")
    for _ in "Bellen":
        area.press("ArrowRight")
    area.press("Enter")
    shows(box(bench, "Actie 2"), "en schrijven")
    bench.page.keyboard.press("End")
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.press("Backspace")
    expect(box(bench, "Actie 2")).to_be_focused()
    assert [item.strip() for item in stored(bench, shelf)["items"]] == ["Bellen", "en schrijven"]


def test_the_introduction_shows_when_it_is_wanted(tab: Opener) -> None:
    bench, shelf = actions(tab, "Bellen")
    press(bench, "Inleiding schrijven")
    expect(box(bench, "Inleiding")).to_be_focused()
    bench.page.keyboard.type("Dit deden we.")
    assert stored(bench, shelf) == {"intro": "Dit deden we.", "items": ["Bellen"]}


def test_items_carry_what_the_form_asks_and_no_more(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add({"items": [{"text": "Bellen", "due": "maart"}]})
    bench = tab(one(ItemsControl, shelf, label="Stappen", item_label="Stap", details={"owner": "Wie doet het"}))
    press(bench, "Meer bij stap 1")
    panel = bench.page.get_by_role("group", name="Bij stap 1")
    expect(panel.get_by_role("textbox")).to_have_count(1)
    expect(panel.get_by_role("combobox")).to_have_count(0)
    box(bench, "Wie doet het").fill("Ans")
    # What was written in a form that asked more stays with it.
    assert stored(bench, shelf)["items"] == [{"text": "Bellen", "due": "maart", "owner": "Ans"}]


def test_a_question_says_its_kind_and_its_block_behind_one_click(tab: Opener) -> None:
    bench, shelves = sample(tab, "next_questions")
    shelf = shelves["next_questions"]
    press(bench, "Nieuwe vraag toevoegen")
    press(bench, "Meer bij nieuwe vraag 2")
    panel = bench.page.get_by_role("group", name="Bij nieuwe vraag 2")
    kind, block = (panel.get_by_role("combobox", name=name) for name in ("Nieuw of bijgesteld", "Voor bouwsteen"))
    expect(block.get_by_role("option")).to_have_count(9)  # this one, and the eight others
    kind.select_option(label="Bijgestelde vraag")
    block.select_option(label="Macro – Samenhang")
    bench.page.wait_for_timeout(1_500)  # longer than a page waits before it saves
    assert len(shelf.values) == 1  # it asks nothing yet
    expect(kind).to_have_value("bijgesteld")
    box(bench, "Nieuwe vraag 2").fill("Wie betaalt?")
    asked = {"text": "Wie betaalt?", "kind": "bijgesteld", "block": "macro-samenhang"}
    assert stored(bench, shelf)[1:] == [asked]
    press(bench, "Meer bij nieuwe vraag 2")
    expect(bench.page.get_by_text("Bijgestelde vraag · voor Macro – Samenhang")).to_be_visible()
    press(bench, "Meer bij nieuwe vraag 2")
    kind.select_option(label="Nieuwe vraag")
    block.select_option(label="Deze bouwsteen")
    assert stored(bench, shelf)[1:] == ["Wie betaalt?"]


def test_a_name_keeps_its_id_when_it_is_written_otherwise(tab: Opener) -> None:
    bench, shelves = sample(tab, "partners")
    shelf = shelves["partners"]
    box(bench, "Partner 1").fill("De bieb")
    press(bench, "Partner toevoegen")
    paste(box(bench, "Partner 3"), text="Museum\nBibliotheek De Brug")
    first, second, museum, other = stored(bench, shelf)
    assert (first, second) == ({"id": "Bibliotheek De Brug", "name": "De bieb"}, "Sportvereniging Voorwaarts")
    called = [one if isinstance(one, str) else one["name"] for one in (museum, other)]
    assert called == ["Museum", "Bibliotheek De Brug"]
    ids = [one if isinstance(one, str) else one["id"] for one in (first, second, museum, other)]
    assert len(set(ids)) == 4
    press(bench, "Meer bij partner 1")
    bench.page.get_by_role("button", name="Omlaag partner 1").click()
    assert stored(bench, shelf)[:2] == ["Sportvereniging Voorwaarts", first]


def test_lines_from_elsewhere_become_rows(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(one(LinesControl, shelf, label="Partners", item_label="Partner"))
    press(bench, "Partner toevoegen")
    paste(box(bench, "Partner 1"), text="Bibliotheek\nMuseum\nSportclub")
    assert stored(bench, shelf) == ["Bibliotheek", "Museum", "Sportclub"]


def sample(tab: Opener, *names: str) -> tuple[Bench, dict[str, Shelf]]:
    shelves = samples.shelves()

    def build() -> dict[str, Control]:
        return {name: widget for name, widget in samples.fields(shelves).items() if name in names}

    return tab(build), shelves


def test_new_questions_and_rows_of_a_table(tab: Opener) -> None:
    bench, shelves = sample(tab, "next_questions", "schools")
    press(bench, "Nieuwe vraag toevoegen")
    bench.page.keyboard.type("En dan?")
    press(bench, "School toevoegen")
    school = bench.page.get_by_role("group", name="School 3", exact=True)
    school.get_by_role("textbox", name="Naam").fill("De Linde")
    school.get_by_role("textbox", name="Locaties").fill("Laan\nPlein")
    stored(bench, shelves["schools"])
    assert shelves["next_questions"].value[-1] == "En dan?"
    assert shelves["schools"].value[-1] == {"name": "De Linde", "locations": ["Laan", "Plein"]}


@pytest.mark.parametrize(
    ("block", "kind", "words"),
    [
        ("macro-samenwerking", "trap-op", "ligt hierboven, in hetzelfde thema: trap op."),
        ("micro-samenwerking", "trap-af", "ligt hieronder, in hetzelfde thema: trap af."),
        ("meso-uitvoering", "naastgelegen", "ligt hiernaast, op hetzelfde niveau: naastgelegen bouwsteen."),
        ("macro-uitvoering", "trap-op", "ligt schuin hierboven, in een ander thema: trap op. Dat mag"),
        ("micro-samenhang", "trap-af", "ligt schuin hieronder, in een ander thema: trap af. Dat mag"),
        (
            "meso-samenwerking",
            "naastgelegen",
            "Dit is de bouwsteen waar je nu bent. Bedoel je een andere, of de volgende cyclus?",
        ),
    ],
)
def test_the_kind_of_a_link_is_proposed_from_the_grid(tab: Opener, block: str, kind: str, words: str) -> None:
    bench, shelves = sample(tab, "links")
    press(bench, "Verbinding toevoegen")
    link = bench.page.get_by_role("group", name="Verbinding 3", exact=True)
    link.get_by_role("combobox", name="Bouwsteen").select_option(block)
    expect(link.get_by_role("combobox", name="Soort")).to_have_value(kind)
    expect(link).to_contain_text(words)
    assert stored(bench, shelves["links"])[2] == {"kind": kind, "to": block}


def test_the_users_own_kind_stays_when_the_block_changes(tab: Opener) -> None:
    bench, _ = sample(tab, "links")
    link = bench.page.get_by_role("group", name="Verbinding 2", exact=True)
    link.get_by_role("combobox", name="Soort").select_option("trap-af")
    expect(link).to_contain_text("Jij koos trap af; dat mag.")
    link.get_by_role("combobox", name="Bouwsteen").select_option("meso-uitvoering")
    expect(link.get_by_role("combobox", name="Soort")).to_have_value("trap-af")


def lesson_field(tab: Opener, name: str) -> Bench:
    return tab(lambda: {"it": samples.lesson_page()[name]})


def test_ties_keep_the_focus_and_what_was_folded_when_rows_come_in(tab: Opener) -> None:
    bench = lesson_field(tab, "ties")
    bench.page.get_by_text("Te duur", exact=True).click()
    near = bench.page.get_by_role("group", name="Te ver").get_by_label("Dichtbij")
    near.focus()
    first, second = bench.widgets["it"].trait_values()["rows"]
    bench.widgets["it"].set_trait("rows", [[*first, {"id": "d", "label": "Te laat"}], second])
    bench.tell("it")
    expect(bench.page.get_by_role("group", name="Te laat")).to_be_visible()
    expect(near).to_be_focused()
    expect(bench.page.get_by_role("group", name="Te duur")).to_be_hidden()
    bench.widgets["it"].set_trait("rows", [[], []])
    bench.tell("it")
    expect(bench.page.get_by_text("Vul eerst ‘Problemen’ en ‘Doelen’ in")).to_be_visible()


def test_the_chosen_row_of_a_matrix_is_called_by_where_it_stands_now(tab: Opener) -> None:
    bench = tab(samples.matrix_page)
    bench.page.get_by_role("button", name="Partij nummer 1").click()
    later = bench.page.get_by_role("button", name="Later")
    later.press("Enter")
    about = bench.page.get_by_role("group", name="Partij 2", exact=True)
    expect(about.get_by_role("button")).to_have_text(
        ["Klaarpartij 2", "↑Eerderpartij 2", "↓Laterpartij 2", "Verwijderenpartij 2"]
    )
    expect(later).to_be_focused()
    # Who zooms in far, or turns a tablet, has cards in place of the table, and is still where they were.
    resize(bench.page, 390, 844)
    expect(bench.page.locator(".cards .about")).to_be_visible()
    expect(later).to_be_focused()
    bench.page.get_by_role("button", name="Eerder").press("Enter")
    expect(bench.page.locator(".cards .about")).to_have_accessible_name("Partij 1")
    expect(bench.page.get_by_role("button", name="Eerder")).to_be_focused()
    bench.page.get_by_role("button", name="Belang nummer 2").click()
    expect(bench.page.locator(".about")).to_have_accessible_name("Belang 2")
    bench.page.keyboard.press("Escape")
    resize(bench.page, 1366, 650)
    expect(bench.page.get_by_role("grid").get_by_role("button", name="Belang nummer 2")).to_be_focused()
    bench.page.get_by_role("grid").locator("tbody tr").nth(1).locator("td").first.focus()
    resize(bench.page, 390, 844)
    expect(bench.page.locator(".cards .face").nth(1)).to_be_focused()
    # Somebody else adds a row while one ticks: the box has the focus still.
    bench.page.keyboard.press("Enter")
    box = bench.page.get_by_role("checkbox", name=re.compile("Belang nummer 2"))
    box.focus()
    down = bench.widgets["of-matrix-down"]
    shelf = down.trait_values()["storage"].shelf
    shelf.add([*shelf.value, {"id": "d3", "text": "Partij nummer 3"}], "Bram Bakker")
    down.set_trait("value", shelf.value)
    down.set_trait("revision", shelf.revision)
    bench.tell("of-matrix-down")
    expect(bench.page.locator(".cards .face")).to_have_count(3)
    expect(box).to_be_focused()


def test_undoing_a_change_of_a_card_that_another_took_away_puts_it_where_it_stood(tab: Opener) -> None:
    bench = tab(samples.chain_page)
    face = bench.page.locator(".columns .face")
    face.first.click()
    bench.page.get_by_role("textbox", name="Probleem 1").fill("Te ver")
    bench.page.keyboard.press("Enter")
    shelf = bench.widgets["problems"].trait_values()["storage"].shelf
    wait_for(bench, lambda: bool(shelf.value[0]["text"] == "Te ver"))
    shelf.add([shelf.value[1], {"id": "p3", "text": "Te duur"}], "Bram Bakker")
    bench.widgets["problems"].set_trait("value", shelf.value)
    bench.widgets["problems"].set_trait("revision", shelf.revision)
    bench.tell("problems")
    expect(face.nth(1)).to_contain_text("P2 Te duur")
    press(bench, "Ongedaan maken")
    wait_for(bench, lambda: [row["id"] for row in shelf.value] == ["p1", "p2", "p3"])


def test_a_table_is_one_where_there_is_room_and_its_first_row_stays(tab: Opener) -> None:
    shelf = Shelf()
    first = {"id": "wij", "name": "Wij zelf"}
    shelf.add([{"id": "p1", "name": "Zwemclub", "when": "2026-03-01"}, {**first, "why": "Samen"}])
    columns = [
        {"name": "id", "label": "Kenmerk", "kind": "line", "hidden": True},
        {"name": "name", "label": "Naam", "kind": "line"},
        {"name": "why", "label": "Waarom", "kind": "text"},
        {"name": "when", "label": "Datum", "kind": "date"},
        {"name": "more", "label": "Nog iets", "kind": "text"},
    ]
    bench = tab(one(TableControl, shelf, label="Plek", item_label="Partner", columns=columns, first_row=first))
    page, rows = bench.page, bench.page.locator(".rows > li")
    resize(page, 1366, 650)
    expect(page.locator(".rows-head span")).to_have_text(["Naam", "Waarom", "Datum", "Nog iets"])
    expect(page.get_by_text("Meer over deze rij")).to_have_count(0)
    ours, other = (page.get_by_role("group", name=name, exact=True) for name in ("Wij zelf", "Partner 1"))
    expect(rows.first).to_contain_text("Wij zelf")
    cells = [row.locator(".fields > div").all() for row in rows.all()]
    lefts = [[cell.evaluate("(one) => one.getBoundingClientRect().x") for cell in row] for row in cells]
    assert lefts[0] == lefts[1]
    assert violations(page, ".sko-table") == []
    # Nothing stands before it, whatever way it is tried.
    grip = page.get_by_role("button", name="Verplaats partner 1")
    grip.press("ArrowUp")
    expect(page.locator("[aria-live]", has_text="Dit staat al bovenaan.")).to_be_attached()
    grip.hover()
    page.mouse.down()
    page.mouse.move(200, 10, steps=6)
    page.mouse.up()
    expect(rows.first).to_contain_text("Wij zelf")
    expect(page.get_by_role("button", name=re.compile("^(Verplaats|Meer bij)"))).to_have_count(2)
    # What one types in stays under one's hands when the window becomes narrow.
    name = other.get_by_role("textbox", name="Nog iets")
    name.press_sequentially("Mee")
    resize(page, 390, 700)
    expect(page.locator(".rows-head")).to_be_hidden()
    expect(name).to_be_focused()
    page.keyboard.type(" eens")
    wait_for(bench, lambda: bool(shelf.value[1].get("more") == "Mee eens"))
    assert [row["id"] for row in shelf.value] == ["wij", "p1"]
    ours.get_by_role("textbox", name="Waarom").fill("")
    wait_for(bench, lambda: [row["id"] for row in shelf.value] == ["p1"])  # without a word in it it is not kept
    expect(ours).to_be_visible()


def test_what_is_seen_of_a_sentence_is_said_with_it_and_not_while_typing(tab: Opener) -> None:
    bench = lesson_field(tab, "ideals")
    bench.page.get_by_role("button", name="Zinnen toevoegen").press("Enter")
    bench.page.keyboard.type("Geen kind blijft thuis")
    expect(box(bench, "Zin")).to_have_accessible_description(re.compile("Wat we zien: één zin · 4 woorden"))
    expect(bench.page.locator("[aria-live]", has_text="Wat we zien")).to_have_count(0)
    bench.widgets["it"].on("choose", lambda message: bench.widgets["it"].set_trait("chosen", message["text"]))
    bench.page.get_by_role("button", name="Kies deze zin").press("Enter")
    expect(bench.page.get_by_text("Gekozen", exact=True)).to_be_focused()


def test_where_nothing_can_be_joined_one_chooses(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("1")
    options = [{"id": str(number), "label": f"Keuze {number}"} for number in (1, 2, 3)]
    bench = tab(one(ChoiceControl, shelf, label="Keuze", options=options))
    shelf.add("2", "Bram Bakker")
    bench.page.get_by_label("Keuze 3").check()
    dialog = bench.page.get_by_role("dialog")
    expect(dialog.get_by_role("button")).to_have_text(["Later kiezen", "Mijn tekst houden", "De andere tekst nemen"])
    press(bench, "Mijn tekst houden")
    assert stored(bench, shelf) == "3"
    press(bench, "Keuze wissen bij Keuze")
    assert not stored(bench, shelf)
