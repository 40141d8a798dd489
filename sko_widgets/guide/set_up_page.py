"""The page on which a session of a learning group is set up, and changed again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.display import display

from sko_widgets.dossier import sessions
from sko_widgets.dossier.answers import checked
from sko_widgets.dossier.move_session import move
from sko_widgets.dossier.session_day import MOVED_FROM, SessionMovedError, moved_to, still_on
from sko_widgets.dossier.sessions import session_sheet
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import date, listing
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.framework import Framework, Sheet, framework
from sko_widgets.framework.session_build import YearSession, session_build
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.planned_session import (
    parts_of,
    planned,
    rows_of,
    theme_question,
    tidy_minutes,
    tidy_time,
)
from sko_widgets.insight.programme import fits, programme
from sko_widgets.who import author
from sko_widgets.widgets import Bar, Opening, SessionForm

from . import page_addresses, session_pages
from .drafts import drafts_of
from .group_page import GroupPage
from .one_session_page import elsewhere
from .page_tasks import page_store
from .wording import named

Message = Mapping[str, Any]


class ChangedMeanwhileError(SkoError):
    """Somebody else changed a session while it was open in the form."""


class SetUpPage(GroupPage):
    """The form of one session: a new one, or the one of the day in the address."""

    title = session_pages.TITLES[session_pages.SET_UP]

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._day = session_pages.asked_day()
        there = self._group()
        self._framework = framework(there.framework)
        self._read = dict(there.sheet(session_sheet(self._day))) if self._day else {}

    def top(self) -> None:
        """Show where one is."""
        crumbs = page_addresses.crumbs(self.name, self.title)
        page_title = f"{self.title} · {self.name}"
        display(Bar(crumbs=crumbs, menu=page_addresses.group_menu(), page_title=page_title, saves=False))

    def opening(self) -> None:
        """Show the page's title."""
        there = self._group()
        if not self._read and moved_to(there.sheets, self._day):
            display(*elsewhere(there, self._day, session_pages.SET_UP, self.title))
            return
        display(Opening(title=self.title))

    def form(self) -> None:
        """Show the form."""
        there = self._group()
        if not self._read and moved_to(there.sheets, self._day):
            return
        levels, themes = self._framework.levels, self._framework.themes
        build = session_build()
        shown = SessionForm(
            key=self._draft(self._day),
            before=[self._draft(day) for day in self._read.get(MOVED_FROM, ()) if not there.sheet(session_sheet(day))],
            levels=[{"id": level.id, "name": level.name} for level in levels],
            themes=[{"id": theme.id, "name": theme.name, "colour": theme.colour} for theme in themes],
            cells=_cells(self._framework),
            lessons=[{"id": one.id, "label": named(one), "question": one.purpose} for one in _lessons(self._framework)],
            forms=[
                {"id": one.id, "name": one.name, "good_for": one.good_for, "people": one.people, "minutes": one.minutes}
                for one in build.forms.values()
            ],
            year=[self._of_year(one, there) for one in build.year],
            filled=self._filled(there),
            own_question=_year_question(there),
            exists=bool(self._read),
        )
        shown.on("programme", _programme)
        shown.on("fits", _fits)
        shown.on("plan", self._plan)
        display(shown)

    # --- what it is made of -------------------------------------------------------------------

    def _draft(self, day: str) -> str:
        return f"sko:{drafts_of(self.key, self.store.info(self.key).created_at)}/set-up/{day}"

    def _filled(self, there: Snapshot) -> dict[str, Any]:
        about = planned(there, self._day) if self._read else None
        if about is None:
            return {
                "day": "",
                "start": session_build().start,
                "minutes": str(session_build().minutes),
                "place": "",
                "parts": [],
            }
        return {
            "day": about.day,
            "start": about.start,
            "minutes": str(about.minutes),
            "place": about.place,
            "theme": about.theme,
            "question": about.question,
            "form": about.working_form,
            "parts": [{"name": part.name, "minutes": part.minutes, "says": part.says} for part in about.parts],
        }

    def _of_year(self, one: YearSession, there: Snapshot) -> dict[str, Any]:
        lessons = [lesson for lesson in _lessons(self._framework) if lesson.number in one.lessons]
        theme = lessons[0].id if lessons else one.about
        numbers = listing([str(lesson.number) for lesson in lessons])
        from_lessons = f"{'Les' if len(lessons) == 1 else 'Lessen'} {numbers}. " if lessons else ""
        form = session_build().forms[one.form].name
        return {
            "month": one.month,
            "about": one.about,
            "note": f"{form}. {from_lessons}Naar huis met {one.leave_with}.",
            "theme": theme,
            "question": theme_question(self._framework, theme) or _year_question(there),
            "form": one.form,
        }

    # --- what it does -------------------------------------------------------------------------

    def _plan(self, message: Message) -> Message:
        day = _tidy_day(str(message["day"]))
        fields = self._fields(message, day)
        if not self._read:
            sessions.plan(self.store, self.key.slug, day, fields, author=author())
        else:
            try:
                self._change(day, fields, anyway=bool(message.get("anyway")))
            except ChangedMeanwhileError as error:
                return {"look": f"{error.what} {error.mend}"}
            except SessionMovedError as error:
                url = session_pages.session_page(session_pages.SET_UP, error.day)
                way = {"link": f"{self.title} op {date(error.day)}", "to": url}
                told = f"{error.what} Wat je hier invulde, staat daar klaar."
                return {"moved": told, **way, "day": error.day, "key": self._draft(error.day)}
        return {"url": session_pages.session_page(session_pages.SESSION, day)}

    def _fields(self, message: Message, day: str) -> dict[str, Any]:
        """Return what was filled in as the session's sheet keeps it."""
        parts = parts_of(message["parts"])
        if not parts:
            raise UsageError("Er is nog geen programma.", mend="Kies een werkvorm.")
        if any(not part.name.strip() for part in parts):
            raise UsageError("Een onderdeel van het programma heeft geen naam.", mend="Geef het een naam.")
        typed = {
            "theme": str(message["theme"]),
            "working_form": str(message["form"]),
            "question": " ".join(str(message["question"]).split()),
            "start": tidy_time(str(message["start"])),
            "minutes": str(tidy_minutes(str(message["minutes"]))),
            "place": " ".join(str(message["place"]).split()),
            "agenda": rows_of(parts),
        }
        sheet = session_sheet(day)
        return {name: checked(self._framework, sheet, name, value) for name, value in typed.items()}

    def _change(self, day: str, fields: Mapping[str, Any], *, anyway: bool) -> None:
        """Save what differs from what was read; what somebody else changed meanwhile only when that is wanted.

        On another day all of the session goes along.
        """
        sheet = session_sheet(self._day)
        changed = {name: value for name, value in fields.items() if value != self._read.get(name)}

        def as_read(there: Snapshot) -> None:
            now = there.sheet(sheet)
            others = [name for name in changed if now.get(name) not in (self._read.get(name), changed[name])]
            if others and not anyway:
                labels = [self._framework.sheet(sheet).field(name).label for name in others]
                raise ChangedMeanwhileError(
                    f"Iemand anders veranderde intussen: {listing(labels)}.",
                    mend="Bewaar je toch, dan staat jouw versie er. De andere blijft in de geschiedenis.",
                )

        if day != self._day:
            move(self.store, self.key.slug, self._day, day, changed, author=author(), check=as_read)
        elif changed:
            self.store.put(self.key, {sheet: changed}, author=author(), check=still_on(day, as_read))


