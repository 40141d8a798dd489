"""From a snapshot to the report's one Markdown document, through the notebooks.

Each block's notebook is executed once a cycle by papermill; the executed notebooks become one,
which nbconvert exports once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import resources
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import ReportError
from sko_widgets.framework import framework

from . import sections
from .kernel import kept_kernel

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


def markdown(snapshot: Snapshot) -> str:
    """Return the report of a dossier as one Markdown document.

    Raises
    ------
    NotebookFailedError
        When a notebook fails.
    KernelDiedError
        When the kernel's process ends.
    """
    from nbformat.v4 import new_markdown_cell, new_notebook

    cells = []
    opening = sections.introduction(snapshot)
    if opening:
        cells.append(new_markdown_cell(opening))
    with tempfile.TemporaryDirectory(prefix="sko-") as folder, kept_kernel():
        path = Path(folder) / "snapshot.json"
        path.write_bytes(snapshot.to_json())
        for block_id, cycle in chapters(snapshot):
            executed = _execute(snapshot, block_id, cycle, path).cells
            for number, cell in enumerate(executed):
                cell.id = f"{block_id}-{cycle}-{number}"  # ids are unique within one notebook only
            cells += executed
    return _export(new_notebook(cells=cells or [new_markdown_cell(_EMPTY)]))


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
        raise NotebookFailedError(snapshot, block_id, cycle, error.cell_index + 1, cause) from None


def _export(notebook: NotebookNode) -> str:
    from .exporter import ReportExporter

    text, _ = ReportExporter().from_notebook_node(notebook)
    return str(text).strip() + "\n"
