"""What was said before at a step: in the cycle before this one, and in the period before."""

from __future__ import annotations

from collections.abc import Iterator

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Step, framework
from sko_widgets.widgets import Earlier

from .beside import display_beside
from .reading import step_html


class EarlierCycles:
    """The cycles before one: the one that it follows, and the last of the period before.

    Parameters
    ----------
    store, snapshot
        Where periods are looked for, and the dossier.
    block_id, cycle
        The cycle that is being written.
    colour
        Of the page.
    """

    def __init__(self, store: Store, snapshot: Snapshot, block_id: str, cycle: int, colour: str) -> None:
        self._block = block_id
        self._colour = colour
        self._cycles: list[tuple[str, Snapshot, int]] = []
        if cycle > 1:
            self._cycles.append((f"Jullie schreven in cyclus {cycle - 1}", snapshot, cycle - 1))
        before = _period_before(store, snapshot.key)
        if before is not None:
            last = max(before.cycles(block_id), default=0)
            period = before.key.period.replace("-", "–")
            self._cycles += [(f"Jullie schreven in {period}", before, last)] if last else []

    def show(self, step: Step) -> None:
        """Show beside a step what it held then; nothing when that is nothing."""
        texts = list(self._texts(step))
        if texts:
            display_beside(Earlier(colour=self._colour, texts=texts))

    def _texts(self, step: Step) -> Iterator[dict[str, str]]:
        for title, snapshot, cycle in self._cycles:
            asked = next(
                (one for one in framework(snapshot.framework).cycle_sheet.steps if one.name == step.name), None
            )
            written = step_html(snapshot, self._block, cycle, asked) if asked else ""
            if written:
                yield {"title": title, "html": written}


def _period_before(store: Store, key: DossierKey) -> Snapshot | None:
    periods = [info.key for info in store.dossiers() if info.key.slug == key.slug and info.key.period < key.period]
    return store.snapshot(max(periods, key=lambda one: one.period)) if periods else None
