"""The rule that ties cycles together: the next questions of one are the start of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sko_widgets.framework import Framework

from .snapshot import Snapshot


def next_questions(cycle: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the next questions of a cycle: each text, and the id of the block it belongs to when that is another."""
    for question in cycle.get("next_questions") or ():
        bare = isinstance(question, str)
        text, block = (question, "") if bare else (question.get("text", ""), question.get("block", ""))
        if text.strip():
            yield text, block


def own_next_questions(cycle: Mapping[str, Any], block_id: str) -> list[str]:
    """Return the next questions with which the same block goes on."""
    return [text for text, block in next_questions(cycle) if block in ("", block_id)]


def inherited_question(snapshot: Snapshot, framework: Framework, block_id: str, cycle: int) -> str:
    """Return what a cycle starts from when nobody adjusted it, as Markdown.

    In cycle 1 the block's mandatory question; later the next questions of the cycle before that belong to this
    block, each a paragraph of its own.
    """
    if cycle == 1:
        return framework.block(block_id).mandatory_question
    return "\n\n".join(own_next_questions(snapshot.sheet(f"block/{block_id}/{cycle - 1}"), block_id))


def start_question(snapshot: Snapshot, framework: Framework, block_id: str, cycle: int) -> str:
    """Return a cycle's start question: the adjusted one, else the inherited one."""
    own = snapshot.sheet(f"block/{block_id}/{cycle}").get("start_question", "")
    return own if own.strip() else inherited_question(snapshot, framework, block_id, cycle)


def asked_question(snapshot: Snapshot, framework: Framework, block_id: str, cycle: int) -> str:
    """Return what a cycle asks: the coalition's own sharpening of its start question, else that question."""
    own = snapshot.sheet(f"block/{block_id}/{cycle}").get("own_question", "")
    return own if own.strip() else start_question(snapshot, framework, block_id, cycle)


def is_adjusted(snapshot: Snapshot, framework: Framework, block_id: str, cycle: int) -> bool:
    """Tell whether a start question says something else than what it came from; other line ends do not.

    A cycle that was begun with one of the questions of the cycle before says nothing else.
    """
    question = start_question(snapshot, framework, block_id, cycle)
    inherited = inherited_question(snapshot, framework, block_id, cycle)
    choices = own_next_questions(snapshot.sheet(f"block/{block_id}/{cycle - 1}"), block_id)
    return question.split() not in [one.split() for one in (inherited, *choices)]


def open_question(snapshot: Snapshot, framework: Framework, block_id: str) -> str:
    """Return the question that a block ends a period with, or an empty text.

    The next questions of the last cycle; when there are none yet, the question that cycle works
    on, unless that is the mandatory one, with which every period begins anyway.  Behind it come
    the questions that the last cycles of other blocks have for this one, unless it took them over.
    """
    last = max(snapshot.cycles(block_id), default=0)
    own = ""
    if last:
        coming = inherited_question(snapshot, framework, block_id, last + 1)
        current = start_question(snapshot, framework, block_id, last)
        own = coming or ("" if current == framework.block(block_id).mandatory_question else current)
    others = (text for text in _from_others(snapshot, framework, block_id) if text not in own)
    return "\n\n".join([*([own] if own else []), *others])


def _from_others(snapshot: Snapshot, framework: Framework, block_id: str) -> Iterator[str]:
    for other in framework.block_ids:
        last = max(snapshot.cycles(other), default=0)
        if last and other != block_id:
            cycle = snapshot.sheet(f"block/{other}/{last}")
            yield from (text for text, block in next_questions(cycle) if block == block_id)
