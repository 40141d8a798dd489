"""The questions that coalitions go on with, of what they shared: which are open, and which are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sko_widgets.dossier.cycles import next_questions
from sko_widgets.dossier.hidden_names import without_names
from sko_widgets.dossier.shared import SharedCopy

from . import alike


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A next question that no later cycle began with.

    Parameters
    ----------
    text
        Markdown.
    block_id
        The block that it belongs to; not always the one in which it stands.
    copy
        What was shared, in which it stands.
    """

    text: str
    block_id: str
    copy: SharedCopy

    def without_name(self) -> OpenQuestion:
        """Return the same question without names: other words stand for them."""
        return replace(self, text=without_names(self.text, self.copy.hidden), copy=self.copy.without_name())


@dataclass(frozen=True, slots=True)
class Table:
    """Questions for which their coalitions would sit at one table.

    Parameters
    ----------
    name
        What they share; empty for a question by itself.
    words
        The words that say so, as they are written.
    questions
        In the order in which they were given.
    """

    name: str
    words: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]

    @property
    def senders(self) -> int:
        """How many coalitions ask one of them."""
        return len({question.copy.sender for question in self.questions})

    @property
    def willing(self) -> list[SharedCopy]:
        """A copy of each coalition that likes to talk about it."""
        return list({one.copy.sender: one.copy for one in self.questions if one.copy.meets}.values())


def moment(copy: SharedCopy) -> tuple[str, int]:
    """Return where a copy stands among those of its coalition and block."""
    return copy.period, copy.cycle


def as_compared(text: str) -> str:
    """Return a question as it is compared to another: other spaces and capitals make no other question."""
    return " ".join(text.split()).casefold()


def still_open(copies: Sequence[SharedCopy]) -> list[OpenQuestion]:
    """Return the open questions among all that is shared: of each coalition those of its newest cycle of each block.

    A question for another block is open there, until a cycle of that block begins with it.
    """
    of_sender: dict[str, list[SharedCopy]] = {}
    for copy in copies:
        if copy.block_id:
            of_sender.setdefault(copy.sender, []).append(copy)
    return [question for those in of_sender.values() for question in _of_sender(those)]


def tables(questions: Sequence[OpenQuestion]) -> list[Table]:
    """Return questions in groups that are alike, the largest first, and those by themselves behind them."""
    made = alike.groups([question.text for question in questions])
    return [Table(one.name, one.words, tuple(questions[member] for member in one.members)) for one in made]


def _of_sender(copies: Iterable[SharedCopy]) -> Iterator[OpenQuestion]:
    newest: dict[str, SharedCopy] = {}
    began: dict[str, list[tuple[str, str]]] = {}
    for copy in sorted(copies, key=moment):
        newest[copy.block_id] = copy
        asked = as_compared(" ".join(copy.fields.get(name) or "" for name in ("start_question", "own_question")))
        began.setdefault(copy.block_id, []).append((copy.period, asked))
    found = set()
    for copy in newest.values():
        for text, other in next_questions(copy.fields):
            block_id, compared = other or copy.block_id, as_compared(text)
            later = (asked for period, asked in began.get(block_id, ()) if period >= copy.period)
            is_begun = block_id != copy.block_id and any(compared in asked for asked in later)
            if not is_begun and (block_id, compared) not in found:
                found.add((block_id, compared))
                yield OpenQuestion(text.strip(), block_id, copy)
