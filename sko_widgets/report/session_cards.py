"""Cards for a session on paper: two of A5 on a page for those who come, and a page for each group; one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sko_widgets.report.characters import clean, hidden_characters, missing_characters, texts_in
from sko_widgets.report.paper import typeset


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What stands on the card of who comes: their name, and their group; which may be empty."""

    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """What stands on the page of a group: its name, who is in it, and who chairs."""

    name: str
    members: tuple[str, ...]
    chair: str = ""


@dataclass(frozen=True, slots=True)
class PartCard:
    """A part of what a group does: its name, its minutes, and what is said then."""

    name: str
    minutes: int
    says: str = ""


@dataclass(frozen=True, slots=True)
class SessionCards:
    """All that is printed.

    Parameters
    ----------
    title, whose, when
        `Kaarten`, `Leergroep Rivieren`, and the date in words.
    question, form
        The question of the day, and the name of the working form; may be empty.
    chair_says
        What stands on the chair's card.
    people, groups, parts
        A card each; a page each; and what the groups do.
    """

    title: str
    whose: str
    when: str
    question: str
    form: str
    chair_says: str
    people: Sequence[PersonCard]
    groups: Sequence[GroupCard] = ()
    parts: Sequence[PartCard] = ()


def cards_pdf(cards: SessionCards, moment: datetime) -> bytes:
    """Return the cards as a tagged PDF.

    Parameters
    ----------
    moment
        The date that the file carries.
    """
    plain = _clean(asdict(replace(cards, people=tuple(cards.people), groups=tuple(cards.groups))))
    everything = "\n".join(texts_in(plain))
    day = {"year": moment.year, "month": moment.month, "day": moment.day}
    report = {**plain, "chair-says": plain["chair_says"], "day": day}
    missing, hidden = missing_characters(everything), hidden_characters(everything)
    at = moment.replace(microsecond=0)
    return typeset("", report, at, {}, missing, hidden, template="cards.typ")[0]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, (list, tuple)) else value
