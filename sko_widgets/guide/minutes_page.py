"""The page where the minutes of a session are looked through, and made as Word, PDF and webpage."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import session_rows, sessions
from sko_widgets.dossier.session_day import refuse_moved
from sko_widgets.dossier.sessions import AGREEMENT, HARVEST
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import count, date
from sko_widgets.errors import SkoError
from sko_widgets.insight.minutes import KEPT_OUT, Minutes, MinutesLine, minutes_of
from sko_widgets.report.markdown import bullets, line, table
from sko_widgets.who import author
from sko_widgets.widgets import Bar, MinutesCheck, Opening

from . import page_addresses, session_pages
from .group_page import GroupPage
from .one_session_page import elsewhere
from .page_tasks import page_store
from .printout import Printout, print_buttons
from .sheet_page import update

TITLE = session_pages.TITLES[session_pages.MINUTES]


class MinutesPage(GroupPage):
    """The minutes of the session on the day in the address; without one, the list of all."""

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._day = session_pages.asked_day()
        self._shown: MinutesCheck | None = None

    def top(self) -> None:
        """Show where one is."""
        session = [(f"Bijeenkomst van {date(self._day)}", self._session_url())] if self._minutes() else []
        crumbs = page_addresses.crumbs(self.name, *session, TITLE)
        display(Bar(crumbs=crumbs, menu=page_addresses.group_menu(), page_title=f"{TITLE} · {self.name}", saves=False))

    def opening(self) -> None:
        """Show of which session these are the minutes; or the sessions that there are."""
        there = self._minutes()
        if there is None:
            display(*elsewhere(self._group(), self._day, session_pages.MINUTES, TITLE))
            return
        display(Opening(title=f"{TITLE} van {date(self._day)}", lead=there.planned.question))

    def check(self) -> None:
        """Show what goes to everyone, line by line."""
        if self._minutes() is None:
            return
        self._shown = MinutesCheck(**self._now())
        self._shown.on("keep", self._keep)
        display(self._shown)

    def printing(self) -> None:
        """Show the buttons that make the minutes."""
        if self._minutes() is not None:
            display(print_buttons(self._printout, main=True))

    def _minutes(self) -> Minutes | None:
        return minutes_of(self._group(), self._day) if self._day else None

    def _session_url(self) -> str:
        return session_pages.session_page(session_pages.SESSION, self._day)

    def _now(self) -> dict[str, Any]:
        there = self._minutes()
        sections = there.sections if there else {}
        named = sum(bool(one.names) and not one.kept_out for lines in sections.values() for one in lines)
        return {
            "sections": [{"title": title, "lines": [_row(one) for one in lines]} for title, lines in sections.items()],
            "told": asks_to_look(named),
        }

    def _keep(self, message: Mapping[str, Any]) -> None:
        """Keep a line out of the minutes, or let it in again."""
        refuse_moved(self.store, self.key, sessions.session_sheet(self._day))
        place, out = str(message["place"]), not message["on"]
        keep_out(self.store, self.key.slug, self._day, place, out=out)
        self._group.drop()
        if self._shown is not None:
            update(self._shown, self._now())

    def _printout(self) -> Printout:
        self._group.drop()
        refuse_moved(self.store, self.key, sessions.session_sheet(self._day))
        there = self._minutes()
        if there is None:
            raise SkoError("Er is geen bijeenkomst op die dag.")
        return minutes_printout(there, self.name, self.key.slug)


def keep_out(store: Store, slug: str, day: str, place: str, *, out: bool) -> None:
    """Keep a line of a session out of its minutes, or let it in again; `place` is that of a `MinutesLine`."""
    given = {KEPT_OUT: "ja" if out else ""}
    if place.startswith(f"{HARVEST}{day}/"):
        sessions.change_harvest(store, slug, day, place.rpartition("/")[2], given, author=author())
    elif place.startswith(f"{AGREEMENT}{day}/"):
        sessions.change_agreement(store, slug, day, place.rpartition("/")[2], given, author=author())
    else:
        session_rows.keep_words_out(store, slug, day, place, out=out, author=author())


def minutes_printout(there: Minutes, group: str, slug: str) -> Printout:
    """Return what is printed: only what goes to everyone."""
    about = there.planned
    facts = [
        ("Wanneer", about.says_when()),
        ("Waar het over ging", there.theme),
        ("De vraag", about.question),
        ("Wie er waren", ", ".join(about.present)),
    ]
    stem = f"verslag-{slug}-{about.day}"
    return Printout(f"{TITLE} van {date(about.day)}", group, stem, ["\n\n".join(_passages(there))], facts, short=True)


def _passages(there: Minutes) -> Iterator[str]:
    """Yield the minutes as Markdown."""
    for title, lines in there.to_all().items():
        yield f"# {line(title)}"
        yield bullets(_said(one) for one in lines)
    if there.liked:
        yield "# Hoe het was"
        yield table(["", *"12345"], ([line(said), *map(line, counts)] for said, counts in there.liked))
    if there.programme:
        yield "# Wat we deden"
        took = [line(f"{name}, {count(minutes, 'minuut', 'minuten')}") for name, minutes in there.programme]
        yield bullets(took)


def _said(one: MinutesLine) -> str:
    about = f" ({line(one.about)})" if one.about else ""
    return f"{line(one.text)}{about}"


def _row(one: MinutesLine) -> dict[str, Any]:
    return {"place": one.place, "pieces": pieces(one.text, one.names), "about": one.about, "on": not one.kept_out}


def asks_to_look(lines: int) -> str:
    """Return what is asked when so many lines may name somebody; nothing when none do."""
    named = count(lines, "regel", "regels")
    return f"In {named} staat misschien een naam of nummer van iemand. Nog even kijken?" if lines else ""


def pieces(text: str, names: Collection[str]) -> list[dict[str, Any]]:
    """Return a line in pieces, those marked that may name somebody."""
    if not names:
        return [{"text": text, "mark": False}]
    marks = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    split = enumerate(re.split(f"({marks})", text))
    return [{"text": piece, "mark": bool(at % 2)} for at, piece in split if piece]


def session_minutes(group: str, store: str) -> MinutesPage:
    """Return what the notebook of a session's minutes talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return MinutesPage(page_store(store), group)
