"""The one instrument that a page proposes to start with, in a sentence that says why."""

from __future__ import annotations

import logging

from sko_widgets import dutch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.insight.starting import suggestion

from . import page_addresses, wording

_log = logging.getLogger(__name__)


def where_to_start(snapshot: Snapshot) -> list[dict[str, str]]:
    """Return a place to go to, with why; none when all lessons were begun, or no rule can read the dossier."""
    try:
        found = suggestion(snapshot, dutch.today())
    except Exception:  # noqa: BLE001 - a text that no rule can read must not take the page along
        _log.exception("No lesson could be proposed for %s", snapshot.key)
        return []
    if found is None:
        return []
    why = f"{found.why} {dutch.capital(found.sheet.short)} helpt: {found.sheet.helps}"
    return [{"label": wording.named(found.sheet), "note": why, "url": page_addresses.instrument_page(found.sheet)}]
