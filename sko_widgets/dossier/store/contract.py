"""What a store promises to who holds one, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Protocol, Self

from sko_widgets.dossier.references import NameBook
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey, OwnerKind, Sheets, Snapshot, Value
from sko_widgets.dossier.store.records import (
    ALL,
    Conflict,
    DossierInfo,
    ErasedField,
    Found,
    JoinedDossier,
    Outline,
    Part,
    Revision,
    WholeDossier,
)

Check = Callable[[Snapshot], None]
"""Looks at a dossier before something is saved in it, and raises when that may not be."""


class Store(Protocol):
    """Dossiers, each a history of revisions that are added and never changed.

    Have one with `open_store`, and close it, or use it in a `with`.  Threads may share it, and a
    process that was forked may go on with it.

    Every method that takes a key raises `NoSuchDossierError` when there is no dossier with that
    key, `UnstorableError` when a value or a name cannot be kept, and a `StoreError` of another kind
    when the database fails.  Then nothing was saved, save for one case: a server that goes away
    while it confirms a save may have kept it.  Saving again then gives a conflict whose `theirs`
    holds the same value.
    """

    def close(self) -> None:
        """Let go of the database."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    # --- whole dossiers -----------------------------------------------------------------------

    def create(self, key: DossierKey, *, framework: str, sheets: Sheets, author: str) -> None:
        """Make a dossier with these answers: all of them, or nothing.

        Parameters
        ----------
        framework
            Id of the format that the dossier begins with, and keeps.

        Raises
        ------
        DossierExistsError
            When there is one with this key.
        """

    def replace(self, key: DossierKey, sheets: Sheets, *, author: str) -> int:
        """Make a dossier hold these answers and no others: all of them, or no change at all.

        Returns
        -------
        int
            How many fields got a new revision.  A field with an equal value gets none; a field
            that `sheets` does not have is emptied.
        """
        ...

    def dossiers(self, kind: OwnerKind = "coalition") -> list[DossierInfo]:
        """Return what there is of one kind of owner, in the order of slug and period."""
        ...

    def outlines(self) -> list[Outline]:
        """Return how far each coalition's dossier is, without its texts; a damaged value counts as filled."""
        ...

    def info(self, key: DossierKey) -> DossierInfo:
        """Return what a list shows of one dossier."""
        ...

    def snapshot(self, key: DossierKey, *, at: datetime | None = None) -> Snapshot:
        """Return the dossier as it is now, or was at a moment; what was empty then is left out."""
        ...

    def names(self, key: DossierKey, asked: Mapping[str, Collection[str]] = MappingProxyType({})) -> NameBook:
        """Return what the names are that a dossier keeps once.

        Parameters
        ----------
        asked
            Ids of which the last name is wanted too when they are on no list any more: kind -> ids.
        """
        ...

    def changes(self, key: DossierKey, *, limit: int = 20) -> list[Revision]:
        """Return the last revisions of the whole dossier, newest first."""
        ...

    def search(self, question: str, among: Collection[DossierKey], *, limit: int = 200) -> list[Found]:
        """Return the fields in which stands what is asked, the one that was added last first.

        Only the newest revision of a field is looked at, and only what people typed in it.

        Parameters
        ----------
        question
            Words, all of which are to stand in one field, in any of their forms; between quotation marks behind
            each other.  The last one may still be growing.  Nothing that is typed here is wrong.
        among
            The dossiers that who asks may see; those that are not there are passed over.
        """
        ...

    # --- sheets and fields --------------------------------------------------------------------

    def sheet(self, key: DossierKey, sheet: str) -> dict[str, Revision]:
        """Return the newest revision of every field of a sheet that was ever filled, emptied ones too."""
        ...

    def sheets(self, key: DossierKey, begins: str) -> Sheets:
        """Return what the sheets hold now of which the ids begin so; what is empty is left out.

        For a dossier of which a page needs little: a group's, whose copies of others it does not read then.
        """
        ...

    def revisions(self, key: DossierKey, sheet: str) -> dict[str, int]:
        """Return the newest revision's number of every field of a sheet, emptied ones too."""
        ...

    def history(self, key: DossierKey, sheet: str, field: str) -> list[Revision]:
        """Return every revision of a field, oldest first."""
        ...

    def save(
        self, key: DossierKey, sheet: str, field: str, value: Value, *, based_on: int, author: str
    ) -> Revision | Conflict:
        """Save a field on top of the revision that its author saw.

        Parameters
        ----------
        value
            Any JSON value; ``None`` empties the field.
        based_on
            The newest number that the author saw; 0 when the field was never filled.

        Returns
        -------
        Revision or Conflict
            The new revision, which is on the disk; or, when the field is no longer at
            `based_on`, both values, and nothing was saved.
        """
        ...

    def put(self, key: DossierKey, sheets: Sheets, *, author: str, check: Check | None = None) -> None:
        """Save fields on top of whatever stands in them: all of them, or none; other fields stay as they are.

        Parameters
        ----------
        check
            Called with the dossier as it is while nobody else can save in it; what it raises, `put` raises, and
            nothing is saved.
        """
        ...

    def put_back(
        self, key: DossierKey, sheet: str, field: str, number: int, *, based_on: int, author: str
    ) -> Revision | Conflict:
        """Save what a field was in revision `number`, as a new revision.

        Returns
        -------
        Revision or Conflict
            As `save` does.

        Raises
        ------
        NoSuchRevisionError
            When the field has no revision with that number.
        """
        ...

    def erasable(self, key: DossierKey, part: Part = ALL) -> list[ErasedField]:
        """Return what `erase` would erase: each field that holds or held something, and how many versions of it."""
        ...

    def erase(self, key: DossierKey, part: Part = ALL, *, author: str) -> tuple[list[ErasedField], bool]:
        """Erase for good all that a dossier or a part of it holds and held.

        Of each field one revision stays, which is marked as erased: it says who did that and when, and reads as empty.
        Where the part names versions, each of those is marked; erasing the newest one empties the field.  What was
        shared of that cycle or instrument goes too, in every group.

        Returns
        -------
        list of ErasedField, bool
            What was erased; and whether nothing of it is left in a file and its log.  It is not while another
            program is reading in it: erase again when that has ended.
        """
        ...

    def erased(self, key: DossierKey, part: Part = ALL) -> dict[tuple[str, str], set[int]]:
        """Return of each field the numbers of the versions of which the text was erased: sheet and field -> numbers."""
        ...

    # --- what is shared ------------------------------------------------------------------------

    def shared(self, slug: str) -> list[SharedCopy]:
        """Return what coalitions share with a learning group, newest first.

        This is the one way to what is seen across coalitions: whatever a page, a search or a file shows of others
        comes from here.

        Raises
        ------
        NoSuchDossierError
            When there is no group with this slug.
        """
        ...

    def share(self, slug: str, offered: Mapping[str, Value | datetime], *, author: str) -> list[str]:
        """Have a group hold copies in the place of those that it had: all of them, or none.

        What comes from before the copy that is there, or from before that was withdrawn, changes nothing.

        Parameters
        ----------
        offered
            By the id of its sheet (`shared.sheet_of`): a copy as JSON, or the moment at which it was withdrawn, after
            which nothing of it is left.

        Returns
        -------
        list of str
            The sheets that changed.
        """
        ...

    # --- all of it ----------------------------------------------------------------------------

    def whole(self) -> Iterator[WholeDossier]:
        """Return every dossier, of every kind of owner, with all that was ever saved in it, in order."""
        ...

    def join(self, dossiers: Iterable[WholeDossier], *, trial: bool = False) -> list[JoinedDossier]:
        """Add what was saved in another store: all of it, or nothing.

        Where both went on from one revision, the later text comes on top and the other is in the history.

        Parameters
        ----------
        trial
            Only tell what would be done.

        Returns
        -------
        list of JoinedDossier
            The dossiers of which the other store had more.
        """
        ...

    def search_is_sound(self) -> bool:
        """Say whether search finds each field by what stands in it now, and by nothing else."""
        ...

    def renew_search(self) -> None:
        """Make all that search needs anew."""
        ...

    def damage(self) -> str:
        """Return what was found damaged of the store as a whole, and the mend; empty while nothing was.

        What is still there can be read then, and nothing can be saved.
        """
        ...

    def bring_in(self) -> bool:
        """Bring into a file what is left in its log, when nobody is saving; returns whether all of it is there."""
        ...

    def look_after(self) -> Path | None:
        """Set aside what was in a file that was replaced while it was open.

        Returns
        -------
        Path or None
            The folder where that is now; None while the file is the one that was opened.
        """
        ...
