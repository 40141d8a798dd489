"""Where the folders that travel with the package are: `workbooks/` and `templates/`.

In a checkout they stand beside the package; a wheel carries them inside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def workbooks() -> Path:
    """Return the folder with the notebooks."""
    return _folder("workbooks")


def templates() -> Path:
    """Return the folder that says how things look."""
    return _folder("templates")
