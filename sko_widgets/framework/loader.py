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
from .sheets import KINDS, PICTURES, Catalogue, Field, Group, Option, Question, Sheet

_PERIOD = re.compile(r"(20\d\d)-(20\d\d)")


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
            plain["id"], plain["name"], plain["from_period"], (*levels.values(),), (*themes.values(),), blocks
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Dit format klopt niet: {error}.", where=where) from error
    _check_framework(framework, where)
    return framework


def _check_framework(framework: Framework, where: str) -> None:
    cells = {f"{level.id}-{theme.id}" for level in framework.levels for theme in framework.themes}
    if set(framework.block_ids) != cells or len(framework.blocks) != len(cells):
        raise FrameworkError("Niet elke cel van het raster heeft precies één bouwsteen.", where=where)
    if not is_period(framework.from_period):
        raise FrameworkError(f"from_period ‘{framework.from_period}’ is geen periode.", where=where)


def _line(text: object) -> str:
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        raise ValueError(f"geen regel tekst: {text!r}")
    return text


def parse_sheet(text: str, where: str) -> Sheet:
    """Read one sheet from YAML; raises `FrameworkError` as `parse_framework` does."""
    plain = _mapping(text, where)
    try:
        fields = tuple(_field(row, where) for row in plain["fields"])
        lists = {key: tuple(plain.get(key, ())) for key in ("feeds", "pictures")}
        sheet = Sheet(**{**plain, **lists, "fields": fields})
    except (KeyError, TypeError) as error:
        raise FrameworkError(f"Dit werkblad klopt niet: {error}.", where=where) from error
    wrong = [f"er is geen plaatje ‘{name}’" for name in sheet.pictures if name not in PICTURES]
    wrong += [problem for field in sheet.fields for problem in _problems(sheet, field)]
    if wrong:
        raise FrameworkError(f"Dit werkblad klopt niet: {'; '.join(wrong)}.", where=where)
    return sheet


def _field(row: Mapping[str, Any], where: str) -> Field:
    made: dict[str, Any] = {
        "columns": tuple(_field(column, where) for column in row.get("columns", ())),
        "options": tuple(Option(**option) for option in row.get("options", ())),
        "questions": tuple(Question(**question) for question in row.get("questions", ())),
        "between": tuple(row.get("between", ())),
        "loose": tuple(row.get("loose", row.get("between", ()))),
        "feeds": tuple(row.get("feeds", ())),
    }
    if row["kind"] not in KINDS:
        raise FrameworkError(f"Soort ‘{row['kind']}’ van veld ‘{row['name']}’ bestaat niet.", where=where)
    return Field(**{**row, **made})


def _problems(sheet: Sheet, field: Field) -> list[str]:
    """Return what is wrong with a field in its sheet: its options and its ties."""
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
    if [one.name for one in sheet.fields].count(field.name) > 1:
        found.append(f"‘{field.name}’ komt twee keer voor")
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
    sheets = tuple(parse_sheet(text, name) for name, text in _files("sheets"))
    return Catalogue(sheets, _groups())


def _groups() -> tuple[Group, ...]:
    text = (resources.files(__package__) / "data" / "groups.yaml").read_text("utf-8")
    return tuple(Group(**row) for row in _mapping(text, "groups.yaml")["groups"])
