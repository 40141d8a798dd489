"""What a picture is drawn from: of a sheet only the fields and columns that its declaration says the picture reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from sko_widgets.dossier.references import offered_texts
from sko_widgets.dossier.snapshot import Sheets
from sko_widgets.framework import Field, Picture, Sheet, UnknownNameError

_ROW_ID = "id"
"""The hidden column by which ties know a row; every picture may read it."""


class UnreadNameError(UnknownNameError):
    """A field or a column that a picture asks for, and that its sheet does not name under `reads`.

    Parameters
    ----------
    sheet, picture
        Id of the sheet, and name of its picture.
    asked, known
        What it asked for, `problems.about`, and what it may ask for.
    """

    def __init__(self, sheet: str, picture: str, asked: str, known: Iterable[str]) -> None:
        super().__init__("Veld", asked, known)
        self.where = sheet
        self.what = f"Plaatje ‘{picture}’ vraagt ‘{asked}’, en dat staat in het werkblad niet onder ‘reads’."
        self.mend = "Zet het erbij."


_Refusal = Callable[[str, Iterable[str]], UnreadNameError]
"""Makes the error for a name that was asked, out of the names that may be."""


class _Readable(Mapping[str, Any]):
    """Values by name, of which only some names may be asked; also `get` refuses another one."""

    def __init__(self, values: Mapping[str, Any], names: Iterable[str], refuse: _Refusal) -> None:
        self._values = values
        self._names = tuple(names)
        self._refuse = refuse

    def __getitem__(self, name: str) -> Any:
        return self._values[self._allowed(name)]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self._values)

    def __len__(self) -> int:
        return sum(name in self._values for name in self._names)

    def _allowed(self, name: str) -> str:
        if name not in self._names:
            raise self._refuse(name, self._names)
        return name


class SheetValues(_Readable):
    """What a sheet holds, by field, with the declaration of each field; a row of a table is a mapping by column.

    Parameters
    ----------
    sheet, picture
        The declaration, and which of its pictures reads.
    values
        All that the sheet holds.
    sheets
        All that the dossier holds, for what columns offer from elsewhere.

    Raises
    ------
    UnreadNameError
        When a field or a column is asked for that the picture's `reads` does not name.
    """

    def __init__(
        self, sheet: Sheet, picture: Picture, values: Mapping[str, Any], sheets: Sheets = MappingProxyType({})
    ) -> None:
        self._sheets = sheets
        self._refuse = partial(UnreadNameError, sheet.id, picture.name)
        self._fields = {name: _with_columns(sheet.field(name), picture.reads[name]) for name in picture.reads}
        there = {name: self._read(field, values[name]) for name, field in self._fields.items() if name in values}
        super().__init__(there, self._fields, self._refuse)

    def field(self, name: str) -> Field:
        """Return the declaration of a field, with the columns that the picture reads."""
        return self._fields[self._allowed(name)]

    def column(self, field: str, name: str) -> Field:
        """Return the declaration of a column."""
        columns = {column.name: column for column in self.field(field).columns}
        if name not in columns:
            raise self._of_row(field)(name, columns)
        return columns[name]

    def offered(self, field: str, name: str) -> list[str]:
        """Return the texts that a column offers to choose from."""
        return offered_texts(self._sheets, self.column(field, name))

    def _read(self, field: Field, value: Any) -> Any:
        if field.kind != "table":
            return value
        names, refuse = tuple(column.name for column in field.columns), self._of_row(field.name)
        return [_Readable(row, names, refuse) for row in value or ()]

    def _of_row(self, field: str) -> _Refusal:
        return lambda name, known: self._refuse(f"{field}.{name}", known)


def _with_columns(field: Field, names: Collection[str]) -> Field:
    def is_read(column: Field) -> bool:
        return column.name in names or (column.hidden and column.name == _ROW_ID)

    return replace(field, columns=tuple(filter(is_read, field.columns)))
