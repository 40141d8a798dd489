"""A snapshot as the rules see it: its blocks and cycles, each text read once, and which cycles are ripe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sko_widgets.dossier.cycles import next_questions, own_next_questions, start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Block, Framework, framework

from .language import Text, read_text

DONE = ("klaar", "gestopt")
_BEGINS = ("start_question", "own_question", "status")
"""Fields of a cycle that may be filled while nobody has worked on it yet."""


@dataclass(frozen=True, slots=True)
class ItemReading:
    """An action or a result: where it stands, its text, and what hangs on it."""

    at: int
    text: Text
    owner: str
    due: str
    status: str
    evidence: str


class CycleReading:
    """One cycle of a block.

    Parameters
    ----------
    dossier, block, number
        Where it is.
    """

    def __init__(self, dossier: DossierReading, block: BlockReading, number: int) -> None:
        self.dossier = dossier
        self.block = block
        self.number = number
        self.sheet = f"block/{block.id}/{number}"
        self.values: Mapping[str, Any] = dossier.snapshot.sheet(self.sheet)
        self._texts: dict[str, Text] = {}

    def text(self, field: str) -> Text:
        """Return a field of text, read."""
        if field not in self._texts:
            self._texts[field] = read_text(self.values.get(field) or "")
        return self._texts[field]

    @cached_property
    def actions(self) -> tuple[ItemReading, ...]:
        """Its actions that say something."""
        return self._items("actions")

    @cached_property
    def results(self) -> tuple[ItemReading, ...]:
        """Its results that say something."""
        return self._items("results")

    @cached_property
    def introductions(self) -> Mapping[str, Text]:
        """What stands above its actions and its results."""
        return {name: read_text((self.values.get(name) or {}).get("intro", "")) for name in ("actions", "results")}

    def _items(self, field: str) -> tuple[ItemReading, ...]:
        listed = (self.values.get(field) or {}).get("items", ())
        plain = (({"text": item} if isinstance(item, str) else item) for item in listed)
        read = (
            ItemReading(at, read_text(item.get("text", "")), *(item.get(part, "") for part in _PARTS))
            for at, item in enumerate(plain)
        )
        return tuple(item for item in read if item.text)

    @cached_property
    def next_questions(self) -> tuple[Text, ...]:
        """Its next questions, for whichever block."""
        return tuple(read_text(text) for text, _ in next_questions(self.values))

    @cached_property
    def own_next_questions(self) -> tuple[Text, ...]:
        """Its next questions with which the same block goes on."""
        return tuple(map(Text, own_next_questions(self.values, self.block.id)))

    @property
    def links(self) -> list[Mapping[str, Any]]:
        """Its links to other blocks."""
        return self.values.get("links") or []

    @cached_property
    def start_question(self) -> Text:
        """What it starts from."""
        return read_text(start_question(self.dossier.snapshot, self.dossier.framework, self.block.id, self.number))

    @property
    def before(self) -> CycleReading | None:
        """The cycle before it in its block."""
        return self.block.cycles[self.number - 2] if self.number > 1 else None

    @property
    def is_last(self) -> bool:
        """Whether its block has no later cycle."""
        return self.number == len(self.block.cycles)

    @cached_property
    def is_begun(self) -> bool:
        """Whether somebody wrote in it, beside its question."""
        return not all(is_empty(value) for name, value in self.values.items() if name not in _BEGINS)

    @property
    def is_finished(self) -> bool:
        """Whether it is finished, or its block went on with a later one."""
        return self.values.get("status") == "afgerond" or not self.is_last

    @cached_property
    def has_results(self) -> bool:
        """Whether it says what came of it."""
        return bool(self.results or self.introductions["results"])

    @cached_property
    def is_ripe(self) -> bool:
        """Whether it is told to its end, so that questions help: finished, or with results and nothing to do any more.

        An action of which nobody said how it stands is done once the cycle says what comes next.
        """
        if not self.is_begun:
            return False
        if self.is_finished:
            return True
        ends = any(self.text(name) for name in ("outlook", "answer", "learned")) or bool(self.next_questions)
        if any(action.status not in (*DONE, *([""] if ends else [])) for action in self.actions):
            return False
        return self.has_results or bool(self.text("outlook"))

    def is_past(self, field: str) -> bool:
        """Say whether its writer went past a field: a later one has something in it, or its time is over."""
        if self.is_finished or self.dossier.is_over:
            return True
        order = self.dossier.framework.cycle_sheet.order
        return any(not is_empty(self.values.get(name)) for name in order[order.index(field) + 1 :])

    @cached_property
    def told(self) -> tuple[tuple[str, int | None, Text], ...]:
        """All that is told in it: field, item, and the text; without its questions and links."""
        fields = [(name, None, self.text(name)) for name in _TEXTS]
        above = [(name, None, text) for name, text in self.introductions.items()]
        items = [("actions", item.at, item.text) for item in self.actions]
        items += [("results", item.at, item.text) for item in self.results]
        return tuple(part for part in (*fields, *above, *items) if part[2])


_PARTS = ("owner", "due", "status", "evidence")
_TEXTS = ("context", "goal", "answer", "outlook", "learned", "changed")


class BlockReading:
    """A block with its cycles."""

    def __init__(self, dossier: DossierReading, block: Block) -> None:
        self.id = block.id
        self.block = block
        self.cycles = tuple(CycleReading(dossier, self, number) for number in dossier.snapshot.cycles(block.id))

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return self.block.name

    @cached_property
    def is_begun(self) -> bool:
        """Whether somebody told something in it."""
        return any(cycle.is_begun for cycle in self.cycles)

    @cached_property
    def all_text(self) -> Text:
        """All that stands in it, save its mandatory question."""
        parts: list[str] = []
        for cycle in self.cycles:
            parts += [text.plain for _, _, text in cycle.told]
            parts += [item.evidence for item in (*cycle.actions, *cycle.results)]
            parts += [item.owner for item in (*cycle.actions, *cycle.results)]
            parts += [question.plain for question in cycle.next_questions]
            parts += [cycle.values.get(name) or "" for name in ("own_question", "start_question")]
            parts += [link.get(part, "") for link in cycle.links for part in ("note", "question")]
        return read_text("\n".join(filter(None, parts)))


class DossierReading:
    """A dossier as the rules see it.

    Parameters
    ----------
    snapshot
        The dossier.
    today
        The day by which an action is late.  Of an earlier period that period's end is meant, so that an old dossier is
        no list of reproaches.
    """

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot = snapshot
        self.framework: Framework = framework(snapshot.framework)
        end = _end(snapshot.key.period) or today
        self.today = min(today, end)
        self.is_over = today > end
        self.blocks = {block.id: BlockReading(self, block) for block in self.framework.blocks}

    @property
    def cycles(self) -> Iterator[CycleReading]:
        """All cycles, in report order."""
        for block in self.blocks.values():
            yield from block.cycles


def _end(period: str) -> date | None:
    """Return the last day of a period; None for what has no period."""
    last = period.rpartition("-")[2]
    return date(int(last), 7, 31) if last.isdigit() else None
