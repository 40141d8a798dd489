"""Cuts the Word file that pandoc wrote into pieces, and makes a file of pieces, written now or before.

Links, pictures, lists and bookmarks have numbers that count over a whole Word file. A fragment says in their place what
they stand for, and `joined` numbers them anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

BETWEEN = "\ufdda"
"""Stands between two pieces; `clean` lets nobody type it. See also `common.together` in the scripts of pandoc."""
FIELD_MARK = 1_000_001
"""Number of the first bookmark around a field's text; those of headings come below."""
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_OF_NOTES = "word/_rels/footnotes.xml.rels"
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_SECTION = b"<w:sectPr"
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_MEDIA = re.compile(rb'<Override PartName="/word/media/[^>]*>')
_LINK = re.compile(rb'(<w:hyperlink r:id=")([^"]*)"')
_PICTURE = re.compile(rb'<a:blip r:embed="([^"]*)" ?/>')
_LIST = re.compile(rb'(<w:numId w:val=")(?!1000")(\d+)"')  # pandoc's 1000 is of no list
_BOOKMARK = re.compile(rb'<w:bookmark(Start|End) w:id="(\d+)"(?: w:name="([^"]*)")? ?/>')
_DESCRIBED = re.compile(rb'(<(?:wp:docPr|pic:cNvPr) [^>]*?\bid=")\d+"')
_NUMBERS = re.compile(rb'<w:num w:numId="(?!1000")(\d+)".*?</w:num>', re.DOTALL)
_KIND_OF = re.compile(rb'<w:abstractNumId w:val="(\d+)"')
_KINDS = re.compile(rb'<w:abstractNum w:abstractNumId="(?!990")(99\d+)".*?</w:abstractNum>', re.DOTALL)
_FIRST_LIST = 1001
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_IMAGES = b'<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>'
_DRAWING = (
    b'<a:blip r:embed="picture%d"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
    b'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="drawing%d"/></a:ext></a:extLst>'
    b"</a:blip>"
)


@dataclass(frozen=True, slots=True)
class WordFragment:
    """A piece of a Word file that knows no numbers of the whole.

    Parameters
    ----------
    text
        What stands in the body: a link's number is its address, a picture's `picture_name`, a list's its place in
        `lists`; those of bookmarks are its own.
    lists
        Definition of each list, and of its kind.
    """

    text: bytes
    lists: tuple[tuple[bytes, bytes], ...]


def picture_name(figure: str) -> str:
    """Return the name of the bitmap that holds the place of a figure for pandoc."""
    return f"picture-{_digest(figure).hex()}.png"


def placeholder(figure: str) -> bytes:
    """Return that bitmap: one dot, and which figure it is for."""
    return _DOT + _digest(figure)


def _digest(figure: str) -> bytes:
    return hashlib.sha256(figure.encode("utf-8", "replace")).digest()[:8]


