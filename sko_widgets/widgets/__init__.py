"""The controls that a notebook shows; they know nothing of dossiers."""

from .actions import Actions
from .author import Author
from .bar import Bar
from .base import Clash, Control, FieldControl, FieldStorage, Saved, Version
from .beginnings import Beginnings
from .block_grid import Grid
from .bottom import Bottom
from .choice import ChoiceControl
from .choices import ChoicesControl
from .chooser import Chooser
from .coalitions import Coalitions
from .contribution_list import ContributionList
from .date import DateControl
from .erase_fold import EraseFold
from .ideals import IdealsControl
from .items import ItemsControl
from .line import LineControl
from .lines import LinesControl
from .links import LinksControl
from .names import NamesControl
from .notes import Notes
from .opening import Opening
from .picture import Picture
from .questions import QuestionsControl
from .review import Review
from .safekeeping import Safekeeping
from .scale import ScaleControl
from .stakeholders import StakeholdersControl
from .steps import Steps
from .table import TableControl
from .text import TextControl
from .ties import TiesControl

__all__ = [
    "Actions",
    "Author",
    "Bar",
    "Beginnings",
    "Bottom",
    "ChoiceControl",
    "ChoicesControl",
    "Chooser",
    "Clash",
    "Coalitions",
    "ContributionList",
    "Control",
    "DateControl",
    "EraseFold",
    "FieldControl",
    "FieldStorage",
    "Grid",
    "IdealsControl",
    "ItemsControl",
    "LineControl",
    "LinesControl",
    "LinksControl",
    "NamesControl",
    "Notes",
    "Opening",
    "Picture",
    "QuestionsControl",
    "Review",
    "Safekeeping",
    "Saved",
    "ScaleControl",
    "StakeholdersControl",
    "Steps",
    "TableControl",
    "TextControl",
    "TiesControl",
    "Version",
]
