"""What was agreed at the session before, and what came of it; and what to ask of a session two weeks later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sko_widgets import dutch
from sko_widgets.dossier.sessions import FACILITATOR, Line

LEARNED = "Wat leerden we van wat niet lukte?"
"""What people talk about who hear it."""
NOT_HEARD = "nog niets gehoord"
"""What is said of an agreement of which nobody told how it went."""
_REFUSED = "niet-nu"
_ANSWERS = {"overgenomen": "staat bij Acties", _REFUSED: "kon nu niet"}
_WEEKS = 2


@dataclass(frozen=True, slots=True)
class CameOf:
    """An agreement, and what came of it.

    Parameters
    ----------
    what, who, when
        What was agreed.
    outcome
        In words: `gelukt`, or what its coalition said to it at first, `staat bij Acties`; else `nog niets gehoord`.
    told
        What its coalition said about it, in one line; may be empty.
    heard
        Whether somebody told how it went.
    """

    what: str
    who: str
    when: str
    outcome: str
    told: str
    heard: bool


def day_before(days: Iterable[str], day: str) -> str:
    """Return the day of the session before one; empty when that was the first."""
    return max((one for one in days if one < day), default="")


def came_of(agreements: Iterable[Line]) -> list[CameOf]:
    """Return agreements of a session, each with what came of it."""
    return [
        CameOf(
            one.get("what"),
            one.get("who"),
            one.get("when"),
            one.get("outcome") or _ANSWERS.get(one.get("answer"), NOT_HEARD),
            one.get("told"),
            bool(one.get("outcome")),
        )
        for one in agreements
    ]


def follow_ups(agreements: Iterable[Line], day: str) -> dict[str, str]:
    """Return by coalition a text that asks how it went; none for who told that, or could not do it then."""
    asked: dict[str, list[str]] = {}
    for one in agreements:
        who, done = one.get("who"), one.get("outcome") or one.get("answer") == _REFUSED
        if who and who != FACILITATOR and not done:
            asked.setdefault(who, []).append(one.get("what").strip())
    return {who: _follow_up(those, dutch.date(day).rpartition(" ")[0]) for who, those in asked.items()}


def follow_up_day(day: str) -> str:
    """Return when one asks it, in words."""
    return dutch.date((date.fromisoformat(day) + timedelta(weeks=_WEEKS)).isoformat())


def _follow_up(agreed: list[str], day: str) -> str:
    if len(agreed) == 1:
        return f"Op {day} sprak je af: {_ended(agreed[0])} Lukte het? Eén zin is genoeg."
    listed = "\n".join(f"- {one}" for one in agreed)
    return f"Op {day} sprak je af:\n\n{listed}\n\nLukte het? Eén zin per afspraak is genoeg."


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
