"""Make the fonts in `templates/look/fonts` from the npm packages they come from.

Run it by hand when a newer release of the fonts is wanted::

    npm pack @fontsource/atkinson-hyperlegible-next dejavu-fonts-ttf   # and unpack both
    python tests/tools/make_fonts.py FONTSOURCE_FOLDER DEJAVU_FOLDER

HTML and the app use the woff2 files as they come (latin, and latin-ext beside it).  Typst and
resvg want TrueType: the two subsets of a weight are merged into one file.  DejaVu Sans, which
fills in what Atkinson Hyperlegible Next lacks, is copied as it is.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "look" / "fonts"
FAMILY = "atkinson-hyperlegible-next"
FACES = {"400-normal": "Regular", "400-italic": "Italic", "600-normal": "SemiBold", "700-normal": "Bold"}


def merge(parts: list[Path], target: Path) -> None:
    """Write one TrueType file with the glyphs of all parts."""
    with TemporaryDirectory() as folder:
        plain = []
        for number, part in enumerate(parts):
            font = TTFont(part, recalcTimestamp=False)
            font.flavor = None
            plain.append(str(Path(folder) / f"{number}.ttf"))
            font.save(plain[-1])
        merged = Merger().merge(plain)
        merged["head"].modified = merged["head"].created
        merged.recalcTimestamp = False
        merged.save(target)


def covered() -> str:
    """Return the ranges of characters that print in every weight, one a line: what `coverage.txt` holds."""

    def characters(name: str) -> set[int]:
        return set(TTFont(FOLDER / name).getBestCmap())

    own = characters("AtkinsonHyperlegibleNext-Regular.ttf")
    everything = own | (characters("DejaVuSans.ttf") & characters("DejaVuSans-Bold.ttf"))
    known = sorted(code for code in everything if unicodedata.category(chr(code)) not in {"Cc", "Co"})
    ranges: list[list[int]] = []
    for code in known:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{first:X}-{last:X}\n" if last > first else f"{first:X}\n" for first, last in ranges)


def main(fontsource: Path, dejavu: Path) -> None:
    """Fill the folder of fonts."""
    for face, style in FACES.items():
        parts = [fontsource / "files" / f"{FAMILY}-{subset}-{face}.woff2" for subset in ("latin", "latin-ext")]
        for part in parts:
            shutil.copyfile(part, FOLDER / part.name)
        merge(parts, FOLDER / f"AtkinsonHyperlegibleNext-{style}.ttf")
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        shutil.copyfile(dejavu / "ttf" / name, FOLDER / name)
    shutil.copyfile(fontsource / "LICENSE", FOLDER / "OFL.txt")
    shutil.copyfile(dejavu / "LICENSE", FOLDER / "DejaVu-LICENSE.txt")
    (FOLDER / "coverage.txt").write_text(covered(), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
