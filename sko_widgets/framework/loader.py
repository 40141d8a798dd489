"""Reads the formats and sheets from their YAML files, once, and checks them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sko_widgets.errors import SkoError

from .grid import Block, Framework, Level, Theme, UnknownNameError
from .sheets import INTRODUCTION, KINDS, PICTURES, PLACES, Catalogue, Field, Group, Option, Question, Sheet

_PERIOD = re.compile(r"(20\d\d)-(20\d\d)")
_TEXTS = ("name", "kind", "label", "heading", "item", "items", "help", "into")
_NO_COLUMN = ("items", "questions", "links", "table", "ties")
"""Kinds that do not fit in a cell."""


class FrameworkError(SkoError):
    """A data file of the framework is wrong; for the maintainer who edits it."""


def is_period(text: str) -> bool:
    """Say whether a text is a period such as `2024-2025`: two years that follow each other."""
    match = _PERIOD.fullmatch(text)
    return match is not None and int(match[2]) == int(match[1]) + 1


def parse_framework(text: str, where: str) -> Framework:
    """Read one format from YAML.

    Raises
    ------
    FrameworkError
        When the YAML is not a format; names the file and what is wrong.
    """
    plain = _mapping(text, where)
    try:
        levels = {row["id"]: Level(**row) for row in plain["levels"]}
        themes = {row["id"]: Theme(**row) for row in plain["themes"]}
        blocks = tuple(
            Block(
                levels[row["level"]],
                themes[row["theme"]],
                number,
                _line(row["description"]),
                _line(row["mandatory_question"]),
            )
            for number, row in enumerate(plain["blocks"], 1)
        )
        framework = Framework(
            _line(plain["id"]),
            _line(plain["name"]),
            plain["from_period"],
            (*levels.values(),),
            (*themes.values(),),
            blocks,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Dit format klopt niet: {error}.", where=where) from error
    _check_framework(framework, where)
    return framework


def _check_framework(framework: Framework, where: str) -> None:
    cells = {f"{level.id}-{theme.id}" for level in framework.levels for theme in framework.themes}
    if set(framework.block_ids) != cells or len(framework.blocks) != len(cells):
        raise FrameworkError("Niet elke cel van het raster heeft precies één bouwsteen.", where=where)
    if not isinstance(framework.from_period, str) or not is_period(framework.from_period):
        raise FrameworkError(f"from_period ‘{framework.from_period}’ is geen periode.", where=where)


def _line(text: object) -> str:
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        raise ValueError(f"geen regel tekst: {text!r}")
    return text


def parse_sheet(text: str, where: str) -> Sheet:
    """Read one sheet from YAML; raises `FrameworkError` as `parse_framework` does."""
    plain = _mapping(text, where)
    try:
        fields = tuple(_field(row, where) for row in _rows({"fields": plain["fields"]}, "fields", where))
        lists = {key: _names(plain, key, where) for key in ("feeds", "pictures")}
        sheet = Sheet(**{**plain, "id": _line(plain["id"]), "title": _line(plain["title"]), **lists, "fields": fields})
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Dit werkblad klopt niet: {error}.", where=where) from error
    wrong = [
        f"de id heeft een onbekende plek {{{one}}}; er kan: {', '.join(PLACES)}"
        for one in re.findall(r"\{(\w*)\}", sheet.id)
        if one not in PLACES
    ]
    wrong += [f"er is geen plaatje ‘{name}’" for name in sheet.pictures if name not in PICTURES]
    wrong += [problem for field in sheet.fields for problem in _problems(sheet, field)]
    if wrong:
        raise FrameworkError(f"Dit werkblad klopt niet: {'; '.join(wrong)}.", where=where)
    return sheet


def _field(row: Mapping[str, Any], where: str) -> Field:
    made: dict[str, Any] = {
        "columns": tuple(_field(column, where) for column in _rows(row, "columns", where)),
        "options": tuple(Option(**option) for option in _rows(row, "options", where)),
        "questions": tuple(Question(**question) for question in _rows(row, "questions", where)),
        "between": _names(row, "between", where),
        "loose": _names(row, "loose" if "loose" in row else "between", where),
        "feeds": _names(row, "feeds", where),
    }
    if row["kind"] not in KINDS:
        raise FrameworkError(f"Soort ‘{row['kind']}’ van veld ‘{row['name']}’ bestaat niet.", where=where)
    texts = {key: row[key] for key in _TEXTS if key in row}
    texts |= {f"keuze {option.id}": option.label for option in made["options"]}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise FrameworkError(f'Bij veld ‘{row["name"]}’ is {key} geen tekst: zet {text} tussen ‘"’.', where=where)
    return Field(**{**row, **made})


def _rows(plain: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """Return a list of groups of keys and values; empty when it is not there."""
    rows = plain.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FrameworkError(f"Onder ‘{key}’ hoort een lijst te staan, elk met sleutels en waarden.", where=where)
    return rows


def _names(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return a list of names; empty when it is not there."""
    names = plain.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise FrameworkError(f"‘{key}’ hoort een lijst van namen te zijn, zoals [{names}].", where=where)
    return tuple(names)


