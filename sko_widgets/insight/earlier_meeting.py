"""What was agreed at the meeting before this one, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from sko_widgets.dossier import sessions
from sko_widgets.dossier.sessions import AGREEMENT
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import framework

NOT_HEARD = "nog niets gehoord"
"""What is said of an agreement of which nobody told how it went."""


@dataclass(frozen=True, slots=True)
class CameOf:
    """An agreement, and what came of it.

    Parameters
    ----------
    what, who, when
        What was agreed.
    outcome
        In words: `Gelukt`, or what its coalition said to it at first, `Bij Acties gezet`; else `nog niets gehoord`.
    told
        What its coalition said about it, in one line; may be empty.
    """

    what: str
    who: str
    when: str
    outcome: str
    told: str

    @property
    def heard(self) -> bool:
        """Whether somebody told how it went."""
        return self.outcome != NOT_HEARD


def day_before(snapshot: Snapshot, day: str) -> str:
    """Return the day of the meeting before one; empty when that was the first."""
    return next((one for one in sessions.dates(snapshot) if one < day), "")


def came_of(snapshot: Snapshot, day: str) -> list[CameOf]:
    """Return the agreements of the meeting before the one on this day, each with what came of it."""
    before = day_before(snapshot, day)
    if not before:
        return []
    sheet = framework(snapshot.framework).sheet(f"{AGREEMENT}{before}/{'0' * 12}")
    words = {option.id: option.label for name in ("answer", "outcome") for option in sheet.field(name).options}
    return [
        CameOf(
            one.get("what"),
            one.get("who"),
            one.get("when"),
            words.get(one.get("outcome") or one.get("answer"), NOT_HEARD),
            one.get("told"),
        )
        for one in sessions.agreements(snapshot, before)
    ]
