"""Names on maps and on the square: by mouse, finger and key, many of them, and in the table that is their equal."""

from __future__ import annotations

from typing import Any

import pytest
from browser import drawn, resize, violations
from map_labels import MAPS, OVERLAPS
from playwright.sync_api import Browser, FloatRect, Locator, expect
from widget_harness import samples
from widget_harness.acts import Opener, one, press, stored
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.widgets import SquareControl, StakeholdersControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

LONG = "Stichting Samenwerkende Buurtorganisaties voor Jeugd, Sport en Ontmoeting"


def people(*rows: dict[str, Any]) -> tuple[Any, Shelf]:
    """Return what makes a page with these stakeholders, and where they are kept."""
    shelf = Shelf()
    shelf.add([{"id": f"p{at}", "name": f"Partij {at}", **row} for at, row in enumerate(rows, 1)])
    sample = samples.lesson_page()["people"]
    assert isinstance(sample, StakeholdersControl)
    named = {"label": "Stakeholders", "item_label": "Stakeholder", "colour": "indigo"}
    return one(StakeholdersControl, shelf, columns=sample.columns, in_sight=sample.in_sight, **named), shelf


def parties(*rows: dict[str, Any]) -> tuple[Any, Shelf]:
    """Return what makes a page with these parties on the square, and where they are kept."""
    shelf = Shelf()
    shelf.add([{"name": f"Partij {at}", **row, "id": row.get("id", f"p{at}")} for at, row in enumerate(rows, 1)])
    return one(SquareControl, shelf, colour="amber", **samples.square_columns()), shelf


def rings(bench: Bench) -> Locator:
    return bench.page.get_by_role("group", name="Kaart I: hoe dichtbij")


def named(bench: Bench, name: str) -> Locator:
    return bench.page.locator(".one-map:not([hidden]) .name").filter(has_text=f"{name}:")


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found
    return found


def middle(place: Locator) -> tuple[float, float]:
    found = box(place)
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def drag(bench: Bench, thing: Locator, to: Locator, *, drop: bool = True) -> None:
    """Drag something with the mouse to the foot of a place, where no name stands."""
    thing.scroll_into_view_if_needed()
    bench.page.mouse.move(*middle(thing))
    bench.page.mouse.down()
    target = box(to)
    bench.page.mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] - 3, steps=6)
    if drop:
        bench.page.mouse.up()


def swipe(bench: Bench, thing: Locator, down: float, *, second: bool = False) -> None:
    """Put a finger on something, move it down, and let go; a second finger may touch the page meanwhile."""
    touch = bench.page.context.new_cdp_session(bench.page)
    x, y = middle(thing)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y, "id": 1})
    for step in range(1, 6):
        finger = {"x": x, "y": y + down * step / 5, "id": 1}
        send("touchMove", finger)
        if second and step == 3:
            other = {"x": x, "y": 30, "id": 2}
            send("touchStart", finger, other)
            send("touchEnd", other)
        bench.page.wait_for_timeout(20)
    send("touchEnd")


def test_a_finger_that_scrolls_moves_nobody_and_one_that_tapped_does(chromium: Browser) -> None:
    build, shelf = people({"distance": 1, "influence": 3, "interest": 3})
    context = chromium.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    bench = Bench(context.new_page(), build).open()
    # As in Safari: a tap alone gives a button no focus.
    bench.page.evaluate("addEventListener('mousedown', (event) => event.preventDefault(), true)")
    name = named(bench, "Partij 1")
    name.scroll_into_view_if_needed()
    swipe(bench, name, -150)
    bench.page.wait_for_timeout(300)
    assert len(shelf.values) == 1
    assert bench.page.evaluate("scrollY") > 0
    name.scroll_into_view_if_needed()
    name.tap()
    bench.page.locator(".rings .r3").scroll_into_view_if_needed()
    swipe(bench, name, middle(bench.page.locator(".rings .r3"))[1] - middle(name)[1], second=True)
    assert stored(bench, shelf)[0]["distance"] == 3
    # Where it should move to, by finger: its handle is dragged at once.
    wish = bench.page.get_by_role("button", name="Waar moet Partij 1 naartoe?")
    swipe(bench, wish, middle(bench.page.locator(".rings .r2"))[1] - middle(wish)[1])
    assert stored(bench, shelf)[0]["target"] == 2
    bench.page.get_by_role("button", name="Alle stakeholders").tap()
    expect(name).to_be_focused()
    bench.page.get_by_role("list", name="Alle stakeholders").get_by_role("button").tap()
    expect(bench.page.get_by_role("button", name="Alle stakeholders")).to_be_focused()
    assert bench.page.evaluate("document.documentElement.scrollWidth") == 390
    # The same on the square.
    build, shelf = parties({"career": 5, "development": 2})
    square = Bench(context.new_page(), build).open()
    name = named(square, "Partij 1")
    name.scroll_into_view_if_needed()
    name.tap()
    swipe(square, name, middle(square.page.locator('[data-place="3,2"]'))[1] - middle(name)[1])
    assert stored(square, shelf) == [{"id": "p1", "name": "Partij 1", "career": 3, "development": 2}]
    assert square.page.evaluate("document.documentElement.scrollWidth") == 390
    assert not [*bench.errors(), *square.errors()]
    context.close()


