"""Lets the cells of a table offer names that the dossier keeps once, and put a new one on its list.

A cell keeps what was typed, whether it is on a list or not; so a name that is not added, or not yet, is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sko_widgets.dossier.answers import checked
from sko_widgets.dossier.references import named_rows, offered_texts
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Conflict
from sko_widgets.dossier.tries import tries
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field
from sko_widgets.who import author
from sko_widgets.widgets import FieldControl, TableControl

from .dossier_field import DossierField


class BusyListError(SkoError):
    """A list was changed each time that a name was about to be put on it."""


def key_of(column: Field) -> str:
    """Return under which key a table finds what a column offers; empty when it offers nothing."""
    return column.kind if column.refers else "/".join(column.offers)


def offered(storage: DossierField, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the columns of a table offer, as `TableControl` wants it."""
    if not any(column.refers or column.offers for column in storage.field.columns):
        return {}
    book = storage.names(storage.now()[0])
    found: dict[str, Any] = {}
    for column in storage.field.columns:
        if column.refers:
            listed, gone = book.listed.get(column.kind, {}), book.gone.get(column.kind, {})
            named = storage.framework.name_lists[column.kind][1].items
            found[key_of(column)] = {"listed": _pairs(listed), "gone": _pairs(gone), "list": named}
        elif column.offers:
            texts = offered_texts(snapshot.sheets, column)
            found[key_of(column)] = {"listed": [[text, text] for text in texts], "gone": [], "list": ""}
    return found


def _pairs(names: Mapping[str, str]) -> list[list[str]]:
    return [[one, name] for one, name in names.items()]


def refresh(control: FieldControl, storage: DossierField, snapshot: Snapshot) -> bool:
    """Bring a control up to date with the lists; tells whether what it offers changed."""
    if control.shared:
        control.take_over_stored()
    names = offered(storage, snapshot)
    if not isinstance(control, TableControl) or control.names == names:
        return False
    control.names = names
    return True


def serve(control: FieldControl, storage: DossierField) -> None:
    """Answer what the cells of a table ask of the lists of names."""

    def look() -> None:
        if refresh(control, storage, storage.store.snapshot(storage.key)):
            storage.saved()

    def answer(change: Callable[[DossierField, str, str], dict[str, Any]]) -> Callable[..., Mapping[str, Any]]:
        def answered(message: Mapping[str, Any]) -> Mapping[str, Any]:
            reply = change(storage, str(message["kind"]), str(message["name"]))
            look()
            return reply

        return answered

    control.on("look_names", lambda _: look())
    control.on("add_name", answer(add))
    control.on("drop_name", answer(drop))


def add(storage: DossierField, kind: str, name: str) -> dict[str, Any]:
    """Put a name on its list, unless it is there already."""
    _, field = storage.framework.name_lists[kind]
    name = " ".join(name.split())

    def with_name(value: list[Any]) -> list[Any] | None:
        known = named_rows(field, value)
        if name in known or _same(name) in map(_same, known.values()):
            return None
        return [*value, name if field.kind == "names" else {"id": name, _column(field): name}]

    added = _changed(storage, kind, with_name)
    said = f"{name} staat nu ook bij de {field.items}." if added else f"{name} stond al bij de {field.items}."
    return {"name": name, "added": added, "message": said}


def drop(storage: DossierField, kind: str, name: str) -> dict[str, Any]:
    """Take a name off its list again, unless somebody wrote more about it."""
    _, field = storage.framework.name_lists[kind]
    bare = name if field.kind == "names" else {"id": name, _column(field): name}
    dropped = _changed(storage, kind, lambda value: [one for one in value if one != bare] if bare in value else None)
    said = "staat niet meer bij" if dropped else "is al aangevuld of weggehaald bij"
    return {"name": name, "dropped": dropped, "message": f"{name} {said} de {field.items}; hier blijft de naam staan."}


def _changed(storage: DossierField, kind: str, change: Callable[[list[Any]], list[Any] | None]) -> bool:
    """Save a list as it becomes, whoever saves it too; False when there is nothing to change."""
    sheet, field = storage.framework.name_lists[kind]
    store, key = storage.store, storage.key
    for _ in tries():
        newest = store.sheet(key, sheet.id).get(field.name)
        value = change(list((newest.value if newest else None) or field.default or ()))
        if value is None:
            return False
        stored = checked(storage.framework, sheet.id, field.name, value)
        based_on = newest.number if newest else 0
        if not isinstance(store.save(key, sheet.id, field.name, stored, based_on=based_on, author=author()), Conflict):
            return True
    raise BusyListError(f"De lijst van {field.items} wordt net ook door iemand anders gewijzigd.")


def _column(field: Field) -> str:
    """Return the name of the column by which the rows of a table are called."""
    return field.row_name.name if field.row_name else ""


def _same(name: str) -> str:
    return name.casefold()