def _problems(sheet: Sheet, field: Field) -> list[str]:
    """Return what is wrong with a field in its sheet: its options, its columns and its ties."""
    found = [
        f"‘{part.name}’ heeft geen keuzes"
        for part in (field, *field.columns)
        if part.kind in ("choice", "choices", "scale") and not part.options
    ]
    ids = [option.id for part in (field, *field.columns) for option in part.options]
    found += [f"keuze {one} van ‘{field.name}’ moet tussen aanhalingstekens" for one in ids if not isinstance(one, str)]
    tied = {one.name for one in sheet.fields for column in one.columns if column.name == "id" and column.hidden}
    if field.kind == "ties" and not (len(field.between) == 2 and tied.issuperset(field.between)):
        found.append(f"‘{field.name}’ verbindt geen twee tabellen met een verborgen kolom id")
    if field.kind == "links" and "{cycle}" not in sheet.id:
        found.append(f"‘{field.name}’ is van de soort ‘links’; die kan alleen in een cyclus")
    if [one.name for one in sheet.fields].count(field.name) > 1:
        found.append(f"‘{field.name}’ komt twee keer voor")
    return found + _column_problems(field)


def _column_problems(field: Field) -> list[str]:
    found = [
        f"kolom ‘{column.name}’ kan niet van de soort ‘{column.kind}’ zijn"
        for column in field.columns
        if column.kind in _NO_COLUMN
    ]
    feeds = field.feeds or any(column.feeds for column in field.columns)
    if field.kind == "table" and feeds and not any(one.names_its_row for one in field.columns):
        found.append(f"‘{field.name}’ heeft geen kolom met tekst, dus een rij heeft geen naam om over te nemen")
    return found


def _mapping(text: str, where: str) -> Mapping[str, Any]:
    try:
        plain = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FrameworkError(f"Dit is geen YAML: {error}", where=where) from error
    if not isinstance(plain, dict):
        raise FrameworkError("Hier hoort een lijst van sleutels en waarden te staan.", where=where)
    return plain


def _files(folder: str) -> list[tuple[str, str]]:
    root = resources.files(__package__) / "data" / folder
    found = [(item.name, item.read_text("utf-8")) for item in root.iterdir() if item.name.endswith(".yaml")]
    return sorted(found)


@cache
def frameworks() -> Mapping[str, Framework]:
    """Return every format by id, oldest first."""
    read = [parse_framework(text, name) for name, text in _files("formats")]
    return {framework.id: framework for framework in sorted(read, key=lambda item: item.from_period)}


def framework(framework_id: str) -> Framework:
    """Return a format by id, or raise `UnknownNameError`."""
    try:
        return frameworks()[framework_id]
    except KeyError:
        raise UnknownNameError("Format", framework_id, frameworks()) from None


def framework_for(period: str) -> Framework:
    """Return the format that holds in a period: the newest that had begun, else the oldest."""
    known = list(frameworks().values())
    begun = [item for item in known if item.from_period <= period]
    return begun[-1] if begun else known[0]


@cache
def catalogue() -> Catalogue:
    """Return all declared sheets."""
    groups = (resources.files(__package__) / "data" / "groups.yaml").read_text("utf-8")
    return parse_catalogue(dict(_files("sheets")), groups)


def parse_catalogue(sheets: Mapping[str, str], groups: str) -> Catalogue:
    """Read all sheets and the groups of the lessons from YAML, and check what only the whole shows.

    Parameters
    ----------
    sheets
        Name of a file -> its text.
    groups
        The text of `groups.yaml`.

    Raises
    ------
    FrameworkError
        When one of them is wrong; names the file and what is wrong.
    """
    read = {name: parse_sheet(text, name) for name, text in sheets.items()}
    found = Catalogue(tuple(read.values()), _groups(groups, "groups.yaml"))
    fed = {INTRODUCTION, *(block_id for each in frameworks().values() for block_id in each.block_ids)}
    steps = {field.name for sheet in found.sheets if "{cycle}" in sheet.id for field in sheet.fields}
    known = {"feeds": fed, "into": {INTRODUCTION, *steps}, "group": {"", *(group.id for group in found.groups)}}
    for name, sheet in read.items():
        parts = [part for field in sheet.fields for part in (field, *field.columns)]
        named = [("feeds", one) for feeds in (sheet.feeds, *(part.feeds for part in parts)) for one in feeds]
        named += [("into", part.into) for part in parts if part.feeds] + [("group", sheet.group)]
        wrong = [f"{key} ‘{one}’" for key, one in named if one not in known[key]]
        if wrong:
            raise FrameworkError(f"Dit bestaat niet: {', '.join(dict.fromkeys(wrong))}.", where=name)
    return found


def _groups(text: str, where: str) -> tuple[Group, ...]:
    plain = _mapping(text, where)
    try:
        return tuple(Group(**row) for row in _rows({"groups": plain["groups"]}, "groups", where))
    except (KeyError, TypeError) as error:
        raise FrameworkError(f"Deze groepen kloppen niet: {error}.", where=where) from error
