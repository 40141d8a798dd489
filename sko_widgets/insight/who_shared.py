"""Who of a group shared what a session is about: only that, and of nobody how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Framework

from .planned_session import LESSON


@dataclass(frozen=True, slots=True)
class WhoShared:
    """Who shared.

    Parameters
    ----------
    rows
        Each member, and who is no member but shared by name, with whether they shared.
    unnamed
        How many shared without their name.
    steps
        Of a block, how many shared its goal, and how many a next question.
    """

    rows: tuple[tuple[str, bool], ...]
    unnamed: int
    steps: tuple[int, int] = (0, 0)


def who_shared(copies: Iterable[SharedCopy], members: Sequence[str], theme: str, framework: Framework) -> WhoShared:
    """Return who shared something of a block or lesson; of a theme in other words, who shared anything.

    Parameters
    ----------
    copies
        All that is shared with the group.
    members
        The coalitions that are in it.
    """
    those = [copy for copy in copies if _is_about(copy, theme, framework)]
    named = {copy.name.casefold(): copy.name for copy in those if copy.named and copy.name}
    by_name = {copy.sender for copy in those if copy.named and copy.name}
    known = {name.casefold() for name in members}
    rows = [(name, name.casefold() in named) for name in members]
    rows += [(name, True) for folded, name in named.items() if folded not in known]
    steps = (_sharing(those, "goal"), _sharing(those, "next_questions"))
    return WhoShared(tuple(rows), len({copy.sender for copy in those} - by_name), steps)


def _sharing(copies: Iterable[SharedCopy], step: str) -> int:
    return len({copy.sender for copy in copies if copy.block_id and not is_empty(copy.fields.get(step))})


def _is_about(copy: SharedCopy, theme: str, framework: Framework) -> bool:
    if theme in framework.block_ids:
        return copy.block_id == theme
    return copy.place == theme if theme.startswith(LESSON) else True
