"""Where one goes on with a dossier: what lies there, in words, and the link that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Block
from sko_widgets.insight.progress import progress
from sko_widgets.insight.resume import resume

from . import page_addresses, wording


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A place to go on, or to begin.

    Parameters
    ----------
    place
        What lies there, `Meso – Samenwerking, cyclus 3`.
    step
        Label of the step.
    url
        The link that leads to the step.
    block, cycle
        Of a block: which, and its cycle.
    been, begun
        Whether somebody wrote there, and whether the block has a cycle.
    """

    place: str
    step: str
    url: str
    block: Block | None
    cycle: int
    been: bool
    begun: bool


def going_on(store: Store, snapshot: Snapshot, folder: str = "") -> GoingOn:
    """Return where to go on with a dossier.

    Parameters
    ----------
    store, snapshot
        Where the dossier is, and itself.
    folder
        The dossier's folder, for a link from a page outside it.
    """
    there = resume(snapshot, store.changes(snapshot.key, limit=wording.RECENT))
    if there.block is None:
        url = page_addresses.instrument_page(there.sheet, there.step, folder)
        return GoingOn(wording.named(there.sheet), there.label, url, None, 0, there.been, begun=True)
    begun = progress(snapshot, there.block.id).cycle > 0
    place = f"{there.block.name}, cyclus {there.cycle}" if begun else there.block.name
    url = page_addresses.block_page(there.block.id, there.cycle, there.step, folder)
    return GoingOn(place, there.label, url, there.block, there.cycle, there.been, begun)
