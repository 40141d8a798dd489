"""The page of one session of a learning group: the ways to its windows, its invitation, and who is ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import sessions
from sko_widgets.dossier.session_day import MOVED_FROM, moved_to
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import count, date, listing
from sko_widgets.framework import framework
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight import side_by_side as compared
from sko_widgets.insight.earlier_session import (
    LEARNED,
    CameOf,
    came_of,
    day_before,
    follow_up_day,
    follow_ups,
)
from sko_widgets.insight.invitation import invitation
from sko_widgets.insight.planned_session import PlannedSession, members, planned, theme_name
from sko_widgets.insight.who_shared import WhoShared, who_shared
from sko_widgets.report.markdown import html
from sko_widgets.widgets import Actions, Bar, Chooser, CopyText, Opening, StandList

from . import comparing, page_addresses, session_pages
from .cards_to_print import cards_button
from .group_page import GroupPage
from .page_tasks import page_store
from .session_groups import SessionGroups

MOVED = "Deze bijeenkomst is verplaatst"
"""The heading of a page whose session is on another day now."""
_WAYS = {
    "Regie": session_pages.DIRECTING,
    "Dagscherm": session_pages.DAY_SCREEN,
    "Programma veranderen": session_pages.SET_UP,
    "Verslag": session_pages.MINUTES,
}


class OneSessionPage(GroupPage):
    """The page of the session on the day in the address; without one, the list of all."""

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._day = session_pages.asked_day()
        self._groups: SessionGroups | None = None

    def top(self) -> None:
        """Show where one is."""
        here = self._called(self._planned(self._there()))
        crumbs = page_addresses.crumbs(self.name, here)
        display(Bar(crumbs=crumbs, menu=page_addresses.group_menu(), page_title=f"{here} · {self.name}", saves=False))

    def opening(self) -> None:
        """Show when it is and what about; or the sessions that there are."""
        there = self._there()
        about = self._planned(there)
        if about is None:
            display(*elsewhere(there, self._day, session_pages.SESSION, self._called(about)))
            return
        theme = theme_name(framework(there.framework), about.theme)
        before = listing([date(day) for day in there.sheet(sessions.session_sheet(self._day)).get(MOVED_FROM, ())])
        lead = " · ".join(filter(None, [about.says_when(), theme, before and f"stond eerst op {before}"]))
        question = html(about.question) if about.question else ""
        display(Opening(title=self._called(about), lead=lead, label="De vraag van vandaag", question=question))

    def ways(self) -> None:
        """Show the ways to the windows of the session, to its form and to its minutes."""
        if self._planned(self._there()):
            links = [
                {"label": label, "url": session_pages.session_page(one, self._day)} for label, one in _WAYS.items()
            ]
            display(Actions(links=links))

    def invitation(self) -> None:
        """Show the text to paste in a mail."""
        there = self._there()
        about = self._planned(there)
        if about:
            note = "Plak deze tekst in je eigen mail. Het werkboek verstuurt niets."
            display(CopyText(title="Uitnodiging", note=note, text=invitation(about, framework(there.framework))))

    def ready(self) -> None:
        """Show who shared something of what the session is about, and nothing else of them."""
        there = self._there()
        about = self._planned(there)
        if about is None:
            return
        ready = who_shared(self._shared(), members(there), about.theme, framework(there.framework))
        rows = [_stand(name, "gedeeld" if shared else "nog niet gedeeld", done=shared) for name, shared in ready.rows]
        unnamed = count(ready.unnamed, "coalitie deelde", "coalities deelden")
        foot = f"En {ready.unnamed} zonder naam." if rows else f"{unnamed} zonder naam."
        nobody = "" if rows else "Er staat nog niemand bij ‘Wie doet mee’."
        told = " ".join(filter(None, [foot if ready.unnamed else nobody, _steps(ready, len(members(there)))]))
        display(StandList(title="Wie is er klaar?", fold=True, rows=rows, foot=told))
        if ready.steps[1] > compared.MOST:
            links = [
                {"label": label, "url": page_addresses.view_page("Naast elkaar", about.theme, which)}
                for which, label in comparing.THREES.items()
            ]
            display(Actions(links=links))

    def groups(self) -> None:
        """Show the small groups, and what divides and changes them."""
        if self._planned(self._there()):
            self._groups = SessionGroups(self.store, self.key, self._day)
            display(self._groups.control())

    def cards(self) -> None:
        """Show the button that makes the cards on paper."""
        if self._groups is not None:
            display(cards_button(self.store, self.key, self._day, self.name))

    def earlier(self) -> None:
        """Show what was agreed at the session before, and what came of it."""
        days = sessions.days(self.store, self.key)
        before = day_before(days, self._day) if self._day in days else ""
        lines = came_of(sessions.agreements_now(self.store, self.key.slug, before)) if before else []
        rows = [_stand(one.what, one.outcome, _about(one), done=one.heard) for one in lines]
        if rows:
            display(StandList(title=f"{session_build().earlier}, {date(before)}", rows=rows, foot=LEARNED))

    def follow_up(self) -> None:
        """Show for each coalition the text that asks two weeks later how it went."""
        agreed = sessions.agreements_now(self.store, self.key.slug, self._day) if self._day else []
        texts = [{"label": who, "text": text} for who, text in follow_ups(agreed, self._day).items()]
        if texts:
            note = (
                f"Plak de tekst rond {follow_up_day(self._day)} in je eigen mail. "
                "Een coalitie die al vertelde hoe het ging, staat er niet bij."
            )
            display(CopyText(title="Twee weken later", note=note, parts=texts))

    def _there(self) -> Snapshot:
        return self._group()

    def _planned(self, there: Snapshot) -> PlannedSession | None:
        return planned(there, self._day) if self._day else None

    def _called(self, about: PlannedSession | None) -> str:
        return f"Bijeenkomst van {date(about.day)}" if about else "Bijeenkomsten"


def elsewhere(there: Snapshot, day: str, notebook: str, title: str) -> tuple[Opening, Chooser]:
    """Return what a page shows that has no session on its day: where that is now, else which there are.

    Parameters
    ----------
    there, day
        The group, and the day in the address; empty when it names none.
    notebook
        To which page of a session the links lead.
    title
        The heading when it was not moved.
    """
    now = moved_to(there.sheets, day) if day else ""
    if not now:
        return Opening(title=title), session_list(there, notebook)
    item = {
        "label": f"{session_pages.TITLES[notebook]} op {date(now)}",
        "note": str(there.sheet(sessions.session_sheet(now)).get("question") or ""),
        "url": session_pages.session_page(notebook, now),
    }
    lead = f"Van {date(day)} naar {date(now)}. Alles ging mee."
    return Opening(title=MOVED, lead=lead), Chooser(items=[item])


def session_list(there: Snapshot, notebook: str = session_pages.SESSION) -> Chooser:
    """Return the sessions of a group as a list, each with a way to one of its pages."""
    rows = [
        {
            "label": date(day),
            "note": str(there.sheet(sessions.session_sheet(day)).get("question") or ""),
            "url": session_pages.session_page(notebook, day),
        }
        for day in sessions.dates(there)
    ]
    return Chooser(items=rows, empty="Er is nog geen bijeenkomst klaargezet.")


def _stand(name: str, stand: str, note: str = "", *, done: bool) -> Mapping[str, Any]:
    return {"name": name, "note": note, "stand": stand, "done": done}


def _steps(ready: WhoShared, of: int) -> str:
    """Return how many shared what of the block that the session is about; empty when it is about none."""
    goals, questions = ready.steps
    among = f" van de {of}" if of else ""
    return f"{goals}{among} deelden Doel · {questions} deelden een nieuwe vraag." if goals or questions else ""


def _about(one: CameOf) -> str:
    return ". ".join(filter(None, [", ".join(filter(None, [one.who, one.when])), one.told]))


def one_session(group: str, store: str) -> OneSessionPage:
    """Return what the notebook of one session talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return OneSessionPage(page_store(store), group)
