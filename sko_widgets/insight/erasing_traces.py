"""Erasing for good, with what remarks keep of a text: a mark of what was erased stays nowhere.

A reply and a comment hold a mark of the text that they are about (`replies.mark`), and a mark of a name or a number can
be guessed back.  After an erasure each mark goes that is not of a text which stands in the dossier now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from sko_widgets import dutch
from sko_widgets.dossier.comments import mark_of
from sko_widgets.dossier.said_about import is_about_dossier
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import ErasedField, Part, Store

from .coach import asked, coach

_MARK = "text_mark"
_log = logging.getLogger(__name__)


def erase(store: Store, key: DossierKey, part: Part, *, author: str) -> tuple[list[ErasedField], bool]:
    """Erase what a part of a dossier holds and held, as `Store.erase` does, and the marks that remarks keep of it."""
    gone, is_clean = store.erase(key, part, author=author)
    for stale in list(_stale(store, key)):
        _, is_clean = store.erase(key, stale, author=author)
    return gone, is_clean


def _stale(store: Store, key: DossierKey) -> Iterator[Part]:
    """Yield the versions of marks that are not of a text of now."""
    sheets = sorted({one.sheet for one in store.erasable(key) if one.field == _MARK and is_about_dossier(one.sheet)})
    now = _marks(store.snapshot(key)) if sheets else {}
    for sheet in sheets:
        history = store.history(key, sheet, _MARK)
        kept = [one for one in history if not one.erased and (one.damaged or one.value is not None)]
        stale = {one.number for one in kept if one.damaged or one.value != now.get(sheet)}
        if stale:
            yield Part(sheet, _MARK, stale)


def _marks(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the mark that each comment and each reply would get now."""
    said = {
        sheet: mark_of(snapshot, fields.get("sheet", ""), fields.get("field", ""))
        for sheet, fields in snapshot.sheets.items()
        if sheet.startswith("comment/")
    }
    try:
        found = coach(snapshot, dutch.today())
    except Exception:  # noqa: BLE001 - what no rule can read is asked again, rather than that a mark stays
        _log.exception("The coach could not read %s", snapshot.key)
        return said
    settled = (done.remark for one in found.sheets.values() for done in one.settled)
    return said | {f"remark/{remark.id}": asked(remark).text_mark for remark in (*found.remarks, *settled)}