def test_by_mouse_and_key_one_moves_and_says_where_it_should_be(tab: Opener) -> None:
    build, shelf = people({"distance": 5, "influence": 3, "interest": 3}, {})
    bench = tab(build, width="82rem")
    resize(bench.page, 1366, 650)
    name, spoken = named(bench, "Partij 1"), bench.page.locator(".sko-stakeholders > [aria-live]").last
    # Dragged, and let go with Escape: nothing changes. Then let go on a ring.
    drag(bench, name, bench.page.locator(".rings .r2"), drop=False)
    bench.page.keyboard.press("Escape")
    bench.page.mouse.up()
    assert len(shelf.values) == 1
    drag(bench, name, bench.page.locator(".rings .r4"))
    expect(spoken).to_have_text("Partij 1: keuze 4")
    assert stored(bench, shelf)[0]["distance"] == 4
    # A click chooses: its details stand beside the map, one at a time; the arrow is dragged from its handle.
    name.click()
    expect(name).to_have_attribute("aria-pressed", "true")
    expect(bench.page.get_by_label("Naam", exact=True)).to_have_count(2)
    expect(bench.page.locator(".rows > li:visible")).to_have_count(1)
    drag(bench, bench.page.get_by_role("button", name="Waar moet Partij 1 naartoe?"), bench.page.locator(".rings .r2"))
    assert stored(bench, shelf)[0]["target"] == 2
    expect(spoken).to_have_text("Partij 1: liever keuze 2")
    expect(bench.page.locator(".wishes .head")).to_have_count(1)
    head, ring = box(bench.page.locator(".wishes .head")), box(bench.page.locator(".rings .r2"))
    assert ring["x"] < head["x"] and head["x"] + head["width"] < ring["x"] + ring["width"]
    by_keyboard(bench, shelf, name)
    on_the_other_map(bench, shelf, spoken)
    # A new one is there with its name to type, and comes on the map; one that is removed comes back.
    press(bench, "Hoe dichtbij")
    bench.page.get_by_role("button", name="Stakeholder toevoegen").click()
    bench.page.keyboard.type("Ouders")
    expect(named(bench, "Ouders")).to_be_visible()
    bench.page.get_by_role("button", name="Meer bij stakeholder 3").click()
    bench.page.get_by_role("button", name="Verwijderen stakeholder 3").click()
    expect(named(bench, "Ouders")).to_have_count(0)
    press(bench, "Ongedaan maken")
    expect(named(bench, "Ouders")).to_be_visible()
    assert len(stored(bench, shelf)) == 3


def by_keyboard(bench: Bench, shelf: Shelf, name: Locator) -> None:
    name.focus()
    for key, column, value in (
        ("ArrowLeft", "distance", 3),
        ("Shift+ArrowRight", "target", None),
        ("Shift+ArrowLeft", "target", 2),
        ("Shift+Delete", "target", None),
    ):
        name.press(key)
        assert stored(bench, shelf)[0].get(column) == value, key
        expect(name).to_be_focused()
    name.press("Enter")
    expect(bench.page.get_by_label("distance").first).to_be_focused()
    bench.page.keyboard.press("ArrowDown")
    assert stored(bench, shelf)[0]["distance"] == 4
    bench.page.keyboard.press("Escape")
    expect(name).to_be_focused()
    expect(bench.page.locator(".rows > li:visible")).to_have_count(0)
    # Who has no place yet comes into the middle.
    named(bench, "Partij 2").press("ArrowUp")
    assert stored(bench, shelf)[1]["distance"] == 3


def on_the_other_map(bench: Bench, shelf: Shelf, spoken: Locator) -> None:
    """Look for the same on the other map and in the table."""
    press(bench, "Invloed en belang")
    named(bench, "Partij 2").focus()
    bench.page.keyboard.press("ArrowUp")
    bench.page.keyboard.press("ArrowUp")
    expect(spoken).to_contain_text("invloed keuze 4, belang keuze 3; tevreden houden")
    drag(bench, named(bench, "Partij 1"), bench.page.locator('[data-place="5,5"]'))
    expect(named(bench, "Partij 1")).to_contain_text("nauw betrekken")
    assert not violations(bench.page)
    press(bench, "Tabel")
    expect(bench.page.locator(".rows > li:visible")).to_have_count(2)
    rows = stored(bench, shelf)
    assert rows[0] == {"id": "p1", "name": "Partij 1", "distance": 4, "influence": 5, "interest": 5}
    assert rows[1] == {"id": "p2", "name": "Partij 2", "distance": 3, "influence": 4, "interest": 3}


