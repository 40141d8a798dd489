"""`Dagscherm`: what the room sees of a session.

Nothing of a dossier is on it, and of what was said only what was agreed or kept the last time and what came of it.
There, and where it says who sits together, coalitions have their names; words that may be a person's name are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from IPython.display import display

from sko_widgets.dossier import sessions
from sko_widgets.dossier.incidents import incidents_now
from sko_widgets.dossier.sessions import FACILITATOR
from sko_widgets.dossier.store import Store
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.checks.personal_rules import personal_words
from sko_widgets.insight.earlier_session import LEARNED, came_of, day_before
from sko_widgets.insight.minutes import KEPT_OUT
from sko_widgets.insight.small_groups import CHAIR_DOES
from sko_widgets.widgets import DayScreen

from . import session_pages
from .page_tasks import page_store
from .session_groups import SessionGroups
from .session_incidents import sequel_of
from .session_window import NoSession, SessionWindow, asked_or_nearest
from .sheet_page import update


class DayScreenPage(SessionWindow):
    """The window of one session that the room sees."""

    label = "Dagscherm"
    can_show = True

    def __init__(self, store: Store, slug: str, day: str) -> None:
        super().__init__(store, slug, day)
        self._shown: DayScreen | None = None

    def screen(self) -> None:
        """Show the part that is on, and its clock."""
        question = str(self._fields.get("question") or "")
        about = {"title": self.theme, "question": question, "earlier": self._earlier(), "seats": self._seats()}
        self._shown = DayScreen(**about, **self._clock_traits())
        self._serve(self._shown)
        display(self._shown)

    def _changed(self) -> None:
        if self._shown is not None:
            update(self._shown, {"earlier": self._earlier(), "seats": self._seats()})

    def _seats(self) -> dict[str, Any]:
        """Return who sits in which small group, and at which parts; nothing when none were made."""
        form = self._form()
        if form is None or not form.in_groups or not self._fields.get("groups"):
            return {}
        made = SessionGroups(self.store, self.key, self.day).groups
        groups = [{"chair": one.chair, "others": [name for name in one.members if name != one.chair]} for one in made]
        return {"parts": form.in_groups, "groups": groups, "chair_does": CHAIR_DOES}

    def _earlier(self) -> dict[str, Any]:
        """Return what was agreed the last time, without what was kept out of the minutes."""
        before = day_before(sessions.days(self.store, self.key), self.day)  # which may get another day meanwhile
        lines = sessions.agreements_now(self.store, self.key.slug, before) if before else []
        members = sessions.member_rows(self.store, self.key)
        known = {str(row.get("coalition") or "").casefold() for row in members}
        found = came_of(line for line in lines if not line.get(KEPT_OUT))
        rows = [
            {
                "what": _nameless(one.what),
                "about": ", ".join(filter(None, [_coalition(one.who, known), _nameless(one.when)])),
                "stand": one.outcome,
                "told": _nameless(one.told),
                "heard": one.heard,
            }
            for one in sorted(found, key=lambda one: not one.heard)
        ]
        return {"part": session_build().earlier, "rows": rows, "asks": LEARNED, "kept": self._kept(before)}

    def _kept(self, before: str) -> dict[str, Any]:
        """Return what the small groups kept the last time and how it ended, and at which parts the room sees that."""
        found = incidents_now(self.store, self.key, before) if before else []
        if not found:
            return {}
        form = self._form()
        parts = [session_build().earlier, *(form.looks_back if form else ())]
        rows = [{"text": _nameless(one.text), "ended": _nameless(one.ended)} for one in found]
        return {"parts": parts, "asks": sequel_of(self.store, self.key, before), "rows": rows}

    def _menu(self) -> list[dict[str, str | bool]]:
        return []


def _coalition(who: str, known: Collection[str]) -> str:
    """Return of whom an agreement is, when that is a coalition of the group or its facilitator; never a person."""
    return who if who.casefold() in known or who == FACILITATOR else ""


def _nameless(text: str) -> str:
    for name in personal_words(text):
        text = text.replace(name, "…")
    return text


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
    return DayScreenPage(there, group, day) if day else NoSession(there, group, session_pages.DAY_SCREEN)
