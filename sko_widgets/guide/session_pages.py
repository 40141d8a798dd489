"""Where the pages of a group's sessions are, from one of the group's pages: a notebook each, the day in the query."""

from __future__ import annotations

from urllib.parse import urlencode

from . import page_addresses

DAY = "dag"
"""What the query names of a session: its day, `2026-01-20`."""
MEMBERS = "wie-doet-mee.ipynb"
"""The notebook that asks who is in the group, and what they agreed with each other."""
SET_UP, SESSION, MINUTES = "klaarzetten.ipynb", "bijeenkomst.ipynb", "verslag.ipynb"
"""The notebooks in which a session is set up, in which it is found again, and in which its minutes are made."""
DIRECTING, DAY_SCREEN = "regie.ipynb", "dagscherm.ipynb"
"""The notebooks of the two windows during a session: the facilitator's, and the one that the room sees."""
WINDOWS = {"Regie": DIRECTING, "Dagscherm": DAY_SCREEN}
"""What those two are called."""
YEAR = page_addresses.YEAR["Jaaroverzicht"]
"""The notebook of what a group's sessions of a year brought."""
YEAR_ASKED = "jaar"
"""What the query names of that one: which year, `2025-2026`."""
TITLES = {
    MEMBERS: "Wie doet mee",
    SET_UP: "Bijeenkomst klaarzetten",
    SESSION: "Bijeenkomst",
    MINUTES: "Verslag",
    DIRECTING: "Regie",
    DAY_SCREEN: "Dagscherm",
    YEAR: "Jaaroverzicht",
}
"""What each page is called that is written for a group."""


def session_page(notebook: str, day: str = "") -> str:
    """Return a link to a page of a session; without a day, to one where it is still to be chosen."""
    return page_addresses.to(notebook + (f"?{urlencode({DAY: day})}" if day else ""))


def asked_day() -> str:
    """Return the day that the address of this page names; empty when it names none."""
    return page_addresses.asked(DAY)
