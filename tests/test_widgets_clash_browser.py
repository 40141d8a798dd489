"""What is typed never overwrites another text, and every text can be put back."""

from __future__ import annotations

import random
import re

import pytest
from browser import shows
from playwright.sync_api import expect
from thoroughness import times
from widget_harness import samples
from widget_harness.acts import Opener, builder, drafts, goal, put, state, trouble, wait_for
from widget_harness.bench import Bench
from widget_harness.storage import Shelf, ShelfStorage

from sko_widgets.widgets import Control, FieldControl, ItemsControl, TableControl, Version

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


def clash(tab: Opener) -> tuple[Bench, Shelf]:
    """Return a page where the dialog is open, because somebody else saved first."""
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Samen met de wijk", "Bram Bakker")
    goal(bench).fill("Samen met de school")
    goal(bench).blur()
    dialog = bench.page.get_by_role("dialog", name="Er zijn twee teksten bij ‘Doel’")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Bram Bakker, 21 november 2026")
    return bench, shelf


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Mijn tekst houden", "Samen met de school"),
        ("De andere tekst nemen", "Samen met de wijk"),
        ("Samenvoegen", "Samen met de [andere tekst: wijk] [jouw tekst: school], en verder"),
    ],
)
def test_two_texts_one_choice_and_both_in_the_history(tab: Opener, choice: str, kept: str) -> None:
    bench, shelf = clash(tab)
    bench.page.get_by_role("button", name=choice).click()
    if choice == "Samenvoegen":
        bench.page.get_by_role("textbox", name="Samengevoegde tekst").press("Control+End")
        bench.page.keyboard.type(", en verder")
        bench.page.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    shows(goal(bench), kept)
    assert shelf.value == kept
    assert {"Samen met de wijk", "Samen met de school"} <= set(shelf.values)
    expect(state(bench)).to_contain_text("Opgeslagen")
    assert drafts(bench.page) == []


