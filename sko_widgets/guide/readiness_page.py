"""The page of who holds all dossiers: how far each is on its way to a report, in four words a block, without its texts.

Of learning groups it has the signals that they pass on, and reads nothing else of them than their harvest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from IPython.display import display

from sko_widgets.dossier.example import is_example
from sko_widgets.dossier.sessions import HARVEST
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import count, date, day
from sko_widgets.framework import Block
from sko_widgets.insight.facets import BLOCK
from sko_widgets.insight.readiness import STATES, Standing, blocks_of, report_said, selection, standings
from sko_widgets.insight.year_overview import passed_on
from sko_widgets.report import markdown
from sko_widgets.report.made_reports import made_reports
from sko_widgets.widgets import Bar, Filters, Opening, StandList, StateTable

from . import page_addresses
from .glance import Glance
from .group_page import called
from .page_tasks import page_store
from .printout import Printout, print_buttons

TITLE = "Klaar voor inleveren"
SIGNALS = "Signalen uit leergroepen"
ONLY_STATES = "Alleen hoe ver ze zijn, geen teksten."
_KINDS = dict(zip(STATES, ("none", "busy", "ready", "done"), strict=True))
_ABSENT = "niet in dit format"
_COALITION, _REPORT = "Coalitie", "Rapport"


class ReadinessPage:
    """How far all dossiers of a store are.

    Parameters
    ----------
    store
        Where the dossiers are.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._selection = selection()
        self._filters: Filters | None = None
        self._table: StateTable | None = None
        self._standings = Glance(lambda: standings(store.outlines()))

    def top(self) -> None:
        """Show where one is."""
        crumbs = [{"label": "Alle coalities", "url": page_addresses.start_page()}, {"label": TITLE, "url": ""}]
        menu = page_addresses.general_menu()
        display(Bar(crumbs=crumbs, menu=menu, page_title=TITLE, saves=False, asks_author=False, can_show=True))

    def opening(self) -> None:
        """Show the page's title."""
        display(Opening(title=TITLE))

    def filters(self) -> None:
        """Show what can be chosen, how many dossiers are left, and that no texts are here."""
        self._filters = Filters(note=ONLY_STATES)  # made where it is shown: a page is sent cell by cell
        self._filters.on("choose", self._choose)
        self._filters.on("clear", self._clear)
        self._show()
        display(self._filters)

    def printing(self) -> None:
        """Show the buttons that make a document of the table."""
        display(print_buttons(self._printout))

    def view(self) -> None:
        """Show the table."""
        self._table = StateTable(label=TITLE, first=_COALITION, empty="Er is geen dossier dat hierbij past.")
        self._show()
        display(self._table)

    def signals(self) -> None:
        """Show what learning groups pass on to the programme, if they do; nothing else of a group is here."""
        signals = list(_signals(self.store))
        if signals:
            rows = [{"name": text, "note": whose, "stand": "", "done": False} for text, whose in signals]
            display(StandList(title=SIGNALS, rows=rows))

    # --- what it is made of -------------------------------------------------------------------

    def _choose(self, message: Mapping[str, Any]) -> None:
        self._selection.choose(str(message["name"]), str(message["value"]))
        self._standings.drop()
        self._show()

    def _clear(self, _: Mapping[str, Any]) -> None:
        self._selection.clear()
        self._standings.drop()
        self._show()

    def _show(self) -> None:
        there = self._standings()
        if self._filters is not None:
            with self._filters.hold_sync():
                self._filters.filters = self._selection.offered(there)
                self._filters.told = _left_over(self._selection.of(there), there)
        if self._table is not None:
            self._fill(self._table, there)

    def _fill(self, table: StateTable, there: Sequence[Standing]) -> None:
        left, reports, blocks = self._selection.of(there), _reports(), self._blocks(there)
        with table.hold_sync():
            table.last = _REPORT if reports is not None else ""
            table.groups = [
                {"label": theme, "colour": those[0].theme.colour, "columns": [_column(block) for block in those]}
                for theme, those in _by_theme(blocks)
            ]
            table.rows = [_row(one, blocks, reports) for one in left]

    def _blocks(self, there: Sequence[Standing]) -> list[Block]:
        """Return the blocks that are shown: the one that was chosen, or all, those of one theme together."""
        chosen = self._selection.chosen.get(BLOCK)
        return [block for block in blocks_of(there) if chosen in (None, block.id)]

    def _printout(self) -> Printout:
        self._standings.drop()
        there = self._standings()
        left, reports = self._selection.of(there), _reports()
        facts = [("Gekozen", self._selection.said()), ("Wat hier staat", f"{_left_over(left, there)} {ONLY_STATES}")]
        passages = list(_chapters(left, self._blocks(there), reports)) if left else []
        said = [f"{markdown.line(text)} ({markdown.line(whose)})" for text, whose in _signals(self.store)]
        passages += [f"# {SIGNALS} {{#signalen}}", markdown.bullets(said)] if said else []
        return Printout(TITLE, "Alle dossiers", "klaar-voor-inleveren", passages, facts)


