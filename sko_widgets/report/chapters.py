"""The notebooks of a report: which there are, and how one is executed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import ReportError
from sko_widgets.framework import Framework, Sheet, framework

from .coverage import called

if TYPE_CHECKING:
    from nbformat import NotebookNode


_KERNEL = "python3"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A notebook of the report.

    Parameters
    ----------
    sheet
        What it prints, `block/meso-samenwerking/2` or `lesson/03-stakeholders`.
    notebook
        Its path.
    block, cycle
        Of a block's chapter; empty and 0 for a lesson.
    """

    sheet: str
    notebook: Path
    block: str = ""
    cycle: int = 0

    @classmethod
    def of_block(cls, chosen: Framework, block_id: str, cycle: int) -> Chapter:
        """Return the chapter of one cycle of a block."""
        return cls(f"block/{block_id}/{cycle}", chosen.notebook(chosen.cycle_sheet, block_id), block_id, cycle)

    @classmethod
    def of_instrument(cls, chosen: Framework, sheet: Sheet) -> Chapter:
        """Return the annex of an instrument."""
        return cls(sheet.id, chosen.notebook(sheet))

    @property
    def id(self) -> str:
        """What the ids of its cells begin with: block and cycle, or the lesson."""
        return self.sheet.removeprefix("block/").replace("/", "-")


class NotebookFailedError(ReportError):
    """A notebook failed; names coalition, period, block and cycle or lesson, and cell."""

    def __init__(self, snapshot: Snapshot, chapter: Chapter, cell: int, cause: str) -> None:
        place = f"{snapshot.key}, {called(snapshot, chapter.sheet)}, cel {cell}"
        super().__init__(
            f"het notebook stopte met ‘{cause}’.", where=place, mend="Aan de antwoorden is niets veranderd."
        )
        self.sheet = chapter.sheet
        self.block = chapter.block
        self.cycle = chapter.cycle
        self.cell = cell
        self.cause = cause


Execute = Callable[[Snapshot, "Sequence[Chapter]", Path], "Iterator[list[NotebookNode]]"]
"""Executes the notebooks of chapters on the snapshot in a file, and yields the cells of each."""


def of_blocks(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Yield block and cycle of each notebook, in report order; blocks with nothing in them are left out."""
    for block_id in framework(snapshot.framework).block_ids:
        cycles = snapshot.cycles(block_id)
        titled = bool(snapshot.sheet(f"block/{block_id}"))
        for cycle in cycles or range(1, 2 if titled else 1):
            yield block_id, cycle


def in_kept_kernel(snapshot: Snapshot, chapters: Sequence[Chapter], path: Path) -> Iterator[list[NotebookNode]]:
    """Execute chapters in the kernel that is kept for reports; it is asked once for all of them.

    These are the steps of `papermill.execute_notebook` but for its last, which is a tenth of a report's time: it
    writes the notebook out, also when nobody asked for a file.

    Raises
    ------
    NotebookFailedError
        When a cell fails.
    KernelDiedError
        When the kernel's process ends.
    """
    from papermill.parameterize import parameterize_notebook

    from sko_widgets.kernels.kept_kernel import shared

    filled = [
        parameterize_notebook(_loaded(chapter.notebook), _parameters(snapshot, chapter, path)) for chapter in chapters
    ]
    code = [[cell.source for cell in notebook.cells if cell.cell_type == "code"] for notebook in filled]
    shared(_KERNEL).run_ahead(code)
    for chapter, notebook in zip(chapters, filled, strict=True):
        yield _named(_executed(snapshot, chapter, notebook), chapter)


def _executed(snapshot: Snapshot, chapter: Chapter, notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that papermill executed with our engine."""
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    executed: NotebookNode = papermill_engines.execute_notebook_with_engine(
        "sko", notebook, kernel_name=_KERNEL, progress_bar=False
    )
    try:
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        cause = f"{error.ename}: {error.evalue}"
        cell = max(error.cell_index, 1)  # counted from 1, without the cell that papermill puts second
        raise NotebookFailedError(snapshot, chapter, cell, cause) from None
    return list(executed.cells)


def _loaded(path: Path) -> NotebookNode:
    """Return the notebook in a file, for papermill to fill in; a file that was not changed is read once.

    What papermill and its engine write into is a copy: the list of cells, each cell, and the metadata.
    """
    there = path.stat()
    template = _template(path, there.st_mtime_ns, there.st_size)
    node = type(template)
    cells = [node({**cell, "metadata": node(cell.metadata)}) for cell in template.cells]
    return node({**template, "metadata": deepcopy(template.metadata), "cells": cells})


@lru_cache(maxsize=64)
def _template(path: Path, _changed: int, _size: int) -> NotebookNode:
    from papermill.iorw import load_notebook_node

    notebook: NotebookNode = load_notebook_node(str(path))
    return notebook


def in_this_kernel(snapshot: Snapshot, chapters: Sequence[Chapter], path: Path) -> Iterator[list[NotebookNode]]:
    """Execute chapters in the kernel that this runs in, each in a namespace of its own.

    Raises
    ------
    NotebookFailedError
        When a cell fails.
    """
    for chapter in chapters:
        yield _named(_run_here(snapshot, chapter, path), chapter)


def _run_here(snapshot: Snapshot, chapter: Chapter, path: Path) -> list[NotebookNode]:
    from sko_widgets.kernels.quick_nbformat import load_nbformat
    from sko_widgets.kernels.run_cells import run_apart

    load_nbformat()
    from nbformat import NotebookNode
    from nbformat.v4 import reads

    notebook = reads(chapter.notebook.read_text("utf-8"))
    code = [(number, cell) for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"]
    assignments = "\n".join(f"{name} = {value!r}" for name, value in _parameters(snapshot, chapter, path).items())
    sources = [
        f"{cell.source}\n{assignments}" if "parameters" in cell.metadata.get("tags", ()) else cell.source
        for _, cell in code
    ]
    for (number, cell), outputs in zip(code, run_apart(sources), strict=False):
        cell.outputs = [NotebookNode(output) for output in outputs]
        for output in outputs:
            if output["output_type"] == "error":
                raise NotebookFailedError(snapshot, chapter, number, f"{output['ename']}: {output['evalue']}")
    return list(notebook.cells)


def _named(cells: list[NotebookNode], chapter: Chapter) -> list[NotebookNode]:
    """Return cells with ids that no other chapter has, without the times that nobody reads and nbconvert would copy."""
    for number, cell in enumerate(cells):
        cell.id = f"{chapter.id}-{number}"
        cell.metadata.pop("papermill", None)
    return cells


def _parameters(snapshot: Snapshot, chapter: Chapter, path: Path) -> dict[str, str | int]:
    """Return what the notebook of a chapter is told: ids and a path, never an answer."""
    whose: dict[str, str | int] = {
        "coalition": snapshot.key.slug,
        "period": snapshot.key.period,
        "store": str(path),
        "mode": "report",
    }
    return whose | ({"cycle": chapter.cycle} if chapter.cycle else {})
