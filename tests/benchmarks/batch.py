"""How long the reports of all coalitions take, beside a stock loop and beside rendering alone.

Run it with `python tests/benchmarks/batch.py`.  All rows are measured in one run, on made-up coalitions
(`_coalitions.py`), each with nine blocks of two cycles, in three formats:

- stock loop: coalition after coalition, `papermill.execute_notebook` with a new kernel for each notebook, then one
  nbconvert HTML page, pandoc's Word file of it and Chromium's PDF of it; and the same with one loop for each core;
- batch: `sko rapport --alle` as a process, from start to end, with several workers and with one;
- rendering alone: pandoc, Typst and what finishes the files, on Markdown that is ready, in one process that keeps to
  one core, as a worker does;
- again: the same command after nothing changed, and after one dossier changed.

Work is what the cores did for it, also while others used the machine.  Memory is that of a worker and its kernel,
by what it told after each report.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import _coalitions
import psutil  # type: ignore[import-untyped]  # no types are published with it

from sko_widgets.dossier.store import open_store

ENDS = 20
"""So many reports at the begin of a run are compared with as many at its end."""


@dataclass
class Run:
    """A run of `sko rapport --alle`.

    Parameters
    ----------
    count
        How many reports it made.
    seconds
        From the start of the process to its end.
    work
        Seconds that cores were at work for it, whatever else the machine did.
    took
        What each report took, in the order in which they were ready.
    memory
        Megabytes of a worker with its kernel, at each report; the mean over the workers.
    """

    count: int = 0
    seconds: float = 0.0
    work: float = 0.0
    took: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def each(self) -> float:
        """Seconds for each report, over the whole run."""
        return self.seconds / max(self.count, 1)


def batch(place: Path, workers: int, *options: str) -> Run:
    """Run `sko rapport --alle` and look at what it does."""
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(place), "rapport", "--alle", "--json"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SKO_")}
    run, began, worked = Run(), time.perf_counter(), work()
    with subprocess.Popen(
        [*command, "--workers", str(workers), *options], env=environ, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        watched = psutil.Process(process.pid)
        for line in process.stdout:
            told = json.loads(line)
            if told["event"] == "report" and told["status"] == "ok":
                run.count += 1
                run.took.append(told["seconds"])
                run.memory.append(memory(watched, workers))
    run.seconds, run.work = time.perf_counter() - began, work() - worked
    assert process.returncode == 0
    return run


def work() -> float:
    """Return the seconds that cores were at work for this process and for those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def memory(process: psutil.Process, workers: int) -> float:
    """Return the megabytes that a worker and its kernel hold, on average."""
    total = 0
    for one in [process, *process.children(recursive=True)] if workers == 1 else process.children(recursive=True):
        try:
            total += one.memory_info().rss if "pandoc" not in one.name() else 0
        except psutil.Error:
            continue
    return total / workers / 2**20


def rendering(count: int) -> Run:
    """Render the reports of some coalitions alone, from Markdown that is ready."""
    from sko_widgets.kernels.kept_kernel import kept_kernel
    from sko_widgets.report.assemble import body
    from sko_widgets.report.make import describe
    from sko_widgets.report.pandoc import on_one_core
    from sko_widgets.report.render import FORMATS, render

    with kept_kernel():
        snapshots = [_coalitions.snapshot(number) for number in range(1, count + 2)]
        first, *documents = [describe(snapshot, body(snapshot)) for snapshot in snapshots]
    with on_one_core():
        render(first, FORMATS)
        began, worked = time.perf_counter(), work()
        for document in documents:
            render(document, FORMATS)
    return Run(count, time.perf_counter() - began, work() - worked)


def stock(number: int) -> None:
    """Make one coalition's report as the tools' own pages say, with nothing of ours in between."""
    import papermill
    import pypandoc
    from nbconvert.exporters import HTMLExporter
    from nbformat.v4 import new_notebook

    from sko_widgets import resources
    from sko_widgets.report.chapters import of_blocks

    snapshot = _coalitions.snapshot(number)
    with tempfile.TemporaryDirectory(prefix="sko-stock-") as name:
        folder = Path(name)
        (folder / "snapshot.json").write_bytes(snapshot.to_json())
        cells = []
        for block, cycle in of_blocks(snapshot):
            execute = partial(
                papermill.execute_notebook,
                str(resources.workbooks() / "blocks" / f"{block}.ipynb"),
                str(folder / f"{block}-{cycle}.ipynb"),
                parameters={
                    "coalition": snapshot.key.slug,
                    "period": snapshot.key.period,
                    "cycle": cycle,
                    "store": str(folder / "snapshot.json"),
                    "mode": "report",
                },
                progress_bar=False,
            )
            try:
                executed = execute()
            except RuntimeError:  # loops beside each other now and then give two kernels the same port
                executed = execute()
            for at, cell in enumerate(executed.cells):
                cell.id = f"{block}-{cycle}-{at}"
            cells += executed.cells
        page, _ = HTMLExporter().from_notebook_node(new_notebook(cells=cells))
        (folder / "report.html").write_text(page, encoding="utf-8")
        pandoc = [pypandoc.get_pandoc_path(), "--output", str(folder / "report.docx"), str(folder / "report.html")]
        subprocess.run(pandoc, check=True, capture_output=True)
        print_page(folder / "report.html", folder / "report.pdf")


