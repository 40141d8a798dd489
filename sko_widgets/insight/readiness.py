"""How far each dossier is on its way to a report, in four words a block; never what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sko_widgets.dossier.said_about import SHARING
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Outline
from sko_widgets.dutch import count
from sko_widgets.framework import Block, frameworks

from .facets import Facet, Selection, usual_facets
from .progress import Progress, progress

NOT_BEGUN, BUSY, READY, FINISHED = STATES = ("niet begonnen", "bezig", "klaar", "afgerond")
"""What a block's newest cycle can be: ready is one in which all that a cycle needs is filled."""
EMPTY = "leeg"
"""What a dossier is of which no block has begun."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one dossier is.

    Parameters
    ----------
    key, name
        Which, and what its coalition is called.
    municipality, school_kinds
        As far as the dossier says.
    blocks
        Id of each block of its format -> one of `STATES`; empty when its format is not known.
    changed_at
        When something in it was last changed.
    cycles, finished
        How many cycles there are in all blocks, and how many of them are finished.
    """

    key: DossierKey
    name: str
    municipality: str
    school_kinds: tuple[str, ...]
    blocks: Mapping[str, str]
    changed_at: datetime
    cycles: int = 0
    finished: int = 0

    @property
    def begun(self) -> int:
        """How many blocks have something in them."""
        return sum(state != NOT_BEGUN for state in self.blocks.values())

    @property
    def state(self) -> str:
        """How far it is as a whole: empty, busy, or what the least far of its blocks is."""
        if not self.begun:
            return EMPTY
        there = set(self.blocks.values())
        return FINISHED if there == {FINISHED} else READY if there <= {READY, FINISHED} else BUSY


def standings(outlines: Sequence[Outline]) -> list[Standing]:
    """Return how far dossiers are, in the order of their names."""
    return sorted(map(_standing, outlines), key=lambda one: (one.name.casefold(), one.key))


def said(standing: Standing) -> str:
    """Return how far a dossier is in words, `bezig: 3 van 9 bouwstenen, 4 cycli, 1 afgerond`."""
    if not standing.cycles:
        return standing.state
    done = f", {standing.finished} afgerond" if standing.finished else ""
    begun = f"{standing.begun} van {len(standing.blocks)} bouwstenen"
    return f"{standing.state}: {begun}, {count(standing.cycles, 'cyclus', 'cycli')}{done}"


def blocks_of(standing: Collection[Standing]) -> list[Block]:
    """Return the blocks that any of these dossiers has, those of one theme together; a name from the newest format."""
    known = {block_id for one in standing for block_id in one.blocks}
    oldest_first = list(frameworks().values())
    found = {block.id: block for one in oldest_first for block in one.blocks if block.id in known}
    themes = [theme.id for one in reversed(oldest_first) for theme in one.themes]
    return sorted(found.values(), key=lambda block: (themes.index(block.theme.id), block.number))


def report_said(standing: Standing, made_at: datetime | None, day: str) -> str:
    """Return the state of a dossier's report in words.

    Parameters
    ----------
    made_at, day
        When the report was made, None for none; and that day in words.
    """
    if made_at is None:
        return "niet gemaakt"
    return f"{'gewijzigd sinds' if standing.changed_at > made_at else 'gemaakt op'} {day}"


def selection() -> Selection[Standing]:
    """Return a selection of dossiers in which nothing is chosen yet."""
    return Selection(_FACETS)


_FACETS: Sequence[Facet[Standing]] = usual_facets(
    lambda one: one.municipality, lambda one: one.school_kinds, lambda one: one.blocks, lambda one: one.key.period
)


def _standing(outline: Outline) -> Standing:
    there = outline.snapshot
    profile = there.sheet("profile")
    kinds = there.sheet(SHARING).get("school_kinds")
    done = {block_id: progress(there, block_id) for block_id in _blocks(there.framework)}
    return Standing(
        there.key,
        _line(profile.get("name")) or there.key.slug,
        _line(profile.get("municipality")),
        tuple(kinds) if isinstance(kinds, list) else (),
        {block_id: _state(one) for block_id, one in done.items()},
        outline.changed_at,
        sum(one.cycle for one in done.values()),
        sum(one.finished for one in done.values()),
    )


def _blocks(framework_id: str) -> tuple[str, ...]:
    """Return the blocks of a format; none of one that this version does not know, so that the others are shown."""
    chosen = frameworks().get(framework_id)
    return chosen.block_ids if chosen else ()


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _state(done: Progress) -> str:
    if not done.cycle:
        return NOT_BEGUN
    if done.is_finished:
        return FINISHED
    return BUSY if done.next_step else READY
