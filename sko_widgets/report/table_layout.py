"""Tables of a report: rows by column, names with what is said of each, and wide rows with the rest beneath."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from . import markdown

_WIDEST = 5
"""Columns that stand beside each other; of a wider table the rest stands beneath each row."""
_LONGEST = 40
"""Signs of a cell that stands beside others in a wide table."""
_LIST = re.compile(r"(?:-|\d+\.) |:::")
"""How a list or a table starts in our Markdown, in which what a user typed is escaped."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    label
        Pandoc Markdown, on one line.
    cells
        Pandoc Markdown, one a row; empty where nothing was filled.
    short
        Whether its kind holds a few words.
    """

    label: str
    cells: Sequence[str]
    short: bool = False

    @property
    def narrow(self) -> bool:
        """Whether it can stand beside others in a wide table."""
        return self.short and max(map(len, self.cells), default=0) <= _LONGEST


def table(columns: Sequence[Column]) -> str:
    """Return rows as compact as they can be: one column as a list, a few side by side, of more the rest beneath.

    The cells of the first column name their rows.
    """
    if not columns:
        return ""
    if len(columns) == 1:
        return markdown.bullets(cell for cell in columns[0].cells if cell)
    if len(columns) > _WIDEST:
        return _wide(columns)
    return markdown.table([column.label for column in columns], zip(*(one.cells for one in columns), strict=True))


def facts(named: Sequence[tuple[str, str]]) -> str:
    """Return names with what is said of each, as a table without a header: the names are those of the rows."""
    return markdown.table((), named)


def named(label: str, text: str) -> str:
    """Return a text behind its label; below it when it is more than one paragraph."""
    below = "\n\n" in text or _LIST.match(text)
    return f"**{label}**\n\n{text}" if below else f"**{label}** – {text}"


def _wide(columns: Sequence[Column]) -> str:
    first, *others = columns
    beside = [column for column in others if column.narrow][: _WIDEST - 1]
    rest = [column for column in others if column not in beside]
    beneath = ["\n\n".join(_beneath(rest, at)) for at in range(len(first.cells))]
    if not beside:
        return facts(list(zip(first.cells, beneath, strict=True)))
    rows: list[Sequence[str]] = []
    for at, below in enumerate(beneath):
        rows.append([first.cells[at], *(column.cells[at] for column in beside)])
        rows += [[below]] if below else []
    return markdown.table([first.label, *(column.label for column in beside)], rows)


def _beneath(columns: Sequence[Column], at: int) -> Iterator[str]:
    """Yield what one row says in these columns; short texts that follow on each other are one paragraph."""
    filled = [column for column in columns if column.cells[at]]
    for short, group in groupby(filled, key=lambda column: column.short):
        texts = [named(column.label, column.cells[at]) for column in group]
        yield from [" · ".join(texts)] if short else texts
