"""What a search box shows of what was found: how much, and the part of a text in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from sko_widgets.dossier.search_words import Term, composed, places
from sko_widgets.dutch import count, shortened

from . import wording

MOST = 20
"""So many places are shown."""
_BEFORE, _AFTER = 50, 130  # characters around the first word that was asked

Piece = tuple[str, bool]
"""A part of a text, and whether it is what was asked."""


def pieces(texts: Iterable[str], terms: Sequence[Term]) -> list[Piece]:
    """Return the part of some texts that says most of what is asked; empty when none of it can be read there."""
    read = [composed(wording.bare(text)) for text in texts if places(composed(text), terms)]
    said = [(sum(bool(places(text, [term])) for term in terms), text) for text in read]
    most, best = max(said, key=itemgetter(0), default=(0, ""))
    return list(_cut(best, places(best, terms))) if most else []


def told(question: str, number: int) -> str:
    """Return in a sentence how many places there are with what was asked."""
    asked_for = f"‘{shortened(question, 80)}’"
    if not number:
        return f"Niets gevonden met {asked_for}. Probeer een ander woord, of alleen het begin ervan."
    if number > MOST:
        return f"De eerste {MOST} plekken met {asked_for}. Er zijn er meer: typ nog een woord."
    return f"{count(number, 'plek', 'plekken')} met {asked_for}."


def _cut(text: str, where: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Yield the part of a text around the first of some places, in pieces; a sign says where it was cut."""
    first = where[0][0]
    begin = 0 if first <= _BEFORE else text.find(" ", first - _BEFORE, first) + 1 or first
    end = len(text) if len(text) <= first + _AFTER else max(text.rfind(" ", first, first + _AFTER), where[0][1])
    if begin:
        yield "… ", False
    at = begin
    for start, stop in where:
        if start < at or stop > end:
            continue
        if start > at:
            yield text[at:start], False
        yield text[start:stop], True
        at = stop
    rest = text[at:end]
    yield f"{rest} …" if end < len(text) else rest, False
