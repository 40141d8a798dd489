"""What the notebooks of a report share: cells that are for the screen show nothing, the others Markdown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from IPython.display import display

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.report.passage import Passage


class ReportPage:
    """A notebook in a report.

    Parameters
    ----------
    store
        Path of the snapshot.
    """

    def __init__(self, store: str) -> None:
        path = Path(store)
        self.snapshot = _snapshot(path, path.stat().st_mtime_ns)

    def top(self) -> None:
        """Show nothing: the bar is for the screen."""

    def steps(self) -> None:
        """Show nothing: the list of steps is for the screen."""

    def opening(self) -> None:
        """Show nothing: title and question are printed by their steps."""

    def bottom(self) -> None:
        """Show nothing: the ways on are for the screen."""


def show(passage: Passage) -> None:
    """Show a part of the report as a cell's output, with what goes along with it; nothing when it is empty."""
    if passage:
        display(passage.output(), raw=True)


@lru_cache(maxsize=1)
def _snapshot(path: Path, _: int) -> Snapshot:
    """Read a snapshot once for all notebooks of a report; the moment of its file tells it from the one before."""
    return Snapshot.from_json(path.read_bytes())
