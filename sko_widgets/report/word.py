"""Finishes the Word file of what pandoc wrote: cover, contents, page numbers, header, footer, properties.

The styles come from `templates/report/word/reference.docx` (word_reference.py). The package is written anew with fixed
dates, so that the same report gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sko_widgets.report import word_marks
from sko_widgets.report.fragments import Heading
from sko_widgets.report.word_front import front, with_page_numbers

_PART_DATE = (1980, 1, 1, 0, 0, 0)
_QUESTION = re.compile(rb'<w:pStyle w:val="(?:Nieuwevraag|Eigenvraag)(?!kop)\w*" ?/>')
_NUMBERED = b"<w:numPr>"
_LEVEL = re.compile(rb"<w:lvl .*?</w:lvl>", re.DOTALL)
_BULLET = re.compile(rb'(<w:lvlText w:val=")([^" %]+)(" ?/>)')
_SIGN_FONT = re.compile(rb"<w:rPr>.*?</w:rPr>", re.DOTALL)
_LIST_INDENT = re.compile(rb'w:left="(\d+)" w:hanging="\d+"')
_TABLE_LOOK = re.compile(rb"<w:tblLook [^>]*>")
_NEW_PAGE = re.compile(rb"<w:pageBreakBefore ?/>")
_RULE = re.compile(rb"<w:pBdr>.*?</w:pBdr>")
_CHAPTER = re.compile(rb'<w:pStyle w:val="Heading1" ?/>')
_THEME = re.compile(rb'<w:pStyle w:val="Thema\w*" ?/>')
_NO_RULE = b'<w:pBdr><w:top w:val="nil"/></w:pBdr><w:spacing w:before="0"/>'
_SECTION = re.compile(rb"<w:sectPr.*</w:sectPr>", re.DOTALL)
_HEADER = re.compile(rb"<w:headerReference [^>]*>")
_FIRST_PAGE = re.compile(rb"<w:titlePg ?/>")
_SMALLER = (
    (b"Omslagregel", b'w:before="3000"', b'w:before="0"'),
    (b"Title", b'w:val="64"', b'w:val="44"'),
    (b"Subtitle", b'w:val="38"', b'w:val="28"'),
    (b"Subtitle", b'w:after="1120"', b'w:after="240"'),
    (b"Heading1", b'w:val="40"', b'w:val="28"'),
    (b"Heading1", b'w:before="560"', b'w:before="320"'),
    (b"Heading2", b'w:val="28"', b'w:val="22"'),
    (b"Heading2", b'w:before="400"', b'w:before="240"'),
    (b"Heading2", b'w:after="120"', b'w:after="60"'),
    (b"Heading3", b'w:val="22"', b'w:val="21"'),
    (b"Heading3", b'w:before="280"', b'w:before="200"'),
)
"""Of a document of few pages: a style, and what of it becomes smaller."""
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>nl-NL</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>
</cp:coreProperties>
"""


def finish(
    parts: dict[str, bytes],
    headings: Sequence[Heading],
    cover: Mapping[str, str],
    facts: Sequence[tuple[str, str]],
    *,
    moment: datetime,
    pages: Mapping[str, int],
    short: bool = False,
) -> bytes:
    """Return the finished Word file.

    Parameters
    ----------
    parts
        Of the file, as `word_fragments.joined` gives them; changed here.
    headings, cover, facts
        As in `webpage.webpage`.
    moment
        The date that the file carries.
    pages
        Id of each heading that something refers to -> its page in the PDF.
    short
        As in `render.Document`.
    """
    if short:
        parts["word/styles.xml"] = _of_few_pages(parts["word/styles.xml"])
    document, section = _sections(_mended(parts["word/document.xml"], short=short), short=short)
    before = front(headings, pages, cover, facts, section=section)
    whole = with_page_numbers(document, pages)
    parts["word/document.xml"] = whole.replace(b"<w:body>", b"<w:body>" + before.encode("utf-8"), 1)
    parts["docProps/core.xml"] = _CORE.format(
        title=escape(cover["full_title"]),
        creator=escape(cover["author"]),
        moment=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).encode("utf-8")
    edges = {"footer": cover["footer"], "header": cover["coalition"]}
    for name, edge in [(part, re.fullmatch(r"word/(footer|header)\d*\.xml", part)) for part in parts]:
        if edge:
            text = escape(edges[edge[1]]).encode("utf-8")
            parts[name] = parts[name].replace(b"{{%b}}" % edge[1].encode(), text)
    parts["word/numbering.xml"] = _lists(parts["word/numbering.xml"])
    return _pack(parts)


