"""Started by tests: saves a field as a page's kernel does, and then waits as one does.

    python field_saver.py

The store is named by `SKO_OPSLAG`.  Each line on standard input is a text; what came of it is told on a line of
its own: `saved NUMBER`, or `refused` with why.
"""

from __future__ import annotations

import sys

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.errors import SkoError
from sko_widgets.framework import framework
from sko_widgets.guide.dossier_field import DossierField
from sko_widgets.guide.page_tasks import page_store
from sko_widgets.widgets import Saved

KEY = DossierKey("de-brug", "2025-2026")
SHEET, NAME = "block/meso-samenwerking/1", "goal"


def main() -> None:
    """Save each text on top of what is there."""
    store = page_store("")
    chosen = framework(store.snapshot(KEY).framework)
    field = DossierField(store, KEY, SHEET, chosen.sheet(SHEET).field(NAME), chosen)
    print("ready", flush=True)
    for text in iter(sys.stdin.readline, ""):
        try:
            done = field.save(text.rstrip("\n"), field.now()[1])
        except SkoError as error:
            print(f"refused {error}", flush=True)
        else:
            print(f"saved {done.revision}" if isinstance(done, Saved) else "clash", flush=True)


if __name__ == "__main__":
    main()
