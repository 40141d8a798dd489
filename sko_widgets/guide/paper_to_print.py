"""`Afdrukken`: an instrument on paper, empty or as it is filled, as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Framework, Sheet

from . import wording
from .page_tasks import download

BUTTONS = [
    {"id": "a4", "label": "Leeg afdrukken", "quiet": True},
    {"id": "a3", "label": "Leeg op A3", "quiet": True},
    {"id": "filled", "label": "Ingevuld afdrukken", "quiet": True},
]


def press_of(
    read: Callable[[], Snapshot], chosen: Framework, sheet: Sheet
) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    """Return what makes the file of the button that is pressed.

    Parameters
    ----------
    read
        Returns the dossier as it is then.
    chosen, sheet
        Its format, and the instrument.
    """

    def press(message: Mapping[str, Any]) -> dict[str, str]:
        return download(*paper_file(read(), chosen, sheet, str(message["id"]), datetime.now(UTC)))

    return press


def paper_file(snapshot: Snapshot, chosen: Framework, sheet: Sheet, wanted: str, moment: datetime) -> tuple[str, bytes]:
    """Return name and bytes of an instrument on paper: `a4` and `a3` empty, or `filled`.

    Parameters
    ----------
    moment
        When it is made.
    """
    from sko_widgets.report.paper_sheets import empty_sheet, filled_sheet

    whose = wording.coalition(snapshot)
    stem = f"les-{sheet.number}" if sheet.number else sheet.id
    if wanted == "filled":
        return f"{stem}-{snapshot.key.stem}.pdf", filled_sheet(snapshot, chosen, sheet, whose, moment)
    return f"{stem}-leeg-{wanted}.pdf", empty_sheet(chosen, sheet, whose, wanted, moment)
