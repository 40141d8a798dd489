"""One document, three formats: HTML, PDF and Word, with the same words.

The Markdown is parsed once. The same document gives the same bytes: the only date in the files is
the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sko_widgets.dutch import day
from sko_widgets.errors import ReportError
from sko_widgets.report import FORMATS, pandoc
from sko_widgets.report.characters import clean, drawable, has_right_to_left, hidden_characters, missing_characters
from sko_widgets.report.fragments import Box

__all__ = ["FORMATS", "Document", "Rendered", "clean", "missing_characters", "render", "rendered"]

_TARGETS = {"html": "html", "pdf": "typst", "docx": "docx"}
_DAY = re.compile(r"(\d{1,2}) \w+ (\d{4})")
_FOOTER_LENGTH = 90


@dataclass(frozen=True)
class Document:
    """A report, ready to be set.

    Parameters
    ----------
    markdown
        The body, in the dialect of `pandoc.READER`; headings of the first level are chapters.
    title
        What it is: `Kwaliteitsrapport`.
    coalition
        Whose it is.
    period
        `2024-2025`.
    date
        `21 november 2026`; the files carry this date too.
    facts
        Label and plain text of each fact on the cover; the date follows them.
    resources
        Figure name, as in `![caption](name.svg)`, -> SVG.
    short
        Whether it is a few pages: then the facts stand above the text, there are no contents, and no chapter begins
        a page.
    author
        Who made it, as the files say; the coalition when empty.
    """

    markdown: str
    title: str
    coalition: str
    period: str
    date: str
    facts: tuple[tuple[str, str], ...] = ()
    resources: Mapping[str, bytes] = field(default_factory=dict)
    short: bool = False
    author: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as files.

    Parameters
    ----------
    files
        Format -> bytes.
    unshown
        The characters that the PDF, when it is among them, shows by their number.
    """

    files: dict[str, bytes]
    unshown: tuple[str, ...] = ()


def render(document: Document, formats: Sequence[str]) -> dict[str, bytes]:
    """Return the document in each of the formats; see `rendered`."""
    return rendered(document, formats).files


def rendered(document: Document, formats: Sequence[str]) -> Rendered:
    """Return the document in each of the formats, with what could not be shown.

    Parameters
    ----------
    document
        What to print.
    formats
        Of `html`, `pdf` and `docx`.

    Raises
    ------
    ReportError
        For a format that is not one of these, or when pandoc or Typst fails.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ReportError(f"Het formaat ‘{unknown[0]}’ bestaat niet.", mend=f"Kies uit {', '.join(FORMATS)}.")
    if not formats:
        return Rendered({})
    rendering = _Rendering(document)
    return Rendered(rendering.files(formats), tuple(sorted(rendering.unshown)))


class _Rendering:
    """The making of one report: what the formats share, and each format's last step."""

    def __init__(self, document: Document) -> None:
        self.short = document.short
        self.markdown = clean(document.markdown)
        self.figures = {name: clean(svg.decode("utf-8")).encode("utf-8") for name, svg in document.resources.items()}
        self.moment = _moment(document.date)
        self.cover = _cover(document)
        dated = [("Datum", document.date)] if document.date else []
        self.facts = [(clean(label), clean(text)) for label, text in (*document.facts, *dated)]
        drawn = [svg.decode("utf-8") for svg in self.figures.values()]
        everything = "\n".join([self.markdown, *self.cover.values(), *(" ".join(fact) for fact in self.facts), *drawn])
        self.right_to_left = has_right_to_left(everything)
        self.missing = missing_characters(everything)
        self.hidden = hidden_characters(everything)
        self.pdf = b""
        self.pages: Mapping[str, int] = {}
        self.unshown: set[str] = set()
        self.bitmaps: dict[str, bytes] = {}

    def files(self, formats: Sequence[str]) -> dict[str, bytes]:
        """Return the finished files."""
        boxes = self._boxes()
        self.numbered = "docx" in formats and (not self.short or pandoc.has_references(self.markdown))
        written = pandoc.write(
            self.markdown,
            {_TARGETS[name] for name in formats} | ({"typst"} if self.numbered else set()),
            right_to_left=self.right_to_left,
            boxes=boxes,
            at_once=self._draw if "docx" in formats else lambda: None,
            on_typst=self._typeset,
        )
        makers = {
            "html": lambda: self._webpage(written),
            "pdf": lambda: self.pdf,
            "docx": lambda: self._word(written),
        }
        if "pdf" not in formats:
            self.unshown = set()
        return {name: makers[name]() for name in formats}

    def _boxes(self) -> dict[str, Box]:
        if not self.figures:
            return {}
        from sko_widgets.report.bitmaps import box

        return {name: box(svg) for name, svg in self.figures.items()}

    def _draw(self) -> None:
        if self.figures:
            from sko_widgets.report.bitmaps import bitmaps

            fit = [drawable(svg, self.missing, self.hidden) for svg in self.figures.values()]
            self.bitmaps = dict(zip(self.figures, bitmaps(fit), strict=True))

    def _typeset(self, body: str) -> None:
        from sko_widgets.report.paper import typeset

        report: dict[str, Any] = {
            **{name.replace("_", "-"): text for name, text in self.cover.items()},
            "facts": self.facts,
            "short": self.short,
            "day": {"year": self.moment.year, "month": self.moment.month, "day": self.moment.day},
        }
        self.pdf, self.unshown, self.pages = typeset(
            body, report, self.moment, self.figures, self.missing, self.hidden, numbered=self.numbered
        )

    def _webpage(self, written: pandoc.Written) -> bytes:
        from sko_widgets.report.webpage import webpage

        return webpage(
            written.html,
            () if self.short else written.headings,
            self.cover,
            self.facts,
            figures=self.figures,
            right_to_left=self.right_to_left,
        )

    def _word(self, written: pandoc.Written) -> bytes:
        from sko_widgets.report.word import finish
        from sko_widgets.report.word_fragments import joined

        pictures = {name: (self.bitmaps[name], drawing) for name, drawing in self.figures.items()}
        return finish(
            joined(written.package, written.word, pictures),
            written.headings,
            self.cover,
            self.facts,
            moment=self.moment,
            pages=self.pages,
            short=self.short,
        )


def _cover(document: Document) -> dict[str, str]:
    """Return the lines of the cover and what is made of them."""
    title, coalition = clean(document.title), clean(document.coalition)
    period = re.sub(r"(?<=\d)-(?=\d)", "–", clean(document.period))
    full_title = " ".join(part for part in (title, coalition, period) if part) or "Verslag"
    footer = full_title
    if len(footer) > _FOOTER_LENGTH:
        room = max(_FOOTER_LENGTH - len(title) - len(period) - 3, 10)
        footer = f"{title} {coalition[:room].rstrip()}… {period}"
    return {
        "title": title,
        "coalition": coalition,
        "author": clean(document.author) or coalition,
        "line": f"School & Omgeving · {period}" if period else "School & Omgeving",
        "full_title": full_title,
        "footer": footer,
    }


def _moment(date: str) -> datetime:
    """Return noon of a day that is written in Dutch; the first day of the century when it is none."""
    parts = _DAY.fullmatch(date.strip())
    if parts:
        for month in range(1, 13):
            with suppress(ValueError):  # not every month has 31 days
                moment = datetime(int(parts.group(2)), month, int(parts.group(1)), 12, tzinfo=UTC)
                if day(moment) == date.strip():
                    return moment
    return datetime(2000, 1, 1, 12, tzinfo=UTC)
