"""Reads the formats with their sheets from their YAML files, once, and checks them with their notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from .fields import INTRODUCTION, KINDS, Field
from .formats import Framework
from .grid import UnknownNameError
from .notebook_check import notebook_problems
from .plain import FrameworkError
from .read_grid import Grid, parse_grid
from .read_sheet import parse_sheet
from .recalls import RECALLED, recall_problems, without_recalls
from .sheets import Sheet

_GRID = "format.yaml"
_NEEDED = ("profile", "publication", "block/{block}", "block/{block}/{cycle}")
"""The sheets that no format can be without."""


@dataclass(frozen=True, slots=True)
class FormatFiles:
    """The texts that one format is read from.

    Parameters
    ----------
    grid
        Of its `format.yaml`.
    sheets
        File name -> text of each of its sheets.
    """

    grid: str
    sheets: Mapping[str, str]


def parse_formats(files_of: Mapping[str, FormatFiles]) -> dict[str, Framework]:
    """Read formats from the texts of their files, and hold them against the notebooks.

    Parameters
    ----------
    files_of
        Name of each format's folder -> its files.

    Returns
    -------
    dict
        Format id -> format, oldest first.

    Raises
    ------
    FrameworkError
        When a file or a notebook is wrong; names it, what is wrong and the mend.
    """
    made = parse_sheets(files_of)
    for framework in made.values():
        problems = notebook_problems(framework)
        if problems:
            text = "\n".join(f"- {problem}" for problem in problems) if len(problems) > 1 else problems[0]
            raise FrameworkError(
                f"De notebooks en de werkbladen van dit format passen niet bij elkaar.\n{text}\n",
                where=framework.id,
                mend="Laat het doen met ‘python -m sko_widgets.framework.fit_notebooks’, of zet het zelf recht.",
                problems=problems,
            )
    return made


def parse_sheets(files_of: Mapping[str, FormatFiles]) -> dict[str, Framework]:
    """Read formats as `parse_formats` does, whatever is in the notebooks."""
    read = {folder: parse_grid(files.grid, f"{folder}/{_GRID}") for folder, files in files_of.items()}
    made: dict[str, Framework] = {}
    for folder, grid in sorted(read.items(), key=lambda item: item[1].from_period):
        made[grid.id] = _framework(grid, folder, files_of[folder].sheets, made)
    return made


def _framework(grid: Grid, folder: str, texts: Mapping[str, str], earlier: Mapping[str, Framework]) -> Framework:
    where = f"{folder}/{_GRID}"
    if grid.id != folder:
        raise FrameworkError(f"De map heet ‘{folder}’ en het format ‘{grid.id}’; geef ze dezelfde naam.", where=where)
    if grid.extends and grid.extends not in earlier:
        raise FrameworkError(f"extends: ‘{grid.extends}’ is geen format dat eerder begint.", where=where)
    base = earlier.get(grid.extends)
    sheets = {sheet.id: sheet for sheet in base.sheets} if base else {}
    gone = [sheet_id for sheet_id in grid.without if sheet_id not in sheets]
    if gone:
        raise FrameworkError(f"without: dit werkblad is er niet: {', '.join(gone)}.", where=where)
    sheets = {name: sheet for name, sheet in sheets.items() if name not in grid.without}
    own = {name: parse_sheet(text, f"{folder}/sheets/{name}") for name, text in texts.items()}
    sheets = {name: without_recalls(sheet, grid.without) for name, sheet in sheets.items()}
    sheets |= {sheet.id: sheet for sheet in own.values()}
    framework = Framework(
        grid.id,
        grid.name,
        grid.from_period,
        grid.levels or (base.levels if base else ()),
        grid.themes or (base.themes if base else ()),
        grid.blocks or (base.blocks if base else ()),
        tuple(sheets.values()),
        grid.groups or (base.groups if base else ()),
        (grid.id, *(base.folders if base else ("",))),
    )
    _check_whole(framework, where, {sheet.id: f"{folder}/sheets/{name}" for name, sheet in own.items()})
    return replace(framework, sheets=tuple(_with_borrowed(sheet, sheets) for sheet in framework.sheets))


def _with_borrowed(sheet: Sheet, sheets: Mapping[str, Sheet]) -> Sheet:
    """Return a sheet with the fields of other sheets in their places."""
    if not sheet.borrowed:
        return sheet
    borrowed = tuple(replace(sheets[place.sheet].field(place.name), step=place.step) for place in sheet.borrowed)
    return replace(sheet, borrowed=borrowed)


def _check_whole(framework: Framework, where: str, files: Mapping[str, str]) -> None:
    """Raise `FrameworkError` for what only the whole shows."""
    there = {sheet.id for sheet in framework.sheets}
    lacking = [sheet_id for sheet_id in _NEEDED if sheet_id not in there]
    if lacking:
        raise FrameworkError(f"Deze werkbladen ontbreken: {', '.join(lacking)}.", where=where)
    numbers = [sheet.number for sheet in framework.lessons]
    twice = sorted({str(number) for number in numbers if numbers.count(number) > 1})
    if twice:
        raise FrameworkError(f"Twee lessen hebben hetzelfde nummer: {', '.join(twice)}.", where=where)
    kinds = [field.lists for sheet in framework.sheets for field in sheet.fields if field.lists]
    twice = sorted({kind for kind in kinds if kinds.count(kind) > 1})
    if twice:
        raise FrameworkError(f"Twee velden zijn de lijst van dezelfde namen: {', '.join(twice)}.", where=where)
    for sheet in framework.sheets:
        wrong = list(dict.fromkeys(_unknown(framework, sheet)))
        if wrong:
            what = f"Werkblad ‘{sheet.id}’ noemt wat er niet is: {', '.join(wrong)}."
            raise FrameworkError(what, where=files.get(sheet.id, where))
        recalled = list(recall_problems(framework, sheet))
        if recalled:
            what = f"Wat dit werkblad terughaalt (recalls), kan niet: {'; '.join(recalled)}."
            raise FrameworkError(what, where=files.get(sheet.id, where), mend=RECALLED, problems=recalled)


def _unknown(framework: Framework, sheet: Sheet) -> Iterator[str]:
    """Yield what a sheet names that the format does not have."""
    fed = {INTRODUCTION, *framework.block_ids}
    into = {INTRODUCTION, *(field.name for field in framework.cycle_sheet.fields)}
    parts = [part for field in sheet.fields for part in field.parts]
    yield from (f"feeds ‘{block}’" for part in parts for block in part.feeds if block not in fed)
    yield from (f"into ‘{part.into}’" for part in parts if part.feeds and part.into not in into)
    columns = [column for field in sheet.fields for column in field.columns]
    known = {*KINDS, *framework.name_lists}
    yield from (f"soort ‘{column.kind}’ van kolom ‘{column.name}’" for column in columns if column.kind not in known)
    for column in columns:
        if column.offers and not _offered(framework, column):
            yield f"offers ‘{', '.join(column.offers)}’"
    if sheet.group and sheet.group not in {group.id for group in framework.groups}:
        yield f"group ‘{sheet.group}’"
    for field in sheet.borrowed:
        lender = next((other for other in framework.sheets if other.id == field.sheet), None)
        if lender is None or not lender.has(field.name):
            yield f"from ‘{field.sheet}’ met veld ‘{field.name}’"


def _offered(framework: Framework, column: Field) -> bool:
    """Tell whether there are such texts as a column offers."""
    sheet_id, name, part = column.offers
    sheet = next((other for other in framework.sheets if other.id == sheet_id), None)
    return sheet is not None and sheet.has(name) and any(other.name == part for other in sheet.field(name).columns)


def _texts(folder: Traversable) -> dict[str, str]:
    """Return the texts of the YAML files in a folder by name; none when there is no such folder."""
    files: list[Traversable] = list(folder.iterdir()) if folder.is_dir() else []
    texts = {item.name: item.read_text("utf-8") for item in files if item.name.endswith(".yaml")}
    return dict(sorted(texts.items()))


@cache
def frameworks() -> Mapping[str, Framework]:
    """Return every format by id, oldest first.

    Raises
    ------
    FrameworkError
        When a file or a notebook is wrong.
    """
    return parse_formats(format_files())


def format_files() -> dict[str, FormatFiles]:
    """Return the texts of every format that comes with the package, by the name of its folder."""
    root = resources.files(__package__) / "data" / "formats"
    folders = sorted((item for item in root.iterdir() if (item / _GRID).is_file()), key=lambda item: item.name)
    return {item.name: FormatFiles((item / _GRID).read_text("utf-8"), _texts(item / "sheets")) for item in folders}


def framework(framework_id: str) -> Framework:
    """Return a format by id, or raise `UnknownNameError`."""
    try:
        return frameworks()[framework_id]
    except KeyError:
        raise UnknownNameError("Format", framework_id, frameworks()) from None


def newest_framework() -> Framework:
    """Return the format that begins last."""
    return list(frameworks().values())[-1]


def framework_for(period: str) -> Framework:
    """Return the format that holds in a period: the newest that had begun, else the oldest."""
    known = list(frameworks().values())
    begun = [item for item in known if item.from_period <= period]
    return begun[-1] if begun else known[0]
