"""What the instruments have for a field of a page: shown below it, and taken over with a click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier import taken
from sko_widgets.dossier.replies import mark
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.taken import new_id
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field, Framework, Sheet
from sko_widgets.insight.changed_sources import Change, Takings, put_in, takings
from sko_widgets.insight.contributions import Contribution, contributions
from sko_widgets.widgets import Clash, ContributionList, FieldControl

from . import page_addresses, wording
from .dossier_field import DossierField

_NO_DETAILS: Mapping[str, str] = MappingProxyType({})


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
        self.widget.on("take_new", self._take_new)
        self.widget.on("leave", self._leave)
        self._found: list[Contribution] = []
        self._takings = Takings()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what there is now, and what of what was taken over is said otherwise now."""
        field = self.storage.field
        self._found = contributions(snapshot, self.fed, field.name)
        value = self.storage.within(snapshot)
        self._takings = takings(snapshot, self.storage.sheet, field, value, self._found)
        is_closed = snapshot.sheet(self.storage.sheet).get("status") == "afgerond"
        with self.widget.hold_sync():
            self.widget.summary = f"Uit je instrumenten: {_summary(self._found)}" if self._found else ""
            self.widget.contributions = [self._shown(one, value) for one in self._found]
            changes = () if is_closed else self._takings.changes
            self.widget.changes = [shown_change(one, self.storage.framework, field) for one in changes]

    def _shown(self, one: Contribution, value: Any) -> dict[str, Any]:
        labels = {column.name: column.label for column in self.storage.field.columns}
        return {
            "id": one.id,
            "text": one.text,
            "details": [f"{labels[part]}: {text}" for part, text in one.details.items() if part in labels],
            "source": wording.named(one.sheet),
            "url": page_addresses.instrument_page(one.sheet),
            "taken": one.id in self._takings.there or one.is_in(value),
        }

    # --- what the buttons do ------------------------------------------------------------------

    def _take(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add a contribution to what stands in the field, with a note of where it came from."""
        contribution = next((one for one in self._found if one.id == message["id"]), None)
        if contribution is None:
            raise TakenElsewhereError("Dit staat niet meer in je instrument.")
        value, revision = self.storage.now()
        if contribution.id not in self._takings.there and not contribution.is_in(value):
            self._put(added(self.storage.field, value, contribution.noted, contribution.details), revision)
            self._keep(new_id(), contribution, taken.details_mark(contribution.details))
        return {"message": f"Overgenomen uit {contribution.source}."}

    def _take_new(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put what an instrument says now in the place of what was taken over; beside it, when that was edited."""
        change, value, revision = self._change(message["id"])
        now = change.now
        if now is None:
            raise TakenElsewhereError("Dit staat niet meer in je instrument.")
        field = self.storage.field
        if change.edited:
            self._put(added(field, value, now.noted, now.details), revision)
            self._keep(change.taken.id, now, taken.details_mark(now.details))
            return {"message": "De nieuwe tekst staat erbij. Jullie eigen tekst bleef staan."}
        self._put(put_in(field, value, change), revision)
        there = {**change.stretch.details, **change.details}
        as_now = all(there.get(name) == text for name, text in now.details.items())
        self._keep(change.taken.id, now, taken.details_mark(now.details) if as_now else change.taken.details_mark)
        return {"message": f"De nieuwe tekst uit {now.sheet.short} staat er."}

    def _leave(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave the block as it is, until the instrument says something else again."""
        change, _, _ = self._change(message["id"])
        taken.leave(self.storage.store, self.storage.key, change.taken, change.said, author=self.storage.writer())
        self.storage.saved()
        return {"message": "Dit blijft zo staan."}

    def _change(self, id_: str) -> tuple[Change, Any, int]:
        """Return a change as it is at this moment, with what stands in the field."""
        self.refresh(self.storage.store.snapshot(self.storage.key))
        value, revision = self.storage.now()
        change = next((one for one in self._takings.changes if one.taken.id == id_), None)
        if change is None:
            raise TakenElsewhereError("Dit is intussen veranderd.", mend="Kijk nog eens wat er staat.")
        return change, value, revision

    def _put(self, value: Any, revision: int) -> None:
        outcome = self.storage.save(value, revision)
        if isinstance(outcome, Clash):
            raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
        with self.control.hold_sync():
            self.control.value = outcome.value
            self.control.revision = outcome.revision

    def _keep(self, id_: str, now: Contribution, details: str) -> None:
        """Keep where a text is from, so that the block can say so when that changes."""
        kept = taken.Taken(
            id_,
            self.storage.sheet,
            self.storage.field.name,
            now.sheet.id,
            now.part,
            now.row,
            text_mark=mark(now.noted),
            details_mark=details,
        )
        taken.keep(self.storage.store, self.storage.key, kept, author=self.storage.writer())
        self.storage.saved()


def added(field: Field, value: Any, noted: str, details: Mapping[str, str] = _NO_DETAILS) -> Any:
    """Return a field's value with a text behind it, which says where it is from, and with what hangs on it."""
    match field.kind:
        case "items":
            item = {"text": noted, **details} if details else noted
            return {**(value or {}), "items": [*(value or {}).get("items", []), item]}
        case "questions" | "lines":
            return [*(value or []), noted]
    return f"{value}\n\n{noted}" if value else noted


def shown_change(change: Change, chosen: Framework, into: Field) -> dict[str, Any]:
    """Return a change as the list of contributions shows it."""
    sheet = chosen.sheet(change.taken.source)
    labels = {column.name: column.label for column in into.columns}
    there = change.stretch.details
    return {
        "id": change.taken.id,
        "title": _what_happened(change, sheet),
        "old": change.stretch.text.removesuffix(f" (uit: {sheet.title})"),
        "new": change.now.text if change.now else "",
        "details": [
            f"{labels[name]}: {there[name]} → {text}" if name in there else f"{labels[name]}: {text}"
            for name, text in change.details.items()
            if name in labels
        ],
        "where": f"In {sheet.short} staat nu",
        "take": "" if change.now is None else "Ernaast zetten" if change.edited else "Nieuwe tekst overnemen",
        "url": page_addresses.instrument_page(sheet),
        "source": wording.named(sheet),
    }


def _what_happened(change: Change, sheet: Sheet) -> str:
    where = dutch.capital(sheet.short)
    if change.now is None:
        return f"Dit kwam uit {sheet.short}, en staat daar niet meer bij wat jullie doen."
    return f"{where} is veranderd. Jullie pasten deze tekst zelf aan." if change.edited else f"{where} is veranderd."


def _summary(found: Sequence[Contribution]) -> str:
    """Return what there is in short: `3 maatregelen uit les 12 en ‘Einddoel’ uit les 12`."""
    counted = Counter((one.sheet, one.field) for one in found)
    return dutch.listing([f"{_counted(field, count)} uit {sheet.short}" for (sheet, field), count in counted.items()])


def _counted(field: Field, count: int) -> str:
    return dutch.count(count, field.item.lower(), field.items) if field.item else f"‘{field.label}’"
