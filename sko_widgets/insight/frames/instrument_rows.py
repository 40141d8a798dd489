"""The rows that a dossier's instruments have for the frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.references import named_rows
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import FIRST_ROW, IN_REPORT, ITEM_PARTS, Field, Framework, Sheet

_ACTIVITY, _PARTNER = "activity", "partner"
"""Kinds of names that a dossier keeps once."""

_GONE = "weggehaald"
"""What stands for a row that a tie joins and that is not there any more."""


def instrument_rows(snapshot: Snapshot, chosen: Framework) -> Iterator[dict[str, Any]]:
    """Yield each value of the instruments, those of the table of activities left out."""
    for sheet in chosen.instruments:
        values = snapshot.sheet(sheet.id)
        said = {"sheet": sheet.id, "lesson": sheet.number or None, "title": sheet.title}
        for field in sheet.fields if values else ():
            if field.name != IN_REPORT and field.lists != _ACTIVITY:
                said |= {"in_report": in_report(snapshot, sheet), "field": field.name, "label": field.label}
                yield from (said | cell for cell in _cells(sheet, field, values))


def _cells(sheet: Sheet, field: Field, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    value: Any = values.get(field.name)
    if is_empty(value):
        return
    if field.kind == "items":
        yield from _cell(field, value.get("intro"), column="intro")
        rows = [{"text": item} if isinstance(item, str) else item for item in value.get("items", ())]
        yield from _table_cells(dict.fromkeys(("text", *ITEM_PARTS), field), rows)
    elif field.kind == "table":
        yield from _table_cells({column.name: column for column in field.columns if not column.hidden}, value)
    elif field.kind == "ties":
        ends = [named_rows(sheet.field(name), values.get(name) or ()) for name in field.between]
        for number, pair in enumerate(value, 1):
            for end, names, one in zip(("from", "to"), ends, pair, strict=True):
                yield {"row": number, "column": end, "text": names.get(one, _GONE)}
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _cell(field, one, row=number)
    else:
        yield from _cell(field, value)


def _table_cells(columns: Mapping[str, Field], rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, 1):
        for name, column in columns.items():
            yield from _cell(column, row.get(name), row=number, column=name)


def _cell(field: Field, value: Any, **where: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for part, one in enumerate(value, 1):
            yield from _cell(field, one, **where, part=part)
    elif not is_empty(value):
        text = str(value)
        yield {"text": field.option_label(text), "option": text if field.options else "", **where}


def activity_rows(snapshot: Snapshot, chosen: Framework) -> Iterator[dict[str, Any]]:
    """Yield the activities."""
    for number, row in enumerate(_table(snapshot, chosen, _ACTIVITY), 1):
        seen = row.get("vog_date")
        yield {"number": number, **row, "vog_date": date.fromisoformat(seen) if seen else None}


def _table(snapshot: Snapshot, chosen: Framework, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that is a list of names, without the columns that are not shown."""
    sheet, field = chosen.name_lists[kind]
    shown = [column.name for column in field.columns if not column.hidden]
    for row in snapshot.sheet(sheet.id).get(field.name) or ():
        yield {name: row[name] for name in shown if name in row}


def partner_rows(snapshot: Snapshot, chosen: Framework) -> Iterator[dict[str, Any]]:
    """Yield who is on the list of partners, and who is named as one elsewhere."""
    sheet, field = chosen.name_lists[_PARTNER]
    listed = snapshot.sheet(sheet.id).get(field.name) or ()
    gives = Counter(row["provider"].strip() for row in _table(snapshot, chosen, _ACTIVITY) if row.get("provider"))
    named = Counter(_named(snapshot, chosen))
    for partner in filter(None, dict.fromkeys([*(one.strip() for one in listed), *gives, *named])):
        yield {
            "partner": partner,
            "listed": partner in listed,
            "activities": gives[partner],
            "mentions": named[partner],
        }


def _named(snapshot: Snapshot, chosen: Framework) -> Iterator[str]:
    """Yield each name in a column for partners, save ourselves and those of the table of activities."""
    for sheet in chosen.instruments:
        values = snapshot.sheet(sheet.id)
        for field in sheet.fields:
            columns = [column.name for column in field.columns if column.kind == _PARTNER]
            if columns and field.lists != _ACTIVITY:
                rows = [row for row in values.get(field.name) or () if row.get("id") != FIRST_ROW]
                yield from (row[name].strip() for row in rows for name in columns if row.get(name))