def _signals(store: Store) -> Iterator[tuple[str, str]]:
    """Yield what groups pass on, and which group said it on which day; the latest of a group first."""
    for info in store.dossiers("group"):
        for one in reversed(passed_on(store.sheets(info.key, HARVEST))):
            yield one.text, f"{called(info.name)}, {date(one.day)}"


def _reports() -> dict[DossierKey, datetime] | None:
    """Return when the report of each dossier was made that is in the work folder; None outside a work folder."""
    folder = os.environ.get("SKO_WERKMAP")
    if not folder:
        return None
    made = made_reports(Path(folder) / "rapporten")
    return {DossierKey(*whose): report.made_at for whose, report in made.items()}


def _left_over(left: Sequence[Standing], there: Sequence[Standing]) -> str:
    dossiers = count(len(there), "dossier", "dossiers")
    return f"{dossiers}." if len(left) == len(there) else f"{len(left)} van de {dossiers}."


def _by_theme(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    return ((theme, list(those)) for theme, those in groupby(blocks, key=lambda block: block.theme.name))


def _column(block: Block) -> dict[str, str]:
    return {"label": block.level.name, "name": block.name}


def _row(one: Standing, blocks: Sequence[Block], reports: Mapping[DossierKey, datetime] | None) -> dict[str, Any]:
    words = [one.blocks.get(block.id, "") for block in blocks]
    return {
        "name": one.name,
        "note": _note(one),
        "states": [{"kind": _KINDS.get(word, ""), "word": word or _ABSENT} for word in words],
        "last": "" if reports is None else _report(one, reports),
    }


def _note(one: Standing) -> str:
    return f"{one.key.period.replace('-', '–')}{' (voorbeeld)' if is_example(one.key) else ''}"


def _report(one: Standing, reports: Mapping[DossierKey, datetime]) -> str:
    made_at = reports.get(one.key)
    return report_said(one, made_at, day(made_at) if made_at else "")


def _chapters(
    left: Sequence[Standing], blocks: Sequence[Block], reports: Mapping[DossierKey, datetime] | None
) -> Iterator[str]:
    """Yield a table of the reports, and one of each theme: all blocks beside each other are too wide for paper."""
    names = [markdown.line(f"{one.name} {_note(one)}") for one in left]
    if reports is not None:
        yield f"# {_REPORT} {{#rapport}}"
        said = [markdown.line(_report(one, reports)) for one in left]
        yield markdown.table([_COALITION, _REPORT], zip(names, said, strict=True))
    for number, (theme, those) in enumerate(_by_theme(blocks), 1):
        yield f"# {markdown.line(theme)} {{#thema-{number} .block .{those[0].theme.colour}}}"
        rows = [
            (name, *(markdown.line(one.blocks.get(block.id) or _ABSENT) for block in those))
            for name, one in zip(names, left, strict=True)
        ]
        yield markdown.table([_COALITION, *(markdown.line(block.level.name) for block in those)], rows)


def readiness(store: str) -> ReadinessPage:
    """Return what the page of all dossiers talks to.

    Parameters
    ----------
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return ReadinessPage(page_store(store))
