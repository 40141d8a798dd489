"""What was taken over from an instrument into a block: from where, to where, and by which mark its text is known.

Each taking has a sheet of its own, beside what it is about, so that the block holds its text and nothing else.  It is
the coalition's: it goes along in an export of the dossier, and is in nothing that goes to others.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from .replies import mark
from .said_about import TAKEN
from .snapshot import DossierKey, Snapshot

if TYPE_CHECKING:
    from .store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """One taking.

    Parameters
    ----------
    id
        What tells it from others of the dossier: 12 figures and letters from a to f.
    sheet, field
        Where it was put.
    source, part, row
        Where it is from: sheet, field, and id of the row where rows have one.
    text_mark
        Of the text as it was put there.
    details_mark
        Of who and when, as they were put there; empty when nobody knows.
    left_mark
        Of what the instrument said when somebody chose to leave the block as it is.
    """

    id: str
    sheet: str
    field: str
    source: str
    part: str
    row: str = ""
    text_mark: str = ""
    details_mark: str = ""
    left_mark: str = ""


_NAMES = tuple(name for name in Taken.__slots__ if name != "id")


def new_id() -> str:
    """Return an id that no other taking has."""
    return secrets.token_hex(6)


def taken(snapshot: Snapshot, sheet: str, field: str) -> list[Taken]:
    """Return what was taken over into one field."""
    return [
        Taken(name.removeprefix(TAKEN), **{key: str(fields.get(key) or "") for key in _NAMES})
        for name, fields in snapshot.sheets.items()
        if name.startswith(TAKEN) and (fields.get("sheet"), fields.get("field")) == (sheet, field)
    ]


def keep(store: Store, key: DossierKey, one: Taken, *, author: str) -> None:
    """Keep a taking; one that was kept under the same id is followed by it."""
    fields = {name: value or None for name, value in asdict(one).items() if name != "id"}
    store.put(key, {f"{TAKEN}{one.id}": fields}, author=author)


def leave(store: Store, key: DossierKey, one: Taken, said: str, *, author: str) -> None:
    """Keep that the block stays as it is, whatever the instrument says now; until it says something else."""
    keep(store, key, replace(one, left_mark=mark(said)), author=author)


def details_mark(details: Mapping[str, str]) -> str:
    """Return the mark of what hangs on an item, whatever the order of its parts."""
    return mark("\n".join(f"{name}: {text}" for name, text in sorted(details.items()) if text.strip()))
