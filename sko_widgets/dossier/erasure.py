"""Erasing for good: what it would take along, told before anyone says yes, and where the text is still afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .erased_copies import copies_that_may_hold
from .sharing import shared_by
from .snapshot import DossierKey, Value
from .store import ErasedField, Part, Revision, Store, is_within

_LONG = 20
"""Characters from which on a text that stands within another is no coincidence."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What erasing takes along.

    Parameters
    ----------
    key, part
        Of which dossier, and what of it.
    fields
        Each field, with how many versions of it go.
    authors
        Who wrote them.
    first, last
        When the oldest and the newest of them were saved; None when there are none.
    texts
        The texts in them.
    is_shared
        Whether the dossier shares something with a learning group: what holds any of this goes there too.
    alike
        Dossier, sheet and field of each place where one of these texts stays.
    others
        How the files of other dossiers begin.
    """

    key: DossierKey
    part: Part
    fields: tuple[ErasedField, ...]
    authors: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    texts: frozenset[str]
    is_shared: bool
    alike: tuple[tuple[DossierKey, str, str], ...]
    others: frozenset[str]

    def left_in(self, folder: Path, store: Path | None) -> list[Path]:
        """Return the files of a work folder in which it is still, or may be; before it is erased, or after."""
        return copies_that_may_hold(folder, store, self.key, self.part, self.texts, self.others)

    @property
    def versions(self) -> int:
        """How many versions go."""
        return sum(one.versions for one in self.fields)


def foresee(store: Store, key: DossierKey, part: Part) -> Foreseen:
    """Return what would go of a dossier; nothing is erased."""
    goes: list[Revision] = []
    stays: list[tuple[DossierKey, Revision]] = []
    for dossier in store.whole():
        if (dossier.key.kind, dossier.key.slug) == (key.kind, key.slug):
            for one in dossier.revisions:
                if dossier.key == key and is_within(one, part):
                    goes.append(one.unpacked())
                else:
                    stays.append((dossier.key, one.unpacked()))
    goes = [one for one in goes if not one.erased]
    texts = frozenset(text for one in goes for text in _texts(one.value))
    moments = sorted(one.saved_at for one in goes)
    return Foreseen(
        key,
        part,
        tuple(store.erasable(key, part)),
        tuple(dict.fromkeys(one.author for one in goes)),
        moments[0] if moments else None,
        moments[-1] if moments else None,
        texts,
        any(True for _ in shared_by(store, key)),
        _alike(texts, stays),
        frozenset(info.key.stem for info in store.dossiers() if info.key != key),
    )


def _alike(
    texts: Collection[str], stays: Sequence[tuple[DossierKey, Revision]]
) -> tuple[tuple[DossierKey, str, str], ...]:
    found = ((key, one.sheet, one.field) for key, one in stays if _has_any(texts, _texts(one.value)))
    return tuple(dict.fromkeys(found))


def _has_any(texts: Collection[str], others: Iterable[str]) -> bool:
    return any(
        other in texts or any(_within(text, other) or _within(other, text) for text in texts) for other in others
    )


def _within(text: str, other: str) -> bool:
    return len(text) >= _LONG and text in other


def _texts(value: Value) -> Iterator[str]:
    """Yield the texts that somebody typed in a value; short words, such as the id of an option, are none."""
    if isinstance(value, str):
        if len(value.strip()) > 3:
            yield value.strip()
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