def test_both_texts_are_read_as_they_print_with_what_differs_marked(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Samen met **de school**\n\n1. en de wijk", "Bram Bakker")
    put(goal(bench), "Samen met **iedereen**\n\n- en [hier](https://x.nl)")
    goal(bench).blur()
    dialog = bench.page.get_by_role("dialog")
    mine, theirs = dialog.locator(".diff").first, dialog.locator(".diff").last
    expect(mine.locator("strong mark")).to_have_text("iedereen")
    expect(mine.locator("ul > li mark").first).to_contain_text("en")
    expect(mine.locator("li a")).to_have_text("hier")
    expect(theirs.locator("strong mark")).to_have_text("de school")
    expect(theirs.locator("ol > li")).to_have_text("en de wijk")
    assert mine.locator("p").first.inner_html().startswith("Samen met ")
    assert not re.search(r"[*\[\]]", dialog.inner_text())


def test_deciding_later_keeps_the_text_and_the_question_comes_back(tab: Opener) -> None:
    bench, shelf = clash(tab)
    bench.page.keyboard.press("Escape")
    shows(goal(bench), "Samen met de school")
    expect(state(bench)).to_contain_text("Niet opgeslagen: ‘Doel’ is ook ergens anders gewijzigd")
    goal(bench).press("End")
    bench.page.keyboard.type(" erbij")
    assert drafts(bench.page) == ["Samen met de school erbij"]
    bench.page.get_by_role("button", name="Beide teksten bekijken").click()
    bench.page.keyboard.press("Escape")
    bench.reload()
    bench.page.get_by_role("button", name="Mijn tekst houden").click()
    wait_for(bench, lambda: shelf.value == "Samen met de school erbij")


def test_what_is_joined_is_kept_like_all_that_is_typed(tab: Opener) -> None:
    bench, shelf = clash(tab)
    joined = bench.page.get_by_role("textbox", name="Samengevoegde tekst")
    bench.page.get_by_role("button", name="Samenvoegen").click()
    joined.fill("Samen met school en wijk")
    joined.press("Escape")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    bench.page.get_by_role("button", name="Beide teksten bekijken").click()
    shows(joined, "Samen met school en wijk")
    bench.reload()
    shows(joined, "Samen met school en wijk")
    joined.press("End")
    bench.page.keyboard.type(", en thuis")
    shelf.add("Een derde tekst", "Bram Bakker")
    bench.page.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(bench.page.get_by_role("dialog")).to_contain_text("Een derde tekst")
    bench.page.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    shows(goal(bench), "Samen met school en wijk, en thuis")
    assert shelf.values[-2:] == ["Samen met de school", "Samen met school en wijk, en thuis"]
    assert drafts(bench.page) == []


def test_the_dialog_waits_until_the_user_does_not_type_and_no_key_chooses(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Anders", "Bram Bakker")
    trouble(bench, delay=300)
    goal(bench).press_sequentially(" a")
    bench.page.wait_for_timeout(1100)
    goal(bench).press_sequentially(" een zin die doorgaat", delay=60)
    assert bench.page.get_by_role("dialog").count() == 0
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    bench.page.keyboard.press("Space")
    bench.page.keyboard.press("Enter")
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    shows(goal(bench), "Samen a een zin die doorgaat")


def test_pythons_own_change_shows_unless_something_is_unsaved(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Oud")
    bench = tab(builder(shelf))

    def put(value: str) -> None:
        shelf.add(value, "Bram Bakker")
        bench.widgets["goal"].set_trait("value", value)
        bench.widgets["goal"].set_trait("revision", shelf.revision)
        bench.tell("goal")

    put("Nieuw")
    shows(goal(bench), "Nieuw")
    goal(bench).press("End")
    bench.page.keyboard.type(" en meer")
    put("Heel anders")
    shows(goal(bench), "Nieuw en meer")
    expect(bench.page.get_by_role("dialog")).to_be_visible()


def test_history_tells_who_when_and_what_and_puts_back(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen leren in de wijk", "Bram Bakker")
    shelf.add("Samen leren in de stad")
    bench = tab(builder(shelf))
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog", name="Geschiedenis van Doel")
    newest = dialog.get_by_role("listitem").first
    expect(newest).to_contain_text("21 november 2026, 14.02 uur · Collega Een")
    expect(newest.locator("del")).to_contain_text("wijk")
    expect(newest.locator("ins")).to_contain_text("stad")
    dialog.get_by_role("button", name="Zet deze versie terug").click()
    expect(dialog).to_have_count(0)
    shows(goal(bench), "Samen leren in de wijk")
    assert shelf.values[-1] == "Samen leren in de wijk"
    assert len(shelf.values) == 3
    expect(bench.page.get_by_text("De versie van 21 november 2026, 14.01 uur staat er weer.")).to_be_visible()


def test_history_shows_texts_as_they_print_with_what_changed(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("**Samen** leren\n\n- een\n- twee *keer*\n\nSlot")
    shelf.add("**Samen** leren\n\n- een\n- **drie** bij [ons](https://x.nl)")
    bench = tab(builder(shelf))
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog", name="Geschiedenis van Doel")
    newest = dialog.locator(".versions > li").first
    expect(newest.locator(".diff > p > strong")).to_have_text("Samen")
    expect(newest.locator("li")).to_have_count(2)
    expect(newest.locator("li strong ins")).to_contain_text("drie")
    expect(newest.get_by_role("link", name="ons")).to_have_attribute("href", "https://x.nl")
    expect(newest.locator("del em")).to_have_text("keer")
    expect(newest.locator("del").last).to_contain_text("Slot")
    assert not re.search(r"[*\[\]]|- ", dialog.locator(".versions").inner_text())


def test_of_a_long_text_the_history_shows_what_is_around_a_change(tab: Opener) -> None:
    shelf = Shelf()
    items = [
        f"{number}. Zaak {number} is een zaak van allen, en vooral van wie er veel mee te doen heeft"
        for number in range(1, 31)
    ]
    shelf.add("\n".join(items))
    shelf.add("\n".join([*items[:20], items[20].replace("allen", "**allen**"), *items[21:]]))
    bench = tab(builder(shelf))
    bench.page.get_by_role("button", name="Geschiedenis").click()
    newest = bench.page.get_by_role("dialog").locator(".versions > li").first
    expect(newest.locator("ins").first).to_contain_text("allen")
    changed = newest.locator(".diff li", has_text="Zaak 21")
    assert changed.evaluate("(item) => item.value") == 21
    assert 2 <= newest.locator(".diff li").count() <= 6


def test_history_says_what_was_erased_and_does_not_offer_it(tab: Opener) -> None:
    shelf = Shelf()
    shelf.versions.append(Version(4, "Bram Bakker", "21 november 2026, 14.04 uur", None, "", erased=True))
    bench = tab(builder(shelf))
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog", name="Geschiedenis van Doel")
    expect(dialog).to_contain_text("Verwijderd door Bram Bakker op 21 november 2026, 14.04 uur")
    expect(dialog.get_by_role("button", name="Zet deze versie terug")).to_have_count(0)


def test_history_first_saves_what_was_just_typed(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Een")
    bench = tab(builder(shelf))
    goal(bench).fill("Twee")
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Zet deze versie terug").click()
    shows(goal(bench), "Een")
    assert shelf.values == ["Een", "Twee", "Een"]


def test_nothing_is_put_back_over_text_that_cannot_be_saved(tab: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    shelf.add("Een")
    shelf.add("Twee")
    put_back: list[int] = []
    monkeypatch.setattr(ShelfStorage, "put_back", lambda _, number, based_on: put_back.append(number))
    bench = tab(builder(shelf))
    bench.page.clock.install()
    shelf.broken = "De schijf is vol."
    goal(bench).fill("Nog niet opgeslagen")
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Zet deze versie terug").click()
    bench.page.clock.run_for(6000)
    expect(dialog.get_by_text("‘Doel’ is nog niet opgeslagen")).to_be_visible()
    shows(goal(bench), "Nog niet opgeslagen")
    assert put_back == []


def test_a_list_clashes_and_joins_as_a_list(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add({"items": ["Bellen"]})

    def build() -> dict[str, Control]:
        common = {"value": shelf.value, "revision": shelf.revision, "storage": ShelfStorage(shelf)}
        return {"actions": ItemsControl(key="a/b", label="Acties", item_label="Actie", **common)}

    bench = tab(build)
    shelf.add({"items": ["Bellen", "Schrijven"]}, "Bram Bakker")
    bench.page.get_by_role("textbox", name="Actie 1").fill("Aanbellen")
    bench.page.get_by_role("textbox", name="Actie 1").blur()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Samenvoegen").click()
    shows(dialog.get_by_role("textbox", name="Actie 1"), "Aanbellen")
    expect(dialog.get_by_role("status")).to_contain_text("staat er allebei in")
    dialog.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(dialog).to_have_count(0)
    assert shelf.value["items"] == ["Aanbellen", "Schrijven"]
    shows(bench.page.get_by_role("textbox", name="Actie 1"), "Aanbellen")


def test_what_two_made_of_a_matrix_is_joined_beside_it_and_it_goes_on_saving(tab: Opener) -> None:
    parts = samples.matrix_page()
    shelves = {name: Shelf() for name in ("down", "across", "ties")}
    for name in ("down", "across"):
        shelves[name].add(parts[f"of-matrix-{name}"].trait_values()["value"])
    shelves["ties"].add([["d1", "a1"]])

    def build() -> dict[str, Control]:
        made = samples.matrix_page()
        for name, shelf in shelves.items():
            held = made[f"of-matrix-{name}"]
            assert isinstance(held, FieldControl)
            held.storage = ShelfStorage(shelf)
            held.set_trait("value", shelf.value)
            held.set_trait("revision", shelf.revision)
        return made

    bench = tab(build)
    page, grid = bench.page, bench.page.get_by_role("grid")
    dialog = page.get_by_role("dialog")

    def join(*left_out: str) -> None:
        dialog.get_by_role("button", name="Samenvoegen").click()
        for name in left_out:
            dialog.get_by_role("checkbox", name=name).uncheck()
        dialog.get_by_role("button", name="Samengevoegde tekst bewaren").click()
        expect(dialog).to_have_count(0)

    # A row that both changed, and a new one of the other.
    shelves["down"].add([*shelves["down"].value, {"id": "d3", "text": "Ouders"}], "Bram Bakker")
    grid.get_by_role("button", name="Partij nummer 1").click()
    text = page.locator(".about").get_by_role("textbox", name="Tekst")
    text.fill("Scholen")
    join()
    expect(page.locator(".adders button")).to_have_count(2)
    wait_for(bench, lambda: [row["text"] for row in shelves["down"].value] == ["Scholen", "Partij nummer 2", "Ouders"])
    expect(grid.get_by_role("rowheader")).to_have_text(["Scholen", "Partij nummer 2", "Ouders"])
    text.fill("Alle scholen")
    wait_for(bench, lambda: bool(shelves["down"].value[0]["text"] == "Alle scholen"))
    # Ticks of both, of which one is left out.
    shelves["ties"].add([["d1", "a1"], ["d2", "a2"]], "Bram Bakker")
    grid.get_by_role("gridcell").nth(1).click()
    join("Alle scholen → Belang nummer 1")
    wait_for(bench, lambda: bool(shelves["ties"].value == [["d2", "a2"], ["d1", "a2"]]))
    expect(grid.get_by_role("gridcell", selected=True)).to_have_count(2)
    grid.get_by_role("gridcell").last.click()
    expect(page.locator("[aria-live]", has_text="Ouders, Belang nummer 2: aangevinkt")).to_have_count(1)
    wait_for(bench, lambda: bool(shelves["ties"].value[-1] == ["d3", "a2"]))


LETTER = "Beste ouders,\n\nWe beginnen om drie uur.\n\n- schoenen\n- water\n\nTot dan"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged", "clashes"),
    [
        (
            LETTER,
            LETTER.replace("drie", "vier").replace("- water", "- water\n- fruit"),
            LETTER.replace("Beste ouders", "Lieve ouders"),
            "Lieve ouders,\n\nWe beginnen om vier uur.\n\n- schoenen\n- water\n- fruit\n\nTot dan",
            0,
        ),
        (
            "Wij leren samen koken.",
            "Wij leren graag samen koken.",
            "Wij leren samen soep koken.",
            "Wij leren graag samen soep koken.",
            0,
        ),
        (
            "Op dinsdag om drie uur",
            "Op woensdag om drie uur",
            "Op maandag om vier uur",
            "Op [andere tekst: woensdag] [jouw tekst: maandag] om vier uur",
            1,
        ),
        ("Een", "", "Een en twee", "[andere tekst: weggehaald] [jouw tekst: Een en twee]", 1),
        ("Een", "Een\n\nVan Bram", "Een\n\nVan mij", "Een\n\nVan Bram\n\nVan mij", 0),
        ("Een\nTwee", "Een\nTwee", "Een", "Een", 0),
        ("Een", "Een twee", "Een twee", "Een twee", 0),
        (None, "A\nB", "C", "[andere tekst:\nA\nB\n]\n[jouw tekst: C]", 1),
    ],
)
def test_a_text_is_merged_with_what_both_began_from(
    tab: Opener, base: str | None, theirs: str, mine: str, merged: str | None, clashes: int
) -> None:
    shelf = Shelf()
    if base is not None:
        shelf.add(base)
    bench = tab(builder(shelf))
    shelf.add(theirs, "Bram Bakker")
    put(goal(bench), mine)
    goal(bench).blur()
    if theirs == mine:
        wait_for(bench, lambda: drafts(bench.page) == [])
        return
    bench.page.get_by_role("button", name="Samenvoegen").click()
    joined = bench.page.get_by_role("textbox", name="Samengevoegde tekst")
    if merged is not None:
        shows(joined, re.sub(r"(?m)^- ", "", merged))
    told = bench.page.get_by_role("dialog").get_by_role("status")
    expect(told).to_contain_text("veranderden jullie allebei hetzelfde" if clashes else "staat er allebei in")
    assert ("[jouw tekst: " in joined.inner_text()) == bool(clashes)


def test_rows_of_a_table_are_merged_row_by_row(tab: Opener) -> None:
    """By their id: what one changed, added or took away is so; of what both changed both stay."""
    columns = [
        {"name": "id", "label": "id", "kind": "line", "hidden": True, "help": "", "questions": [], "options": []},
        {"name": "who", "label": "Wie", "kind": "line", "hidden": False, "help": "", "questions": [], "options": []},
        {"name": "what", "label": "Wat", "kind": "text", "hidden": False, "help": "", "questions": [], "options": []},
    ]
    shelf = Shelf()
    shelf.add([{"id": name, "who": name, "what": "doen"} for name in ("a", "b", "c", "d")])

    def build() -> dict[str, Control]:
        common = {"value": shelf.value, "revision": shelf.revision, "storage": ShelfStorage(shelf)}
        return {"it": TableControl(key="a/t", label="Taken", item_label="Taak", columns=columns, **common)}

    bench = tab(build)
    theirs = [
        {"id": "d", "who": "d", "what": "doen"},
        {"id": "a", "who": "Ada", "what": "doen"},
        {"id": "b", "who": "b", "what": "laten"},
        {"id": "e", "who": "Els", "what": "nieuw"},
    ]
    shelf.add(theirs, "Bram Bakker")
    group = bench.page.get_by_role("group", name="Taak 1", exact=True)
    group.get_by_role("textbox", name="Wat").fill("doen en delen")
    bench.page.get_by_role("group", name="Taak 2", exact=True).get_by_role("textbox", name="Wat").fill("uitstellen")
    bench.page.get_by_role("group", name="Taak 2", exact=True).get_by_role("textbox", name="Wat").blur()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Samenvoegen").click()
    dialog.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(dialog).to_have_count(0)
    assert shelf.value == [
        {"id": "d", "who": "d", "what": "doen"},
        {"id": "a", "who": "Ada", "what": "doen en delen"},
        {"id": "b", "who": "b", "what": "[andere tekst: laten] [jouw tekst: uitstellen]"},
        {"id": "e", "who": "Els", "what": "nieuw"},
    ]


def test_a_clock_that_goes_back_hides_no_dialog(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Anders", "Bram Bakker")
    goal(bench).fill("Samen en meer")
    bench.page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3600_000; }")
    goal(bench).blur()
    expect(bench.page.get_by_role("dialog")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(times(1, whole=3)))
def test_no_keystroke_is_lost_when_the_page_ends_at_random_moments(tab: Opener, seed: int) -> None:
    """Kernels that die before or after they stored, and pages that are loaded again, in any order."""
    chance = random.Random(seed)
    shelf = Shelf()
    bench = tab(builder(shelf))
    typed = ""
    for _ in range(12):
        trouble(bench, delay=chance.choice([0, 300]), dead=chance.random() < 0.3, deaf=chance.random() < 0.3)
        goal(bench).press("Control+End")
        for word in range(chance.randint(1, 4)):
            text = f"w{len(typed)}.{word} "
            bench.page.keyboard.type(text)
            typed += text
            bench.page.wait_for_timeout(chance.choice([0, 100, 600, 1150]))
        bench.reload()
        shows(goal(bench), typed)
        assert bench.page.get_by_role("dialog").count() == 0
    wait_for(bench, lambda: bool(shelf.value == typed))
