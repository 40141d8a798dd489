"""Sheets declared as data: which fields a form has, of which kind, under which Dutch label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .grid import UnknownNameError

KINDS = (
    "line",
    "lines",
    "text",
    "items",
    "questions",
    "links",
    "table",
    "choice",
    "choices",
    "scale",
    "date",
    "ties",
)
"""The kinds a field can have; `dossier.values` says which JSON value each one holds."""

PICTURES = (
    "tasks",
    "interests",
    "stakeholder-rings",
    "influence-grid",
    "ladder",
    "story",
    "poster",
    "orientation",
    "timeline",
    "line",
    "chain",
)
"""The pictures that can be drawn from a sheet."""

INTRODUCTION = "introduction"
"""What a sheet feeds when it has something for the introduction instead of a block."""

PLACES = {
    "block": r"(?P<block>[a-z]+-[a-z]+)",
    "cycle": r"(?P<cycle>[1-9][0-9]{0,2})",
    "date": r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})",
}
"""What may stand between braces in a sheet's id."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a `choice`, `choices` or `links` field."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a lesson, in our own words; its id, `04-missie-2`, stays when the words change."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What some of the lessons are about together."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sheet.

    Parameters
    ----------
    name
        Name in the store and the exchange format.
    kind
        One of `KINDS`.
    label
        What the screen and the screen reader say.
    heading
        Heading in the report; empty when the field prints without one.
    item
        What one item is called on a button, `Actie`.
    items
        What more of them are called in a sentence, `acties`.
    help
        One Dutch sentence, shown beside the field.
    columns
        Of a `table`.
    options
        Of a `choice`, `choices`, `scale` or `links`; those of a `scale` are `1`, `2`, ….
    between
        Of `ties`: the two tables whose rows it joins, each with a hidden column `id`.
    loose
        Of `ties`: those of the two tables whose rows should not be left untied.
    feeds
        Ids of the blocks that this field has something for, or `INTRODUCTION`.
    into
        Of a field that feeds a block: the field of the block's cycle that its contributions are meant for.
    questions
        The lesson's questions that are answered here.
    hidden
        Of a column: kept, but neither shown nor printed.
    annex
        Whether it prints in the report's annex of its sheet; not when the report shows it elsewhere.
    """

    name: str
    kind: str
    label: str
    heading: str = ""
    item: str = ""
    items: str = ""
    help: str = ""
    columns: tuple[Field, ...] = ()
    options: tuple[Option, ...] = ()
    between: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    into: str = "context"
    questions: tuple[Question, ...] = ()
    hidden: bool = False
    annex: bool = True

    @property
    def names_its_row(self) -> bool:
        """Whether a row of a table can be called by this column."""
        return not self.hidden and self.kind in ("line", "text")

    def option_label(self, option_id: str) -> str:
        """Return the Dutch label of an option, or the id itself when the format lost it."""
        return next((option.label for option in self.options if option.id == option_id), option_id)


@dataclass(frozen=True)
class Sheet:
    """One form; its id may hold places, `block/{block}/{cycle}`.

    Parameters
    ----------
    id, title, fields
        What every sheet has.
    group
        Of a lesson: id of its `Group`.
    number
        Of a lesson: its number, from 1.
    purpose
        Of a lesson: what it is for, in one or two Dutch sentences.
    feeds
        Ids of the blocks that it has something for, or `INTRODUCTION`.
    pictures
        Some of `PICTURES`.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    group: str = ""
    number: int = 0
    purpose: str = ""
    feeds: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the sheet ids that this declaration serves."""
        parts = re.split(r"\{(\w+)\}", self.id)
        return re.compile("".join(PLACES[part] if odd % 2 else re.escape(part) for odd, part in enumerate(parts)))

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of its fields and their columns, in order."""
        parts = [part for field in self.fields for part in (field, *field.columns)]
        return tuple(question for part in parts for question in part.questions)

    def field(self, name: str) -> Field:
        """Return a field by name, or raise `UnknownNameError` with the nearest one."""
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownNameError("Veld", name, [field.name for field in self.fields])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sheets there are, and the groups of the lessons."""

    sheets: tuple[Sheet, ...]
    groups: tuple[Group, ...] = ()

    @property
    def lessons(self) -> tuple[Sheet, ...]:
        """The lessons' sheets, by number."""
        return tuple(sorted((sheet for sheet in self.sheets if sheet.number), key=lambda sheet: sheet.number))

    def declares(self, sheet_id: str) -> bool:
        """Tell whether a declaration serves a sheet id; one of an earlier year may be gone."""
        return any(sheet.pattern.fullmatch(sheet_id) for sheet in self.sheets)

    def sheet(self, sheet_id: str) -> Sheet:
        """Return the declaration that serves a sheet id.

        Raises
        ------
        UnknownNameError
            When no declaration does; names the nearest one.
        """
        for sheet in self.sheets:
            if sheet.pattern.fullmatch(sheet_id):
                return sheet
        raise UnknownNameError("Werkblad", sheet_id, [sheet.id for sheet in self.sheets])
