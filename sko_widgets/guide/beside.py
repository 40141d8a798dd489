"""What a cell shows beside its step, instead of in it."""

from __future__ import annotations

from typing import Any

BESIDE = "sko_beside"
"""In the metadata of an output: the page puts it beside the step; JupyterLab shows it where it is."""


def display_beside(shown: Any) -> None:
    """Show something beside the step that the cell belongs to."""
    from IPython.display import display

    display(shown, metadata={BESIDE: True})
