"""Joins tagged PDF files into one that is tagged too: pages, structure, bookmarks and links.

pikepdf copies pages; what a PDF keeps for the whole file is put together here, so that what holds of each file
(PDF/UA-1, PDF/A-2a) holds of all of them as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Pdf, String

PLACE = "https://deel.invalid/"
"""How an address in the first file begins that leads to a part; the part's number, from 1 on, follows."""


_TOLD_PAGES = re.compile(rb"(?<=<xmpTPg:NPages>)[0-9]+")


class NotJoinableError(Exception):
    """A file is no tagged PDF."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a tagged PDF: how many pages it has, and its day as `20261121`."""

    pages: int
    day: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file to join, and what its bookmark says; the file's own bookmarks stand below that."""

    title: str
    data: bytes


def facts(data: bytes) -> Facts:
    """Look at a file.

    Raises
    ------
    NotJoinableError
        When it is no tagged PDF.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            NumberTree(_document(pdf).P.ParentTree)
            return Facts(len(pdf.pages), str(pdf.docinfo.CreationDate)[2:10])
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotJoinableError from error


def join(first: bytes, parts: Iterable[Part]) -> bytes:
    """Return PDF files as one; the same files give the same bytes.

    Parameters
    ----------
    first
        What comes first. Title, author, language and colours of the whole are this one's, and so is what it says of
        its standards: the parts are to keep to them too. An address in it that begins with `PLACE` becomes a link.
    parts
        What comes behind it. The pages of each are labelled with the part's number and their own: `3-1`, `3-2`.
    """
    with pikepdf.open(BytesIO(first)) as pdf:
        whole = _Whole(pdf)
        for part in parts:
            whole.add(part)
        return whole.finished()


class _Whole:
    """The file that others are put behind."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.next_key = 0  # of the tree that leads from pages back to the structure
        self.parents: list[Any] = []
        self.ids: list[Any] = []
        self.labels: list[Any] = [0, Dictionary(S=Name.D)]
        self.starts: list[tuple[str, Any]] = []
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=pdf.Root.StructTreeRoot))
        self.document.K = Array()
        own = _taken_apart(pdf, 0, 0)
        self.bookmarks = list(own.Bookmarks)
        self._hold(own, str(pdf.docinfo.get("/Title", "")))

    def add(self, part: Part) -> None:
        """Put a file behind what there is."""
        before, number = len(self.pdf.pages), len(self.starts) + 1
        with pikepdf.open(BytesIO(part.data)) as other:
            held = _taken_apart(other, number, self.next_key)
            self.pdf.pages.extend(other.pages)  # before the rest, which leads to them
            held = self.pdf.copy_foreign(other.make_indirect(held))
        start = self.pdf.pages[before].obj
        self._hold(held, part.title)
        bookmark = self.pdf.make_indirect(Dictionary(Title=String(part.title), Dest=_top_of(start)))
        shown = _chain(bookmark, list(held.Bookmarks))
        if shown:
            bookmark.Count = -shown  # closed
        self.bookmarks.append(bookmark)
        self.labels += [before, Dictionary(S=Name.D, P=String(f"{number}-"))]
        self.starts.append((part.title, start))

    def _hold(self, held: Any, title: str) -> None:
        """Take in what `_taken_apart` took out of a file."""
        part = held.Document
        part.S, part.T, part.P = Name.Part, String(title), self.document
        self.document.K.append(part)
        self.next_key = int(held.NextKey)
        for leaves, found, name in ((self.parents, held.Parents, "/Nums"), (self.ids, held.Ids, "/Names")):
            if len(found):
                leaves.append(Dictionary({"/Limits": Array([found[0], found[-2]]), name: found}))
        roles = self.pdf.Root.StructTreeRoot.RoleMap
        for name in held.Roles.keys() - roles.keys():
            roles[name] = held.Roles[name]

    def finished(self) -> bytes:
        """Return the file."""
        root = self.pdf.Root
        tree = root.StructTreeRoot
        tree.K = Array([self.document])
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Kids=self._leaves(self.parents)))
        tree.ParentTreeNextKey = self.next_key
        if self.ids:
            tree.IDTree = self.pdf.make_indirect(Dictionary(Kids=self._leaves(self.ids)))
        root.PageLabels = self.pdf.make_indirect(Dictionary(Nums=Array(self.labels)))
        root.Outlines = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        root.Outlines.Count = _chain(root.Outlines, self.bookmarks)
        self._link()
        told = _TOLD_PAGES.sub(b"%d" % len(self.pdf.pages), root.Metadata.read_bytes())
        root.Metadata.write(told)
        saved = BytesIO()
        self.pdf.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return saved.getvalue()

    def _leaves(self, leaves: Sequence[Any]) -> Array:
        return Array([self.pdf.make_indirect(leaf) for leaf in leaves])

    def _link(self) -> None:
        """Let the addresses of the first file that are meant for parts lead there."""
        for page in self.pdf.pages[: int(self.labels[2]) if self.starts else None]:
            for annotation in page.get("/Annots", ()):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(PLACE):
                    title, start = self.starts[int(address.removeprefix(PLACE)) - 1]
                    del annotation.A
                    annotation.Dest, annotation.Contents = _top_of(start), String(title)


