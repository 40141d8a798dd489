"""What travels with the package: the folders `workbooks/` and `templates/`, and files of data.

In a checkout the folders stand beside the package; a wheel carries them inside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds: plain mappings, lists, words and numbers.

    Raises
    ------
    yaml.YAMLError
        When it is no YAML.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where PyYAML has it
    return yaml.load(text, Loader=loader)  # noqa: S506  # both are safe loaders
