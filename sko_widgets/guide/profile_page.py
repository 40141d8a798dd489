"""The pages of what stands before the blocks: who takes part, the introduction, and what the report says of itself."""

from __future__ import annotations

from IPython.display import display

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import INTRODUCTION

from . import page_addresses, wording
from .coaching import Coaching
from .sheet_page import SheetPage, update
from .take_over import TakeOver
from .which_remarks import at_field


class ProfilePage(SheetPage):
    """One of the notebooks that ask for the profile or the publication.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    name
        What the page is called where one is told where one is.
    title
        Above its fields.
    sheet
        Which of the two it asks for.
    """

    def __init__(self, coalition: str, period: str, store: str, name: str, title: str, sheet: str = "profile") -> None:
        super().__init__(coalition, period, store)
        self._take_over: TakeOver | None = None
        self._coaching = Coaching(self.store, self.key, self.framework)
        self._sheet = sheet
        of_report = sheet == self.framework.publication.id
        self._furnish("", "", "Rapport" if of_report else "Raster", sheet)
        here = wording.coalition(self._read)
        below = [("Rapport", page_addresses.hand_in_page())] if of_report else []
        update(self._bar, {"crumbs": page_addresses.crumbs(here, *below, name), "page_title": f"{name} · {here}"})
        self._opening.set_trait("title", title)

    def step(self, name: str) -> None:
        """Show the control of one field and what is asked there; below the introduction what the instruments have."""
        snapshot = self._recent_snapshot()
        storage = self._dossier_field(self._sheet, name)
        control = self._control(storage, snapshot)
        display(control)
        if name == INTRODUCTION:
            self._take_over = TakeOver(control, storage, INTRODUCTION)
            self._take_over.refresh(snapshot)
            display(self._take_over.widget)
        display(self._coaching.shown(at_field(storage.sheet, name), says_where=False))

    def _refresh(self, snapshot: Snapshot) -> None:
        self._coaching.refresh_soon()
        if self._take_over is not None:
            self._take_over.refresh(snapshot)


profile = ProfilePage
"""What the notebooks of the profile and the publication make."""
