"""What coalitions wrote at one step of a block, of what they shared: all as a wall of cards, or some side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.values import is_empty

from .alike import likeness
from .open_questions import moment

TITLE = "title"
"""What a block is called by its coalition: a step that has no field in a copy, and that only a named one has."""
WALL = ("start_question", "goal", "results", "next_questions", TITLE)
"""The steps of which there can be a wall, in order."""
WORDS = 40
"""So many words stand on a card."""
MOST = 3
"""So many coalitions are side by side: nobody reads four on a beamer."""

_NOT_COMPARED = frozenset({"links", "reviewed_with", "reviewed_on", "changed", "span", "status", TITLE})


def shared_last(copies: Iterable[SharedCopy]) -> str:
    """Return the block of which something was shared last; empty when nothing of any block is shared."""
    of_blocks = [copy for copy in copies if copy.block_id]
    return max(of_blocks, key=lambda copy: copy.shared_at).block_id if of_blocks else ""


def cycles(copies: Iterable[SharedCopy], block_id: str) -> list[int]:
    """Return which cycles of a block are shared."""
    return sorted({copy.cycle for copy in copies if copy.block_id == block_id})


def of_step(copies: Iterable[SharedCopy], block_id: str, step: str = "", cycle: int = 0) -> list[SharedCopy]:
    """Return one copy of each coalition that has something at a step; who shared last comes first.

    Parameters
    ----------
    copies
        What is shared.
    block_id
        Of which block.
    step
        One of `WALL`; empty for the cycle as a whole.
    cycle
        Which cycle; 0 for the newest of each coalition in which it has something at the step.
    """
    newest: dict[str, SharedCopy] = {}
    for copy in sorted(copies, key=moment):
        if copy.block_id == block_id and cycle in (0, copy.cycle) and (not step or not is_empty(at(copy, step))):
            newest[copy.sender] = copy
    return sorted(newest.values(), key=lambda copy: copy.shared_at, reverse=True)


def at(copy: SharedCopy, step: str) -> Any:
    """Return what a copy has at a step."""
    return copy.title if step == TITLE else copy.fields.get(step)


def steps_of(copies: Sequence[SharedCopy], order: Iterable[str]) -> list[str]:
    """Return at which steps at least one of some copies has something to compare, in a given order."""
    return [name for name in order if name not in _NOT_COMPARED and any(not is_empty(at(one, name)) for one in copies)]


def told(value: Any) -> str:
    """Return the words of a value as Markdown, without who does what and when."""
    match value:
        case str():
            return value
        case Mapping():
            return "\n\n".join(filter(None, [value.get("intro", ""), told(value.get("items", ()))]))
        case None:
            return ""
    return "\n\n".join(one if isinstance(one, str) else one.get("text", "") for one in value if not is_empty(one))


def first_words(text: str, most: int = WORDS) -> str:
    """Return so many words of a text, and a sign when it goes on."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def turn(senders: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Return the next coalitions to have side by side: those behind the last one shown, and round again at the end."""
    after = max((senders.index(one) for one in shown if one in senders), default=-1) + 1
    following = senders[after : after + MOST]
    return list(following or senders[:MOST])


def three(copies: Sequence[SharedCopy], *, alike: bool) -> list[str]:
    """Return three coalitions whose next questions are most alike, or least; none when there are but three.

    Parameters
    ----------
    copies
        One of each coalition; of those that differ as much, the earlier ones are chosen.
    alike
        Whether they are to be alike.  Then it is none, too, when no two share anything.
    """
    asking = [copy for copy in copies if not is_empty(at(copy, "next_questions"))]
    pairs = likeness([told(at(copy, "next_questions")) for copy in asking])
    if len(asking) <= MOST or (alike and not pairs):
        return []
    chosen = [*max(pairs, key=lambda pair: (pairs[pair], -sum(pair)))] if alike else [0]
    while len(chosen) < MOST:
        shared = {
            one: sum(pairs.get((min(one, other), max(one, other)), 0.0) for other in chosen)
            for one in range(len(asking))
            if one not in chosen
        }
        chosen.append((max if alike else min)(shared, key=shared.__getitem__))
    return [asking[one].sender for one in sorted(chosen)]