def _cells(chosen: Framework) -> list[dict[str, Any]]:
    """Return the blocks row by row, as the small grid shows them."""
    order = {(level.id, theme.id): at for at, (level, theme) in enumerate(_places(chosen))}
    blocks = sorted(chosen.blocks, key=lambda block: order[block.level.id, block.theme.id])
    return [
        {
            "id": block.id,
            "name": block_name(block.id),
            "level": block.level.id,
            "theme": block.theme.id,
            "colour": block.theme.colour,
            "question": block.mandatory_question,
        }
        for block in blocks
    ]


def _places(chosen: Framework) -> list[tuple[Any, Any]]:
    return [(level, theme) for level in chosen.levels for theme in chosen.themes]


def _lessons(chosen: Framework) -> list[Sheet]:
    return sorted((sheet for sheet in chosen.instruments if sheet.number), key=lambda sheet: sheet.number)


def _year_question(there: Snapshot) -> str:
    return str(there.sheet("group").get("year_question") or session_build().year_question)


def _tidy_day(day: str) -> str:
    try:
        there = datetime.date.fromisoformat(day)
    except ValueError:
        there = None
    if there is None or not 2020 <= there.year < 2100:
        raise UsageError(f"‘{day}’ is geen datum.", mend="Kies een dag.")
    return there.isoformat()


def _programme(message: Message) -> Message:
    build = session_build()
    form = build.forms.get(str(message["form"]))
    if form is None:
        return {"parts": []}
    parts = programme(build, form, tidy_minutes(str(message["minutes"])))
    return {"parts": [{"name": part.name, "minutes": part.minutes, "says": part.says} for part in parts]}


def _fits(message: Message) -> Message:
    rows: Sequence[Mapping[str, Any]] = message["parts"]
    if not rows:
        return {"fits": "Kies een werkvorm: dan staat het programma hier."}
    return {"fits": fits(parts_of(rows), tidy_minutes(str(message["minutes"])))}


def set_up_session(group: str, store: str) -> SetUpPage:
    """Return what the notebook on which a session is set up talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return SetUpPage(page_store(store), group)