def print_page(page: Path, pdf: Path) -> None:
    """Print a page with Chromium."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'chromium'}"]
    command = ["chromium", *options, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    assert pdf.stat().st_size


def stock_loop(count: int, at_once: int) -> Run:
    """Run the stock loop on some coalitions, so many at once."""
    began, worked = time.perf_counter(), work()
    pool = multiprocessing.get_context("spawn").Pool(at_once, initializer=say_nothing)
    pool.map(stock, range(1, count + 1), chunksize=1)
    pool.close()
    pool.join()
    return Run(count, time.perf_counter() - began, work() - worked)


def say_nothing() -> None:
    """Keep what kernels say of themselves off the screen."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def again(place: Path, workers: int) -> tuple[Run, Run]:
    """Return a run after nothing changed, and one after one dossier changed."""
    unchanged = batch(place, workers)
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        key = store.dossiers()[3].key
        sheet = "block/meso-samenwerking/1"
        based_on = store.revisions(key, sheet)["goal"]
        store.save(key, sheet, "goal", f"Het kan anders: {based_on}.", based_on=based_on, author="benchmark")
    return unchanged, batch(place, workers)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coalitions", type=int, default=121, help="how many (default 121)")
    parser.add_argument("--workers", type=int, default=2, help="how many workers beside one (default 2)")
    parser.add_argument("--stock", type=int, default=2, help="how many go through the stock loop; 0 for none")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sko-bench-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
            _coalitions.fill(store, range(1, asked.coalitions + 1))
        runs = {}
        if asked.stock:
            runs["stock loop"] = stock_loop(asked.stock, 1)
            runs["stock loops, one a core"] = stock_loop(asked.stock, asked.workers)
        runs["batch"] = batch(place, asked.workers)
        runs["again, nothing changed"], runs["again, one changed"] = again(place, asked.workers)
        runs["rendering alone, 1 process"] = rendering(min(24, asked.coalitions))
        runs["batch, 1 worker"] = batch(place, 1, "--opnieuw")
        _, runs["again, one changed, 1 worker"] = again(place, 1)
    show(runs)
    compare(runs, asked.workers)


def compare(runs: dict[str, Run], workers: int) -> None:
    """Print the ratios, of time and of work."""
    several, one = runs["batch"], runs["batch, 1 worker"]
    ratio("batch, 1 worker, beside rendering alone", one, runs["rendering alone, 1 process"])
    if "stock loop" in runs:
        ratio("stock loop beside batch", runs["stock loop"], several)
        ratio("stock loops, one a core, beside batch", runs["stock loops, one a core"], several)
        ratio("stock loop beside batch, 1 worker", runs["stock loop"], one)
    tell(f"{workers} workers beside 1 worker", f"{one.seconds / several.seconds:.2f} x as fast")
    for name in ("again, nothing changed", "again, one changed"):
        tell(f"{name}, beside all", f"{runs[name].seconds / several.seconds:.1%}")
    tell(
        "again, one changed, 1 worker, beside all", f"{runs['again, one changed, 1 worker'].seconds / one.seconds:.1%}"
    )
    for label, run in (("batch", several), ("batch, 1 worker", one)):
        tell(f"last {ENDS} beside first {ENDS}, {label}", f"{ends(run.took):.2f} x the time")
        # Typst keeps what it needed for its last ten reports: a worker's memory grows until it has made those.
        settled = run.memory[ENDS:] if len(run.memory) >= 3 * ENDS else run.memory
        tell(f"memory of a worker, {label}", f"{median(settled[:ENDS]):.0f} MB, then {ends(settled):.2f} x")


def ratio(what: str, this: Run, other: Run) -> None:
    """Print what each report takes in one run beside another."""
    work = this.work / this.count / (other.work / other.count)
    tell(what, f"{this.each / other.each:.2f} x the time, {work:.2f} x the work")


def ends(values: Sequence[float]) -> float:
    """Return what a figure is at the end of a run, beside what it is at its begin."""
    return median(values[-ENDS:]) / median(values[:ENDS])


def show(runs: dict[str, Run]) -> None:
    """Print what was measured."""
    print(f"{os.cpu_count()} cores; load of this machine, also by others: {os.getloadavg()[2]:.1f}")
    print(f"{'':32}{'reports':>9}{'seconds':>10}{'each':>9}{'work each':>11}")
    for name, run in runs.items():
        each = f"{run.each:8.2f}s{run.work / run.count:10.2f}s" if run.count else ""
        print(f"{name:32}{run.count:9}{run.seconds:9.1f}s{each}")
    print()


def tell(what: str, ratio: str) -> None:
    """Print a ratio."""
    print(f"{what:44}{ratio}")


if __name__ == "__main__":
    main()
