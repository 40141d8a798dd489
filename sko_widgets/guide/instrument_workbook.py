"""What the notebook of an instrument talks to: a lesson's sheet, on screen and in the report's annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sko_widgets.framework import framework
from sko_widgets.report import annex

from .report_page import ReportPage, show

if TYPE_CHECKING:
    from .instrument_page import InstrumentPage


class ReportInstrument(ReportPage):
    """A lesson's notebook in a report: each cell shows its part of the annex as Markdown.

    Parameters
    ----------
    sheet_id
        Id of the lesson's sheet.
    store
        Path of the snapshot.
    """

    def __init__(self, sheet_id: str, store: str) -> None:
        super().__init__(store)
        self.sheet = framework(self.snapshot.framework).sheet(sheet_id)

    def opening(self) -> None:
        """Show the chapter's heading, and the lesson's pictures under it."""
        show(annex.opening(self.snapshot, self.sheet))

    def step(self, name: str) -> None:
        """Show what one field prints; nothing when it is empty."""
        show(annex.part(self.snapshot, self.sheet, name))

    def picture(self) -> None:
        """Show nothing: in a report the pictures stand under the heading."""


def instrument(sheet_id: str, coalition: str, period: str, store: str, mode: str) -> ReportInstrument | InstrumentPage:
    """Return what the notebook of a lesson talks to, in its mode.

    Parameters
    ----------
    sheet_id
        Id of the lesson's sheet, `lesson/01-positie`.
    coalition, period
        Slug and period of the dossier.
    store
        In a report the path of the snapshot, else the store's URL.
    mode
        `report` or `app`.
    """
    if mode == "report":
        return ReportInstrument(sheet_id, store)
    from .instrument_page import InstrumentPage

    return InstrumentPage(sheet_id, coalition, period, store)
