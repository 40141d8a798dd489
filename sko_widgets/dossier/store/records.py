"""What the store gives back: plain values that know nothing of a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sko_widgets.dossier.snapshot import DossierKey, Value


@dataclass(frozen=True, slots=True)
class Revision:
    """One save of one field.

    Parameters
    ----------
    sheet, field
        Which field of the dossier.
    number
        1 for the first save, then 2, 3 …; 0 stands for a field that was never filled.
    value
        A JSON value; ``None`` when the field was emptied.
    author
        Who saved it.
    saved_at
        When, in UTC; never earlier than the revision before it.
    """

    sheet: str
    field: str
    number: int
    value: Value
    author: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A save that was not made, since someone else saved the field first.

    Parameters
    ----------
    mine
        The value that was offered.
    based_on
        The revision that it was based on.
    theirs
        The newest revision of the field; saving on top of its number makes `mine` the newest.
    """

    mine: Value
    based_on: int
    theirs: Revision


@dataclass(frozen=True, slots=True)
class DossierInfo:
    """What a list of dossiers shows of one of them.

    Parameters
    ----------
    key
        Whose it is, and of which period.
    framework
        Id of the format the dossier uses.
    name
        Its owner's name (`profile.name`), or the slug while that is empty.
    created_at
        When the dossier was made, in UTC.
    changed_at, changed_by
        When it was last saved, in UTC, and by whom.
    """

    key: DossierKey
    framework: str
    name: str
    created_at: datetime
    changed_at: datetime
    changed_by: str
