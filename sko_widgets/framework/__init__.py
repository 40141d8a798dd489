"""The grid and the sheets as data, with a typed loader; knows nothing else."""

from .grid import Block, Framework, Level, Theme, UnknownNameError
from .loader import (
    FrameworkError,
    catalogue,
    framework,
    framework_for,
    frameworks,
    is_period,
    parse_catalogue,
    parse_framework,
    parse_sheet,
)
from .sheets import INTRODUCTION, KINDS, PICTURES, Catalogue, Field, Group, Option, Question, Sheet

__all__ = [
    "INTRODUCTION",
    "KINDS",
    "PICTURES",
    "Block",
    "Catalogue",
    "Field",
    "Framework",
    "FrameworkError",
    "Group",
    "Level",
    "Option",
    "Question",
    "Sheet",
    "Theme",
    "UnknownNameError",
    "catalogue",
    "framework",
    "framework_for",
    "frameworks",
    "is_period",
    "parse_catalogue",
    "parse_framework",
    "parse_sheet",
]
