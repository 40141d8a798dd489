"""The minutes of a session: who was there, what was done, what was harvested and agreed; nothing of a dossier.

They are made of the group's own sheets alone.  What coalitions shared with the group is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier import sessions
from sko_widgets.dossier.sessions import AGREEMENT, HARVEST, Line, session_sheet
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import framework
from sko_widgets.framework.session_build import session_build

from .checks.personal_rules import personal_words
from .planned_session import PlannedSession, planned, theme_name
from .session_clock import clock, presses

KEPT_OUT = "kept_out"
ANONYMOUS = ("", "anoniem")
KINDS = {
    "inzicht": "Inzichten",
    "vraag": "Vragen",
    "advies": "Adviezen",
    "praktijk": "Goede praktijken",
    "signaal": "Signalen voor het programma",
}
_OTHER = "Verder gezegd"
_WORDS = {"closing": "Wat we meenemen", "next_time": "Wat we de volgende keer doen"}
"""Texts of the session itself that stand in its minutes."""


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """A line of the minutes that can be kept out of them.

    Parameters
    ----------
    place
        The sheet that it is kept in, or the name of a field of the session's own.
    text, about
        What it says, and beside that whose it is, and for when.
    kept_out
        Whether somebody kept it out.
    names
        The words in it that may be somebody's name or number.
    """

    place: str
    text: str
    about: str
    kept_out: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session.

    Parameters
    ----------
    planned
        What was set up.
    theme
        What it was about, in words.
    programme
        Each part that took place, with the minutes that it took.
    sections
        Heading -> its lines; those that were kept out too.
    liked
        Each sentence on how it was, with how many people gave it 1 to 5.
    """

    planned: PlannedSession
    theme: str
    programme: tuple[tuple[str, int], ...]
    sections: Mapping[str, tuple[MinutesLine, ...]]
    liked: tuple[tuple[str, tuple[str, ...]], ...]

    def to_all(self) -> dict[str, list[MinutesLine]]:
        """Return what goes to everyone, by heading."""
        kept = {title: [one for one in lines if not one.kept_out] for title, lines in self.sections.items()}
        return {title: lines for title, lines in kept.items() if lines}


def minutes_of(snapshot: Snapshot, day: str) -> Minutes | None:
    """Return the minutes of a session as they are now; None when there is none on that day."""
    about = planned(snapshot, day)
    if about is None:
        return None
    fields = snapshot.sheet(session_sheet(day))
    return Minutes(
        about,
        theme_name(framework(snapshot.framework), about.theme),
        _programme(about, fields.get("clock") or ()),
        {title: tuple(lines) for title, lines in _sections(snapshot, day, fields) if lines},
        tuple(_liked(fields.get("liked") or ())),
    )


def _programme(about: PlannedSession, pressed: Sequence[Mapping[str, str]]) -> tuple[tuple[str, int], ...]:
    """Return each part with the minutes that it took; as it was set up when no clock ran."""
    there = clock(about.parts, presses(pressed), session_build().slack)
    if not there.took:
        return tuple((part.name, part.minutes) for part in about.parts)
    took = {at: round(time.total_seconds() / 60) for at, time in there.took.items()}
    return tuple((part.name, took[at]) for at, part in enumerate(there.parts) if took.get(at))


def _sections(snapshot: Snapshot, day: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, list[MinutesLine]]]:
    harvest = sessions.harvest(snapshot, day)
    for kind, title in (*KINDS.items(), ("", _OTHER)):
        yield title, [_harvested(day, one) for one in harvest if _kind(one) == kind]
    yield "Afspraken", [_agreed(day, one) for one in sessions.agreements(snapshot, day)]
    kept_out = fields.get(KEPT_OUT) or ()
    for name, title in _WORDS.items():
        text = str(fields.get(name) or "").strip()
        yield title, [_line(name, text, "", name in kept_out)] if text else []


def _kind(line: Line) -> str:
    kind = line.get("kind")
    return kind if kind in KINDS else ""


def _harvested(day: str, line: Line) -> MinutesLine:
    by, whom = line.get("said_by"), line.get("said_for")
    about = [
        "" if by.casefold() in ANONYMOUS else f"van {by}",
        f"voor {whom}" if whom and whom != "iedereen" else "",
    ]
    place = f"{HARVEST}{day}/{line.id}"
    return _line(place, line.get("text"), ", ".join(filter(None, about)), bool(line.get(KEPT_OUT)))


def _agreed(day: str, line: Line) -> MinutesLine:
    text = ": ".join(filter(None, [line.get("who"), line.get("what")]))
    return _line(f"{AGREEMENT}{day}/{line.id}", text, line.get("when"), bool(line.get(KEPT_OUT)))


def _line(place: str, text: str, about: str, kept_out: bool) -> MinutesLine:
    return MinutesLine(place, text, about, kept_out, tuple(personal_words(text)))


def _liked(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in rows:
        counts = tuple(str(one) for one in row.get("counts") or ())
        if any(counts):
            yield str(row.get("statement") or ""), (*counts, *[""] * 5)[:5]
