"""What was taken over into a field and is said otherwise in its instrument now.

Nothing is written over by itself.  A text that stands in the block as it was taken over can be followed by the new one;
one that the coalition made its own stays, and the new text is offered beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from sko_widgets.dossier.replies import mark
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.taken import Taken, details_mark, taken
from sko_widgets.framework import ITEM_PARTS, Field

from .contributions import Contribution

_ALIKE = 0.5
"""So much of two texts is the same when one was made from the other."""

_COMPARED = 500
"""So many characters of two texts are compared."""

_LONGEST = 8
"""So many paragraphs a text that was taken over can have beside its first, to be found again in a text."""

_PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text of a field that can be followed by another: an item, a question, or paragraphs.

    Parameters
    ----------
    text
        What stands there.
    at
        Its number in a list, or where it begins and ends in a text.
    details
        What hangs on it, of an item.
    """

    text: str
    at: tuple[int, int]
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A text that was taken over, and what its instrument says now.

    Parameters
    ----------
    taken
        The taking.
    stretch
        Where it stands in the block.
    now
        What the instrument has now; None when it is not there any more, or was decided against.
    edited
        Whether the coalition made the text its own.
    details
        Of what hangs on the item: what is said otherwise now.
    """

    taken: Taken
    stretch: Stretch
    now: Contribution | None
    edited: bool = False
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """What the instrument says now, all of it; empty when that is nothing."""
        return said_by(self.now)


def said_by(now: Contribution | None) -> str:
    """Return all that an instrument says in one place, to tell whether it says something else later."""
    return "\n".join([now.noted, *(f"{name}: {text}" for name, text in sorted(now.details.items()))]) if now else ""


@dataclass(frozen=True, slots=True)
class Takings:
    """What was taken over into one field.

    Parameters
    ----------
    changes
        What is said otherwise now, in the order in which it stands there.
    there
        Ids of the contributions that stand in the field, whether as they are now or not.
    """

    changes: tuple[Change, ...] = ()
    there: frozenset[str] = frozenset()


def takings(snapshot: Snapshot, sheet: str, into: Field, value: Any, found: Sequence[Contribution]) -> Takings:
    """Return what was taken over into a field, and what of it changed.

    Parameters
    ----------
    sheet, into
        The field.
    value
        What stands in it.
    found
        What the instruments have for it now.
    """
    kept = taken(snapshot, sheet, into.name)
    stands = stretches(into, value) if kept else []
    marks = {one.text_mark for one in kept}
    free = [one for one in stands if mark(one.text) not in marks | {mark(now.noted) for now in found}]
    changes: list[Change] = []
    there: set[str] = set()

    def now_of(one: Taken, texts: Sequence[Stretch]) -> Contribution | None:
        same = [now for now in found if (now.sheet.id, now.part) == (one.source, one.part) and now.id not in there]
        return _now(one, same, texts, marks)

    def add(one: Taken, stretch: Stretch, now: Contribution | None, *, edited: bool) -> None:
        there.update([now.id] if now else [])
        change = Change(one, stretch, now, edited=edited, details=_details(one, stretch, now))
        if _is_said_otherwise(change) and one.left_mark != mark(change.said):
            changes.append(change)

    lost: list[Taken] = []
    whole: list[Stretch] = []
    for one in kept:
        as_taken = next((stretch for stretch in stands if mark(stretch.text) == one.text_mark), None)
        if as_taken:
            add(one, as_taken, now_of(one, [as_taken]), edited=False)
            whole.append(as_taken)
        else:
            lost.append(one)
    free = [one for one in free if not any(_overlap(one, other) for other in whole)]
    for one, stretch, now in _edited([(one, now_of(one, free)) for one in lost], free):
        add(one, stretch, now, edited=True)
    return Takings(tuple(sorted(changes, key=lambda one: one.stretch.at)), frozenset(there))


def stretches(into: Field, value: Any) -> list[Stretch]:
    """Return the texts of a field, each as something that another can follow."""
    if into.kind == "items":
        items = [item if isinstance(item, Mapping) else {"text": item} for item in (value or {}).get("items", ())]
        return [
            Stretch(item["text"], (at, at), {part: item[part] for part in ITEM_PARTS if item.get(part)})
            for at, item in enumerate(items)
        ]
    if into.kind in ("questions", "lines"):
        texts = [one if isinstance(one, str) else one["text"] for one in value or ()]
        return [Stretch(text, (at, at)) for at, text in enumerate(texts)]
    spans = [found.span() for found in _PARAGRAPH.finditer(value or "")]
    runs = [(first[0], last[1]) for at, last in enumerate(spans) for first in spans[max(at - _LONGEST, 0) : at + 1]]
    return [Stretch(value[start:end], (start, end)) for start, end in runs]


def put_in(into: Field, value: Any, change: Change) -> Any:
    """Return a field's value with the new text in the place of the one that was taken over."""
    (start, end), now = change.stretch.at, change.now
    if now is None:
        return value
    if into.kind == "items":
        item = value["items"][start]
        item = {**(item if isinstance(item, Mapping) else {}), "text": now.noted, **change.details}
        return {**value, "items": _with(value["items"], start, item)}
    if into.kind in ("questions", "lines"):
        one = value[start]
        return _with(value, start, now.noted if isinstance(one, str) else {**one, "text": now.noted})
    return f"{value[:start]}{now.noted}{value[end:]}"


