"""Small groups of a session: sizes, who sits with whom, who chairs, over many made-up learning groups."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest

from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.small_groups import (
    Person,
    SmallGroup,
    as_they_are,
    divided,
    group_rows,
    groups_before,
    groups_of,
    met_before,
    moved,
    people,
    present,
    sizes_for,
    with_chairs,
)

KINDS = ("po", "vo", "so", "")
REGIONS = ("noord", "zuid", "oost", "")
SIZES = sorted({form.sizes for form in session_build().forms.values()})


def some_people(chance: random.Random, many: int, *, twice: bool = True) -> list[Person]:
    rows = [
        {
            "coalition": f"Coalitie {chance.randrange(many) if twice and chance.random() < 0.2 else 1000 + number}",
            "school_kind": chance.choice(KINDS),
            "region": chance.choice(REGIONS),
        }
        for number in range(many)
    ]
    return people(rows)


def partitions(names: Sequence[str], sizes: Sequence[int]) -> Iterator[list[tuple[str, ...]]]:
    """Yield every way to divide some people over groups of these sizes."""
    if not sizes:
        yield []
        return
    for size in dict.fromkeys(sizes):
        left = list(sizes)
        left.remove(size)
        for rest in combinations(names[1:], size - 1):
            group = (names[0], *rest)
            for others in partitions([name for name in names if name not in group], left):
                yield [group, *others]


@pytest.mark.parametrize("number", range(60))
def test_everybody_is_in_one_group_of_a_size_that_works(number: int) -> None:
    chance = random.Random(number)
    there = some_people(chance, chance.randint(1, 40))
    sizes = chance.choice(SIZES)
    groups = divided(there, sizes, day="2026-01-20", turn=number)
    names = [name for group in groups for name in group.members]
    assert sorted(names) == sorted(one.name for one in there)
    assert all(group.chair in group.members for group in groups)
    coalition_of = {one.name: one.coalition for one in there}
    for group in groups:
        assert len({coalition_of[name] for name in group.members}) == len(group.members)
    most = max(Counter(coalition_of.values()).values())
    smallest, largest = sizes
    possible = [many for many in range(most, len(there) + 1) if many * smallest <= len(there) <= many * largest]
    if possible:
        assert {smallest <= len(group.members) <= largest for group in groups} == {True}
    assert divided(list(reversed(there)), sizes, day="2026-01-20", turn=number) == groups


def test_sizes_are_even_and_the_nearest_where_none_fits() -> None:
    assert sizes_for(21, (6, 8)) == [7, 7, 7]
    assert sizes_for(24, (6, 8)) == [8, 8, 8]
    assert sizes_for(25, (6, 8)) == [7, 6, 6, 6]
    assert [sizes_for(many, (6, 8)) for many in (0, 1, 5, 9, 10, 11)] == [[], [1], [5], [9], [5, 5], [6, 5]]
    assert sizes_for(7, (3, 3)) == [4, 3]
    assert sizes_for(8, (6, 8), least=2) == [4, 4]


@pytest.mark.parametrize("number", range(25))
def test_as_few_sit_together_again_as_can_be(number: int) -> None:
    """All ways to divide a few people are looked at: none has fewer who met before, nor of those one more mixed."""
    chance = random.Random(f"few {number}")
    there = some_people(chance, chance.randint(6, 9), twice=False)
    sizes = chance.choice([(3, 3), (2, 3), (4, 5)])
    before: list[list[SmallGroup]] = []
    for turn in range(chance.randint(1, 3)):
        before.append(divided(there, sizes, before[: chance.randint(0, 1)], day="2025", turn=turn))
    met = Counter(pair for groups in before for one in groups for pair in combinations(sorted(one.members), 2))
    of = {one.name: one for one in there}

    def worth(groups: Sequence[Sequence[str]]) -> tuple[int, int]:
        pairs = [(a, b) for group in groups for a, b in combinations(sorted(group), 2)]
        alike = sum(
            bool(of[a].school_kind and of[a].school_kind == of[b].school_kind)
            + bool(of[a].region and of[a].region == of[b].region)
            for a, b in pairs
        )
        return sum(met[pair] for pair in pairs), alike

    made = divided(there, sizes, before, day="2026-01-20")
    best = min(map(worth, partitions(sorted(of), [len(group.members) for group in made])))
    assert worth([group.members for group in made]) == best


def test_a_year_of_sessions_lets_nobody_meet_twice_where_that_can_be() -> None:
    there = some_people(random.Random(1), 24, twice=False)
    before: list[list[SmallGroup]] = []
    for number in range(3):
        groups = divided(there, (3, 3), before, day=f"2026-0{number + 1}-20")
        assert met_before(groups, before) == 0
        before.append(groups)
    # In groups of eight it cannot be avoided the second time: each of three has three at least of an earlier one.
    first = divided(there, (6, 8), day="2026-01-20")
    assert met_before(divided(there, (6, 8), [first], day="2026-04-14"), [first]) == 21


def test_kinds_of_school_and_regions_are_spread() -> None:
    rows = [{"coalition": f"C{at}", "school_kind": KINDS[at % 3], "region": REGIONS[at // 7]} for at in range(21)]
    of = {one.name: one for one in people(rows)}
    for group in divided(list(of.values()), (6, 8), day="2026-01-20"):
        kinds = Counter(of[name].school_kind for name in group.members)
        regions = Counter(of[name].region for name in group.members)
        assert (sorted(kinds.values()), sorted(regions.values())) == ([2, 2, 3], [2, 2, 3])


def test_another_turn_gives_other_groups() -> None:
    there = some_people(random.Random(2), 20)
    turns = [divided(there, (6, 8), day="2026-01-20", turn=turn) for turn in range(4)]
    assert len({str(groups) for groups in turns}) == 4


def test_everybody_chairs_before_somebody_does_twice() -> None:
    there = some_people(random.Random(3), 12, twice=False)
    before: list[list[SmallGroup]] = []
    for number in range(6):
        before.append(divided(there, (6, 8), before, day=f"2026-{number:02}-01"))
    often = Counter(group.chair for groups in before for group in groups)
    assert set(often.values()) <= {1, 2}
    assert len(often) >= 11
    given = with_chairs([SmallGroup(("A", "B", "C"))], [[SmallGroup(("A", "B"), "A")], [SmallGroup(("C",), "C")]])
    assert given[0].chair == "B"


def test_somebody_goes_to_another_group_and_the_chair_is_given_on() -> None:
    groups = [SmallGroup(("A", "B"), "A"), SmallGroup(("C",), "C")]
    gone = moved(groups, "A", 1)
    assert gone == [SmallGroup(("B",)), SmallGroup(("C", "A"), "C")]
    assert [one.chair for one in with_chairs(gone, [])] == ["B", "C"]
    assert moved([SmallGroup(())], "A", 0) == [SmallGroup(("A",))]


def test_who_is_not_there_is_left_out_and_who_came_is_not_placed_yet() -> None:
    rows = [{"coalition": name} for name in ("De Brug", "De Vaart", "De Brug", "", "Zandpad")]
    assert [one.name for one in people(rows)] == ["De Brug", "De Vaart", "De Brug (2)", "Zandpad"]
    assert [one.name for one in present(rows, ["de brug"])] == ["De Vaart", "De Brug (2)", "Zandpad"]
    assert [one.name for one in present(rows, ["De Brug (2)"])] == ["De Brug", "De Vaart", "Zandpad"]
    there = present(rows, ["De Vaart"])
    kept, left = as_they_are([SmallGroup(("De Brug", "De Vaart"), "De Vaart")], there)
    assert (kept, left) == ([SmallGroup(("De Brug",))], ["De Brug (2)", "Zandpad"])


def test_groups_are_read_back_from_the_sessions_before() -> None:
    groups = [SmallGroup(("A", "B"), "B"), SmallGroup(("C",))]
    rows = group_rows(groups)
    assert rows == [{"number": "1", "members": ["A", "B"], "chair": "B"}, {"number": "2", "members": ["C"]}]
    assert groups_of(rows) == groups
    sheets: dict[str, Any] = {f"session/{day}": {"groups": rows} for day in ("2026-01-20", "2026-04-14")} | {
        "session/2025-10-07": {}
    }
    assert groups_before(sheets, "2026-04-14") == [groups]
    assert groups_before(sheets, "2026-01-20") == []
    sheets["session/2026-01-20"] = {"groups": rows, "absent": ["b"]}
    assert groups_before(sheets, "2026-04-14") == [[SmallGroup(("A",)), SmallGroup(("C",))]]
