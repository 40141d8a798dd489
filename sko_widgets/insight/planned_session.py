"""A session of a learning group as it was set up: when and where, what it is about, who is there, its programme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.sessions import session_sheet
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import UsageError
from sko_widgets.framework import Framework
from sko_widgets.framework.session_build import Part, session_build

from .facets import block_name
from .small_groups import present

LESSON = "lesson/"
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_ONE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """What was set up.

    Parameters
    ----------
    day
        `2026-01-20`.
    start, minutes
        When it begins, `13.00`, and how long it is.
    place
        Where; may be empty.
    theme
        Id of a block or of a lesson's sheet, or words of one's own.
    question
        The question of the day.
    working_form
        Id of its working form.
    parts
        Its programme.
    present
        Coalitions of the group that are not absent.
    """

    day: str
    start: str
    minutes: int
    place: str
    theme: str
    question: str
    working_form: str
    parts: tuple[Part, ...]
    present: tuple[str, ...] = ()

    @property
    def end(self) -> str:
        """When it is over, `16.00`."""
        return _after(self.start, self.minutes)

    def says_when(self) -> str:
        """Return when and where it is, `20 januari 2026, 13.00 tot 16.00 uur, De Brug`."""
        return ", ".join(filter(None, [dutch.date(self.day), f"{self.start} tot {self.end} uur", self.place]))

    def days_before(self, days: int) -> str:
        """Return the date so many days before, in words."""
        return dutch.date((date.fromisoformat(self.day) - timedelta(days=days)).isoformat())


def planned(snapshot: Snapshot, day: str) -> PlannedSession | None:
    """Return a session of a group; None when there is none on that day."""
    fields = snapshot.sheet(session_sheet(day))
    if not fields:
        return None
    build = session_build()
    return PlannedSession(
        day,
        str(fields.get("start") or build.start),
        _number(fields.get("minutes"), build.minutes),
        str(fields.get("place") or ""),
        str(fields.get("theme") or ""),
        str(fields.get("question") or ""),
        str(fields.get("working_form") or ""),
        parts_of(fields.get("agenda") or ()),
        tuple(one.name for one in present(snapshot.sheet("group").get("members") or (), fields.get("absent") or ())),
    )


def members(snapshot: Snapshot) -> list[str]:
    """Return the coalitions of a group, in the order of its list."""
    rows = snapshot.sheet("group").get("members") or ()
    return [name for row in rows if (name := str(row.get("coalition") or "").strip())]


def parts_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Return the parts that rows of the field `agenda` hold."""
    return tuple(
        Part(str(row.get("name") or ""), _number(row.get("minutes"), 0), str(row.get("says") or "")) for row in rows
    )


def rows_of(parts: Sequence[Part]) -> list[dict[str, str]]:
    """Return parts as rows of the field `agenda`."""
    rows = ({"name": part.name, "minutes": str(part.minutes), "says": part.says} for part in parts)
    return [{name: value for name, value in row.items() if value} for row in rows]


def theme_name(framework: Framework, theme: str) -> str:
    """Return what a session is about in words: a block, `les 3, …`, or words of somebody's own."""
    if theme in framework.block_ids:
        return block_name(theme)
    if theme.startswith(LESSON):
        return next((sheet.called for sheet in framework.instruments if sheet.id == theme), theme)
    return theme


def theme_question(framework: Framework, theme: str) -> str:
    """Return the question that goes with a block or a lesson: its mandatory question, or what it is for."""
    if theme in framework.block_ids:
        return framework.block(theme).mandatory_question
    return next((sheet.purpose for sheet in framework.instruments if sheet.id == theme), "")


def tidy_time(typed: str) -> str:
    """Return a time as it is kept, `13.00`.

    Raises
    ------
    UsageError
        When it is no time.
    """
    found = _TIME.fullmatch(typed.strip().removesuffix("uur").strip())
    if not found:
        raise UsageError(f"‘{typed.strip()}’ is geen tijd.", mend="Schrijf de tijd zoals 13.00.")
    return f"{int(found[1]):02}.{found[2]}"


def tidy_minutes(typed: str) -> int:
    """Return how many minutes somebody typed.

    Raises
    ------
    UsageError
        When it is no number of minutes in a day.
    """
    minutes = _number(typed.strip(), 0)
    if not 0 < minutes < _ONE_DAY:
        raise UsageError(f"‘{typed.strip()}’ is geen aantal minuten.", mend="Schrijf een getal, zoals 180.")
    return minutes


def _number(typed: object, otherwise: int) -> int:
    return int(str(typed)) if re.fullmatch(r"\d{1,4}", str(typed)) else otherwise


def _after(start: str, minutes: int) -> str:
    found = _TIME.fullmatch(start)
    if not found:
        return ""
    begins = datetime(2000, 1, 1, int(found[1]), int(found[2]))
    return f"{begins + timedelta(minutes=minutes):%H.%M}"
