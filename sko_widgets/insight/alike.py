"""Questions that are alike: a facilitator would put those who ask them at one table.

Two questions are alike when they share what they are about: a problem that the field knows by several words
(`alike_subjects.yaml`), or a rare word.  What stands in few of the questions at hand weighs more than what stands in
many.  Questions come together as long as those of a group are alike on the average, so that no chain of likenesses
brings far ends together.  docs/alike.md has the figures.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt

from .alike_subjects import Mention, mentions, whose

_ALIKE = 0.3
"""How alike questions of a group are at least, from 0 to 1."""
_PROBLEM, _WHOSE, _WORD = 2.0, 0.6, 0.5
"""What a problem weighs, whose or where it is, and a word of no list."""
_ALWAYS = 10
"""Questions that are taken to have been asked besides, so that in a handful a word is not rare for standing in one."""
_REASONS = 2
"""So many things that they share name a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike.

    Parameters
    ----------
    name
        What they share, `stoppen of uitvallen, partner`; empty for a question by itself.
    words
        The words that they share, as they are written.
    members
        Their indexes among the questions that were given, in that order.
    """

    name: str
    words: tuple[str, ...]
    members: tuple[int, ...]


def groups(questions: Sequence[str]) -> list[Group]:
    """Return questions in groups: the largest first, then those by themselves, each in the order that was given."""
    told = [mentions(question) for question in questions]
    weights = _weights(told)
    together = [_group(told, weights, members) for members in _gathered(_likeness(weights), len(told))]
    return sorted(together, key=lambda group: (-len(group.members), group.members))


def likeness(questions: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return how alike pairs of questions are, from 0 to 1, by their indexes, the smaller first.

    A pair that shares nothing is left out.
    """
    return _likeness(_weights([mentions(question) for question in questions]))


def _weights(told: Sequence[Sequence[Mention]]) -> list[dict[str, float]]:
    rare = _rarity(told)
    return [{one.id: _weight(one) * rare[one.id] for one in mentioned} for mentioned in told]


def _weight(mention: Mention) -> float:
    if mention.subject is None:
        return _WORD
    return _PROBLEM if mention.subject.is_problem else _WHOSE


def _rarity(told: Sequence[Sequence[Mention]]) -> dict[str, float]:
    """Return how rare each thing is among the questions, up to 1."""
    count = Counter(one.id for mentioned in told for one in mentioned)
    among = len(told) + _ALWAYS
    return {name: log(among / times) / log(among) for name, times in count.items()}


def _likeness(weights: Sequence[Mapping[str, float]]) -> dict[tuple[int, int], float]:
    """Return how alike those pairs of questions are that share something."""
    size = [sqrt(sum(weight * weight for weight in those.values())) for those in weights]
    having: dict[str, list[int]] = {}
    for index, those in enumerate(weights):
        for name in those:
            having.setdefault(name, []).append(index)
    alike: dict[tuple[int, int], float] = {}
    for name in sorted(having, key=whose().__contains__):  # whose or where it is comes last: by itself it says nothing
        for one, other in combinations(having[name], 2):
            if (one, other) in alike or name not in whose():
                shared = weights[one][name] * weights[other][name] / (size[one] * size[other])
                alike[one, other] = alike.get((one, other), 0.0) + shared
    return alike


def _gathered(alike: dict[tuple[int, int], float], count: int) -> Iterator[tuple[int, ...]]:
    """Yield groups of indexes: the two groups that are most alike come together, until none are alike enough."""
    members: dict[int, tuple[int, ...]] = {index: (index,) for index in range(count)}
    near: dict[int, dict[int, float]] = {index: {} for index in range(count)}
    for (one, other), how in alike.items():
        near[one][other] = near[other][one] = how
    queue = [(-how, one, other) for (one, other), how in alike.items() if how >= _ALIKE]
    heapq.heapify(queue)
    fresh = count
    while queue:
        how, one, other = heapq.heappop(queue)
        if one not in members or other not in members:
            continue
        first, second = members.pop(one), members.pop(other)
        members[fresh] = tuple(sorted(first + second))
        near[fresh] = {}
        for third in (near[one].keys() | near[other].keys()) & members.keys():
            shared = len(first) * near[one].get(third, 0.0) + len(second) * near[other].get(third, 0.0)
            average = shared / (len(first) + len(second))
            near[fresh][third] = near[third][fresh] = average
            if average >= _ALIKE:
                heapq.heappush(queue, (-average, third, fresh))
        fresh += 1
    yield from members.values()


def _group(
    told: Sequence[Sequence[Mention]], weights: Sequence[Mapping[str, float]], members: tuple[int, ...]
) -> Group:
    having: dict[str, list[Mention]] = {}
    weighs: dict[str, float] = defaultdict(float)
    for member in members:
        for one in told[member]:
            having.setdefault(one.id, []).append(one)
            weighs[one.id] += weights[member][one.id]
    shared = [having[name] for name in sorted(having, key=weighs.__getitem__, reverse=True) if len(having[name]) > 1]
    reasons = [those for at, those in enumerate(shared) if at == 0 or 2 * len(those) >= len(members)][:_REASONS]
    words = [_words(those) for those in reasons]
    names = [those[0].subject.name if those[0].subject else words[at][0] for at, those in enumerate(reasons)]
    return Group(", ".join(names), tuple(dict.fromkeys(word for those in words for word in those)), members)


def _words(those: Sequence[Mention]) -> list[str]:
    """Return the words of mentions as they are written, the commonest first."""
    return [word for word, _ in Counter(word for one in those for word in one.words).most_common()]
