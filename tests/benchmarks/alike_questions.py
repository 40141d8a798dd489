"""How near "alike" questions come to what people put together, and what grouping takes.

Run it with `python tests/benchmarks/alike_questions.py`.  The files of labelled questions are in `tests/assets/`; pairs
are counted over all questions of a file, whatever their block.  Seconds are those of one block of 121 coalitions with
two questions each: of the labelled ones with words of others behind them, as if each was new, and once more.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from alike_labels import OTHERS, TUNED, UNSEEN, labelled, near

from sko_widgets.insight import alike, alike_subjects

RANDOM = random.Random(1)


def many(count: int) -> list[str]:
    """Return so many questions, hardly two the same."""
    plain = [row["question"].rstrip("?") for name in (TUNED, UNSEEN, OTHERS) for row in labelled(name)]
    words = " ".join(plain).split()
    return [f"{RANDOM.choice(plain)} {' '.join(RANDOM.choices(words, k=6))}?" for _ in range(count)]


def main() -> None:
    """Print precision, recall and seconds."""
    for name in (TUNED, UNSEEN, OTHERS):
        found = near(name)
        print(
            f"{name}: precision {found.precision:.2f} ({found.right} of {found.together}), "
            f"recall {found.recall:.2f} ({found.right} of {found.labelled})"
        )
    questions = many(2 * 121)
    alike_subjects.mentions.cache_clear()
    for which in ("first", "again"):
        began = time.perf_counter()
        groups = alike.groups(questions)
        print(f"{len(questions)} questions, {which}: {time.perf_counter() - began:.3f} s, {len(groups)} groups")


if __name__ == "__main__":
    main()
