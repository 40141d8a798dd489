"""What each small group of a session chose to learn from, in one sentence without names, and how that ended.

It stays in the learning group: neither minutes nor the programme read these sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .snapshot import DossierKey

if TYPE_CHECKING:
    from .store import Store

INCIDENT = "incident/"
"""What the id of such a sheet begins with; the day of the session and the number of the small group follow."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What a small group chose: its number, the sentence, and how it ended; which may be empty."""

    group: int
    text: str
    ended: str = ""


def incident_sheet(day: str, group: int) -> str:
    """Return the id of the sheet of a small group."""
    return f"{INCIDENT}{day}/{group:012x}"


def incidents_now(store: Store, key: DossierKey, day: str) -> list[Incident]:
    """Return what the small groups of a session chose, as far as it was written down, in their order."""
    begins = f"{INCIDENT}{day}/"
    found = (
        Incident(int(name.removeprefix(begins), 16), str(held.get("text") or "").strip(), str(held.get("ended") or ""))
        for name, held in store.sheets(key, begins).items()
    )
    return sorted((one for one in found if one.text), key=lambda one: one.group)
