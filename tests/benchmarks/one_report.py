"""How long one report takes, beside the ordinary way and beside rendering alone.

Run it with `python tests/benchmarks/one_report.py`.  All rows are measured in one run, on the example coalition, and in
turns, so that a busy moment of the computer is everybody's:

- warm: a report in three formats in a process that has made one before, with its kernel kept;
- fresh: `sko rapport` as a new process, from start to end;
- stock: plain `papermill.execute_notebook`, a new kernel for each notebook, then nbconvert's own HTML for each;
- rendering: pandoc and Typst on the report's Markdown as people call them, a process for each format.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import psutil  # type: ignore[import-untyped]  # no types are published with it

from sko_widgets import resources
from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import Snapshot

if TYPE_CHECKING:
    from sko_widgets.report.render import Document

MOMENT = "2026-07-01T10:00:00+00:00"


def example() -> Snapshot:
    """Return the example coalition's dossier."""
    file = exchange.read_file(resources.workbooks() / "voorbeeld" / "voorbeeld.json")
    return Snapshot(file.key, file.framework, MOMENT, file.sheets)


class Cost(NamedTuple):
    """What something took: seconds on the clock, and seconds of work of all processes together."""

    time: float
    work: float


def cost(action: Callable[[], object]) -> Cost:
    """Return what an action took."""
    worked, began = work(), time.perf_counter()
    action()
    return Cost(time.perf_counter() - began, work() - worked)


def work() -> float:
    """Return the seconds that this process, and every process below it, worked; where others worked is left out."""
    this = psutil.Process()
    total = 0.0
    for process in (this, *this.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])  # user, system, and those of children that ended
    return total


def fresh(folder: Path) -> Callable[[], object]:
    """Return what makes the report with `sko rapport`, in a new process."""
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(folder)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SKO_")}

    def sko(*arguments: str) -> None:
        subprocess.run([*command, *arguments], check=True, capture_output=True, env=environ)

    sko("invoer", str(resources.workbooks() / "voorbeeld" / "voorbeeld.json"))
    return partial(sko, "rapport", "--opnieuw")


def chapters(snapshot: Snapshot) -> list[tuple[str, int]]:
    """Return notebook and cycle of each chapter of the report; a lesson has no cycles."""
    from sko_widgets.report import annex
    from sko_widgets.report.chapters import of_blocks

    blocks = [(f"blocks/{block}.ipynb", cycle) for block, cycle in of_blocks(snapshot)]
    lessons = [sheet.id.removeprefix("lesson/") for sheet in annex.sheets(snapshot) if sheet.number]
    return blocks + [(f"plg/{lesson}.ipynb", 0) for lesson in lessons]


def stock(snapshot: Snapshot, folder: Path) -> list[Callable[[], object]]:
    """Return, for each notebook, what executes it in a kernel of its own and exports it to HTML."""
    import papermill
    from nbconvert.exporters import HTMLExporter

    path = folder / "snapshot.json"
    path.write_bytes(snapshot.to_json())
    whose = {"coalition": snapshot.key.slug, "period": snapshot.key.period, "store": str(path), "mode": "report"}

    def one(notebook: str, cycle: int) -> None:
        made = folder / f"{Path(notebook).stem}-{cycle}.ipynb"
        executed = papermill.execute_notebook(
            str(resources.workbooks() / notebook),
            str(made),
            parameters={**whose, **({"cycle": cycle} if cycle else {})},
            progress_bar=False,
        )
        page, _ = HTMLExporter().from_notebook_node(executed)
        made.with_suffix(".html").write_text(page, encoding="utf-8")

    return [partial(one, *at) for at in chapters(snapshot)]


def rendering(document: Document, folder: Path) -> Callable[[], object]:
    """Return what runs pandoc once a format, and Typst on what it made; figures are there already."""
    import pypandoc
    import typst

    from sko_widgets.report.pandoc import READER

    source = folder / "report.md"
    source.write_text(document.markdown, encoding="utf-8")
    for name, figure in document.resources.items():
        (folder / name).write_bytes(figure)
    pandoc = [pypandoc.get_pandoc_path(), "--from", READER, "--standalone", "--metadata", "title=Kwaliteitsrapport"]

    def three() -> None:
        for target in ("html", "docx", "typst"):
            made = folder / f"report.{target}"
            subprocess.run(
                [*pandoc, "--to", target, "--output", str(made), str(source)],
                cwd=folder,
                stderr=subprocess.DEVNULL,  # that it cannot draw SVG in a Word file
                check=True,
            )
        typst.compile(str(folder / "report.typst"), output=str(folder / "report.pdf"))

    return three


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6, help="how often each is measured; the stock loop runs once")
    rounds = parser.parse_args().rounds
    from sko_widgets.kernels.kept_kernel import kept_kernel
    from sko_widgets.report.assemble import body
    from sko_widgets.report.make import describe, make

    snapshot = example()
    with tempfile.TemporaryDirectory(prefix="sko-bench-", ignore_cleanup_errors=True) as name, kept_kernel():
        folder = Path(name)
        loop = stock(snapshot, folder)
        actions = {
            "one report, warm": lambda: make(snapshot),
            "one report, fresh process": fresh(folder / "werkmap"),
            "rendering alone": rendering(describe(snapshot, body(snapshot)), folder),
        }
        for action in actions.values():
            action()
        took: dict[str, list[Cost]] = {what: [] for what in actions}
        whole = Cost(0.0, 0.0)
        for at in range(rounds):
            for what, action in actions.items():
                took[what].append(cost(action))
            for one in loop[at::rounds]:
                part = cost(one)
                whole = Cost(whole.time + part.time, whole.work + part.work)
    rows = {what: middle(costs) for what, costs in took.items()} | {f"stock loop, {len(loop)} notebooks": whole}
    show(rows, stock_took=whole, alone=rows["rendering alone"])


def middle(costs: list[Cost]) -> Cost:
    """Return the medians."""
    return Cost(median(one.time for one in costs), median(one.work for one in costs))


def show(rows: dict[str, Cost], *, stock_took: Cost, alone: Cost) -> None:
    """Print seconds and ratios; on a busy computer the work says more than the clock."""
    print(f"load of this computer, also by others: {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    print(f"{'':28}{'clock':>9}{'work':>9}{'stock loop takes':>24}{'of rendering':>20}")
    for name, took in rows.items():
        times = f"{stock_took.time / took.time:.1f} x, work {stock_took.work / took.work:.1f} x"
        share = f"{took.time / alone.time:.2f} x, {took.work / alone.work:.2f} x"
        print(f"{name:28}{took.time:8.2f}s{took.work:8.2f}s{times:>24}{share:>20}")


if __name__ == "__main__":
    main()
