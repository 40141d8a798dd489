"""What a field reads beside it of what was answered earlier, held against the sheets that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from .fields import Field, Recall
from .formats import Framework
from .grid import UnknownNameError
from .sheets import Sheet

RECALLED = "Schrijf werkblad/veld, of van een tabel werkblad/veld.kolom, van iets wat eerder op dezelfde route staat."
"""How to mend it."""


def without_recalls(sheet: Sheet, gone: Collection[str]) -> Sheet:
    """Return a sheet that recalls nothing of sheets that its format left out."""
    if not any(one.sheet in gone for field in sheet.fields for one in field.recalls):
        return sheet
    kept = {field.name: tuple(one for one in field.recalls if one.sheet not in gone) for field in sheet.fields}
    return replace(sheet, fields=tuple(replace(field, recalls=kept[field.name]) for field in sheet.fields))


def recall_problems(framework: Framework, sheet: Sheet) -> Iterator[str]:
    """Yield what a sheet recalls and is not there, or does not come before it."""
    route = framework.route_of(sheet)
    earlier = route[: route.index(sheet)] if sheet in route else ()
    for field in sheet.fields:
        for one in field.recalls:
            problem = _problem(framework, (*earlier, sheet), field, one)
            if problem:
                yield f"bij ‘{field.name}’ staat ‘{one}’, en {problem}"


def _problem(framework: Framework, there: tuple[Sheet, ...], field: Field, one: Recall) -> str:
    """Return why something cannot be recalled; empty when it can."""
    try:
        source = framework.sheet(one.sheet)
        recalled = source.field(one.field)
    except UnknownNameError as error:
        return str(error).rstrip(".")
    columns = [column.name for column in recalled.columns]
    if one.column and one.column not in columns:
        return f"kolom ‘{one.column}’ is er niet; kies uit: {', '.join(columns) or 'geen'}"
    if source not in there:
        return "dat werkblad staat niet eerder op dezelfde route"
    if source.id == field.sheet and not _asked_before(source, one.field, field.name):
        return "dat veld komt er niet voor"
    return ""


def _asked_before(sheet: Sheet, first: str, second: str) -> bool:
    return {first, second} <= {*sheet.order} and sheet.order.index(first) < sheet.order.index(second)
