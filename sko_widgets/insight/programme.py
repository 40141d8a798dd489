"""The programme of a session: parts that add up to the time there is, and what is shorter when one takes longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sko_widgets.dutch import count
from sko_widgets.framework.session_build import Part, SessionBuild, WorkingForm

STEP = 5
"""Minutes by which a part becomes longer or shorter at a time."""
_SHORTEST = 5


def programme(session: SessionBuild, form: WorkingForm, minutes: int) -> tuple[Part, ...]:
    """Return the parts of a session with a working form; what is left over is a part of its own, the last but one."""
    parts = [*session.before, *form.parts, *session.after]
    left = minutes - total(parts)
    slack = [Part(session.slack, left)] if left > 0 else []
    return (*parts[:-1], *slack, parts[-1])


def form_parts(session: SessionBuild, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return of a programme, as somebody may have changed it, the parts that its working form brought."""
    frame = {part.name for part in (*session.before, *session.after)} | {session.slack}
    return tuple(part for part in parts if part.name not in frame)


def total(parts: Sequence[Part]) -> int:
    """Return how many minutes the parts take together."""
    return sum(part.minutes for part in parts)


def fits(parts: Sequence[Part], minutes: int) -> str:
    """Return whether the parts fit in the time, `180 minuten, past precies`."""
    over = total(parts) - minutes
    if not over:
        return f"{count(minutes, 'minuut', 'minuten')}, past precies"
    return f"{count(abs(over), 'minuut', 'minuten')} {'te lang' if over > 0 else 'over'}"


def longer(parts: Sequence[Part], at: int, slack: str, by: int = STEP) -> tuple[tuple[Part, ...], str]:
    """Make a part longer, and those after it shorter: what is left over first, then the longest.

    Parameters
    ----------
    at
        Which part.
    slack
        The name of the part that is left over.

    Returns
    -------
    tuple of Part, str
        The parts, and in a sentence which one became shorter: `Oogst en afspraken wordt 20 minuten.`
    """
    made = list(parts)
    made[at] = replace(made[at], minutes=made[at].minutes + by)
    later = [number for number in range(at + 1, len(made)) if made[number].minutes - by >= _floor(made[number], slack)]
    if not later:
        return tuple(made), f"We zijn {count(by, 'minuut', 'minuten')} later klaar."
    chosen = max(later, key=lambda number: (made[number].name == slack, made[number].minutes, -number))
    left = made[chosen].minutes - by
    made[chosen] = replace(made[chosen], minutes=left)
    told = f"{made[chosen].name} wordt {count(left, 'minuut', 'minuten')}." if left else f"{slack} valt weg."
    return tuple(made), told


def _floor(part: Part, slack: str) -> int:
    return 0 if part.name == slack else _SHORTEST
