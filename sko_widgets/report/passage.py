"""A part of a report on its way: its Markdown, and what goes along with it.

A notebook's cell hands a passage over as the data of its output, beside the Markdown that JupyterLab shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sko_widgets.insight.figures import Figure

from . import markdown as md

MIME = "application/vnd.sko.passage+json"
"""Of what goes along with the Markdown in a cell's output."""
MARKDOWN = "text/markdown"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a report.

    Parameters
    ----------
    markdown
        Its text, in the dialect of `pandoc.READER`; empty when it prints nothing.
    figures
        The drawings that the text refers to: file name -> SVG.
    fields
        Sheet and name of each field that it prints.
    """

    markdown: str = ""
    figures: Mapping[str, bytes] = field(default_factory=dict)
    fields: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.markdown)

    @classmethod
    def of_figures(cls, drawn: Iterable[Figure]) -> Passage:
        """Return figures, each with its caption, and in words for who does not see it."""
        return cls.joined(cls(_picture(figure), {figure.name: figure.svg}) for figure in drawn)

    @classmethod
    def of_field(cls, markdown: str, sheet_id: str, name: str) -> Passage:
        """Return what one field prints."""
        return cls(markdown, fields=frozenset([(sheet_id, name)]) if markdown else frozenset())

    @classmethod
    def joined(cls, parts: Iterable[Passage | str]) -> Passage:
        """Return parts below each other; empty ones leave nothing."""
        there = [part if isinstance(part, Passage) else cls(part) for part in parts if part]
        return cls(
            "\n\n".join(part.markdown for part in there),
            {name: svg for part in there for name, svg in part.figures.items()},
            frozenset(printed for part in there for printed in part.fields),
        )

    def renamed(self, prefix: str) -> Passage:
        """Return the passage with this before the name of each figure, for a document of several."""
        text = self.markdown
        for name in self.figures:
            text = text.replace(_place(name), _place(f"{prefix}{name}"))
        return replace(self, markdown=text, figures={f"{prefix}{name}": svg for name, svg in self.figures.items()})

    def output(self) -> dict[str, Any]:
        """Return the passage as the data of a cell's output."""
        along = {
            "figures": {name: svg.decode("utf-8") for name, svg in self.figures.items()},
            "fields": sorted(map(list, self.fields)),
        }
        return {MARKDOWN: self.markdown, "text/plain": self.markdown, MIME: along}

    @classmethod
    def from_output(cls, data: Mapping[str, Any]) -> Passage:
        """Read what `output` made; Markdown of another's making has nothing that goes along."""
        along = data.get(MIME, {})
        return cls(
            data.get(MARKDOWN, ""),
            {name: svg.encode("utf-8") for name, svg in along.get("figures", {}).items()},
            frozenset((sheet_id, name) for sheet_id, name in along.get("fields", ())),
        )


def _picture(drawn: Figure) -> str:
    alt = drawn.alt.replace("\\", "\\\\").replace('"', '\\"')
    return f'![{md.line(drawn.caption)}{_place(drawn.name)}"{alt}"}}'


def _place(name: str) -> str:
    """Return the marks around a figure's name; nothing that a user types stands between such marks."""
    return f"]({name}){{alt="
