"""Reads a report back from its three formats: the text, in the order in which it is read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

import lxml.etree  # type: ignore[import-untyped]  # no stubs in our set
import lxml.html  # type: ignore[import-untyped]
from read_pdf import elements

from sko_widgets.report.render import missing_characters

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]+[\u0590-\u08ff ]*")


def page_of(data: bytes) -> Any:
    return lxml.html.fromstring(data.decode("utf-8"))


def word_xml(data: bytes, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return lxml.etree.fromstring(archive.read(part))


def word_paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph of the body, without cover and contents."""
    body = word_xml(data).find(f"{W}body")
    contents = list(body).index(body.find(f"{W}sdt")) if body.find(f"{W}sdt") is not None else 0
    for part in list(body)[contents + 1 :]:
        for paragraph in part.iter(f"{W}p"):
            if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
                continue  # the end of the section of cover and contents
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            pieces = [node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(f"{W}t", f"{W}br")]
            yield (style.get(f"{W}val") if style is not None else "", "".join(pieces))


def word_bookmarks(data: bytes, names: Collection[str]) -> dict[str, str]:
    """Return the text in some bookmarks of a Word file, without the pages to which links lead."""
    texts: dict[str, list[str]] = {}
    open_: dict[str, str] = {}
    for node in word_xml(data).iter(*(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "p", "t"))):
        if node.tag == f"{W}bookmarkStart" and node.get(f"{W}name") in names:
            assert node.get(f"{W}name") not in texts, node.get(f"{W}name")
            open_[node.get(f"{W}id")] = node.get(f"{W}name")
            texts[node.get(f"{W}name")] = []
        elif node.tag == f"{W}bookmarkEnd":
            open_.pop(node.get(f"{W}id"), "")
        elif node.tag != f"{W}bookmarkStart":
            for name in open_.values():
                texts[name].append(" " if node.tag == f"{W}p" else node.text or "")
    assert not open_
    return {name: " ".join(without_pages("".join(said).split())) for name, said in texts.items()}


def words(format_: str, data: bytes) -> list[str]:
    """Return the words of the body; Typst writes right-to-left text in the order of the eye, so without that."""
    return RIGHT_TO_LEFT.sub(" ", text(format_, data)).split()


def text(format_: str, data: bytes) -> str:
    """Return the text of the body, blocks kept apart by white space."""
    if format_ == "html":
        main = page_of(data).find(".//main")
        for drawing in list(main.iter("svg")):
            drawing.drop_tree()
        for element in main.iter("p", "li", "td", "th", "div", "h2", "h3", "h4", "h5", "br", "figcaption"):
            element.tail = f" {element.tail or ''}"
            element.text = f" {element.text or ''}"
        return str(main.text_content())
    if format_ == "docx":
        return " ".join(said for _, said in word_paragraphs(data))
    top = [element for element in elements(data) if element.depth == 1]
    start = next((at + 1 for at, element in enumerate(top) if element.tag == "TOC"), 0)  # a short one has no contents
    return " ".join(element.text for element in top[start:])


def without_pages(found: list[str]) -> list[str]:
    """Return words without the pages to which links lead on paper, `(p. 7)`."""
    return re.sub(r" ?\(p\. \d+\)", "", " ".join(found)).split()


def named(text: str) -> str:
    """Return a text as the PDF prints it: what no font has, by its number."""
    for character in missing_characters(text):
        text = text.replace(character, f"[U+{ord(character):X}]")
    return text.replace("\u200d", "")
