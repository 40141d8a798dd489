"""What other blocks have for a block: the questions and notes of their links, and next questions that belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sko_widgets.dossier.cycles import next_questions
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Block, framework

from .contributions import holds

_BEGINS = ("start_question", "own_question", "status")
"""Fields of a cycle that may be filled while nobody has worked on it yet."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that another block brings.

    Parameters
    ----------
    source, cycle, field
        Where it stands: `links` or `next_questions` of a cycle of another block.
    block
        The block that it is for.
    text
        The question, or what the link says when it brings no question; Markdown.
    note
        What the link says beside its question.
    into
        The field that it is meant for, in the newest cycle of `block`.
    taken
        Whether it was taken over, in any cycle.
    """

    source: Block
    cycle: int
    field: str
    block: Block
    text: str
    note: str
    into: str
    taken: bool = False

    @property
    def id(self) -> str:
        """What tells it from others; it changes when its text does."""
        place = f"{self.source.id}/{self.cycle}/{self.field}/{self.block.id}"
        return hashlib.sha256(f"{place}\n{self.text}".encode()).hexdigest()[:12]

    @property
    def noted(self) -> str:
        """The text with a note of where it is from."""
        return f"{self.text} (uit: {self.source.name})"


def incoming(snapshot: Snapshot, block_id: str) -> list[Incoming]:
    """Return what other blocks have for one block, in report order and the newest cycle of each first."""
    chosen = framework(snapshot.framework)
    block = chosen.block(block_id)
    number = max(snapshot.cycles(block_id), default=1)
    newest = snapshot.sheet(f"block/{block_id}/{number}")
    begun = not all(is_empty(value) for name, value in newest.items() if name not in _BEGINS)
    written = [dict(snapshot.sheet(f"block/{block_id}/{cycle}")) for cycle in snapshot.cycles(block_id)]
    found: dict[tuple[str, str], Incoming] = {}
    for source in chosen.blocks:
        if source is not block:
            for cycle in reversed(snapshot.cycles(source.id)):
                for field, text, note, asks in _from(snapshot, source, cycle, block_id):
                    # A question sharpens a cycle that nobody worked on yet; later it waits for the next one.
                    into = "context" if not asks else "next_questions" if begun else "own_question"
                    one = Incoming(source, cycle, field, block, text, note, into)
                    found.setdefault((source.id, text), replace(one, taken=holds(written, one.noted)))
    return list(found.values())


def _from(snapshot: Snapshot, source: Block, cycle: int, block_id: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what one cycle has for a block: the field, the text, what is said beside it, and whether it asks."""
    values = snapshot.sheet(f"block/{source.id}/{cycle}")
    for text, belongs in next_questions(values):
        if belongs == block_id:
            yield "next_questions", text.strip(), "", True
    for link in values.get("links") or ():
        question, note = (link.get(part, "").strip() for part in ("question", "note"))
        if link["to"] == block_id and (question or note):
            yield "links", question or note, note if question else "", bool(question)
