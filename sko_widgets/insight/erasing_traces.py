"""Erasing for good, with what remarks keep of a text: a mark of what was erased stays nowhere.

A reply, a comment and what was taken over hold a mark of the text that they are about (`replies.mark`), and a mark of a
name or a number can be guessed back.  After an erasure each mark goes that is not of a text which stands in the dossier
now: of what was taken over, in its field or in the instrument.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.comments import mark_of
from sko_widgets.dossier.replies import mark
from sko_widgets.dossier.said_about import TAKEN, is_about_dossier
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import ErasedField, Part, Store
from sko_widgets.dossier.taken import details_mark
from sko_widgets.framework import INTRODUCTION, framework

from .changed_sources import said_by, stretches
from .coach import asked, coach
from .contributions import contributions

_MARK = "text_mark"
_MARKS = (_MARK, "details_mark", "left_mark")
_log = logging.getLogger(__name__)


def erase(store: Store, key: DossierKey, part: Part, *, author: str) -> tuple[list[ErasedField], bool]:
    """Erase what a part of a dossier holds and held, as `Store.erase` does, and the marks that remarks keep of it."""
    gone, is_clean = store.erase(key, part, author=author)
    for stale in list(_stale(store, key)):
        _, is_clean = store.erase(key, stale, author=author)
    return gone, is_clean


def _stale(store: Store, key: DossierKey) -> Iterator[Part]:
    """Yield the versions of marks that are not of a text of now."""
    there = {(one.sheet, one.field) for one in store.erasable(key) if one.field in _MARKS}
    places = sorted(place for place in there if is_about_dossier(place[0]))
    now = _marks(store.snapshot(key)) if places else {}
    for sheet, field in places:
        history = store.history(key, sheet, field)
        kept = [one for one in history if not one.erased and (one.damaged or one.value is not None)]
        here = now.get((sheet, field), ())
        stale = {one.number for one in kept if one.damaged or one.value not in here}
        if stale:
            yield Part(sheet, field, stale)


def _marks(snapshot: Snapshot) -> Mapping[tuple[str, str], Collection[str]]:
    """Return the marks that each comment, each reply and each text that was taken over may have now."""
    said = {
        (sheet, _MARK): [mark_of(snapshot, fields.get("sheet", ""), fields.get("field", ""))]
        for sheet, fields in snapshot.sheets.items()
        if sheet.startswith("comment/")
    }
    for sheet, fields in snapshot.sheets.items():
        if sheet.startswith(TAKEN):
            said |= {(sheet, name): marks for name, marks in _of_taking(snapshot, fields).items()}
    try:
        found = coach(snapshot, dutch.today())
    except Exception:  # noqa: BLE001 - what no rule can read is asked again, rather than that a mark stays
        _log.exception("The coach could not read %s", snapshot.key)
        return said
    settled = (done.remark for one in found.sheets.values() for done in one.settled)
    remarks = (*found.remarks, *settled)
    return said | {(f"remark/{remark.id}", _MARK): [asked(remark).text_mark] for remark in remarks}


def _of_taking(snapshot: Snapshot, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the marks of what stands now where a text was taken over to, and of what its instruments say."""
    place, name, chosen = str(fields.get("sheet")), str(fields.get("field")), framework(snapshot.framework)
    if not (chosen.declares(place) and chosen.sheet(place).has(name)):
        return {}
    texts = stretches(chosen.sheet(place).field(name), snapshot.sheet(place).get(name))
    if not texts:
        return {}
    fed = place.split("/")[1] if place.startswith("block/") else INTRODUCTION
    found = contributions(snapshot, fed, name)
    details = [now.details for now in found]
    details += [{part: text.details.get(part, "") for part in now.details} for now in found for text in texts]
    return {
        _MARK: [mark(text) for text in (*(one.text for one in texts), *(now.noted for now in found))],
        "details_mark": [details_mark(one) for one in details],
        "left_mark": [mark(said_by(one)) for one in (None, *found)],
    }
