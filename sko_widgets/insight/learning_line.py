"""How one question led to the next in a block of a coalition, over cycles and periods, of what it shared.

A report draws the line of one dossier (`figures.learning_lines`); here it goes on through the periods, as far as
cycles were shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sko_widgets.dossier.cycles import next_questions
from sko_widgets.dossier.shared import SharedCopy

from .facets import block_order
from .open_questions import as_compared, moment


@dataclass(frozen=True, slots=True)
class Turn:
    """One cycle of a line.

    Parameters
    ----------
    copy
        What was shared of it.
    begins
        Its start question, Markdown; empty when the turn before ended with it.
    sharpened
        The coalition's own sharpening of it; empty without one.
    ends
        Its next questions, each with the block it belongs to when that is another.
    is_next
        Whether it is known to follow the turn before: no cycle lies in between, or it begins with its question.
    """

    copy: SharedCopy
    begins: str
    sharpened: str
    ends: tuple[tuple[str, str], ...]
    is_next: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The turns of one block of one coalition, the oldest first."""

    block_id: str
    turns: tuple[Turn, ...]

    @property
    def newest(self) -> SharedCopy:
        """What was shared of its newest cycle."""
        return self.turns[-1].copy


def learning_lines(copies: Sequence[SharedCopy]) -> list[Line]:
    """Return the line of each block and coalition, in report order; in a block those of most turns first."""
    of_line: dict[tuple[str, str], list[SharedCopy]] = {}
    for copy in sorted(copies, key=moment):
        if copy.block_id:
            of_line.setdefault((copy.block_id, copy.sender), []).append(copy)
    lines = [Line(block_id, _turns(those)) for (block_id, _), those in of_line.items()]
    return sorted(lines, key=lambda line: (block_order(line.block_id), -len(line.turns)))


def _turns(copies: Sequence[SharedCopy]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for copy in copies:
        start = (copy.fields.get("start_question") or "").strip()
        ended = [as_compared(text) for text, other in turns[-1].ends if not other] if turns else []
        goes_on = any(text in as_compared(start) for text in ended)
        turns.append(
            Turn(
                copy,
                begins="" if goes_on and as_compared(start) in (*ended, as_compared(" ".join(ended))) else start,
                sharpened=(copy.fields.get("own_question") or "").strip(),
                ends=tuple(
                    (text.strip(), "" if to == copy.block_id else to) for text, to in next_questions(copy.fields)
                ),
                is_next=goes_on or not turns or _follows(turns[-1].copy, copy),
            )
        )
    return tuple(turns)


def _follows(before: SharedCopy, copy: SharedCopy) -> bool:
    if before.period == copy.period:
        return copy.cycle == before.cycle + 1
    return copy.cycle == 1 and before.period.partition("-")[2] == copy.period.partition("-")[0]
