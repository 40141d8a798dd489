"""Holds each notebook against the sheets that it lays out: one cell for each field, in the sheet's order.

A field that no notebook asks for would be saved and never seen, and a cell for a field that is not there would stop a
page half-way: both are refused when the forms are loaded.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from sko_widgets import resources

from .formats import Framework
from .sheets import Sheet

STEP = "step"
"""The method by which a cell asks for a field, `wb.step("goal")`."""
PICTURE = "picture"
"""The method by which a cell shows the pictures of its sheet, `wb.picture()`."""


def notebook_problems(framework: Framework) -> list[str]:
    """Return what does not fit between the notebooks of a format and its sheets, each with file, name and mend."""
    return [problem for sheet in framework.sheets for problem in _of_sheet(framework, sheet)]


def asked_in(source: str) -> list[str]:
    """Return the fields that the code of a cell asks for, in order."""
    return [str(call.args[0].value) for call in _calls(source, STEP) if isinstance(call.args[0], ast.Constant)]


def shows_pictures(source: str) -> bool:
    """Tell whether the code of a cell shows the pictures of its sheet."""
    return any(True for _ in _calls(source, PICTURE, arguments=0))


def _calls(source: str, method: str, arguments: int = 1) -> Iterator[ast.Call]:
    """Yield the calls of a method with so many arguments; none when the source is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and (call.func.attr, len(call.args)) == (method, arguments):
            yield call


def _of_sheet(framework: Framework, sheet: Sheet) -> Iterator[str]:
    if not sheet.notebook:
        borrowed = {(field.sheet, field.name) for other in framework.sheets for field in other.borrowed}
        for field in sheet.fields:
            if field.asked and (sheet.id, field.name) not in borrowed:
                yield f"veld ‘{field.name}’ van ‘{sheet.id}’ staat in geen notebook; geef het werkblad een ‘notebook’"
        return
    for part in sheet.laid_out:
        for block_id in framework.block_ids if "{block}" in part.notebook else ("",):
            yield from _of_notebook(part, framework.notebook(part, block_id))


def _of_notebook(sheet: Sheet, path: Path) -> Iterator[str]:
    name = path.relative_to(resources.workbooks().parent).as_posix()
    cells = _cells(path)
    if cells is None:
        yield f"{name}: dit notebook is er niet of is niet te lezen; maak het voor werkblad ‘{sheet.id}’"
        return
    asked = [field for cell in cells for field in asked_in(cell)]
    missing = [field for field in sheet.order if field not in asked]
    unknown = [field for field in asked if field not in sheet.order]
    for field in missing:
        yield f'{name}: geen cel vraagt veld ‘{field}’; zet er een cel met wb.{STEP}("{field}")'
    for field in unknown:
        yield f"{name}: een cel vraagt veld ‘{field}’, en dat heeft werkblad ‘{sheet.id}’ niet; haal de cel weg"
    for field in sorted({field for field in asked if asked.count(field) > 1}):
        yield f"{name}: veld ‘{field}’ wordt twee keer gevraagd; haal een cel weg"
    if sheet.pictures and not any(map(shows_pictures, cells)):
        yield f"{name}: geen cel toont de plaatjes van werkblad ‘{sheet.id}’; zet er een cel met wb.{PICTURE}()"
    if not missing and not unknown and len(asked) == len(sheet.order) and asked != list(sheet.order):
        first = next(field for field, there in zip(sheet.order, asked, strict=True) if field != there)
        yield f"{name}: de cellen staan in een andere volgorde dan het werkblad; zet die van ‘{first}’ eerder"


def _cells(path: Path) -> list[str] | None:
    """Return the code of a notebook's cells; None when it cannot be read."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
