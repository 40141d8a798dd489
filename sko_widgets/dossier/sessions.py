"""What a learning group's sessions hold: a sheet for each, and one for each line of the harvest and each agreement.

A line has a sheet of its own, so that three people can write at once and each line has a history.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sko_widgets.errors import SkoError

from . import session_day
from .session_day import goes_along, still_on
from .snapshot import DossierKey, Sheets, Snapshot

if TYPE_CHECKING:
    from .store import Check, DossierInfo, Store

SESSION, HARVEST, AGREEMENT = session_day.SESSION, "harvest/", "agreement/"
FACILITATOR = "de begeleider"
"""Who an agreement can be of besides a coalition."""
MOST_AGREEMENTS = 2
"""So many a coalition takes home from one session."""
_ID = re.compile(r"[0-9a-f]{12}")


class SessionExistsError(SkoError):
    """There is a session on that day already."""


class LineChangedError(SkoError):
    """Somebody else changed a line since it was looked at."""


class TooManyAgreementsError(SkoError):
    """A coalition has as many agreements of a session as it takes home.

    Parameters
    ----------
    before
        Those.
    """

    def __init__(self, before: Sequence[Line]) -> None:
        mend = "Verwijder er eerst een, of kies een andere coalitie."
        super().__init__("Deze coalitie heeft al twee afspraken.", mend=mend)
        self.before = tuple(before)


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


def days(store: Store, key: DossierKey) -> list[str]:
    """Return the same, the first day first, without reading the rest of what the group has."""
    return sorted(name.removeprefix(SESSION) for name in store.sheets(key, SESSION))


def member_rows(store: Store, key: DossierKey) -> list[dict[str, str]]:
    """Return the rows of who is in the group."""
    there = store.sheet(key, "group").get("members")
    return list((there.value if there else None) or ())


def session_sheet(day: str) -> str:
    """Return the id of the sheet of a session."""
    return f"{SESSION}{day}"


def plan(store: Store, slug: str, day: str, fields: Mapping[str, Any], *, author: str) -> None:
    """Make a session.

    Raises
    ------
    SessionExistsError
        When there is one on that day.
    SkoError
        When that is no day.
    """
    store.put(DossierKey.of_group(slug), {session_sheet(day): fields}, author=author, check=is_free(day))


def is_free(day: str) -> Check:
    """Return what looks whether a group has no session on a day; raises `SkoError` when that is no day."""
    try:
        date.fromisoformat(day)
    except ValueError:
        raise SkoError(f"‘{day}’ is geen datum.", mend="Kies een dag.") from None

    def check(there: Snapshot) -> None:
        if there.sheet(session_sheet(day)):
            raise SessionExistsError("Op die dag is al een bijeenkomst.", mend="Kies een andere dag, of open die.")

    return check


# --- lines ----------------------------------------------------------------------------------------


def harvest(snapshot: Snapshot, day: str) -> list[Line]:
    """Return the harvest of a session in the order in which it was written."""
    return _lines(snapshot.sheets, f"{HARVEST}{day}/", "text")


def agreements(snapshot: Snapshot, day: str) -> list[Line]:
    """Return the agreements of a session in the order in which they were written."""
    return _lines(snapshot.sheets, f"{AGREEMENT}{day}/", "what")


def harvest_now(store: Store, slug: str, day: str) -> list[Line]:
    """Return the same as `harvest`, without reading the rest of what the group has."""
    begins = f"{HARVEST}{day}/"
    return _lines(store.sheets(DossierKey.of_group(slug), begins), begins, "text")


def agreements_now(store: Store, slug: str, day: str) -> list[Line]:
    """Return the same as `agreements`, without reading the rest of what the group has."""
    begins = f"{AGREEMENT}{day}/"
    return _lines(store.sheets(DossierKey.of_group(slug), begins), begins, "what")


def _lines(sheets: Sheets, begins: str, needed: str) -> list[Line]:
    found = (Line(name.removeprefix(begins), fields) for name, fields in sheets.items() if name.startswith(begins))
    return sorted((one for one in found if one.get(needed).strip()), key=lambda one: (one.get("at"), one.id))


@goes_along
def add_harvest(
    store: Store, slug: str, day: str, fields: Mapping[str, str], *, author: str, line: str | None = None
) -> str:
    """Add a line to the harvest.

    Parameters
    ----------
    line
        The id that who adds it gave it, so that a line that is sent again is there once; a new one by default.

    Returns
    -------
    str
        Its id.
    """
    return _add(store, slug, f"{HARVEST}{day}/", fields, author, line)


@goes_along
def add_agreement(
    store: Store, slug: str, day: str, fields: Mapping[str, str], *, author: str, line: str | None = None
) -> str:
    """Add an agreement, as `add_harvest` does a line.

    Raises
    ------
    TooManyAgreementsError
        When its coalition has two of this session already.
    """
    return _add(store, slug, f"{AGREEMENT}{day}/", fields, author, line)


def _add(store: Store, slug: str, begins: str, fields: Mapping[str, str], author: str, line: str | None) -> str:
    made = secrets.token_hex(6) if line is None else line
    if not _ID.fullmatch(made):
        raise SkoError("Deze regel kan niet worden bewaard.")
    sheet, key = f"{begins}{made}", DossierKey.of_group(slug)
    filled = {name: " ".join(value.split()) for name, value in fields.items() if value.strip()}
    at = {"at": datetime.now(UTC).isoformat(timespec="microseconds")}
    if line is not None and store.sheet(key, sheet):
        return made  # it came before, and the answer got lost
    room = [lambda there: _has_room(there, begins, filled.get("who", ""))] if begins.startswith(AGREEMENT) else []
    store.put(key, {sheet: {**filled, **at}}, author=author, check=still_on(_day(sheet), *room))
    return made


def _has_room(there: Snapshot, begins: str, name: str) -> None:
    """Check that a coalition takes no more home than it can do."""
    who = _known_as(name)
    if not who or who == FACILITATOR:
        return
    before = [one for one in _lines(there.sheets, begins, "what") if _known_as(one.get("who")) == who]
    if len(before) >= MOST_AGREEMENTS:
        raise TooManyAgreementsError(before)


def _known_as(name: str) -> str:
    return " ".join(name.split()).casefold()


@goes_along
def change_harvest(
    store: Store, slug: str, day: str, line: str, fields: Mapping[str, str], *, author: str, was: str | None = None
) -> None:
    """Change a line of the harvest; empty fields are emptied, and a line without text is gone from every page.

    Parameters
    ----------
    was
        The text that who changes it saw.

    Raises
    ------
    LineChangedError
        When another text stands there now.
    """
    # The group said yes to the words that stood there.
    yes = {"passed_on": ""} if fields.get("text", was) != was else {}
    _change(store, slug, f"{HARVEST}{day}/{line}", {**fields, **yes}, author, _as_seen("text", fields, was))


@goes_along
def change_agreement(
    store: Store, slug: str, day: str, line: str, fields: Mapping[str, str], *, author: str, was: str | None = None
) -> None:
    """Change an agreement, as `change_harvest` does a line; what its coalition said to it goes when it is another's.

    Raises
    ------
    TooManyAgreementsError
        When it comes to a coalition that has two of this session already.
    """
    begins = f"{AGREEMENT}{day}/"
    there = store.sheet(DossierKey.of_group(slug), f"{begins}{line}")
    before = Line(line, {name: one.value for name, one in there.items()})
    who = fields.get("who", before.get("who"))
    moves = _known_as(who) != _known_as(before.get("who"))
    comes = moves or (bool(fields.get("what", "").strip()) and not before.get("what"))
    unsaid = dict.fromkeys(("answer", "outcome", "told"), "") if moves else {}
    seen = _as_seen("what", fields, was)

    def check(now: Snapshot, sheet: str) -> None:
        seen(now, sheet)
        if comes:
            _has_room(now, begins, who)

    _change(store, slug, f"{begins}{line}", {**fields, **unsaid}, author, check)


_Check = Callable[[Snapshot, str], None]


def _change(store: Store, slug: str, sheet: str, fields: Mapping[str, str], author: str, check: _Check) -> None:
    given = {name: _tidy(value) for name, value in fields.items()}
    seen = still_on(_day(sheet), lambda there: check(there, sheet))
    store.put(DossierKey.of_group(slug), {sheet: given}, author=author, check=seen)


def _day(sheet: str) -> str:
    return sheet.split("/")[1]


def _as_seen(name: str, fields: Mapping[str, str], was: str | None) -> _Check:
    """Return what checks that a text of a line is as somebody saw it, or as they would have it."""
    wanted = {was or "", (_tidy(fields[name]) or "") if name in fields else was or ""}

    def check(there: Snapshot, sheet: str) -> None:
        now = str(there.sheet(sheet).get(name) or "")
        if was is not None and now not in wanted:
            raise LineChangedError(
                f"Iemand anders wijzigde deze regel intussen. Er staat nu: ‘{now}’."
                if now
                else "Iemand anders verwijderde deze regel intussen."
            )

    return check


def _tidy(value: str) -> str | None:
    return " ".join(value.split()) or None


def agreed_with(store: Store, name: str) -> Iterator[tuple[DossierInfo, str, Line]]:
    """Yield the agreements of all groups of this store that are of one coalition: group, day and agreement."""
    asked = " ".join(name.split()).casefold()
    for info in store.dossiers("group"):
        for sheet, fields in store.sheets(info.key, AGREEMENT).items():
            day, _, line = sheet.removeprefix(AGREEMENT).partition("/")
            one = Line(line, fields)
            if one.get("who").casefold() == asked and one.get("what"):
                yield info, day, one
