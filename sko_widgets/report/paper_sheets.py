"""An instrument on paper, for a room without Wi-Fi: to write on, and as it is filled; in the order of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import day
from sko_widgets.framework import Field, Framework, Sheet
from sko_widgets.insight import instruments

from . import markdown, sections
from .characters import hidden_characters, missing_characters, texts_in
from .look import tokens
from .make import finish
from .paper import typeset
from .passage import Passage
from .render import Document

_LINES = {"text": 6, "lines": 5, "names": 5, "ties": 3, "line": 1, "date": 1}
_PICKED = ("choice", "choices", "scale")
_ROWS = {"maps": 12, "items": 6}
_AT_ONCE = 7
"""So many columns a table has at most, beside the name of a row."""
_NARROW = 4


def empty_sheet(chosen: Framework, sheet: Sheet, whose: str, paper: str, moment: datetime) -> bytes:
    """Return an instrument to write on, as a tagged PDF.

    Parameters
    ----------
    whose
        Stands above each page.
    paper
        `a4` or `a3`.
    moment
        The date that the file carries.
    """
    figures = {figure.name: figure for figure in instruments.blank_maps(chosen, sheet, tokens())}
    parts = list(_parts(sheet, [{"name": one.name, "alt": one.alt} for one in figures.values()]))
    pages = [
        {"wide": wide, "parts": list(these)}
        for wide, group in groupby(parts, key=lambda part: part["wide"])
        for these in ([[one] for one in group] if wide else [list(group)])
    ]
    title = f"Les {sheet.number}: {sheet.title}" if sheet.number else sheet.title
    asked = {"title": title, "whose": whose, "purpose": " ".join(sheet.purpose.split()), "paper": paper, "pages": pages}
    said = "\n".join(texts_in(asked))
    report = {**asked, "day": {"year": moment.year, "month": moment.month, "day": moment.day}}
    drawn = {name: figure.svg for name, figure in figures.items()}
    marks = missing_characters(said), hidden_characters(said)
    return typeset("", report, moment.replace(microsecond=0), drawn, *marks, template="sheet.typ")[0]


def filled_sheet(snapshot: Snapshot, chosen: Framework, sheet: Sheet, whose: str, moment: datetime) -> bytes:
    """Return what stands in an instrument, as a tagged PDF; also of one that does not go into the report."""
    values = snapshot.sheet(sheet.id)
    figures = instruments.pictures(chosen, sheet, values, tokens(), snapshot.sheets)
    passages = [Passage.of_figures(figures)]
    for field in _fields(sheet):
        if not is_empty(values.get(field.name)):
            text = sections.part(sheet, field, values)
            passages.append(Passage(f"# {markdown.line(field.title)}\n\n{text}" if text else ""))
    body = Passage.joined([one for one in passages if one] or ["Hier staat nog niets."])
    document = Document(
        body.markdown, sheet.title, whose, snapshot.key.period, day(moment), resources=body.figures, short=True
    )
    return finish(document, ["pdf"]).files["pdf"]


def _fields(sheet: Sheet) -> list[Field]:
    """Return the sheet's own fields, in the order in which its page asks them."""
    return [field for step in sheet.steps for field in step.fields if field.sheet == sheet.id]


def _parts(sheet: Sheet, maps: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield what stands on paper: each has a number, by which it is found on the page."""
    fields, number = [field for field in _fields(sheet) if not field.former], 0
    columns = [field for field in fields if field.paper == "column"]
    drawn = {field.name for field in columns}
    for field in fields:
        if (field.paper == "column" and field is not columns[0]) or (field.between and drawn.issuperset(field.between)):
            continue
        number += 1
        head = _head(field, number)
        if field.paper == "column":
            many = [{**_head(one, 0), "label": one.label} for one in columns]
            label = sheet.step_of(field.name).label
            yield {"kind": "columns", "wide": True, **head, "label": label, "asks": [], "columns": many}
        elif field.paper == "cards":
            cards = [_head(column, 0) for column in _shown(field)[1:]]
            yield {"kind": "cards", "wide": False, **head, "item": field.item, "cards": cards}
        else:
            yield from ({"kind": "map", "wide": True, **head, **one} for one in maps if field.paper == "maps")
            yield from _tables(field, head) if field.columns else [_lines(field, head)]


def _head(field: Field, number: int) -> dict[str, Any]:
    questions = [question.text for question in field.questions]
    asks = questions if not field.ask or field.ask in questions else [field.ask, *questions]
    return {"number": number, "label": field.label, "help": "" if asks else field.help, "asks": asks}


def _lines(field: Field, head: Mapping[str, Any]) -> dict[str, Any]:
    options = [option.label for option in field.options] if field.kind in _PICKED else []
    return {"kind": "lines", "wide": False, **head, "options": options, "lines": _LINES.get(field.kind, 2)}


def _shown(field: Field) -> list[Field]:
    """Return the columns of a table as its page shows them."""
    columns = [column for column in field.columns if not (column.hidden or column.former)]
    seen = [column for name in field.in_sight for column in columns if column.name == name]
    return [*columns[:1], *seen, *(column for column in columns[1:] if column not in seen)]


def _tables(field: Field, head: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    columns = _shown(field)
    if field.kind == "items":
        first, others = field.item or field.label, columns
    else:
        first, others = columns[0].label, columns[1:]
        head = {**head, "asks": [*head["asks"], *(question.text for question in columns[0].questions)]}
    seen = len(field.in_sight) if field.kind == "table" else 0
    for group in filter(None, (others[:seen], others[seen:])) if others else [[]]:
        for at in range(0, len(group) or 1, _AT_ONCE):
            these = group[at : at + _AT_ONCE]
            yield {
                "kind": "table",
                "wide": len(these) >= _NARROW,
                **head,
                "heads": [first, *(column.title for column in these)],
                "keys": [_key(column) for column in these if column.questions or column.options],
                "first": field.first,
                "rows": _ROWS.get(field.paper or field.kind, 8),
            }
            head = {**head, "asks": [], "help": ""}


def _key(column: Field) -> dict[str, Any]:
    """Return what a column asks, and what can be written in it."""
    options = column.options if column.kind in _PICKED else ()
    words = [f"{option.id} {option.label}" if column.kind == "scale" else option.label for option in options]
    return {"label": column.title, "asks": [question.text for question in column.questions], "options": words}
