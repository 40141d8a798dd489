"""What the pages of a block and of an instrument share: the bar, the steps, and fields tied to the store."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Revision
from sko_widgets.framework import Framework, framework
from sko_widgets.insight.progress import Step
from sko_widgets.widgets import Bar, FieldControl, Opening, Steps

from . import controls, erasing, name_lists, page_addresses
from .dossier_field import DossierField
from .page_tasks import page_store, preview
from .unreadable import Unreadable

_log = logging.getLogger(__name__)
_MOMENT = 1.0  # seconds


class SheetPage(ABC):
    """A page with one control a field, which knows how far it is.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """

    def __init__(self, coalition: str, period: str, store: str) -> None:
        self.key = DossierKey(coalition, period)
        self.store = page_store(store)
        self.framework: Framework = framework(self._snapshot().framework)
        self._made = self.store.info(self.key).created_at
        self._erased = self.store.erased(self.key)
        self._controls: dict[str, FieldControl] = {}
        self._sheets: dict[str, tuple[Mapping[str, Revision], float]] = {}
        self._storages: list[tuple[FieldControl, DossierField]] = []

    def _furnish(self, colour: str, shown: str, menu: str, *sheets: str) -> None:
        """Make what stands around the fields.

        Parameters
        ----------
        colour
            Of the page.
        shown
            The block or sheet that the preview shows; empty when there is none.
        menu
            What the menu calls the page that this one lies below.
        sheets
            The sheets that the page is about.
        """
        self._unreadable = Unreadable(self.store, self.key, self.framework, sheets)
        self._shown = shown
        self._bar = Bar(
            colour=colour,
            menu=page_addresses.menu(menu),
            erased=erasing.gone_drafts(self.key, self._made, self._erased),
        )
        self._steps = Steps(colour=colour)
        self._opening = Opening(colour=colour)
        if shown:
            self._bar.on("preview", self._show_preview)

    # --- what the notebook's cells show -------------------------------------------------------

    def top(self) -> None:
        """Show where one is, whether all is saved, and the button for a preview."""
        display(self._bar)

    def steps(self) -> None:
        """Show the steps, each with whether it has something in it."""
        display(self._steps)

    def opening(self) -> None:
        """Show the page's title and what it is about, and which of its fields are damaged."""
        display(self._opening)
        self._show_unreadable()

    def _show_unreadable(self) -> None:
        unread = self._unreadable.notes(self._recent_snapshot())
        if unread is not None:
            display(unread)

    # --- what they are made of ----------------------------------------------------------------

    def _snapshot(self) -> Snapshot:
        """Return the dossier as it is now."""
        self._read, self._read_at = self.store.snapshot(self.key), time.monotonic()
        return self._read

    def _recent_snapshot(self) -> Snapshot:
        """Return the dossier as it was a moment ago: a page's cells run at once, and read it once for all of them."""
        return self._read if time.monotonic() - self._read_at < _MOMENT else self._snapshot()

    def _recent_sheet(self, sheet_id: str) -> Mapping[str, Revision]:
        """Return a sheet's newest revisions as they were a moment ago, likewise."""
        read, at = self._sheets.get(sheet_id, ({}, -_MOMENT))
        if time.monotonic() - at >= _MOMENT:
            read, at = self.store.sheet(self.key, sheet_id), time.monotonic()
            self._sheets[sheet_id] = read, at
        return read

    @abstractmethod
    def _refresh(self, snapshot: Snapshot) -> None:
        """Bring everything beside the fields up to date; called after each save."""

    def _saved(self) -> None:
        """Refresh the page after a save; what is stored is stored, whatever goes wrong beside it."""
        self._sheets.clear()
        try:
            snapshot = self._snapshot()
            for control, storage in self._storages:
                name_lists.refresh(control, storage, snapshot)
            self._refresh(snapshot)
            self._unreadable.refresh(snapshot)
        except Exception:  # noqa: BLE001 - a picture that cannot be drawn must not say that a text is not saved
            _log.exception("The page around %s could not be refreshed", self._shown)

    def _dossier_field(self, sheet_id: str, name: str, inherited: Any = None) -> DossierField:
        return DossierField(
            store=self.store,
            key=self.key,
            sheet=sheet_id,
            field=self.framework.sheet(sheet_id).field(name),
            framework=self.framework,
            saved=self._saved,
            inherited=inherited,
        )

    def _control(self, storage: DossierField, snapshot: Snapshot, here: str = "") -> FieldControl:
        context = controls.Context(self.framework, here, snapshot, self._made, self._recent_sheet, self._erased)
        made = controls.control(storage, context)
        sheet = self.framework.sheet(storage.sheet)
        step = sheet.step_of(storage.field.name) if storage.field.asked else None
        made.show_label = step is not None and step.has_own_name
        if step is not None:  # its question is the heading
            made.questions = [one for one in made.questions if one != step.ask]
        self._controls[storage.field.name] = made
        self._storages.append((made, storage))
        return made

    def _show_preview(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"html": preview(self._snapshot(), self._shown)}


def row(step: Step) -> dict[str, Any]:
    """Return a step as the list of steps shows it."""
    return {"name": step.name, "label": step.label, "anchor": step.name, "filled": step.filled, "count": step.count}


def update(widget: Any, traits: Mapping[str, Any]) -> None:
    """Change traits of a widget at once."""
    with widget.hold_sync():
        for name, value in traits.items():
            widget.set_trait(name, value)
