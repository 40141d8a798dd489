"""The store in a database: revisions are rows that are added and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.exc import IntegrityError

from sko_widgets.dossier.references import NameBook
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey, OwnerKind, Sheets, Snapshot, Value
from sko_widgets.dossier.store import as_it_is, erase, join, outlines, queries, search, shares
from sko_widgets.dossier.store.contract import Check, Store
from sko_widgets.dossier.store.database_errors import as_store_errors
from sko_widgets.dossier.store.kept_names import as_read, as_stored, first_stored, name_book
from sko_widgets.dossier.store.open_database import OpenDatabase, despite_damage
from sko_widgets.dossier.store.packing import EMPTY, check_key, check_names, clean_author, equal, moment_now, pack
from sko_widgets.dossier.store.readable import readable
from sko_widgets.dossier.store.records import (
    ALL,
    Conflict,
    DossierInfo,
    ErasedField,
    Found,
    JoinedDossier,
    Outline,
    Packed,
    Part,
    Revision,
    WholeDossier,
)
from sko_widgets.dossier.store.revision_rows import by_sheet, conflict, following, packed, without_revisions
from sko_widgets.dossier.store.store_errors import (
    DossierExistsError,
    NoSuchRevisionError,
    StoreDamagedError,
    StoreReplacedError,
)
from sko_widgets.errors import StoreError


class SqlStore(OpenDatabase, Store):
    """A store in SQLite or PostgreSQL; what each method gives and raises stands at `Store`."""

    def create(self, key: DossierKey, *, framework: str, sheets: Sheets, author: str) -> None:
        """Make a dossier with these answers."""
        check_key(key)
        answers = packed(first_stored(framework, sheets))
        who = clean_author(author)
        try:
            with self._writing() as connection:
                now = moment_now()
                dossier = queries.add_dossier(connection, key, framework, who, now)
                first = [Packed(*place, 1, text, who, now) for place, text in answers.items() if text != EMPTY]
                queries.add(connection, dossier, first)
        except IntegrityError as error:
            raise DossierExistsError(key) from error

    def replace(self, key: DossierKey, sheets: Sheets, *, author: str) -> int:
        """Make a dossier hold these answers and no others."""
        who = clean_author(author)
        with self._writing() as connection:
            row = self._dossier(connection, key, lock="all")
            dossier = row.id
            now = moment_now()
            there = {(one.sheet, one.field): one for one in queries.newest(connection, dossier)}
            answers = packed(as_stored(connection, row, sheets, by_sheet(there.values())))
            changed = []
            for place in sorted({*there, *answers}):
                before, text = there.get(place), answers.get(place, EMPTY)
                if not equal(text, pack(before.value) if before else EMPTY):
                    changed.append(following(place, before, text, who, now))
            queries.add(connection, dossier, changed)
        return len(changed)

    @despite_damage
    def dossiers(self, kind: OwnerKind = "coalition") -> list[DossierInfo]:
        """Return what there is of one kind of owner, in the order of slug and period."""
        with self._reading() as connection:
            self._verify(connection)
            return queries.dossiers(connection, kind)

    @despite_damage
    def outlines(self) -> list[Outline]:
        """Return how far each coalition's dossier is, without its texts."""
        with self._reading() as connection:
            return outlines.outlines(connection)

    @despite_damage
    def info(self, key: DossierKey) -> DossierInfo:
        """Return what a list shows of one dossier."""
        with self._reading() as connection:
            self._dossier(connection, key)
            return queries.dossiers(connection, key)[0]

    @despite_damage
    def snapshot(self, key: DossierKey, *, at: datetime | None = None) -> Snapshot:
        """Return the dossier as it is now, or was at a moment; what was empty then is left out."""
        with self._reading() as connection:
            read = as_it_is.snapshot(connection, self._dossier(connection, key), at)
        return replace(read, misses=True) if self._left is not None and self._left.misses else read

    @despite_damage
    def names(self, key: DossierKey, asked: Mapping[str, Collection[str]] = MappingProxyType({})) -> NameBook:
        """Return what the names are that a dossier keeps once."""
        with self._reading() as connection:
            dossier = self._dossier(connection, key)
            return name_book(connection, dossier, None, asked)

    @despite_damage
    def changes(self, key: DossierKey, *, limit: int = 20) -> list[Revision]:
        """Return the last revisions of the whole dossier, newest first."""
        with self._reading() as connection:
            return queries.changes(connection, self._dossier(connection, key).id, limit)

    @despite_damage
    def search(self, question: str, among: Collection[DossierKey], *, limit: int = 200) -> list[Found]:
        """Return the fields in which stands what is asked, the one that was added last first."""
        wanted = frozenset(among)
        with self._reading() as connection:
            self._verify(connection)
            seen = [row for row in queries.rows(connection) if without_revisions(row).key in wanted]
            return search.find(connection, seen, question, limit)

    def search_is_sound(self) -> bool:
        """Say whether search finds each field by what stands in it now, and by nothing else."""
        try:
            with self._writing() as connection:
                return search.is_sound(connection)
        except StoreDamagedError:
            return False

    def renew_search(self) -> None:
        """Make all that search needs anew."""
        with self._writing() as connection:
            search.rebuild(connection)

    @despite_damage
    def sheet(self, key: DossierKey, sheet: str) -> dict[str, Revision]:
        """Return the newest revision of every field of a sheet that was ever filled, emptied ones too."""
        with self._reading() as connection:
            dossier = self._dossier(connection, key)
            newest = readable(connection, dossier, queries.newest(connection, dossier.id, sheet=sheet))
        return {revision.field: revision for revision in newest}

    @despite_damage
    def sheets(self, key: DossierKey, begins: str) -> Sheets:
        """Return what the sheets hold now of which the ids begin so."""
        with self._reading() as connection:
            dossier = self._dossier(connection, key)
            newest = readable(connection, dossier, queries.newest(connection, dossier.id, begins=begins))
            return as_read(connection, dossier, by_sheet(newest))

    @despite_damage
    def revisions(self, key: DossierKey, sheet: str) -> dict[str, int]:
        """Return the newest revision's number of every field of a sheet, emptied ones too."""
        with self._reading() as connection:
            return queries.numbers(connection, self._dossier(connection, key).id, sheet)

    @despite_damage
    def history(self, key: DossierKey, sheet: str, field: str) -> list[Revision]:
        """Return every revision of a field, oldest first."""
        with self._reading() as connection:
            return queries.history(connection, self._dossier(connection, key).id, sheet, field)

    def save(
        self, key: DossierKey, sheet: str, field: str, value: Value, *, based_on: int, author: str
    ) -> Revision | Conflict:
        """Save a field on top of the revision that its author saw."""
        check_names(sheet, field)
        offer = Packed(sheet, field, based_on + 1, pack(value), clean_author(author), moment_now())
        try:
            return self._save(key, offer)
        except StoreReplacedError as error:
            raise self._refused(key, offer) from error
        except IntegrityError:
            # Someone saved between our look and our save.
            with self._reading() as connection:
                return conflict(connection, self._dossier(connection, key), offer)

    def put(self, key: DossierKey, sheets: Sheets, *, author: str, check: Check | None = None) -> None:
        """Save fields on top of whatever stands in them: all of them, or none."""
        answers, who = packed(sheets), clean_author(author)
        with self._writing() as connection:
            dossier = self._dossier(connection, key, lock="all")
            if check is not None:
                check(as_it_is.snapshot(connection, dossier))
            of = dossier.id
            there, now = {place: queries.newest_of(connection, of, *place) for place in answers}, moment_now()
            new = [following(place, there[place], text, who, now) for place, text in answers.items()]
            queries.add(connection, of, new)

    def put_back(
        self, key: DossierKey, sheet: str, field: str, number: int, *, based_on: int, author: str
    ) -> Revision | Conflict:
        """Save what a field was in revision `number`, as a new revision."""
        with self._reading() as connection:
            old = queries.numbered(connection, self._dossier(connection, key).id, sheet, field, number)
        if old is None or old.damaged:
            raise NoSuchRevisionError(key, sheet, field, number)
        return self.save(key, sheet, field, old.value, based_on=based_on, author=author)

    def _save(self, key: DossierKey, offer: Packed) -> Revision | Conflict:
        with self._writing() as connection:
            dossier = self._dossier(connection, key, lock="share")
            before = queries.newest_of(connection, dossier.id, offer.sheet, offer.field)
            if offer.number != (before.number if before else 0) + 1:
                return conflict(connection, dossier, offer)
            now = moment_now()  # the time after the wait for our turn, unless a clock runs ahead of ours
            offer = offer._replace(saved_at=max(now, before.saved_at) if before else now)
            queries.add(connection, dossier.id, [offer])
        if self._file:
            self._file.saved(dossier.id, without_revisions(dossier), offer)
        return offer.unpacked()

    def _refused(self, key: DossierKey, offer: Packed) -> StoreReplacedError:
        """Keep a text that could not be saved, as the file in which it belongs is no longer there."""
        assert self._file is not None  # noqa: S101  # only a file can be replaced
        try:
            with self._reading() as connection:
                dossier = without_revisions(self._dossier(connection, key))
        except StoreError:
            dossier = WholeDossier(key, "", offer.saved_at, offer.author, ())
        return self._file.set_aside((dossier, offer))

    @despite_damage
    def erasable(self, key: DossierKey, part: Part = ALL) -> list[ErasedField]:
        """Return what `erase` would erase: each field that holds or held something."""
        with self._reading() as connection:
            return erase.fields(connection, self._dossier(connection, key).id, part)

    def erase(self, key: DossierKey, part: Part = ALL, *, author: str) -> tuple[list[ErasedField], bool]:
        """Erase for good what a dossier, or a part of it, holds and held."""
        with self._writing() as connection:
            row, who = self._dossier(connection, key, lock="all"), clean_author(author)
            gone = erase.fields(connection, row.id, part)
            shares.forget(connection, row, part, who)
            erase.erase(connection, row.id, gone, part.numbers, who)
        if self._file:
            self._file.forget(key, gone, part.numbers)
        with as_store_errors(self._place):
            return gone, erase.tidy(self._engine())

    @despite_damage
    def erased(self, key: DossierKey, part: Part = ALL) -> dict[tuple[str, str], set[int]]:
        """Return of each field the numbers of the versions of which the text was erased."""
        with self._reading() as connection:
            return erase.numbers_of(connection, self._dossier(connection, key).id, part)

    @despite_damage
    def shared(self, slug: str) -> list[SharedCopy]:
        """Return what coalitions share with a learning group, newest first."""
        with self._reading() as connection:
            return shares.copies(connection, self._dossier(connection, DossierKey.of_group(slug)).id)

    def share(self, slug: str, offered: Mapping[str, Value | datetime], *, author: str) -> list[str]:
        """Have a group hold copies in the place of those that it had."""
        check_names(*offered)
        with self._writing() as connection:
            of = self._dossier(connection, DossierKey.of_group(slug), lock="all").id
            changed = shares.take(connection, of, offered, clean_author(author))
        with as_store_errors(self._place):
            if any(isinstance(offered[sheet], datetime) for sheet in changed):
                erase.tidy(self._engine())
        return changed

    def whole(self) -> Iterator[WholeDossier]:
        """Return every dossier with all that was ever saved in it, in the order of its key."""
        return iter(self._whole())

    @despite_damage
    def _whole(self) -> list[WholeDossier]:
        with self._reading() as connection:
            self._verify(connection)
            dossiers = []
            for row in queries.rows(connection):
                self._verify(connection, row.id)
                revisions = tuple(queries.whole(connection, row.id))
                dossiers.append(replace(without_revisions(row), revisions=revisions))
        return dossiers

    def join(self, dossiers: Iterable[WholeDossier], *, trial: bool = False) -> list[JoinedDossier]:
        """Add what others saved in a store that grew from the same one, or in another."""
        with self._writing() as connection:
            done = [join.join(connection, one, trial=trial) for one in dossiers]
        return [one for one in done if one is not None]

    def bring_in(self) -> bool:
        """Bring the log of a file into it; returns whether all of it is."""
        return self._file is None or self._left is not None or self._file.bring_in()

    def look_after(self) -> Path | None:
        """Set aside what a file held that was replaced; returns where, None while all is well."""
        if self._file is None or not self._file.is_replaced():
            return None
        return Path(self._file.set_aside().kept)
