"""What each kind of field holds, as pydantic types made from the sheets' declarations.

A sheet is data, so its model is built from that data: a new sheet needs no Python.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationInfo,
    create_model,
)
from pydantic_core import PydanticCustomError

from sko_widgets import framework
from sko_widgets.framework import Sheet

_LONGEST = 1_000_000
_LINE_BREAK = re.compile(r"[\r\n\u2028\u2029]")


class Strict(BaseModel):
    """Refuses what it does not know, and does not change after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def _one_line(text: str) -> str:
    if _LINE_BREAK.search(text):
        raise PydanticCustomError("one_line", "moet op één regel passen")
    return text


def _is_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else text
    except ValueError:
        raise PydanticCustomError("date", "moet een datum zijn als 2026-01-20") from None


def _known_block(text: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("blocks", ())
    if text not in known:
        raise PydanticCustomError("choice", "moet een bouwsteen zijn", {"known": list(known)})
    return text


def _is_tie(ids: list[str]) -> list[str]:
    if len(ids) != 2 or not all(ids):
        raise PydanticCustomError("tie", "moet een paar zijn: de ene id en de andere")
    return ids


def _known_block_or_none(text: str, info: ValidationInfo) -> str:
    return _known_block(text, info) if text else text


Text = Annotated[StrictStr, Field(max_length=_LONGEST)]
Line = Annotated[StrictStr, Field(max_length=2_000), AfterValidator(_one_line)]
Date = Annotated[StrictStr, AfterValidator(_is_date)]
BlockId = Annotated[StrictStr, AfterValidator(_known_block)]
BlockIdOrNone = Annotated[StrictStr, AfterValidator(_known_block_or_none)]
Lines = Annotated[list[Line], Field(max_length=2_000)]
Tie = Annotated[list[Line], AfterValidator(_is_tie)]


class Short(Strict):
    """Something that is written as its text alone when it says nothing else."""

    text: Text


class Question(Short):
    """A question of some kind for some block; without its text it says nothing."""


class Item(Short):
    """An action, a result or another item: Markdown, with what may hang on it."""

    owner: Line = ""
    due: Line = ""
    status: Line = ""
    evidence: Text = ""


def _as_text(value: object) -> object:
    if not isinstance(value, str | dict):
        raise PydanticCustomError("short", "hier hoort tekst te staan, of een groep tussen { en }")
    return {"text": value} if isinstance(value, str) else value


class Name(Strict):
    """A name that other fields refer to by its id; written as the name alone while the id is the same."""

    id: Line
    name: Line


def _as_name(value: object) -> object:
    return {"id": value, "name": value} if isinstance(value, str) else value


class Items(Strict):
    """An introduction and items."""

    intro: Text = ""
    items: list[Annotated[Item, BeforeValidator(_as_text)]] = Field(default_factory=list, max_length=2_000)


def many(kind: Any, most: int) -> Any:
    """Return the type of a list of at most so many; `kind` is made at run time, so mypy cannot know it."""
    return Annotated[list[kind], Field(max_length=most)]


def _choice(options: tuple[framework.Option, ...]) -> Any:
    known = [option.id for option in options]

    def check(text: str) -> str:
        if known and text and text not in known:
            raise PydanticCustomError("choice", "moet een van de keuzes zijn", {"known": known})
        return text

    return Annotated[StrictStr, AfterValidator(check)]


def _scale(options: tuple[framework.Option, ...]) -> Any:
    known = [option.id for option in options]

    def check(number: int) -> int:
        if known and str(number) not in known:
            raise PydanticCustomError("choice", "moet op de schaal staan", {"known": known})
        return number

    return Annotated[StrictInt, AfterValidator(check)]


def _link(field: framework.Field) -> Any:
    kind = (_choice(field.options), ...)
    return create_model("Link", __base__=Strict, kind=kind, to=(BlockId, ...), note=(Text, ""), question=(Text, ""))


def _question(field: framework.Field) -> Any:
    usual = field.options[0].id if field.options else ""
    kind = (_choice(field.options), usual)
    model = create_model("NextQuestion", __base__=Question, kind=kind, block=(BlockIdOrNone, ""))
    return Annotated[model, BeforeValidator(_as_text)]


def _row(field: framework.Field) -> Any:
    columns: dict[str, Any] = {
        column.name: (Annotated[_kind(column), Field(alias=column.name)], None) for column in field.columns
    }
    return create_model("Row", __base__=Strict, **columns)


def _kind(field: framework.Field) -> Any:
    """Return the type that a field's kind stands for."""
    plain: dict[str, Any] = {
        "line": Line,
        "lines": Lines,
        "text": Text,
        "items": Items,
        "names": many(Annotated[Name, BeforeValidator(_as_name)], 2_000),
        "date": Date,
        "ties": many(Tie, 20_000),
    }
    match field.kind:
        case "choice":
            return _choice(field.options)
        case "choices":
            return many(_choice(field.options), 2_000)
        case "scale":
            return _scale(field.options)
        case "links":
            return many(_link(field), 2_000)
        case "questions":
            return many(_question(field), 2_000)
        case "table":
            return many(_row(field), 5_000)
        case kind:
            return plain.get(kind, Line)  # a name that is kept once: its id, or free as it was typed


def _key(name: str) -> str:
    return name.replace("-", "_")


@cache
def model_of(sheet: Sheet) -> type[Strict]:
    """Return the model of a sheet's fields, each of them optional."""
    fields: dict[str, Any] = {_key(field.name): (_kind(field), Field(None, alias=field.name)) for field in sheet.fields}
    return create_model(sheet.id, __base__=Strict, **fields)


def is_empty(value: Any) -> bool:
    """Say whether a value says nothing: no text but white space, no items, no rows."""
    if isinstance(value, Mapping):
        return all(is_empty(part) for part in value.values())
    if isinstance(value, list):
        return all(is_empty(part) for part in value)
    return value is None or (isinstance(value, str) and not value.strip())


def canonical(value: Any) -> Any:
    """Return a checked value in the one form in which it is stored and exported.

    Keys keep the order of the model, empty parts are left out, and what has only a text is that text.
    """
    if isinstance(value, list):
        return [canonical(part) for part in value]
    if not isinstance(value, BaseModel):
        return value
    if isinstance(value, Name):
        return value.name if value.id == value.name else {"id": value.id, "name": value.name}
    if isinstance(value, Question) and not value.text.strip():
        return value.text
    parts = {info.alias or name: canonical(getattr(value, name)) for name, info in type(value).model_fields.items()}
    kept = {key: part for key, part in parts.items() if not is_empty(part)}
    if isinstance(value, Short):
        usual = {key: info.default for key, info in type(value).model_fields.items()}
        said = {key: part for key, part in kept.items() if key != "text" and part != usual[key]}
        return {"text": value.text, **said} if said else value.text
    return kept
