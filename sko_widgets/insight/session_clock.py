"""The clock of a session: where it is now, from what was pressed and when, so that a reload changes nothing.

What is stored are the presses.  Each says at which part it was made, so that a key that is pressed at two windows at
once counts once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from sko_widgets.framework.session_build import Part

from .programme import STEP, longer

Does = Literal["begin", "pause", "go", "next", "back", "longer", "end"]
"""What can be pressed."""


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed: when, what, and at which part."""

    at: datetime
    does: str
    part: int

    def to_row(self) -> dict[str, str]:
        """Return the press as a row of the field `clock`."""
        return {"at": self.at.isoformat(), "does": self.does, "part": str(self.part)}


def presses(rows: Sequence[Mapping[str, str]]) -> list[Press]:
    """Read the rows of the field `clock`; what cannot be read is passed over."""
    found = []
    for row in rows:
        try:
            found.append(Press(datetime.fromisoformat(row["at"]), row["does"], int(row["part"])))
        except (KeyError, ValueError):
            continue
    return sorted(found, key=lambda one: one.at)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a session is.

    Parameters
    ----------
    parts
        As they are now: one may have become longer, and another shorter.
    part
        Which is on; -1 before the beginning, and one past the last at the end.
    began
        When that part began; None before the beginning and after the end.
    paused
        Since when it stands still; None while it runs.
    stood
        How long it stood still before in this part.
    took
        How long each part took that is over, by its number.
    told
        What became shorter by the last press, in a sentence.
    starts
        When each part began, up to the one that is on, by its number.  At the end, one past the last is there too: when
        all was over.  A part that was passed over began when that was pressed.
    """

    parts: tuple[Part, ...]
    part: int = -1
    began: datetime | None = None
    paused: datetime | None = None
    stood: timedelta = timedelta()
    took: Mapping[int, timedelta] = field(default_factory=dict)
    told: str = ""
    starts: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether a part is on and time goes on."""
        return self.began is not None and self.paused is None

    @property
    def is_over(self) -> bool:
        """Whether the last part is over."""
        return self.part >= len(self.parts)

    def gone(self, now: datetime) -> timedelta:
        """Return how long the part is on, without the time in which it stood still."""
        return (self.paused or now) - self.began - self.stood if self.began else timedelta()

    def left(self, now: datetime) -> timedelta:
        """Return how much time the part has left; below nothing when it takes longer."""
        if self.began is None:
            return timedelta()
        return timedelta(minutes=self.parts[self.part].minutes) - self.gone(now)

    def ends(self, now: datetime) -> datetime:
        """Return when the session is over, if each later part takes the time that it has."""
        later = sum(part.minutes for part in self.parts[max(self.part + 1, 0) :])
        return now + max(self.left(now), timedelta()) + timedelta(minutes=later)


def clock(parts: Sequence[Part], pressed: Sequence[Press], slack: str) -> Clock:
    """Return where a session is after what was pressed; a press at a part that is not on does nothing."""
    now = Clock(tuple(parts))
    for press in pressed:
        if press.part == now.part and (press.does == "back" or not now.is_over):
            now = _after(now, press, slack)
    return now


def _after(now: Clock, press: Press, slack: str) -> Clock:
    match press.does:
        case "begin" if now.part < 0:
            return replace(now, part=0, began=press.at, starts={0: press.at})
        case "pause" if now.runs:
            return replace(now, paused=press.at, told="")
        case "go" if now.paused and now.began:
            return replace(now, paused=None, stood=now.stood + (press.at - now.paused), told="")
        case "next" if now.began:
            return _at(now, now.part + 1, press.at)
        case "back" if now.part > 0:
            return _at(now, now.part - 1, press.at)
        case "longer" if now.began:
            parts, told = longer(now.parts, now.part, slack, STEP)
            return replace(now, parts=parts, told=told)
        case "end" if now.began:
            return _at(now, len(now.parts), press.at)
    return now


def _at(now: Clock, part: int, moment: datetime) -> Clock:
    """Return the clock at another part; one to which it comes back goes on where it was."""
    took = {**now.took} if now.is_over else {**now.took, now.part: now.gone(moment)}
    before = took.pop(part, timedelta())
    began = None if part >= len(now.parts) else moment - before
    starts = {number: at for number, at in now.starts.items() if number <= part}
    starts |= dict.fromkeys(range(now.part + 1, part + 1), moment)
    return replace(now, part=part, began=began, paused=None, stood=timedelta(), took=took, told="", starts=starts)
