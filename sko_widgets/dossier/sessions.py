"""What a learning group's meetings hold: a sheet for each, and one for each line of the harvest and each agreement.

A line has a sheet of its own, so that three people can write at once and each line has a history.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sko_widgets.errors import SkoError

from .snapshot import DossierKey, Snapshot

if TYPE_CHECKING:
    from .store import Store

SESSION, HARVEST, AGREEMENT = "session/", "harvest/", "agreement/"
_TRIES = 20


class SessionExistsError(SkoError):
    """There is a meeting on that day already."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the harvest, or an agreement: its id, and what its sheet holds."""

    id: str
    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return a field; empty when it is not filled."""
        return str(self.fields.get(name) or "")


def dates(snapshot: Snapshot) -> list[str]:
    """Return the days on which the group meets or met, the latest first."""
    return sorted((name.removeprefix(SESSION) for name in snapshot.sheets if name.startswith(SESSION)), reverse=True)


def session_sheet(day: str) -> str:
    """Return the id of the sheet of a meeting."""
    return f"{SESSION}{day}"


def plan(store: Store, slug: str, day: str, fields: Mapping[str, Any], *, author: str) -> None:
    """Make a meeting.

    Raises
    ------
    SessionExistsError
        When there is one on that day.
    SkoError
        When that is no day.
    """
    try:
        date.fromisoformat(day)
    except ValueError:
        raise SkoError(f"‘{day}’ is geen datum.", mend="Kies een dag.") from None
    sheet = session_sheet(day)

    def is_free(there: Snapshot) -> None:
        if there.sheet(sheet):
            raise SessionExistsError("Op die dag is al een bijeenkomst.", mend="Kies een andere dag, of open die.")

    store.put(DossierKey.of_group(slug), {sheet: fields}, author=author, check=is_free)


# --- lines ----------------------------------------------------------------------------------------


def harvest(snapshot: Snapshot, day: str) -> list[Line]:
    """Return the harvest of a meeting in the order in which it was written."""
    return _lines(snapshot, f"{HARVEST}{day}/", "text")


def agreements(snapshot: Snapshot, day: str) -> list[Line]:
    """Return the agreements of a meeting in the order in which they were written."""
    return _lines(snapshot, f"{AGREEMENT}{day}/", "what")


def _lines(snapshot: Snapshot, begins: str, needed: str) -> list[Line]:
    found = (
        Line(name.removeprefix(begins), fields) for name, fields in snapshot.sheets.items() if name.startswith(begins)
    )
    return sorted((one for one in found if one.get(needed).strip()), key=lambda one: (one.get("at"), one.id))


def add_harvest(store: Store, slug: str, day: str, fields: Mapping[str, str], *, author: str) -> str:
    """Add a line to the harvest; returns its id."""
    return _add(store, slug, f"{HARVEST}{day}/", fields, author)


def add_agreement(store: Store, slug: str, day: str, fields: Mapping[str, str], *, author: str) -> str:
    """Add an agreement; returns its id."""
    return _add(store, slug, f"{AGREEMENT}{day}/", fields, author)


def _add(store: Store, slug: str, begins: str, fields: Mapping[str, str], author: str) -> str:
    line = secrets.token_hex(6)
    filled = {name: " ".join(value.split()) for name, value in fields.items() if value.strip()}
    at = {"at": datetime.now(UTC).isoformat(timespec="microseconds")}
    store.put(DossierKey.of_group(slug), {f"{begins}{line}": {**filled, **at}}, author=author)
    return line


def change_harvest(store: Store, slug: str, day: str, line: str, fields: Mapping[str, str], *, author: str) -> None:
    """Change a line of the harvest; empty fields are emptied, and a line without text is gone from every page."""
    _change(store, slug, f"{HARVEST}{day}/{line}", fields, author)


def change_agreement(store: Store, slug: str, day: str, line: str, fields: Mapping[str, str], *, author: str) -> None:
    """Change an agreement, as `change_harvest` does a line."""
    _change(store, slug, f"{AGREEMENT}{day}/{line}", fields, author)


def _change(store: Store, slug: str, sheet: str, fields: Mapping[str, str], author: str) -> None:
    given = {name: " ".join(value.split()) or None for name, value in fields.items()}
    store.put(DossierKey.of_group(slug), {sheet: given}, author=author)


def keep_words_out(store: Store, slug: str, day: str, field: str, *, out: bool, author: str) -> None:
    """Keep a text of a meeting's own out of its minutes, or let it in again."""
    sheet, key = session_sheet(day), DossierKey.of_group(slug)
    names = [name for name in store.snapshot(key).sheet(sheet).get("kept_out") or () if name != field]
    store.put(key, {sheet: {"kept_out": [*names, field] if out else names or None}}, author=author)


# --- the clock ------------------------------------------------------------------------------------


def add_row(
    store: Store, slug: str, day: str, field: str, row: Callable[[list[Any]], Any | None], *, author: str
) -> list[Any]:
    """Add a row to a list of a meeting on top of whatever others add meanwhile; returns the list.

    Parameters
    ----------
    row
        Called with the list as it is; returns what is added, or None for nothing.
    """
    from .store import Revision

    key, sheet = DossierKey.of_group(slug), session_sheet(day)
    for _ in range(_TRIES):
        there = store.sheet(key, sheet).get(field)
        rows = list(there.value or []) if there else []
        new = row(rows)
        if new is None:
            return rows
        saved = store.save(key, sheet, field, [*rows, new], based_on=there.number if there else 0, author=author)
        if isinstance(saved, Revision):
            return [*rows, new]
    raise SkoError("Er schrijven te veel mensen tegelijk.", mend="Probeer het nog eens.")


def agreed_with(store: Store, name: str) -> Iterator[tuple[str, str, Line]]:
    """Yield the agreements of all groups of this store that are of one coalition: group, day and agreement."""
    asked = " ".join(name.split()).casefold()
    for info in store.dossiers("group"):
        for sheet, fields in store.sheets(info.key, AGREEMENT).items():
            day, _, line = sheet.removeprefix(AGREEMENT).partition("/")
            one = Line(line, fields)
            if one.get("who").casefold() == asked and one.get("what"):
                yield info.key.slug, day, one
