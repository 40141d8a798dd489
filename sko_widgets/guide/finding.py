"""The search box of a dossier: where what somebody asks for stands, in words, with a link to the step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sko_widgets.dossier.search_words import Term, asked, composed, places
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Found, Store
from sko_widgets.dossier.typed_texts import typed_in
from sko_widgets.dutch import count, shortened
from sko_widgets.framework import Framework
from sko_widgets.widgets import SearchBox

from . import page_addresses, wording

_MOST = 20
_ALL = 2_000
_BEFORE, _AFTER = 50, 130  # characters around the first word that was asked

Piece = tuple[str, bool]


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
        shown = list(islice(rows, _MOST + 1))
        groups = groupby(shown[:_MOST], key=itemgetter(0))
        return {
            "told": _told(question, len(shown)),
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
        texts = typed_in(self._framework.id, one.revision.sheet, one.revision.field, value)
        read = [composed(wording.bare(text)) for text in texts if places(composed(text), terms)]
        said = [(sum(bool(places(text, [term])) for term in terms), text) for text in read]
        most, best = max(said, key=itemgetter(0), default=(0, ""))
        return list(_cut(best, places(best, terms))) if most else []

    def _order(self, one: Found) -> tuple[int, int, int, int]:
        sheet_id = one.revision.sheet
        sheet = self._framework.sheet(sheet_id)
        within = [field.name for field in sheet.fields].index(one.revision.field)
        block_id, cycle = _block(sheet_id)
        if block_id:
            return 1, [*self._framework.block_ids].index(block_id), cycle, within
        return 0 if sheet is self._framework.profile else 2, self._framework.sheets.index(sheet), 0, within

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


def _told(question: str, number: int) -> str:
    asked_for = f"‘{shortened(question, 80)}’"
    if not number:
        return f"Niets gevonden met {asked_for}. Probeer een ander woord, of alleen het begin ervan."
    if number > _MOST:
        return f"De eerste {_MOST} plekken met {asked_for}. Er zijn er meer: typ nog een woord."
    return f"{count(number, 'plek', 'plekken')} met {asked_for}."


def _cut(text: str, where: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Yield the part of a text around the first of some places, in pieces; a sign says where it was cut."""
    first = where[0][0]
    begin = 0 if first <= _BEFORE else text.find(" ", first - _BEFORE, first) + 1 or first
    end = len(text) if len(text) <= first + _AFTER else max(text.rfind(" ", first, first + _AFTER), where[0][1])
    if begin:
        yield "… ", False
    at = begin
    for start, stop in where:
        if start < at or stop > end:
            continue
        if start > at:
            yield text[at:start], False
        yield text[start:stop], True
        at = stop
    rest = text[at:end]
    yield f"{rest} …" if end < len(text) else rest, False
