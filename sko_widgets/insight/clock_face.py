"""What a window shows of a session's clock: the part that is on, what comes, and when all is over, in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sko_widgets.dutch import clock as said_time

from .session_clock import Clock

_PAUSE = "Pauze"


def begins(clock: Clock, planned: datetime, now: datetime) -> list[datetime]:
    """Return when each part begins or began, as far as one can say now.

    Parameters
    ----------
    planned
        When the session is to begin, for as long as it did not.
    """
    found, next_one = [], planned
    for number, part in enumerate(clock.parts):
        found.append(clock.starts.get(number, next_one))
        next_one = found[-1] + timedelta(minutes=part.minutes)
        if number == clock.part:
            next_one = now + max(clock.left(now), timedelta())
    return found


def face(clock: Clock, planned: datetime, now: datetime) -> dict[str, Any]:
    """Return what stays the same from minute to minute, for who shows the clock.

    Parameters
    ----------
    planned
        When the session is to begin, for as long as it did not.

    Returns
    -------
    dict
        `part`, `parts` (`{"name", "minutes", "says", "at"}` each), `runs`, `over`, `told`, `until` (when the part is to
        be over), `pause` (when the next pause begins; empty for none) and `ends`.
    """
    times = begins(clock, planned, now)
    parts = [
        {"name": part.name, "minutes": part.minutes, "says": part.says, "at": said_time(at).removesuffix(" uur")}
        for part, at in zip(clock.parts, times, strict=False)
    ]
    ends = clock.ends(now) if clock.part >= 0 else times[-1] + timedelta(minutes=clock.parts[-1].minutes)
    return {
        "part": clock.part,
        "parts": parts,
        "runs": clock.runs,
        "over": clock.is_over,
        "told": clock.told,
        "until": said_time(now + max(clock.left(now), timedelta())) if clock.began else "",
        "pause": next(_pauses(clock, times), ""),
        "ends": "" if clock.is_over else said_time(ends),
    }


def _pauses(clock: Clock, times: Sequence[datetime]) -> Iterator[str]:
    for number, (part, at) in enumerate(zip(clock.parts, times, strict=False)):
        if part.name == _PAUSE and number > clock.part:
            yield said_time(at)
