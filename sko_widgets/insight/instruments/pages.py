"""A picture as bands below each other, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, SMALL, WIDTH, Canvas, Paint, Words, fit
from .symbols import symbol

_LEGEND_LINE = 26.0


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a picture, as wide as it is.

    Parameters
    ----------
    height
        How much room it takes, with the room below it.
    draw
        Draws it from a top.
    """

    height: float
    draw: Callable[[Canvas, float], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """What all pages of one picture have.

    Parameters
    ----------
    name
        Of its file, without `.svg`.
    title, caption
        Above and below it.
    alt
        What it shows, in sentences; the first one says what it is.
    paint
        Its colours.
    """

    name: str
    title: str
    caption: str
    alt: Sequence[str]
    paint: Paint

    def pages(self, bands: Iterable[Band], head: Band | None = None, foot: Band | None = None) -> list[Figure]:
        """Lay bands on as many pages as they need; head and foot stand on each of them."""
        around = sum(band.height for band in (head, foot) if band)
        pages: list[list[Band]] = [[]]
        for band in bands:
            if pages[-1] and around + sum(placed.height for placed in pages[-1]) + band.height > HIGHEST:
                pages.append([])
            pages[-1].append(band)
        return self.laid([[band for band in (head, *page, foot) if band] for page in pages])

    def laid(self, pages: Sequence[Sequence[Band]]) -> list[Figure]:
        """Draw what is divided over pages already."""
        return [self._page(page, number, len(pages)) for number, page in enumerate(pages, 1)]

    def _page(self, bands: Sequence[Band], number: int, last: int) -> Figure:
        canvas = Canvas(self.title, self.paint)
        top = 0.0
        for band in bands:
            band.draw(canvas, top)
            top += band.height
        more = [
            f"Deel {number} van {last} van ‘{self.title}’.",
            "Bij het eerste deel staat beschreven wat er te zien is.",
        ]
        alt = self.alt if number == 1 else more
        part = f" (deel {number} van {last})" if last > 1 else ""
        name = self.name if number == 1 else f"{self.name}-{number}"
        return canvas.finish(top, name, f"{self.caption.removesuffix('.')}{part}.", alt)


def legend(entries: Sequence[tuple[str, str]], room: float = 14.0) -> Band:
    """Return what each symbol means, in as few lines as hold it.

    Parameters
    ----------
    entries
        Names of symbols and their meaning.
    room
        Above it.
    """
    placed: list[tuple[str, Words, float, int]] = []
    x, row = 0.0, 0
    for name, meaning in entries:
        words = fit(meaning, WIDTH - 30, SMALL, most=1)
        if x and x + 30 + words.width > WIDTH:
            x, row = 0.0, row + 1
        placed.append((name, words, x, row))
        x += 30 + words.width + 28

    def draw(canvas: Canvas, top: float) -> None:
        for name, words, left, line in placed:
            middle = top + room + line * _LEGEND_LINE + 12
            symbol(canvas, name, left + 12, middle, 8)
            canvas.write(words, left + 30, middle - words.height / 2, fill=canvas.paint.soft)

    return Band(room + (row + 1) * _LEGEND_LINE, draw)


def gap(height: float) -> Band:
    """Return an empty band."""
    return Band(height, lambda canvas, top: None)


def kept(head: Band, below: Sequence[Band]) -> list[Band]:
    """Return bands of which the first holds the heading too, so that no page ends with it."""
    first = below[0]

    def draw(canvas: Canvas, top: float) -> None:
        head.draw(canvas, top)
        first.draw(canvas, top + head.height)

    return [Band(head.height + first.height, draw), *below[1:]]


def beside(heights: Iterable[float], below: float) -> float:
    """Return the height of a band of parts that stand beside each other, with room below."""
    return max(heights, default=0.0) + below
