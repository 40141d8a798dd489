"""What the coach takes to read a dossier, beside reading the dossier's own file; and how that grows with the text.

Run it with `python tests/benchmarks/coach_time.py [--rounds 9]`.  Seconds are those of the processor, the median of the
rounds.  In each round the file is parsed and made a snapshot, the coach reads that snapshot as if it were the first,
and reads it again with one text changed, as after a save.  Longer texts are those of its blocks with sentences behind
each that are made of its own words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from helpers import EXAMPLE, MOMENT

from sko_widgets import word_stems
from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.insight.checks import language, personal_rules
from sko_widgets.insight.coach import coach

CHANGED = "block/meso-uitvoering/2"
KNOWN = (word_stems.stem, language.read_text, personal_rules._numbers, personal_rules._named, personal_rules._private)
"""What the coach remembers of texts that it read."""
TODAY = date(2026, 7, 1)
RANDOM = random.Random(1)
LONG = ("context", "goal", "answer", "outlook", "learned", "changed", "text", "note")


def longer(value: Any, times: int, words: list[str], name: str = "") -> Any:
    """Return a value of which each text is so many times as long."""
    if isinstance(value, dict):
        return {key: longer(part, times, words, key) for key, part in value.items()}
    if isinstance(value, list):
        return [longer(part, times, words, "text" if name == "items" else name) for part in value]
    if isinstance(value, str) and name in LONG:
        sentences = (RANDOM.choices(words, k=len(value.split())) for _ in range(times - 1))
        return "\n".join([value, *(f"{' '.join(sentence)}." for sentence in sentences)])
    return value


def read(data: bytes) -> Snapshot:
    """Parse a file and make a snapshot of it."""
    file = exchange.read(data, "x.json")
    return Snapshot(file.key, file.framework, MOMENT, file.sheets)


def saved(snapshot: Snapshot, number: int) -> Snapshot:
    """Return a dossier of which one text was changed."""
    changed = {**snapshot.sheet(CHANGED), "goal": f"In juni 2026 kennen {number} leerlingen het rooster."}
    return replace(snapshot, sheets={**snapshot.sheets, CHANGED: changed})


def seconds(work: Callable[..., object], *given: object) -> float:
    """Return the processor's seconds for some work."""
    began = time.process_time()
    work(*given)
    return time.process_time() - began


def main() -> None:
    """Print the seconds and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    plain = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    words = json.dumps(plain["blocks"], ensure_ascii=False).replace("\\n", " ").split()
    words = [word.strip('",:{}[]') for word in words if word[0].isalpha()]
    base = 0.0
    for times in (1, 10, 100):
        data = json.dumps({**plain, "blocks": longer(plain["blocks"], times, words)}, ensure_ascii=False).encode()
        snapshot = read(data)
        parsed, whole, first, after = [], [], [], []
        for number in range(rounds if times < 100 else max(1, rounds // 3)):
            parsed.append(seconds(json.loads, data))
            whole.append(seconds(read, data))
            for known in KNOWN:
                known.cache_clear()
            first.append(seconds(coach, snapshot, TODAY))
            after.append(seconds(coach, saved(snapshot, number), TODAY))
        file, asked = median(whole), median(first)
        base = base or asked
        print(f"{times:>3} x the text, {len(data) / 1024:.0f} kB: file {file:.3f} s", end=" ")
        print(f"(its JSON {median(parsed):.4f} s), coach {asked:.3f} s, {asked / file:.0f} x the file", end=", ")
        print(f"{asked / base / times:.2f} of that a text of 1 x, after a save {median(after):.3f} s")


if __name__ == "__main__":
    main()
