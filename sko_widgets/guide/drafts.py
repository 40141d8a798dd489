"""Where text can wait in the browser: the pages of a dossier, and how the drafts of their fields are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sko_widgets.dossier.comments import reader_sheet, said_at
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.framework import INTRODUCTION, Framework

from . import page_addresses, wording

_WHO = "wie"
"""Stands in the address of a reader's page for the reader."""


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
    pages = (*_front(framework), *_cycles(snapshot, framework), *_instruments(framework))
    known = [
        {"label": label, "url": url, "prefixes": [f"{drafts}/{one}" for one in within]} for label, url, within in pages
    ]
    # Nobody but the browser knows which readers left something unsaved.
    read = [
        {"label": label, "url": url, "prefixes": [f"{drafts}/{one}" for one in within], "each": _WHO}
        for label, url, within in _read_along(snapshot, framework)
    ]
    return [*known, *read]


def _front(framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    for part in (part for sheet in framework.front_sheets for part in sheet.laid_out):
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


def _read_along(snapshot: Snapshot, framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    first = said_at(framework.profile.id, INTRODUCTION)
    yield "Meelezen", page_addresses.reading_page(_WHO), [reader_sheet(""), first]
    for block in framework.blocks:
        steps = [step.fields[0] for step in framework.cycle_sheet.steps]
        within = [
            said_at(field.sheet.format(block=block.id, cycle=cycle), field.name)
            for cycle in snapshot.cycles(block.id)
            for field in steps
        ]
        yield f"Meelezen met {block.name}", page_addresses.reading_page(_WHO, block.id), list(dict.fromkeys(within))
