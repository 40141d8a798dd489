"""How long a key takes to be seen in a long text: in the editor, beside a plain text area with the same saving.

Run it with `python tests/benchmarks/keys.py`.  Both hold the same 100,000 characters, in one browser and in turns, and
keys are pressed in the middle.  From the key's event to the frame in which it is painted, in milliseconds; half of all
keys are quicker than the first figure, 95 of 100 than the second.  `ready` is from asking for a page of forty small
texts until they can be typed in.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser import launch
from playwright.sync_api import Browser, sync_playwright
from widget_harness.acts import one
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.widgets import ItemsControl, TextControl

SENTENCE = "Op **vrijdag** komen de ouders langs, en dan kijken we samen terug op de maand. "
FORMS = {
    "paragraphs": "\n\n".join([SENTENCE * 3] * 430)[:100_000],
    "one list": "\n".join(f"- {SENTENCE}" for _ in range(1_250))[:100_000],
    "one paragraph": (SENTENCE * 1_300)[:100_000],
}
MIDDLE = """(field) => {
  field.focus();
  if (field.setSelectionRange) field.setSelectionRange(50_000, 50_000);
  else {
    const blocks = field.querySelectorAll("p");
    const range = document.createRange();
    range.setStart(blocks[blocks.length >> 1], 0);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  globalThis.took = [];
  const channel = new MessageChannel();
  let began = 0;
  channel.port1.onmessage = () => took.push(performance.now() - began);
  addEventListener("keydown", () => {
    began = performance.now();
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
}"""


def typed(browser: Browser, text: str, keys: int, *, editor: bool) -> list[float]:
    """Return the milliseconds that each key took."""
    shelf = Shelf()
    shelf.add(text)
    context = browser.new_context(viewport={"width": 1366, "height": 650})
    bench = Bench(context.new_page(), one(TextControl, shelf, label="Doel"), editor=editor).open()
    field = bench.page.locator(".ProseMirror" if editor else "textarea")
    field.wait_for(timeout=60_000)
    field.evaluate(MIDDLE)
    for _ in range(keys):
        bench.page.keyboard.press("x")
        bench.page.wait_for_timeout(30)
    took: list[float] = bench.page.evaluate("took")
    context.close()
    return took[2:]


def ready(browser: Browser, *, editor: bool) -> float:
    """Return the seconds until a page of forty items takes text; without the editor, until it shows their boxes."""
    shelf = Shelf()
    shelf.add({"items": [SENTENCE] * 40})
    context = browser.new_context(viewport={"width": 1366, "height": 650})
    began = time.perf_counter()
    build = one(ItemsControl, shelf, label="Acties", item_label="Actie")
    bench = Bench(context.new_page(), build, editor=editor).open()
    bench.page.locator(".ProseMirror" if editor else ".rich >> nth=39").first.wait_for(state="attached")
    took = time.perf_counter() - began
    context.close()
    return took


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=60, help="how many keys each time")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    asked = parser.parse_args()
    print(f"{'':16}{'editor: half, 95 %':>22}{'text area: half, 95 %':>26}")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, text in FORMS.items():
            took: dict[bool, list[float]] = {True: [], False: []}
            for _ in range(asked.rounds):
                for editor in took:
                    took[editor] += typed(browser, text, asked.keys, editor=editor)
            halves = [(median(times), quantiles(times, n=20)[-1]) for times in took.values()]
            shown = "".join(f"{f'{half:.1f}, {most:.1f} ms':>24}" for half, most in halves)
            print(f"{name:16}{shown}{halves[0][0] / halves[1][0]:>10.1f} x", flush=True)
        waits = [median(ready(browser, editor=editor) for _ in range(asked.rounds)) for editor in (True, False)]
        print(f"{'ready':16}{waits[0]:>22.2f} s{waits[1]:>22.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
