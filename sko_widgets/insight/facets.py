"""What a view of many coalitions can be narrowed by: a municipality, a block, a period; and what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sko_widgets.framework import Block, frameworks

Thing = TypeVar("Thing")

BLOCK, MUNICIPALITY = "block", "municipality"
"""Names of facets: by which one chooses a block, and where a coalition is."""

SCHOOL_KINDS = {"po": "Basisonderwijs", "vo": "Voortgezet onderwijs", "so": "Speciaal onderwijs"}
"""The kinds of school, in order, as they are called on screen."""


@dataclass(frozen=True, slots=True)
class Facet(Generic[Thing]):
    """One thing to narrow by.

    Parameters
    ----------
    name, label
        In code, and on screen.
    every
        What is said of choosing none, `Alle gemeenten`.
    values
        What a thing has of it; a thing without any goes as soon as one is chosen.
    said
        A value on screen.
    order
        In which order the values are offered.
    """

    name: str
    label: str
    every: str
    values: Callable[[Thing], Collection[str]]
    said: Callable[[str], str] = str
    order: Callable[[str], Any] = str.casefold


class Selection(Generic[Thing]):
    """What was chosen of some facets.

    Parameters
    ----------
    facets
        What can be narrowed by, in order.
    """

    def __init__(self, facets: Sequence[Facet[Thing]]) -> None:
        self._facets = {facet.name: facet for facet in facets}
        self._chosen: dict[str, str] = {}

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by the facet's name; nothing of a facet of which all may stay."""
        return dict(self._chosen)

    def choose(self, name: str, value: str) -> None:
        """Choose a value of a facet; an empty one lets all stay."""
        if name in self._facets:
            self._chosen.pop(name, None)
            if value:
                self._chosen[name] = value

    def clear(self) -> None:
        """Let all stay."""
        self._chosen.clear()

    def of(self, things: Iterable[Thing]) -> list[Thing]:
        """Return what is left."""
        return [thing for thing in things if self._stays(thing)]

    def said(self) -> str:
        """Return in words what was chosen, `Veenstad, Basisonderwijs`; empty for nothing."""
        return ", ".join(facet.said(self._chosen[name]) for name, facet in self._facets.items() if name in self._chosen)

    def offered(self, things: Collection[Thing]) -> list[dict[str, Any]]:
        """Return what a page offers: of each facet that tells some things from others, what occurs beside the rest.

        What was chosen is always there, also when nothing has it any more.
        """
        shown = []
        for facet in self._facets.values():
            chosen = self._chosen.get(facet.name, "")
            occurring = {value for thing in things for value in facet.values(thing)}
            if len(occurring) > 1 or chosen:
                beside = {v for thing in things if self._stays(thing, facet.name) for v in facet.values(thing)}
                values = sorted(beside | ({chosen} - {""}), key=facet.order)
                options = [{"value": value, "label": facet.said(value)} for value in values]
                about = {"name": facet.name, "label": facet.label, "every": facet.every}
                shown.append({**about, "options": options, "chosen": chosen})
        return shown

    def _stays(self, thing: Thing, but: str = "") -> bool:
        return all(value in self._facets[name].values(thing) for name, value in self._chosen.items() if name != but)


def usual_facets(
    municipality: Callable[[Thing], str],
    school_kinds: Callable[[Thing], Collection[str]],
    blocks: Callable[[Thing], Collection[str]],
    period: Callable[[Thing], str],
) -> tuple[Facet[Thing], ...]:
    """Return the facets of every view, given what a thing has of each."""
    return (
        Facet(MUNICIPALITY, "Gemeente", "Alle gemeenten", lambda thing: _some(municipality(thing))),
        Facet("school_kind", "Soort scholen", "Alle soorten", school_kinds, _kind_name, _kind_order),
        Facet(BLOCK, "Bouwsteen", "Alle bouwstenen", blocks, block_name, block_order),
        Facet("period", "Periode", "Alle perioden", lambda thing: _some(period(thing)), _year),
    )


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def block_name(block_id: str) -> str:
    """Return what a block is called in the newest format that has it."""
    return next((block.name for block in _all_blocks() if block.id == block_id), block_id)


def block_order(block_id: str) -> int:
    """Return where a block stands in the report."""
    return next((block.number for block in _all_blocks() if block.id == block_id), 0)


def theme_order(theme_id: str) -> int:
    """Return where the first block of a theme stands in the report."""
    return min((block.number for block in _all_blocks() if block.theme.id == theme_id), default=0)


def _all_blocks() -> list[Block]:
    return [block for newest in reversed(list(frameworks().values())) for block in newest.blocks]


def _kind_name(kind: str) -> str:
    return SCHOOL_KINDS.get(kind, kind)


def _kind_order(kind: str) -> int:
    return [*SCHOOL_KINDS, kind].index(kind)


def _year(period: str) -> str:
    return period.replace("-", "–")
