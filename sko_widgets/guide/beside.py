"""What a cell shows beside its step, instead of in it."""

from __future__ import annotations

from typing import Any

BESIDE = "sko_beside"
"""In the metadata of an output: the page puts it beside the step; JupyterLab shows it where it is."""
BOTH = "both"
"""Its value when the page puts it there and in the step."""


def display_beside(shown: Any, *, also_in_step: bool = False) -> None:
    """Show something beside the step that the cell belongs to.

    Parameters
    ----------
    also_in_step
        Whether it is in the step as well, for a screen that has no room beside it; `walk.css` shows one of the two.
    """
    from IPython.display import display

    display(shown, metadata={BESIDE: BOTH if also_in_step else True})
