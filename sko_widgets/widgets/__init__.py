"""The controls that a notebook shows; they know nothing of dossiers."""

from .actions import Actions
from .bar import Bar
from .base import Clash, Control, FieldControl, Keeper, Saved, Version
from .bottom import Bottom
from .chooser import Chooser
from .form import CoalitionForm
from .grid import Grid
from .items import ItemsControl
from .line import LineControl
from .lines import LinesControl
from .links import LinksControl
from .notes import Notes
from .opening import Opening
from .preview import Preview
from .questions import QuestionsControl
from .review import Review
from .savestate import SaveState
from .steps import Steps
from .table import TableControl
from .text import TextControl

__all__ = [
    "Actions",
    "Bar",
    "Bottom",
    "Chooser",
    "Clash",
    "CoalitionForm",
    "Control",
    "FieldControl",
    "Grid",
    "ItemsControl",
    "Keeper",
    "LineControl",
    "LinesControl",
    "LinksControl",
    "Notes",
    "Opening",
    "Preview",
    "QuestionsControl",
    "Review",
    "SaveState",
    "Saved",
    "Steps",
    "TableControl",
    "TextControl",
    "Version",
]
