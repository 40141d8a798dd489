"""What a rule is, and what it has to say: one question about one field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .read_dossier import CycleReading, DossierReading


@dataclass(frozen=True, slots=True)
class Mend:
    """What a click can do about a remark.

    Parameters
    ----------
    do
        `next-question`: put `value` into the next questions.  `link-kind`: give link `at` the kind `value`.
    value
        A question, or a kind of link.
    at
        Which of the field's parts, from 0.
    """

    do: Literal["next-question", "link-kind"]
    value: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw.

    Parameters
    ----------
    field
        Name of the field that the question is about.
    message
        The question, in Dutch; what it is about in front of it.
    quote
        The words it saw.
    item
        Of an item, a link or a row: which, from 0.
    about
        The text that it is about; an answer holds until that changes.  The quote, when it is not given.
    mend
        What a click can do.
    sheet
        Where, when that is not the cycle that was read.
    """

    field: str
    message: str
    quote: str = ""
    item: int | None = None
    about: str | None = None
    mend: Mend | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said who read along, where a rule would ask.

    Parameters
    ----------
    comment
        Id of the comment.
    name, said_on
        Who, and on which day, `2026-11-27`; each may be empty.
    text
        What they said, as Markdown.
    is_changed
        Whether the text that it is about has changed since.
    """

    comment: str
    name: str
    said_on: str
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """One question about one field.

    Parameters
    ----------
    rule, prio, certain
        Which rule asks; how important it is, 1 most; and whether what it saw is sure, as that a field is empty.
    sheet, field, item
        Where: the item is a number from 0, or None.
    message, quote
        The question, and the words it saw.
    about
        The text by which an answer holds.
    mend
        What a click can do; None when only the writer can.
    said
        Of a person's remark: who said it and what; None for what a rule asks.
    """

    rule: str
    prio: int
    certain: bool
    sheet: str
    field: str
    message: str
    quote: str
    about: str
    item: int | None = None
    mend: Mend | None = None
    said: Said | None = None

    @property
    def id(self) -> str:
        """What tells it from others of its dossier, whatever the text has become."""
        if self.said:
            return self.said.comment
        return hashlib.sha256(f"{self.rule}\n{self.sheet}\n{self.field}".encode()).hexdigest()[:12]


Find = Callable[["CycleReading"], Iterator[Seen]]
FindAcross = Callable[["DossierReading"], Iterator[Seen]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the coach.

    Parameters
    ----------
    id, prio, certain
        As in a remark.
    waits
        Whether it waits until a cycle is ripe.
    find
        Yields what it sees; of one field only the first counts.
    """

    id: str
    prio: int
    certain: bool
    waits: bool
    find: Find | FindAcross


class Rules:
    """The rules that look at one cycle, or at a whole dossier."""

    def __init__(self) -> None:
        self.of_cycle: dict[str, Rule] = {}
        self.of_dossier: dict[str, Rule] = {}

    def cycle(self, name: str, *, prio: int, certain: bool = False, waits: bool = True) -> Callable[[Find], Find]:
        """Make a function a rule about one cycle."""

        def add(find: Find) -> Find:
            self.of_cycle[name] = Rule(name, prio, certain, waits, find)
            return find

        return add

    def dossier(self, name: str, *, prio: int, certain: bool = False) -> Callable[[FindAcross], FindAcross]:
        """Make a function a rule about a whole dossier; it looks itself which cycles are ripe."""

        def add(find: FindAcross) -> FindAcross:
            self.of_dossier[name] = Rule(name, prio, certain, waits=False, find=find)
            return find

        return add


rules = Rules()
"""Every rule there is, by the modules of this folder whose names end in `_rules`."""
