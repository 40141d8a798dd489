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


def has_next_question(cycle: Mapping[str, Any], block_id: str) -> bool:
    """Say whether a cycle has a question with which its own block goes on."""
    return bool(own_next_questions(cycle, block_id))


def is_untouched(cycle: Mapping[str, Any]) -> bool:
    """Say whether nobody wrote anything in a cycle yet."""
    return all(is_empty(value) for name, value in cycle.items() if name != "status")


def finish(store: Store, key: DossierKey, block_id: str, cycle: int, author: str) -> int:
    """Finish a cycle and make the next one.

    Returns
    -------
    int
        The next cycle's number.

    Raises
    ------
    CannotFinishError
        When the cycle has no next question for its own block.
    """

    def check(snapshot: Snapshot) -> None:
        if not has_next_question(snapshot.sheet(f"block/{block_id}/{cycle}"), block_id):
            raise CannotFinishError(
                "Deze cyclus heeft nog geen nieuwe vraag voor deze bouwsteen.", mend="Schrijf er eerst een op."
            )

    store.put(key, _states(block_id, {cycle: "afgerond", cycle + 1: "open"}), author=author, check=check)
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

    store.put(key, _states(block_id, {cycle: "open", cycle + 1: None}), author=author, check=check)


def can_reopen(snapshot: Snapshot, block_id: str, cycle: int) -> bool:
    """Say whether finishing this cycle can still be undone."""
    is_last_but_one = max(snapshot.cycles(block_id), default=0) == cycle + 1
    return is_last_but_one and is_untouched(snapshot.sheet(f"block/{block_id}/{cycle + 1}"))


def _states(block_id: str, states: Mapping[int, str | None]) -> dict[str, dict[str, str | None]]:
    """Return the states of cycles as sheets; they go on top of whatever stands there, as they hold no one's words."""
    return {f"block/{block_id}/{cycle}": {"status": state} for cycle, state in states.items()}
