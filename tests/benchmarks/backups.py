"""What a backup costs who saves meanwhile: the time of a save with backups going on all the time, beside without.

Run it with `python tests/benchmarks/backups.py [--rounds 6] [--seconds 3] [--megabytes 20]`.  The two take turns in
one store, so that the computer's mood is the same for both; in use there is one backup an hour.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store

KEY = DossierKey("de-brug", "2024-2025")
TEXT = "Samen eten. " * 50
BACK_UP = """
import sys
from pathlib import Path
from sko_widgets.dossier.store import make_backup
count = 0
try:
    while True:
        make_backup(Path(sys.argv[1])).path.unlink()
        count += 1
        print(count, flush=True)
except KeyboardInterrupt:
    pass
"""


def fill(store: Store, megabytes: int) -> None:
    """Fill a store to about this size."""
    store.create(KEY, framework="ocw-2023", sheets={}, author="Ans")
    for number in range(megabytes):
        sheets = {f"vulling/{number}": {f"veld-{field}": f"{field} {TEXT}" * 10 for field in range(160)}}
        store.create(DossierKey(f"dossier-{number}", "2024-2025"), framework="ocw-2023", sheets=sheets, author="Ans")


def saves(store: Store, seconds: float, number: int) -> tuple[list[float], int]:
    """Save as fast as can be; return the milliseconds of each, and the field's number."""
    took = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        store.save(KEY, "blad", "veld", f"{number} {TEXT}", based_on=number, author="Ans")
        took.append((time.perf_counter() - began) * 1000)
        number += 1
    return took, number


def told(name: str, took: list[float]) -> float:
    p95 = quantiles(took, n=20)[-1]
    print(
        f"{name:<16} {len(took):>6} saves  median {median(took):7.2f} ms  p95 {p95:7.2f} ms  most {max(took):7.2f} ms"
    )
    return p95


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--megabytes", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.sqlite"
        without: list[float] = []
        beside: list[float] = []
        made, number = 0, 0
        with open_store(f"sqlite:///{path}") as store:
            fill(store, asked.megabytes)
            print(f"a store of {path.stat().st_size / 1e6:.0f} MB")
            for _ in range(asked.rounds):
                took, number = saves(store, asked.seconds, number)
                without += took
                command = [sys.executable, "-c", BACK_UP, str(path)]
                with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as backups:
                    assert backups.stdout is not None
                    backups.stdout.readline()
                    took, number = saves(store, asked.seconds, number)
                    beside += took
                    backups.kill()
                    made += len(backups.stdout.read().splitlines())
        plain = told("without", without)
        print(f"{made} backups; p95 of a save beside without: {told('with backups', beside) / plain:.2f} times")


if __name__ == "__main__":
    main()
