"""The search box of a dossier: where what somebody asks for stands, in words, with a link to the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sko_widgets.dossier.search_words import Term, asked
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Found, Store
from sko_widgets.dossier.typed_texts import typed_in
from sko_widgets.framework import Framework
from sko_widgets.widgets import SearchBox

from . import page_addresses, wording
from .found_text import MOST, Piece, pieces, told

_ALL = 2_000


class Finding:
    """Searches a dossier, and says where things are.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    framework
        The dossier's format.
    """

    def __init__(self, store: Store, key: DossierKey, framework: Framework) -> None:
        self._store = store
        self._key = key
        self._framework = framework
        self.widget = SearchBox(label="Zoeken in dit dossier")
        self.widget.on("search", self._search)

    def _search(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what is found by sheet, in the order of the dossier: the profile, the blocks, the instruments."""
        question = str(message.get("question", ""))
        terms = asked(question)
        if not terms:
            return {"told": "", "groups": []}
        snapshot = self._store.snapshot(self._key)
        found = sorted(self._store.search(question, [self._key], limit=_ALL), key=self._order)
        rows = ((one.revision.sheet, row) for one in found if (row := self._row(snapshot, one, terms)))
        shown = list(islice(rows, MOST + 1))
        groups = groupby(shown[:MOST], key=itemgetter(0))
        return {
            "told": told(question, len(shown)),
            "groups": [{"place": self._place(sheet), "rows": [row for _, row in those]} for sheet, those in groups],
        }

    def _row(self, snapshot: Snapshot, one: Found, terms: Sequence[Term]) -> dict[str, Any] | None:
        """Return what is shown of a field; None when what is asked cannot be read there, as of a name that changed."""
        sheet, field = one.revision.sheet, one.revision.field
        pieces = self._pieces(snapshot.sheet(sheet).get(field), one, terms)
        newest = max(snapshot.cycles(_block(sheet)[0]), default=1)
        label = self._framework.sheet(sheet).field(field).label
        url = page_addresses.field_page(self._framework, sheet, field, newest)
        return {"label": label, "url": url, "pieces": pieces} if pieces else None

    def _pieces(self, value: Any, one: Found, terms: Sequence[Term]) -> list[Piece]:
        """Return the part of a field that says most of what is asked."""
        return pieces(typed_in(self._framework.id, one.revision.sheet, one.revision.field, value), terms)

    def _order(self, one: Found) -> tuple[int, int, int, int]:
        sheet_id = one.revision.sheet
        sheet = self._framework.sheet(sheet_id)
        within = [field.name for field in sheet.fields].index(one.revision.field)
        block_id, cycle = _block(sheet_id)
        if block_id:
            return 1, [*self._framework.block_ids].index(block_id), cycle, within
        return 0 if sheet in self._framework.front_sheets else 2, self._framework.sheets.index(sheet), 0, within

    def _place(self, sheet_id: str) -> str:
        """Return what a sheet is called, `Meso – Samenwerking, cyclus 2`."""
        sheet = self._framework.sheet(sheet_id)
        if sheet is self._framework.profile:
            return "Gegevens en inleiding"
        block_id, cycle = _block(sheet_id)
        if not block_id:
            return wording.named(sheet)
        return f"{self._framework.block(block_id).name}{f', cyclus {cycle}' if cycle else ''}"


def _block(sheet_id: str) -> tuple[str, int]:
    """Return block and cycle of a sheet; 0 for a block as a whole, no id for what is of no block."""
    if not sheet_id.startswith("block/"):
        return "", 0
    block_id, _, cycle = sheet_id.removeprefix("block/").partition("/")
    return block_id, int(cycle or 0)
