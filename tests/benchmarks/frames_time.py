"""What the frames of many dossiers take, beside reading the same dossiers' JSON files with `pandas.json_normalize`.

Run it with `python tests/benchmarks/frames_time.py [--dossiers 1000]`.  A tenth of the dossiers is read first, then
all of them; each reading is a process of its own, of which the seconds of the processor and the most memory are told
without those of a process that only loads what it is done with.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from _coalitions import dossier, fill

from sko_widgets.dossier.read_only import STORE_FILE, opened_for_reading
from sko_widgets.dossier.store import open_store


def load_pandas(_: Path) -> int:
    """Load what frames are made with."""
    import pandas as pd

    return len(pd.DataFrame())


def load_xlsxwriter(_: Path) -> int:
    """Load what a spreadsheet is written with."""
    import xlsxwriter

    return len(xlsxwriter.__version__)


def read_frames(place: Path) -> int:
    """Return how many rows the frames have."""
    from sko_widgets import frames

    return sum(map(len, frames(place).values()))


def normalize(place: Path) -> int:
    """Return how many rows `json_normalize` gives: of the dossiers, and of their cycles, of which items stay lists."""
    import pandas as pd

    plain: list[dict[str, Any]] = [json.loads(path.read_bytes()) for path in sorted(place.glob("*.json"))]
    cycles = [
        pd.json_normalize(
            [{"slug": one["coalition"]["slug"], **one["blocks"][block]} for one in plain], "cycles", ["slug", "title"]
        )
        for block in plain[0]["blocks"]
    ]
    return len(pd.json_normalize(plain)) + sum(map(len, cycles))


def write_xlsx(place: Path) -> int:
    """Write the spreadsheet; returns how many bytes it has."""
    from sko_widgets.insight.frames import spreadsheet
    from sko_widgets.insight.frames.collect import collect

    with opened_for_reading(f"sqlite:///{place / STORE_FILE}") as store:
        path, _ = spreadsheet.write_xlsx(collect(store), place)
    return path.stat().st_size


READINGS: dict[str, Callable[[Path], int]] = {
    "load_pandas": load_pandas,
    "load_xlsxwriter": load_xlsxwriter,
    "frames": read_frames,
    "json_normalize": normalize,
    "xlsx": write_xlsx,
}
WITH = {"frames": "load_pandas", "json_normalize": "load_pandas", "xlsx": "load_xlsxwriter"}


def measured(name: str, place: Path) -> tuple[float, float, int]:
    """Return seconds of the processor, most memory in MB, and what the reading gave, of a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name, place], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, memory, gave = json.loads(done.stdout)
    return seconds, memory, gave


def measure(name: str, place: Path) -> None:
    """Do one reading and print what it took."""
    gave = READINGS[name](place)
    # The most memory since this program began; what `getrusage` says counts the one that started it too.
    most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps([time.process_time(), int(most.split()[1]) / 1024, gave]))


def made(place: Path, count: int) -> Path:
    """Make a store of so many dossiers, and a JSON file of each beside it."""
    place.mkdir()
    with open_store(f"sqlite:///{place / STORE_FILE}") as store:
        fill(store, range(count))
    for number in range(count):
        (place / f"{number:05}.json").write_text(json.dumps(dossier(number)), encoding="utf-8")
    return place


def main() -> None:
    """Print what each reading took, and how that grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=1000)
    parser.add_argument("--measure", nargs=2, metavar=("READING", "PLACE"))
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.measure[0], Path(asked.measure[1]))
        return
    counts = (asked.dossiers // 10, asked.dossiers)
    took: dict[tuple[str, int], tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        places = {count: made(Path(folder) / str(count), count) for count in counts}
        for count, place in places.items():
            for name, bare in WITH.items():
                seconds, memory, _ = measured(bare, place)
                its_seconds, its_memory, gave = measured(name, place)
                took[name, count] = (its_seconds - seconds, its_memory - memory)
                what = "bytes" if name == "xlsx" else "rows"
                print(f"{count:>6} dossiers, {name:<15} {took[name, count][0]:6.2f} s", end=" ")
                print(f"{took[name, count][1]:6.0f} MB, {gave} {what}", flush=True)
    few, many = counts
    for name in WITH:
        seconds, memory = (took[name, many][at] / took[name, few][at] for at in (0, 1))
        print(f"{name}: {many / few:.0f} times the dossiers, {seconds:.1f} times the seconds, {memory:.1f} the memory")
    ratio = [took["frames", many][at] / took["json_normalize", many][at] for at in (0, 1)]
    print(f"{many} dossiers: frames take {ratio[0]:.1f} times the seconds of json_normalize, {ratio[1]:.1f} the memory")


if __name__ == "__main__":
    main()
