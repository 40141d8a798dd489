"""Reads a tagged PDF back the way a screen reader does: along its structure, not along its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
_FILLED = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) scn")


@dataclass(frozen=True)
class Element:
    """One element of the structure, with the text of all that is in it and the pages it stands on."""

    tag: str
    depth: int
    text: str
    alt: str
    first: int
    last: int
    scope: str = ""
    """Of the name of a row or a column of a table: which."""


def elements(data: bytes) -> list[Element]:
    """Return the elements of a PDF in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: _marked(page) for page in pdf.pages}
        numbers = {objgen: number for number, objgen in enumerate(pages, start=1)}
        found = [each for child in _kids(pdf.Root.StructTreeRoot) for each in _walk(child, pages, None, 0)]
    return [replace(each, first=numbers.get(first, 0), last=numbers.get(last, 0)) for each, first, last in found]


def colours(data: bytes) -> set[tuple[int, ...]]:
    """Return the colours in which a PDF fills something, as red, green and blue of 255."""
    with pikepdf.open(BytesIO(data)) as pdf:
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    return {tuple(round(float(part) * 255) for part in found) for found in _FILLED.findall(drawn)}


def text_of(element: Any, pages: dict[Any, dict[int, str]], page: Any) -> str:
    """Return the text in an element; blocks are kept apart by a space, and what a picture shows is left out."""
    if isinstance(element, int):
        return pages[page.objgen].get(element, "")
    page = element.get("/Pg", page)
    if element.get("/Type") == pikepdf.Name.MCR:
        return pages[page.objgen].get(int(element.MCID), "")
    if "/S" not in element or str(element.S) == "/Lbl" or "/Alt" in element:
        return ""
    inside = "".join(text_of(kid, pages, page) for kid in _kids(element))
    return inside if str(element.S) in {"/Span", "/Strong", "/Em", "/Link", "/Code"} else f" {inside} "


def _walk(element: Any, pages: dict[Any, dict[int, str]], page: Any, depth: int) -> Iterator[tuple[Element, Any, Any]]:
    if isinstance(element, int) or "/S" not in element:
        return
    page = element.get("/Pg", page)
    text = " ".join(text_of(element, pages, page).split())
    within = [place.objgen for place in _places(element, page) if place is not None] or [None]
    scope = next((str(part.Scope).removeprefix("/") for part in _attributes(element) if "/Scope" in part), "")
    found = Element(str(element.S).removeprefix("/"), depth, text, str(element.get("/Alt", "")), 0, 0, scope)
    yield found, within[0], within[-1]
    for kid in _kids(element):
        yield from _walk(kid, pages, page, depth + 1)


def _attributes(element: Any) -> list[Any]:
    held = element.get("/A", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _places(element: Any, page: Any) -> Iterator[Any]:
    """Yield the page of each piece of content in an element, in reading order."""
    if isinstance(element, int):
        yield page
    elif "/S" in element or element.get("/Type") == pikepdf.Name.MCR:
        page = element.get("/Pg", page)
        if "/S" not in element:
            yield page
        else:
            for kid in _kids(element):
                yield from _places(kid, page)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked(page: Any) -> dict[int, str]:
    """Return the text of each marked piece of a page; a hyphen at a line's end is no text."""
    fonts = {name: _unicode(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    found: dict[int, str] = {}
    stack: list[tuple[int | None, bool]] = []
    font: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            properties: Any = operands[1] if len(operands) > 1 else {}
            inherited = stack[-1] if stack else (None, False)
            number = int(properties.MCID) if "/MCID" in properties else inherited[0]
            replaced = "/ActualText" in properties
            if replaced and number is not None and not inherited[1]:
                found[number] = found.get(number, "") + str(properties.ActualText)
            stack.append((number, inherited[1] or replaced))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ") and stack and stack[-1][0] is not None and not stack[-1][1]:
            pieces = operands[0] if name == "TJ" else [operands[0]]
            shown = "".join(_decode(bytes(piece), font) for piece in pieces if isinstance(piece, pikepdf.String))
            found[stack[-1][0]] = found.get(stack[-1][0], "") + shown
    return {number: text.replace("\xad", "").replace("\n", " ") for number, text in found.items()}


def _decode(data: bytes, font: dict[bytes, str]) -> str:
    return "".join(font.get(data[at : at + 2], "") for at in range(0, len(data), 2))


def _unicode(font: Any) -> dict[bytes, str]:
    """Return which text each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes()
    found: dict[bytes, str] = {}
    for part in _CHARACTERS.findall(table):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(part)]
        found |= {glyph: text.decode("utf-16-be") for glyph, text in zip(codes[::2], codes[1::2], strict=True)}
    for part in _RANGES.findall(table):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(part)]
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = int.from_bytes(first)
            for glyph in range(start, int.from_bytes(last) + 1):
                found[glyph.to_bytes(2)] = chr(ord(text.decode("utf-16-be")) + glyph - start)
    return found
