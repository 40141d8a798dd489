"""The maps of stakeholders: by finger, with many on them, and beside the table that is their equal."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect
from widget_harness import samples
from widget_harness.acts import Opener, one, press, stored
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.widgets import StakeholdersControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


def people(*rows: dict[str, Any]) -> tuple[Any, Shelf]:
    """Return what makes a page with these stakeholders, and where they are kept."""
    shelf = Shelf()
    shelf.add([{"id": f"p{at}", "name": f"Partij {at}", **row} for at, row in enumerate(rows, 1)])
    sample = samples.lesson_page()["people"]
    assert isinstance(sample, StakeholdersControl)
    named = {"label": "Stakeholders", "item_label": "Stakeholder", "colour": "indigo"}
    return one(StakeholdersControl, shelf, columns=sample.columns, **named), shelf


def rings(bench: Bench) -> Locator:
    return bench.page.get_by_role("group", name="Kaart I: hoe dichtbij")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(bench: Bench, dot: Locator, down: float, *, second: bool = False) -> None:
    """Put a finger on a dot, move it down, and let go; a second finger may touch the page meanwhile."""
    touch = bench.page.context.new_cdp_session(bench.page)
    x, y = middle(dot)

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
    dot = rings(bench).get_by_role("button", name="Partij 1")
    dot.scroll_into_view_if_needed()
    name = dot.locator(".name")
    expect(name).to_have_css("opacity", "0")
    swipe(bench, dot, -150)
    bench.page.wait_for_timeout(300)
    assert len(shelf.values) == 1
    assert bench.page.evaluate("scrollY") > 0
    dot.scroll_into_view_if_needed()
    dot.tap()
    expect(name).to_have_css("opacity", "1")
    board = rings(bench).locator(".map").bounding_box()
    assert board
    swipe(bench, dot, board["height"] * 0.3, second=True)
    bench.page.get_by_role("heading", name="Kaart II").tap()
    assert stored(bench, shelf)[0]["distance"] == 3
    assert not bench.errors()
    context.close()


def test_many_on_a_map_stand_apart_in_the_order_of_their_numbers(tab: Opener) -> None:
    places = [{"distance": 1 + at % 5, "influence": 1 + at % 5, "interest": 1 + at // 16} for at in range(80)]
    places.insert(4, {})
    build, shelf = people(*places)
    bench = tab(build)
    bench.page.set_viewport_size({"width": 390, "height": 900})
    dots = rings(bench).locator(".map .dot")
    expect(dots).to_have_count(80)
    nearest = min(math.dist(a, b) for a, b in combinations([middle(dot) for dot in dots.all()], 2))
    assert nearest >= 24, nearest
    # Who gets a place comes where their number is.
    rings(bench).locator(".tray .dot").focus()
    bench.page.keyboard.press("ArrowUp")
    expect(dots).to_have_count(81)
    assert dots.locator(".face").all_inner_texts() == [str(number) for number in range(1, 82)]
    expect(dots.nth(4)).to_be_focused()
    assert stored(bench, shelf)[4]["distance"] == 3
    press(bench, "Naar de lijst")
    expect(bench.page.get_by_label("Naam").first).to_be_focused()


def test_a_name_can_be_pointed_at_and_sent_away(tab: Opener) -> None:
    build, _ = people({"distance": 3, "influence": 3, "interest": 3})
    bench = tab(build)
    dot = rings(bench).get_by_role("button", name="Partij 1")
    name = dot.locator(".name")
    dot.hover()
    expect(name).to_have_css("opacity", "1")
    name.hover()
    expect(name).to_have_css("opacity", "1")
    bench.page.keyboard.press("Escape")
    expect(name).to_have_css("opacity", "0")
