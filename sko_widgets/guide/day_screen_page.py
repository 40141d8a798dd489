"""`Dagscherm`: what the room sees of a meeting.  Nothing that somebody said, and nothing of any coalition, is on it."""

from __future__ import annotations

from IPython.display import display

from sko_widgets.widgets import DayScreen

from .page_tasks import page_store
from .session_page import SessionPage


class DayScreenPage(SessionPage):
    """The window of one meeting that the room sees."""

    label = "Dagscherm"
    can_show = True

    def screen(self) -> None:
        """Show the part that is on, and its clock."""
        question = str(self._fields.get("question") or "")
        shown = DayScreen(title=self.theme, question=question, **self._clock_traits())
        self._serve(shown)
        display(shown)

    def _menu(self) -> list[dict[str, str | bool]]:
        return []


def day_screen(group: str, store: str) -> DayScreenPage:
    """Return what the notebook of the room's window talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return DayScreenPage(page_store(store), group)