def taken_apart(package: bytes) -> tuple[dict[str, bytes], list[WordFragment]]:
    """Return the parts of a Word file without its text, and its pieces."""
    with ZipFile(BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = [dict(_ATTRIBUTE.findall(one)) for one in _RELATION.findall(parts[_RELATIONS])]
    places = {rel[b"Id"]: rel[b"Target"] for rel in relations}
    names = {
        f"media/{PurePosixPath(name).name}".encode(): f"picture-{data[len(_DOT) :].hex()}.png".encode()
        for name, data in parts.items()
        if name.startswith("word/media/")
    }
    kinds = {match[1]: match.group() for match in _KINDS.finditer(parts[_NUMBERING])}
    numbers = {match[1]: match.group() for match in _NUMBERS.finditer(parts[_NUMBERING])}
    body, mark, section = parts[_DOCUMENT].rpartition(_SECTION)
    opening, *texts = body.split(BETWEEN.encode())

    def fragment(text: bytes) -> WordFragment:
        lists: dict[bytes, int] = {}

        def place(match: re.Match[bytes]) -> bytes:
            return b'%b%d"' % (match[1], lists.setdefault(match[2], _FIRST_LIST + len(lists)))

        text = _LINK.sub(lambda match: b'%b%b"' % (match[1], places[match[2]]), text)
        text = _PICTURE.sub(lambda match: b'<a:blip r:embed="%b"/>' % names[places[match[1]]], text)
        text = _LIST.sub(place, text)
        found = [numbers[number] for number in lists]
        return WordFragment(text, tuple((one, kinds[_kind_of(one)]) for one in found))

    fragments = [fragment(text.strip()) for text in texts]
    bare = {name: data for name, data in parts.items() if not name.startswith("word/media/")}
    bare[_DOCUMENT] = opening.rstrip() + mark + section
    bare[_TYPES] = _MEDIA.sub(b"", bare[_TYPES])
    bare[_RELATIONS] = _RELATION.sub(_without_counted, bare[_RELATIONS])
    bare[_OF_NOTES] = _NO_RELATIONS  # pandoc has links in them too, though there are no notes
    bare[_NUMBERING] = _KINDS.sub(b"", _NUMBERS.sub(b"", bare[_NUMBERING]))
    return bare, fragments


def _kind_of(number: bytes) -> bytes:
    kind = _KIND_OF.search(number)
    assert kind is not None  # noqa: S101  (pandoc says of each list what kind it is)
    return kind[1]


def _without_counted(match: re.Match[bytes]) -> bytes:
    kind = dict(_ATTRIBUTE.findall(match.group()))[b"Type"]
    return b"" if kind.endswith((b"/image", b"/hyperlink")) else match.group()


def joined(
    parts: Mapping[str, bytes], fragments: Iterable[WordFragment], pictures: Mapping[str, tuple[bytes, bytes]]
) -> dict[str, bytes]:
    """Return the parts of a Word file with these pieces as its text.

    Parameters
    ----------
    parts
        Without a text, as `taken_apart` gives them.
    pictures
        Figure name -> its bitmap, and its SVG: Word shows the drawing, other programs the bitmap.
    """
    made = dict(parts)
    texts, lists = [], list[tuple[bytes, bytes]]()
    for one in fragments:
        texts.append(_LIST.sub(_behind(len(lists)), one.text))
        lists += one.lists
    links: dict[bytes, int] = {}
    drawn: dict[bytes, int] = {}

    def link(match: re.Match[bytes]) -> bytes:
        return b'%blink%d"' % (match[1], links.setdefault(match[2], len(links) + 1))

    def picture(match: re.Match[bytes]) -> bytes:
        number = drawn.setdefault(match[1], len(drawn) + 1)
        return _DRAWING % (number, number)

    text = _numbered(_PICTURE.sub(picture, _LINK.sub(link, b"\n".join(texts))))
    opening, mark, section = parts[_DOCUMENT].rpartition(_SECTION)
    made[_DOCUMENT] = opening + text + mark + section
    made[_NUMBERING] = _with_lists(parts[_NUMBERING], lists)
    relations = [_relation(f"link{at}", "hyperlink", target, ' TargetMode="External"') for target, at in links.items()]
    by_name = {picture_name(figure).encode(): both for figure, both in pictures.items()}
    for name, at in drawn.items():
        made[f"word/media/picture{at}.png"], made[f"word/media/drawing{at}.svg"] = by_name[name]
        relations.append(_relation(f"picture{at}", "image", b"media/picture%d.png" % at))
        relations.append(_relation(f"drawing{at}", "image", b"media/drawing%d.svg" % at))
    made[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", b"".join([*relations, b"</Relationships>"]))
    if drawn:
        made[_TYPES] = parts[_TYPES].replace(b"<Default ", _IMAGES + b"<Default ", 1)
    return made


def _behind(lists: int) -> Callable[[re.Match[bytes]], bytes]:
    """Return what gives a list the number that it has behind so many others."""

    def number(match: re.Match[bytes]) -> bytes:
        return b'%b%d"' % (match[1], int(match[2]) + lists)

    return number


def _relation(name: str, kind: str, target: bytes, more: str = "") -> bytes:
    return f'<Relationship Id="{name}" Type="{_KIND}{kind}" Target="'.encode() + target + f'"{more}/>'.encode()


def _with_lists(numbering: bytes, lists: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the part of lists with these in it; kinds stand before lists."""
    kinds: dict[int, bytes] = {}
    numbers = []
    for at, (number, kind) in enumerate(lists, _FIRST_LIST):
        kinds[int(_kind_of(number))] = kind
        numbers.append(re.sub(rb'(w:numId=")\d+', rb"\g<1>%d" % at, number, count=1))
    before, mark, after = numbering.partition(b"<w:num ")
    whole = before + b"".join(kinds[kind] for kind in sorted(kinds)) + mark + after
    return whole.replace(b"</w:numbering>", b"".join(numbers) + b"</w:numbering>")


def _numbered(text: bytes) -> bytes:
    """Return the text with numbers of bookmarks and pictures; a field that is printed twice has one bookmark."""
    names: set[bytes] = set()
    headings = fields = described = 0
    numbers: dict[bytes, int] = {}

    def bookmark(match: re.Match[bytes]) -> bytes:
        nonlocal headings, fields
        side, local, name = match.groups()
        if side == b"End":
            number = numbers.pop(local, 0)
            return b'<w:bookmarkEnd w:id="%d"/>' % number if number else b""
        if int(local) < FIELD_MARK:
            headings += 1
            numbers[local] = headings
        elif name.lower() in names:  # Word sees no difference
            return b""
        else:
            fields += 1
            numbers[local] = FIELD_MARK + fields - 1
            names.add(name.lower())
        return b'<w:bookmarkStart w:id="%d" w:name="%b"/>' % (numbers[local], name)

    def picture(match: re.Match[bytes]) -> bytes:
        nonlocal described
        described += 1
        return b'%b%d"' % (match[1], described)

    return _DESCRIBED.sub(picture, _BOOKMARK.sub(bookmark, text))
