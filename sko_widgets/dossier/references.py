"""Names that a dossier keeps once: what refers to a partner or an activity holds its id, and is read with its name.

An id is what somebody was first called, so a reference and a name that was typed freely are the same text, and a name
that is put on its list later, or taken off it, changes nothing in what refers to it.  Only a name that was changed has
an id beside it; then what refers to it shows the new name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any

from sko_widgets.framework import Field, Framework, Sheet

from .snapshot import Sheets

Names = Mapping[str, Mapping[str, str]]
"""What ids stand for: kind of the columns that refer to them, `partner` -> id -> name."""


@dataclass(frozen=True, slots=True)
class NameBook:
    """What partners, activities and other names that are kept once are called.

    Parameters
    ----------
    listed
        The names that stand on their lists now, in order.
    gone
        Those of which the list holds no more, under the last name that they had.
    """

    listed: Names = with_default(default_factory=dict)
    gone: Names = with_default(default_factory=dict)

    def of(self, kind: str) -> dict[str, str]:
        """Return all names of a kind by id."""
        return {**self.listed.get(kind, {}), **self.gone.get(kind, {})}

    def ids(self, kind: str) -> dict[str, str]:
        """Return all ids of a kind by name; of two that are called the same, the first one on the list."""
        return {name: one for one, name in reversed(self.of(kind).items())}


def named_rows(field: Field, value: Sequence[Any]) -> dict[str, str]:
    """Return the names that a list or a table holds, by id, in order; rows without a name are left out.

    Parameters
    ----------
    field, value
        Of kind `names`, or a `table` with a hidden column `id`.
    """
    named = ((one, " ".join(name.split())) for one, name in _pairs(field, value))
    return {one: name for one, name in named if one and name}


def _pairs(field: Field, value: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield id and name of each row as they are written; the name of a table's row is its first column of text."""
    if field.kind == "names":
        yield from map(_id_and_name, value)
    elif field.row_name is not None:
        yield from ((str(row.get("id") or ""), str(row.get(field.row_name.name, ""))) for row in value)


def _id_and_name(entry: str | Mapping[str, str]) -> tuple[str, str]:
    """Return id and name of what stands on a list of names."""
    return (entry, entry) if isinstance(entry, str) else (entry["id"], entry["name"])


def listed_names(framework: Framework, sheets: Sheets) -> Names:
    """Return the names that stand on the lists of these sheets; a list that nobody filled holds what it began with."""
    names = {}
    for kind, (sheet, field) in framework.name_lists.items():
        value = sheets.get(sheet.id, {}).get(field.name) or field.default or ()
        names[kind] = {name_id: name for name_id, name in _pairs(field, value) if name_id and name.strip()}
    return names


def offered_texts(sheets: Sheets, column: Field) -> list[str]:
    """Return the texts that a column offers to choose from, each once, out of the table where they stand."""
    sheet_id, name, part = column.offers
    cells = (row.get(part) or () for row in sheets.get(sheet_id, {}).get(name) or ())
    texts = (text for cell in cells for text in ([cell] if isinstance(cell, str) else cell))
    return list(dict.fromkeys(text for text in texts if text.strip()))


def last_names(field: Field, values: Collection[Any], asked: Collection[str]) -> dict[str, str]:
    """Return the last name that each of these ids had.

    Parameters
    ----------
    field, values
        A list of names, and what it held, newest first.
    asked
        The ids.
    """
    last: dict[str, str] = {}
    for value in values:
        for name_id, name in _pairs(field, value or ()):
            if name_id in asked and name.strip():
                last.setdefault(name_id, name)
    return last


def referred(framework: Framework, sheets: Sheets) -> dict[str, set[str]]:
    """Return what columns refer to: kind -> ids, among them names that were typed freely."""
    ids: dict[str, set[str]] = {kind: set() for kind in framework.name_lists}

    def note(kind: str, value: str) -> str:
        ids.setdefault(kind, set()).add(value)
        return value

    _changed(framework, sheets, note)
    return ids


def with_names(framework: Framework, sheets: Sheets, book: NameBook) -> Sheets:
    """Return sheets as people read them: each reference as the name that it stands for, each list as names alone."""
    names = {kind: book.of(kind) for kind in framework.name_lists}
    shown = _changed(framework, sheets, lambda kind, value: names[kind].get(value, value))
    return _with_lists(framework, shown, lambda _, listed: [_id_and_name(entry)[1] for entry in listed])


def with_ids(framework: Framework, sheets: Sheets, book: NameBook | None = None) -> Sheets:
    """Return sheets, as people read them, as they are stored: a name that is on its list becomes a reference to it.

    Parameters
    ----------
    framework
        The format of the sheets.
    sheets
        As people read them.
    book
        What is stored now; names that it knows keep their ids.
    """
    known = book or NameBook()
    stored = _with_lists(framework, sheets, lambda kind, listed: _list_ids(listed, known.ids(kind)))
    return linked(framework, stored, NameBook(listed_names(framework, stored), known.gone))


def linked(framework: Framework, sheets: Sheets, book: NameBook) -> Sheets:
    """Return sheets in which each free name that is in the book refers to what it is the name of."""
    ids = {kind: book.ids(kind) for kind in framework.name_lists}
    return _changed(framework, sheets, lambda kind, value: ids[kind].get(value, value))


def _list_ids(listed: Sequence[Any], ids: Mapping[str, str]) -> list[Any]:
    """Return the names of a list with the ids that they have already; no two names get one id."""
    kept = {ids[name]: name for _, name in map(_id_and_name, listed) if name in ids}
    stored = []
    for _, name in map(_id_and_name, listed):
        name_id = ids.get(name, name)
        while kept.setdefault(name_id, name) != name:
            name_id += "+"
        stored.append(name if name_id == name else {"id": name_id, "name": name})
    return stored


def _with_lists(framework: Framework, sheets: Sheets, change: Callable[[str, Sequence[Any]], list[Any]]) -> Sheets:
    """Return sheets with each list of kind `names` changed."""
    lists = {(sheet.id, field.name): kind for kind, (sheet, field) in framework.name_lists.items()}
    return {
        sheet_id: {
            name: change(lists.get((sheet_id, name), ""), value)
            if isinstance(value, list) and _kind_of(framework, sheet_id, name) == "names"
            else value
            for name, value in fields.items()
        }
        for sheet_id, fields in sheets.items()
    }


def _kind_of(framework: Framework, sheet_id: str, name: str) -> str:
    sheet = framework.sheet(sheet_id) if framework.declares(sheet_id) else None
    return sheet.field(name).kind if sheet and sheet.has(name) else ""


def _changed(framework: Framework, sheets: Sheets, change: Callable[[str, str], str]) -> Sheets:
    """Return sheets with each reference changed."""
    return {
        sheet_id: _sheet(framework.sheet(sheet_id), fields, change) if framework.declares(sheet_id) else fields
        for sheet_id, fields in sheets.items()
    }


def _sheet(sheet: Sheet, fields: Mapping[str, Any], change: Callable[[str, str], str]) -> Mapping[str, Any]:
    changed = dict(fields)
    for one in sheet.fields:
        referring = {column.name: column.kind for column in one.columns if column.refers}
        if referring and isinstance(fields.get(one.name), list):
            changed[one.name] = [_row(row, referring, change) for row in fields[one.name]]
    return changed


def _row(row: Mapping[str, Any], referring: Mapping[str, str], change: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        name: change(referring[name], value) if name in referring and isinstance(value, str) and value else value
        for name, value in row.items()
    }
