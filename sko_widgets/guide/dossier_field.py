"""Ties a control to a field of a dossier: what it saves goes into the store, and stays there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier.answers import checked, plain
from sko_widgets.dossier.references import NameBook, linked, named_rows, referred, with_names
from sko_widgets.dossier.session_day import refuse_moved
from sko_widgets.dossier.snapshot import DossierKey, Sheets, Snapshot
from sko_widgets.dossier.store import Conflict, Part, Revision, Store
from sko_widgets.dutch import clock
from sko_widgets.framework import Field, Framework
from sko_widgets.who import author, shown
from sko_widgets.widgets import Clash, Saved, Version

from .unreadable import moment_of

_NOTHING: dict[str, Any] = {
    "line": "",
    "text": "",
    "choice": "",
    "date": "",
    "scale": None,
    "items": {"intro": "", "items": []},
}
"""What an empty field of a kind holds on the page; all other kinds hold a list."""

_NOBODYS = object()
"""Equals no value: what stands in a field now is never what an old version was to become."""


@dataclass(frozen=True)
class DossierField:
    """Keeps one field of one dossier; the `widgets.FieldStorage` of its control.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    sheet, field
        Which field.
    framework
        The dossier's format.
    saved
        Called after each save, so that the page can show how far it is.
    inherited
        What stands in the field while nobody filled it; saving just that empties the field.
    writer
        Returns who writes.
    """

    store: Store
    key: DossierKey
    sheet: str
    field: Field
    framework: Framework
    saved: Callable[[], None] = lambda: None
    inherited: Any = None
    writer: Callable[[], str] = author

    def __post_init__(self) -> None:
        if self.inherited is None:
            begun = list(self.field.default) if self.field.kind == "names" else self.field.default
            object.__setattr__(self, "inherited", begun or _NOTHING.get(self.field.kind, []))

    def now(self) -> tuple[Any, int]:
        """Return the field's value and the number of its newest revision; 0 when it has none."""
        return self.of(self.store.sheet(self.key, self.sheet))

    def of(self, newest_of: Mapping[str, Revision]) -> tuple[Any, int]:
        """Return the same of what was read of its sheet."""
        newest = newest_of.get(self.field.name)
        return (self._shown(newest.value), newest.number) if newest else (self.inherited, 0)

    def within(self, snapshot: Snapshot) -> Any:
        """Return what the field held when the snapshot was made."""
        return self._shown(snapshot.sheet(self.sheet).get(self.field.name))

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        """Save a value on top of the revision that the page saw."""
        stored = self._linked(checked(self.framework, self.sheet, self.field.name, value))
        if stored == self.inherited:
            stored = None
        return self._outcome(
            self.store.save(self.key, self.sheet, self.field.name, stored, based_on=based_on, author=self.writer()),
            stored,
        )

    def resolve(self, mine: Any, chosen: Any, based_on: int) -> Saved | Clash:
        """Settle a conflict: first mine, so that the history has both texts, then what was chosen."""
        if mine == chosen:
            return self.save(chosen, based_on)
        first = self.save(mine, based_on)
        return self.save(chosen, first.revision) if isinstance(first, Saved) else first

    def history(self) -> list[Version]:
        """Return every version of the field, newest first."""
        versions = self.store.history(self.key, self.sheet, self.field.name)
        book, names = self.names(*(one.value for one in versions)), self._called()
        return [self._version(one, book, names) for one in reversed(versions)]

    def put_back(self, number: int, based_on: int) -> Saved | Clash:
        """Make an old version the newest."""
        outcome = self.store.put_back(
            self.key, self.sheet, self.field.name, number, based_on=based_on, author=self.writer()
        )
        return self._outcome(outcome, _NOBODYS)

    def _outcome(self, outcome: Revision | Conflict, mine: Any) -> Saved | Clash:
        if isinstance(outcome, Conflict) and outcome.theirs.value != mine:
            refuse_moved(self.store, self.key, self.sheet)
            theirs = outcome.theirs
            history = self.store.history(self.key, self.sheet, self.field.name)
            base = next((one.value for one in history if one.number == outcome.based_on), None)
            return Clash(
                value=self._shown(theirs.value),
                revision=theirs.number,
                author=shown(theirs.author),
                when=clock(theirs.saved_at),
                base=self._shown(base),
                arrived=_arrived(history, mine, outcome.based_on, self.writer()),
                erased=self._was_erased(outcome.based_on),
            )
        newest = outcome.theirs if isinstance(outcome, Conflict) else outcome
        self.saved()
        return Saved(newest.number, clock(newest.saved_at), self._shown(newest.value))

    def _was_erased(self, number: int) -> bool:
        """Say whether a revision was erased, or what followed on it."""
        place = (self.sheet, self.field.name)
        return not {number, number + 1}.isdisjoint(self.store.erased(self.key, Part(*place)).get(place, ()))

    def _shown(self, value: Any) -> Any:
        return self.inherited if value is None else value

    def _version(self, one: Revision, book: NameBook, names: dict[str, str]) -> Version:
        when = moment_of(one)
        value = self._shown(one.value)
        text = plain(self.field, self._alone(with_names(self.framework, self._as_sheets(value), book)), names)
        return Version(one.number, shown(one.author), when, value, text, one.erased, one.damaged)

    def _called(self) -> dict[str, str]:
        """Return what blocks are called now, and rows that ties join, by id."""
        names = {block.id: block.name for block in self.framework.blocks}
        if self.field.between:
            sheet, now = self.framework.sheet(self.sheet), self.store.snapshot(self.key).sheet(self.sheet)
            for name in self.field.between:
                names |= named_rows(sheet.field(name), now.get(name, ()))
        return names

    # --- names that are kept once -------------------------------------------------------------

    def names(self, *values: Any) -> NameBook:
        """Return the names that its columns offer, and of those that are gone the ones that these values refer to."""
        asked: dict[str, set[str]] = {}
        for value in values:
            for kind, ids in referred(self.framework, self._as_sheets(value)).items():
                asked.setdefault(kind, set()).update(ids)
        return self.store.names(self.key, asked)

    def _linked(self, value: Any) -> Any:
        """Return a value in which each name that is on its list refers to it, however it was typed."""
        if value is None or not any(column.refers for column in self.field.columns):
            return value
        return self._alone(linked(self.framework, self._as_sheets(value), self.names()))

    def _as_sheets(self, value: Any) -> Sheets:
        return {self.sheet: {self.field.name: value}}

    def _alone(self, sheets: Sheets) -> Any:
        return sheets[self.sheet][self.field.name]


def _arrived(history: Iterable[Revision], mine: Any, based_on: int, writer: str) -> bool:
    """Tell whether this person saved this value since a revision: the page that did never heard of it."""
    return any(one.number > based_on and one.value == mine and one.author == writer for one in history)
