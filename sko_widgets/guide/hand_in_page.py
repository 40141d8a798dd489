"""The page where a report is made: what is not there yet, what of the instruments goes in, and the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dutch import shortened
from sko_widgets.framework import IN_REPORT, INTRODUCTION
from sko_widgets.insight.progress import progress, sheet_steps
from sko_widgets.report import overview
from sko_widgets.widgets import Actions, Bar, Chooser, Opening, ShortList

from . import page_addresses, wording
from .coaching import Coaching
from .dossier_page import DossierPage
from .page_tasks import download, file, page_store
from .which_remarks import personal

_MOST = 6
_NOTE = 80
"""Characters of the summary beside the way to it."""


class HandInPage(DossierPage):
    """The report of one dossier."""

    def top(self) -> None:
        """Show where one is."""
        here = wording.coalition(self._snapshot())
        crumbs, menu = page_addresses.crumbs(here, "Rapport"), page_addresses.menu("Rapport")
        display(Bar(crumbs=crumbs, menu=menu, page_title=f"Rapport · {here}", saves=False))

    def opening(self) -> None:
        """Show the page's title."""
        display(Opening(title="Rapport"))

    def personal(self) -> None:
        """Show where the name or the number of somebody may stand, to look at before it goes to others."""
        coaching = Coaching(self.store, self.key, self.framework)
        display(coaching.shown(personal, title="Kijk dit na voor je het deelt"))

    def actions(self) -> None:
        """Show the buttons that make a file."""
        buttons = [
            {"id": "docx", "label": "Rapport maken (Word)", "main": True},
            {"id": "pdf", "label": "Rapport maken (pdf)"},
            {"id": "html", "label": "Rapport maken (webpagina)"},
            {"id": "json", "label": "Dossier bewaren als bestand"},
        ]
        bar = Actions(buttons=buttons)
        bar.on("press", self._press)
        display(bar)

    def front(self) -> None:
        """Show what the report says of itself, with the way to change it."""
        snapshot = self._snapshot()
        written = shortened(wording.bare(snapshot.sheet("publication").get("summary", "")), _NOTE)
        row = {
            "label": "Samenvatting en status",
            "note": f"{overview.status(snapshot)} · {written or 'nog geen samenvatting'}",
            "url": page_addresses.publication_page(),
        }
        display(Chooser(label="Voorin het rapport", items=[row], compact=True))

    def still_open(self) -> None:
        """Show what the report does not have yet; it can be made all the same."""
        rows = list(self._still_open(self._snapshot()))
        empty = "Overal staat iets. Lees het nog een keer door voor je het inlevert."
        more = f"Alle {len(rows)} tonen"
        display(ShortList(title="Wat er nog niet in staat", rows=rows, empty=empty, most=_MOST, more=more))

    def report_choices(self) -> None:
        """Show of each instrument that has something in it what of it goes into the report."""
        snapshot = self._snapshot()
        rows = [
            {
                "label": wording.named(sheet),
                "state": sheet.field(IN_REPORT).option_label(in_report(snapshot, sheet)),
                "url": page_addresses.instrument_page(sheet),
            }
            for sheet in self.framework.instruments
            if any(step.filled for step in sheet_steps(snapshot, sheet))
        ]
        if rows:
            display(Chooser(label="Wat van je instrumenten in het rapport komt", items=rows))

    def _still_open(self, snapshot: Snapshot) -> Iterator[dict[str, str]]:
        if not snapshot.sheet("profile").get(INTRODUCTION):
            yield {"label": "Inleiding", "note": "Nog geen inleiding", "url": page_addresses.introduction_page()}
        for block in self.framework.blocks:
            done = progress(snapshot, block.id)
            if done.missing:
                cycle = max(done.cycle, 1)
                note = done.missing if done.cycle else "Nog niet begonnen"
                label = f"{block.name}, cyclus {cycle}"
                yield {"label": label, "note": note, "url": page_addresses.block_page(block.id, cycle)}

    def _press(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        return download(*file(self._snapshot(), str(message["id"])))


def hand_in(coalition: str, period: str, store: str) -> HandInPage:
    """Return what the page of the report talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return HandInPage(page_store(store), DossierKey(coalition, period))
