"""Runs pandoc: once, for all formats together, on the chapters that changed since the last report.

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
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sko_widgets.errors import ReportError
from sko_widgets.report import fragments, word_fragments, word_reference
from sko_widgets.report.aliases import SIGNS, aliased, numbered, restored
from sko_widgets.report.fragments import Box, Fragment, Heading, Piece
from sko_widgets.report.look import COLOURS
from sko_widgets.report.word_fragments import BETWEEN, WordFragment, picture_name, placeholder
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
_one_core = ContextVar("one_core", default=False)
_QUIET = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows: no console window that flashes."""


@dataclass(frozen=True, slots=True)
class Written:
    """What pandoc wrote.

    Parameters
    ----------
    headings
        Those of the contents.
    html
        The body of the web page.
    word
        The pieces of the Word file.
    package
        The parts of the Word file beside its text.
    """

    headings: tuple[Heading, ...]
    html: str = ""
    word: tuple[WordFragment, ...] = ()
    package: Mapping[str, bytes] = field(default_factory=dict)


_ESCAPED = re.compile(r"\\.", re.DOTALL)
_LIVE = re.compile(r"(?<!!)\[[^\]]*\](?:\((?!#)|[\[:])|[<`]")
_TABLE = re.compile(r"^[\s>]*[|+]|\|", re.MULTILINE)
_ADDRESS = re.compile(r"https?\\:|www\\\.", re.IGNORECASE)  # every mark of what was typed has a backslash
_REFERENCE = re.compile(r"\]\((?:<\\)?#")
_EDGE = ":::::: {.piece}\n::::::\n\n"
_LONG_WORD = re.compile(r"\S{40}")
_TARGET = re.compile(r"(?<!\\)\]\([\w#.-]*\)|^::::::.*$", re.MULTILINE)  # of a link, picture or division of ours


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
    asked = sorted(targets, key=_ORDER.index)
    making = _Making(fragments.pieces(markdown, boxes or {}, right_to_left=right_to_left), asked)
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _lay_out(folder, _job(making.todo, asked))

        def on_target(target: str) -> None:
            making.read(folder, target)
            if target == "typst":
                on_typst(making.typst())

        _run(folder, at_once, on_target)
    fragments.keep(making.made)
    return making.written(asked)


class _Making:
    """A report while it is written: what there is of each piece, and what is to be written still.

    Parameters
    ----------
    whole
        Every piece of the report.
    asked
        The targets.
    """

    def __init__(self, whole: Iterable[Piece], asked: Sequence[str]) -> None:
        by_key = {piece.key: piece for piece in whole}
        self.made = {key: fragments.kept(key) or Fragment() for key in by_key}
        missing = {key: [one for one in asked if one not in self.made[key].bodies] for key in by_key}
        self._todo = {key: (by_key[key], targets) for key, targets in missing.items() if targets}
        self._package: Mapping[str, bytes] = {}

    @property
    def todo(self) -> list[tuple[Piece, list[str]]]:
        """Return the pieces that pandoc is to read, with the targets to write of each."""
        return list(self._todo.values())

    def read(self, folder: Path, target: str) -> None:
        """Take in what pandoc wrote for a target."""
        headings = json.loads(restored((folder / "headings.json").read_bytes()))
        for key, found in zip(self._todo, headings, strict=True):
            self.made[key] = replace(self.made[key], headings=tuple(Heading(**one) for one in found))
        bodies = self._cut(target, (folder / f"body.{target}").read_bytes())
        wanted = [key for key, (_, targets) in self._todo.items() if target in targets]
        for key, body in zip(wanted, bodies, strict=True):
            self.made[key] = replace(self.made[key], bodies={**self.made[key].bodies, target: body})

    def _cut(self, target: str, data: bytes) -> Sequence[str | WordFragment]:
        if target == "docx":
            package, found = word_fragments.taken_apart(data)
            self._package = {**package, word_reference.STYLES: word_reference.styles()}
            return [replace(one, text=restored(one.text)) for one in found]
        text = numbered(data.decode("utf-8")) if target == "typst" else restored(data).decode("utf-8")
        return [one.strip("\n") for one in text.split(BETWEEN)[1:]]

    def typst(self) -> str:
        """Return the Typst body."""
        chapters = sum(heading.level == 1 for one in self.made.values() for heading in one.headings)
        return "\n\n".join([f"#after-contents({chapters})", *(one.bodies["typst"] for one in self.made.values())])

    def written(self, asked: Iterable[str]) -> Written:
        """Return what was asked for."""
        bodies = {target: [one.bodies[target] for one in self.made.values()] for target in asked}
        return Written(
            tuple(heading for one in self.made.values() for heading in one.headings),
            "\n".join(bodies.get("html", ())),
            tuple(bodies.get("docx", ())),
            self._package,
        )


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


def _job(todo: Sequence[tuple[Piece, Sequence[str]]], targets: Sequence[str]) -> dict[str, Any]:
    boxes = {name: box for piece, _ in todo for name, box in piece.boxes.items()}
    return {
        "markdown": "\n".join(f"{_EDGE}{aliased(piece.markdown)}" for piece, _ in todo),
        "pieces": [_piece(piece, wanted) for piece, wanted in todo],
        "reader": READER,
        "targets": targets,
        "has_blocks": any(piece.among_blocks for piece, _ in todo),
        "aliases": SIGNS,
        "colours": COLOURS,
        "resources": {
            name: {"png": picture_name(name), "width": f"{box.width:.1f}mm", "height": f"{box.height:.1f}mm"}
            for name, box in boxes.items()
        },
    }


def _piece(piece: Piece, targets: Iterable[str]) -> dict[str, Any]:
    markdown = piece.markdown
    marks = _ESCAPED.sub("", markdown)
    return {
        "number": piece.number,
        "targets": dict.fromkeys(targets, True),
        "taken": piece.taken,
        "dead_ends": piece.dead_ends,
        "leads": dict.fromkeys(piece.leads, True),
        "rtl": piece.right_to_left,
        "live": _LIVE.search(marks) is not None,
        "images": markdown.count("!["),
        "tables": _TABLE.search(marks) is not None,
        "long": _LONG_WORD.search(_TARGET.sub("] ", markdown)) is not None,
        "addresses": _ADDRESS.search(markdown) is not None,
    }


def _lay_out(folder: Path, job: Mapping[str, Any]) -> None:
    for script in (templates() / "report" / "pandoc").glob("*.lua"):
        shutil.copyfile(script, folder / script.name)
    if "docx" in job["targets"]:
        (folder / "reference.docx").write_bytes(word_reference.with_names())
    (folder / "job.json").write_text(json.dumps(job), encoding="ascii")
    for name in job["resources"]:
        (folder / picture_name(name)).write_bytes(placeholder(name))


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


def _run(folder: Path, at_once: Callable[[], None], on_target: Callable[[str], None]) -> None:
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
                on_target(line.decode("ascii").strip())
        if process.returncode:
            errors.seek(0)
            raise ReportError("Het rapport kon niet worden opgemaakt.", where="pandoc", mend=errors.read(2000).strip())
