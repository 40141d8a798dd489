"""Runs pandoc: once, for all formats together.

The scripts in `templates/report/pandoc` do the work inside pandoc, which parses the Markdown once and writes
each format from it. The Typst body comes first and is announced, so that the PDF can be set while
pandoc writes the rest.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sko_widgets.errors import ReportError
from sko_widgets.report.look import COLOURS
from sko_widgets.resources import templates

READER = "markdown_strict-raw_html" + "".join(
    f"+{extension}"
    for extension in (
        "all_symbols_escapable",
        "backtick_code_blocks",
        "bracketed_spans",
        "escaped_line_breaks",
        "fenced_divs",
        "grid_tables",
        "header_attributes",
        "implicit_figures",
        "intraword_underscores",
        "link_attributes",
        "pipe_tables",
        "space_in_atx_header",
        "startnum",
        "strikeout",
    )
)
"""pandoc's Markdown with nothing that a user's text could set off: no raw blocks, maths, citations or metadata."""

_ORDER = ("typst", "docx", "html")
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
_one_core = ContextVar("one_core", default=False)
_QUIET = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows: no console window that flashes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level, as it stands in the contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """How large a figure stands on the page, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Written:
    """What pandoc wrote: the headings of the contents and the body in each target."""

    headings: tuple[Heading, ...]
    bodies: Mapping[str, bytes]


_ESCAPED = re.compile(r"\\.", re.DOTALL)
_LIVE = re.compile(r"(?<!!)\[[^\]]*\](?:\((?!#)|[\[:])|[<`]")
_PICTURE = re.compile(r"!\[")
_ADDRESS = re.compile(r"https?\\:|www\\\.", re.IGNORECASE)  # every mark of what was typed has a backslash
_REFERENCE = re.compile(r"\]\((?:<\\)?#")
_LONG_WORD = re.compile(r"\S{40}")
_TARGET = re.compile(r"(?<!\\)\]\([\w#.-]*\)|^::::::.*$", re.MULTILINE)  # of a link, picture or division of ours
# Typst sets `--`, `-?`, `-5` and `...` as other signs and makes headings and lists of `= `, `- `, `+ `, `/ ` and
# `1. `; pandoc lets it, inside list items and after line ends. Such a sign travels under another name: characters
# that are no characters in any text, and that `clean` lets nobody type.
_SHORTHAND = re.compile(r"\\[-=+/](?=\s|$)|(?<=\d)\\\.(?=\s|$)|\\-(?=\\-|\\\?|\d)|\\\.(?=\\\.\\\.)")
_ALIASES = {sign: chr(0xFDD0 + at) for at, sign in enumerate("-.=+/")}
_TYPST_BREAKS = re.compile("[\x85\u2028\u2029\ufdd0-\ufdd4]")


def write(
    markdown: str,
    targets: Iterable[str],
    *,
    right_to_left: bool = False,
    boxes: Mapping[str, Box] | None = None,
    at_once: Callable[[], None] = lambda: None,
    on_typst: Callable[[str], None] = lambda _: None,
) -> Written:
    """Turn Markdown into each of the targets with one start of pandoc.

    Parameters
    ----------
    markdown
        The report, in the dialect of `READER`.
    targets
        Of `typst`, `html` and `docx`.
    right_to_left
        Whether some paragraphs may run from right to left.
    boxes
        Figure name -> its size; a figure that is not among them prints as its words.
    at_once, on_typst
        What this process does while pandoc works: at the start, and with the Typst body when that is there.  On one
        core it waits until pandoc is done.

    Raises
    ------
    ReportError
        When pandoc fails.
    """
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ordered = sorted(targets, key=_ORDER.index)
        _lay_out(folder, _job(markdown, ordered, right_to_left, boxes or {}))
        _run(folder, at_once, on_typst)
        headings = json.loads(restored(folder.joinpath("headings.json").read_bytes()))
        bodies = {target: (folder / f"body.{target}").read_bytes() for target in ordered}
    return Written(tuple(Heading(**heading) for heading in headings), bodies)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Leave the other cores to others: pandoc and this process take turns.

    Where each core has its worker, work beside each other would only get in each other's way.
    """
    before = _one_core.set(True)
    try:
        yield
    finally:
        _one_core.reset(before)


def has_references(markdown: str) -> bool:
    """Tell whether a text has links within the report; of what a user typed, every mark has a backslash."""
    return _REFERENCE.search(markdown) is not None


def restored(data: bytes) -> bytes:
    """Return what pandoc wrote with the signs that travelled under another name."""
    for sign, alias in _ALIASES.items():
        data = data.replace(alias.encode("utf-8"), sign.encode("ascii"))
    return data


def placeholder(number: int) -> bytes:
    """Return the bitmap, one dot, that holds the place of a figure in pandoc's Word file."""
    return _DOT + number.to_bytes(4, "big")


