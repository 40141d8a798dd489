"""Finishing a cycle, and undoing that.

Finishing makes the next cycle from the next questions, and can be undone as long as that cycle is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sko_widgets.errors import SkoError

from .cycles import own_next_questions
from .snapshot import DossierKey, Snapshot
from .values import is_empty

if TYPE_CHECKING:
    from .store import Store


class CannotFinishError(SkoError):
    """A cycle cannot be finished, or its finishing not be undone, as it stands."""


def is_untouched(cycle: Mapping[str, Any], before: Mapping[str, Any], block_id: str) -> bool:
    """Say whether nobody wrote anything in a cycle yet, save for choosing one of the questions of the cycle before."""
    written = {name: value for name, value in cycle.items() if name != "status" and not is_empty(value)}
    return not written or (
        written.keys() == {"start_question"} and written["start_question"] in own_next_questions(before, block_id)
    )


def finish(store: Store, key: DossierKey, block_id: str, cycle: int, author: str, chosen: str = "") -> int:
    """Finish a cycle and make the next one.

    Parameters
    ----------
    chosen
        The one of its next questions with which the next cycle starts; with all of them when empty.

    Returns
    -------
    int
        The next cycle's number.

    Raises
    ------
    CannotFinishError
        When the cycle has no next question for its own block, or not the chosen one.
    """

    def check(snapshot: Snapshot) -> None:
        questions = own_next_questions(snapshot.sheet(f"block/{block_id}/{cycle}"), block_id)
        if not questions:
            raise CannotFinishError(
                "Deze cyclus heeft nog geen nieuwe vraag voor deze bouwsteen.", mend="Schrijf er eerst een op."
            )
        if chosen and chosen not in questions:
            raise CannotFinishError("De vraag die je koos, is net gewijzigd.", mend="Kies opnieuw.")

    sheets = _states(block_id, {cycle: "afgerond", cycle + 1: "open"})
    if chosen:
        sheets[f"block/{block_id}/{cycle + 1}"]["start_question"] = chosen
    store.put(key, sheets, author=author, check=check)
    return cycle + 1


def reopen(store: Store, key: DossierKey, block_id: str, cycle: int, author: str) -> None:
    """Undo the finishing of a cycle: the next one goes, as long as it is untouched.

    Raises
    ------
    CannotFinishError
        When something was written in the next cycle.
    """

    def check(snapshot: Snapshot) -> None:
        if not can_reopen(snapshot, block_id, cycle):
            raise CannotFinishError(
                f"In cyclus {cycle + 1} staat al tekst.",
                mend="Maak die eerst leeg; de geschiedenis bewaart wat er stond.",
            )

    sheets = _states(block_id, {cycle: "open", cycle + 1: None})
    sheets[f"block/{block_id}/{cycle + 1}"]["start_question"] = None
    store.put(key, sheets, author=author, check=check)


def can_reopen(snapshot: Snapshot, block_id: str, cycle: int) -> bool:
    """Say whether finishing this cycle can still be undone."""
    is_last_but_one = max(snapshot.cycles(block_id), default=0) == cycle + 1
    before, after = (snapshot.sheet(f"block/{block_id}/{number}") for number in (cycle, cycle + 1))
    return is_last_but_one and is_untouched(after, before, block_id)


def _states(block_id: str, states: Mapping[int, str | None]) -> dict[str, dict[str, str | None]]:
    """Return the states of cycles as sheets; they go on top of whatever stands there, as they hold no one's words."""
    return {f"block/{block_id}/{cycle}": {"status": state} for cycle, state in states.items()}
