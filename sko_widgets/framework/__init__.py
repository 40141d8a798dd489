"""The grid, the sheets and the formats as data, with a typed loader; knows nothing else."""

from .fields import FIRST_ROW, INTRODUCTION, ITEM_PARTS, KINDS, Field, Option, Question, Recall
from .formats import Framework
from .grid import COLOURS, Block, Level, Theme, UnknownNameError
from .loader import FormatFiles, framework, framework_for, frameworks, newest_framework, parse_formats
from .notebook_check import asked_in, shows_pictures
from .plain import FrameworkError
from .read_grid import is_period, parse_grid
from .read_sheet import parse_sheet
from .sheets import IN_REPORT, PICTURES, Group, Picture, Sheet, Step

__all__ = [
    "COLOURS",
    "FIRST_ROW",
    "INTRODUCTION",
    "IN_REPORT",
    "ITEM_PARTS",
    "KINDS",
    "PICTURES",
    "Block",
    "Field",
    "FormatFiles",
    "Framework",
    "FrameworkError",
    "Group",
    "Level",
    "Option",
    "Picture",
    "Question",
    "Recall",
    "Sheet",
    "Step",
    "Theme",
    "UnknownNameError",
    "asked_in",
    "framework",
    "framework_for",
    "frameworks",
    "is_period",
    "newest_framework",
    "parse_formats",
    "parse_grid",
    "parse_sheet",
    "shows_pictures",
]
