"""What the pages of one dossier have together that ask for none of its fields."""

from __future__ import annotations

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import framework


class DossierPage:
    """A page about one dossier.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    """

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.store = store
        self.key = key
        self.framework = framework(self._snapshot().framework)

    def _snapshot(self) -> Snapshot:
        """Return the dossier as it is now."""
        return self.store.snapshot(self.key)
