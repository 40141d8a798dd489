"""The example's report as people looked it through: the tree of its PDF's tags as text, and a picture of each page.

`python tests/tools/review_report.py` writes both anew.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import example
from PIL import Image, ImageChops, ImageFilter
from read_pdf import Element, elements

from sko_widgets.report.make import make

FOLDER = Path(__file__).parent / "reviewed"
TREE, PAGES = FOLDER / "tag_tree.txt", FOLDER / "pages"
COMMAND = "python tests/tools/review_report.py"
DPI = 40
TOLERANCE = 28
"""Of 255: how much greyer or whiter a spot may be when both pictures are blurred. Another version of poppler may draw a
letter a little otherwise; what stands half a line lower differs by 40 at least, and by 65 on most pages."""
_BLUR = 2
_GREYS = 12
"""How many greys a picture has that is kept, so that it takes few bytes."""
_WORDS = 8
_MOST_LINES = 60
_IN_A_LINE = {"Strong", "Em", "Span", "Link", "Reference", "Code"}


def report() -> bytes:
    """Return the PDF of the example's report."""
    return make(example(), ["pdf"]).files["pdf"]


# ---------------------------------------------------------------- tags


@dataclass
class _Node:
    """An element with those in it."""

    element: Element
    kids: list[_Node] = field(default_factory=list)


def tag_tree(pdf: bytes) -> str:
    """Return the tags of a PDF, a line each and indented, with the first words of the text and all alternative text.

    The marks of lists and what stands within a line are left out; tags that hold but one other share its line, and so
    do the cells of a row.
    """
    return "".join(f"{line}\n" for top in _nested(elements(pdf)) for line in _lines(top, 0))


def tree_difference(reviewed: str, now: str) -> str:
    """Return how a tree differs from the one that was reviewed, as a diff; nothing when it does not."""
    lines = list(unified_diff(reviewed.splitlines(), now.splitlines(), "reviewed", "now", lineterm="", n=2))
    more = [f"… and {len(lines) - _MOST_LINES} lines more"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *more])


def _nested(found: Sequence[Element]) -> list[_Node]:
    tops: list[_Node] = []
    above: list[_Node] = []
    for element in found:
        node = _Node(element)
        del above[element.depth :]
        (above[-1].kids if above else tops).append(node)
        above.append(node)
    return tops


def _lines(node: _Node, depth: int) -> Iterator[str]:
    tags, kids = [node.element.tag], _shown(node)
    while len(kids) == 1 and not node.element.alt:
        node = kids[0]
        tags.append(node.element.tag)
        kids = _shown(node)
    said = node.element.alt and f"[{node.element.alt}]"
    if node.element.tag == "TR":
        said, kids = " | ".join(f"{kid.element.tag} {_words(kid.element)}".rstrip() for kid in kids), []
    elif not kids:
        said = said or _words(node.element)
    yield f"{'  ' * depth}{' > '.join(tags)}{': ' if said else ''}{said}"
    for kid in kids:
        yield from _lines(kid, depth + 1)


def _shown(node: _Node) -> list[_Node]:
    return [kid for kid in node.kids if kid.element.tag != "Lbl" and kid.element.tag not in _IN_A_LINE]


def _words(element: Element) -> str:
    words = element.text.replace("\u2060", "").split()  # nobody sees what holds a number to its line
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


# ---------------------------------------------------------------- pictures


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return a small grey picture of each page, as poppler draws it."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-gray", "-", f"{folder}/page"], input=pdf, check=True, capture_output=True
        )
        return [Image.open(BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]


def reviewed_pictures() -> list[Image.Image]:
    """Return the pictures that were reviewed."""
    return [Image.open(path).convert("L") for path in sorted(PAGES.iterdir())]


def picture_difference(one: Image.Image, other: Image.Image) -> int:
    """Return how much two pictures differ where they differ most, blurred, of 255."""
    if one.size != other.size:
        return 255
    blur = ImageFilter.GaussianBlur(_BLUR)
    _, most = ImageChops.difference(one.filter(blur), other.filter(blur)).getextrema()
    return int(most)  # type: ignore[arg-type]  # of a grey picture it is a number


def beside(reviewed: Image.Image | None, now: Image.Image | None) -> Image.Image:
    """Return two pictures of a page beside each other, to look at; white where there is none."""
    size = (reviewed or now or Image.new("L", (1, 1))).size
    both = Image.new("L", (2 * size[0] + 1, size[1]), 255)
    for at, picture in enumerate((reviewed, now)):
        if picture:
            both.paste(picture, (at * (size[0] + 1), 0))
    return both


def write(pdf: bytes) -> None:
    """Write both anew."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.iterdir():
        path.unlink()
    TREE.write_text(tag_tree(pdf), encoding="utf-8", newline="\n")
    greys = Image.new("P", (1, 1))
    greys.putpalette([round(255 * step / (_GREYS - 1)) for step in range(_GREYS) for _ in "rgb"])
    for number, picture in enumerate(pictures(pdf), start=1):
        few = picture.convert("RGB").quantize(palette=greys, dither=Image.Dither.NONE)
        few.save(PAGES / f"{number:03}.png", optimize=True)
