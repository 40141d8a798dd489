"""Pictures of a dossier: the grid, and how one question led to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from sko_widgets.dossier.cycles import start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Block, Framework, framework

from .drawing import Drawing, wrap
from .progress import Progress, progress

_CARD, _TALL, _GAP = 284.0, 150.0, 34.0
_PAD = 16.0
_LINE_WIDTH = 920.0
_LINE_HIGHEST = 1.35 * _LINE_WIDTH
_STEP_DOWN = 34.0
GRID = "kwaliteitsraster.svg"
LEARNING_LINE = "leerlijn-"
"""How the names of the files of learning lines start; the block's id follows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its words.

    Parameters
    ----------
    name
        Its file's name.
    caption
        What stands under it.
    alt
        What it shows, for who does not see it.
    svg
        The picture.
    """

    name: str
    caption: str
    alt: str
    svg: bytes


def grid(snapshot: Snapshot, colours: Mapping[str, str]) -> Figure:
    """Return the grid: of each block its title and how far it is, with arrows for the links.

    Parameters
    ----------
    colours
        The look's tokens by name, without dashes in front.
    """
    chosen = framework(snapshot.framework)
    done = {block.id: progress(snapshot, block.id) for block in chosen.blocks}
    links = _links(snapshot, done)
    caption = "Het kwaliteitsraster: hoe ver elke bouwsteen in zijn nieuwste cyclus is, en wie naar wie wijst."
    alt = "Het kwaliteitsraster. " + " ".join(
        _in_words(chosen, block, done[block.id], links) for block in chosen.blocks
    )
    rows, columns = len(chosen.levels), len(chosen.themes)
    drawing = Drawing(columns * _CARD + (columns - 1) * _GAP, rows * _TALL + (rows - 1) * _GAP, "Kwaliteitsraster", alt)
    places = {block.id: _place(chosen, block) for block in chosen.blocks}
    for source, target in links:
        _arrow(drawing, places[source], places[target], colours)
    for block in chosen.blocks:
        _card(drawing, places[block.id], block, done[block.id], colours)
    for source, target in links:
        if source == target:
            _loop(drawing, places[source], colours)
    return Figure(GRID, caption, alt, drawing.svg())


def learning_lines(snapshot: Snapshot, block_id: str, colours: Mapping[str, str]) -> list[Figure]:
    """Return how the questions of a block's cycles followed from each other, on as many pictures as they need."""
    chosen = framework(snapshot.framework)
    block = chosen.block(block_id)
    asked = {number: _flat(start_question(snapshot, chosen, block_id, number)) for number in snapshot.cycles(block_id)}
    pages: list[list[_Turn]] = [[]]
    for number, text in asked.items():
        turn = _Turn(number, wrap(text or "Nog geen vraag", _LINE_WIDTH - 190, 20, 400, most=4))
        if pages[-1] and _foot([*pages[-1], turn]) > _LINE_HIGHEST:
            pages.append([])
        pages[-1].append(turn)
    title, last = f"Leerlijn van {block.name}", len(pages)
    alt = f"De leerlijn van {block.name}. " + " ".join(f"Cyclus {number}: {text}" for number, text in asked.items())
    made = []
    for page, turns in enumerate(pages, 1):
        part = f" (deel {page} van {last})" if last > 1 else ""
        more = f"Deel {page} van {last} van de leerlijn. Bij het eerste deel staat beschreven wat er te zien is."
        said = alt if page == 1 else more
        name = f"{LEARNING_LINE}{block_id}{'' if page == 1 else f'-{page}'}.svg"
        drawing = Drawing(_LINE_WIDTH, _foot(turns), title, said)
        _turns(drawing, turns, block.theme.colour, colours)
        caption = f"De leerlijn van {block.name}: van vraag naar vraag{part}."
        made.append(Figure(name, caption, said, drawing.svg()))
    return made


@dataclass(frozen=True, slots=True)
class _Turn:
    """A cycle and its question, in lines."""

    number: int
    lines: list[str]

    @property
    def height(self) -> float:
        return max(64.0, 30 + 26 * len(self.lines))


def _foot(turns: Sequence[_Turn]) -> float:
    return sum(turn.height for turn in turns) + _STEP_DOWN * (len(turns) - 1)


def _turns(drawing: Drawing, turns: Sequence[_Turn], colour: str, colours: Mapping[str, str]) -> None:
    top = 0.0
    for turn in turns:
        if top:
            _down(drawing, 70, top - _STEP_DOWN, top, colours[colour])
        drawing.add("rect", x=0, y=top, width=_LINE_WIDTH, height=turn.height, rx=8, fill=colours[f"{colour}-tint"])
        drawing.add("rect", x=0, y=top, width=6, height=turn.height, fill=colours[colour])
        middle = top + turn.height / 2
        drawing.text([f"Cyclus {turn.number}"], 28, middle + 7, 19, 700, fill=colours[colour])
        drawing.text(turn.lines, 150, middle + 7 - 13 * (len(turn.lines) - 1), 20, 400, fill=colours["ink"])
        top += turn.height + _STEP_DOWN


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


