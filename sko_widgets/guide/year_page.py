"""`Jaaroverzicht`: what a group's sessions of a year brought, and which signals of it go to the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from IPython.display import display

from sko_widgets.dossier import sessions
from sko_widgets.dossier.snapshot import Sheets
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import capital, count, date, listing
from sko_widgets.framework import framework
from sko_widgets.insight.checks.personal_rules import personal_words
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.minutes import KINDS
from sko_widgets.insight.planned_session import theme_name
from sko_widgets.insight.year_overview import PASSED_ON, Said, YearOverview, school_year, year_overview
from sko_widgets.report.markdown import bullets, line
from sko_widgets.who import author
from sko_widgets.widgets import Bar, Chooser, HardList, MinutesCheck, Opening

from . import page_addresses, session_pages
from .by_block import colour_of
from .group_page import GroupPage
from .minutes_page import asks_to_look, pieces
from .page_tasks import page_store
from .printout import Printout
from .sheet_page import update

SIGNALS = "Signalen voor het programma"
CAME_BACK = "Kwam terug"
_OF_NO_BLOCK = "Zonder bouwsteen"
_ABOUT_SIGNALS = (
    "Zet een vinkje bij wat de groep wil doorgeven: Dit geven we door. Wie alle dossiers heeft, ziet dan die regel, "
    "de naam van de leergroep en de dag. De rest blijft hier."
)


class YearPage(GroupPage):
    """The year of a group that the address names, else its newest."""

    label = "Jaaroverzicht"

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._framework = framework(store.info(self.key).framework)
        self._years = sorted({school_year(day) for day in self._days()}, reverse=True)
        asked = page_addresses.asked(session_pages.YEAR_ASKED)
        self._year = asked if asked in self._years else next(iter(self._years), "")
        self._shown: MinutesCheck | None = None

    @property
    def _called(self) -> str:
        return f"{self.label} {self._year.replace('-', '–')}".strip()

    def top(self) -> None:
        """Show where one is."""
        crumbs, menu = page_addresses.crumbs(self.name, self.label), page_addresses.group_menu(self.label)
        display(Bar(crumbs=crumbs, menu=menu, page_title=f"{self._called} · {self.name}", saves=False))

    def opening(self) -> None:
        """Show of which year it is, and the ways to others."""
        display(Opening(title=self._called))
        others = [one for one in self._years if one != self._year]
        if others:
            items = [{"label": one.replace("-", "–"), "note": "", "url": _year_page(one)} for one in others]
            display(Chooser(label="Een ander jaar", items=items, compact=True))

    def sessions(self) -> None:
        """Show the sessions of the year, each with what it was about and how much came of it."""
        rows = [
            {"label": date(day), "note": note, "url": session_pages.session_page(session_pages.SESSION, day)}
            for day, note in self._sessions()
        ]
        display(Chooser(label="Bijeenkomsten", items=rows, empty="Er is nog geen bijeenkomst."))

    def signals(self) -> None:
        """Show the signals, each with a tick that passes it on."""
        self._shown = MinutesCheck(
            title=SIGNALS, note=_ABOUT_SIGNALS, empty="Er is nog geen signaal.", **self._signals()
        )
        self._shown.on("keep", self._pass_on)
        display(self._shown)

    def came_back(self) -> None:
        """Show the questions that were asked at more than one session."""
        kinds = [{"label": _days_of(those), "rows": _rows(those), "rest": ""} for those in self._overview().came_back]
        if kinds:
            display(HardList(themes=[{"name": CAME_BACK, "colour": "", "kinds": kinds}]))

    def harvest(self) -> None:
        """Show what was harvested, by block."""
        themes = [
            {
                "name": self._block(block),
                "colour": colour_of(self._framework, block),
                "kinds": [{"label": label, "rows": _rows(lines), "rest": ""} for label, lines in _by_kind(those)],
            }
            for block, those in self._overview().harvest.items()
        ]
        display(HardList(themes=themes, empty="Er is nog niets geoogst."))

    # --- what it is made of -------------------------------------------------------------------

    def _days(self) -> list[str]:
        return sessions.days(self.store, self.key)

    def _of_year(self, begins: str) -> Sheets:
        """Return the sheets of one kind that are of the sessions of this year."""
        sheets = self.store.sheets(self.key, begins)
        return {
            name: fields
            for name, fields in sheets.items()
            if school_year(name.removeprefix(begins).partition("/")[0]) == self._year
        }

    def _sessions(self) -> Iterator[tuple[str, str]]:
        harvested, agreed = self._of_year(sessions.HARVEST), self._of_year(sessions.AGREEMENT)
        for name, fields in sorted(self._of_year(sessions.SESSION).items()):
            day = name.removeprefix(sessions.SESSION)
            lines = _filled(harvested, f"{sessions.HARVEST}{day}/", "text")
            agreements = _filled(agreed, f"{sessions.AGREEMENT}{day}/", "what")
            theme = theme_name(self._framework, str(fields.get("theme") or ""))
            amounts = [count(lines, "regel", "regels"), count(agreements, "afspraak", "afspraken")]
            yield day, " · ".join(filter(None, [capital(theme), *amounts]))

    def _overview(self) -> YearOverview:
        return year_overview(self._of_year(sessions.HARVEST), self._framework.block_ids)

    def _block(self, block: str) -> str:
        return block_name(block) if block else _OF_NO_BLOCK

    def _signals(self) -> dict[str, Any]:
        signals = self._overview().signals
        named = sum(bool(personal_words(one.text)) for one in signals)
        sections = [{"title": "", "lines": [_signal(one) for one in signals]}] if signals else []
        return {"sections": sections, "told": asks_to_look(named)}

    def _pass_on(self, message: Mapping[str, Any]) -> None:
        """Pass a signal on, or not any more; not when it says something else than who ticks it sees."""
        if self._shown is None:
            return
        rows = [row for section in self._shown.sections for row in section["lines"]]
        was = next((_text(row) for row in rows if row["place"] == message["place"]), "")
        day, _, number = str(message["place"]).partition("/")
        given = {PASSED_ON: "ja" if message["on"] else "", "text": was}
        sessions.change_harvest(self.store, self.key.slug, day, number, given, author=author(), was=was)
        update(self._shown, self._signals())

    # --- on paper -----------------------------------------------------------------------------

    def _printout(self) -> Printout:
        stem = f"jaaroverzicht-{self.key.slug}-{self._year}"
        return Printout(self._called, self.name, stem, ["\n\n".join(self._passages())] if self._year else [])

    def _passages(self) -> Iterator[str]:
        """Yield the page as Markdown."""
        there = self._overview()
        yield "# Bijeenkomsten"
        yield bullets(line(f"{date(day)} · {note}") for day, note in self._sessions())
        if there.signals:
            yield f"# {SIGNALS}"
            yield bullets(_printed(one, "doorgegeven" if one.line.get(PASSED_ON) else "") for one in there.signals)
        if there.came_back:
            yield f"# {CAME_BACK}"
            yield from (bullets(map(_printed, those)) for those in there.came_back)
        for block, those in there.harvest.items():
            yield f"# {line(self._block(block))}"
            for label, lines in _by_kind(those):
                yield f"## {line(label)}"
                yield bullets(map(_printed, lines))


def _year_page(year: str) -> str:
    return page_addresses.to(f"{session_pages.YEAR}?{urlencode({session_pages.YEAR_ASKED: year})}")


def _filled(sheets: Sheets, begins: str, needed: str) -> int:
    """Count the lines that say something."""
    texts = (str(fields.get(needed) or "") for name, fields in sheets.items() if name.startswith(begins))
    return sum(bool(text.strip()) for text in texts)


def _by_kind(those: Sequence[Said]) -> Iterator[tuple[str, list[Said]]]:
    for kind, label in (*KINDS.items(), ("", "Verder gezegd")):
        lines = [one for one in those if (one.line.get("kind") if one.line.get("kind") in KINDS else "") == kind]
        if lines:
            yield label, lines


def _rows(those: Sequence[Said]) -> list[dict[str, str]]:
    return [{"text": one.text, "note": date(one.day)} for one in those]


def _days_of(those: Sequence[Said]) -> str:
    return f"Gevraagd op {listing([date(day) for day in sorted({one.day for one in those})])}"


def _signal(one: Said) -> dict[str, Any]:
    on, said = bool(one.line.get(PASSED_ON)), pieces(one.text, personal_words(one.text))
    return {"place": f"{one.day}/{one.line.id}", "pieces": said, "about": date(one.day), "on": on}


def _text(row: Mapping[str, Any]) -> str:
    return "".join(piece["text"] for piece in row["pieces"])


def _printed(one: Said, more: str = "") -> str:
    about = ", ".join(filter(None, [date(one.day), more]))
    return f"{line(one.text)} ({line(about)})"


def year_of_group(group: str, store: str) -> YearPage:
    """Return what the notebook of a group's year talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return YearPage(page_store(store), group)
