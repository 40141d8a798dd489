"""The page of all instruments: the lessons in their groups and the others, how far each is, and where to start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from IPython.display import display

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Sheet, framework
from sko_widgets.insight.progress import sheet_steps
from sko_widgets.widgets import Bar, Chooser, Opening

from . import page_addresses, wording
from .page_tasks import page_store
from .where_to_start import where_to_start


class InstrumentsPage:
    """The instruments of one dossier."""

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.snapshot = store.snapshot(key)
        self.framework = framework(self.snapshot.framework)

    def top(self) -> None:
        """Show where one is."""
        here = wording.coalition(self.snapshot)
        crumbs, title = page_addresses.crumbs(here, "Instrumenten"), f"Instrumenten · {here}"
        display(Bar(crumbs=crumbs, menu=page_addresses.menu("Instrumenten"), page_title=title, saves=False))

    def opening(self) -> None:
        """Show what the instruments are, and how many were begun."""
        sheets = self.framework.instruments
        begun = sum(any(step.filled for step in sheet_steps(self.snapshot, sheet)) for sheet in sheets)
        lead = f"{begun} van {len(sheets)} instrumenten begonnen"
        display(Opening(title="Instrumenten", lead=lead, label="", question="", colour=""))

    def begin(self) -> None:
        """Show where one could start, given what the coach asks and what the blocks lack."""
        rows = where_to_start(self.snapshot)
        if rows:
            display(Chooser(label="Hier kun je beginnen", items=rows))

    def lessons(self) -> None:
        """Show the lessons by group, and behind them the other instruments."""
        groups = [*((group.id, group.name) for group in self.framework.groups), ("", "Verder")]
        for group_id, name in groups:
            sheets = [sheet for sheet in self.framework.instruments if sheet.group == group_id]
            if sheets:
                lead, way = self._route(sheets)
                display(Chooser(label=name, lead=lead, way=way, items=[self._row(sheet) for sheet in sheets]))

    def _route(self, sheets: Sequence[Sheet]) -> tuple[str, dict[str, str]]:
        """Return what is said of lessons that follow on one another, and the way to the first with an empty step."""
        if not self.framework.route_of(sheets[0]):
            return "", {}
        found = {sheet: [step.filled for step in sheet_steps(self.snapshot, sheet)] for sheet in sheets}
        lead = f"Deze {len(sheets)} lessen volgen op elkaar. Wat je schreef, zie je terug waar je het nodig hebt."
        sheet = next((sheet for sheet, filled in found.items() if not all(filled)), None)
        if sheet is None:
            return lead, {}
        word = "Ga verder" if any(map(any, found.values())) else "Begin"
        label = f"{word} bij les {sheet.number}: {sheet.title}"
        return lead, {"label": label, "url": page_addresses.instrument_page(sheet)}

    def _row(self, sheet: Sheet) -> dict[str, Any]:
        found = sheet_steps(self.snapshot, sheet)
        filled = sum(step.filled for step in found)
        state = f"{filled} van {len(found)} ingevuld" if filled else "Nog niet begonnen"
        state = f"{state} · voor {wording.fed(sheet, self.framework)}"
        return {
            "label": _name(sheet),
            "note": sheet.purpose,
            "state": state,
            "url": page_addresses.instrument_page(sheet),
        }


def _name(sheet: Sheet) -> str:
    return f"{sheet.number}. {sheet.title}" if sheet.number else sheet.title


def instruments(coalition: str, period: str, store: str) -> InstrumentsPage:
    """Return what the page of all instruments talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return InstrumentsPage(page_store(store), DossierKey(coalition, period))
