"""The pages of the profile: who takes part, and the introduction of the report."""

from __future__ import annotations

import logging

from IPython.display import display

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import INTRODUCTION, framework
from sko_widgets.widgets import Bar, FieldControl, Opening

from . import controls, erasing, page_addresses, wording
from .dossier_field import DossierField
from .page_tasks import page_store
from .take_over import TakeOver
from .unreadable import Unreadable

_log = logging.getLogger(__name__)


class ProfilePage:
    """One of the notebooks that ask for the profile.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    """

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.store = store
        self.key = key
        self.framework = framework(store.snapshot(key).framework)
        self._made = store.info(key).created_at
        self._take_over: TakeOver | None = None
        self._unreadable = Unreadable(store, key, self.framework, [self.framework.profile.id])

    def top(self, name: str) -> None:
        """Show where one is; `name` is what the page is called."""
        here = wording.coalition(self._snapshot())
        gone = erasing.gone_drafts(self.store, self.key, self._made)
        crumbs, menu = page_addresses.crumbs(here, name), page_addresses.menu("Raster")
        display(Bar(crumbs=crumbs, menu=menu, page_title=f"{name} · {here}", erased=gone))

    def opening(self, title: str, lead: str) -> None:
        """Show what the page is for, and which of its fields are damaged."""
        display(Opening(title=title, lead=lead, label="", question="", colour=""))
        unread = self._unreadable.notes(self._snapshot())
        if unread is not None:
            display(unread)

    def step(self, name: str) -> None:
        """Show the control of one field; below the introduction what the instruments have for it."""
        storage = self._dossier_field(name)
        control = self._control(storage, labelled=self.framework.profile.step_of(name).has_own_name)
        if name != INTRODUCTION:
            display(control)
            return
        self._take_over = TakeOver(control, storage, INTRODUCTION)
        self._saved()
        display(control)
        display(self._take_over.widget)

    def _snapshot(self) -> Snapshot:
        return self.store.snapshot(self.key)

    def _dossier_field(self, name: str) -> DossierField:
        field = self.framework.profile.field(name)
        return DossierField(self.store, self.key, "profile", field, self.framework, self._saved)

    def _saved(self) -> None:
        """Refresh the page after a save; what is stored is stored, whatever goes wrong beside it."""
        try:
            snapshot = self._snapshot()
            self._unreadable.refresh(snapshot)
            if self._take_over is not None:
                self._take_over.refresh(snapshot)
        except Exception:  # noqa: BLE001 - what the instruments have must not say that a text is not saved
            _log.exception("The page around the profile could not be refreshed")

    def _control(self, storage: DossierField, *, labelled: bool) -> FieldControl:
        control = controls.control(storage, controls.Context(self.framework, "", self._snapshot(), self._made))
        control.show_label = labelled
        return control


def profile(coalition: str, period: str, store: str) -> ProfilePage:
    """Return what a page of the profile talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return ProfilePage(page_store(store), DossierKey(coalition, period))
