"""Reads the dossiers of a store, one after the other, and lays their rows in columns."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sko_widgets.dossier.replies import without_replies
from sko_widgets.dossier.said_about import is_about_dossier
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import DossierInfo, Revision, Store
from sko_widgets.framework import frameworks

from .columns import Frame, all_frames
from .snapshot_rows import place, rows
from .sound_values import sound

_SHOWN = 10
"""So many fields that cannot be read are named; of more only their number."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The frames as plain columns.

    Parameters
    ----------
    columns
        Frame -> column -> its cells: text, number, bool, date or moment, as the column's kind says; None where absent.
    left_out
        What could not be read, a Dutch sentence for each dossier in which that happened.
    """

    columns: Mapping[str, dict[str, list[Any]]] = field(
        default_factory=lambda: {one.name: {column.name: [] for column in one.columns} for one in all_frames()}
    )
    left_out: list[str] = field(default_factory=list)

    def add(self, frame: str, key: DossierKey, row: Mapping[str, Any]) -> None:
        """Add a row of a dossier to a frame; an empty text is absent."""
        whole = {"coalition": key.slug, "period": key.period, **row}
        unknown = whole.keys() - self.columns[frame].keys()
        if unknown:
            raise KeyError(f"{frame} has no column {', '.join(sorted(unknown))}")
        for name, cells in self.columns[frame].items():
            value = whole.get(name)
            cells.append(None if value == "" else value)

    def count(self, frame: Frame) -> int:
        """Return how many rows a frame has."""
        return len(next(iter(self.columns[frame.name].values())))


def collect(store: Store, only: Collection[DossierKey] | None = None) -> Collected:
    """Return the frames of a store's coalitions.

    Parameters
    ----------
    only
        Their dossiers; None for all.
    """
    collected = Collected()
    for info in store.dossiers():
        if only is None or info.key in only:
            _add(collected, info, without_replies(store.snapshot(info.key)))
            for revision in reversed(store.changes(info.key, limit=sys.maxsize)):
                if not is_about_dossier(revision.sheet):
                    collected.add("revisions", info.key, _revision(revision))
    return collected


def _add(collected: Collected, info: DossierInfo, snapshot: Snapshot) -> None:
    """Add what a snapshot holds; what cannot be read is left out and said."""
    known = frameworks().get(snapshot.framework)
    readable, left = sound(snapshot, known) if known else (None, [])
    profile = readable.sheet("profile") if readable else {}
    schools = [row for row in profile.get("schools") or () if row]
    of_info = {
        "name": info.name,
        "municipality": profile.get("municipality"),
        "project_leader": profile.get("project_leader"),
        "schools": len(schools),
        "locations": sum(len(row.get("locations") or ()) for row in schools),
        "framework": info.framework,
        "created_at": info.created_at,
        "changed_at": info.changed_at,
        "changed_by": info.changed_by,
    }
    collected.add("coalitions", info.key, of_info)
    for frame, row in rows(readable) if readable else ():
        collected.add(frame, info.key, row)
    collected.left_out.extend(_left_out(snapshot, known is not None, left))


def _left_out(snapshot: Snapshot, is_known: bool, left: Iterable[tuple[str, str]]) -> Iterator[str]:
    if not is_known:
        yield f"Het format ‘{snapshot.framework}’ van {snapshot.key} is hier onbekend: alleen de coalitie staat erin."
    elif snapshot.misses:
        yield f"De opslag is beschadigd: van {snapshot.key} kan iets ontbreken."
    places = [f"{sheet} {name}" for sheet, name in dict.fromkeys([*left, *snapshot.damaged])] if is_known else []
    if places:
        more = len(places) - _SHOWN
        named = ", ".join(places[:_SHOWN]) + (f" en nog {more}" if more > 0 else "")
        yield f"Van {snapshot.key} is niet alles te lezen, dus dit ontbreekt of is ouder: {named}."


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "sheet": revision.sheet,
        **place(revision.sheet),
        "field": revision.field,
        "number": revision.number,
        "author": revision.author,
        "saved_at": revision.saved_at,
        "emptied": revision.value is None and not revision.erased and not revision.damaged,
        "erased": revision.erased,
    }
