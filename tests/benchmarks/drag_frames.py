"""Frames a second while a card and a name are dragged, of 80 each, beside an empty page in the same run.

Run it with `python tests/benchmarks/drag_frames.py`.  A pointer goes up and down by 300 px for some seconds; counted
are the frames that the browser paints meanwhile, and the longest that one took.  On the empty page the same pointer
moves.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser import launch
from playwright.sync_api import Browser, Page, sync_playwright
from widget_harness import samples
from widget_harness.bench import Bench

from sko_widgets.widgets import Control

COUNT = """() => {
  globalThis.frames = [];
  const each = (now) => { globalThis.frames.push(now); requestAnimationFrame(each); };
  requestAnimationFrame(each);
}"""
TOLD = """() => {
  const gaps = globalThis.frames.slice(1).map((now, at) => now - globalThis.frames[at]);
  return [(1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0), Math.max(...gaps)];
}"""


def chain(cards: int) -> dict[str, Control]:
    """Return a board with so many cards, each joined to two of the next column."""
    made = samples.chain_page()
    board: Any = made["chain"]
    each = cards // len(board.columns)
    for column in board.columns:
        rows = [
            {"id": f"{column['name'][0]}{n}", "text": f"{column['item']} nummer {n} van {each}"} for n in range(each)
        ]
        made[column["name"]].set_trait("value", rows)
    for tie in board.ties:
        start, end = (board.columns[tie[side]]["name"][0] for side in ("start", "end"))
        pairs = [[f"{start}{n}", f"{end}{(n + by) % each}"] for n in range(each) for by in (0, 1)]
        made[tie["name"]].set_trait("value", pairs)
    return made


def people(number: int) -> dict[str, Control]:
    """Return a map with so many stakeholders, over all its places."""
    made = samples.lesson_page()["people"]
    rows = [
        {"id": f"p{n}", "name": f"Stakeholder nummer {n}", "distance": n % 5 + 1, "influence": n % 5 + 1}
        for n in range(number)
    ]
    made.set_trait("value", rows)
    return {"people": made}


BOARDS: Mapping[str, tuple[Callable[[int], dict[str, Control]], str] | None] = {
    "an empty page": None,
    "a chain": (chain, ".columns .card"),
    "a map": (people, ".one-map:not([hidden]) .name"),
}
"""What is measured: what makes it, and what is dragged on it."""


def moved(page: Page, x: float, y: float, seconds: float, thing: str) -> tuple[float, float]:
    """Move the pressed pointer up and down; return frames a second, and the longest frame in milliseconds."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    end, down = time.monotonic() + seconds, True
    while time.monotonic() < end:
        page.mouse.move(x, y + (300 if down else 0), steps=30)
        down = not down
    rate, longest = page.evaluate(TOLD)
    assert not thing or page.locator(".dragged").count() == 1
    page.mouse.up()
    return rate, longest


def measured(browser: Browser, name: str, number: int, seconds: float) -> tuple[float, float]:
    """Return the same of a page with so many things to drag."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, board = context.new_page(), BOARDS[name]
    if board is None:
        page.set_content("<!doctype html><title>Leeg</title>")
        found = moved(page, 100, 200, seconds, "")
    else:
        make, thing = board
        Bench(page, lambda: make(number), width="82rem").open()
        page.locator(thing).nth(number - 1).wait_for()
        box = page.locator(thing).nth(1).bounding_box()
        assert box
        found = moved(page, box["x"] + 40, box["y"] + 10, seconds, thing)
    context.close()
    return found


def main() -> None:
    """Measure in turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=80, help="how many cards and names there are")
    parser.add_argument("--seconds", type=float, default=4, help="how long each drag takes")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in BOARDS}
        for _ in range(asked.rounds):
            for name, rounds in found.items():
                rounds.append(measured(browser, name, asked.number, asked.seconds))
        browser.close()
    for name, rounds in found.items():
        rate, longest = (median(values) for values in zip(*rounds, strict=True))
        of = f"{name} of {asked.number}" if BOARDS[name] else name
        print(f"{of:16}{rate:6.1f} frames a second, longest {longest:6.1f} ms")


if __name__ == "__main__":
    main()