def _in_words(chosen: Framework, block: Block, done: Progress, links: list[tuple[str, str]]) -> str:
    to = [chosen.block(target).name for source, target in links if source == block.id]
    title = f" ‘{done.title}’" if done.title else ""
    state = (
        f"cyclus {done.cycle}, {done.filled} van {len(done.needed)} stappen ingevuld"
        if done.cycle
        else "nog niet begonnen"
    )
    return f"{block.name}{title}: {state}{'; wijst naar ' + ', '.join(to) if to else ''}."


def _place(chosen: Framework, block: Block) -> tuple[float, float]:
    column, row = chosen.themes.index(block.theme), chosen.levels.index(block.level)
    return column * (_CARD + _GAP), row * (_TALL + _GAP)


def _card(drawing: Drawing, at: tuple[float, float], block: Block, done: Progress, colours: Mapping[str, str]) -> None:
    x, y = at
    theme = colours[block.theme.colour]
    drawing.add(
        "rect",
        x=x + 0.75,
        y=y + 0.75,
        width=_CARD - 1.5,
        height=_TALL - 1.5,
        rx=8,
        fill=colours["card"],
        stroke=colours["line"],
        stroke_width=1.5,
    )
    drawing.add("path", d=f"M{x} {y + 8}a8 8 0 0 1 8 -8h{_CARD - 16}a8 8 0 0 1 8 8z", fill=theme)
    drawing.text([block.name], x + _PAD, y + 33, 16, 400, fill=colours["soft"])
    title = wrap(done.title or "Nog zonder titel", _CARD - 2 * _PAD, 18, 700, most=2)
    drawing.text(title, x + _PAD, y + 58, 18, 700, fill=colours["ink"])
    share = (_CARD - 2 * _PAD + 3) / len(done.needed)
    for number, _ in enumerate(done.needed):
        fill = theme if number < done.filled else colours["line"]
        drawing.add("rect", x=x + _PAD + number * share, y=y + 102, width=share - 3, height=8, rx=2, fill=fill)
    drawing.text(
        [f"Cyclus {done.cycle}" if done.cycle else "Nog niet begonnen"], x + _PAD, y + 134, 16, fill=colours["soft"]
    )
    count = f"{done.filled} van {len(done.needed)}"
    drawing.text([count], x + _CARD - _PAD, y + 134, 16, fill=colours["soft"], text_anchor="end")


def _arrow(
    drawing: Drawing, source: tuple[float, float], target: tuple[float, float], colours: Mapping[str, str]
) -> None:
    """Draw an arrow from card to card, a little to its own side so that one back does not cover it."""
    if source == target:
        return
    (x1, y1), (x2, y2) = ((x + _CARD / 2, y + _TALL / 2) for x, y in (source, target))
    long = hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / long, (y2 - y1) / long
    aside = 0.0 if x1 != x2 and y1 != y2 else 16.0
    ox, oy = -uy * aside, ux * aside
    end = _edge(ux, uy)
    tip_x, tip_y = x2 - ux * end + ox, y2 - uy * end + oy
    begin = _edge(ux, uy)
    colour = colours["soft"]
    drawing.add(
        "line",
        x1=x1 + ux * begin + ox,
        y1=y1 + uy * begin + oy,
        x2=tip_x - ux * 7,
        y2=tip_y - uy * 7,
        stroke=colour,
        stroke_width=2,
    )
    _head(drawing, tip_x, tip_y, ux, uy, colour)


def _edge(ux: float, uy: float) -> float:
    """Return how far a card's edge is from its middle in a direction."""
    along = [half / abs(part) for half, part in ((_CARD / 2, ux), (_TALL / 2, uy)) if abs(part) > 1e-9]
    return min(along) + 1


def _head(drawing: Drawing, x: float, y: float, ux: float, uy: float, colour: str) -> None:
    back_x, back_y = x - ux * 11, y - uy * 11
    points = f"{x:.2f},{y:.2f} {back_x - uy * 6:.2f},{back_y + ux * 6:.2f} {back_x + uy * 6:.2f},{back_y - ux * 6:.2f}"
    drawing.add("polygon", points=points, fill=colour)


def _loop(drawing: Drawing, at: tuple[float, float], colours: Mapping[str, str]) -> None:
    """Draw a small turning arrow in the card's corner: the block points to itself."""
    x, y = at[0] + _CARD - 26, at[1] + 28
    drawing.add("path", d=f"M{x - 7} {y}a7 7 0 1 1 7 7h-3", fill="none", stroke=colours["soft"], stroke_width=2)
    _head(drawing, x - 11, y + 7, -1, 0, colours["soft"])


def _down(drawing: Drawing, x: float, top: float, foot: float, colour: str) -> None:
    drawing.add("line", x1=x, y1=top + 3, x2=x, y2=foot - 10, stroke=colour, stroke_width=2)
    _head(drawing, x, foot - 3, 0, 1, colour)
