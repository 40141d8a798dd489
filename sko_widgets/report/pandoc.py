"""Runs pandoc: once, for all formats together.

The scripts in `templates/report/pandoc` do the work inside pandoc, which parses the Markdown once and writes
each format from it. The Typst body comes first and is announced, so that the PDF can be set while
pandoc writes the rest.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from sko_widgets.errors import ReportError
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

_QUIET = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows: no console window that flashes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level, as it stands in the contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as a bitmap for Word, with the width it should have on the page."""

    png: bytes
    width: str


@dataclass(frozen=True, slots=True)
class Written:
    """What pandoc wrote: the headings of the contents and the body in each target."""

    headings: tuple[Heading, ...]
    bodies: Mapping[str, bytes]


def write(
    markdown: str,
    targets: Sequence[str],
    *,
    right_to_left: bool = False,
    pictures: Mapping[str, Picture] | None = None,
    meanwhile: Callable[[str], None] | None = None,
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
    pictures
        Figure name -> bitmap; a figure that is not among them prints as its words.
    meanwhile
        Called with the Typst body as soon as that is there, while pandoc goes on.

    Raises
    ------
    ReportError
        When pandoc fails.
    """
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ordered = sorted(targets, key=lambda target: target != "typst")
        _lay_out(folder, _job(markdown, ordered, right_to_left, pictures or {}), pictures or {})
        _run(folder, meanwhile)
        headings = json.loads((folder / "headings.json").read_text(encoding="utf-8"))
        bodies = {target: (folder / f"body.{target}").read_bytes() for target in ordered}
    return Written(tuple(Heading(**heading) for heading in headings), bodies)


def _job(markdown: str, targets: Sequence[str], right_to_left: bool, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    return {
        "markdown": markdown,
        "reader": READER,
        "targets": targets,
        "rtl": right_to_left,
        "reference": str(templates() / "report" / "word" / "reference.docx"),
        "resources": {
            name: {"png": f"picture-{number}.png", "width": picture.width}
            for number, (name, picture) in enumerate(sorted(pictures.items()))
        },
    }


def _lay_out(folder: Path, job: Mapping[str, Any], pictures: Mapping[str, Picture]) -> None:
    for script in (templates() / "report" / "pandoc").glob("*.lua"):
        shutil.copyfile(script, folder / script.name)
    (folder / "job.json").write_text(json.dumps(job), encoding="ascii")
    for name, resource in job["resources"].items():
        (folder / resource["png"]).write_bytes(pictures[name].png)


def _run(folder: Path, meanwhile: Callable[[str], None] | None) -> None:
    command = [pypandoc.get_pandoc_path(), "lua", "render.lua"]
    with (folder / "errors.txt").open("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, creationflags=_QUIET
        )
        with process:
            assert process.stdout is not None  # noqa: S101  (it is a pipe)
            for line in process.stdout:
                if meanwhile and line.strip() == b"typst":
                    meanwhile((folder / "body.typst").read_text(encoding="utf-8"))
        if process.returncode:
            errors.seek(0)
            raise ReportError("Het verslag kon niet worden opgemaakt.", where="pandoc", mend=errors.read(2000).strip())
