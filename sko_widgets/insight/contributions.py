"""What the instruments have for a block: texts that can be taken over into its fields."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import ITEM_PARTS, Field, Sheet, framework


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something from an instrument.

    Parameters
    ----------
    id
        Its place: sheet, field, and the id of its row, or its number.
    sheet, field
        Where it is from; `field` is the column when only that feeds the block.
    into
        The field that it is meant for.
    text
        What is taken over, Markdown.
    part, row
        Name of the sheet's field, and the id of its row where rows have one.
    name
        Of a row: what it is called, without what was agreed about it.
    details
        What goes along when it becomes an item: who, when, and how one sees it.
    """

    id: str
    sheet: Sheet
    field: Field
    into: str
    text: str
    part: str = ""
    row: str = ""
    name: str = ""
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def source(self) -> str:
        """Where it is from, `les 12, De kansenketen`."""
        return self.sheet.called

    @property
    def note(self) -> str:
        """What says in a block where it is from."""
        return f" (uit: {self.sheet.title})"

    @property
    def noted(self) -> str:
        """The text with a note of where it is from."""
        return f"{self.text}{self.note}"

    def is_in(self, value: Any) -> bool:
        """Tell whether it stands in a field, as it is now or by its name alone, as it was taken over before."""
        return holds(value, self.noted) or bool(self.name and holds(value, f"{self.name}{self.note}"))


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
        if (fed in field.feeds or columns) and not is_empty(values.get(field.name)):
            part = columns[0] if columns else field
            for number, (text, row, name, details) in enumerate(_texts(field, part, values[field.name])):
                if text.strip():
                    id_ = f"{sheet.id}#{field.name}#{row or number}"
                    yield Contribution(id_, sheet, part, part.into, text.strip(), field.name, row, name, details)


def _texts(field: Field, part: Field, value: Any) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    """Yield each text of a field, with its row's id and name, and what goes along; what was not chosen stays behind."""
    if field.kind == "items":
        for item in value.get("items", ()):
            whole = {"text": item} if isinstance(item, str) else item
            if not _is_against(field, whole):
                yield whole["text"], "", "", {name: whole[name] for name in ITEM_PARTS if whole.get(name)}
    elif field.kind == "table":
        for row in value:
            if not _is_against(field, row):
                name = str(row.get(field.taken_name.name, "")).strip() if field.taken_name else ""
                yield _row(field, part, name, row), str(row.get("id") or ""), name, _details(field, row)
    elif field.kind in ("choices", "lines"):
        for one in value:
            yield field.option_label(one), "", "", {}
    else:
        yield field.option_label(str(value)), "", "", {}


def _is_against(field: Field, row: Mapping[str, Any]) -> bool:
    """Say whether a group decided against a row or an item, in any column where it can."""
    return any(column.is_against(str(row.get(column.name, ""))) for column in field.columns)


def _row(field: Field, part: Field, name: str, row: Mapping[str, Any]) -> str:
    """Return a row in short: what it is called, and behind it the column that feeds, or what was agreed about it."""
    if part is not field:
        text = str(row.get(part.name, "")).strip()
        return f"{name}: {text}" if name and text else ""
    told = [_plain(column, row) for column in field.columns if column.becomes == "text"]
    return ": ".join(filter(None, [name, ", ".join(filter(None, told))])) if name else ""


def _details(field: Field, row: Mapping[str, Any]) -> dict[str, str]:
    """Return what hangs on the item that a row becomes, by the part that its columns say they are."""
    found = {column.becomes: _plain(column, row) for column in field.columns if column.becomes in ITEM_PARTS}
    return {part: text for part, text in found.items() if text}


def _plain(column: Field, row: Mapping[str, Any]) -> str:
    """Return what stands in a cell as a line of words."""
    value = row.get(column.name)
    if is_empty(value):
        return ""
    if column.kind == "date":
        return dutch.date(str(value))
    return " ".join((", ".join(map(str, value)) if isinstance(value, list) else str(value)).split())
