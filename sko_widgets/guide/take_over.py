"""What the instruments have for a field of a page: shown below it, and taken over with a click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field
from sko_widgets.insight.contributions import Contribution, contributions, holds
from sko_widgets.widgets import Clash, ContributionList, FieldControl

from . import page_addresses, wording
from .dossier_field import DossierField


class TakenElsewhereError(SkoError):
    """The field was changed at the very moment that a contribution was taken over."""


class TakeOver:
    """The contributions for one field.

    Parameters
    ----------
    control, storage
        The field.
    fed
        Id of the block, or `INTRODUCTION`.
    colour
        Whose colour the line has.
    """

    def __init__(self, control: FieldControl, storage: DossierField, fed: str, colour: str = "") -> None:
        self.control = control
        self.storage = storage
        self.fed = fed
        self.widget = ContributionList(colour=colour)
        self.widget.on("take", self._take)
        self._found: list[Contribution] = []

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what there is now."""
        self._found = contributions(snapshot, self.fed, self.storage.field.name)
        value = self.storage.within(snapshot)
        with self.widget.hold_sync():
            self.widget.summary = f"Uit je instrumenten: {_summary(self._found)}" if self._found else ""
            self.widget.contributions = [_shown(one, value) for one in self._found]

    def _take(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add a contribution to what stands in the field, with a note of where it came from."""
        contribution = next((one for one in self._found if one.id == message["id"]), None)
        if contribution is None:
            raise TakenElsewhereError("Dit staat niet meer in je instrument.")
        value, revision = self.storage.now()
        if not holds(value, contribution.noted):
            outcome = self.storage.save(added(self.storage.field, value, contribution.noted), revision)
            if isinstance(outcome, Clash):
                raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
            with self.control.hold_sync():
                self.control.value = outcome.value
                self.control.revision = outcome.revision
        return {"message": f"Overgenomen uit {contribution.source}."}


def added(field: Field, value: Any, noted: str) -> Any:
    """Return a field's value with a text behind it, which says where it is from."""
    match field.kind:
        case "items":
            return {**(value or {}), "items": [*(value or {}).get("items", []), noted]}
        case "questions" | "lines":
            return [*(value or []), noted]
    return f"{value}\n\n{noted}" if value else noted


def _shown(contribution: Contribution, value: Any) -> dict[str, Any]:
    return {
        "id": contribution.id,
        "text": contribution.text,
        "source": wording.named(contribution.sheet),
        "url": page_addresses.instrument_page(contribution.sheet),
        "taken": holds(value, contribution.noted),
    }


def _summary(found: Sequence[Contribution]) -> str:
    """Return what there is in short: `3 maatregelen uit les 12 en ‘Einddoel’ uit les 12`."""
    counted = Counter((one.sheet, one.field) for one in found)
    return dutch.listing([f"{_counted(field, count)} uit {sheet.short}" for (sheet, field), count in counted.items()])


def _counted(field: Field, count: int) -> str:
    return dutch.count(count, field.item.lower(), field.items) if field.item else f"‘{field.label}’"
