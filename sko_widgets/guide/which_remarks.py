"""Which remarks a list shows of all that the coach asks and readers said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import framework
from sko_widgets.insight.coach import Coach, SheetRemarks

Choose = Callable[[Coach], SheetRemarks]
"""What a list shows of all that the coach asks."""


def at_field(sheet: str, *fields: str) -> Choose:
    """Return what is shown below a field, or below some that stand together."""

    def choose(asks: Coach) -> SheetRemarks:
        there = asks.of(sheet)
        asked = tuple(remark for field in fields for remark in there.at(field))
        settled = tuple(done for done in there.settled if done.remark.field in fields)
        persons = tuple(remark for remark in there.persons if remark.field in fields)
        return SheetRemarks(sheet, asked, (), settled, persons)

    return choose


def of_sheets(*sheets: str) -> Choose:
    """Return what is shown of some sheets together."""
    return lambda asks: _together([asks.of(sheet) for sheet in sheets], [])


def without_persons(choose: Choose) -> Choose:
    """Return the same, without what readers said."""

    def chosen(asks: Coach) -> SheetRemarks:
        found = choose(asks)
        folded = tuple(remark for remark in found.folded if not remark.said)
        settled = tuple(done for done in found.settled if not done.remark.said)
        return SheetRemarks(found.sheet, found.open, folded, settled)

    return chosen


def said_by_persons(asks: Coach) -> SheetRemarks:
    """Return what readers said of a whole dossier."""
    every = _together(asks.sheets.values(), [])
    folded, settled = (one for one in every.folded if one.said), (one for one in every.settled if one.remark.said)
    return SheetRemarks("", every.persons, tuple(folded), tuple(settled))


def personal(asks: Coach) -> SheetRemarks:
    """Return what is looked at before a dossier goes to others."""
    return SheetRemarks("", asks.personal)


def personal_in(sheets: Collection[str]) -> Choose:
    """Return the same of some sheets, before those are read by others."""
    return lambda asks: SheetRemarks("", tuple(remark for remark in asks.personal if remark.sheet in sheets))


def of_dossier(snapshot: Snapshot) -> Choose:
    """Return what is shown of a whole dossier: of each block what its newest cycle asks; earlier ones wait folded."""
    earlier = {
        f"block/{block_id}/{cycle}"
        for block_id in framework(snapshot.framework).block_ids
        for cycle in snapshot.cycles(block_id)[:-1]
    }

    def choose(asks: Coach) -> SheetRemarks:
        now = [part for sheet, part in asks.sheets.items() if sheet not in earlier]
        return _together(now, [part for sheet, part in asks.sheets.items() if sheet in earlier])

    return choose


def _together(now: Iterable[SheetRemarks], earlier: Iterable[SheetRemarks]) -> SheetRemarks:
    """Return the remarks of several sheets as of one, the most important first."""
    now, earlier = list(now), list(earlier)
    first = sorted((one for part in now for one in part.open), key=lambda one: one.prio)
    rest = [*(one for part in now for one in part.folded), *(one for part in earlier for one in part.remarks)]
    settled = tuple(done for part in (*now, *earlier) for done in part.settled)
    persons = tuple(one for part in (*now, *earlier) for one in part.persons)
    return SheetRemarks("", tuple(first), tuple(rest), settled, persons)
