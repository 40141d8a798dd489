"""Joins two stores that grew from one: of each field, all that was ever saved in either.

What both have in common stays as it is.  After it come the revisions of both in the order of time, so
that the later text is on top and the other is in the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from itertools import groupby, takewhile
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import queries
from sko_widgets.dossier.store.packing import ERASED
from sko_widgets.dossier.store.records import JoinedDossier, JoinedField, Packed, WholeDossier
from sko_widgets.dossier.store.sql_tables import revision

_Field = tuple[str, str]


class _Growth(NamedTuple):
    """What becomes of a field.

    What is up to number `before` is erased, up to `stays` it stays; then comes what follows, of which `added` are new.
    `beaten` lost the top.
    """

    before: int
    stays: int
    follow: list[Packed]
    added: int
    beaten: Packed | None


def join(connection: Connection, other: WholeDossier, *, trial: bool) -> JoinedDossier | None:
    """Add to a dossier what `other` has more; make it when it is not there.

    Parameters
    ----------
    connection
        Within a transaction that writes.
    trial
        Only tell what would be done.

    Returns
    -------
    JoinedDossier or None
        None when the dossier has all of it already.
    """
    found = queries.find(connection, other.key, lock="all")
    here = _by_field(queries.whole(connection, found.id)) if found else {}
    changed = {}
    for field, theirs in _by_field(other.revisions).items():
        mine = here.get(field, [])
        there = _not_erased(theirs, mine)
        if there and (growth := _growth(_not_erased(mine, theirs), there, _before(mine, there))) is not None:
            changed[field] = growth
    if found and not changed:
        return None
    if not trial:
        of = found.id if found else _made(connection, other)
        for field, growth in changed.items():
            _write(connection, of, field, growth)
    fields = tuple(_told(other.key, growth) for growth in changed.values())
    return JoinedDossier(other.key, found is None, fields)


def _made(connection: Connection, other: WholeDossier) -> int:
    return queries.add_dossier(connection, other.key, other.framework, other.created_by, other.created_at)


def _by_field(revisions: Sequence[Packed]) -> dict[_Field, list[Packed]]:
    place = attrgetter("sheet", "field")
    return {field: list(those) for field, those in groupby(sorted(revisions, key=_order), place)}


def _not_erased(these: list[Packed], others: list[Packed]) -> list[Packed]:
    """Return revisions without those that were erased on the other side since: what is erased does not come back."""
    erased = max((one.saved_at for one in others if one.value == ERASED), default=None)
    single = {one.saved_at for one in others if one.value.startswith(ERASED)}
    return [
        one
        for one in these
        if one.value.startswith(ERASED) or ((erased is None or one.saved_at > erased) and one.saved_at not in single)
    ]


def _before(here: list[Packed], there: list[Packed]) -> int:
    """Return the number after which a field begins: 0, unless what was before it is erased."""
    if here and here[0].value == ERASED:
        return here[0].number - 1
    return max(there[0].number - 1, here[-1].number if here else 0) if there[0].value == ERASED else 0


def _order(one: Packed) -> tuple[str, str, int]:
    return one.sheet, one.field, one.number


def _same(one: Packed) -> tuple[object, ...]:
    return one.saved_at, one.author, one.value


def _growth(here: list[Packed], there: list[Packed], before: int) -> _Growth | None:
    base = max(
        0, min(there[0].number - 1 - before, len(here))
    )  # who holds only the last revisions saw those before them too
    pairs = zip(here[base:], there, strict=False)
    stays = base + sum(1 for _ in takewhile(lambda pair: _same(pair[0]) == _same(pair[1]), pairs))
    known, theirs = {_same(one) for one in here}, {_same(one) for one in there}
    mine, new = here[stays:], [one for one in there if _same(one) not in known]
    if not new:
        return None
    follow = [
        one._replace(number=number)
        for number, one in enumerate(merge(mine, new, key=attrgetter("saved_at")), before + stays + 1)
    ]
    both_went_on = bool(mine) and _same(mine[-1]) not in theirs and mine[-1].value != new[-1].value
    beaten = (
        next((one for one in (mine[-1], new[-1]) if _same(one) != _same(follow[-1])), None) if both_went_on else None
    )
    return _Growth(before, before + stays, follow, len(new), beaten)


def _write(connection: Connection, of: int, field: _Field, growth: _Growth) -> None:
    sheet, name = field
    place = (revision.c.dossier == of, revision.c.sheet == sheet, revision.c.field == name)
    connection.execute(
        delete(revision).where(*place, or_(revision.c.number > growth.stays, revision.c.number <= growth.before))
    )
    queries.add(connection, of, growth.follow)


def _told(key: DossierKey, growth: _Growth) -> JoinedField:
    top = growth.follow[-1]
    beaten = growth.beaten.unpacked() if growth.beaten else None
    return JoinedField(key, top.sheet, top.field, growth.added, top.unpacked(), beaten)
