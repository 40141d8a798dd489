"""The maps of lessons 3 and 11 with nobody on them, to write on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sko_widgets.framework import Framework, Sheet
from sko_widgets.insight.figures import Figure

from .canvas import paint
from .influence import grid_map
from .influence import placing as grid_placing
from .pages import Band, Picture
from .people import labels
from .rings import placing as ring_placing
from .rings import ring_map
from .sheet_values import SheetValues
from .two_scales import blank_square

_HIGH = 540.0


def _rings(values: SheetValues) -> tuple[str, Sequence[Band]]:
    names = labels(values, "distance")
    return f"Lege ringen om de coalitie: {', '.join(names.values())}.", [ring_map(names, ring_placing((), _HIGH))]


def _grid(values: SheetValues) -> tuple[str, Sequence[Band]]:
    return "Lege kaart met vier vakken, naar invloed en belang.", [grid_map(values, grid_placing((), _HIGH / 5 - 20))]


def _square(values: SheetValues) -> tuple[str, Sequence[Band]]:
    return "Leeg vierkant, naar loopbaankansen en ontwikkelkansen.", blank_square(values, _HIGH - 120)


_BLANK: Mapping[str, Callable[[SheetValues], tuple[str, Sequence[Band]]]] = {
    "stakeholder-rings": _rings,
    "influence-grid": _grid,
    "square": _square,
}


def blank_maps(framework: Framework, sheet: Sheet, colours: Mapping[str, str]) -> list[Figure]:
    """Return the maps among a sheet's pictures, empty.

    Parameters
    ----------
    colours
        The look's tokens by name, without dashes in front.
    """
    figures = []
    for one in sheet.pictures:
        if one.name in _BLANK:
            alt, bands = _BLANK[one.name](SheetValues(sheet, one, {}))
            chosen = paint(colours, framework.colour_of(sheet))
            figures += Picture(one.name, alt.rstrip("."), alt, [alt], chosen).laid([bands])
    return figures
