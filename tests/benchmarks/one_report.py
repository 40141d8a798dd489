"""What a report costs, beside the ordinary way and beside rendering alone, in seconds of work.

Run it with `python tests/benchmarks/one_report.py`.  All rows are measured in one run, over made-up coalitions that all
differ (`_coalitions.py`: nine blocks, two cycles each), in three formats, on one core, and in turns, so that a busy
moment of the computer is everybody's:

- in a batch: a report made by a worker that has made one before;
- one block changed: the same report once more by that worker, with a sentence more in one cycle;
- fresh: `sko rapport` as a new process, from start to end, with its kernel;
- rendering: pandoc and Typst on the same Markdown as people call them, a process of pandoc for each format;
- stock loop: `papermill.execute_notebook` with a new kernel for each notebook, nbconvert's Markdown of each, and then
  that rendering.

Work is what cores did, of this process and of every process below it, also of those that live on.  Reading the dossier
from a store and writing the files are counted with `fresh` only; what the imports and the first report of a process
cost is not counted with `in a batch` and `rendering`, and compiling our modules is not counted at all.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import _coalitions
import psutil  # type: ignore[import-untyped]  # no types are published with it

from sko_widgets import resources
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import open_store
from sko_widgets.report import FORMATS

if TYPE_CHECKING:
    from sko_widgets.report.render import Document


def cost(action: Callable[[], object]) -> float:
    """Return the seconds of work that an action takes."""
    before = work()
    action()
    return work() - before


def work() -> float:
    """Return the seconds that this process, and every process below it, worked; where others worked is left out."""
    this = psutil.Process()
    total = 0.0
    for process in (this, *this.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])  # user, system, and those of children that ended
    return total


def keep_to_one_core() -> None:
    """Let this process and those that it starts share one core, where that can be asked."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"


def in_a_batch(snapshot: Snapshot) -> None:
    """Make a report as a worker does."""
    from sko_widgets.batch.task import Task, pack, perform

    outcome = perform(Task((pack(snapshot),), FORMATS, one_core=True))
    assert set(outcome.files) == set(FORMATS), outcome.failure


def with_a_sentence_more(snapshot: Snapshot) -> Snapshot:
    """Return a dossier in which one cycle changed."""
    sheet_id = max(name for name in snapshot.sheets if name.startswith("block/") and name.count("/") == 2)
    sheet = snapshot.sheet(sheet_id)
    field = max((name for name, value in sheet.items() if isinstance(value, str)), key=lambda name: len(sheet[name]))
    changed = {**sheet, field: f"{sheet[field]} Dit kwam er nog bij."}
    return replace(snapshot, sheets={**snapshot.sheets, sheet_id: changed})


def fresh(place: Path, snapshot: Snapshot) -> None:
    """Make a report with `sko rapport`, in a new process that finds its modules compiled, as installed ones are."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SKO_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(place), "rapport", snapshot.key.slug, "--opnieuw"]
    subprocess.run(command, check=True, capture_output=True, env=environ)


def stock(snapshot: Snapshot, document: Document, folder: Path) -> None:
    """Execute each notebook in a kernel of its own, export it, and render the report."""
    import papermill
    from nbconvert.exporters import MarkdownExporter

    from sko_widgets.report.chapters import of_blocks

    path = folder / "snapshot.json"
    path.write_bytes(snapshot.to_json())
    whose = {"coalition": snapshot.key.slug, "period": snapshot.key.period, "store": str(path), "mode": "report"}
    for block, cycle in of_blocks(snapshot):
        source, made = resources.workbooks() / "blocks" / f"{block}.ipynb", folder / f"{block}-{cycle}.ipynb"
        parameters = {**whose, "cycle": cycle}
        executed = papermill.execute_notebook(str(source), str(made), parameters=parameters, progress_bar=False)
        text, _ = MarkdownExporter().from_notebook_node(executed)
        made.with_suffix(".md").write_text(text, encoding="utf-8")
    render(document, folder)


def render(document: Document, folder: Path) -> None:
    """Run pandoc once a format, and Typst on what it made."""
    import pypandoc
    import typst

    from sko_widgets.report.pandoc import READER

    source = folder / "report.md"
    source.write_text(document.markdown, encoding="utf-8")
    for name, figure in document.resources.items():
        (folder / name).write_bytes(figure)
    pandoc = [pypandoc.get_pandoc_path(), "--from", READER, "--standalone", "--metadata", "title=Kwaliteitsrapport"]
    for target in ("html", "docx", "typst"):
        subprocess.run(
            [*pandoc, "--to", target, "--output", str(folder / f"report.{target}"), str(source)],
            cwd=folder,
            stderr=subprocess.DEVNULL,  # that it cannot draw SVG in a Word file
            check=True,
        )
    typst.compile(str(folder / "report.typst"), output=str(folder / "report.pdf"))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20, help="how many coalitions (default 20)")
    parser.add_argument("--fresh", type=int, default=5, help="how many of them in a new process (default 5)")
    parser.add_argument("--stock", type=int, default=1, help="how many of them by the stock loop (default 1)")
    asked = parser.parse_args()
    keep_to_one_core()
    from sko_widgets.batch.task import cool_down, warm_up
    from sko_widgets.report.assemble import body
    from sko_widgets.report.make import describe

    numbers = range(1, asked.reports + 1)
    took: dict[str, list[float]] = {
        name: [] for name in ("in a batch", "one block changed", "fresh", "rendering", "stock loop")
    }
    with tempfile.TemporaryDirectory(prefix="sko-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
            _coalitions.fill(store, numbers)
        warm_up()
        first = _coalitions.snapshot(0)
        in_a_batch(first)
        render(describe(first, body(first)), folder)
        if asked.fresh:
            fresh(folder, _coalitions.snapshot(1))
        for number in numbers:
            snapshot = _coalitions.snapshot(number)
            document = describe(snapshot, body(snapshot))
            took["in a batch"].append(cost(partial(in_a_batch, snapshot)))
            took["one block changed"].append(cost(partial(in_a_batch, with_a_sentence_more(snapshot))))
            took["rendering"].append(cost(partial(render, document, folder)))
            if number <= asked.fresh:
                took["fresh"].append(cost(partial(fresh, folder, snapshot)))
            if number <= asked.stock:
                took["stock loop"].append(cost(partial(stock, snapshot, document, folder)))
        cool_down()
    show(took)


def show(took: dict[str, list[float]]) -> None:
    """Print what each report took, beside rendering alone and beside the stock loop."""
    print(f"load of this computer, also by others: {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    alone = mean(took["rendering"])
    stock_took = mean(took["stock loop"]) if took["stock loop"] else 0.0
    print(f"{'':18}{'reports':>8}{'work each':>11}{'of rendering':>14}{'stock loop takes':>18}")
    for name, costs in took.items():
        if costs:
            each = mean(costs)
            print(f"{name:18}{len(costs):8}{each:10.2f}s{each / alone:12.2f} x{stock_took / each:16.1f} x")


if __name__ == "__main__":
    main()
