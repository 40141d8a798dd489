"""What stands before the text in a Word file: the cover and the contents; and the page numbers of both and the text.

The numbers are those of the PDF. Word puts its own in their place when somebody updates the fields; a field that asks
for that itself would make Word ask whoever opens the file whether it may look into other files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import takewhile

from sko_widgets.report.fragments import Heading

_CYCLE = re.compile(r"Cyclus (\d+)")
_TAB = "<w:r><w:tab/></w:r>"
_SOFT = "Paginaverwijzing"
_REFERENCE = re.compile(rb'<w:hyperlink w:anchor="([^"]*)">.*?</w:hyperlink>', re.DOTALL)


def front(
    headings: Sequence[Heading],
    pages: Mapping[str, int],
    cover: Mapping[str, str],
    facts: Sequence[tuple[str, str]],
    *,
    section: str,
) -> str:
    """Return the cover and, below it, the contents.

    Parameters
    ----------
    headings, cover, facts
        As in `webpage.webpage`.
    pages
        Id of each heading -> its page.
    section
        Properties of the section that ends with the contents; empty when there are none.
    """
    if not section:
        return _cover(cover, facts)
    return f"{_cover(cover, facts)}{_contents(headings, pages)}<w:p><w:pPr>{section}</w:pPr></w:p>"


def with_page_numbers(document: bytes, pages: Mapping[str, int]) -> bytes:
    """Return the text with the page that it leads to behind each link within it; `pages` as in `front`."""

    def numbered(match: re.Match[bytes]) -> bytes:
        runs = _run(" (p.\u00a0", _SOFT), *_page(match[1].decode(), pages, _SOFT), _run(")", _SOFT)
        return match.group() + "".join(runs).encode()

    return _REFERENCE.sub(numbered, document)


def _paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def _cover(cover: Mapping[str, str], facts: Sequence[tuple[str, str]]) -> str:
    lines = [
        _paragraph("Omslagregel", _run(cover["line"])),
        _paragraph("Title", _run(cover["title"])),
        _paragraph("Subtitle", _run(cover["coalition"])),
    ]
    lines += [_paragraph("Omslagfeit", _run(label, "Omslagnaam"), _TAB, _run(text)) for label, text in facts]
    return "".join(lines)


def _contents(headings: Sequence[Heading], pages: Mapping[str, int]) -> str:
    """Return the contents as a field that is already filled, with links."""
    entries: list[tuple[str, str]] = []
    in_blocks = False
    for number, heading in enumerate(headings):
        if heading.level == 1:
            entries.append(("TOC1", _entry(heading, pages)))
            within = list(takewhile(lambda one: one.level > 1, headings[number + 1 :]))
            cycles = [match[1] for match in (_CYCLE.fullmatch(one.text) for one in within) if match]
            if cycles and len(cycles) == len(within):
                in_blocks = True
                entries += [("TOC2", _on_one_line(within, cycles, pages))] if len(cycles) > 1 else []
            else:
                entries += [("TOC2", _entry(one, pages)) for one in within]
    levels = "1-1" if in_blocks else "1-2"
    start = _field("begin") + _instruction(rf'TOC \o "{levels}" \h \z') + _field("separate")
    last = len(entries) - 1
    lines = [
        _paragraph(style, start if at == 0 else "", entry, _field("end") if at == last else "")
        for at, (style, entry) in enumerate(entries)
    ]
    return (
        "<w:sdt><w:sdtPr><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + _paragraph("TOCHeading", _run("Inhoud"))
        + "".join(lines)
        + "</w:sdtContent></w:sdt>"
    )


def _entry(heading: Heading, pages: Mapping[str, int]) -> str:
    return _link(heading, _run(heading.text), _TAB, *_page(heading.id, pages))


def _on_one_line(headings: Sequence[Heading], cycles: Sequence[str], pages: Mapping[str, int]) -> str:
    """Return `Cyclus 1 (p. 6), 2 (p. 9)`."""
    said = [f"Cyclus {cycles[0]}", *cycles[1:]]
    links = [
        _link(heading, _run(f"{words} (p.\u00a0"), *_page(heading.id, pages), _run(")"))
        for heading, words in zip(headings, said, strict=True)
    ]
    return _run(", ").join(links)


def _link(heading: Heading, *runs: str) -> str:
    return f'<w:hyperlink w:anchor="{escape(heading.id)}" w:history="1">{"".join(runs)}</w:hyperlink>'


def _page(place: str, pages: Mapping[str, int], style: str = "") -> tuple[str, ...]:
    field = _field("begin"), _instruction(rf"PAGEREF {place} \h"), _field("separate")
    return *field, _run(str(pages[place]), style), _field("end")
