"""Tells how full the pages of PDF files are, a line a file.

    python tests/tools/page_fill.py rapporten/*.pdf

A page is as full as the last ink in its text area is far down; what is marked as a page's header or footer is no ink.
Needs poppler, as the tests do.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from PIL import Image

TOP, BOTTOM = 25.0, 27.0
"""The page's margins in millimetres, as `templates/report/typst/report.typ` sets them."""
NEARLY_EMPTY = 0.25
DPI = 36
_PAPER = 250
"""From this grey on (of 255) it is paper."""


def fills(pdf: Path, top: float = TOP, bottom: float = BOTTOM) -> list[float]:
    """Return of each page which part of the height between its margins, in millimetres, is used: 0 to 1."""
    with TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.pdf"
        bare.write_bytes(_without_pagination(pdf))
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-gray", bare, Path(folder) / "page"], check=True, capture_output=True
        )
        return [_fill(Image.open(each), top, bottom) for each in sorted(Path(folder).glob("page-*.pgm"))]


def _without_pagination(path: Path) -> bytes:
    """Return a PDF without the headers and footers of its pages."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_body(page))))
        saved = BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def _body(page: pikepdf.Page) -> Iterator[Any]:
    """Yield what draws a page, save what is marked as pagination."""
    inside = 0  # how deep within a header or footer
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name in ("BDC", "BMC") and (inside or _is_pagination(operands)):
            inside += 1
        elif name == "EMC" and inside:
            inside -= 1
        elif not inside:
            yield instruction


def _is_pagination(operands: Any) -> bool:
    return len(operands) > 1 and str(operands[0]) == "/Artifact" and operands[1].get("/Type") == "/Pagination"


def _fill(page: Image.Image, top: float, bottom: float) -> float:
    millimetre = DPI / 25.4
    height = page.height - (top + bottom) * millimetre
    ink = page.point(lambda grey: 255 if grey < _PAPER else 0).getbbox()
    return 0.0 if ink is None else min(max((ink[3] - top * millimetre) / height, 0.0), 1.0)


def said(name: str, pages: Sequence[float]) -> str:
    """Return the line about a file."""
    low = [f"{number} ({fill:.0%})" for number, fill in enumerate(pages, start=1) if fill < NEARLY_EMPTY]
    which = f": {', '.join(low)}" if low else ""
    return f"{name}: {len(pages)} pages, mean fill {sum(pages) / len(pages):.0%}, {len(low)} under a quarter{which}"


def main() -> None:
    """Print the lines."""
    asked = argparse.ArgumentParser(description="How full the pages of PDF files are.")
    asked.add_argument("files", nargs="+", type=Path, metavar="PDF")
    asked.add_argument("--top", type=float, default=TOP, help="the upper margin in mm (%(default)s)")
    asked.add_argument("--bottom", type=float, default=BOTTOM, help="the lower margin in mm (%(default)s)")
    given = asked.parse_args()
    for path in given.files:
        print(said(path.name, fills(path, given.top, given.bottom)), flush=True)


if __name__ == "__main__":
    main()
