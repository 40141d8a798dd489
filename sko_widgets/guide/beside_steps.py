"""What there is to read beside a step: what was said there before, and what other blocks bring for it."""

from __future__ import annotations

from collections.abc import Iterator

from sko_widgets.dossier.cycles import is_adjusted
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Step, framework
from sko_widgets.insight.incoming import incoming
from sko_widgets.report.markdown import html
from sko_widgets.widgets import Earlier

from .beside import display_beside
from .reading import step_html

_MOST = 3
"""Texts of other blocks beside one step; the coalition's page has all of them."""


class Beside:
    """The cycle that one follows, the last of the period before, and what other blocks bring.

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
        chosen = framework(snapshot.framework)
        came_along = cycle == 1 and is_adjusted(snapshot, chosen, block_id, 1)
        self._mandatory = chosen.block(block_id).mandatory_question if came_along else ""
        is_newest = cycle == max(snapshot.cycles(block_id), default=1)
        self._brought = [one for one in incoming(snapshot, block_id) if not one.taken] if is_newest else []

    def show(self, step: Step) -> None:
        """Show beside a step what it held then, and what other blocks have for it; nothing when that is nothing."""
        texts = list(self._texts(step))
        if texts:
            display_beside(Earlier(colour=self._colour, texts=texts))

    def _texts(self, step: Step) -> Iterator[dict[str, str]]:
        if self._mandatory and step.fields[0].name == "start_question":
            yield {"title": "De verplichte vraag", "html": html(self._mandatory)}
        for title, snapshot, cycle in self._cycles:
            asked = next(
                (one for one in framework(snapshot.framework).cycle_sheet.steps if one.name == step.name), None
            )
            written = step_html(snapshot, self._block, cycle, asked) if asked else ""
            if written:
                yield {"title": title, "html": written}
        fields = [field.name for field in step.fields]
        for one in [one for one in self._brought if one.into in fields][:_MOST]:
            yield {"title": f"Komt van {one.source.name}", "html": html(one.text) + html(one.note)}


def _period_before(store: Store, key: DossierKey) -> Snapshot | None:
    periods = [info.key for info in store.dossiers() if info.key.slug == key.slug and info.key.period < key.period]
    return store.snapshot(max(periods, key=lambda one: one.period)) if periods else None
