"""How long the preview of a page takes, beside a report of that section through a kernel of its own.

Run it with `python tests/benchmarks/preview.py`.  Both ways show the same filled block of the example, in one run and
in turns.  Each round is a process that has loaded what a page's kernel has before its first cell:

- page: `guide.page_tasks.preview`, in the page's own kernel;
- kernel: `report.make` of that block alone, which starts a kernel and ends it, as a page did in version 0.1.

The first preview of a page loads what prints; the next ones have that.  Work is what the cores did for it, that of
pandoc and of kernels that were started too; on Windows it leaves those out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

BLOCK = "meso-samenwerking"
MOMENT = "2026-07-01T10:00:00+00:00"
WAYS = ("page", "kernel")
PREVIEWS = ("first preview", "next previews")


class Cost(NamedTuple):
    """What something took: seconds on the clock, and seconds of work of all processes together."""

    time: float
    work: float


def work() -> float:
    """Return the seconds that cores were at work for this process and for those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def cost(action: Callable[[], object]) -> Cost:
    """Return what an action took."""
    worked, began = work(), time.perf_counter()
    action()
    return Cost(time.perf_counter() - began, work() - worked)


def one_process(way: str) -> None:
    """Be a page's kernel, and print what its first and its second preview took."""
    from IPython.core.interactiveshell import InteractiveShell

    from sko_widgets import resources
    from sko_widgets.dossier import exchange
    from sko_widgets.dossier.snapshot import Snapshot
    from sko_widgets.guide import preload
    from sko_widgets.guide.page_tasks import preview
    from sko_widgets.kernels.fork_server import warm, warm_more

    warm(preload.__name__)
    warm_more(preload.__name__)
    InteractiveShell.instance()
    file = exchange.read_file(resources.workbooks() / "voorbeeld" / "voorbeeld.json")
    snapshot = Snapshot(file.key, file.framework, MOMENT, file.sheets)

    def through_a_kernel() -> object:
        from sko_widgets.report.make import make

        return make(snapshot, ["html"], blocks=[BLOCK])

    action = through_a_kernel if way == "kernel" else lambda: preview(snapshot, BLOCK)
    print(json.dumps([cost(action) for _ in PREVIEWS]))


def measured(way: str) -> list[Cost]:
    """Return what the previews of one page took."""
    command = [sys.executable, __file__, "--way", way]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return [Cost(*one) for one in json.loads(done.stdout)]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    parser.add_argument("--way", choices=WAYS, help="be one page, and measure only that")
    asked = parser.parse_args()
    if asked.way:
        one_process(asked.way)
        return
    took: dict[str, list[list[Cost]]] = {way: [] for way in WAYS}
    for _ in range(asked.rounds):
        for way in WAYS:
            took[way].append(measured(way))
    print(f"{'':16}{'page: clock':>14}{'work':>9}{'kernel: clock':>17}{'work':>9}{'kernel takes':>28}")
    for at, name in enumerate(PREVIEWS):
        page, kernel = (middle([costs[at] for costs in took[way]]) for way in WAYS)
        ratios = f"{kernel.time / page.time:.1f} x, work {kernel.work / page.work:.1f} x"
        print(f"{name:16}{page.time:13.2f}s{page.work:8.2f}s{kernel.time:16.2f}s{kernel.work:8.2f}s{ratios:>28}")


def middle(costs: list[Cost]) -> Cost:
    """Return the medians."""
    return Cost(median(one.time for one in costs), median(one.work for one in costs))


if __name__ == "__main__":
    main()
