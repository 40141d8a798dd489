"""Makes the README's pictures of the workbook from the example: a step, the coalition's page, a cycle that is closed.

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

FOLDER = "elzerveen/2025-2026"
PICTURES = {
    "stap": ("macro-uitvoering-1.ipynb", "context"),
    "raster": ("start.ipynb", ""),
    "afronden": ("macro-uitvoering-1.ipynb", "review"),
}
"""Name of the picture in `docs/` -> the notebook and the step that it shows."""
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
            for name, (notebook, step) in PICTURES.items():
                tab.open(f"{server.page(f'{FOLDER}/{notebook}')}{f'#{step}' if step else ''}")
                page.evaluate("document.fonts.ready")
                shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
                flat = shot.quantize(COLOURS, dither=Image.Dither.NONE)
                flat.save(ROOT / "docs" / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
