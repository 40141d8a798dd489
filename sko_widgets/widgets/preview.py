"""A dialog that shows a document as it will print."""

from __future__ import annotations

import traitlets as t

from .assets import css, esm
from .base import Control


class Preview(Control):
    """A dialog with a whole HTML document in a frame of its own, in which no script runs.

    Parameters
    ----------
    title
        Of the dialog.
    """

    title = t.Unicode("Voorbeeld").tag(sync=True)

    _esm = esm("preview")
    _css = css("preview", "frame")

    def wait(self) -> None:
        """Open the dialog while the document is being made."""
        self.send({"did": "wait"})

    def show(self, document: str) -> None:
        """Open the dialog with a document."""
        self.send({"did": "show", "html": document})

    def failed(self, why: str) -> None:
        """Say in the dialog why there is no document."""
        self.send({"did": "failed", "why": why})
