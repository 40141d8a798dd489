"""What the two windows of a session have together: which session, its clock, and how they stay in step.

The store is the truth.  A page asks its kernel a few times a second; that looks for the newest revision of the group,
and reads the session again when there is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, get_args

from IPython.display import display

from sko_widgets import dutch
from sko_widgets.dossier import session_rows, sessions
from sko_widgets.dossier.incidents import INCIDENT
from sko_widgets.dossier.session_day import MOVED_FROM, day_now
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Framework, framework
from sko_widgets.framework.session_build import WorkingForm, session_build
from sko_widgets.insight.clock_face import face
from sko_widgets.insight.planned_session import parts_of, theme_name
from sko_widgets.insight.session_clock import Clock, Does, Press, clock, presses
from sko_widgets.who import author
from sko_widgets.widgets import Bar
from sko_widgets.widgets.session_clock_control import SessionClockControl

from . import page_addresses, session_pages
from .drafts import drafts_of
from .group_page import GroupPage
from .one_session_page import MOVED, elsewhere

_LOOKED_AT = 5
"""The last revisions by which one sees that something is new: a save may end just before one that began earlier."""


class NoSession:
    """Stands in for a window when there is no session on the day in the address: says so, and which there are."""

    def __init__(self, store: Store, slug: str, notebook: str) -> None:
        self._page = GroupPage(store, slug)
        self._notebook = notebook
        day = session_pages.asked_day()
        was_moved = day and day_now(store, self._page.key, day) != day
        self._told = MOVED if was_moved else "Op deze dag is er geen bijeenkomst"

    def top(self) -> None:
        """Show where one is."""
        crumbs = page_addresses.crumbs(self._page.name, self._told)
        menu = page_addresses.group_menu()
        display(Bar(crumbs=crumbs, menu=menu, page_title=self._told, saves=False, asks_author=False))

    def those_there_are(self) -> None:
        """Say that there is none, and show to which day it was moved, or the sessions there are."""
        there = self._page.store.snapshot(self._page.key)
        display(*elsewhere(there, session_pages.asked_day(), self._notebook, self._told))

    def nothing(self) -> None:
        """Show nothing."""

    screen = strip = those_there_are
    programme = harvest = incidents = agreements = closing = nothing


def asked_or_nearest(store: Store, slug: str) -> str:
    """Return the day of the session in the address, else of the nearest; empty when there is none."""
    days = sessions.days(store, DossierKey.of_group(slug))
    asked = session_pages.asked_day()
    return (asked if asked in days else "") if asked else nearest(days)


def nearest(days: Sequence[str]) -> str:
    """Return of some days today or the first that comes, else the last that was; empty for none."""
    today = dutch.today().isoformat()
    return min((day for day in days if day >= today), default=max(days, default=""))


class SessionWindow(GroupPage):
    """A window of one session of a group.

    Parameters
    ----------
    store, slug, day
        Where the group is, which, and the day of the session.
    """

    can_show: ClassVar[bool] = False
    saves: ClassVar[bool] = False

    def __init__(self, store: Store, slug: str, day: str) -> None:
        super().__init__(store, slug)
        self.day = day
        self.framework: Framework = framework(store.info(self.key).framework)
        self._newest: object = None
        self._mark = 0
        self._fields: dict[str, Any] = {}
        self._face: dict[str, Any] = {}
        self._clock = Clock(())
        self._moved: dict[str, str] = {}
        self._renew()

    def top(self) -> None:
        """Show where one is."""
        title = f"{self.label} {dutch.date(self.day)}"
        crumbs = page_addresses.crumbs(self.name, title)
        about = {"saves": self.saves, "asks_author": False, "can_show": self.can_show, "moved": self._moved_drafts()}
        display(Bar(crumbs=crumbs, menu=self._menu(), page_title=f"{title} · {self.name}", **about))

    def _menu(self) -> list[dict[str, str | bool]]:
        return page_addresses.group_menu(self.label)

    def _moved_drafts(self) -> dict[str, list[str]]:
        """Return where the drafts of the session are, and where they were on the days on which it was before."""
        drafts = drafts_of(self.key, self.store.info(self.key).created_at)
        taken = sessions.days(self.store, self.key)
        before = [day for day in self._fields.get(MOVED_FROM) or () if day not in taken]
        places = [f"{drafts}/{begins}" for begins in (sessions.SESSION, INCIDENT)] if before else []
        return {f"{place}{self.day}/": [f"{place}{day}/" for day in before] for place in places}

    @property
    def heading(self) -> str:
        """Which session it is, `Leergroep Rivieren · 20 januari 2026 · Samenwerking`."""
        return " · ".join(filter(None, [self.name, dutch.date(self.day), self.theme]))

    @property
    def theme(self) -> str:
        """What the session is about, in words."""
        return theme_name(self.framework, str(self._fields.get("theme") or ""))

    def _form(self) -> WorkingForm | None:
        return session_build().forms.get(str(self._fields.get("working_form") or ""))

    def _channel(self) -> str:
        return f"{self.key}/{self.day}"

    # --- in step ------------------------------------------------------------------------------

    def _serve(self, shown: SessionClockControl) -> None:
        shown.on("look", lambda message: self._look(int(message.get("mark") or 0)))
        shown.on("press", self._press)

    def _clock_traits(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        self._face_at(now)
        return {"key": self._channel(), "face": self._face, "left": self._clock.left(now).total_seconds()}

    def _look(self, mark: int) -> Mapping[str, Any]:
        """Return how the clock stands, and what a window shows of it when that is not what it knows."""
        if self._renew():
            self._changed()
        now = datetime.now(UTC)
        self._face_at(now)
        if self._moved:
            return {"left": 0.0, "mark": self._mark, "moved": self._moved}
        told = {"left": self._clock.left(now).total_seconds(), "mark": self._mark}
        return told if mark == self._mark else {**told, "face": self._face}

    def _press(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        does, part = str(message["does"]), int(message["part"])
        if does in get_args(Does):
            press = Press(datetime.now(UTC), does, part)
            session_rows.add_row(
                self.store,
                self.key.slug,
                self.day,
                "clock",
                lambda rows: press.to_row() if self._does_something(rows, press) else None,
                author=author(),
            )
        return self._look(int(message.get("mark") or 0))

    def _does_something(self, rows: list[dict[str, str]], press: Press) -> bool:
        """Say whether a press changes anything: the same key at two windows at once counts once."""
        before = presses(rows)
        return self._clock_after(before) != self._clock_after([*before, press])

    def _renew(self) -> bool:
        """Read the session again if the group has something newer; return whether it had."""
        last = self.store.changes(self.key, limit=_LOOKED_AT)
        newest = [(one.sheet, one.field, one.number, one.saved_at) for one in last]
        if newest == self._newest:
            return False
        there = self.store.sheet(self.key, sessions.session_sheet(self.day))
        self._fields = {name: one.value for name, one in there.items()}
        if not any(self._fields.values()):
            self._moved = self._moved_away()
        self._clock = self._clock_after(presses(self._fields.get("clock") or []))
        self._newest = newest
        return True

    def _moved_away(self) -> dict[str, str]:
        """Return what the window says of a session that is on another day now."""
        day = day_now(self.store, self.key, self.day)
        if day == self.day:
            return {}
        told = f"Deze bijeenkomst is verplaatst naar {dutch.date(day)}. Alles ging mee."
        url = session_pages.session_page(session_pages.WINDOWS[self.label], day)
        return {"told": told, "link": f"{self.label} van {dutch.date(day)}", "url": url}

    def _clock_after(self, pressed: list[Press]) -> Clock:
        return clock(parts_of(self._fields.get("agenda") or ()), pressed, session_build().slack)

    def _face_at(self, now: datetime) -> None:
        shown = face(self._clock, self._planned(), now) if self._clock.parts else {"part": -1, "parts": []}
        if shown != self._face:
            self._face, self._mark = shown, self._mark + 1

    def _planned(self) -> datetime:
        told = str(self._fields.get("start") or session_build().start)
        try:
            read = datetime.strptime(f"{self.day} {told.replace(':', '.')}", "%Y-%m-%d %H.%M")
        except ValueError:
            read = datetime.strptime(f"{self.day} {session_build().start}", "%Y-%m-%d %H.%M")
        return dutch.on_dutch_clock(read)

    def _changed(self) -> None:
        """Show what is new in the group besides the clock; a page does this with its own widgets."""
