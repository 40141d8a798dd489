"""How high each instrument's page is as it opens, and how many controls it has, filled as in the example.

Run it with `python tests/benchmarks/instrument_sizes.py [--steps | --whole] [WORD …]`.  Heights are in screens: of
1366x650, what a laptop of a school leaves for a page, and of a phone of 390x844; what a step that stands still scrolls
within itself counts too.  Nobody gave a name yet, so the bar that asks for one is in sight.  Controls are what can be
pressed or filled in on its own and is in sight; squares of a table that share one tab stop are counted apart.
`--steps` looks at each step of a page, `--whole` at all of them at once, as `Alles op één pagina` does; a word looks at
the instruments only in whose names it stands.  A page that is over a limit has a `!` there; the exit code says whether
one is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser import launch
from overview_time import served

from sko_widgets import resources
from sko_widgets.dossier import exchange
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import framework
from sko_widgets.guide.page_addresses import instrument_page

EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"
SCREENS = ((1366, 650, 3), (390, 844, 6))
"""Width and height of a window, and how many of its heights a page may be."""
MOST_CONTROLS = 120
PATIENCE = 60_000
WHOLE = """localStorage.setItem("sko:whole", "yes")"""
AS_LIST = "[data-view=rows]"
"""What shows a chain row by row; that is measured too."""
STEPS = """() => [...document.querySelectorAll(".walk:not(.whole) main > .step")].map((one) => one.id)"""
_CONTROLS = """a[href], button, input, select, textarea, summary, [contenteditable=true],
  [role=checkbox], [role=radio], [role=slider]"""
MEASURE = f"""() => {{
  const all = (what) => [...document.querySelectorAll(`main :is(${{what}})`)];
  const seen = (what) => all(what).filter((one) => one.checkVisibility()).length;
  const root = document.documentElement;
  const scrolls = (one) => one.checkVisibility() && /auto|scroll/.test(getComputedStyle(one).overflowY);
  const hidden = [...document.querySelectorAll("main, main .step, main .mid, main .by")].filter(scrolls)
    .map((one) => one.scrollHeight - one.clientHeight);
  const tall = root.scrollHeight + Math.max(0, ...hidden);
  return [tall, seen(`{_CONTROLS}`), seen("[role=grid] tbody td"), root.scrollWidth - innerWidth];
}}"""


def fill(folder: Path) -> tuple[str, dict[str, str]]:
    """Put the example in a store; return where its pages are, and the address of each instrument by its name."""
    read = exchange.read_file(EXAMPLE)
    with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
        store.create(read.key, framework=read.framework, sheets=read.sheets, author="x")
    found = {sheet.called: instrument_page(sheet) for sheet in framework(read.framework).instruments}
    return f"{read.key.slug}/{read.key.period}/", found


def measured(page: Page, *, steps: bool) -> dict[str, list[int]]:
    """Return height, controls, squares, and by how much it is too wide, of a page: as it opens, and step by step."""
    found: dict[str, list[int]] = {"": page.evaluate(MEASURE)}
    if page.locator(AS_LIST).count():
        page.locator(AS_LIST).click()
        found["als lijst"] = page.evaluate(MEASURE)
    for step in page.evaluate(STEPS) if steps else []:
        page.evaluate("(step) => { location.hash = step; }", step)
        page.wait_for_timeout(500)
        found[step] = page.evaluate(MEASURE)
    return found


def opened(
    browser: Browser, address: str, width: int, height: int, *, whole: bool, steps: bool
) -> dict[str, list[int]]:
    """Measure a page in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    if whole:
        context.add_init_script(f'location.protocol === "http:" && {WHOLE}')
    page = context.new_page()
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector("html[data-sko=whole][data-link=online]", state="attached", timeout=PATIENCE)
    page.get_by_role("button", name="Vul je naam in").first.wait_for()
    page.wait_for_timeout(500)  # texts that come near get their editor, pictures their place
    found = measured(page, steps=steps)
    context.close()
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("words", nargs="*", metavar="WORD")
    wanted = parser.parse_args()
    over = False

    def marked(number: float, most: float) -> str:
        nonlocal over
        over |= number > most
        return f"{number:7.2f}{'!' if number > most else ' '}"

    print(f"{'':45}screens controls squares   phone controls")
    with tempfile.TemporaryDirectory(prefix="sko-") as name, sync_playwright() as playwright:
        folder, instruments = fill(Path(name))
        with served(Path(name)) as (start, token):
            browser = launch(playwright)
            for called, page in instruments.items():
                if wanted.words and not any(word in called for word in wanted.words):
                    continue
                sizes = [
                    opened(browser, f"{start}{folder}{page}?{token}", *size[:2], whole=wanted.whole, steps=wanted.steps)
                    for size in SCREENS
                ]
                for part in sizes[0]:
                    row = f"{f'  {part}' if part else called:44.44}"
                    for (_, height, most), found in zip(SCREENS, sizes, strict=True):
                        tall, controls, squares, wide = found[part]
                        row += marked(tall / height, most) + f"{controls:7}{'!' if controls > MOST_CONTROLS else ' '}"
                        row += f"{squares:7}" if most == SCREENS[0][2] else ""
                        row += f" {wide} px too wide" if wide > 0 else ""
                        over |= controls > MOST_CONTROLS
                    print(row, flush=True)
            browser.close()
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
