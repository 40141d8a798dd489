"""Makes the README's pictures of the workbook from the example: a step, the coalition's page, a closed cycle, a group.

    python tests/tools/make_page_pictures.py

Needs Chromium, as the tests do, and Pillow (`pip install pillow`).
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

COALITION, GROUP = "elzerveen/2025-2026", "leergroep/rivieren-voorbeeld"
PICTURES = {
    "stap": (f"{COALITION}/macro-uitvoering-1.ipynb", "#context"),
    "raster": (f"{COALITION}/start.ipynb", ""),
    "afronden": (f"{COALITION}/macro-uitvoering-1.ipynb", "#review"),
    "leergroep": (f"{GROUP}/naast-elkaar.ipynb", "&bouwsteen=meso-samenwerking"),
}
"""Name of the picture in `docs/` -> the notebook, and what comes behind its address."""
LAPTOP = (1366, 650)
COLOURS = 128


def main() -> None:
    """Make the pictures."""
    from browser import launch
    from helpers import sko
    from workbook_browser import Tab, opened

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        done = sko("--werkmap", folder, "demo")
        if done.code:
            raise SystemExit(done.err)
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}, locale="nl-NL")
        with opened(Path(folder)) as server:
            tab = Tab(page, server, whole=False)
            for name, (notebook, more) in PICTURES.items():
                tab.open(f"{server.page(notebook)}{more}")
                page.evaluate("document.fonts.ready")
                shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
                flat = shot.quantize(COLOURS, dither=Image.Dither.NONE)
                flat.save(ROOT / "docs" / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
