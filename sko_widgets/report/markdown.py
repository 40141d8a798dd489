"""What a user typed, as Markdown for pandoc in which only our own marks are live.

A user's text knows bold (`**`), italic (`*`), lists and nested lists, and links to the web; a backslash before such a
mark makes it a character.  Everything else is the characters that were typed.  Escaping happens here, once, and nowhere
else.  The editor on a page reads a text as this does: `sko_widgets/widgets/editor/dialect.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_block import list_block
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.tree import SyntaxTreeNode

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LIST_START = re.compile(r"\s*(?!(?:[-*][ \t]*)+$)(?:[-*]|[0-9]{1,2}[.)])[ \t]+\S")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""White space, save for the blanks that hold words together."""
_PASTED_BULLET = re.compile(r"^([ \t]*)[•◦▪·][ \t]+(?=\S)", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^\s()<>]+)\)")
_ADDRESS = re.compile(r"\((?:https?://|mailto:)")
_PLAIN = re.compile(r"(?![-•◦▪·\d])[^\s*\\\[](?:[^\n\r\t\v\f\0*\\\[]*[^\s*\\\[])?")
"""A paragraph of one line that has no mark and begins no list."""
_NUMBER = re.compile(r"[0-9]{1,2}")
_AFTER_NUMBER = re.compile(r"[.)](?:[ \t]|$)")
_BULLET = re.compile(r"[-•◦▪·](?:[ \t]|$)|-[-* \t]*$")
_WHITE = frozenset(" \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
_DEEPEST = 24
"""Deeper lists than a dozen levels (two tokens a level) print as the marks that were typed."""

_MARK = {"strong": "**", "em": "_"}
_EMPTY = "[]{}"


def line(text: str) -> str:
    """Return a text as pandoc Markdown that prints exactly those characters, on one line.

    pandoc reads a backslash before any punctuation mark as that mark (`all_symbols_escapable`).
    Runs of spaces become one, as in print.
    """
    return _escaped(_BLANKS.sub(" ", text).strip())


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def blocks(text: str) -> str:
    """Return a text field: paragraphs, lists, bold, italic and links; a line end stays a line end."""
    paragraphs = text.split("\n\n")
    if all(map(_PLAIN.fullmatch, paragraphs)):  # most texts; they need no parser
        return "\n\n".join(map(_escaped, paragraphs))
    root = SyntaxTreeNode(_parser().parse(_PASTED_BULLET.sub(r"\1- ", text)))
    return "\n\n".join(_block(node) for node in root.children)


def bullets(items: Iterable[str]) -> str:
    """Return a list of items that are pandoc Markdown already."""
    return "\n".join(_item("-   ", item) for item in items)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as a list of lists, which the report's Lua filter makes a table of; first cells name their rows.

    A list needs no counting of columns, so wide and combining characters cannot break it.

    Parameters
    ----------
    header
        One pandoc Markdown text a column; none for a table in which only rows have names.
    rows
        Cells of pandoc Markdown; each row as many as the header has, or one that stands beneath the row before.
    """
    lists = [bullets(cell or _EMPTY for cell in row) for row in ((header,) if header else ()) + tuple(rows)]
    return div("list-table" if header else "list-table headless", bullets(lists))


def div(classes: str, body: str) -> str:
    """Return pandoc Markdown in a fenced division with these classes."""
    names = " ".join(f".{name}" for name in classes.split())
    return f":::::: {{{names}}}\n\n{body}\n\n::::::"


def marked(name: str, body: str) -> str:
    """Return pandoc Markdown of a field's text, which Word keeps as a bookmark of this name (see `marks`)."""
    return f":::::: {{.field name={name}}}\n\n{body}\n\n::::::"


def _item(marker: str, text: str) -> str:
    return marker + "\n".join(f"    {row}" if row else row for row in text.split("\n")).removeprefix("    ")


@cache
def _parser() -> MarkdownIt:
    rules = ["list", "newline", "emphasis", "balance_pairs", "fragments_join", "link", "escape"]
    parser = MarkdownIt("zero", {"maxNesting": 4 * _DEEPEST, "breaks": True}).enable(rules)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("escape", _escape)
    return parser


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, unless its first line is a mark alone, a row of marks, a year, or too deep."""
    first = state.src[state.bMarks[start] : state.eMarks[start]]
    if state.level >= _DEEPEST or not _LIST_START.match(first, state.tShift[start]):
        return False
    return list_block(state, start, end, silent)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read `*` as a mark at the edge of a word only: `2*3*4` and `a_b_c` print as they are."""
    if silent or state.src[state.pos] != "*":
        return False
    start, text = state.pos, state.src[: state.posMax]
    length = len(text) - start - len(text[start:].lstrip("*"))
    opens, closes = _edge(text[start - 1 : start], text[start + length : start + length + 1])
    for _ in range(length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(Delimiter(ord("*"), length, len(state.tokens) - 1, -1, opens, closes))
    state.pos += length
    return True


def _edge(before: str, after: str) -> tuple[bool, bool]:
    """Say whether a mark between two characters may open, and whether it may close."""
    b, a = _kind(before), _kind(after)
    left = a != "white" and (a == "word" or b != "word")
    right = b != "white" and (b == "word" or a != "word")
    return left and (not right or b == "other"), right and (not left or a == "other")


def _kind(char: str) -> str:
    if not char or char in _WHITE:
        return "white"
    return "word" if category(char)[0] in "LNM" else "other"


def _link(state: StateInline, silent: bool) -> bool:
    """Read `[words](https://…)` as a link; other addresses, pictures and references print as they are."""
    at = state.pos
    found = _LINK.match(state.src, at, state.posMax) if state.src[at - 1 : at] != "!" and not state.linkLevel else None
    if found is None:
        return False
    if not silent:
        most = state.posMax
        state.pos, state.posMax = found.span(1)
        state.push("link_open", "a", 1).attrs = {"href": found[2]}
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = most
    state.pos = found.end()
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    """Read backslashes before a mark: two are one, and one makes the mark a character; others are what they are."""
    start, end = state.pos, state.pos
    while end < state.posMax and state.src[end] == "\\":
        end += 1
    if start == end:
        return False
    live = end < state.posMax and _would_mark(state.src, start, end)
    taken = 1 if live and (end - start) % 2 else 0
    if not silent:
        state.pending += "\\" * ((end - start) // 2 if live else end - start) + state.src[end : end + taken]
    state.pos = end + taken
    return True


def _would_mark(text: str, start: int, end: int) -> bool:
    """Say whether the character after some backslashes would be a mark without them."""
    char = text[end]
    if char == "*":
        return True
    if char == "(":
        return text[start - 1 : start] == "]" and _ADDRESS.match(text, end) is not None
    if char not in "-•◦▪·.)":
        return False
    before, line = text[:start].rpartition("\n")[2].strip(" \t"), text[end:].partition("\n")[0]
    mark = _AFTER_NUMBER if _NUMBER.fullmatch(before) else None if before else _BULLET
    return mark is not None and mark.match(line) is not None


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "paragraph":
        return _inlines(node.children[0].children)
    loose = any(not child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    apart = "\n\n" if loose else "\n"
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = [
        _item("-   " if first is None else f"{first + at}.".ljust(4), apart.join(map(_block, item.children)) or _EMPTY)
        for at, item in enumerate(node.children)
    ]
    return apart.join(items)


def _inlines(nodes: Sequence[SyntaxTreeNode], within: tuple[str, ...] = ()) -> str:
    """Return inline nodes, with marks that pandoc reads as markdown-it did.

    Marks against or in marks of their own kind become one; other marks that touch are kept apart.
    """
    said = [node for node in nodes if node.type != "text" or node.content]
    parts, previous = [], ""
    for kind, run in groupby(said, key=lambda node: node.type):
        parts.append(_EMPTY if kind in _MARK and previous in _MARK else "")
        parts.append(_run(kind, list(run), within))
        previous = kind
    return "".join(parts)


def _run(kind: str, nodes: Sequence[SyntaxTreeNode], within: tuple[str, ...]) -> str:
    if kind == "text":
        return "".join(_escaped(node.content) for node in nodes)
    if kind in ("softbreak", "hardbreak"):
        return "\\\n" * len(nodes)
    if kind == "link":
        return "".join(_anchor(node, within) for node in nodes)
    mark = "" if kind in within else _MARK[kind]
    return mark + _inlines([child for node in nodes for child in node.children], (*within, kind)) + mark


def _anchor(node: SyntaxTreeNode, within: tuple[str, ...]) -> str:
    return _linked(_inlines(node.children, within), str(node.attrs["href"]))


def _linked(words: str, address: str) -> str:
    return f"[{words}](<{_escaped(address)}>)"


def link(words: str, address: str) -> str:
    """Return words that lead to an address."""
    return _linked(line(words), address)


def html(text: str) -> str:
    """Return a text field as HTML, read as the report reads it; every other mark is escaped."""
    rendered: str = _parser().render(_PASTED_BULLET.sub(r"\1- ", text))
    return rendered
