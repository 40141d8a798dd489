"""The grid of building blocks as frozen, typed objects.

Source: the quality format of the programme School & Omgeving, kept as data in `data/formats/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sko_widgets.errors import SkoError


class UnknownNameError(SkoError):
    """A name that the format does not have; says what was asked and what there is."""

    def __init__(self, kind: str, asked: str, known: Iterable[str]) -> None:
        names = list(known)
        near = get_close_matches(asked, names, n=1, cutoff=0.5)
        mend = f"Bedoel je ‘{near[0]}’?" if near else f"Kies uit: {', '.join(names)}."
        super().__init__(f"{kind} ‘{asked}’ bestaat niet.", mend=mend)
        self.asked = asked
        self.known = names


COLOURS = ("teal", "indigo", "amber", "plum", "moss", "brick")
"""The colours that a theme can have, by their names in `templates/look/look.css`."""


@dataclass(frozen=True, slots=True)
class Level:
    """A row of the grid: macro, meso or micro."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A column of the grid: samenhang, samenwerking or uitvoering.

    Parameters
    ----------
    id, name
        In sheets, and on screen.
    colour
        One of `COLOURS`: what it has on screen, in pictures and in reports.
    """

    id: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Block:
    """One cell of the grid.

    Parameters
    ----------
    level, theme
        Row and column.
    number
        Place in the report, from 1.
    description, mandatory_question
        The format's own words, to the letter.
    prompt
        What coalitions talk about that have this block side by side; may be empty.
    """

    level: Level
    theme: Theme
    number: int
    description: str
    mandatory_question: str
    prompt: str = ""

    @property
    def id(self) -> str:
        """The block's name in files and sheets, `meso-samenwerking`."""
        return f"{self.level.id}-{self.theme.id}"

    @property
    def name(self) -> str:
        """The block's name on screen, `Meso – Samenwerking`."""
        return f"{self.level.name} – {self.theme.name}"
