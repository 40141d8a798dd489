"""What coalitions shared, made up: one, or those of many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from alike_labels import TUNED, UNSEEN, labelled

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.framework import framework_for

PERIOD = "2025-2026"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FORMAT = framework_for(PERIOD)


def a_copy(
    sender: str = "a1b2c3d4e5f6",
    place: str = "block/meso-samenwerking/1",
    *,
    start: str = "Kun je op elkaar rekenen?",
    following: Sequence[str | dict[str, str]] = (),
    period: str = PERIOD,
    own: str = "",
    **more: Any,
) -> SharedCopy:
    """Return what one coalition shared of one cycle: its questions."""
    fields: dict[str, Any] = {"start_question": start, "own_question": own, "next_questions": list(following)}
    about = {"schools": 5, "school_kinds": ("po",), **more}
    return SharedCopy(sender, period, place, FORMAT.id, AT, fields=fields, **about)


def of_many(coalitions: int, *, named: bool = False) -> list[SharedCopy]:
    """Return two cycles of each block of so many coalitions, the second with two next questions."""
    asked = [row["question"] for name in (TUNED, UNSEEN) for row in labelled(name)]
    copies = []
    for number in range(coalitions):
        about: dict[str, Any] = {
            "schools": 2 + number % 9,
            "school_kinds": (("po",), ("vo",), ("po", "vo"))[number % 3],
            "meets": number % 3 == 0,
            "named": named,
        }
        if named:
            about |= {"name": f"Coalitie Zandpad {number}", "municipality": f"Zandpad {number % 4}"}
        for at, block in enumerate(FORMAT.blocks):
            first, second, third = (asked[(number * 7 + at * 11 + step * 23) % len(asked)] for step in range(3))
            for cycle, start, following in ((1, block.mandatory_question, [first]), (2, first, [second, third])):
                one = a_copy(f"{number:012x}", f"block/{block.id}/{cycle}", start=start, following=following, **about)
                copies.append(SharedCopy(**{**_parts(one), "shared_at": AT + timedelta(minutes=number)}))
    return copies


def _parts(copy: SharedCopy) -> dict[str, Any]:
    return {name: getattr(copy, name) for name in SharedCopy.__dataclass_fields__}
