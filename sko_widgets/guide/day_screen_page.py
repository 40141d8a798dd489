"""`Dagscherm`: what the room sees of a meeting.

Nothing that somebody said is on it, and nothing of any coalition but what came of the last agreements.
"""

from __future__ import annotations

from IPython.display import display

from sko_widgets.framework.meetings import meeting
from sko_widgets.insight.earlier_meeting import came_of
from sko_widgets.widgets import DayScreen

from . import meeting_pages
from .page_tasks import page_store
from .session_page import NoSession, SessionPage, asked_or_nearest


class DayScreenPage(SessionPage):
    """The window of one meeting that the room sees."""

    label = "Dagscherm"
    can_show = True

    def screen(self) -> None:
        """Show the part that is on, and its clock."""
        question = str(self._fields.get("question") or "")
        earlier = [
            {"what": ": ".join(filter(None, [one.who, one.what])), "outcome": one.outcome, "heard": one.heard}
            for one in came_of(self.store.snapshot(self.key), self.day)
        ]
        about = {"title": self.theme, "question": question, "earlier": earlier, "earlier_part": meeting().earlier}
        shown = DayScreen(**about, **self._clock_traits())
        self._serve(shown)
        display(shown)

    def _menu(self) -> list[dict[str, str | bool]]:
        return []


def day_screen(group: str, store: str) -> DayScreenPage | NoSession:
    """Return what the notebook of the room's window talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    there = page_store(store)
    day = asked_or_nearest(there, group)
    return DayScreenPage(there, group, day) if day else NoSession(there, group, meeting_pages.DAY_SCREEN)
