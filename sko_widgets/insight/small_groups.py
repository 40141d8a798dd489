"""Small groups of those who are at a session: mixed, and with as few as can be who sat together before.

The same people, day and turn give the same groups.  What is looked for is the least of a sum over all who sit together;
it is found by exchanging two people at a time, from many beginnings.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sko_widgets.dossier.sessions import SESSION, session_sheet
from sko_widgets.dossier.snapshot import Sheets

SIZES = (6, 8)
"""The smallest and the largest group where no working form says so."""
CHAIR_SAYS = "Jij bewaakt de tijd en de volgorde. Je hoeft niets te weten van de inhoud."
"""What stands on the chair's card."""
CHAIR_DOES = "bewaakt de tijd en de volgorde"
"""What the room reads beside the chair's name."""
_OF_ONE_COALITION, _AGAIN = 10_000_000, 1_000
"""What two people cost that sit together: of one coalition, and each time that they did before; being alike costs 1."""
_EFFORT, _LEAST_BEGINNINGS = 60_000, 6
"""How many exchanges are tried in a round of all beginnings together, and from how many one begins at least."""
_SMALL = 20
"""Fewer people than this are looked at as often as so many."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits in a group.

    Parameters
    ----------
    name
        The coalition; of a second one of the same coalition `De Brug (2)`.
    coalition, school_kind, region
        As in the list of members.
    """

    name: str
    coalition: str
    school_kind: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """One group: who is in it, and who sees to the time."""

    members: tuple[str, ...]
    chair: str = ""


# --- who there is -----------------------------------------------------------------------------------


