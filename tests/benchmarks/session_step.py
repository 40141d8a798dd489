"""How long it takes from a key in `Regie` until `Dagscherm` shows it, alone and beside many open pages.

Run it with `python tests/benchmarks/session_step.py [--presses 40] [--pages 22]`.  The room's window is once in the
same browser as the facilitator's, where one tells the other at once, and once in another, which only the store ties.
It fails when more than five of a hundred are later than a second.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser import launch
from helpers import EXAMPLE, sko
from serving import Serving, serving

from sko_widgets.dossier import exchange, sessions, sharing
from sko_widgets.dossier.store import open_store
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.planned_session import rows_of
from sko_widgets.insight.programme import programme

DAY = "2026-01-20"
BLOCKS = ("meso-samenwerking", "macro-samenhang", "micro-uitvoering", "macro-samenwerking", "meso-samenhang")
WHOLE = "html[data-sko=whole][data-link=online]"
NOW = "performance.timeOrigin + performance.now()"
PRESSED = f"window.pressed = []; addEventListener('keydown', () => pressed.push({NOW}), true);"
SHOWN = f"""window.shown = [];
const watch = new MutationObserver(() => shown.push({NOW}));
watch.observe(document.querySelector("h1"), {{ childList: true, characterData: true, subtree: true }});"""


def prepare(folder: Path) -> None:
    """Make a work folder with the example and a group's session."""
    taken = sko("--werkmap", folder, "invoer", "--ja", EXAMPLE)
    assert taken.code == 0, taken
    build = session_build()
    agenda = rows_of(programme(build, build.forms["incident"], build.minutes))
    with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
        group = sharing.group_called(store, "Rivieren", author="x")
        sessions.plan(store, group.key.slug, DAY, {"question": "Hoe lang duurt het?", "agenda": agenda}, author="x")


def opened(profile: BrowserContext, address: str) -> Page:
    """Open a page."""
    page = profile.new_page()
    page.goto(address)
    page.wait_for_selector(WHOLE, state="attached", timeout=120_000)
    return page


def delays(led: Page, room: Page, presses: int) -> list[float]:
    """Press on and back, and return of each press after how many milliseconds the room saw it."""
    led.evaluate(PRESSED)
    room.evaluate(SHOWN)
    found = []
    for number in range(presses):
        led.locator(".sko-session-strip .next" if number % 2 == 0 else ".sko-session-strip .back").focus()
        led.keyboard.press("Enter")
        room.wait_for_function("(most) => shown.length >= most", arg=number + 1)
        found.append(room.evaluate("shown.at(-1)") - led.evaluate("pressed.at(-1)"))
        led.wait_for_timeout(150 + 37 * (number % 9))  # so that presses fall anywhere between two looks
    return found


def told(name: str, found: list[float]) -> float:
    """Print how late the presses were seen, and return how late 95 of a hundred were at most."""
    p95 = quantiles(found, n=20)[-1]
    print(f"{name:58} median {median(found):4.0f} ms, p95 {p95:4.0f} ms, longest {max(found):4.0f} ms")
    return p95


def measure(browser: Browser, server: Serving, presses: int, how: str) -> float:
    """Measure with the room's window in the same browser, and in another; return the longer p95."""
    address = server.base + f"/werkboek/leergroep/rivieren/{{}}?token={server.token}&dag={DAY}"
    here, elsewhere = browser.new_context(), browser.new_context()
    led = opened(here, address.format("regie"))
    begin = led.get_by_role("button", name="Beginnen")
    if begin.count():
        begin.click()
    longest = 0.0
    for where, beside in (("same browser", here), ("another browser", elsewhere)):
        room = opened(beside, address.format("dagscherm"))
        longest = max(longest, told(f"{where}, {how}, {presses} presses", delays(led, room, presses)))
        room.close()
    here.close()
    elsewhere.close()
    return longest


def main() -> int:
    """Measure, and print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--presses", type=int, default=40)
    parser.add_argument("--pages", type=int, default=22)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        prepare(Path(folder))
        key = exchange.read_file(EXAMPLE).key
        with serving(Path(folder)) as server:
            browser = launch(playwright)
            longest = measure(browser, server, given.presses, "no other page")
            beside = browser.new_context()
            for number in range(given.pages):
                block = BLOCKS[number % len(BLOCKS)]
                opened(beside, f"{server.base}/werkboek/{key.slug}/{key.period}/{block}/1?token={server.token}")
            longest = max(longest, measure(browser, server, given.presses, f"{given.pages} blocks open"))
            browser.close()
    return int(longest > 1000)


if __name__ == "__main__":
    sys.exit(main())
