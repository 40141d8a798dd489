"""From a snapshot to the report's one Markdown document, through the notebooks.

Each block's notebook is executed once a cycle by papermill; the executed notebooks become one,
which nbconvert exports once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import resources
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import ReportError
from sko_widgets.framework import Sheet, framework
from sko_widgets.kernels.kept_kernel import kept_kernel
from sko_widgets.kernels.quick_nbformat import load_nbformat

from . import annex, sections

if TYPE_CHECKING:
    from nbformat import NotebookNode

_EMPTY = "In dit dossier staat nog niets."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A notebook of the report.

    Parameters
    ----------
    id
        Block and cycle, or the lesson's sheet; cell ids begin with it.
    name
        What a message calls it.
    notebook
        Its path in the folder of workbooks.
    sheet
        What it prints, `block/meso-samenwerking/2` or `lesson/03-stakeholders`.
    block, cycle
        Of a block's chapter; empty and 0 for a lesson.
    """

    id: str
    name: str
    notebook: str
    sheet: str
    block: str = ""
    cycle: int = 0

    @classmethod
    def of_block(cls, snapshot: Snapshot, block_id: str, cycle: int) -> Chapter:
        """Return the chapter of one cycle of a block."""
        name = f"{framework(snapshot.framework).block(block_id).name}, cyclus {cycle}"
        sheet = f"block/{block_id}/{cycle}"
        return cls(f"{block_id}-{cycle}", name, f"blocks/{block_id}.ipynb", sheet, block_id, cycle)

    @classmethod
    def of_lesson(cls, sheet: Sheet) -> Chapter:
        """Return the annex of a lesson."""
        lesson = sheet.id.removeprefix("lesson/")
        return cls(f"lesson-{lesson}", annex.called(sheet), f"plg/{lesson}.ipynb", sheet.id)


class NotebookFailedError(ReportError):
    """A notebook failed; names coalition, period, block and cycle or lesson, and cell."""

    def __init__(self, snapshot: Snapshot, chapter: Chapter, cell: int, cause: str) -> None:
        place = f"{snapshot.key}, {chapter.name}, cel {cell}"
        super().__init__(
            f"het notebook stopte met ‘{cause}’.", where=place, mend="Aan de antwoorden is niets veranderd."
        )
        self.sheet = chapter.sheet
        self.block = chapter.block
        self.cycle = chapter.cycle
        self.cell = cell
        self.cause = cause


def markdown(snapshot: Snapshot, only: Collection[str] = ()) -> str:
    """Return the report of a dossier, or of some of its blocks and lessons, as one Markdown document.

    Raises
    ------
    NotebookFailedError
        When a notebook fails.
    KernelDiedError
        When the kernel's process ends.
    """
    load_nbformat()
    from nbformat.v4 import new_notebook

    chosen = [(block_id, cycle) for block_id, cycle in chapters(snapshot) if not only or block_id in only]
    sheets = [sheet for sheet in annex.sheets(snapshot) if not only or sheet.id in only]
    cells: list[NotebookNode] = []
    if not only:
        cells += _prose(sections.introduction(snapshot), sections.raster(snapshot) if chosen else "")
    with tempfile.TemporaryDirectory(prefix="sko-") as folder, kept_kernel():
        path = Path(folder) / "snapshot.json"
        path.write_bytes(snapshot.to_json())
        for block_id, cycle in chosen:
            cells += _execute(snapshot, Chapter.of_block(snapshot, block_id, cycle), path)
            if not only and cycle == max(snapshot.cycles(block_id), default=1):
                cells += _prose(annex.from_block(snapshot, block_id, sheets))
        for sheet in sheets:
            if sheet.number:
                cells += _execute(snapshot, Chapter.of_lesson(sheet), path)
            else:
                cells += _prose(annex.chapter(snapshot, sheet.id))
            if not only:
                cells += _prose(annex.to_blocks(snapshot, sheet, [block_id for block_id, _ in chosen]))
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


def _execute(snapshot: Snapshot, chapter: Chapter, path: Path) -> list[NotebookNode]:
    """Execute a chapter's notebook and return its cells, with ids that no other chapter has.

    These are the steps of `papermill.execute_notebook` but for its last, which is a tenth of a report's time: it
    writes the notebook out, also when nobody asked for a file.
    """
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    whose = {"coalition": snapshot.key.slug, "period": snapshot.key.period, "store": str(path), "mode": "report"}
    notebook = parameterize_notebook(
        load_notebook_node(str(resources.workbooks() / chapter.notebook)),
        {**whose, **({"cycle": chapter.cycle} if chapter.cycle else {})},
    )
    executed: NotebookNode = papermill_engines.execute_notebook_with_engine(
        "sko", notebook, kernel_name="python3", progress_bar=False
    )
    try:
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        cause = f"{error.ename}: {error.evalue}"
        cell = max(error.cell_index, 1)  # counted from 1, without the cell that papermill puts second
        raise NotebookFailedError(snapshot, chapter, cell, cause) from None
    for number, one in enumerate(executed.cells):
        one.id = f"{chapter.id}-{number}"  # ids are unique within one notebook only
        one.metadata.pop("papermill", None)  # times that nobody reads, and that nbconvert would copy
    return list(executed.cells)


def _export(notebook: NotebookNode) -> str:
    from .exporter import ReportExporter

    text, _ = ReportExporter().from_notebook_node(notebook)
    return str(text).strip() + "\n"
