"""What a notebook talks to: `wb.step("goal")` asks on screen, and answers in a report.

The two uses of one notebook are two modes; a report's mode reads a snapshot from a file, so that
a worker needs no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .report_page import ReportPage, show

if TYPE_CHECKING:
    from .block_page import BlockPage


class ReportWorkbook(ReportPage):
    """A notebook's steps in a report: each shows its answer as Markdown.

    Parameters
    ----------
    block
        Id of the block that the notebook is about.
    cycle
        Number of the cycle, from 1.
    store
        Path of the snapshot.
    """

    def __init__(self, block: str, cycle: int, store: str) -> None:
        super().__init__(store)
        self.block = block
        self.cycle = cycle

    def opening(self) -> None:
        """Show the headings of the cycle."""
        from sko_widgets.report import sections

        show(sections.opening(self.snapshot, self.block, self.cycle))

    def review(self) -> None:
        """Show nothing: the list of steps to look back on is for the screen."""

    def step(self, name: str) -> None:
        """Show what one field prints; nothing when it is empty."""
        from sko_widgets.report import sections

        show(sections.step(self.snapshot, self.block, self.cycle, name))


def workbook(block: str, coalition: str, period: str, cycle: int, store: str, mode: str) -> ReportWorkbook | BlockPage:
    """Return what the notebook of a block talks to, in its mode.

    Parameters
    ----------
    block
        Id of the block, `meso-samenwerking`.
    coalition, period
        Slug and period of the dossier.
    cycle
        Number of the cycle, from 1.
    store
        In a report the path of the snapshot, else the store's URL.
    mode
        `report` or `app`.
    """
    if mode == "report":
        return ReportWorkbook(block, cycle, store)
    from .block_page import BlockPage

    return BlockPage(block, coalition, period, cycle, store)
