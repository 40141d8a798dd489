"""What the instruments have for a block: texts that can be taken over into its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Field, Sheet, framework


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something from an instrument.

    Parameters
    ----------
    id
        Its place: sheet, field, and where there is one the number of its row.
    sheet, field
        Where it is from; `field` is the column when only that feeds the block.
    into
        The field that it is meant for.
    text
        What is taken over, Markdown.
    """

    id: str
    sheet: Sheet
    field: Field
    into: str
    text: str

    @property
    def source(self) -> str:
        """Where it is from, `les 12, De kansenketen`."""
        return self.sheet.called

    @property
    def noted(self) -> str:
        """The text with a note of where it is from."""
        return f"{self.text} (uit: {self.sheet.title})"


def contributions(snapshot: Snapshot, fed: str, into: str) -> list[Contribution]:
    """Return what there is for one field.

    Parameters
    ----------
    fed
        Id of the block, or `INTRODUCTION`.
    into
        Name of the field.
    """
    sheets = framework(snapshot.framework).instruments
    return [one for sheet in sheets for one in _of(sheet, snapshot.sheet(sheet.id), fed) if one.into == into]


def sources(snapshot: Snapshot, fed: str) -> list[Sheet]:
    """Return the instruments that hold something for a block or the introduction."""
    sheets = framework(snapshot.framework).instruments
    return [sheet for sheet in sheets if any(True for _ in _of(sheet, snapshot.sheet(sheet.id), fed))]


def holds(value: Any, noted: str) -> bool:
    """Tell whether a text stands in a value with its note; its words alone may well be somebody's own."""
    text = _all_text(value)
    return noted in text and bool(re.search(rf"(?<!\w){re.escape(noted)}", text))


def _all_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(_all_text(part) for part in value.values())
    if isinstance(value, list):
        return "\n".join(_all_text(part) for part in value)
    return str(value or "")


def _of(sheet: Sheet, values: Mapping[str, Any], fed: str) -> Iterator[Contribution]:
    for field in sheet.fields:
        columns = [column for column in field.columns if fed in column.feeds]
        if fed in field.feeds or columns:
            for part, into, number, text in _texts(field, columns, values.get(field.name)):
                if text.strip():
                    yield Contribution(f"{sheet.id}#{field.name}#{number}", sheet, part, into, text.strip())


def _texts(field: Field, columns: list[Field], value: Any) -> Iterator[tuple[Field, str, int, str]]:
    """Yield each text of a field: what it is from, what it is meant for, its number, and the text."""
    if is_empty(value):
        return
    if field.kind == "items":
        for number, item in enumerate(value.get("items", ())):
            yield field, field.into, number, item if isinstance(item, str) else item["text"]
    elif field.kind == "table":
        for number, row in enumerate(value):
            yield columns[0] if columns else field, (columns or [field])[0].into, number, _row(field, columns, row)
    elif field.kind in ("choices", "lines"):
        for number, one in enumerate(value):
            yield field, field.into, number, field.option_label(one)
    else:
        yield field, field.into, 0, field.option_label(str(value))


def _row(field: Field, columns: list[Field], row: Mapping[str, Any]) -> str:
    """Return a row in short: what it is called, and behind it the column that feeds, or what was decided."""
    name = str(row.get(field.row_name.name, "")).strip() if field.row_name else ""
    if columns:
        text = str(row.get(columns[0].name, "")).strip()
        return f"{name}: {text}" if name and text else ""
    return name
