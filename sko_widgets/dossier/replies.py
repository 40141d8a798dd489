"""What a coalition said to a remark, of the coach or of a reader: that it is right as it is, or that they look later.

Each remark has a sheet of its own, so that two people can answer two remarks at once and each reply has a history.
A reply holds while the text stays that it was about.  It is the coalition's: it goes along in an export of the
dossier, and is in nothing that goes to others.  The same holds of what readers say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from sko_widgets.errors import SkoError

from .said_about import REPLY, is_about_dossier
from .snapshot import DossierKey, Snapshot

if TYPE_CHECKING:
    from .store import Store

Said = Literal["klopt", "later"]
_LATER = timedelta(days=14)
_LONGEST = 2_000


class NoReasonError(SkoError):
    """Somebody says that a text is right as it is, and not why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A remark as a reply knows it.

    Parameters
    ----------
    id
        What tells it from others of the dossier: 12 figures and letters from a to f.
    rule, sheet, field
        Which rule asks, and where.
    about
        The text that it is about.
    """

    id: str
    rule: str
    sheet: str
    field: str
    about: str

    @property
    def text_mark(self) -> str:
        """What changes when the text does; other white space changes nothing."""
        return mark(self.about)


def mark(text: str) -> str:
    """Return 16 figures and letters that change when a text does; other white space changes nothing."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said last to one remark.

    Parameters
    ----------
    said
        `klopt`, or `later`.
    reason
        Why, in a line; empty for `later`.
    said_on
        The day; None when nobody knows it.
    text_mark
        Of the text that it is about.
    """

    said: Said
    reason: str
    said_on: date | None
    text_mark: str

    def holds(self, asked: Asked, today: date) -> bool:
        """Say whether it still replies to a remark: its text is the same, and `later` was not too long ago."""
        if self.text_mark != asked.text_mark:
            return False
        return self.said == "klopt" or (self.said_on is not None and today < self.said_on + _LATER)


def replies(snapshot: Snapshot) -> Mapping[str, Reply]:
    """Return what was said last, by the id of the remark."""
    return {
        sheet.removeprefix(REPLY): Reply(
            fields["said"], fields.get("reason", ""), _day(fields.get("said_on", "")), fields.get("text_mark", "")
        )
        for sheet, fields in snapshot.sheets.items()
        if sheet.startswith(REPLY) and fields.get("said") in ("klopt", "later")
    }


def _day(stored: str) -> date | None:
    try:
        return date.fromisoformat(stored)
    except ValueError:
        return None


def give(
    store: Store, key: DossierKey, asked: Asked, said: Said, *, reason: str = "", today: date, author: str
) -> None:
    """Keep a reply to a remark, on top of what was said before; all of it, or nothing.

    Raises
    ------
    NoReasonError
        When a text is said to be right without a reason.
    """
    why = " ".join(reason.split())[:_LONGEST]
    if said == "klopt" and not why:
        raise NoReasonError("Zeg in één regel waarom het zo klopt.", mend="Dan weten jullie het later ook nog.")
    fields = {
        "rule": asked.rule,
        "sheet": asked.sheet,
        "field": asked.field,
        "said": said,
        "reason": why or None,
        "said_on": today.isoformat(),
        "text_mark": asked.text_mark,
    }
    store.put(key, {f"{REPLY}{asked.id}": fields}, author=author)


def take_back(store: Store, key: DossierKey, remark_id: str, *, author: str) -> None:
    """Take a reply back, so that the remark is open again; what was said stays in the history."""
    names = ("said", "reason", "said_on", "text_mark")
    store.put(key, {f"{REPLY}{remark_id}": dict.fromkeys(names)}, author=author)


def without_replies(snapshot: Snapshot) -> Snapshot:
    """Return a dossier without replies and comments: what a report, a worker and others than the coalition may see."""
    kept = {name: fields for name, fields in snapshot.sheets.items() if not is_about_dossier(name)}
    damaged = tuple(place for place in snapshot.damaged if not is_about_dossier(place[0]))
    if len(kept) == len(snapshot.sheets) and len(damaged) == len(snapshot.damaged):
        return snapshot
    return replace(snapshot, sheets=kept, damaged=damaged)
