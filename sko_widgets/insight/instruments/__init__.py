"""The pictures of the thirteen instruments, drawn from what a sheet holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sko_widgets.framework import INTRODUCTION, Sheet, catalogue
from sko_widgets.insight.figures import Figure

from .canvas import Paint, paint
from .chain import chain
from .influence import influence
from .interests import interests
from .levels import ladder
from .orientation import orientation
from .position import line
from .poster import poster
from .rings import rings
from .story import story
from .tasks import tasks
from .timeline import timeline

__all__ = ["pictures"]

_MAKERS: dict[str, Callable[[str, Mapping[str, Any], Paint], list[Figure]]] = {
    "tasks": tasks,
    "interests": interests,
    "stakeholder-rings": rings,
    "influence-grid": influence,
    "ladder": ladder,
    "story": story,
    "poster": poster,
    "orientation": orientation,
    "line": line,
    "chain": chain,
    "timeline": timeline,
}


def pictures(sheet_id: str, values: Mapping[str, Any], colours: Mapping[str, str]) -> list[Figure]:
    """Return the pictures of an instrument; none when there is nothing in it to draw.

    Parameters
    ----------
    sheet_id
        `lesson/03-stakeholders`.
    values
        What the sheet holds, by field.
    colours
        The look's tokens by name, without dashes in front.
    """
    sheet = catalogue().sheet(sheet_id)
    chosen = paint(colours, _theme(sheet))
    prefix = file_prefix(sheet_id)
    return [figure for name in sheet.pictures for figure in _MAKERS[name](f"{prefix}{name}", values, chosen)]


def file_prefix(sheet_id: str) -> str:
    """Return how the names of the files of a sheet's pictures start."""
    return sheet_id.replace("/", "-") + "-"


def _theme(sheet: Sheet) -> str:
    """Return the theme of the first block that an instrument feeds."""
    return next((one.split("-")[1] for one in sheet.feeds if one != INTRODUCTION), "samenhang")
