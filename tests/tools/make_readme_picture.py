"""Makes `docs/rapport.png` of the README: a page of the example's PDF, its web page on a phone, and a page in Word.

    python tests/tools/make_readme_picture.py

Needs Chromium, LibreOffice and poppler, as the tests do, and Pillow (`pip install pillow`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

TARGET = ROOT / "docs" / "rapport.png"
WIDTH, HEIGHT, MARGIN, GAP = 1600, 960, 56, 48
GROUND = "#e9e7e0"
PHONE = (390, 844)
BLOCK = "Wie bereiken we, en wie nog niet?"
IN_WORD = "Leuk is de ondergrens"


def page_with(pdf: Path, title: str) -> int:
    """Return the number of the page with a chapter's title, behind the contents."""
    printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    return next(
        number for number, page in enumerate(printed.split("\f"), start=1) if page.split("\n")[0].strip() == title
    )


def drawn(pdf: Path, title: str) -> Image.Image:
    """Return a page as a picture."""
    number = page_with(pdf, title)
    target = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "170", "-f", str(number), "-singlefile", "-png", pdf, target], check=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


def phone(page_file: Path) -> Image.Image:
    """Return what a phone shows of a block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, device_scale_factor=2)
        page.goto(page_file.as_uri())
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
        page.evaluate("document.fonts.ready")
        page.get_by_role("heading", name=BLOCK, level=2).evaluate("e => scrollTo(0, e.offsetTop - 24)")
        shot = page_file.with_suffix(".png")
        page.screenshot(path=shot)
        browser.close()
    return Image.open(shot).convert("RGB")


def placed(canvas: Image.Image, picture: Image.Image, box: tuple[int, int, int, int], radius: int) -> None:
    """Lay a picture on the ground, as wide as its place and cut at its foot, with a soft shadow."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    scaled = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
    shadow = Image.new("L", canvas.size, 0)
    shadow.paste(mask.point(lambda value: value * 50 // 255), (left, top + 6))
    dark = Image.new("RGB", canvas.size, "#3a362c")
    canvas.paste(dark, (0, 0), shadow.filter(ImageFilter.GaussianBlur(12)))
    canvas.paste(scaled.crop((0, 0, width, height)), (left, top), mask)


def trimmed(page: Image.Image) -> Image.Image:
    """Return a page with less of its upper and side margins, so that its text can be read."""
    filled = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, *page.size)
    edge = round(page.width * 0.055)
    return page.crop(
        (max(filled[0] - edge, 0), max(filled[1] - edge, 0), page.width - max(filled[0] - edge, 0), page.height)
    )


def main() -> None:
    """Write the picture."""
    from helpers import example

    from sko_widgets.report.make import make

    with TemporaryDirectory() as name:
        folder = Path(name)
        for format_, data in make(example()).files.items():
            (folder / f"rapport.{format_}").write_bytes(data)
        (folder / "word").mkdir()
        word = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profiel').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run([*word, "--outdir", folder / "word", folder / "rapport.docx"], check=True, capture_output=True)
        pictures = (
            trimmed(drawn(folder / "rapport.pdf", BLOCK)),
            phone(folder / "rapport.html"),
            trimmed(drawn(folder / "word" / "rapport.pdf", IN_WORD)),
        )
    canvas = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    middle = WIDTH - 2 * MARGIN - 2 * GAP - 2 * 535
    left = MARGIN
    for picture, width, radius in zip(pictures, (535, middle, 535), (6, 22, 6), strict=True):
        height = min(HEIGHT - 2 * MARGIN, round(picture.height * width / picture.width))
        top = (HEIGHT - height) // 2
        placed(canvas, picture, (left, top, left + width, top + height), radius)
        left += width + GAP
    TARGET.parent.mkdir(exist_ok=True)
    canvas.quantize(256, dither=Image.Dither.NONE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
