"""The grid and the sheets as data, with a typed loader; knows nothing else."""

from .grid import Block, Framework, Level, Theme, UnknownNameError
from .loader import (
    FrameworkError,
    catalogue,
    framework,
    framework_for,
    frameworks,
    is_period,
    parse_framework,
    parse_sheet,
)
from .sheets import KINDS, Catalogue, Field, Option, Sheet

__all__ = [
    "KINDS",
    "Block",
    "Catalogue",
    "Field",
    "Framework",
    "FrameworkError",
    "Level",
    "Option",
    "Sheet",
    "Theme",
    "UnknownNameError",
    "catalogue",
    "framework",
    "framework_for",
    "frameworks",
    "is_period",
    "parse_framework",
    "parse_sheet",
]
