"""The controls that a notebook shows; they know nothing of dossiers."""

from .actions import Actions
from .bar import Bar
from .base import Clash, Control, FieldControl, Keeper, Saved, Version
from .bottom import Bottom
from .choice import ChoiceControl
from .choices import ChoicesControl
from .chooser import Chooser
from .date import DateControl
from .form import CoalitionForm
from .grid import Grid
from .ideals import IdealsControl
from .items import ItemsControl
from .line import LineControl
from .lines import LinesControl
from .links import LinksControl
from .notes import Notes
from .opening import Opening
from .picture import Picture
from .pieces import Pieces
from .questions import QuestionsControl
from .review import Review
from .scale import ScaleControl
from .stakeholders import StakeholdersControl
from .steps import Steps
from .table import TableControl
from .text import TextControl
from .ties import TiesControl

__all__ = [
    "Actions",
    "Bar",
    "Bottom",
    "ChoiceControl",
    "ChoicesControl",
    "Chooser",
    "Clash",
    "CoalitionForm",
    "Control",
    "DateControl",
    "FieldControl",
    "Grid",
    "IdealsControl",
    "ItemsControl",
    "Keeper",
    "LineControl",
    "LinesControl",
    "LinksControl",
    "Notes",
    "Opening",
    "Picture",
    "Pieces",
    "QuestionsControl",
    "Review",
    "Saved",
    "ScaleControl",
    "StakeholdersControl",
    "Steps",
    "TableControl",
    "TextControl",
    "TiesControl",
    "Version",
]
