"""Sharing with a learning group: what can be shared, the copy that goes, and taking it back.

A coalition shares cycles of blocks and instruments, each to one group.  The copy is frozen: what is written later is
shared when it is shared again.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sko_widgets.errors import UsageError
from sko_widgets.framework import IN_REPORT, framework, is_period, newest_framework

from .cycles import start_question
from .exchange import slug_of
from .hidden_names import hidden_names
from .said_about import SHARING
from .shared import SharedCopy, anonymous, sheet_of
from .snapshot import DossierKey, Snapshot, Value
from .transfer import same_name
from .values import is_empty

if TYPE_CHECKING:
    from .store import DossierInfo, Store

_QUESTIONS = ("start_question", "own_question", "next_questions", "status")
_UNWRITTEN = ("status", IN_REPORT)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is shared.

    Parameters
    ----------
    questions_only
        Only start and next questions of a cycle.
    named
        The coalition lets its name be seen.
    meets
        It likes to talk about it with others.
    """

    questions_only: bool = False
    named: bool = False
    meets: bool = False


def shareable(snapshot: Snapshot) -> list[str]:
    """Return the places in which something is written to share: cycles in report order, then instruments."""
    chosen = framework(snapshot.framework)
    cycles = [f"block/{block}/{number}" for block in chosen.block_ids for number in snapshot.cycles(block)]
    instruments = [sheet.id for sheet in chosen.instruments]
    return [place for place in (*cycles, *instruments) if _is_written(snapshot, place)]


def _is_written(snapshot: Snapshot, place: str) -> bool:
    fields = snapshot.sheet(place)
    return any(not is_empty(value) for name, value in fields.items() if name not in _UNWRITTEN)


def copy_of(snapshot: Snapshot, place: str, manner: Manner, *, sender: str, at: datetime) -> SharedCopy:
    """Return the copy of a place as it would be shared now."""
    profile, hidden = snapshot.sheet("profile"), hidden_names(snapshot)
    fields = _fields(snapshot, place, manner)
    bare = SharedCopy(
        sender,
        snapshot.key.period,
        place,
        snapshot.framework,
        at,
        questions_only=manner.questions_only and place.startswith("block/"),
        named=manner.named,
        meets=manner.meets,
        schools=len(profile.get("schools") or ()),
        school_kinds=tuple(snapshot.sheet(SHARING).get("school_kinds") or ()),
        fields=fields if manner.named else anonymous(fields, hidden),
    )
    title = snapshot.sheet(f"block/{bare.block_id}").get("title", "")
    name = profile.get("name") or snapshot.key.slug
    return bare.named_as(name, profile.get("municipality", ""), title, hidden)


def _fields(snapshot: Snapshot, place: str, manner: Manner) -> dict[str, Value]:
    written = {name: value for name, value in snapshot.sheet(place).items() if not is_empty(value)}
    if not place.startswith("block/"):
        return {name: value for name, value in written.items() if name != IN_REPORT}
    chosen = framework(snapshot.framework)
    _, block_id, cycle = place.split("/")
    written["start_question"] = start_question(snapshot, chosen, block_id, int(cycle))
    names = [field.name for field in chosen.cycle_sheet.fields]
    kept = [name for name in names if name in written]
    return {name: written[name] for name in kept if not manner.questions_only or name in _QUESTIONS}


# --- who shares, with whom ------------------------------------------------------------------------


def sender_of(store: Store, key: DossierKey, *, author: str) -> str:
    """Return what tells this coalition's copies from those of others; drawn at random at the first time, and kept."""
    known = _senders(store, key)
    if known:
        return known[0]
    others = [info.key for info in store.dossiers() if info.key.slug == key.slug and info.key != key]
    sender = next((one for other in others for one in _senders(store, other)), secrets.token_hex(6))
    store.put(key, {SHARING: {"sender": sender}}, author=author)
    return sender


