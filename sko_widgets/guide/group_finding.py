"""The search box of a learning group: where in what was shared something stands, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sko_widgets.dossier.search_words import Term, asked, composed, places
from sko_widgets.dossier.shared import SharedCopy, names_may_show, sheet_of
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dossier.typed_texts import typed_in
from sko_widgets.framework import framework
from sko_widgets.widgets import SearchBox

from . import page_addresses
from .found_text import MOST, pieces, told

_ALL = 2_000


class GroupFinding:
    """Searches what was shared with a group.

    Parameters
    ----------
    store, slug
        Where the group is, and which.
    """

    def __init__(self, store: Store, slug: str) -> None:
        self._store = store
        self._slug = slug
        self.widget = SearchBox(label="Zoeken in wat gedeeld is")
        self.widget.on("search", self.search)

    def search(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what is found by block, in report order; with names where all that is shown may have them."""
        question = str(message.get("question", ""))
        terms = asked(question)
        if not terms:
            return {"told": "", "groups": []}
        found = self._found(question)
        copies = found if names_may_show(found) else [one.without_name() for one in found]
        rows = ((one, row) for one in copies for row in _rows(one, terms))
        shown = [(_place(one), row) for one, row in islice(rows, MOST + 1)]
        groups = groupby(shown[:MOST], key=itemgetter(0))
        return {
            "told": told(question, len(shown)),
            "groups": [{"place": place, "rows": [row for _, row in those]} for place, those in groups],
        }

    def _found(self, question: str) -> list[SharedCopy]:
        """Return the cycles in which it stands, of what is shared now."""
        hits = self._store.search(question, [DossierKey.of_group(self._slug)], limit=_ALL)
        sheets = {one.revision.sheet for one in hits}
        shared = (one for one in self._store.shared(self._slug) if one.block_id)
        return sorted((one for one in shared if sheet_of(one.sender, one.period, one.place) in sheets), key=_order)


def _order(copy: SharedCopy) -> tuple[int, int, str]:
    blocks = framework(copy.framework).block_ids
    at = blocks.index(copy.block_id) if copy.block_id in blocks else len(blocks)
    return at, copy.cycle, copy.sender


def _place(copy: SharedCopy) -> str:
    return f"{framework(copy.framework).block(copy.block_id).name}, cyclus {copy.cycle}"


def _rows(copy: SharedCopy, terms: Sequence[Term]) -> Iterator[dict[str, Any]]:
    """Yield what is shown of a copy: the steps that say most of what is asked."""
    chosen = framework(copy.framework)
    url = page_addresses.view_page("Naast elkaar", copy.block_id)
    sheet = chosen.sheet(copy.place)
    texts = {"title": [copy.title]} if copy.title else {}
    texts |= {name: typed_in(chosen.id, copy.place, name, value) for name, value in copy.fields.items()}
    said = {
        name: sum(any(places(composed(one), [term]) for one in those) for term in terms)
        for name, those in texts.items()
    }
    if not all(any(places(composed(one), [term]) for those in texts.values() for one in those) for term in terms):
        return  # what was asked stood in a name that is not shown
    for name, number in said.items():
        shown = pieces(texts[name], terms) if number == max(said.values()) else []
        if shown:
            yield {"label": f"{sheet.asked_field(name).label} · {copy.label()}", "url": url, "pieces": shown}
