"""How pages of one coalition point at each other: relative, so that app and JupyterLab both follow."""

from __future__ import annotations

ALL = "../../start.ipynb"
GRID = "start.ipynb"
INSTRUMENTS = "instrumenten.ipynb"


def block_page(block_id: str, cycle: int) -> str:
    """Return the notebook of a block and cycle, as seen from another page of the same dossier."""
    return f"{block_id}-{cycle}.ipynb"


def instrument_page(number: int) -> str:
    """Return the notebook of a lesson, as seen from another page of the same dossier."""
    return f"les-{number:02}.ipynb"
