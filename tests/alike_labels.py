"""Questions that were labelled by the table at which a facilitator would put them, and how near the rule comes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from sko_widgets.insight import alike

ASSETS = Path(__file__).parent / "assets"
TUNED, UNSEEN, OTHERS = "alike-questions.yaml", "alike-questions-unseen.yaml", "alike-questions-others.yaml"


class Near(NamedTuple):
    """How many pairs of questions the rule puts together, how many it should, and how many are both."""

    together: int
    labelled: int
    right: int

    @property
    def precision(self) -> float:
        """Of the pairs that it puts together, the part that is labelled so."""
        return self.right / self.together

    @property
    def recall(self) -> float:
        """Of the pairs that are labelled so, the part that it puts together."""
        return self.right / self.labelled


def labelled(name: str) -> list[dict[str, str]]:
    """Return a file of labelled questions."""
    rows: list[dict[str, str]] = yaml.safe_load((ASSETS / name).read_text("utf-8"))
    return rows


def near(name: str) -> Near:
    """Return how near the rule comes to the labels of a file."""
    rows = labelled(name)
    wanted = _pairs([row.get("table", number) for number, row in enumerate(rows)])
    groups = alike.groups([row["question"] for row in rows])
    of = {member: number for number, group in enumerate(groups) for member in group.members}
    made = _pairs([of[index] for index in range(len(rows))])
    return Near(len(made), len(wanted), len(made & wanted))


def _pairs(tables: Sequence[Hashable]) -> set[tuple[int, int]]:
    return {(one, other) for one, other in combinations(range(len(tables)), 2) if tables[one] == tables[other]}
