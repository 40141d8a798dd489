"""Which control belongs to which kind of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sko_widgets import widgets
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Revision
from sko_widgets.framework import FIRST_ROW, Field, Framework, Option

from . import erasing, name_lists
from .dossier_field import DossierField
from .drafts import drafts_of


@dataclass(frozen=True, slots=True)
class Context:
    """What a control may show besides its own field.

    Parameters
    ----------
    framework
        The format, for the blocks that a link can point to.
    here
        Id of the block that the page is about.
    snapshot
        The dossier, for the coalition's own titles.
    made
        When the dossier was made; with it the browser tells the drafts of two dossiers apart.
    read
        Returns the newest revisions of a sheet, by field.
    erased
        What was erased of the dossier.
    """

    framework: Framework
    here: str
    snapshot: Snapshot
    made: datetime
    read: Callable[[str], Mapping[str, Revision]]
    erased: erasing.Erased


def control(storage: DossierField, context: Context) -> widgets.FieldControl:
    """Return the control of a field, tied to its storage."""
    field = storage.field
    value, revision = storage.of(context.read(storage.sheet))
    common: dict[str, Any] = {
        "key": f"{drafts_of(storage.key, context.made)}/{storage.sheet}/{field.name}",
        "label": field.label,
        "help": field.help if _asks(field) or field.former else "",
        "questions": [question.text for question in field.questions],
        "value": value,
        "revision": revision,
        "shared": bool(field.lists),
        "storage": storage,
    }
    made = _CONTROLS[field.control or field.kind](**common, **_extra(storage, context))
    name_lists.serve(made, storage)
    erasing.serve(made, storage, context.erased)
    return made


def _asks(field: Field) -> bool:
    """Say whether a field is a lesson's: it keeps answers to questions."""
    return any(part.questions for part in (field, *field.columns))


_CONTROLS: dict[str, type[widgets.FieldControl]] = {
    "stakeholders": widgets.StakeholdersControl,
    "square": widgets.SquareControl,
    "ideals": widgets.IdealsControl,
    "line": widgets.LineControl,
    "lines": widgets.LinesControl,
    "names": widgets.NamesControl,
    "text": widgets.TextControl,
    "items": widgets.ItemsControl,
    "questions": widgets.QuestionsControl,
    "table": widgets.TableControl,
    "links": widgets.LinksControl,
    "choice": widgets.ChoiceControl,
    "choices": widgets.ChoicesControl,
    "scale": widgets.ScaleControl,
    "date": widgets.DateControl,
    "ties": widgets.TiesControl,
}


def _extra(storage: DossierField, context: Context) -> dict[str, Any]:
    field = storage.field
    match field.kind:
        case "items":
            return {
                "item_label": field.item,
                "details": {column.name: column.label for column in field.columns},
                "in_sight": list(field.in_sight),
                "statuses": [option.label for column in field.columns for option in column.options],
            }
        case "table":
            return {
                "item_label": field.item,
                "columns": [_column(column) for column in field.columns],
                "in_sight": list(field.in_sight),
                "names": name_lists.offered(storage, context.snapshot),
                "first_names": bool(field.lists),
                "first_row": _first_row(field),
            }
        case "choice" | "choices" | "scale":
            return {"options": _options(field)}
        case "ties":
            sheet = context.framework.sheet(storage.sheet)
            names = [sheet.field(name).label for name in field.between]
            return {"names": names, "loose": [name in field.loose for name in field.between]}
        case "lines" | "names":
            return {"item_label": field.item} if field.item else {}
        case "links":
            return _links(field, context)
        case "questions":
            others = [block for block in context.framework.blocks if block.id != context.here]
            return {"kinds": _options(field), "blocks": [{"id": block.id, "name": block.name} for block in others]}
    return {}


def _first_row(field: Field) -> dict[str, str]:
    if not (field.first and field.row_name):
        return {}
    return {"id": FIRST_ROW, field.row_name.name: field.first}


def _column(column: Field) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": column.label,
        "kind": "name" if column.refers or column.offers else column.control or column.kind,
        "from": name_lists.key_of(column),
        "help": column.help,
        "hidden": column.hidden,
        "former": column.former,
        "questions": [question.text for question in column.questions],
        "options": _options(column),
    }


def _options(field: Field) -> list[dict[str, str]]:
    return [{"id": one.id, "label": one.label, **_on_the_web(one)} for one in field.options]


def _on_the_web(option: Option) -> dict[str, str]:
    return {"url": option.url, "address": option.address} if option.url else {}


def _links(field: Field, context: Context) -> dict[str, Any]:
    def title(block_id: str) -> str:
        return str(context.snapshot.sheet(f"block/{block_id}").get("title", ""))

    return {
        "blocks": [
            {
                "id": block.id,
                "name": block.name,
                "level": block.level.id,
                "theme": block.theme.id,
                "colour": block.theme.colour,
                "title": title(block.id),
            }
            for block in context.framework.blocks
        ],
        "levels": [level.id for level in context.framework.levels],
        "themes": [theme.id for theme in context.framework.themes],
        "here": context.here,
        "kinds": _options(field),
    }