def people(rows: Sequence[Mapping[str, Any]]) -> list[Person]:
    """Return the people in the list of members of a group."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        name = " ".join(str(row.get("coalition") or "").split())
        if name:
            seen[name.casefold()] += 1
            number = seen[name.casefold()]
            region = " ".join(str(row.get("region") or "").split()).casefold()
            called = name if number == 1 else f"{name} ({number})"
            found.append(Person(called, name.casefold(), str(row.get("school_kind") or ""), region))
    return found


def present(rows: Sequence[Mapping[str, Any]], absent: Sequence[str]) -> list[Person]:
    """Return those that are at a session."""
    away = {name.casefold() for name in absent}
    return [one for one in people(rows) if one.name.casefold() not in away]


def groups_of(rows: Sequence[Mapping[str, Any]]) -> list[SmallGroup]:
    """Return the groups that rows of the field `groups` hold."""
    return [SmallGroup(tuple(row.get("members") or ()), str(row.get("chair") or "")) for row in rows]


def group_rows(groups: Sequence[SmallGroup]) -> list[dict[str, Any]]:
    """Return groups as rows of the field `groups`."""
    return [
        {"number": str(number), "members": list(one.members), **({"chair": one.chair} if one.chair else {})}
        for number, one in enumerate(groups, 1)
    ]


def groups_before(sheets: Sheets, day: str) -> list[list[SmallGroup]]:
    """Return the groups of each session before a day, the first session first."""
    days = sorted(sheet.removeprefix(SESSION) for sheet in sheets if sheet.startswith(SESSION))
    found = (_as_it_was(sheets[session_sheet(one)]) for one in days if one < day)
    return [groups for groups in found if groups]


def _as_it_was(fields: Mapping[str, Any]) -> list[SmallGroup]:
    """Return the groups of a session with who was there."""
    away = {str(name).casefold() for name in fields.get("absent") or ()}
    groups = groups_of(fields.get("groups") or ())
    return [_of_those(one, {name for name in one.members if name.casefold() not in away}) for one in groups]


# --- how they are divided ---------------------------------------------------------------------------


def sizes_for(many: int, sizes: tuple[int, int], least: int = 1) -> list[int]:
    """Return how large the groups are: as even as can be, and none too small or too large where that is possible.

    Parameters
    ----------
    many
        How many people there are.
    sizes
        The smallest and the largest group.
    least
        How many groups there are at least.
    """
    if not many:
        return []
    smallest, largest = sizes
    middle = (smallest + largest) / 2

    def even(number: int) -> list[int]:
        return [many // number + (at < many % number) for at in range(number)]

    def misfit(number: int) -> tuple[float, ...]:
        made = even(number)
        outside = sum(max(smallest - size, 0, size - largest) for size in made)
        return outside, abs(many / number - middle), number

    return even(min(range(min(least, many), many + 1), key=misfit))


def divided(
    there: Sequence[Person],
    sizes: tuple[int, int],
    before: Sequence[Sequence[SmallGroup]] = (),
    *,
    day: str = "",
    turn: int = 0,
) -> list[SmallGroup]:
    """Divide people over small groups.

    Never two of one coalition sit together, as few as can be who did before, and then as mixed as can be.

    Parameters
    ----------
    there
        Who there is.
    sizes
        The smallest and the largest group, as a working form says.
    before
        The groups of each session before, the first session first.
    day, turn
        The day of the session, and how often they were divided already: another turn gives other groups.
    """
    if not there:
        return []
    most = max(Counter(one.coalition for one in there).values())
    chance = random.Random(f"{day} {turn}")  # noqa: S311 - nothing is kept secret by it
    order = sorted(there, key=lambda one: one.name)
    search = _Search(_costs(order, before), sizes_for(len(order), sizes, most), chance)
    made = search.best()
    names = [sorted((order[at].name for at in group), key=str.casefold) for group in made]
    return with_chairs([SmallGroup(tuple(group)) for group in sorted(names)], before, day=day, turn=turn)


def met_before(groups: Sequence[SmallGroup], before: Sequence[Sequence[SmallGroup]]) -> int:
    """Return how many pairs sit together that did so before."""
    met = _met(before)
    return sum(met[pair] > 0 for group in groups for pair in combinations(sorted(group.members), 2))


def with_chairs(
    groups: Sequence[SmallGroup], before: Sequence[Sequence[SmallGroup]], *, day: str = "", turn: int = 0
) -> list[SmallGroup]:
    """Return groups in which each has a chair: who has none gets the one who was it least often, longest ago."""
    often = Counter(group.chair for groups_then in before for group in groups_then)
    last = {group.chair: at for at, groups_then in enumerate(before) for group in groups_then}
    chance = random.Random(f"chair {day} {turn}")  # noqa: S311
    drawn: dict[str, float] = {}
    for name in sorted(name for group in groups for name in group.members):
        drawn[name] = chance.random()

    def turn_of(name: str) -> tuple[float, ...]:
        return often[name], last.get(name, -1), drawn[name]

    return [
        one if one.chair in one.members or not one.members else replace(one, chair=min(one.members, key=turn_of))
        for one in groups
    ]


def _met(before: Sequence[Sequence[SmallGroup]]) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for groups in before:
        for group in groups:
            pairs.update(combinations(sorted(group.members), 2))
    return pairs


def _costs(order: Sequence[Person], before: Sequence[Sequence[SmallGroup]]) -> list[list[int]]:
    """Return what each two cost that sit together."""
    met = _met(before)
    costs = [[0] * len(order) for _ in order]
    for (a, one), (b, other) in combinations(enumerate(order), 2):
        cost = met[one.name, other.name] * _AGAIN
        cost += _OF_ONE_COALITION if one.coalition == other.coalition else 0
        cost += bool(one.school_kind) and one.school_kind == other.school_kind
        cost += bool(one.region) and one.region == other.region
        costs[a][b] = costs[b][a] = cost
    return costs


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the groups that cost least."""

    costs: list[list[int]]
    sizes: list[int]
    chance: random.Random

    def best(self) -> list[list[int]]:
        """Return the numbers of who sits in each group."""
        many = max(len(self.costs), _SMALL)
        beginnings = max(_LEAST_BEGINNINGS, _EFFORT // (many * many))
        found = [(self._cost(groups), groups) for groups in (self._from_chance() for _ in range(beginnings))]
        return min(found, key=lambda one: one[0])[1]

    def _from_chance(self) -> list[list[int]]:
        people = list(range(len(self.costs)))
        self.chance.shuffle(people)
        places = iter(people)
        groups = [[next(places) for _ in range(size)] for size in self.sizes]
        near = [[sum(costs[other] for other in group) for group in groups] for costs in self.costs]
        while self._exchange(groups, near):
            pass
        return groups

    def _exchange(self, groups: list[list[int]], near: list[list[int]]) -> bool:
        """Exchange each two for whom that costs less; return whether there were any.

        `near` is what each person costs in each group.
        """
        done = False
        for (g, one), (h, other) in combinations(enumerate(groups), 2):
            for a in range(len(one)):
                for b in range(len(other)):
                    x, y = one[a], other[b]
                    gain = near[x][g] + near[y][h] - near[x][h] - near[y][g] + 2 * self.costs[x][y]
                    if gain > 0:
                        one[a], other[b] = y, x
                        for person, (of_x, of_y) in enumerate(zip(self.costs[x], self.costs[y], strict=True)):
                            near[person][g] += of_y - of_x
                            near[person][h] += of_x - of_y
                        done = True
        return done

    def _cost(self, groups: list[list[int]]) -> int:
        return sum(self.costs[a][b] for group in groups for a, b in combinations(group, 2))


# --- by hand ----------------------------------------------------------------------------------------


def as_they_are(groups: Sequence[SmallGroup], there: Sequence[Person]) -> tuple[list[SmallGroup], list[str]]:
    """Return stored groups without who is not there any more, and who is there and in none of them."""
    names = {one.name for one in there}
    kept = [_of_those(group, names) for group in groups]
    placed = {name for group in kept for name in group.members}
    return kept, [one.name for one in there if one.name not in placed]


def _of_those(group: SmallGroup, names: Collection[str]) -> SmallGroup:
    return SmallGroup(
        tuple(name for name in group.members if name in names), group.chair if group.chair in names else ""
    )


def moved(groups: Sequence[SmallGroup], who: str, to: int) -> list[SmallGroup]:
    """Return groups after somebody went to another one; the chair stays where one is.

    Parameters
    ----------
    to
        Its place in the list; that after the last is a new group.
    """
    made = []
    for at, group in enumerate([*groups, *([SmallGroup(())] if to == len(groups) else [])]):
        others = tuple(name for name in group.members if name != who)
        members = (*others, who) if at == to else others
        made.append(SmallGroup(members, group.chair if group.chair in members else ""))
    return made
