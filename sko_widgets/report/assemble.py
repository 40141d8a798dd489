"""From a snapshot to the text of a report, through the notebooks.

Each block's notebook is executed once a cycle; the executed notebooks become one, which nbconvert exports once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Framework, Sheet, framework
from sko_widgets.insight.contributions import sources
from sko_widgets.kernels.kept_kernel import kept_kernel
from sko_widgets.kernels.quick_nbformat import load_nbformat

from . import annex, chapters, overview, sections
from .chapters import Chapter, Execute
from .passage import MIME, Passage

if TYPE_CHECKING:
    from nbformat import NotebookNode

_EMPTY = Passage("In dit dossier staat nog niets.")
_NOTHING = Passage("Hiervan komt nog niets in het rapport.")


def body(
    snapshot: Snapshot, only: Collection[str] = (), *, without: Collection[str] = (), here: bool = False
) -> Passage:
    """Return the text of a dossier's report, or of some of its blocks and lessons, with what goes along with it.

    Parameters
    ----------
    only
        Ids of the blocks and sheets; all of the report by default.
    without
        The parts that stay out, some of `parts.PARTS`.
    here
        Whether the notebooks are executed in the kernel that this runs in; by default in one that is kept for reports.

    Raises
    ------
    NotebookFailedError
        When a notebook fails.
    UnprintableError
        When an answer that has no notebook cannot be printed.
    KernelDiedError
        When the kernel's process ends.
    """
    execute = chapters.in_this_kernel if here else chapters.in_kept_kernel
    with nullcontext() if here else kept_kernel():
        if only:
            return _exported(list(_chapters(snapshot, only, execute)) or _cells(_EMPTY))
        return _exported(list(_whole(snapshot, without, execute)))


def _whole(snapshot: Snapshot, without: Collection[str], execute: Execute) -> Iterator[NotebookNode]:
    """Yield the cells of a whole report: what stands around the blocks, and the blocks and annexes themselves."""

    def part(name: str, make: Callable[[Snapshot], Passage]) -> list[NotebookNode]:
        return [] if name in without else _cells(make(snapshot))

    before = [*part("samenvatting", overview.summary), *part("inleiding", sections.introduction)]
    after = [*part("open-vragen", overview.questions), *part("acties", overview.actions)]
    annexes = "bijlagen" not in without
    made = list(_chapters(snapshot, (), execute, pointing=True, between=after, with_annexes=annexes))
    yield from [*before, *made] or _cells(_EMPTY)
    yield from part("colofon", overview.colophon)


def section(snapshot: Snapshot, shown: str) -> Passage:
    """Return the part of the report that is about one block or lesson, made in the kernel that this runs in.

    Raises
    ------
    NotebookFailedError
        When a notebook fails.
    """
    return _exported(list(_chapters(snapshot, [shown], chapters.in_this_kernel, pointing=True)) or _cells(_NOTHING))


def _chapters(
    snapshot: Snapshot,
    only: Collection[str],
    execute: Execute,
    *,
    pointing: bool = False,
    between: Iterable[NotebookNode] = (),
    with_annexes: bool = True,
) -> Iterator[NotebookNode]:
    """Yield the cells of each block and each annex.

    Parameters
    ----------
    pointing
        Whether blocks and annexes point to each other; where some are left out, there may be nothing to point to.
    between
        What stands between the last block and the first annex.
    """
    chosen = framework(snapshot.framework)
    blocks = list(chapters.of_blocks(snapshot))
    openings = _theme_openings(chosen, blocks) if not only else {}
    pointed = {sheet.id for block_id in only for sheet in sources(snapshot, block_id)} if pointing else set()
    wanted = {*only, *pointed}
    sheets = [sheet for sheet in annex.sheets(snapshot) if with_annexes and (not wanted or sheet.id in wanted)]
    parts = [block for block in blocks if not only or block[0] in only]
    with closing(
        _executed(snapshot, [sheet for sheet in sheets if sheet is not chosen.profile], parts, execute)
    ) as made:
        # The annexes first: a block points to those that print something.
        whole = [
            (sheet, _cells(annex.chapter(snapshot, sheet)) if sheet is chosen.profile else next(made))
            for sheet in sheets
        ]
        annexes = [(sheet, cells) for sheet, cells in whole if _print(cells)]
        for block_id, cycle in parts:
            if cycle == 1 and block_id in openings:
                yield from _cells(openings[block_id])
            yield from next(made)
            if pointing and cycle == max(snapshot.cycles(block_id), default=1):
                yield from _cells(
                    overview.from_other_blocks(snapshot, block_id),
                    annex.from_block(snapshot, block_id, [sheet for sheet, _ in annexes]),
                )
    yield from between
    for sheet, cells in annexes:
        if not only or sheet.id in only:
            yield from cells
            if pointing:
                yield from _cells(annex.to_blocks(snapshot, sheet, {block_id for block_id, _ in blocks}))


def _executed(
    snapshot: Snapshot, sheets: Iterable[Sheet], blocks: Iterable[tuple[str, int]], execute: Execute
) -> Generator[list[NotebookNode]]:
    """Yield the cells of the notebooks of some instruments, and then of cycles of blocks."""
    chosen = framework(snapshot.framework)
    those = [Chapter.of_instrument(chosen, sheet) for sheet in sheets]
    those += [Chapter.of_block(chosen, block_id, cycle) for block_id, cycle in blocks]
    with tempfile.TemporaryDirectory(prefix="sko-") as folder:
        path = Path(folder) / "snapshot.json"
        path.write_bytes(snapshot.to_json())
        yield from execute(snapshot, those, path)


def _theme_openings(chosen: Framework, blocks: Iterable[tuple[str, int]]) -> dict[str, Passage]:
    """Return what stands above the first block of each theme, by that block's id."""
    first: dict[str, str] = {}
    for block_id, _ in blocks:
        first.setdefault(chosen.block(block_id).theme.id, block_id)
    return {block_id: Passage(sections.theme(chosen.block(block_id))) for block_id in first.values()}


def _print(cells: Iterable[NotebookNode]) -> bool:
    """Tell whether cells have anything to print."""
    return any(MIME in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))


def _cells(*passages: Passage) -> list[NotebookNode]:
    """Return passages that no notebook made as cells of one; empty ones leave nothing."""
    load_nbformat()
    from nbformat import NotebookNode

    def cell(passage: Passage) -> NotebookNode:  # nbformat's own maker checks each against its whole schema
        shown = NotebookNode(output_type="display_data", metadata=NotebookNode(), data=passage.output())
        return NotebookNode(cell_type="code", metadata=NotebookNode(), source="", outputs=[shown])

    return [cell(passage) for passage in passages if passage]


def _exported(cells: Iterable[NotebookNode]) -> Passage:
    load_nbformat()
    from .exporter import export

    return export(cells)
