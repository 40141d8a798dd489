"""What other blocks have for the blocks of a dossier, offered on its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Revision, Store
from sko_widgets.errors import SkoError
from sko_widgets.framework import Framework
from sko_widgets.insight.contributions import holds
from sko_widgets.insight.incoming import Incoming, incoming
from sko_widgets.widgets import Arrivals, Clash

from . import page_addresses, wording
from .dossier_field import DossierField
from .take_over import TakenElsewhereError, added


class FromOtherBlocks:
    """The list of what came from other blocks, and what its buttons do.

    Parameters
    ----------
    store, key, framework
        Where the dossier is, which, and its format.
    remembered
        Under which name the browser remembers what was put out of sight.
    blocks
        Ids of the blocks that it is about.
    """

    def __init__(
        self, store: Store, key: DossierKey, framework: Framework, remembered: str, blocks: Sequence[str]
    ) -> None:
        self.store = store
        self.key = key
        self.framework = framework
        self.blocks = blocks
        self.widget = Arrivals(key=remembered, title="Kwam van een andere bouwsteen")
        self.widget.on("take", self._take)

    def refresh(self, snapshot: Snapshot, changes: Sequence[Revision]) -> None:
        """Show what there is now; `changes` are the dossier's last revisions, newest first."""
        found = [one for one in self._found(snapshot) if not one.taken]
        last: dict[tuple[str, str], int] = {}
        for at, change in enumerate(changes):
            last.setdefault((change.sheet, change.field), at)
        found.sort(key=lambda one: last.get((f"block/{one.source.id}/{one.cycle}", one.field), len(changes)))
        self.widget.arrivals = [_shown(one) for one in found]

    def _found(self, snapshot: Snapshot) -> list[Incoming]:
        return [one for block_id in self.blocks for one in incoming(snapshot, block_id)]

    def _take(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add it to the field that it is meant for, with a note of where it came from."""
        snapshot = self.store.snapshot(self.key)
        one = next((one for one in self._found(snapshot) if one.id == message["id"]), None)
        if one is None:
            raise SkoError("Dit staat er niet meer.", mend="Laad de pagina opnieuw.")
        cycle = max(snapshot.cycles(one.block.id), default=1)
        field = self.framework.cycle_sheet.field(one.into)
        sheet = f"block/{one.block.id}/{cycle}"
        storage = DossierField(self.store, self.key, sheet, field, self.framework)
        value, revision = storage.now()
        if not holds(value, one.noted):
            outcome = storage.save(added(field, value, one.noted), revision)
            if isinstance(outcome, Clash):
                raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
        self.refresh(self.store.snapshot(self.key), self.store.changes(self.key, limit=wording.RECENT))
        place = f"{one.block.name}, cyclus {cycle}"
        step = self.framework.cycle_sheet.step_of(field.name)
        url = page_addresses.block_page(one.block.id, cycle, step.name)
        return {"message": f"Overgenomen bij {field.label}.", "to": url, "link": place}


def _shown(one: Incoming) -> dict[str, Any]:
    return {
        "id": one.id,
        "colour": one.source.theme.colour,
        "origin": f"Van {one.source.name}, voor {one.block.name}",
        "text": wording.bare(one.text),
        "note": wording.bare(one.note),
    }