def test_we_and_our_partners_stand_on_the_square(tab: Opener) -> None:
    build, shelf = parties({"career": 3, "development": 3}, {"position": 3})
    bench = tab(build, width="82rem")
    resize(bench.page, 1366, 650)
    spoken, tray = bench.page.locator(".sko-square > [aria-live]").last, bench.page.locator(".tray .name")
    # We are there before anything was said of us; who has no place says what was chosen before there was a square.
    expect(tray).to_contain_text(["op de lijn: plek 4", "op de lijn: plek 3"])
    for means in ("Wie evenveel kan, heeft evenveel kans.", "Elk kind ontwikkelt zijn talent."):
        expect(bench.page.locator(".means").get_by_text(means)).to_be_in_viewport()
    drag(bench, named(bench, "Wij zelf"), bench.page.locator('[data-place="5,5"]'))
    expect(spoken).to_have_text(
        "Wij zelf: gelijke loopbaankansen heel sterk, gelijke ontwikkelkansen heel sterk; allebei"
    )
    us = {"id": "wij", "name": "Wij zelf", "career": 5, "development": 5}
    partner = {"id": "p1", "name": "Partij 1", "career": 3, "development": 3}
    assert stored(bench, shelf) == [us, partner, {"id": "p2", "name": "Partij 2", "position": 3}]
    name = named(bench, "Partij 1")
    name.focus()
    for key, place in (("ArrowDown", "2,3"), ("ArrowDown", "1,3"), ("ArrowLeft", "1,2"), ("ArrowDown", "1,2")):
        name.press(key)
        expect(bench.page.locator(f'[data-place="{place}"]')).to_contain_text("Partij 1")
        expect(name).to_be_focused()
    expect(spoken).to_have_text("Verder kan niet op deze kaart.")
    assert stored(bench, shelf)[1] == {**partner, "career": 1, "development": 2}
    name.press("Enter")
    name.press("Enter")
    expect(bench.page.get_by_label("Gelijke loopbaankansen").locator("visible=true")).to_be_focused()
    expect(bench.page.get_by_label("Plek op de lijn").locator("visible=true")).to_have_count(0)
    assert not violations(bench.page)
    bench.page.keyboard.press("Escape")
    # In the table the same can be done; what is from before is asked only where it stands.
    press(bench, "Tabel")
    expect(bench.page.locator(".rows > li:visible")).to_have_count(3)
    last = bench.page.locator(".rows > li").last
    last.get_by_label("Gelijke ontwikkelkansen").select_option("2")
    last.get_by_text("Meer over deze rij").click()
    expect(bench.page.get_by_label("Plek op de lijn").locator("visible=true")).to_have_value("3")
    assert not violations(bench.page)
    press(bench, "Vierkant")
    named(bench, "Partij 2").press("ArrowRight")
    assert stored(bench, shelf)[2] == {"id": "p2", "name": "Partij 2", "career": 3, "development": 3, "position": 3}


@pytest.mark.parametrize("spread", ["everywhere", "one place"])
def test_eighty_long_names_do_not_overlap(tab: Opener, spread: str) -> None:
    anywhere = [{"distance": 1 + at % 5, "influence": 1 + at % 5, "interest": 1 + at // 16} for at in range(80)]
    places = anywhere if spread == "everywhere" else [{"distance": 2, "influence": 5, "interest": 2}] * 80
    build, _ = people(*({**place, "name": f"{LONG} {at}"} for at, place in enumerate(places)))
    bench = tab(build, width="82rem")
    for width, height, least in ((1366, 650, 13), (390, 844, 12)):
        resize(bench.page, width, height)
        for name in MAPS:
            press(bench, name)
            drawn(bench.page)
            assert bench.page.evaluate(OVERLAPS, least) == {"count": 80, "found": []}, (width, name)
            assert bench.page.evaluate("document.documentElement.scrollWidth") == width
    where = ({"career": place["influence"], "development": place["interest"]} for place in places)
    ours = {"id": "wij", "name": "Wij zelf", "career": 5, "development": 2}
    build, _ = parties(ours, *({**place, "name": f"{LONG} {at}"} for at, place in enumerate(where)))
    bench = tab(build, width="82rem")
    for width, height, least in ((1366, 650, 13), (390, 844, 12)):
        resize(bench.page, width, height)
        assert bench.page.evaluate(OVERLAPS, least) == {"count": 81, "found": []}, width
        assert bench.page.evaluate("document.documentElement.scrollWidth") == width
