"""On which day a session of a learning group is now: its sheets say so by their ids, and it may have been moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sko_widgets import dutch
from sko_widgets.errors import SkoError

from .incidents import INCIDENT
from .snapshot import DossierKey, Sheets, Snapshot

if TYPE_CHECKING:
    from .store import Check, Store

Some = ParamSpec("Some")
Saved = TypeVar("Saved")

SESSION = "session/"
"""What the id of a session's sheet begins with; its day follows."""
MOVED_FROM = "moved_from"
"""The field of a session that says on which days it was before."""


class SessionMovedError(SkoError):
    """A session is on another day by now.

    Parameters
    ----------
    day
        On which.
    """

    def __init__(self, day: str) -> None:
        super().__init__(
            f"Deze bijeenkomst is verplaatst naar {dutch.date(day)}.", mend="Open de bijeenkomst op die dag."
        )
        self.day = day


def goes_along(
    save: Callable[Concatenate[Store, str, str, Some], Saved],
) -> Callable[Concatenate[Store, str, str, Some], Saved]:
    """Have what saves in a session of a store, a group and a day do so where that is now.

    Who writes may not have seen yet that it was moved.
    """

    @wraps(save)
    def where_it_is(store: Store, slug: str, day: str, /, *rest: Some.args, **named: Some.kwargs) -> Saved:
        try:
            return save(store, slug, day, *rest, **named)
        except SessionMovedError as moved:
            return where_it_is(store, slug, moved.day, *rest, **named)

    return where_it_is


def moved_to(sheets: Sheets, day: str) -> str:
    """Return the day on which a session is now that was on another; empty when one is on that day, or never was."""
    if f"{SESSION}{day}" in sheets:
        return ""
    moved = (name for name, fields in sheets.items() if name.startswith(SESSION) and day in fields.get(MOVED_FROM, ()))
    return next(moved, "").removeprefix(SESSION)


def day_now(store: Store, key: DossierKey, day: str) -> str:
    """Return the day on which the session of a day is now; most often that day."""
    return moved_to(store.sheets(key, SESSION), day) or day


def refuse_moved(store: Store, key: DossierKey, sheet: str) -> None:
    """Check that what is saved in is not the sheet of a session that was moved.

    Raises
    ------
    SessionMovedError
        When it is.
    """
    begins, _, rest = sheet.partition("/")
    day = rest.partition("/")[0]
    if f"{begins}/" in (SESSION, INCIDENT) and (now := day_now(store, key, day)) != day:
        raise SessionMovedError(now)


def still_on(day: str, *others: Check) -> Check:
    """Return what looks whether the session of a day was not moved, and then at the rest."""

    def check(there: Snapshot) -> None:
        now = moved_to(there.sheets, day)
        if now:
            raise SessionMovedError(now)
        for other in others:
            other(there)

    return check
