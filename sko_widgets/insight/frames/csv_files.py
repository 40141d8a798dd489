"""The frames as CSV files: one a frame, and one that explains them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sko_widgets.files import written_whole

from .cell_text import may_be_formula, printable
from .collect import Collected
from .columns import all_frames, explanation

FOLDER = "sko-tabellen"
EXPLANATION = "uitleg"


def write_csv(collected: Collected, folder: Path) -> tuple[Path, int]:
    """Write all files, or none of them.

    Returns
    -------
    Path, int
        The folder that they are in, and how many texts had a sign that a cell does not know.

    Raises
    ------
    FileError
        When they cannot be written; those that were there stay.
    """
    place, changed = folder / FOLDER, 0
    with ExitStack() as files:  # each takes its place when all of them are written
        for frame in all_frames():
            columns = collected.columns[frame.name]
            beside = files.enter_context(written_whole(place / f"{frame.name}.csv"))
            changed += _write(beside, [list(columns)], zip(*columns.values(), strict=True))
        beside = files.enter_context(written_whole(place / f"{EXPLANATION}.csv"))
        _write(beside, [], explanation("csv"))
    return place, changed


def _write(path: Path, head: Iterable[Iterable[str]], rows: Iterable[Iterable[Any]]) -> int:
    changed = 0
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(head)
        for row in rows:
            cells = [_cell(value) for value in row]
            changed += sum(odd for _, odd in cells)
            writer.writerow([text for text, _ in cells])
    return changed


def _cell(value: Any) -> tuple[str, bool]:
    match value:
        case None:
            return "", False
        case bool():
            return ("waar" if value else "niet waar"), False
        case datetime() | date():
            return value.isoformat(), False
        case str():
            text, odd = printable(value)
            return (f"'{text}" if may_be_formula(text) else text), odd
        case _:
            return str(value), False
