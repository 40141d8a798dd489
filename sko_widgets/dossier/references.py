"""Names that a dossier keeps once: what refers to a partner or an activity holds its id, and is read with its name.

Renaming a partner then renames it everywhere.  A text that is the id of nothing is a name of its own, written before
there was a list or about somebody who is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sko_widgets.framework import NAME_LISTS, Field, Framework, Sheet, frameworks

from .snapshot import Sheets


def named_rows(field: Field, value: Sequence[Any]) -> dict[str, str]:
    """Return the names that a list or a table holds, by id, in order; rows without a name are left out.

    Parameters
    ----------
    field, value
        Of kind `names`, or a `table` with a hidden column `id`: the name of a row is its first column of text.
    """
    if field.kind == "names":
        pairs = [(one, one) if isinstance(one, str) else (one["id"], one["name"]) for one in value]
    else:
        column = next(column for column in field.columns if column.names_its_row)
        pairs = [(str(row.get("id") or ""), str(row.get(column.name, ""))) for row in value]
    named = ((one, " ".join(name.split())) for one, name in pairs)
    return {one: name for one, name in named if one and name}


def names_in(framework: Framework, sheets: Sheets) -> dict[str, dict[str, str]]:
    """Return the names that columns can refer to: kind of column -> id -> name."""
    found: dict[str, dict[str, str]] = {}
    for kind, (sheet_id, name) in NAME_LISTS.items():
        value = sheets.get(sheet_id, {}).get(name) or ()
        there = framework.declares(sheet_id) and framework.sheet(sheet_id).has(name)
        found[kind] = named_rows(framework.sheet(sheet_id).field(name), value) if there else {}
    return found


def with_names(framework_id: str, sheets: Sheets) -> Sheets:
    """Return sheets as people read them: each reference as the name that it stands for.

    Those of a format that is not there are returned as they are: nobody can know what they refer to.
    """
    framework = frameworks().get(framework_id)
    if framework is None:
        return sheets
    names = names_in(framework, sheets)
    return _changed(framework, sheets, lambda kind, value: names[kind].get(value, value), lists=True)


def with_ids(framework_id: str, sheets: Sheets, there: Sheets) -> Sheets:
    """Return sheets as they are stored on top of others: a name that these know becomes a reference to it.

    Parameters
    ----------
    framework_id
        The format of both.
    sheets
        As people read them.
    there
        What is stored now.
    """
    framework = frameworks().get(framework_id)
    if framework is None:
        return sheets
    ids = {
        kind: {name: one for one, name in reversed(found.items())} for kind, found in names_in(framework, there).items()
    }
    known = {place: ids[kind] for kind, place in NAME_LISTS.items()}
    referring = _changed(framework, sheets, lambda kind, value: ids[kind].get(value, value), lists=False)
    return {
        sheet_id: {name: _with_list_ids(known.get((sheet_id, name)), value) for name, value in fields.items()}
        for sheet_id, fields in referring.items()
    }


def _with_list_ids(ids: Mapping[str, str] | None, value: Any) -> Any:
    """Return a list of names with the ids that they have already; anything else as it is."""
    if not ids or not all(isinstance(one, str) for one in value):
        return value
    return [{"id": ids[one], "name": one} if ids.get(one, one) != one else one for one in value]


def _changed(framework: Framework, sheets: Sheets, change: Callable[[str, str], str], *, lists: bool) -> Sheets:
    return {
        sheet_id: _sheet(framework.sheet(sheet_id), fields, change, lists=lists)
        if framework.declares(sheet_id)
        else fields
        for sheet_id, fields in sheets.items()
    }


def _sheet(
    sheet: Sheet, fields: Mapping[str, Any], change: Callable[[str, str], str], *, lists: bool
) -> Mapping[str, Any]:
    declared = {field.name: field for field in sheet.fields}
    changed = dict(fields)
    for name, value in fields.items():
        field = declared.get(name)
        if field is None or not value:
            continue
        if field.kind == "names" and lists:
            changed[name] = [one if isinstance(one, str) else one["name"] for one in value]
        referring = {column.name: column.kind for column in field.columns if column.kind in NAME_LISTS}
        if referring:
            changed[name] = [_row(row, referring, change) for row in value]
    return changed


def _row(row: Mapping[str, Any], referring: Mapping[str, str], change: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        name: change(referring[name], value) if name in referring and isinstance(value, str) else value
        for name, value in row.items()
    }
