"""What a new period takes along from the one before it: open questions, and answers that may still be true."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sko_widgets.framework import Field, Framework, Sheet, framework

from .cycles import open_question
from .snapshot import Snapshot
from .values import is_empty

_STAYS = "leave"


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer of which a coalition says whether it is still true.

    Parameters
    ----------
    sheet, field
        What it answers, as the old period's format declares it.
    value
        What would come along.
    keeps
        Whether it comes along when nobody says otherwise.
    """

    sheet: Sheet
    field: Field
    value: Any
    keeps: bool

    @property
    def id(self) -> str:
        """Its address, `profile.partners`."""
        return f"{self.sheet.id}.{self.field.name}"


def offers(snapshot: Snapshot, now: Framework) -> list[Offer]:
    """Return what may still be true of an old period, as far as the new one's format has a place for it.

    What comes along by itself is first, and of that who takes part.
    """
    return sorted(_offers(snapshot, now), key=lambda offer: (not offer.keeps, offer.sheet.id != "profile"))


def _offers(snapshot: Snapshot, now: Framework) -> Iterator[Offer]:
    for sheet in framework(snapshot.framework).sheets:
        here = now.sheet(sheet.id) if now.declares(sheet.id) else None
        for field in sheet.fields:
            if not (field.next_period and here and here.has(field.name) and here.field(field.name).kind == field.kind):
                continue
            value = _coming(snapshot.sheet(sheet.id).get(field.name), field, here.field(field.name))
            if not is_empty(value):
                yield Offer(sheet, field, value, field.next_period != _STAYS)


def _coming(value: Any, field: Field, here: Field) -> Any:
    """Return a value without the columns that are about the old period, or that the new format lacks."""
    if field.kind != "table" or value is None:
        return value
    there = {column.name for column in here.columns}
    kept = {column.name for column in field.columns if column.next_period != _STAYS and column.name in there}
    return [{name: cell for name, cell in row.items() if name in kept} for row in value]


def carried(snapshot: Snapshot, now: Framework, keep: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """Return the first sheets of a new period.

    Parameters
    ----------
    keep
        Ids of the offers that are still true; those that come along by themselves when it is None.
    """
    sheets: dict[str, dict[str, Any]] = {"profile": {"name": snapshot.sheet("profile").get("name", snapshot.key.slug)}}
    for offer in offers(snapshot, now):
        if offer.keeps if keep is None else offer.id in keep:
            sheets.setdefault(offer.sheet.id, {})[offer.field.name] = offer.value
    for block_id, question in open_questions(snapshot).items():
        if block_id in now.block_ids:
            sheets[f"block/{block_id}/1"] = {"start_question": question, "status": "open"}
    return sheets


def open_questions(snapshot: Snapshot) -> dict[str, str]:
    """Return the question with which each block ends a period: block id -> Markdown."""
    then = framework(snapshot.framework)
    asked = {block_id: open_question(snapshot, then, block_id) for block_id in then.block_ids}
    return {block_id: question for block_id, question in asked.items() if not is_empty(question)}
