"""A picture of counts for an analyst's notebook: bars, with their title, and the same as a table of words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Protocol

_ROW, _BAR, _LABEL, _ROOM, _NUMBER = 26, 18, 260, 420, 60
_LONGEST_LABEL = 38
_COLOUR = "#1f8a80"  # seen on a light ground and on a dark one
_EMPTY = "Er is nog niets om te laten zien."


class Counts(Protocol):
    """What bars are drawn of: a dict, or a column of pandas with an index."""

    def items(self) -> Iterable[tuple[object, float]]:
        """Return labels with their numbers."""
        ...


class Bars:
    """Bars below each other, which a notebook shows as a picture and, folded below it, as a table.

    Parameters
    ----------
    counts
        Label -> number, in the order in which they are shown; none of them below zero.
    title
        What it shows, in a few words.
    """

    def __init__(self, counts: Counts, title: str) -> None:
        self.title = title
        self.rows = [(_label(label), number) for label, number in counts.items()]

    def __repr__(self) -> str:
        said = [f"{label}: {number:g}" for label, number in self.rows]
        return "\n".join([self.title, *(said or [_EMPTY])])

    def _repr_html_(self) -> str:
        """Return the picture and its words; a reader of the screen hears the title, and finds the table."""
        title = escape(self.title)
        if not self.rows:
            return f"<p><strong>{title}.</strong> {_EMPTY}</p>"
        cells = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{number:g}</td></tr>' for label, number in self.rows
        )
        table = f"<table><caption>{title}</caption><tbody>{cells}</tbody></table>"
        head = f'<figcaption aria-hidden="true"><strong>{title}</strong></figcaption>'
        return f"<figure>{head}{self._svg()}</figure><details><summary>Als tabel</summary>{table}</details>"

    def _svg(self) -> str:
        most = max(number for _, number in self.rows) or 1
        wide, high = _LABEL + _ROOM + _NUMBER, _ROW * len(self.rows)
        parts = [f"<title>{escape(self.title)}</title>"]
        for at, (label, number) in enumerate(self.rows):
            top, length = at * _ROW, _ROOM * number / most
            middle = top + _BAR * 0.75
            short = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
            parts += [
                f'<text x="{_LABEL - 8}" y="{middle:g}" text-anchor="end" fill="currentColor">{escape(short)}</text>',
                f'<rect x="{_LABEL}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{_COLOUR}"/>',
                f'<text x="{_LABEL + length + 6:.1f}" y="{middle:g}" fill="currentColor">{number:g}</text>',
            ]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {wide} {high}" width="{wide}"'
        style = "max-width:100%;font:13px sans-serif"
        return f'{head} aria-label="{escape(self.title, quote=True)}" style="{style}">{"".join(parts)}</svg>'


def _label(label: object) -> str:
    return " · ".join(map(str, label)) if isinstance(label, tuple) else str(label)