def _senders(store: Store, key: DossierKey) -> list[str]:
    """Return all that ever told a dossier's copies from those of others, the newest first."""
    return [one.value for one in reversed(store.history(key, SHARING, "sender")) if one.value]


def group_name(name: str) -> str:
    """Return the name of a learning group on one line.

    Raises
    ------
    UsageError
        When no group can have this name.
    """
    called = " ".join(name.split())
    if not slug_of(called) or len(called) > _LONGEST_NAME:
        raise UsageError(
            f"‘{called}’ kan geen naam van een leergroep zijn.", mend="Geef een naam van hoogstens 80 tekens."
        )
    return called


def groups(store: Store) -> list[DossierInfo]:
    """Return the learning groups of a store; one that was erased has no name, and is none any more."""
    return [info for info in store.dossiers("group") if _is_there(store, info.key)]


def _is_there(store: Store, key: DossierKey) -> bool:
    name = store.sheet(key, "profile").get("name")
    return name is not None and (name.damaged or name.value is not None)


def group_called(store: Store, name: str, *, author: str, format_id: str = "") -> DossierInfo:
    """Return the learning group with a name; make it when there is none.

    Parameters
    ----------
    format_id
        The format of one that is made; the newest by default.

    Raises
    ------
    UsageError
        When no group can have this name, or another has nearly the same.
    """
    from .store import DossierExistsError

    called = group_name(name)
    slug = slug_of(called)
    slug = f"groep-{slug}" if is_period(slug) else slug
    key = DossierKey.of_group(slug)
    profile = {"profile": {"name": called}}
    if not any(info.key == key for info in store.dossiers("group")):
        with contextlib.suppress(DossierExistsError):  # somebody else made it just now
            store.create(key, framework=format_id or newest_framework().id, sheets=profile, author=author)
    if not _is_there(store, key):
        store.put(key, profile, author=author)
    info = store.info(key)
    if not same_name(info.name, called) and called != slug:
        raise UsageError(
            f"Er is al een leergroep ‘{info.name}’, en die krijgt dezelfde bestandsnaam.",
            mend="Gebruik die naam, of kies een andere.",
        )
    return info


# --- sharing and taking back ----------------------------------------------------------------------


def copies(
    store: Store, key: DossierKey, places: Collection[str], manner: Manner, *, at: datetime, author: str
) -> list[SharedCopy]:
    """Return the copies of places as they would be shared now; nothing is shared by that.

    Raises
    ------
    UsageError
        When nothing is written in one of the places.
    """
    sender, snapshot = sender_of(store, key, author=author), store.snapshot(key)
    empty = [place for place in places if not _is_written(snapshot, place)]
    if empty:
        raise UsageError(f"In {empty[0]} staat nog niets om te delen.", mend="Schrijf er eerst iets in.")
    return [copy_of(snapshot, place, manner, sender=sender, at=at) for place in places]


def share(store: Store, group: str, given: Collection[SharedCopy], *, author: str) -> list[str]:
    """Give copies to a group of the same store; returns the sheets of those that were new to it."""
    offered = {sheet_of(one.sender, one.period, one.place): one.to_json() for one in given}
    return store.share(group, offered, author=author)


def shared_by(store: Store, key: DossierKey) -> Iterator[tuple[DossierInfo, list[SharedCopy]]]:
    """Yield the groups of this store with which a dossier shares something, and what."""
    senders = _senders(store, key)
    for info in store.dossiers("group") if senders else ():
        mine = [one for one in store.shared(info.key.slug) if one.sender in senders and one.period == key.period]
        if mine:
            yield info, mine


def withdraw(store: Store, key: DossierKey, group: str, places: Collection[str], *, at: datetime, author: str) -> None:
    """Take copies back: no trace of their texts stays with the group."""
    senders = _senders(store, key)
    held = (one for one in store.shared(group) if one.sender in senders and one.period == key.period)
    offered = {sheet_of(one.sender, one.period, one.place): at for one in held if one.place in places}
    if offered:
        store.share(group, offered, author=author)
