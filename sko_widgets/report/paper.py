"""Sets the report on paper: Typst, in this process, to PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from sko_widgets.errors import ReportError
from sko_widgets.report.characters import culprits, drawable, latin, plain
from sko_widgets.report.look import tokens
from sko_widgets.report.row_names import with_row_names
from sko_widgets.resources import templates

_STANDARDS = ["ua-1", "a-2a"]
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 8
_REPORT = "report.typ"
_PAGES = """query(heading).filter(it => it.at("label", default: none) != none)
  .map(it => (str(it.label), counter(page).at(it.location()).first()))"""


@lru_cache(maxsize=2)
def _template(name: str) -> str:
    return (templates() / "report" / "typst" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def compiler() -> Any:
    """Return a compiler that knows our fonts and no others; reading them once saves time."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(templates() / "look" / "fonts")],
    )
    return typst.Compiler(font_paths=fonts)


def typeset(
    body: str,
    report: Mapping[str, Any],
    moment: datetime,
    figures: Mapping[str, bytes],
    missing: Iterable[str],
    hidden: Iterable[str],
    *,
    template: str = _REPORT,
    numbered: bool = False,
) -> tuple[bytes, set[str], dict[str, int]]:
    """Return the PDF, the characters that it shows by their number, and on which page each heading stands.

    Parameters
    ----------
    body
        What pandoc wrote in Typst.
    report
        What the template prints around it; see the template.
    moment
        The date that the file carries.
    figures
        Name -> SVG.
    missing
        Characters that no font has: their numbers print instead. What Typst finds besides (a mark that fits
        no letter) is replaced too.
    hidden
        Invisible characters that no font has: they are left out.
    template
        Of `templates/report/typst/`: the file that the body stands behind.
    numbered
        Whether the page of each heading, by its id, is asked for; there are none otherwise.

    Raises
    ------
    ReportError
        When Typst refuses.
    """
    source = (_template(template) + body).encode("utf-8")
    absent, unseen = set(missing), set(hidden)
    for _ in range(_TRIES):
        try:
            drawn = {name: drawable(svg, absent, unseen).decode("utf-8") for name, svg in figures.items()}
            marks = {"missing": _either(absent), "hidden": _either(unseen), "figures": drawn}
            pdf, pages = _compile(source, {**report, **marks}, moment, numbered=numbered)
            return (with_row_names(pdf) if template == _REPORT else pdf), absent, pages
        except typst.TypstError as refusal:
            unshown = _not_shown(str(refusal.diagnostic)) - absent
            simpler = _simpler(figures)
            if not unshown and simpler != figures:
                figures = simpler
            elif not unshown:
                raise ReportError("De pdf kon niet worden gemaakt.", mend=str(refusal.message)) from refusal
            absent |= unshown
    raise ReportError("De pdf kon niet worden gemaakt: te veel tekens ontbreken in de lettertypen.")


def _simpler(figures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return figures with fewer kinds of characters: without joined marks, or else in Latin letters only."""
    without_marks = {name: plain(svg) for name, svg in figures.items()}
    return without_marks if without_marks != figures else {name: latin(svg) for name, svg in figures.items()}


def _compile(
    source: bytes, report: Mapping[str, Any], moment: datetime, *, numbered: bool
) -> tuple[bytes, dict[str, int]]:
    """Return the PDF and the pages of its headings.

    Typst keeps what it set: asked for pages it sets nothing anew, but it reads the source again, so that is a file.
    """
    inputs = {"report": json.dumps({**report, "tokens": dict(tokens())})}
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        file = folder / "report.typ"
        file.write_bytes(source)
        pdf = compiler().compile(
            input=file, root=folder, format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=moment
        )
        pages = json.loads(compiler().eval(_PAGES, root=folder)) if numbered else []
    assert isinstance(pdf, bytes)  # noqa: S101  (one format, no output path)
    return pdf, dict(pages)


def _either(characters: set[str]) -> str:
    """Return a Typst regular expression for one of the characters, or nothing."""
    escaped = "".join(f"\\u{{{ord(character):x}}}" for character in sorted(characters))
    return f"[{escaped}]" if escaped else ""


def _not_shown(diagnostic: str) -> set[str]:
    """Return the characters to replace because of which Typst refused."""
    characters: set[str] = set()
    for text in _NOT_SHOWN.findall(diagnostic):
        characters |= culprits(_ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text))
    return characters
