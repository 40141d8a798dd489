"""The workbook with which coalitions of School & Omgeving show how they learn."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .guide.instrument import instrument
    from .guide.overview import instruments
    from .guide.start import home, start
    from .guide.workbook import workbook

__all__ = ["home", "instrument", "instruments", "start", "workbook"]

_HOMES = {
    "home": ".guide.start",
    "instrument": ".guide.instrument",
    "instruments": ".guide.overview",
    "start": ".guide.start",
    "workbook": ".guide.workbook",
}


def __getattr__(name: str) -> Any:
    """Load the façade's names when they are asked for, so that `sko --help` stays quick."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
