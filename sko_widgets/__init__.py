"""The workbook with which coalitions of School & Omgeving show how they learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .guide.workbook import workbook

__all__ = ["workbook"]


def __getattr__(name: str) -> Any:
    """Load the façade's names when they are asked for, so that `sko --help` stays quick."""
    if name == "workbook":
        from .guide.workbook import workbook

        return workbook
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
