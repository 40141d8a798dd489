"""A learning group's year: its sessions, the harvest by block, what came back, and the signals for the programme.

It is made of the group's own sessions.  What was kept out of the minutes of one is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sko_widgets.dossier.sessions import HARVEST, Line
from sko_widgets.dossier.snapshot import Sheets

from .alike import groups

SIGNAL, QUESTION = "signaal", "vraag"
PASSED_ON = "passed_on"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the harvest, and on which day it was said."""

    day: str
    line: Line

    @property
    def text(self) -> str:
        """What was said."""
        return self.line.get("text")


def school_year(day: str) -> str:
    """Return the school year of a day, `2025-2026`; it begins in August."""
    began = int(day[:4]) - (day[5:7] < "08")
    return f"{began}-{began + 1}"


@dataclass(frozen=True, slots=True)
class YearOverview:
    """A year of a group.

    Parameters
    ----------
    harvest
        By the id of a block, what was said about it; what is of no block has an empty id.
    came_back
        Questions that are alike and were asked at more than one session, the oldest of each first.
    signals
        What the programme should know; passed on or not.
    """

    harvest: Mapping[str, tuple[Said, ...]]
    came_back: tuple[tuple[Said, ...], ...]
    signals: tuple[Said, ...]


def year_overview(sheets: Sheets, blocks: Iterable[str]) -> YearOverview:
    """Return the year of a group.

    Parameters
    ----------
    sheets
        The group's sheets of its harvest.
    blocks
        Ids of blocks, in the order in which they are shown.
    """
    said = _in_order(sheets)
    known = [*blocks]
    by_block = {
        block: tuple(one for one in said if one.line.get("kind") != SIGNAL and _block(one, known) == block)
        for block in (*known, "")
    }
    questions = _questions(said)
    alike = [tuple(questions[at] for at in group.members) for group in groups([one.text for one in questions])]
    return YearOverview(
        {block: those for block, those in by_block.items() if those},
        tuple(those for those in alike if len({one.day for one in those}) > 1),
        tuple(one for one in said if one.line.get("kind") == SIGNAL),
    )


def questions_said(sheets: Sheets) -> list[Said]:
    """Return of a group's sheets of its harvest the questions that were asked."""
    return _questions(_in_order(sheets))


def _questions(said: Iterable[Said]) -> list[Said]:
    return [one for one in said if one.line.get("kind") == QUESTION]


def passed_on(sheets: Sheets) -> list[Said]:
    """Return of a group's sheets of its harvest the signals of which it said that the programme may know."""
    return [one for one in _in_order(sheets) if one.line.get("kind") == SIGNAL and one.line.get(PASSED_ON)]


def _in_order(sheets: Sheets) -> list[Said]:
    return sorted(_said(sheets), key=lambda one: (one.day, one.line.get("at"), one.line.id))


def _said(sheets: Sheets) -> Iterator[Said]:
    for sheet, fields in sheets.items():
        day, _, line = sheet.removeprefix(HARVEST).partition("/")
        one = Said(day, Line(line, fields))
        if sheet.startswith(HARVEST) and one.text.strip() and not one.line.get("kept_out"):
            yield one


def _block(one: Said, known: Iterable[str]) -> str:
    block = one.line.get("block")
    return block if block in known else ""
