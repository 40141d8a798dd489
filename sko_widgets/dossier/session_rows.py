"""The lists in a session's sheet that several add to at once: the clock, what is counted, what is kept out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sko_widgets.errors import SkoError

from .session_day import day_now
from .sessions import session_sheet
from .snapshot import DossierKey
from .store import Revision, Store
from .tries import tries


def keep_words_out(store: Store, slug: str, day: str, field: str, *, out: bool, author: str) -> None:
    """Keep a text of a session's own out of its minutes, or let it in again."""

    def without(names: list[Any]) -> list[Any]:
        kept = [name for name in names if name != field]
        return [*kept, field] if out else kept

    _with_rows(store, slug, day, "kept_out", without, author)


def add_row(
    store: Store, slug: str, day: str, field: str, row: Callable[[list[Any]], Any | None], *, author: str
) -> list[Any]:
    """Add a row to a list of a session on top of whatever others add meanwhile; returns the list.

    Parameters
    ----------
    row
        Called with the list as it is; returns what is added, or None for nothing.
    """

    def with_row(rows: list[Any]) -> list[Any]:
        new = row(rows)
        return rows if new is None else [*rows, new]

    return _with_rows(store, slug, day, field, with_row, author)


def count_liked(store: Store, slug: str, day: str, statement: str, counts: Sequence[str], *, author: str) -> list[Any]:
    """Save how many people gave a sentence 1 to 5, as texts; returns what is counted of all sentences."""
    row = {"statement": statement, "counts": list(counts)}

    def with_counts(rows: list[Any]) -> list[Any]:
        at = next((number for number, one in enumerate(rows) if one.get("statement") == statement), len(rows))
        return [*rows[:at], row, *rows[at + 1 :]]

    return _with_rows(store, slug, day, "liked", with_counts, author)


def _with_rows(
    store: Store, slug: str, day: str, field: str, change: Callable[[list[Any]], list[Any]], author: str
) -> list[Any]:
    key = DossierKey.of_group(slug)
    for _ in tries():
        sheet = session_sheet(day)
        found = store.sheet(key, sheet)
        if all(one.value is None for one in found.values()) and (now := day_now(store, key, day)) != day:
            day = now  # who writes did not see yet that it was moved
            continue
        there = found.get(field)
        rows = list(there.value or []) if there else []
        made = change(rows)
        if made == rows:
            return rows
        saved = store.save(key, sheet, field, made or None, based_on=there.number if there else 0, author=author)
        if isinstance(saved, Revision):
            return made
    raise SkoError("Er schrijven te veel mensen tegelijk.", mend="Probeer het nog eens.")
