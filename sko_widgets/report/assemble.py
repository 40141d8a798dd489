"""From a snapshot to the report's one Markdown document, through the notebooks.

Each block's notebook is executed once a cycle by papermill; the executed notebooks become one,
which nbconvert exports once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import resources
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import ReportError
from sko_widgets.framework import framework

from . import sections
from .kernel import kept_kernel
from .quick import load_nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

_EMPTY = "In dit dossier staat nog niets."


class NotebookFailedError(ReportError):
    """A notebook failed; names coalition, period, block, cycle and cell."""

    def __init__(self, snapshot: Snapshot, block_id: str, cycle: int, cell: int, cause: str) -> None:
        place = f"{snapshot.key}, {framework(snapshot.framework).block(block_id).name}, cyclus {cycle}, cel {cell}"
        super().__init__(
            f"het notebook stopte met ‘{cause}’.", where=place, mend="Aan de antwoorden is niets veranderd."
        )
        self.block = block_id
        self.cycle = cycle
        self.cell = cell
        self.cause = cause


def markdown(snapshot: Snapshot, blocks: Collection[str] = ()) -> str:
    """Return the report of a dossier, or of some of its blocks, as one Markdown document.

    Raises
    ------
    NotebookFailedError
        When a notebook fails.
    KernelDiedError
        When the kernel's process ends.
    """
    load_nbformat()
    from nbformat.v4 import new_notebook

    cells: list[NotebookNode] = []
    chosen = [(block_id, cycle) for block_id, cycle in chapters(snapshot) if not blocks or block_id in blocks]
    if not blocks:
        cells += _prose(sections.introduction(snapshot), sections.raster(snapshot) if chosen else "")
    with tempfile.TemporaryDirectory(prefix="sko-") as folder, kept_kernel():
        path = Path(folder) / "snapshot.json"
        path.write_bytes(snapshot.to_json())
        for block_id, cycle in chosen:
            executed = _execute(snapshot, block_id, cycle, path).cells
            for number, cell in enumerate(executed):
                cell.id = f"{block_id}-{cycle}-{number}"  # ids are unique within one notebook only
                cell.metadata.pop("papermill", None)  # times that nobody reads, and that nbconvert would copy
            cells += executed
    if not blocks:
        cells += _prose(sections.annexes(snapshot))
    return _export(new_notebook(cells=cells or _prose(_EMPTY)))


def _prose(*texts: str) -> list[NotebookNode]:
    from nbformat.v4 import new_markdown_cell

    return [new_markdown_cell(text) for text in texts if text]


def chapters(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Yield block and cycle of each notebook, in report order; blocks with nothing in them are left out."""
    for block_id in framework(snapshot.framework).block_ids:
        cycles = snapshot.cycles(block_id)
        titled = bool(snapshot.sheet(f"block/{block_id}"))
        for cycle in cycles or range(1, 2 if titled else 1):
            yield block_id, cycle


def _execute(snapshot: Snapshot, block_id: str, cycle: int, path: Path) -> NotebookNode:
    import papermill

    try:
        executed: NotebookNode = papermill.execute_notebook(
            resources.workbooks() / "blocks" / f"{block_id}.ipynb",
            None,
            parameters={
                "coalition": snapshot.key.slug,
                "period": snapshot.key.period,
                "cycle": cycle,
                "store": str(path),
                "mode": "report",
            },
            engine_name="sko",
            kernel_name="python3",
            progress_bar=False,
        )
        return executed
    except papermill.PapermillExecutionError as error:
        cause = f"{error.ename}: {error.evalue}"
        cell = max(error.cell_index, 1)  # counted from 1, without the cell that papermill puts second
        raise NotebookFailedError(snapshot, block_id, cycle, cell, cause) from None


def _export(notebook: NotebookNode) -> str:
    from .exporter import ReportExporter

    text, _ = ReportExporter().from_notebook_node(notebook)
    return str(text).strip() + "\n"
