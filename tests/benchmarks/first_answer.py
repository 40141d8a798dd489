"""What it takes to come from an empty work folder to a first saved answer: clicks, controls in the way, seconds.

Run it with `python tests/benchmarks/first_answer.py [--rounds 3] [--beside CHECKOUT]…`.  A person who reads nothing and
types at once opens the address that `sko open` prints, gives a coalition its name, goes to a block and answers in
`Eigen vraag`.  A click is counted where a mouse is needed; what is typed is not, nor what has the focus already.  They
take the first block that the page offers.  Beside it the same in other checkouts of this repository, by the same
Python, all in turn.  Seconds are those of the program, from the command to
the word that the answer is stored; a person's own for reading and typing come on top.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser import launch
from serving import Serving

HERE = Path(__file__).parents[2]
LAPTOP: ViewportSize = {"width": 1366, "height": 650}
WHAT = "a[href], button, input, select, textarea, summary, [contenteditable=true]"
CONTROLS = """(what) => [...document.querySelectorAll(what)]
  .filter((one) => one.checkVisibility()).length"""
SCREENS = "document.documentElement.scrollHeight / innerHeight"
SAVED = """() => addEventListener("sko:save", ({ detail }) => {
  if (detail.state === "saved") document.documentElement.dataset.answered = "";
})"""


@dataclass
class Way:
    """What somebody went through."""

    page: Page
    clicks: int = 0
    seen: list[str] = field(default_factory=list)

    def arrive(self, name: str) -> None:
        """Wait until a page is whole, and look how much there is on it."""
        self.page.wait_for_selector("html[data-sko=whole][data-link=online]", state="attached")
        controls, screens = self.page.evaluate(CONTROLS, WHAT), self.page.evaluate(SCREENS)
        self.seen.append(f"{name} {controls} controls, {screens:.1f} screens")

    def click(self, place: Locator) -> None:
        """Click, and count it."""
        place.click()
        self.clicks += 1

    def type(self, place: Locator, text: str) -> None:
        """Type somewhere, and click there first if it has not the focus."""
        if not place.evaluate("(one) => one === document.activeElement"):
            self.click(place)
        self.page.keyboard.type(text)


def first_answer(browser: Browser, checkout: Path) -> tuple[float, Way]:
    """Return the seconds of one round, and the way."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as end:
        began = time.monotonic()
        ours = {"PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}  # not what lies in the folder where this runs
        server = Serving(Path(folder) / "werkmap", env=ours)
        end.callback(server.end)
        page = browser.new_page(viewport=LAPTOP, locale="nl-NL")
        end.callback(page.close)
        way = Way(page)
        page.goto(server.url, wait_until="commit")
        way.arrive("start")
        way.type(page.get_by_label("Naam van de coalitie"), "Rivierenland")
        way.click(page.get_by_role("button", name="Coalitie toevoegen"))
        page.wait_for_url("**/rivierenland/*/")
        way.arrive("coalition")
        way.click(page.get_by_role("main").get_by_role("link", name="Macro – Samenhang").first)
        page.wait_for_url("**/macro-samenhang/1*")
        way.arrive("block")
        page.evaluate(SAVED)
        way.type(page.get_by_role("textbox", name="Eigen vraag", exact=True), "Hoe leren we samen?")
        page.wait_for_selector("html[data-answered]", state="attached")
        return time.monotonic() - began, way


def main() -> None:
    """Print the way through each checkout, and the middle of the seconds."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--beside", type=Path, action="append", default=[], metavar="CHECKOUT")
    asked = options.parse_args()
    checkouts = [HERE, *(one.resolve() for one in asked.beside)]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        rounds = [[first_answer(browser, one) for one in checkouts] for _ in range(asked.rounds)]
        browser.close()
    for at, checkout in enumerate(checkouts):
        seconds, way = [one[at][0] for one in rounds], rounds[0][at][1]
        print(f"{checkout.name}: {way.clicks} clicks, {median(seconds):.1f} s")
        for line in way.seen:
            print(f"  {line}")


if __name__ == "__main__":
    main()