def _of_few_pages(styles: bytes) -> bytes:
    """Let chapters follow on each other below the facts, with smaller headings."""
    flowing = _NEW_PAGE.sub(b"", styles)
    for name, was, becomes in _SMALLER:
        style = re.search(rb'<w:style [^>]*w:styleId="%b".*?</w:style>' % name, flowing, re.DOTALL)
        if style:
            smaller = style.group().replace(was, becomes)
            flowing = flowing.replace(style.group(), _RULE.sub(b"", smaller) if name == b"Heading1" else smaller)
    return flowing


def _lists(numbering: bytes) -> bytes:
    """Give lists the bullets and the indent of the other formats; pandoc's come from a font of symbols."""

    def level(match: re.Match[bytes]) -> bytes:
        text = _LIST_INDENT.sub(_indent, match.group())
        bullet = _BULLET.search(text)
        if not bullet or b'numFmt w:val="bullet"' not in text:
            return text
        sign = "–" if bullet.group(2) == b"o" else "•"
        return _SIGN_FONT.sub(b"", _BULLET.sub(rb"\g<1>" + sign.encode() + rb"\g<3>", text))

    return _LEVEL.sub(level, numbering)


def _indent(match: re.Match[bytes]) -> bytes:
    """Let lists start where the text of a question starts; pandoc indents each level by half an inch."""
    level = int(match.group(1)) // 720
    return b'w:left="%d" w:hanging="255"' % (227 + 255 * level)


def _mended(document: bytes, *, short: bool) -> bytes:
    """Return the document with what pandoc leaves out of its body."""
    head, mark, body = document.partition(b"<w:body>")
    body = body.replace(b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    body = _TABLE_LOOK.sub(_with_names, body)
    body = body.replace(b"<wp:inline>", b'<wp:inline distT="0" distB="0" distL="0" distR="0">')
    paragraphs = body.split(b"</w:p>")
    _hold_questions(paragraphs)
    _hold_lists(paragraphs)
    if not short:
        _open_pages(paragraphs)
    word_marks.place(paragraphs)
    return head + mark + b"</w:p>".join(paragraphs)


def _open_pages(paragraphs: list[bytes]) -> None:
    """Leave out the rule above a chapter that begins a page: the first, and each that opens a theme."""
    for at, paragraph in enumerate(paragraphs):
        if _CHAPTER.search(paragraph) and (at == 0 or _THEME.search(paragraphs[at - 1])):
            paragraphs[at] = _CHAPTER.sub(rb"\g<0>" + _NO_RULE, paragraph)


def _sections(document: bytes, *, short: bool) -> tuple[bytes, str]:
    """Return the document, and the section that ends with the contents: the header begins behind them."""
    there = _SECTION.search(document)
    if there is None:
        return document, ""
    bare = _HEADER.sub(b"", there.group())
    own = bare if short else _FIRST_PAGE.sub(b"", there.group())
    return document.replace(there.group(), own), "" if short else bare.decode("utf-8")


def _with_names(match: re.Match[bytes]) -> bytes:
    """Say that the first cells of a table name its rows."""
    look = match.group().replace(b'w:firstColumn="0"', b'w:firstColumn="1"')
    return look.replace(b'w:val="0020"', b'w:val="00A0"').replace(b'w:val="0000"', b'w:val="0080"')


def _hold_questions(paragraphs: list[bytes]) -> None:
    """Keep the paragraphs of one question on one page."""
    styles = [_QUESTION.search(paragraph) for paragraph in paragraphs]
    for at, (style, following) in enumerate(pairwise(styles)):
        if style and following and style.group() == following.group():
            paragraphs[at] = paragraphs[at].replace(style.group(), style.group() + b"<w:keepNext/>")


def _hold_lists(paragraphs: list[bytes]) -> None:
    """Leave no item of a list alone on a page: the first stays with the second, the last with the one before."""
    listed = [_NUMBERED in paragraph for paragraph in paragraphs]
    for at, paragraph in enumerate(paragraphs):
        before, after, second = (0 <= near < len(listed) and listed[near] for near in (at - 1, at + 1, at + 2))
        if listed[at] and after and not (before and second) and b"<w:keepNext" not in paragraph:
            paragraphs[at] = paragraph.replace(_NUMBERED, b"<w:keepNext/>" + _NUMBERED, 1)


def _pack(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, date_time=_PART_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, data)
    return target.getvalue()