def _with(rows: Sequence[Any], at: int, row: Any) -> list[Any]:
    return [*rows[:at], row, *rows[at + 1 :]]


def _now(one: Taken, same: Sequence[Contribution], texts: Sequence[Stretch], marks: set[str]) -> Contribution | None:
    """Return what an instrument has now in the place of what was taken over."""
    if one.row:
        return next((now for now in same if now.row == one.row), None)
    as_it_was = next((now for now in same if mark(now.noted) == one.text_mark), None)
    if as_it_was or not same:
        return as_it_was
    if same[0].field.kind in ("line", "text") and same[0].field.name == one.part:  # there is only one
        return same[0]
    rated = [(_alike(text, now), now) for now in same if mark(now.noted) not in marks for text in texts]
    nearest, now = max(rated, key=lambda pair: pair[0], default=(0.0, same[0]))
    return now if nearest >= _ALIKE else None


def _edited(
    lost: Sequence[tuple[Taken, Contribution | None]], free: Sequence[Stretch]
) -> Iterator[tuple[Taken, Stretch, Contribution]]:
    """Yield what the coalition made of texts that do not stand in the block as they were taken over any more.

    Parameters
    ----------
    lost
        Those takings, with what their instrument has now.
    free
        The texts that are nothing else.
    """
    left, texts = {one.id: one for one, _ in lost}, [*free]
    used: set[str] = set()
    rated = [(_alike(text, now), one, text, now) for one, now in lost if now for text in free]
    for alike, one, text, now in sorted(rated, key=lambda each: each[0], reverse=True):
        if alike >= _ALIKE and one.id in left and text in texts and now.id not in used:
            used.add(now.id)
            texts = [other for other in texts if not _overlap(other, text)]
            yield left.pop(one.id), text, now
    # The note says of which instrument a text is; of which taking only when no other of that instrument is left.
    sources = Counter(one.source for one in left.values())
    for _, one, text, now in sorted(rated, key=lambda each: each[0], reverse=True):
        is_alone = one.id in left and sources[one.source] == 1
        if is_alone and now.note in text.text and text in texts and now.id not in used:
            used.add(now.id)
            texts = [other for other in texts if not _overlap(other, text)]
            yield left.pop(one.id), text, now


def _overlap(one: Stretch, other: Stretch) -> bool:
    """Tell whether two texts of a field have a part in common: of paragraphs, every run is one."""
    return one.at == other.at or (one.at[0] < other.at[1] and other.at[0] < one.at[1])


def _alike(one: Stretch, now: Contribution) -> float:
    """Return how much of two texts is the same, from 0 to 1, by how they begin and without the note."""
    texts = (one.text.replace(now.note, "")[:_COMPARED], now.text[:_COMPARED])
    return SequenceMatcher(None, *texts, autojunk=False).ratio()


def _details(one: Taken, stretch: Stretch, now: Contribution | None) -> dict[str, str]:
    """Return what of who and when is said otherwise now; nothing when the coalition changed it in the block."""
    if now is None or details_mark(now.details) == one.details_mark:
        return {}
    there = {name: stretch.details[name] for name in now.details if name in stretch.details}
    if not one.details_mark or details_mark(there) != one.details_mark:
        return {}
    return {name: text for name, text in now.details.items() if there.get(name) != text}


def _is_said_otherwise(change: Change) -> bool:
    if change.now is None:
        return not change.edited
    return mark(change.now.noted) != change.taken.text_mark or (bool(change.details) and not change.edited)
