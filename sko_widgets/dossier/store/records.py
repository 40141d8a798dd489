"""What the store gives back: plain values that know nothing of a database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sko_widgets.dossier.snapshot import DossierKey, Snapshot, Value
from sko_widgets.dossier.store.packing import read, when_erased


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
    erased_at
        When what stood here was erased for good, by `author`; None while it was not.
    damaged
        Whether the value that was saved cannot be read; `value` is then what stands in for it.
    """

    sheet: str
    field: str
    number: int
    value: Value
    author: str
    saved_at: datetime
    erased_at: datetime | None = None
    damaged: bool = False

    @property
    def erased(self) -> bool:
        """Whether what stood here was erased for good."""
        return self.erased_at is not None


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


class Found(NamedTuple):
    """A field in which stands what somebody searched for: of which dossier, and its newest revision."""

    key: DossierKey
    revision: Revision


class Packed(NamedTuple):
    """A revision as its columns hold it."""

    sheet: str
    field: str
    number: int
    value: str
    author: str
    saved_at: datetime

    def unpacked(self) -> Revision:
        """Return the same as the store gives it back."""
        value, damaged = read(self.value)
        return Revision(
            sheet=self.sheet,
            field=self.field,
            number=self.number,
            value=value,
            author=self.author,
            saved_at=self.saved_at,
            erased_at=when_erased(self.value, self.saved_at),
            damaged=damaged,
        )


class Part(NamedTuple):
    """What of a dossier is meant: all of it, a sheet, a field, or some versions of a field by their numbers."""

    sheet: str | None = None
    field: str | None = None
    numbers: Collection[int] | None = None


ALL = Part()
"""All of a dossier."""


class ErasedField(NamedTuple):
    """A field of which all text is erased, or would be; `versions` is how many revisions go."""

    sheet: str
    field: str
    versions: int


@dataclass(frozen=True, slots=True)
class Outline:
    """How far a dossier is, without its texts.

    Parameters
    ----------
    snapshot
        Its blocks and what it is called by: in the place of each text a sign that it is there.
    changed_at
        When something in it was last saved, in UTC; what was said about it does not count.
    """

    snapshot: Snapshot
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WholeDossier:
    """A dossier with every revision that it ever had, as its columns hold them.

    Parameters
    ----------
    key, framework
        Which, and the format that it began with.
    created_at, created_by
        When it was made, in UTC, and by whom.
    revisions
        In the order of sheet, field and number.
    """

    key: DossierKey
    framework: str
    created_at: datetime
    created_by: str
    revisions: tuple[Packed, ...]


@dataclass(frozen=True, slots=True)
class JoinedField:
    """What joining two stores does to one field that one of them had more of.

    Parameters
    ----------
    key, sheet, field
        Which field.
    added
        How many revisions came in.
    newest
        The revision that is on top now.
    conflict
        The newest revision of the other side, where both had gone on and ended differently; else None.
    """

    key: DossierKey
    sheet: str
    field: str
    added: int
    newest: Revision
    conflict: Revision | None


@dataclass(frozen=True, slots=True)
class JoinedDossier:
    """What joining two stores does to one dossier.

    Parameters
    ----------
    key
        Which dossier.
    is_new
        Whether it was not there at all.
    fields
        The fields that got more revisions.
    """

    key: DossierKey
    is_new: bool
    fields: tuple[JoinedField, ...]
