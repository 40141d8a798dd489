"""What a user typed, as Markdown for pandoc in which only our own marks are live.

A user's text knows bold (`**`), italic (`*`), lists and nested lists; everything else is the
characters that were typed.  Escaping happens here, once, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

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
_DEEPEST = 24
"""Deeper lists than a dozen levels (two tokens a level) print as the marks that were typed."""

_MARK = {"strong": "**", "em": "_"}
_EMPTY = "[]{}"


def line(text: str) -> str:
    """Return a text as pandoc Markdown that prints exactly those characters, on one line.

    pandoc reads a backslash before any punctuation mark as that mark (`all_symbols_escapable`).
    Runs of spaces become one, as in print.
    """
    return _PUNCTUATION.sub(r"\\\1", _BLANKS.sub(" ", text).strip())


def blocks(text: str) -> str:
    """Return a text field: paragraphs, lists, bold and italic; a line end stays a line end."""
    root = SyntaxTreeNode(_parser().parse(_PASTED_BULLET.sub(r"\1- ", text)))
    return "\n\n".join(_block(node) for node in root.children)


def bullets(items: Iterable[str]) -> str:
    """Return a list of items that are pandoc Markdown already."""
    return "\n".join(_item("-   ", item) for item in items)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as a list of lists, which the report's Lua filter makes a table of.

    A list needs no counting of columns, so wide and combining characters cannot break it.

    Parameters
    ----------
    header
        One pandoc Markdown text a column.
    rows
        Cells of pandoc Markdown; each row as many as the header has.
    """
    lists = [bullets(cell or _EMPTY for cell in row) for row in (header, *rows)]
    return div("list-table", bullets(lists))


def div(classes: str, body: str) -> str:
    """Return pandoc Markdown in a fenced division with these classes."""
    names = " ".join(f".{name}" for name in classes.split())
    return f":::::: {{{names}}}\n\n{body}\n\n::::::"


def _item(marker: str, text: str) -> str:
    return marker + "\n".join(f"    {row}" if row else row for row in text.split("\n")).removeprefix("    ")


@cache
def _parser() -> MarkdownIt:
    rules = ["list", "newline", "emphasis", "balance_pairs", "fragments_join"]
    parser = MarkdownIt("zero", {"maxNesting": 4 * _DEEPEST, "breaks": True}).enable(rules)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("emphasis", _emphasis)
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
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), scanned.length, place, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length
    return True


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
        return "".join(_PUNCTUATION.sub(r"\\\1", node.content) for node in nodes)
    if kind in ("softbreak", "hardbreak"):
        return "\\\n" * len(nodes)
    mark = "" if kind in within else _MARK[kind]
    return mark + _inlines([child for node in nodes for child in node.children], (*within, kind)) + mark


def html(text: str) -> str:
    """Return a text field as HTML, read as the report reads it; every other mark is escaped."""
    rendered: str = _parser().render(_PASTED_BULLET.sub(r"\1- ", text))
    return rendered
