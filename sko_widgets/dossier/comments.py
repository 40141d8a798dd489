"""What somebody who read along said at a step: a person's remark, beside those of the coach.

Each reader has a sheet with a name, and each comment one of its own, so that two people can write at once and each text
has a history.  With a comment lies a mark of the text that it was about, so that it can be told when that has changed.
A comment is in an export of the dossier, and in nothing that goes to others (`replies.without_replies`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets.framework import INTRODUCTION, Framework, Step, framework

from .cycles import start_question
from .replies import mark
from .said_about import COMMENT, READER
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Comment:
    """What one reader said at one step.

    Parameters
    ----------
    reader, name
        Who: an id of 12 figures and letters, and the name that they gave; empty when they gave none.
    sheet, field
        Where: the first field of the step.
    text
        What they said, as Markdown.
    said_on
        The day, `2026-11-27`; empty when nobody knows it.
    text_mark
        Of the text that it is about (`mark_of`); empty when that was changed already, or erased.
    """

    reader: str
    name: str
    sheet: str
    field: str
    text: str
    said_on: str
    text_mark: str

    @property
    def id(self) -> str:
        """What tells it from all other remarks of its dossier, as a reply to it knows it."""
        return _short(f"comment\n{self.reader}\n{self.sheet}\n{self.field}")


def comments(snapshot: Snapshot) -> list[Comment]:
    """Return what readers said, in the order of the readers' ids; nothing of a step that the format does not have."""
    chosen = framework(snapshot.framework)
    found = []
    for sheet, fields in snapshot.sheets.items():
        if sheet.startswith(COMMENT) and fields.get("text", "").strip():
            reader = sheet.rpartition("/")[2]
            place = (fields.get("sheet", ""), fields.get("field", ""))
            if step_at(chosen, *place) is not None:
                said_on, text_mark = fields.get("said_on", ""), fields.get("text_mark", "")
                name = name_of(snapshot, reader)
                found.append(Comment(reader, name, *place, fields["text"], said_on, text_mark))
    return sorted(found, key=lambda one: (one.reader, one.sheet))


def readers(snapshot: Snapshot) -> dict[str, str]:
    """Return the names of those who gave one, by their ids."""
    names = {
        sheet.removeprefix(READER): str(fields.get("name", ""))
        for sheet, fields in snapshot.sheets.items()
        if sheet.startswith(READER)
    }
    return {reader: name for reader, name in names.items() if name.strip()}


def name_of(snapshot: Snapshot, reader: str) -> str:
    """Return the name that a reader gave; empty for none."""
    return str(snapshot.sheet(reader_sheet(reader)).get("name", ""))


def new_reader() -> str:
    """Return the id of a reader who was not here before."""
    return secrets.token_hex(6)


def reader_sheet(reader: str) -> str:
    """Return the id of the sheet that holds a reader's name."""
    return f"{READER}{reader}"


def comment_sheet(reader: str, sheet: str, field: str) -> str:
    """Return the id of the sheet that holds what a reader says at a step."""
    return f"{said_at(sheet, field)}{reader}"


def said_at(sheet: str, field: str) -> str:
    """Return what the ids of the sheets begin with that hold what readers say at a step."""
    place = _short(f"{sheet}\n{field}")
    return f"{COMMENT}{place}/"


def facts(sheet: str, field: str, text_mark: str, said_on: str) -> dict[str, str | None]:
    """Return what stands beside the text of a comment; without a text it says nothing."""
    return {"sheet": sheet, "field": field, "said_on": said_on or None, "text_mark": text_mark or None}


# --- what it is about -----------------------------------------------------------------------------


def step_at(chosen: Framework, sheet: str, field: str) -> Step | None:
    """Return the step of a cycle or the introduction at which one can say something; None for any other place."""
    if sheet == chosen.profile.id:
        return chosen.profile.step_of(field) if field == INTRODUCTION else None
    if not sheet.startswith("block/") or not chosen.declares(sheet):
        return None
    asked = {one.name: one.sheet for one in (field for step in chosen.cycle_sheet.steps for field in step.fields)}
    block_id = sheet.split("/")[1]
    if block_id not in chosen.block_ids or asked.get(field) != chosen.sheet(sheet).id:
        return None
    return chosen.cycle_sheet.step_of(field)


def mark_of(snapshot: Snapshot, sheet: str, field: str) -> str:
    """Return the mark of what stands in a step now; another one means that its text has changed."""
    chosen = framework(snapshot.framework)
    step = step_at(chosen, sheet, field)
    return mark(" ".join(_strings(list(_values(snapshot, chosen, sheet, step))))) if step else ""


def mark_to_keep(snapshot: Snapshot, sheet: str, field: str, seen: str) -> str:
    """Return the mark of a text that somebody saw, while that stands there; of a text that is gone nothing is kept."""
    return seen if seen == mark_of(snapshot, sheet, field) else ""


def _values(snapshot: Snapshot, chosen: Framework, sheet: str, step: Step) -> Iterator[Any]:
    _, _, rest = sheet.partition("/")
    block_id, _, cycle = rest.partition("/")
    for field in step.fields:
        if field.name == "start_question":
            yield start_question(snapshot, chosen, block_id, int(cycle))
        else:
            yield snapshot.sheet(field.sheet.format(block=block_id, cycle=cycle)).get(field.name)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield from _strings(value[key])
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
