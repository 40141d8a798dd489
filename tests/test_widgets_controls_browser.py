"""Controls by mouse and by keyboard, text from Word, the widgets of the page, and what axe finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect
from widget_harness import samples, word
from widget_harness.bench import Bench
from widget_harness.keeper import Shelf, ShelfKeeper

from sko_widgets.errors import SkoError
from sko_widgets.widgets import Control, ItemsControl, LinesControl, TextControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "assets" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
Opener = Callable[..., Bench]

PASTE = """([element, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (element.dispatchEvent(event)) document.execCommand("insertText", false, text);
}"""


def paste(place: Locator, html: str = "", text: str = "") -> None:
    place.focus()
    place.evaluate("(element, [script, html, text]) => eval(script)([element, html, text])", [PASTE, html, text])


def one(kind: type[Control], shelf: Shelf, **more: Any) -> Callable[[], dict[str, Control]]:
    """Return what makes a page with one field."""

    def build() -> dict[str, Control]:
        keeper = ShelfKeeper(shelf)
        return {"it": kind(key="a/b/c", value=shelf.value, revision=shelf.revision, keeper=keeper, **more)}

    return build


def box(bench: Bench, name: str) -> Locator:
    return bench.page.get_by_role("textbox", name=name, exact=True)


def press(bench: Bench, name: str) -> None:
    bench.page.get_by_role("button", name=name, exact=True).click()


def stored(bench: Bench, shelf: Shelf) -> Any:
    """Return the value once the page is at rest."""
    bench.page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('sko:'))")
    return shelf.value


# --- text ---------------------------------------------------------------------------------------


def text_field(tab: Opener) -> tuple[Bench, Locator]:
    bench = tab(one(TextControl, Shelf(), label="Doel"))
    area = box(bench, "Doel")
    area.focus()
    return bench, area


def test_enter_goes_on_with_a_list_and_ends_it(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Opsomming")
    bench.page.keyboard.type("een\ntwee\n")
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.type("klaar")
    expect(area).to_have_value("- een\n- twee\nklaar")


def test_typing_the_mark_that_is_already_there_gives_one(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\n- twee - of drie")
    expect(area).to_have_value("- een\n- twee - of drie")


def test_tab_nests_in_a_list_only_and_never_traps(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\ntwee")
    bench.page.keyboard.press("Tab")
    expect(area).to_have_value("- een\n    - twee")
    bench.page.keyboard.press("Shift+Tab")
    expect(area).to_have_value("- een\n- twee")
    expect(bench.page.get_by_text("Tab springt in. Met Escape en dan Tab ga je verder.")).to_be_visible()
    bench.page.keyboard.press("Escape")
    bench.page.keyboard.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()
    expect(area).to_have_value("- een\n- twee")
    area.fill("geen lijst")
    area.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()


def test_a_numbered_list_counts_on(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("1. een\ntwee")
    expect(area).to_have_value("1. een\n2. twee")


def test_buttons_do_what_the_keys_do_and_undo_works(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("een twee")
    bench.page.keyboard.press("Control+Shift+ArrowLeft")
    bench.page.keyboard.press("Control+b")
    expect(area).to_have_value("een **twee**")
    press(bench, "Vet")
    expect(area).to_have_value("een twee")
    area.press("Control+a")
    press(bench, "Opsomming")
    expect(area).to_have_value("- een twee")
    bench.page.keyboard.press("Control+z")
    expect(area).to_have_value("een twee")


def test_several_lines_become_a_nested_list_with_the_buttons(tab: Opener) -> None:
    bench, area = text_field(tab)
    area.fill("een\ntwee\ndrie")
    area.press("Control+a")
    press(bench, "Opsomming")
    expect(area).to_have_value("- een\n- twee\n- drie")
    area.press("Control+End")
    press(bench, "Inspringen")
    expect(area).to_have_value("- een\n- twee\n    - drie")
    press(bench, "Uitspringen")
    expect(area).to_have_value("- een\n- twee\n- drie")


def test_the_toolbar_is_one_tab_stop(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.press("Shift+Tab")
    expect(bench.page.get_by_role("button", name="Vet")).to_be_focused()
    bench.page.keyboard.press("ArrowLeft")
    expect(bench.page.get_by_role("button", name="Bekijk")).to_be_focused()
    bench.page.keyboard.press("Tab")
    expect(area).to_be_focused()


def test_a_look_at_the_text_and_back(tab: Opener) -> None:
    bench, area = text_field(tab)
    area.fill("Eerst <b>dit</b>\nDan dat")
    press(bench, "Bekijk")
    expect(bench.page.get_by_role("region", name="Weergave van Doel")).to_contain_text("Eerst <b>dit</b>")
    press(bench, "Bekijk")
    expect(area).to_be_focused()
    expect(area).to_have_value("Eerst <b>dit</b>\nDan dat")


@pytest.mark.parametrize(
    ("html", "text", "made"),
    [
        (word.WORD, "", word.WORD_MARKDOWN),
        (word.NUMBERED, "", word.NUMBERED_MARKDOWN),
        (word.WEB, "", word.WEB_MARKDOWN),
        ("", word.PLAIN, word.PLAIN_MARKDOWN),
        ("", word.DASHES, word.DASHES_MARKDOWN),
        ("", word.PROSE, word.PROSE),
        ("", "• Een\r\n• Twee", "- Een\n- Twee"),
    ],
    ids=["word", "numbered", "web", "plain", "dashes", "prose", "two-bullets"],
)
def test_pasted_text_keeps_its_paragraphs_lists_and_characters(tab: Opener, html: str, text: str, made: str) -> None:
    _, area = text_field(tab)
    paste(area, html, text)
    expect(area).to_have_value(made)


def test_a_list_pasted_on_an_empty_list_line_takes_its_place(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Opsomming")
    paste(area, text="• Een\n• Twee")
    expect(area).to_have_value("- Een\n- Twee")


# --- lists --------------------------------------------------------------------------------------


def actions(tab: Opener, *items: Any) -> tuple[Bench, Shelf]:
    shelf = Shelf()
    shelf.add({"items": list(items)})
    return tab(one(ItemsControl, shelf, label="Acties", item_label="Actie")), shelf


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
    last = bench.page.get_by_role("button", name="Verplaats actie 3").bounding_box()
    assert last
    bench.page.mouse.move(last["x"] + 5, last["y"] + last["height"], steps=8)
    bench.page.mouse.up()
    assert stored(bench, shelf)["items"] == ["Schrijven", "Langsgaan", "Bellen"]


def test_a_drag_that_is_given_up_changes_nothing(tab: Opener) -> None:
    bench, shelf = actions(tab, "Bellen", "Schrijven")
    bench.page.get_by_role("button", name="Verplaats actie 1").hover()
    bench.page.mouse.down()
    bench.page.mouse.move(300, 400, steps=5)
    bench.page.keyboard.press("Escape")
    bench.page.mouse.up()
    expect(box(bench, "Actie 1")).to_have_value("Bellen")
    assert len(shelf.values) == 1


def test_who_when_and_how_far_lie_behind_one_click(tab: Opener) -> None:
    bench, shelf = actions(tab, {"text": "Bellen", "status": "bijna klaar"})
    press(bench, "Meer bij actie 1")
    box(bench, "Wie").fill("Ans")
    box(bench, "Wanneer").fill("maart 2026")
    expect(bench.page.get_by_role("combobox", name="Stand")).to_have_value("bijna klaar")
    bench.page.get_by_role("combobox", name="Stand").select_option("klaar")
    box(bench, "Waaraan je het ziet").fill("Zij bellen terug.")
    press(bench, "Meer bij actie 1")
    expect(bench.page.get_by_text("Ans · maart 2026 · klaar")).to_be_visible()
    item = {"text": "Bellen", "owner": "Ans", "due": "maart 2026", "status": "klaar", "evidence": "Zij bellen terug."}
    assert stored(bench, shelf)["items"] == [item]


def test_a_removed_item_can_be_brought_back(tab: Opener) -> None:
    bench, shelf = actions(tab, {"text": "Bellen", "owner": "Ans"}, "Schrijven")
    press(bench, "Meer bij actie 1")
    press(bench, "Verwijderen actie 1")
    expect(box(bench, "Actie 1")).to_have_value("Schrijven")
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
    for _ in range(len(" schrijven")):
        area.press("ArrowLeft") if area.evaluate("(a) => a.selectionStart") else area.press("End")
    area.evaluate("(a) => a.setSelectionRange(6, 6)")
    area.press("Enter")
    expect(box(bench, "Actie 2")).to_have_value("en schrijven")
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
        ("meso-samenwerking", "naastgelegen", "is de bouwsteen waar je nu bent: naastgelegen bouwsteen. Dat mag"),
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


# --- the page -----------------------------------------------------------------------------------


def block_page(tab: Opener) -> tuple[Bench, dict[str, Shelf]]:
    shelves = samples.shelves()
    return tab(lambda: samples.block_page(shelves), headings=samples.HEADINGS), shelves


def test_labels_are_as_agreed(tab: Opener) -> None:
    bench, _ = block_page(tab)
    for name in ("Titel", "Doel", "Actie 1", "Nieuwe vraag 1"):
        expect(box(bench, name)).to_be_visible()
    for name in ("Acties", "Resultaten", "Nieuwe vraag", "Verbindingen"):
        expect(bench.page.get_by_role("group", name=name, exact=True)).to_be_attached()
    for name in ("Actie", "Resultaat", "Nieuwe vraag", "Verbinding"):
        expect(bench.page.get_by_role("button", name=f"{name} toevoegen", exact=True)).to_be_visible()
    for name in ("Cyclus afronden", "Voorbeeld", "Geschiedenis van Doel"):
        expect(bench.page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(bench.page.get_by_role("status")).to_contain_text("Opgeslagen om 14.32 uur")


def test_the_preview_saves_first_and_shows_a_document_without_scripts(tab: Opener) -> None:
    bench, shelves = block_page(tab)
    box(bench, "Titel").fill("Nieuw")
    press(bench, "Voorbeeld")
    frame = bench.page.frame_locator("dialog iframe")
    expect(frame.get_by_role("heading", name="Van losse uren")).to_be_visible()
    assert shelves["title"].value == "Nieuw"
    assert bench.page.locator("dialog iframe").get_attribute("sandbox") == "allow-same-origin"
    frame.locator("body").press("Escape")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    expect(bench.page.get_by_role("button", name="Voorbeeld")).to_be_focused()


def test_a_step_is_a_way_to_its_heading(tab: Opener) -> None:
    bench, _ = block_page(tab)
    bench.page.get_by_role("link", name="Verbindingen (ingevuld)").first.click()
    heading = bench.page.get_by_role("heading", name="Verbindingen")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(bench.page.locator("[aria-current=step]")).to_contain_text("Verbindingen")


def test_finishing_waits_for_what_was_typed_and_tells_what_is_needed(tab: Opener) -> None:
    bench, shelves = block_page(tab)
    heard: list[Any] = []
    bottom = bench.widgets["bottom"]

    def finish(_: Mapping[str, Any]) -> Mapping[str, Any]:
        heard.append(shelves["title"].value)
        return {"message": "Cyclus 2 is afgerond."}

    bottom.on("finish", finish)
    box(bench, "Titel").fill("Af")
    press(bench, "Cyclus afronden")
    expect(bench.page.get_by_text("Cyclus 2 is afgerond.")).to_be_visible()
    assert heard == ["Af"]
    bottom.set_trait("can_finish", False)
    bottom.set_trait("note", "Afronden kan als er een nieuwe vraag staat.")
    bench.tell("bottom")
    bench.page.get_by_role("button", name="Cyclus afronden").click(force=True)
    expect(bench.page.locator(".said[aria-live]").last).to_have_text("Afronden kan als er een nieuwe vraag staat.")
    assert heard == ["Af"]


def test_a_new_coalition_with_the_keyboard_and_errors_at_the_field(tab: Opener) -> None:
    made: list[Mapping[str, Any]] = []

    def make(message: Mapping[str, Any]) -> Mapping[str, Any]:
        made.append(message)
        if message["name"] == "Dubbel":
            return {"errors": {"name": "Deze coalitie is er al."}}
        if message["name"] == "Stuk":
            raise SkoError("De werkmap is vol.")
        return {"url": "#gemaakt"}

    bench = tab(lambda: samples.start_page(make))
    name = box(bench, "Naam van de coalitie")
    bench.page.get_by_role("button", name="Coalitie maken").press("Enter")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Hoe heet de coalitie?")
    name.fill("Dubbel")
    box(bench, "Periode, zoals 2025-2026").fill("2025 – 2026")
    bench.page.get_by_role("button", name="School toevoegen").press("Enter")
    bench.page.keyboard.type("De Linde")
    bench.page.get_by_role("button", name="Partner toevoegen").press("Enter")
    bench.page.keyboard.type("Museum\nSportclub")
    bench.reload()
    expect(name).to_have_value("Dubbel")
    press(bench, "Coalitie maken")
    expect(name).to_have_accessible_description("Deze coalitie is er al.")
    name.fill("Stuk")
    press(bench, "Coalitie maken")
    expect(bench.page.get_by_text("De werkmap is vol.")).to_be_visible()
    name.fill("Elzerveen")
    press(bench, "Coalitie maken")
    bench.page.wait_for_url("**/#gemaakt")
    wanted = {"period": "2025-2026", "schools": [{"name": "De Linde"}], "partners": ["Museum", "Sportclub"]}
    assert {key: made[-1][key] for key in wanted} == wanted


def test_every_cell_of_the_grid_is_one_link_and_arrows_are_decoration(tab: Opener) -> None:
    bench = tab(samples.start_page, width="78rem")
    grid = bench.page.get_by_role("navigation", name="Kwaliteitsraster")
    expect(grid.get_by_role("link")).to_have_count(9)
    name = "Macro – Samenhang Een plek in de jeugdagenda Nieuwe vraag ontbreekt naar Macro – Samenwerking Cyclus 1"
    expect(grid.get_by_role("link").first).to_have_accessible_name(f"{name} 1 van 10 stappen gevuld")
    expect(bench.page.locator(".arrows[aria-hidden=true] > path")).to_have_count(6)


def test_a_file_that_is_made_is_downloaded(tab: Opener) -> None:
    bench = tab(samples.start_page)
    with bench.page.expect_download() as download:
        press(bench, "Bewaren")
    assert download.value.suggested_filename == "dossier.json"
    assert Path(download.value.path()).read_text(encoding="utf-8") == "{}"


# --- for everyone -------------------------------------------------------------------------------


PAGES: dict[str, Callable[[], Mapping[str, Control]]] = {
    "block": lambda: samples.block_page(samples.shelves()),
    "start": samples.start_page,
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_for_axe_to_find(chromium: Browser, name: str, scheme: Any, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    bench = Bench(context.new_page(), PAGES[name], headings=samples.HEADINGS if name == "block" else {}).open()
    if name == "block":
        press(bench, "Meer bij actie 1")
    bench.page.add_script_tag(path=AXE)
    shown = bench.page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    assert [
        (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in shown["violations"]
    ] == []
    assert bench.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_for_axe_to_find_in_dialogs(chromium: Browser, scheme: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
    shelves = samples.shelves()
    bench = Bench(context.new_page(), lambda: samples.block_page(shelves)).open()
    bench.page.add_script_tag(path=AXE)
    shelves["goal"].add("Heel anders", "Bram Bakker")
    box(bench, "Doel").fill("Weer anders")
    for opener, button in ((None, "Samenvoegen"), ("Geschiedenis van Doel", None), ("Voorbeeld", None)):
        if opener:
            press(bench, opener)
        expect(bench.page.get_by_role("dialog")).to_be_visible()
        if button:
            press(bench, button)
        shown = bench.page.evaluate("(rules) => axe.run('dialog', {runOnly: rules, iframes: false})", RULES)
        assert [(one["id"], one["nodes"][0]["html"]) for one in shown["violations"]] == []
        press(bench, "Mijn tekst houden" if button else "Sluiten")
        expect(bench.page.get_by_role("dialog")).to_have_count(0)
    context.close()


TARGETS = """() => [...document.querySelectorAll(".sko :is(button, a, input, textarea, select, summary)")]
  .filter((one) => one.offsetParent)
  .map((one) => [one.textContent.trim() || one.getAttribute("aria-label"), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => [name, box.width, box.height])"""


@pytest.mark.parametrize("name", PAGES)
def test_targets_are_large_enough_for_a_finger(chromium: Browser, name: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    bench = Bench(context.new_page(), PAGES[name]).open()
    assert bench.page.evaluate(TARGETS) == []
    context.close()


def test_widgets_ask_for_nothing_but_their_own_page(tab: Opener) -> None:
    bench, _ = block_page(tab)
    assert {url.split("/")[2] for url in bench.requests} == {"sko.test"}
