"""The coach: a colleague who asks.  It says which remarks are open, and which wait folded or were settled.

It asks little: of a field one thing at a time, of a cycle three.  It never judges, and nothing that it says leaves the
coalition.  Beside it stands what persons said who read along: all of that, until it is settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sko_widgets.dossier.replies import Asked, Reply, replies
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import framework

from .checks import Remark, in_report_order, remarks
from .persons import of_persons

MOST_OPEN = 3
"""So many remarks of one sheet are open at once; seven would be a scolding."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A remark that somebody settled, and what was said."""

    remark: Remark
    reply: Reply


@dataclass(frozen=True, slots=True)
class SheetRemarks:
    """What the coach asks of one sheet: a cycle, an instrument or the profile.

    Parameters
    ----------
    sheet
        Its id.
    open
        What is asked now, the most important first.
    folded
        What waits behind `Nog n vragen`, the most important first; what was put off stands last.
    settled
        What somebody said is right as it is.
    persons
        What readers said and nobody settled or put off yet.
    """

    sheet: str
    open: tuple[Remark, ...] = ()
    folded: tuple[Remark, ...] = ()
    settled: tuple[Settled, ...] = ()
    persons: tuple[Remark, ...] = ()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is said or asked and not settled."""
        return (*self.persons, *self.open, *self.folded)

    def at(self, field: str) -> tuple[Remark, ...]:
        """Return what is open at one field."""
        return tuple(remark for remark in self.open if remark.field == field)


@dataclass(frozen=True, slots=True)
class Coach:
    """What the coach asks of a whole dossier: sheet id -> its remarks, in report order."""

    sheets: Mapping[str, SheetRemarks]

    def of(self, sheet: str) -> SheetRemarks:
        """Return what it asks of one sheet; nothing for a sheet that it has no remark about."""
        return self.sheets.get(sheet, SheetRemarks(sheet))

    @property
    def open(self) -> tuple[Remark, ...]:
        """All that is open."""
        return tuple(remark for one in self.sheets.values() for remark in one.open)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All that is asked and not settled, open or folded."""
        return tuple(remark for one in self.sheets.values() for remark in one.remarks)

    @property
    def personal(self) -> tuple[Remark, ...]:
        """What is asked before something is shared or goes out of the house."""
        return tuple(remark for remark in self.remarks if remark.rule == "persoonsgegevens")

    def find(self, remark_id: str) -> Remark | None:
        """Return a remark by its id, settled or not; None when no rule sees it any more."""
        settled = (done.remark for one in self.sheets.values() for done in one.settled)
        return next((remark for remark in (*self.remarks, *settled) if remark.id == remark_id), None)


def coach(snapshot: Snapshot, today: date) -> Coach:
    """Return what the coach asks of a dossier.

    Parameters
    ----------
    snapshot
        The dossier, with what was said to earlier remarks.
    today
        The day that it is.
    """
    said = replies(snapshot)
    by_sheet: dict[str, list[Remark]] = {}
    asks, persons = remarks(snapshot, today), of_persons(snapshot)
    if persons:
        asks = in_report_order((*persons, *asks), framework(snapshot.framework))
    for remark in asks:
        by_sheet.setdefault(remark.sheet, []).append(remark)
    return Coach({sheet: _sorted(sheet, those, said, today) for sheet, those in by_sheet.items()})


def asked(remark: Remark) -> Asked:
    """Return a remark as a reply to it knows it."""
    return Asked(remark.id, remark.rule, remark.sheet, remark.field, remark.about)


def _sorted(sheet: str, those: Iterable[Remark], said: Mapping[str, Reply], today: date) -> SheetRemarks:
    """Tell what is open of the remarks of one sheet from what waits."""
    waiting: list[Remark] = []
    put_off: list[Remark] = []
    settled: list[Settled] = []
    for remark in sorted(those, key=lambda one: (one.prio, not one.certain)):
        reply = said.get(remark.id)
        if reply is None or not reply.holds(asked(remark), today):
            waiting.append(remark)
        elif reply.said == "klopt":
            settled.append(Settled(remark, reply))
        else:
            put_off.append(remark)
    persons = [remark for remark in waiting if remark.said]
    now = list(_first_of_each_field(remark for remark in waiting if not remark.said))[:MOST_OPEN]
    folded = (*(remark for remark in waiting if remark not in (*now, *persons)), *put_off)
    return SheetRemarks(sheet, tuple(now), folded, tuple(settled), tuple(persons))


def _first_of_each_field(those: Iterable[Remark]) -> Iterator[Remark]:
    fields = set()
    for remark in those:
        if remark.field not in fields:
            fields.add(remark.field)
            yield remark
