"""How long the pages across coalitions take to be ready, beside a block's page: 121 coalitions that shared everything.

Run it with `python tests/benchmarks/overview_time.py [--rounds 5] [--coalitions 121]`.  Pages take turns in one browser
that has seen the site before.  Ready is a page when it is whole, is linked to its kernel, and shows what it is about.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
import _coalitions
from browser import launch

from sko_widgets.dossier import sharing
from sko_widgets.dossier.sharing import Manner
from sko_widgets.dossier.store import open_store

GROUP = "rivieren"
READY = """(there) => document.querySelector("html[data-sko=whole][data-link=online]")
  && document.querySelector(there)?.checkVisibility()"""
BLOCK = "a block"
PAGES = {
    BLOCK: (f"coalitie-00000/{_coalitions.PERIOD}/meso-samenwerking/2", ".ProseMirror"),
    "Leergroep": (f"leergroep/{GROUP}/", ".sko-chooser a"),
    "Open vragen": (f"leergroep/{GROUP}/open-vragen", "main h2"),
    "Naast elkaar": (f"leergroep/{GROUP}/naast-elkaar", ".wall .card"),
    "Leerlijn": (f"leergroep/{GROUP}/leerlijn", "main h2"),
    "Wat lastig is": (f"leergroep/{GROUP}/wat-lastig-is", ".sko-hard-list li"),
    "Klaar voor inleveren": ("klaar-voor-inleveren", ".sko-state-table tbody tr"),
}
"""Of each page its address, and what there is on it once it is ready."""
REST_SECONDS = 2.0
PATIENCE = 120_000


def fill(folder: Path, coalitions: int) -> None:
    """Make a store in which coalitions shared all their cycles with one group; every other lets its name be seen."""
    with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
        keys = _coalitions.fill(store, range(coalitions))
        sharing.group_called(store, GROUP.title(), author="x")
        for number, key in enumerate(keys):
            places = sharing.shareable(store.snapshot(key))
            manner = Manner(named=number % 2 == 0, meets=number % 3 == 0)
            given = sharing.copies(store, key, places, manner, at=datetime.now(UTC), author="x")
            sharing.share(store, GROUP, given, author="x")


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """Run `sko open` on a folder; yield the address of all pages, and the token."""
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(folder), "open", "--geen-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        start, _, token = next(line.strip() for line in process.stdout if "http://" in line).partition("?")
        yield start, token
    finally:
        process.terminate()
        process.wait(30)


def ready(browser: Browser, address: str, there: str) -> float:
    """Open a page in a new tab, and return how many seconds it took to be ready."""
    page = browser.contexts[0].new_page()
    time.sleep(REST_SECONDS)  # a new tab keeps the browser busy; pools fill again
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function(READY, arg=there, polling=20, timeout=PATIENCE)
    taken = time.perf_counter() - began
    page.goto("about:blank")
    page.close()
    return taken


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--coalitions", type=int, default=121)
    wanted = parser.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    with tempfile.TemporaryDirectory(prefix="sko-") as name, sync_playwright() as playwright:
        fill(Path(name), wanted.coalitions)
        with served(Path(name)) as (start, token):
            browser = launch(playwright)
            browser.new_context()
            for number in range(wanted.rounds + 1):
                for page, (address, there) in PAGES.items():
                    seconds = ready(browser, f"{start}{address}?{token}", there)
                    if number:
                        taken[page].append(seconds)
            browser.close()
    beside = median(taken[BLOCK])
    for page, times in taken.items():
        spread = f"{min(times):.2f} to {max(times):.2f}"
        print(f"{page:22} {median(times):5.2f} s ({spread}), {median(times) / beside:.2f} times a block's page")
    return 0


if __name__ == "__main__":
    sys.exit(main())
