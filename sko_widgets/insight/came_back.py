"""Which open questions came back: alike ones were asked more than once, by coalitions or in a group's sessions.

A question came back when questions that are alike (`alike`) stand at the end of more than one cycle of a coalition, or
of more than one period, or in the harvest of more than one session.  Only what was shared with the group, and the
group's own harvest, is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sko_widgets.dossier.cycles import next_questions
from sko_widgets.dossier.shared import SharedCopy

from .alike import groups
from .open_questions import OpenQuestion, as_compared
from .year_overview import Said


@dataclass(frozen=True, slots=True)
class Times:
    """When a question was asked; each part is empty when it was only once.

    Parameters
    ----------
    periods
        `2024-2025` and later ones.
    cycles
        Numbers of cycles within one period, of the coalition that asked it in most of them.
    days
        Of the sessions in whose harvest it stands.
    """

    periods: tuple[str, ...] = ()
    cycles: tuple[int, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def many(self) -> int:
        """How many times that is, by what it came back in most."""
        return max(len(self.periods), len(self.cycles), len(self.days))

    def __bool__(self) -> bool:
        return self.many > 1


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    copy: SharedCopy | None = None
    day: str = ""


class CameBack:
    """The questions of one block that came back.

    Parameters
    ----------
    block_id
        Which block.
    copies
        All that is shared with the group, also of earlier cycles.
    harvest
        The questions that were asked in its sessions.
    """

    def __init__(self, block_id: str, copies: Iterable[SharedCopy], harvest: Iterable[Said]) -> None:
        said = [one for one in harvest if one.line.get("block") in ("", block_id)]
        asked = [*_of_copies(copies, block_id), *(_Asked(one.text, day=one.day) for one in said)]
        self._found: Mapping[tuple[str, str], Times] = {
            (one.copy.sender, as_compared(one.text)): times
            for those in ([asked[at] for at in group.members] for group in groups([one.text for one in asked]))
            if (times := _times(those))
            for one in those
            if one.copy
        }

    def times(self, question: OpenQuestion) -> Times:
        """Return when questions that are alike to an open one were asked, if that was more than once."""
        return self._found.get((question.copy.sender, as_compared(question.text)), Times())


def _of_copies(copies: Iterable[SharedCopy], block_id: str) -> list[_Asked]:
    """Return the next questions of all cycles that belong to a block; the same one of a cycle once."""
    return list(
        {
            (copy.sender, copy.period, copy.place, as_compared(text)): _Asked(text.strip(), copy)
            for copy in copies
            if copy.block_id
            for text, other in next_questions(copy.fields)
            if (other or copy.block_id) == block_id
        }.values()
    )


def _times(asked: Sequence[_Asked]) -> Times:
    periods = sorted({one.copy.period for one in asked if one.copy})
    of_sender: dict[str, set[tuple[str, int]]] = {}
    for one in asked:
        if one.copy:
            of_sender.setdefault(one.copy.sender, set()).add((one.copy.period, one.copy.cycle))
    most = max(of_sender.values(), key=len, default=set())  # what others asked too makes it no more often
    cycles = {cycle for _, cycle in most} if len(most) > 1 else set()
    days = sorted({one.day for one in asked if one.day})
    return Times(
        tuple(periods) if len(periods) > 1 else (),
        tuple(sorted(cycles)) if len(periods) == 1 else (),
        tuple(days) if len(days) > 1 else (),
    )
