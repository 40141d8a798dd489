"""The path of a block's cycles: when each was, how far it is, what was done, and how its question moved on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import framework

from .arrows import cycle_mark, down
from .drawing import Drawing, wrap
from .figure import Figure
from .moved_on import moved_on

LEARNING_LINE = "leerlijn-"
"""How the names of the files of learning lines start; the block's id follows."""
_WIDE, _SIZE = 920.0, 17.0
_HIGHEST = 1.35 * _WIDE
_HEADS = {"Cyclus": 40.0, "Stand": 128.0, "Acties en resultaten": 236.0, "Looptijd": 440.0, "De vraag daarna": 680.0}
"""The columns, and where each starts."""
_SPAN_LINES = 3
_LINE, _PAD, _HEAD = 22.0, 5.0, 28.0
_RAIL = 18.0


@dataclass(frozen=True, slots=True)
class _Cycle:
    """A cycle in a few words."""

    number: int
    finished: bool
    done: str
    span: str
    after: str

    @property
    def state(self) -> str:
        return "afgerond" if self.finished else "open"

    @property
    def cells(self) -> tuple[list[str], ...]:
        """What stands in each column, in lines."""
        texts = (str(self.number), self.state, self.done, self.span, self.after)
        starts = [*_HEADS.values(), _WIDE + 12]
        rooms = [end - start - 12 for start, end in pairwise(starts)]
        return tuple(wrap(text, room, _SIZE, most=_SPAN_LINES) for text, room in zip(texts, rooms, strict=True))

    @property
    def height(self) -> float:
        """How high its row is."""
        return max(map(len, self.cells)) * _LINE + 2 * _PAD

    def in_words(self) -> str:
        """Return the cycle as a sentence."""
        when = f"{self.state}, {self.span}" if self.span else self.state
        return f"Cyclus {self.number} ({when}): {self.done}; daarna: {self.after}."


def learning_lines(snapshot: Snapshot, block_id: str, colours: Mapping[str, str]) -> list[Figure]:
    """Return the path of a block's cycles, on as many pictures as it needs.

    Parameters
    ----------
    colours
        The look's tokens by name, without dashes in front.
    """
    block = framework(snapshot.framework).block(block_id)
    pages: list[list[_Cycle]] = [[]]
    for cycle in _cycles(snapshot, block_id):
        if pages[-1] and _HEAD + sum(one.height for one in (*pages[-1], cycle)) > _HIGHEST:
            pages.append([])
        pages[-1].append(cycle)
    last, made = len(pages), []
    for page, cycles in enumerate(pages, 1):
        part = f" (deel {page} van {last})" if last > 1 else ""
        alt = f"De leerlijn van {block.name}{part}. {' '.join(one.in_words() for one in cycles)}"
        drawing = Drawing(_WIDE, _HEAD + sum(one.height for one in cycles), f"Leerlijn van {block.name}", alt)
        _draw(drawing, cycles, colours[block.theme.colour], colours)
        name = f"{LEARNING_LINE}{block_id}{'' if page == 1 else f'-{page}'}.svg"
        made.append(Figure(name, f"De leerlijn van {block.name}: cyclus na cyclus{part}.", alt, drawing.svg()))
    return made


def _cycles(snapshot: Snapshot, block_id: str) -> Iterator[_Cycle]:
    chosen = framework(snapshot.framework)
    for number in snapshot.cycles(block_id):
        values = snapshot.sheet(f"block/{block_id}/{number}")
        yield _Cycle(
            number,
            values.get("status") == "afgerond",
            _done(values),
            " ".join((values.get("span") or "").split()),
            moved_on(snapshot, chosen, block_id, number),
        )


def _done(values: Mapping[str, Any]) -> str:
    names = {"actions": ("actie", "acties"), "results": ("resultaat", "resultaten")}
    counts = {name: _items(values, name) for name in names}
    return ", ".join(dutch.count(number, *names[name]) for name, number in counts.items() if number) or "nog geen"


def _items(values: Mapping[str, Any], name: str) -> int:
    return sum(not is_empty(item) for item in (values.get(name) or {}).get("items", ()))


def _draw(drawing: Drawing, cycles: Sequence[_Cycle], theme: str, colours: Mapping[str, str]) -> None:
    drawing.add("rect", x=0, y=0, width=_WIDE, height=drawing.height, fill=colours["card"])
    for label, x in _HEADS.items():
        drawing.text([label], x, _SIZE + 2, _SIZE, fill=colours["soft"])
    top, before = _HEAD, 0.0
    for cycle in cycles:
        drawing.add("line", x1=0, y1=top, x2=_WIDE, y2=top, stroke=colours["line"], stroke_width=1.5)
        middle = top + _PAD + _LINE / 2
        if before:
            down(drawing, _RAIL, before + 9, middle - 10, theme)
        cycle_mark(drawing, _RAIL, middle, theme, colours["card"], finished=cycle.finished)
        for x, lines in zip(_HEADS.values(), cycle.cells, strict=True):
            weight = 700 if x == _HEADS["Cyclus"] else 400
            for at, text in enumerate(lines):
                drawing.text([text], x, middle + 6 + at * _LINE, _SIZE, weight, fill=colours["ink"])
        top, before = top + cycle.height, middle
