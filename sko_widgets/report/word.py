"""Finishes the Word file that pandoc wrote: cover, contents, footer, properties, drawings.

The styles come from `templates/report/word/reference.docx`. The package is written anew with fixed
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

from sko_widgets.report.pandoc import Heading, placeholder, restored

_PART_DATE = (1980, 1, 1, 0, 0, 0)
_QUESTION = re.compile(rb'<w:pStyle w:val="(?:Vraag|Eigenvraag)(?!kop)\w*" ?/>')
_NUMBERED = b"<w:numPr>"
_LEVEL = re.compile(rb"<w:lvl .*?</w:lvl>", re.DOTALL)
_BULLET = re.compile(rb'(<w:lvlText w:val=")([^" %]+)(" ?/>)')
_SIGN_FONT = re.compile(rb"<w:rPr>.*?</w:rPr>", re.DOTALL)
_LIST_INDENT = re.compile(rb'w:left="(\d+)" w:hanging="\d+"')
_TABLE_LOOK = re.compile(rb"<w:tblLook [^>]*>")
_NEW_PAGE = re.compile(rb"<w:pageBreakBefore ?/>")
_SMALLER = (
    (b"Omslagregel", b'w:before="3000"', b'w:before="0"'),
    (b"Title", b'w:val="64"', b'w:val="44"'),
    (b"Subtitle", b'w:val="38"', b'w:val="28"'),
    (b"Subtitle", b'w:after="1120"', b'w:after="240"'),
    (b"Heading1", b'w:val="40"', b'w:val="28"'),
    (b"Heading1", b'w:before="0"', b'w:before="320"'),
    (b"Heading2", b'w:val="28"', b'w:val="22"'),
    (b"Heading2", b'w:before="400"', b'w:before="240"'),
    (b"Heading2", b'w:after="120"', b'w:after="60"'),
    (b"Heading3", b'w:val="22"', b'w:val="21"'),
    (b"Heading3", b'w:before="280"', b'w:before="200"'),
)
"""Of a document of few pages: a style, and what of it becomes smaller."""
_DRAWING = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="drawing{}"/></a:ext></a:extLst>'
)
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_RELATION = re.compile("<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_IMAGE_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
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
    package: bytes,
    headings: Sequence[Heading],
    cover: Mapping[str, str],
    facts: Sequence[tuple[str, str]],
    *,
    moment: datetime,
    drawings: Sequence[tuple[bytes, bytes]],
    short: bool = False,
) -> bytes:
    """Return the finished Word file.

    Parameters
    ----------
    package
        What pandoc wrote.
    headings, cover, facts
        As in `webpage.webpage`.
    moment
        The date that the file carries.
    drawings
        Bitmap and SVG of each figure, in the order in which pandoc got their places.
    short
        As in `render.Document`.
    """
    with ZipFile(BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    front = _cover(cover, facts) + ("" if short else _contents(headings))
    if short:
        parts["word/styles.xml"] = _of_few_pages(parts["word/styles.xml"])
    parts["word/document.xml"] = _insert(restored(parts["word/document.xml"]), front)
    parts["docProps/core.xml"] = _CORE.format(
        title=escape(cover["full_title"]),
        creator=escape(cover["author"]),
        moment=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).encode("utf-8")
    for name in [part for part in parts if re.fullmatch(r"word/footer\d*\.xml", part)]:
        parts[name] = parts[name].replace(b"{{footer}}", escape(cover["footer"]).encode("utf-8"))
    parts["word/numbering.xml"] = _lists(parts["word/numbering.xml"])
    _add_drawings(parts, drawings)
    return _pack(parts)


def _of_few_pages(styles: bytes) -> bytes:
    """Let chapters follow on each other below the facts, with smaller headings."""
    flowing = _NEW_PAGE.sub(b"", styles)
    for name, was, becomes in _SMALLER:
        style = re.search(rb'<w:style [^>]*w:styleId="%b".*?</w:style>' % name, flowing, re.DOTALL)
        if style:
            flowing = flowing.replace(style.group(), style.group().replace(was, becomes))
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


def _insert(document: bytes, front: str) -> bytes:
    """Put cover and contents before the body, and mend what pandoc leaves out of the body."""
    head, mark, body = document.partition(b"<w:body>")
    body = body.replace(b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    body = _TABLE_LOOK.sub(_with_names, body)
    body = body.replace(b"<wp:inline>", b'<wp:inline distT="0" distB="0" distL="0" distR="0">')
    paragraphs = body.split(b"</w:p>")
    _hold_questions(paragraphs)
    _hold_lists(paragraphs)
    return head + mark + front.encode("utf-8") + b"</w:p>".join(paragraphs)


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


def _paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


_TAB = "<w:r><w:tab/></w:r>"


def _cover(cover: Mapping[str, str], facts: Sequence[tuple[str, str]]) -> str:
    lines = [
        _paragraph("Omslagregel", _run(cover["line"])),
        _paragraph("Title", _run(cover["title"])),
        _paragraph("Subtitle", _run(cover["coalition"])),
    ]
    lines += [_paragraph("Omslagfeit", _run(label, "Omslagnaam"), _TAB, _run(text)) for label, text in facts]
    return "".join(lines)


def _contents(headings: Sequence[Heading]) -> str:
    """Return the contents as a field that is already filled, with links; `Tabel bijwerken` adds the page numbers.

    A field that asks to be updated makes Word ask whoever opens the file whether it may look into other files.
    """
    start = _field("begin") + _instruction(r'TOC \o "1-2" \h \z') + _field("separate")
    lines = []
    for number, heading in enumerate(headings):
        page = _field("begin") + _instruction(rf"PAGEREF {heading.id} \h") + _field("separate") + _field("end")
        link = (
            f'<w:hyperlink w:anchor="{escape(heading.id)}" w:history="1">{_run(heading.text)}{_TAB}{page}</w:hyperlink>'
        )
        lines.append(_paragraph(f"TOC{heading.level}", start if number == 0 else "", link))
    lines.append(f"<w:p>{_field('end')}</w:p>")
    return (
        "<w:sdt><w:sdtPr><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + _paragraph("TOCHeading", _run("Inhoud"))
        + ("".join(lines) if headings else "")
        + "</w:sdtContent></w:sdt>"
    )


def _add_drawings(parts: dict[str, bytes], drawings: Sequence[tuple[bytes, bytes]]) -> None:
    """Put in each bitmap, and the SVG beside it: Word shows the drawing, other programs the bitmap."""
    relations = {rel["Target"]: rel["Id"] for rel in map(_attributes, _RELATION.findall(parts[_RELATIONS].decode()))}
    places = {placeholder(number): number for number in range(len(drawings))}
    document, added = parts["word/document.xml"], []
    for name in [name for name, data in parts.items() if data in places]:
        number = places[parts[name]]
        parts[name], parts[f"word/media/drawing{number}.svg"] = drawings[number]
        added.append(f'<Relationship Id="drawing{number}" Type="{_IMAGE_KIND}" Target="media/drawing{number}.svg"/>')
        blip = re.compile(rf'<a:blip r:embed="{relations[name.removeprefix("word/")]}" ?/>'.encode())
        whole = f'<a:blip r:embed="{relations[name.removeprefix("word/")]}">{_DRAWING.format(number)}</a:blip>'
        document = blip.sub(whole.encode(), document)
    if added:
        parts["word/document.xml"] = document
        end = b"</Relationships>"
        parts[_RELATIONS] = parts[_RELATIONS].replace(end, "".join(added).encode() + end)
        kind = b'<Default Extension="svg" ContentType="image/svg+xml"/><Default '
        parts[_TYPES] = parts[_TYPES].replace(b"<Default ", kind, 1)


def _attributes(element: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(element))


def _pack(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, date_time=_PART_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, data)
    return target.getvalue()
