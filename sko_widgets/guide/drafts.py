"""Where text can wait in the browser: the pages of a dossier, and how the drafts of their fields are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.framework import Framework

from . import page_addresses, wording


def drafts_of(key: DossierKey, made: datetime) -> str:
    """Return what the names of all drafts of a dossier begin with.

    A browser keeps drafts by address, and every work folder begins at the same one.  The moment at
    which a dossier was made tells the same coalition in two folders apart, also when one is moved.
    """
    return f"{key}@{made:%Y%m%d%H%M%S%f}"


def waiting(snapshot: Snapshot, framework: Framework, made: datetime) -> list[dict[str, Any]]:
    """Return the pages on which text may still wait, as `Bar` wants them.

    Parameters
    ----------
    snapshot
        The dossier.
    framework
        Its format.
    made
        When the dossier was made.
    """
    drafts = drafts_of(snapshot.key, made)
    return [
        {"label": label, "url": url, "prefixes": [f"{drafts}/{one}" for one in within]}
        for label, url, within in (*_profile(framework), *_cycles(snapshot, framework), *_instruments(framework))
    ]


def _profile(framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    for part in framework.profile.laid_out:
        yield part.steps[0].label, page_addresses.to(part.notebook), [f"{part.id}/{name}" for name in part.order]


def _cycles(snapshot: Snapshot, framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    for block in framework.blocks:
        last = max(snapshot.cycles(block.id), default=1)
        for cycle in range(1, last + 1):
            title = [f"block/{block.id}/title"] if cycle == last else []
            label = f"{block.name}, cyclus {cycle}"
            yield label, page_addresses.block_page(block.id, cycle), [*title, f"block/{block.id}/{cycle}/"]


def _instruments(framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    for sheet in framework.instruments:
        yield wording.named(sheet), page_addresses.instrument_page(sheet), [f"{sheet.id}/"]
