"""Pictures of a dossier: the grid with its open questions, and the path of a block's cycles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.cycles import asked_question, inherited_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Block, Framework, framework

from .arrows import Place, arrow, cycle_mark, loop
from .cycle_path import LEARNING_LINE, learning_lines
from .drawing import Drawing, wrap
from .figure import Figure
from .progress import Progress, progress

__all__ = ["GRID", "LEARNING_LINE", "Figure", "grid", "learning_lines"]

_WIDE, _GAP, _PAD = 920.0, 34.0, 16.0
_HIGHEST = 1.35 * _WIDE
_SMALL, _HEAD = 17.0, 18.0
"""Sizes of text: 8.1 and 8.5 points where the picture is 154 mm wide."""
_LINE = 1.3
_MARKS = 26.0
"""How far two marks are apart."""
_MOST_MARKS = 6
_AROUND, _BETWEEN = 32.0, 14.0
"""Above the first line of a card with what is below the last, and above its question."""
_LOWEST = 120.0
_MOST_LINES = (1000, 30, 20, 14, 11, 9, 7, 5, 4)
"""Lines of one text of a card; fewer only when the grid would not stand on one page."""
GRID = "kwaliteitsraster.svg"
_CAPTION = "Het kwaliteitsraster: welke cycli zijn afgerond en welke open is, met de vraag die nu openstaat."


@dataclass(frozen=True, slots=True)
class _Card:
    """A block as the grid shows it: by its number in the order of the report, its texts in lines."""

    number: int
    block: Block
    done: Progress
    title: list[str]
    question: list[str]

    @property
    def height(self) -> float:
        """How high the card has to be."""
        lines = 2 * _SMALL + len(self.title) * _HEAD + len(self.question) * _SMALL
        return max(_LOWEST, _AROUND + _LINE * lines + (_BETWEEN if self.question else 0))


def grid(snapshot: Snapshot, colours: Mapping[str, str]) -> Figure:
    """Return the grid: of each block its title, its cycles and its open question, with arrows for the links.

    Parameters
    ----------
    colours
        The look's tokens by name, without dashes in front.
    """
    chosen = framework(snapshot.framework)
    done = {block.id: progress(snapshot, block.id) for block in chosen.blocks}
    asked = {block_id: _flat(_open_question(snapshot, chosen, one)) for block_id, one in done.items()}
    wide = (_WIDE - _GAP * (len(chosen.themes) - 1)) / len(chosen.themes)
    cards, heights = _laid(chosen, done, asked, wide)
    places = {card.block.id: _place(chosen, card.block, wide, heights) for card in cards}
    links = _links(snapshot, done)
    alt = _in_words(list(done.values()), linked=bool(links))
    high = sum(heights) + _GAP * (len(heights) - 1)
    drawing = Drawing(_WIDE, high, "Kwaliteitsraster", alt + _cut(cards, asked))
    for source, target in links:
        if source != target:
            arrow(drawing, places[source], places[target], colours["soft"])
    for card in cards:
        _draw(drawing, places[card.block.id], card, colours)
    for source, target in links:
        if source == target:
            loop(drawing, places[source], colours["soft"])
    return Figure(GRID, _CAPTION, alt, drawing.svg())


def _open_question(snapshot: Snapshot, chosen: Framework, done: Progress) -> str:
    """Return what a block asks now: the question of its open cycle, or else the one that the last cycle ended with."""
    if not done.cycle:
        return ""
    if done.is_finished:
        return inherited_question(snapshot, chosen, done.block, done.cycle + 1)
    return asked_question(snapshot, chosen, done.block, done.cycle)


def _in_words(done: Sequence[Progress], *, linked: bool) -> str:
    finished = sum(one.finished for one in done)
    begun = sum(bool(one.cycle or one.title) for one in done)
    said = [
        f"Het kwaliteitsraster: {dutch.count(finished, 'cyclus', 'cycli')} afgerond,",
        f"{begun} van de {len(done)} bouwstenen begonnen.",
        "Titel, cycli en open vraag van elke bouwsteen staan in de tabel hieronder.",
    ]
    arrows = ["Pijlen wijzen naar de bouwstenen die bij een bouwsteen onder de verbindingen staan."]
    return " ".join(said + arrows * linked)


def _cut(cards: Iterable[_Card], asked: Mapping[str, str]) -> str:
    """Return the texts that their cards do not hold whole."""
    texts = [(card.title, card.done.title) for card in cards] + [
        (card.question, asked[card.block.id]) for card in cards
    ]
    cut = [text for lines, text in texts if lines and lines[-1].endswith("…") and not text.endswith("…")]
    return f" Voluit: {' / '.join(cut)}" if cut else ""


def _laid(
    chosen: Framework, done: Mapping[str, Progress], asked: Mapping[str, str], wide: float
) -> tuple[list[_Card], list[float]]:
    """Return the cards and the height of each row; texts are whole, unless the grid would be higher than a page."""
    room = wide - 2 * _PAD
    cards: list[_Card] = []
    heights: list[float] = []
    for most in _MOST_LINES:
        cards = [
            _Card(
                number,
                block,
                done[block.id],
                wrap(done[block.id].title or "Nog zonder titel", room, _HEAD, 700, most=most),
                wrap(asked[block.id], room, _SMALL, most=most),
            )
            for number, block in enumerate(chosen.blocks, 1)
        ]
        heights = [max(card.height for card in cards if card.block.level is level) for level in chosen.levels]
        if sum(heights) + _GAP * (len(heights) - 1) <= _HIGHEST:
            break
    return cards, heights


def _place(chosen: Framework, block: Block, wide: float, heights: Sequence[float]) -> Place:
    column, row = chosen.themes.index(block.theme), chosen.levels.index(block.level)
    return Place(column * (wide + _GAP), sum(heights[:row]) + row * _GAP, wide, heights[row])


def _flat(markdown: str) -> str:
    return " ".join(markdown.replace("**", "").split())


def _links(snapshot: Snapshot, done: Mapping[str, Progress]) -> list[tuple[str, str]]:
    pairs = [
        (block_id, link["to"])
        for block_id in done
        for number in snapshot.cycles(block_id)
        for link in snapshot.sheet(f"block/{block_id}/{number}").get("links", ())
        if link["to"] in done
    ]
    return list(dict.fromkeys(pairs))


def _draw(drawing: Drawing, at: Place, card: _Card, colours: Mapping[str, str]) -> None:
    x, y = at.x, at.y
    theme, soft, ink = colours[card.block.theme.colour], colours["soft"], colours["ink"]
    box: dict[str, Any] = {"x": x + 0.75, "y": y + 0.75, "width": at.wide - 1.5, "height": at.high - 1.5, "rx": 8}
    drawing.add("rect", **box, fill=colours["card"], stroke=colours["line"], stroke_width=1.5)
    drawing.add("path", d=f"M{x} {y + 8}a8 8 0 0 1 8 -8h{at.wide - 16}a8 8 0 0 1 8 8z", fill=theme)
    left = x + _PAD
    drawing.text([f"{card.number} {card.block.name}"], left, y + 33, _SMALL, fill=soft)
    below = drawing.text(card.title, left, y + 35 + _HEAD * _LINE, _HEAD, 700, fill=ink)
    _cycles(drawing, left, below, card.done, theme, colours)
    drawing.text(card.question, left, below + _SMALL * _LINE + _BETWEEN, _SMALL, fill=ink)


def _cycles(drawing: Drawing, left: float, base: float, done: Progress, theme: str, colours: Mapping[str, str]) -> None:
    """Draw a mark for each cycle, and say how many are finished and open; many are told without marks."""
    opened = done.cycle - done.finished
    marks = [True] * done.finished + [False] * opened if done.cycle <= _MOST_MARKS else []
    for at, finished in enumerate(marks):
        cycle_mark(drawing, left + 9 + at * _MARKS, base - 6, theme, colours["card"], finished=finished)
    counts = [f"{done.finished} afgerond"] * bool(done.finished) + [f"{opened} open"] * bool(opened)
    words = ", ".join(counts) or "Nog niet begonnen"
    drawing.text([words], left + len(marks) * _MARKS, base, _SMALL, fill=colours["soft"])
