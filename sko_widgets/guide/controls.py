"""Which control belongs to which kind of field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sko_widgets import widgets
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Field, Framework

from .keeper import FieldKeeper

ITEM_DETAILS = {"owner": "Wie", "due": "Wanneer", "status": "Stand", "evidence": "Bewijs"}


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
    """

    framework: Framework
    here: str
    snapshot: Snapshot


def control(keeper: FieldKeeper, context: Context) -> widgets.FieldControl:
    """Return the control of a field, tied to its keeper."""
    field = keeper.field
    value, revision = keeper.now()
    common: dict[str, Any] = {
        "key": f"{keeper.key}/{keeper.sheet}/{field.name}",
        "label": field.label,
        "value": value,
        "revision": revision,
        "keeper": keeper,
    }
    return _KINDS[field.kind](**common, **_extra(field, context))


_KINDS: dict[str, type[widgets.FieldControl]] = {
    "line": widgets.LineControl,
    "lines": widgets.LinesControl,
    "text": widgets.TextControl,
    "items": widgets.ItemsControl,
    "questions": widgets.QuestionsControl,
    "table": widgets.TableControl,
    "links": widgets.LinksControl,
}


def _extra(field: Field, context: Context) -> dict[str, Any]:
    match field.kind:
        case "items":
            return {"item_label": field.item, "details": ITEM_DETAILS}
        case "table":
            return {
                "item_label": field.item,
                "columns": [{"name": c.name, "label": c.label, "kind": c.kind} for c in field.columns],
            }
        case "lines":
            return {"item_label": field.item} if field.item else {}
        case "links":
            return _links(field, context)
    return {}


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
                "title": title(block.id),
            }
            for block in context.framework.blocks
        ],
        "levels": [level.id for level in context.framework.levels],
        "themes": [theme.id for theme in context.framework.themes],
        "here": context.here,
        "kinds": [{"id": option.id, "label": option.label} for option in field.options],
    }
