"""A cell that offers names: by mouse and by keyboard, with a new name, and when Python does not answer."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from widget_harness.acts import Opener, drafts, one, stored, trouble, wait_for
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.errors import SkoError
from sko_widgets.widgets import Control, NamesControl, StakeholdersControl, TableControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

COLUMNS = [
    {"name": "name", "label": "Partner", "kind": "name", "from": "partner"},
    {"name": "why", "label": "Waarom", "kind": "line"},
]
SCALE = [{"id": str(number), "label": str(number)} for number in range(1, 6)]


class Lists:
    """What Python keeps of one list, for the cells that offer it."""

    def __init__(self, *listed: tuple[str, str]) -> None:
        self.listed = [list(one) for one in listed]
        self.broken = False

    @property
    def names(self) -> dict[str, Any]:
        return {
            "partner": {
                "listed": [list(one) for one in self.listed],
                "gone": [["oud", "De Oude Club"]],
                "list": "partners",
            }
        }

    def serve(self, control: TableControl) -> TableControl:
        def add(message: Any) -> dict[str, Any]:
            if self.broken:
                raise SkoError("Dat ging niet.")
            self.listed.append([message["name"], message["name"]])
            control.names = self.names
            return {"added": True, "message": f"{message['name']} staat nu ook bij de partners."}

        def drop(message: Any) -> dict[str, Any]:
            self.listed.remove([message["name"], message["name"]])
            control.names = self.names
            return {"message": f"{message['name']} staat niet meer bij de partners; hier blijft de naam staan."}

        def look(_: Any) -> None:
            control.names = self.names

        control.on("add_name", add)
        control.on("drop_name", drop)
        control.on("look_names", look)
        return control


def table(
    tab: Opener, lists: Lists, *rows: Any, kind: type[TableControl] = TableControl, **more: Any
) -> tuple[Bench, Shelf]:
    shelf = Shelf()
    shelf.add([*rows])
    make = one(kind, shelf, label="Partijen", item_label="Partij", **{"columns": COLUMNS, **more})

    def build() -> dict[str, Control]:
        made = make()
        control = made["it"]
        assert isinstance(control, TableControl)
        control.names = lists.names
        lists.serve(control)
        return made

    return tab(build), shelf


def cell(bench: Bench, number: int = 1) -> Locator:
    return bench.page.get_by_role("group", name=f"Partij {number}", exact=True).get_by_role("combobox", name="Partner")


def options(bench: Bench) -> Locator:
    return bench.page.get_by_role("option")


def test_a_name_is_chosen_with_the_keyboard_alone(tab: Opener) -> None:
    bench, shelf = table(tab, Lists(("m", "Muziekschool"), ("Sportclub", "Sportclub")), {"name": "Sportclub"})
    cell(bench).focus()
    expect(cell(bench)).to_have_attribute("aria-expanded", "false")
    bench.page.keyboard.press("ArrowDown")
    expect(options(bench)).to_have_text(["Muziekschool", "Sportclub"])
    expect(cell(bench)).to_have_attribute("aria-expanded", "true")
    chosen = cell(bench).get_attribute("aria-activedescendant")
    expect(bench.page.locator(f"#{chosen}")).to_have_text("Muziekschool")
    bench.page.keyboard.press("Enter")
    expect(cell(bench)).to_have_value("Muziekschool")
    expect(cell(bench)).to_be_focused()
    assert stored(bench, shelf) == [{"name": "m"}]


def test_typing_narrows_the_names_whatever_capitals_or_accents(tab: Opener) -> None:
    bench, _ = table(tab, Lists(("a", "Théâter"), ("b", "Sportclub")))
    bench.page.get_by_role("button", name="Partij toevoegen").click()
    bench.page.keyboard.type("thea")
    expect(options(bench)).to_have_text(["Théâter"])
    bench.page.keyboard.press("Escape")
    expect(options(bench)).to_have_count(0)
    expect(cell(bench)).to_have_value("thea")


def test_a_name_is_chosen_with_the_mouse(tab: Opener) -> None:
    bench, shelf = table(tab, Lists(("m", "Muziekschool"), ("s", "Sportclub")), {"why": "x"})
    bench.page.get_by_role("button", name="Keuzes bij partner", include_hidden=True).click()
    box = options(bench).nth(1).bounding_box()
    assert box
    assert box["height"] >= 44
    options(bench).nth(1).click()
    assert stored(bench, shelf) == [{"name": "s", "why": "x"}]
    expect(options(bench)).to_have_count(0)


def test_a_new_name_is_put_on_the_list_when_the_cell_is_left_and_can_be_taken_off(tab: Opener) -> None:
    lists = Lists(("m", "Muziekschool"))
    bench, shelf = table(tab, lists, {"name": "m"})
    cell(bench).fill("Buurthuis")
    assert len(lists.listed) == 1  # not while it is typed
    bench.page.keyboard.press("Tab")
    note = bench.page.get_by_text("Buurthuis staat nu ook bij de partners.").first
    expect(note).to_be_visible()
    expect(bench.page.locator("[aria-live=polite]").get_by_text("Knop: Niet toevoegen.")).to_be_attached()
    assert stored(bench, shelf) == [{"name": "Buurthuis"}]
    bench.page.keyboard.press("Shift+Tab")
    expect(bench.page.get_by_role("button", name="Niet toevoegen (Buurthuis)")).to_be_focused()
    bench.page.keyboard.press("Enter")
    expect(cell(bench)).to_be_focused()
    expect(bench.page.get_by_text("Buurthuis staat niet meer bij de partners").first).to_be_visible()
    expect(cell(bench)).to_have_value("Buurthuis")
    assert lists.listed == [["m", "Muziekschool"]]
    assert stored(bench, shelf) == [{"name": "Buurthuis"}]


@pytest.mark.parametrize("text", ["muziekschool", "  Muziekschool ", "oude naam"])
def test_who_types_a_known_name_differently_means_that_one(tab: Opener, text: str) -> None:
    lists = Lists(("oude naam", "Muziekschool"))
    bench, shelf = table(tab, lists, {"why": "x"})
    cell(bench).fill(text)
    bench.page.keyboard.press("Tab")
    expect(cell(bench)).to_have_value("Muziekschool")
    assert stored(bench, shelf) == [{"name": "oude naam", "why": "x"}]
    assert len(lists.listed) == 1


def test_a_name_stays_when_python_is_gone_also_after_the_page_is(tab: Opener) -> None:
    lists = Lists(("m", "Muziekschool"))
    bench, shelf = table(tab, lists, {"name": "m"})
    trouble(bench, dead=True)
    cell(bench).fill("Buurthuis")
    bench.page.keyboard.press("Tab")
    wait_for(bench, lambda: drafts(bench.page) == [[{"name": "Buurthuis"}]])
    bench.reload()
    expect(cell(bench)).to_have_value("Buurthuis")
    assert stored(bench, shelf) == [{"name": "Buurthuis"}]
    assert lists.listed == [["m", "Muziekschool"]]


def test_a_name_that_could_not_be_put_on_its_list_can_be_put_there_later(tab: Opener) -> None:
    lists = Lists()
    lists.broken = True
    bench, shelf = table(tab, lists, {"why": "x"})
    cell(bench).fill("Buurthuis")
    bench.page.keyboard.press("Tab")
    expect(bench.page.get_by_text("Buurthuis staat nog niet bij de partners.").first).to_be_visible()
    lists.broken = False
    bench.page.get_by_role("button", name="Wel toevoegen (Buurthuis)").click()
    expect(bench.page.get_by_text("Buurthuis staat nu ook bij de partners.").first).to_be_visible()
    assert stored(bench, shelf) == [{"name": "Buurthuis", "why": "x"}]


def test_a_name_that_was_changed_elsewhere_shows_when_one_comes_back_to_the_window(tab: Opener) -> None:
    lists = Lists(("m", "Muziekschool"))
    bench, shelf = table(tab, lists, {"name": "m"}, {"name": "oud"}, {"name": "Vrij"})
    expect(cell(bench, 2)).to_have_value("De Oude Club")
    lists.listed[0][1] = "Muziekschool Zuid"
    bench.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(cell(bench)).to_have_value("Muziekschool Zuid")
    expect(cell(bench, 3)).to_have_value("Vrij")
    assert len(shelf.versions) == 1  # nothing is typed, so nothing is saved


def test_two_texts_are_shown_with_names(tab: Opener) -> None:
    bench, shelf = table(tab, Lists(("m", "Muziekschool"), ("s", "Sportclub")), {"name": "m"})
    shelf.add([{"name": "s"}], "Bram Bakker")
    cell(bench).fill("Buurthuis")
    bench.page.keyboard.press("Tab")
    dialog = bench.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Buurthuis")
    expect(dialog).to_contain_text("Sportclub")


def test_the_maps_show_names(tab: Opener) -> None:
    columns = [
        {"name": "id", "label": "Kenmerk", "kind": "line", "hidden": True},
        *COLUMNS[:1],
        *(
            {"name": name, "label": name, "kind": "scale", "options": SCALE}
            for name in ("distance", "influence", "interest")
        ),
    ]
    row = {"id": "r1", "name": "m", "distance": 2, "influence": 2, "interest": 2}
    bench, _ = table(tab, Lists(("m", "Muziekschool Zuid")), row, kind=StakeholdersControl, columns=columns)
    expect(bench.page.locator(".map .name").first).to_contain_text("Muziekschool Zuid")


def test_a_name_gets_the_id_that_it_was_first_called(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add([{"id": "Fanfare", "name": "Harmonie"}])
    bench = tab(one(NamesControl, shelf, label="Partners", item_label="Partner"))
    bench.page.get_by_role("button", name="Partner toevoegen").click()
    bench.page.keyboard.type("Buurt")
    wait_for(bench, lambda: shelf.value == [{"id": "Fanfare", "name": "Harmonie"}, "Buurt"])
    bench.page.keyboard.type("huis")
    bench.page.keyboard.press("Tab")
    assert stored(bench, shelf)[1] == "Buurthuis"
    second = bench.page.get_by_role("textbox", name="Partner 2", exact=True)
    second.fill("Buurthuis Oost")
    second.blur()
    assert stored(bench, shelf)[1] == {"id": "Buurthuis", "name": "Buurthuis Oost"}


def test_a_name_that_another_had_first_gets_an_id_of_its_own(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add([{"id": "Fanfare", "name": "Harmonie"}])
    bench = tab(one(NamesControl, shelf, label="Partners", item_label="Partner"))
    bench.page.get_by_role("button", name="Partner toevoegen").click()
    bench.page.keyboard.type("Fanfare")
    bench.page.keyboard.press("Tab")
    first, second = stored(bench, shelf)
    assert first == {"id": "Fanfare", "name": "Harmonie"}
    assert second["name"] == "Fanfare"
    assert second["id"] != "Fanfare"


def test_a_row_that_others_refer_to_keeps_the_id_of_its_first_name(tab: Opener) -> None:
    columns = [
        {"name": "id", "label": "Kenmerk", "kind": "line", "hidden": True},
        {**COLUMNS[1], "label": "Activiteit"},
    ]
    bench, shelf = table(tab, Lists(), {"id": "oud", "why": "Judo"}, columns=columns, first_names=True)
    bench.page.get_by_role("button", name="Partij toevoegen").click()
    bench.page.keyboard.type("Dans")
    wait_for(bench, lambda: shelf.value[1:] == [{"id": "Dans", "why": "Dans"}])
    bench.page.keyboard.type("les")
    bench.page.keyboard.press("Tab")
    assert stored(bench, shelf) == [{"id": "oud", "why": "Judo"}, {"id": "Dansles", "why": "Dansles"}]
    bench.page.get_by_role("textbox", name="Activiteit").nth(1).fill("Dansen")
    bench.page.keyboard.press("Tab")
    assert stored(bench, shelf)[1] == {"id": "Dansles", "why": "Dansen"}