def _job(markdown: str, targets: Sequence[str], right_to_left: bool, boxes: Mapping[str, Box]) -> dict[str, Any]:
    marks = _ESCAPED.sub("", markdown)
    return {
        "markdown": _SHORTHAND.sub(lambda match: _ALIASES[match.group()[1]], markdown),
        "reader": READER,
        "targets": targets,
        "rtl": right_to_left,
        "live": _LIVE.search(marks) is not None,
        "pictures": _PICTURE.search(marks) is not None,
        "links": has_references(markdown),
        "long": _LONG_WORD.search(_TARGET.sub("] ", markdown)) is not None,
        "addresses": _ADDRESS.search(markdown) is not None,
        "aliases": {alias: sign for sign, alias in _ALIASES.items()},
        "colours": COLOURS,
        "reference": str(templates() / "report" / "word" / "reference.docx"),
        "resources": {
            name: {"png": f"picture-{number}.png", "width": f"{box.width:.1f}mm", "height": f"{box.height:.1f}mm"}
            for number, (name, box) in enumerate(sorted(boxes.items()))
        },
    }


def _lay_out(folder: Path, job: Mapping[str, Any]) -> None:
    for script in (templates() / "report" / "pandoc").glob("*.lua"):
        shutil.copyfile(script, folder / script.name)
    (folder / "job.json").write_text(json.dumps(job), encoding="ascii")
    for number, resource in enumerate(job["resources"].values()):
        (folder / resource["png"]).write_bytes(placeholder(number))


@cache
def program() -> str:
    """Return the pandoc that came along, whatever else this computer has; where none did (conda), the newest."""
    import pypandoc

    own = Path(pypandoc.__file__).with_name("files") / ("pandoc.exe" if os.name == "nt" else "pandoc")
    return str(own) if own.is_file() else str(pypandoc.get_pandoc_path())


@cache
def _memory(pandoc: str) -> tuple[str, ...]:
    """Return the options with which pandoc looks less often for memory that it can use again, where it was built so."""
    options = ("+RTS", "-A64m", "-O64m", "-RTS")
    tried = subprocess.run(
        [pandoc, *options, "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        creationflags=_QUIET,
    )
    return () if tried.returncode else options


def _run(folder: Path, at_once: Callable[[], None], on_typst: Callable[[str], None]) -> None:
    command = [program(), *_memory(program()), "lua", "render.lua"]
    with (folder / "errors.txt").open("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, creationflags=_QUIET
        )
        with process:
            assert process.stdout is not None  # noqa: S101  (it is a pipe)
            lines = list(process.stdout) if _one_core.get() else process.stdout
            at_once()
            for line in lines:
                if line.strip() == b"typst":
                    on_typst(_typst(folder / "body.typst"))
        if process.returncode:
            errors.seek(0)
            raise ReportError("Het rapport kon niet worden opgemaakt.", where="pandoc", mend=errors.read(2000).strip())


def _typst(file: Path) -> str:
    """Return the Typst body, with numbers for signs that Typst would read as something else."""
    names = {alias: sign for sign, alias in _ALIASES.items()}

    def number(match: re.Match[str]) -> str:
        sign = names.get(match.group(), match.group())
        return f"\\u{{{ord(sign):x}}}"

    return _TYPST_BREAKS.sub(number, file.read_bytes().decode("utf-8"))
