"""What coalitions say is hard: results that did not come, actions that stopped or are late; of nobody by name."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dutch import local
from sko_widgets.framework import Block, Theme, frameworks
from sko_widgets.resources import read_yaml

from .checks.language import read_text
from .deadlines import open_until
from .due_dates import Span

Kind = Literal["result", "stopped", "late"]

_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
"""A text of so many sentences is about one thing."""
_NEAR = 3
"""So many words may stand between two words of a sign."""


@dataclass(frozen=True, slots=True)
class HardPart:
    """One thing that is hard.

    Parameters
    ----------
    kind
        A result that says so, an action that stopped, or one that was late when it was shared.
    block, cycle, period
        Where it stands.
    text
        What they wrote, Markdown, without names.
    who
        `een coalitie met 5 scholen`.
    span
        When a late action was to be done.
    """

    kind: Kind
    block: Block
    cycle: int
    period: str
    text: str
    who: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is hard of one kind in one theme.

    Parameters
    ----------
    parts
        The first of it, in the order of the copies.
    number
        How much there is in all.
    """

    parts: tuple[HardPart, ...]
    number: int


def hard_by_theme(copies: Iterable[SharedCopy], most: int = sys.maxsize) -> dict[tuple[Theme, Kind], Found]:
    """Return what is hard in what was shared, by theme and kind; those of which there is something.

    Parameters
    ----------
    most
        How many of each are wanted in words.
    """
    numbers = Counter[tuple[Theme, Kind]]()
    parts = defaultdict[tuple[Theme, Kind], list[HardPart]](list)
    for copy in copies:
        block = _block(copy)
        here = Counter((block.theme, kind) for kind, _, _ in _of_cycle(copy)) if block else None
        if block and here:
            if any(numbers[place] < most for place in here):  # leaving names out takes longer than all the rest
                for one in _without_names(copy, block):
                    parts[block.theme, one.kind].append(one)
            numbers += here
    return {place: Found(tuple(parts[place][:most]), number) for place, number in numbers.items()}


def _block(copy: SharedCopy) -> Block | None:
    """Return the block that a copy is of; None of an instrument, or of a format that this version does not know."""
    chosen = frameworks().get(copy.framework)
    return chosen.block(copy.block_id) if chosen and copy.block_id in chosen.block_ids else None


def _without_names(copy: SharedCopy, block: Block) -> Iterator[HardPart]:
    bare = copy.without_name()
    for kind, text, span in _of_cycle(bare):
        yield HardPart(kind, block, bare.cycle, bare.period, text, bare.label(names=False), span)


def _of_cycle(copy: SharedCopy) -> Iterator[tuple[Kind, str, Span | None]]:
    results, actions = (copy.fields.get(name) or {} for name in ("results", "actions"))
    for item in results.get("items", ()):
        text = _text(item)
        if says_hard(text):
            yield "result", text, None
    for text in (results.get("intro", ""), copy.fields.get("answer") or ""):
        said = hard_said(text)
        if said:
            yield "result", said, None
    finished = copy.fields.get("status") == "afgerond"
    for item in actions.get("items", ()):
        if isinstance(item, str):
            continue
        if item.get("status") == "gestopt":
            yield "stopped", item["text"], None
        else:
            day = local(copy.shared_at).date()
            span = open_until(item, copy.period, day, finished=finished)
            if span and span.last < day:
                yield "late", item["text"], span


def _text(item: Any) -> str:
    return item if isinstance(item, str) else str(item["text"])


# --- the words by which a sentence says so --------------------------------------------------------


def says_hard(text: str) -> bool:
    """Say whether a text, Markdown, says that something did not work, came too late, is lacking or is hard."""
    return next(_hard(text), None) is not None


def hard_said(text: str) -> str:
    """Return what a text says of that: all of a short one, of a longer one the sentences that say so."""
    said = list(_hard(text))
    return text if said and len(read_text(text).sentences) <= _SHORT else " ".join(said)


def _hard(text: str) -> Iterator[str]:
    signs = _signs()
    if signs.may_be_in(text):
        for sentence in read_text(text).sentences:
            if not sentence.plain.endswith("?") and signs.in_words(_words(sentence.plain)):
                yield sentence.plain


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


class _Signs:
    """The signs, by their first word.

    Parameters
    ----------
    signs, soothing
        As in `hard_words.yaml`.
    """

    def __init__(self, signs: Sequence[str], soothing: Iterable[str]) -> None:
        self._soothing = frozenset(soothing)
        self._whole: dict[str, list[list[str]]] = {}
        self._begun: dict[str, list[list[str]]] = {}
        for sign in signs:
            first, *others = sign.split()
            place = self._begun if first.endswith("*") else self._whole
            place.setdefault(first.removesuffix("*"), []).append(others)
        self._starts = tuple(self._begun)

    def may_be_in(self, text: str) -> bool:
        """Say whether the first word of a sign is in a text, without a look at its sentences."""
        words = set(_words(text))
        return not words.isdisjoint(self._whole) or any(word.startswith(self._starts) for word in words)

    def in_words(self, words: Sequence[str]) -> bool:
        """Say whether a sentence has a sign."""
        return any(
            _follow(others, words[at + 1 :])
            for at, word in enumerate(words)
            if not at or words[at - 1] not in self._soothing
            for others in self._of(word)
        )

    def _of(self, word: str) -> Iterator[list[str]]:
        yield from self._whole.get(word, ())
        if word.startswith(self._starts):
            for start, signs in self._begun.items():
                if word.startswith(start):
                    yield from signs


def _follow(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether words come one after another, with no more than some others before each."""
    at = 0
    for word in wanted:
        try:
            at = words.index(word, at, at + _NEAR + 1) + 1
        except ValueError:
            return False
    return True


@cache
def _signs() -> _Signs:
    data = resources.files(__package__).joinpath("hard_words.yaml").read_text("utf-8")
    read: Mapping[str, list[str]] = read_yaml(data)
    return _Signs(read["signs"], read["soothing"])
