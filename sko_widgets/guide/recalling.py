"""What a coalition answered earlier on a route, read beside the step that it helps with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sko_widgets.dossier.answers import plain
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import shortened
from sko_widgets.framework import Field, Framework, Recall, Sheet
from sko_widgets.report.markdown import html
from sko_widgets.widgets import Recalled

from . import page_addresses, wording

_TITLE = "Jullie schreven eerder"
_LETTERS = 110
"""Of a text: so much of it is in sight."""
_ROWS, _OF_ROW = 3, 70
"""Of a list: so many rows, and so many letters of each."""


class Recalling:
    """What the fields of a sheet recall, each as a widget that is brought up to date.

    Parameters
    ----------
    framework, sheet
        The format, and the sheet whose fields are asked.
    colour
        Of the page.
    """

    def __init__(self, framework: Framework, sheet: Sheet, colour: str) -> None:
        self._framework = framework
        self._sheet = sheet
        self._colour = colour
        self._shown: dict[str, Recalled] = {}

    def shown(self, name: str, snapshot: Snapshot) -> Recalled | None:
        """Return the widget of a field; None for a field that recalls nothing."""
        if not self._sheet.field(name).recalls:
            return None
        self._shown[name] = Recalled(colour=self._colour, title=_TITLE)
        self.refresh(snapshot)
        return self._shown[name]

    def refresh(self, snapshot: Snapshot) -> None:
        """Bring what is shown up to date."""
        for name, widget in self._shown.items():
            recalls = self._sheet.field(name).recalls
            widget.set_trait("answers", [answer for one in recalls for answer in self._answers(one, snapshot)])

    def _answers(self, one: Recall, snapshot: Snapshot) -> Iterator[dict[str, str]]:
        sheet = self._framework.sheet(one.sheet)
        field, value = sheet.field(one.field), snapshot.sheet(sheet.id).get(one.field)
        if is_empty(value):
            return
        step = sheet.step_of(field.name).name
        is_here = sheet.id == self._sheet.id
        short, whole = _read(field, one.column, value)
        yield {
            "label": field.label if is_here else f"Les {sheet.number}: {field.label}",
            "url": f"#{step}" if is_here else page_addresses.instrument_page(sheet, step),
            "html": short,
            "whole": "" if short == whole else whole,
        }


def _read(field: Field, column: str, value: Any) -> tuple[str, str]:
    """Return the beginning of an answer and the whole of it, as safe HTML."""
    if field.kind == "text":
        words = wording.bare(value)
        whole = html(value)
        return (f"<p>{escape(shortened(words, _LETTERS))}</p>" if len(words) > _LETTERS else whole), whole
    if field.kind != "table":
        words = f"<p>{escape(' · '.join(plain(field, value).splitlines()))}</p>"
        return words, words
    rows = [row for row in (_row(field, column, row) for row in value) if row]
    return _listed([shortened(row, _OF_ROW) for row in rows[:_ROWS]]), _listed(rows)


def _row(field: Field, column: str, row: Mapping[str, Any]) -> str:
    """Return what a row of a table is called, and behind it what stands in a column."""
    name = field.row_name.name if field.row_name else ""
    cells = [part for part in field.columns if part.name in (name, column) and not is_empty(row.get(part.name))]
    said = ((part, plain(part, row[part.name])) for part in cells)
    return ": ".join(wording.bare(text) if part.kind == "text" else " ".join(text.split()) for part, text in said)


def _listed(rows: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(row)}</li>' for row in rows)}</ul>"
