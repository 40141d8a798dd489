"""The workbook with which coalitions of School & Omgeving show how they learn."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .guide.coalition_page import home
    from .guide.day_screen_page import day_screen
    from .guide.direction_page import direction
    from .guide.group_members_page import group_members
    from .guide.group_start_page import learning_group
    from .guide.hand_in_page import hand_in
    from .guide.hand_over_page import hand_over
    from .guide.hard_parts_page import hard_parts
    from .guide.instrument_workbook import instrument
    from .guide.instruments_page import instruments
    from .guide.learning_line_page import learning_line
    from .guide.minutes_page import session_minutes
    from .guide.one_session_page import one_session
    from .guide.open_questions_page import open_questions
    from .guide.profile_page import profile
    from .guide.readiness_page import readiness
    from .guide.reading_page import reading
    from .guide.set_up_page import set_up_session
    from .guide.sharing_page import share
    from .guide.side_by_side_page import side_by_side
    from .guide.start_page import start
    from .guide.workbook import workbook
    from .guide.year_page import year_of_group
    from .insight.frames.count_bars import Bars
    from .insight.frames.data_frames import frames

__all__ = [
    "Bars",
    "day_screen",
    "direction",
    "frames",
    "group_members",
    "hand_in",
    "hand_over",
    "hard_parts",
    "home",
    "instrument",
    "instruments",
    "learning_group",
    "learning_line",
    "one_session",
    "open_questions",
    "profile",
    "readiness",
    "reading",
    "session_minutes",
    "set_up_session",
    "share",
    "side_by_side",
    "start",
    "workbook",
    "year_of_group",
]

_HOMES = {
    "Bars": ".insight.frames.count_bars",
    "day_screen": ".guide.day_screen_page",
    "direction": ".guide.direction_page",
    "frames": ".insight.frames.data_frames",
    "group_members": ".guide.group_members_page",
    "hand_in": ".guide.hand_in_page",
    "hand_over": ".guide.hand_over_page",
    "hard_parts": ".guide.hard_parts_page",
    "home": ".guide.coalition_page",
    "instrument": ".guide.instrument_workbook",
    "instruments": ".guide.instruments_page",
    "learning_group": ".guide.group_start_page",
    "learning_line": ".guide.learning_line_page",
    "session_minutes": ".guide.minutes_page",
    "one_session": ".guide.one_session_page",
    "open_questions": ".guide.open_questions_page",
    "profile": ".guide.profile_page",
    "readiness": ".guide.readiness_page",
    "reading": ".guide.reading_page",
    "set_up_session": ".guide.set_up_page",
    "share": ".guide.sharing_page",
    "side_by_side": ".guide.side_by_side_page",
    "start": ".guide.start_page",
    "workbook": ".guide.workbook",
    "year_of_group": ".guide.year_page",
}


def __getattr__(name: str) -> Any:
    """Load the façade's names when they are asked for, so that `sko --help` stays quick."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