def _taken_apart(pdf: Pdf, number: int, key: int) -> Any:
    """Return what a file keeps for all of it, loose from its root, with names and keys that no other file has.

    Parameters
    ----------
    number
        Which of the files it is; its names begin with that.
    key
        The first key that is free.
    """
    tree, places = pdf.Root.StructTreeRoot, _places(pdf)
    prefix = f"{number:06}."  # these names are kept in the order of their letters
    for thing in pdf.objects:
        if isinstance(thing, Dictionary | pikepdf.Stream):
            for name in ("/StructParents", "/StructParent"):
                if name in thing:
                    thing[name] = int(thing[name]) + key
            if "/Dest" in thing and isinstance(thing.Dest, String):
                thing.Dest = places.get(str(thing.Dest), thing.Dest)
            elif thing.get("/Type") == Name.StructElem:
                _rename(thing, prefix.encode())
    parents = {int(number) + key: held for number, held in NumberTree(tree.ParentTree).items()}
    ids = sorted(NameTree(tree.IDTree).items()) if "/IDTree" in tree else []
    bookmarks = _siblings(pdf.Root.get("/Outlines", Dictionary()))
    document = _document(pdf)
    for thing in (document, *bookmarks):
        for name in ("/P", "/Parent"):
            if name in thing:
                del thing[name]
    return Dictionary(
        Document=document,
        Parents=Array([each for pair in parents.items() for each in pair]),
        Ids=Array([each for name, held in ids for each in (String(f"{prefix}{name}"), held)]),
        Roles=tree.get("/RoleMap", Dictionary()),
        Bookmarks=Array(bookmarks),
        NextKey=max(parents, default=key - 1) + 1,
    )


def _document(pdf: Pdf) -> Any:
    """Return the one element that all others are in."""
    (document,) = pdf.Root.StructTreeRoot.K
    if str(document.S) != "/Document":
        raise NotJoinableError
    return document


def _rename(element: Any, prefix: bytes) -> None:
    """Give an element of the structure a name of its own, and the heads of its table too."""
    if "/ID" in element:
        element.ID = String(prefix + bytes(element.ID))
    attributes = element.get("/A", ())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and "/Headers" in each:
            each.Headers = Array([String(prefix + bytes(head)) for head in each.Headers])


def _places(pdf: Pdf) -> dict[str, Any]:
    """Return where the names lead that a file has for places in it, and take those away: another file has them too."""
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" not in names:
        return {}
    places = dict(NameTree(names.Dests).items())
    del pdf.Root.Names
    return places


def _siblings(parent: Any) -> list[Any]:
    """Return the bookmarks right below one."""
    found = []
    item = parent.get("/First")
    while item is not None:
        found.append(item)
        item = item.get("/Next")
    return found


def _chain(parent: Any, items: Sequence[Any]) -> int:
    """Put bookmarks below a parent; returns how many of all are in sight while it is open."""
    for at, item in enumerate(items):
        item.Parent = parent
        for name, beside in (("/Prev", items[at - 1 : at]), ("/Next", items[at + 1 : at + 2])):
            if beside:
                item[name] = beside[0]
    if items:
        parent.First, parent.Last = items[0], items[-1]
    return sum(1 + max(int(item.get("/Count", 0)), 0) for item in items)


def _top_of(page: Any) -> Array:
    return Array([page, Name.XYZ, 0, page.MediaBox[3], 0])
