"""The controls that a notebook shows; they know nothing of dossiers."""

from .actions import Actions
from .agreement_form import AgreementForm
from .arrivals import Arrivals
from .author import Author
from .bar import Bar
from .base import Clash, Control, FieldControl, FieldStorage, Saved, Version
from .beginnings import Beginnings
from .block_grid import Grid
from .bottom import Bottom
from .chain_board import ChainBoard
from .choice import ChoiceControl
from .choices import ChoicesControl
from .chooser import Chooser
from .coalitions import Coalitions
from .comments_picker import CommentsPicker
from .comparison import Comparison
from .contribution_list import ContributionList
from .copy_text import CopyText
from .date import DateControl
from .day_screen import DayScreen
from .earlier import Earlier
from .erase_fold import EraseFold
from .filters import Filters
from .go_on import GoOn
from .groups_form import GroupsForm
from .hard_list import HardList
from .harvest_form import HarvestForm
from .ideals import IdealsControl
from .incident_line import IncidentLine
from .items import ItemsControl
from .liked_form import LikedForm
from .line import LineControl
from .lines import LinesControl
from .links import LinksControl
from .matrix import MatrixControl
from .minutes_check import MinutesCheck
from .names import NamesControl
from .new_group import NewGroup
from .offers import Offers
from .opening import Opening
from .picture import Picture
from .question_lines import QuestionLines
from .question_tables import QuestionTables
from .questions import QuestionsControl
from .recalled import Recalled
from .remark_list import RemarkList
from .review import Review
from .safekeeping import Safekeeping
from .scale import ScaleControl
from .search_box import SearchBox
from .session_form import SessionForm
from .session_parts import SessionParts
from .session_strip import SessionStrip
from .share_form import ShareForm
from .short_list import ShortList
from .square import SquareControl
from .stakeholders import StakeholdersControl
from .stand_list import StandList
from .state_table import StateTable
from .steps import Steps
from .strip import Strip
from .table import TableControl
from .text import TextControl
from .ties import TiesControl

__all__ = [
    "Actions",
    "AgreementForm",
    "Arrivals",
    "Author",
    "Bar",
    "Beginnings",
    "Bottom",
    "ChainBoard",
    "ChoiceControl",
    "ChoicesControl",
    "Chooser",
    "Clash",
    "Coalitions",
    "CommentsPicker",
    "Comparison",
    "ContributionList",
    "Control",
    "CopyText",
    "DateControl",
    "DayScreen",
    "Earlier",
    "EraseFold",
    "FieldControl",
    "FieldStorage",
    "Filters",
    "GoOn",
    "Grid",
    "GroupsForm",
    "HardList",
    "HarvestForm",
    "IdealsControl",
    "IncidentLine",
    "ItemsControl",
    "LikedForm",
    "LineControl",
    "LinesControl",
    "LinksControl",
    "MatrixControl",
    "MinutesCheck",
    "NamesControl",
    "NewGroup",
    "Offers",
    "Opening",
    "Picture",
    "QuestionLines",
    "QuestionTables",
    "QuestionsControl",
    "Recalled",
    "RemarkList",
    "Review",
    "Safekeeping",
    "Saved",
    "ScaleControl",
    "SearchBox",
    "SessionForm",
    "SessionParts",
    "SessionStrip",
    "ShareForm",
    "ShortList",
    "SquareControl",
    "StakeholdersControl",
    "StandList",
    "StateTable",
    "Steps",
    "Strip",
    "TableControl",
    "TextControl",
    "TiesControl",
    "Version",
]
