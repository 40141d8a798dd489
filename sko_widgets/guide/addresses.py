"""How pages of one coalition point at each other: relative, so that app and JupyterLab both follow."""

from __future__ import annotations

from sko_widgets.framework import Sheet

ALL = "../../start.ipynb"
GRID = "start.ipynb"
INSTRUMENTS = "instrumenten.ipynb"


def block_page(block_id: str, cycle: int) -> str:
    """Return the notebook of a block and cycle, as seen from another page of the same dossier."""
    return f"{block_id}-{cycle}.ipynb"


def instrument_page(sheet: Sheet) -> str:
    """Return the notebook of an instrument, as seen from another page of the same dossier."""
    return f"les-{sheet.number:02}.ipynb" if sheet.number else sheet.notebook.rpartition("/")[2]
