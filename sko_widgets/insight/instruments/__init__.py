"""The pictures of the instruments, drawn from what a sheet holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sko_widgets.dossier.snapshot import Sheets
from sko_widgets.framework import INTRODUCTION, Framework, Sheet
from sko_widgets.insight.figures import Figure

from .activity_map import activity_map
from .blank_maps import blank_maps
from .canvas import Paint, paint
from .chain import chain
from .influence import influence
from .interests import interests
from .levels import ladder
from .orientation import orientation
from .position import line
from .poster import poster
from .rings import rings
from .sheet_values import SheetValues
from .story import story
from .timeline import timeline
from .two_scales import square
from .whose_tasks import tasks

__all__ = ["blank_maps", "pictures"]

_MAKERS: dict[str, Callable[[str, SheetValues, Paint], list[Figure]]] = {
    "tasks": tasks,
    "interests": interests,
    "stakeholder-rings": rings,
    "influence-grid": influence,
    "ladder": ladder,
    "story": story,
    "poster": poster,
    "orientation": orientation,
    "square": square,
    "line": line,
    "chain": chain,
    "timeline": timeline,
    "activity-map": activity_map,
}


def pictures(
    framework: Framework,
    sheet: Sheet,
    values: Mapping[str, Any],
    colours: Mapping[str, str],
    sheets: Sheets = MappingProxyType({}),
) -> list[Figure]:
    """Return the pictures of an instrument; none when there is nothing in it to draw.

    Parameters
    ----------
    framework, sheet
        The format, and the instrument's declaration in it.
    values
        What the sheet holds, by field.
    colours
        The look's tokens by name, without dashes in front.
    sheets
        All that the dossier holds, for what columns offer from elsewhere.
    """
    chosen = paint(colours, _colour(framework, sheet))
    prefix = file_prefix(sheet.id)
    return [
        figure
        for picture in sheet.pictures
        for figure in _MAKERS[picture.name](
            f"{prefix}{picture.name}", SheetValues(sheet, picture, values, sheets), chosen
        )
    ]


def file_prefix(sheet_id: str) -> str:
    """Return how the names of the files of a sheet's pictures start."""
    return sheet_id.replace("/", "-") + "-"


def _colour(framework: Framework, sheet: Sheet) -> str:
    """Return the colour of the first block that an instrument feeds; the format's first one when it feeds none."""
    themes = [framework.block(fed).theme for fed in sheet.feeds if fed != INTRODUCTION]
    return (themes or framework.themes)[0].colour
