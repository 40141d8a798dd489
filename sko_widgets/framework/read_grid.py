"""Reads the grid of a format from YAML, and checks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from .grid import COLOURS, Block, Level, Theme
from .plain import FrameworkError, line, mapping, names, rows
from .sheets import Group

_PERIOD = re.compile(r"(20\d\d)-(20\d\d)")


@dataclass(frozen=True, slots=True)
class Grid:
    """What stands in a format's own file.

    Parameters
    ----------
    id, name, from_period
        Of the format.
    extends
        Id of the format whose sheets, and whose grid, it takes where it has none of its own; may be empty.
    without
        Ids of the sheets that it does not take.
    levels, themes, blocks, groups
        Empty when the file has none of its own.
    """

    id: str
    name: str
    from_period: str
    extends: str
    without: tuple[str, ...]
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    blocks: tuple[Block, ...]
    groups: tuple[Group, ...]


def is_period(text: str) -> bool:
    """Say whether a text is a period such as `2024-2025`: two years that follow each other."""
    match = _PERIOD.fullmatch(text)
    return match is not None and int(match[2]) == int(match[1]) + 1


def parse_grid(text: str, where: str) -> Grid:
    """Read a format's own file.

    Raises
    ------
    FrameworkError
        When the YAML is not a format; names the file and what is wrong.
    """
    plain = mapping(text, where)
    unknown = plain.keys() - {field.name for field in fields(Grid)}
    if unknown:
        raise FrameworkError(f"Deze sleutels zijn onbekend: {', '.join(sorted(map(str, unknown)))}.", where=where)
    try:
        levels = {row["id"]: Level(**row) for row in rows(plain, "levels", where)}
        themes = {row["id"]: _theme(row) for row in rows(plain, "themes", where)}
        grid = Grid(
            line(plain["id"]),
            line(plain["name"]),
            plain["from_period"],
            str(plain.get("extends", "")),
            names(plain, "without", where),
            (*levels.values(),),
            (*themes.values(),),
            tuple(_block(row, number, levels, themes) for number, row in enumerate(rows(plain, "blocks", where), 1)),
            tuple(_group(row) for row in rows(plain, "groups", where)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Dit format klopt niet: {error}.", where=where) from error
    _check(grid, where)
    return grid


def _theme(row: Mapping[str, Any]) -> Theme:
    if row.get("colour") not in COLOURS:
        raise ValueError(f"thema ‘{row['id']}’ heeft geen kleur (colour); kies uit {', '.join(COLOURS)}")
    return Theme(**row)


def _block(row: Mapping[str, Any], number: int, levels: Mapping[str, Level], themes: Mapping[str, Theme]) -> Block:
    unknown = row.keys() - {"level", "theme", "description", "mandatory_question", "prompt"}
    if unknown:
        raise ValueError(f"onbekende sleutels bij bouwsteen {number}: {', '.join(sorted(unknown))}")
    level, theme = levels[row["level"]], themes[row["theme"]]
    prompt = line(row["prompt"]) if "prompt" in row else ""
    return Block(level, theme, number, line(row["description"]), line(row["mandatory_question"]), prompt)


def _group(row: Mapping[str, Any]) -> Group:
    return Group(**{key: line(text) for key, text in row.items()})


def _check(grid: Grid, where: str) -> None:
    if not isinstance(grid.from_period, str) or not is_period(grid.from_period):
        raise FrameworkError(f"from_period ‘{grid.from_period}’ is geen periode.", where=where)
    ids = [block.id for block in grid.blocks]
    twice = sorted({block_id for block_id in ids if ids.count(block_id) > 1})
    if twice:
        raise FrameworkError(f"Deze cel van het raster heeft twee bouwstenen: {', '.join(twice)}.", where=where)
    used = {block.level.id for block in grid.blocks} | {block.theme.id for block in grid.blocks}
    there = [*(level.id for level in grid.levels), *(theme.id for theme in grid.themes)]
    empty = [place for place in there if place not in used]
    if empty:
        raise FrameworkError(f"Geen bouwsteen heeft dit niveau of thema: {', '.join(empty)}.", where=where)
    if not grid.blocks and not grid.extends:
        raise FrameworkError("Dit format heeft geen bouwstenen, en zegt niet welk format het volgt.", where=where)
