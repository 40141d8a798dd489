"""Boxes with a few words, beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .canvas import HEAD, SMALL, TEXT, WIDTH, Canvas, Words, fit
from .pages import Band
from .symbols import symbol

COLUMN_GAP = 18.0
_PAD, _SYMBOL, _BELOW = 12.0, 28.0, 10.0


@dataclass(frozen=True, slots=True)
class Card:
    """What a box says.

    Parameters
    ----------
    head, body
        In bold, and under it.
    symbol
        Before them; none by default.
    tinted
        Filled with the picture's colour instead of outlined.
    most
        Lines of head and body.
    """

    head: str
    body: str = ""
    symbol: str = ""
    tinted: bool = False
    most: tuple[int, int] = (6, 4)


def columns(count: int, gap: float = COLUMN_GAP) -> tuple[float, tuple[float, ...]]:
    """Return how wide each of so many columns is, and where they start."""
    wide = (WIDTH - gap * (count - 1)) / count
    return wide, tuple(at * (wide + gap) for at in range(count))


def rows(cards: Sequence[Card], count: int) -> list[Band]:
    """Return rows of so many boxes; an open place at the end stays open."""
    wide, starts = columns(count)

    def band(placed: Sequence[_Measured]) -> Band:
        high = max(box.height for box in placed)

        def draw(canvas: Canvas, top: float) -> None:
            for x, box in zip(starts, placed, strict=False):
                box.draw(canvas, x, top, wide, high)

        return Band(high + _BELOW, draw)

    measured = [_measured(card, wide) for card in cards]
    return [band(measured[at : at + count]) for at in range(0, len(measured), count)]


def stacks(lists: Sequence[Sequence[Card]], room: float) -> list[Band]:
    """Return columns of boxes, each box below the one before it; a band for every page of so much room."""
    wide, starts = columns(len(lists))
    divided = [_divided([_measured(card, wide) for card in cards], room) for cards in lists]

    def band(page: Sequence[Sequence[_Measured]]) -> Band:
        def draw(canvas: Canvas, top: float) -> None:
            for x, stack in zip(starts, page, strict=True):
                y = top
                for box in stack:
                    box.draw(canvas, x, y, wide, box.height)
                    y += box.height + _BELOW

        return Band(max(sum(box.height + _BELOW for box in stack) for stack in page), draw)

    return [band(page) for page in zip_longest(*divided, fillvalue=())]


def _divided(stack: Sequence[_Measured], room: float) -> list[list[_Measured]]:
    pages: list[list[_Measured]] = [[]]
    for box in stack:
        if pages[-1] and sum(other.height + _BELOW for other in pages[-1]) + box.height + _BELOW > room:
            pages.append([])
        pages[-1].append(box)
    return pages


@dataclass(frozen=True, slots=True)
class _Measured:
    card: Card
    head: Words
    body: Words

    @property
    def height(self) -> float:
        return self.head.height + self.body.height + 2 * _PAD

    def draw(self, canvas: Canvas, x: float, top: float, wide: float, high: float) -> None:
        paint, card = canvas.paint, self.card
        canvas.box(x, top, wide, high, *((paint.tint, "") if card.tinted else (paint.ground, paint.edge)))
        left = x + _PAD + (_SYMBOL if card.symbol else 0)
        if card.symbol:
            symbol(canvas, card.symbol, x + _PAD + 9, top + _PAD + 12, 8)
        end = canvas.write(self.head, left, top + _PAD)
        canvas.write(self.body, left, end, fill=paint.ink if card.tinted else paint.soft)


def _measured(card: Card, wide: float) -> _Measured:
    room = wide - 2 * _PAD - (_SYMBOL if card.symbol else 0)
    head, body = card.most
    return _Measured(card, fit(card.head, room, TEXT, 600, head), fit(card.body, room, SMALL, most=body))


def heads(texts: Sequence[str], gap: float = COLUMN_GAP) -> Band:
    """Return the headings of columns."""
    wide, starts = columns(len(texts), gap)
    words = [fit(text, wide, HEAD, 700, most=2) for text in texts]
    high = max(head.height for head in words)

    def draw(canvas: Canvas, top: float) -> None:
        for x, head in zip(starts, words, strict=True):
            canvas.write(head, x, top + high - head.height)
            canvas.rule(x, top + high + 7, x + wide, top + high + 7, canvas.paint.theme, stroke_width=3)

    return Band(high + 22, draw)


def heading(text: str) -> Band:
    """Return a heading within a picture."""
    words = fit(text, WIDTH, HEAD, 700, most=2)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.write(words, 0, top + 18)

    return Band(words.height + 30, draw)
