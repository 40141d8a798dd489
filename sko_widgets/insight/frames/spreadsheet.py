"""The frames as one spreadsheet file: a sheet each, and one that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sko_widgets.dutch import local
from sko_widgets.files import written_whole

from .cell_text import LONGEST_CELL, may_be_formula, pieces, printable
from .collect import Collected
from .columns import Column, all_frames, explanation

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FILE = "sko-tabellen.xlsx"
MOST_ROWS = 1_048_575
"""So many rows go into a sheet, below its head."""

_LONG = "lange teksten"
_GOES_ON = " … (verder in het blad ‘lange teksten’)"
_FIRST_DAY = date(1900, 3, 1)
"""A spreadsheet counts days from here; before that it has a day that never was."""
_WIDTHS = {"text": 22, "count": 10, "truth": 10, "date": 12, "moment": 17}
_WIDE = 60
_WIDE_COLUMNS = ("text", "note", "question", "goal", "answer", "evidence", "learns", "expectation", "evaluation")
_EXPLAINED = (16, 16, 18, 10, 100)


def write_xlsx(collected: Collected, folder: Path) -> tuple[Path, int]:
    """Write the file, whole or not at all.

    Returns
    -------
    Path, int
        The file, and how many texts had a sign that a cell does not know.

    Raises
    ------
    FileError
        When it cannot be written; the one that was there stays.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    path = folder / FILE
    # What it lays aside while it writes goes with this folder, whatever happens.
    with written_whole(path) as beside, TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as aside:
        book = Workbook(str(beside), {"constant_memory": True, "tmpdir": aside})
        book.use_zip64()
        changed = _Book(book).fill(collected)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the operating system's own, as XlsxWriter was told
    return path, changed


class _Book:
    """A file that is being written; what is too long for a cell is kept for a sheet of its own."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._changed = 0
        self._long: list[tuple[str, int, str, str]] = []
        make = book.add_format
        self._head: Format = make({"bold": True, "bottom": 1, "valign": "top"})
        self._quoted: Format = make({"quote_prefix": True, "valign": "top"})
        self._text: Format = make({"valign": "top"})
        self._wrapped: Format = make({"valign": "top", "text_wrap": True})
        self._day: Format = make({"num_format": "dd-mm-yyyy", "valign": "top"})
        self._moment: Format = make({"num_format": "dd-mm-yyyy hh:mm", "valign": "top"})

    def fill(self, collected: Collected) -> int:
        """Write all sheets; returns how many texts had a sign that a cell does not know."""
        self._explain()
        for frame in all_frames():
            columns = collected.columns[frame.name]
            self._table(frame.name, frame.columns, zip(*columns.values(), strict=True))
        if self._long:
            self._long_texts()
        return self._changed

    def _explain(self) -> None:
        sheet = self._book.add_worksheet("uitleg")
        for number, width in enumerate(_EXPLAINED):
            sheet.set_column(number, number, width)
        for number, cells in enumerate(explanation("xlsx")):
            is_head = cells[0] == "tabel"
            at = len(_EXPLAINED) - 1 if len(cells) == 1 else 0
            for column, text in enumerate(cells, at):
                sheet.write_string(number, column, text, self._head if is_head else self._wrapped)

    def _table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        for sheet_name, part in _in_sheets(name, rows):
            sheet = self._book.add_worksheet(sheet_name)
            for number, column in enumerate(columns):
                width = _WIDE if column.name in _WIDE_COLUMNS else _WIDTHS[column.kind]
                sheet.set_column(number, number, width)
                sheet.write_string(0, number, column.name, self._head)
            sheet.freeze_panes(1, 0)
            last = 0
            for last, row in enumerate(part, 1):  # how many there were is what the filter needs
                for number, value in enumerate(row):
                    if value is not None:
                        self._cell(sheet, (sheet_name, last, columns[number].name), number, value)
            sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet: Worksheet, where: tuple[str, int, str], column: int, value: Any) -> None:
        row = where[1]
        match value:
            case bool():
                sheet.write_boolean(row, column, value, self._text)
            case int():
                sheet.write_number(row, column, value, self._text)
            case datetime():
                sheet.write_datetime(row, column, local(value).replace(tzinfo=None), self._moment)
            case date() if value >= _FIRST_DAY:
                sheet.write_datetime(row, column, value, self._day)
            case _:
                text, odd = printable(str(value))
                self._changed += odd
                quoted = self._quoted if may_be_formula(text) else self._text
                sheet.write_string(row, column, self._fitting(where, text), quoted)

    def _fitting(self, where: tuple[str, int, str], text: str) -> str:
        first = next(pieces(text), "")
        if first == text:
            return text
        self._long.append((*where, text))
        return next(pieces(text, LONGEST_CELL - len(_GOES_ON))) + _GOES_ON

    def _long_texts(self) -> None:
        columns = [Column(name, kind, "", is_key=False) for name, kind in _LONG_COLUMNS]
        rows = (
            (sheet, row + 1, column, part, piece)
            for sheet, row, column, text in self._long
            for part, piece in enumerate(pieces(text), 1)
        )
        self._table(_LONG, columns, rows)


_LONG_COLUMNS = (("sheet", "text"), ("row", "count"), ("column", "text"), ("part", "count"), ("text", "text"))


def _in_sheets(name: str, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    """Yield rows in parts that each go into a sheet, with its name; one without rows when there are none."""
    left = iter(rows)
    yield name, islice(left, MOST_ROWS)
    for number, first in enumerate(left, 2):
        yield f"{name} {number}", chain([first], islice(left, MOST_ROWS - 1))
