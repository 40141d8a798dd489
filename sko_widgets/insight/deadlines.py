"""Actions with a date that comes up or has passed, and that are not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Block, framework

from .due_dates import Span, read

_DONE = ("klaar", "gestopt")


@dataclass(frozen=True, slots=True)
class Deadline:
    """An action and its date.

    Parameters
    ----------
    block, cycle
        Where it stands.
    text, owner
        What is done, Markdown; and who does it, which may be empty.
    span
        When.
    late
        Whether that has passed.
    """

    block: Block
    cycle: int
    text: str
    owner: str
    span: Span
    late: bool


def deadlines(snapshot: Snapshot, today: date) -> list[Deadline]:
    """Return the actions with a date that are not done or stopped, by that date.

    Of a finished cycle only those of which somebody said that they go on: what nobody said anything of ended with it.
    """
    return sorted(_open(snapshot, today), key=lambda one: (one.span.last, one.span.first))


def _open(snapshot: Snapshot, today: date) -> Iterator[Deadline]:
    for block, cycle, item in open_actions(snapshot):
        span = read(item.get("due", ""), snapshot.key.period, today)
        if span:
            yield Deadline(block, cycle, item["text"], item.get("owner", ""), span, span.last < today)


def open_actions(snapshot: Snapshot) -> Iterator[tuple[Block, int, Mapping[str, Any]]]:
    """Yield block, cycle and item of the actions that are not done or stopped, in report order.

    Of a finished cycle as in `deadlines`. Of which nobody said who, when or how far, nobody keeps track: not those.
    """
    for block in framework(snapshot.framework).blocks:
        for cycle in snapshot.cycles(block.id):
            values = snapshot.sheet(f"block/{block.id}/{cycle}")
            finished = values.get("status") == "afgerond"
            for item in (values.get("actions") or {}).get("items", ()):
                if not isinstance(item, str) and _is_tracked(item) and _goes_on(item, finished=finished):
                    yield block, cycle, item


def _is_tracked(item: Mapping[str, Any]) -> bool:
    return bool(item.get("text", "").strip()) and any(item.get(name, "").strip() for name in ("owner", "due", "status"))


def _goes_on(item: Mapping[str, Any], *, finished: bool) -> bool:
    return item.get("status", "") not in (*_DONE, *([""] if finished else []))


def open_until(item: Any, period: str, today: date, *, finished: bool) -> Span | None:
    """Return when an action is to be done that is not done or stopped; None of one that is, or that says no moment.

    Parameters
    ----------
    item, period
        The action, and the period of its dossier.
    finished
        Whether its cycle is.
    """
    if isinstance(item, str) or not _goes_on(item, finished=finished):
        return None
    return read(item.get("due", ""), period, today)
