"""The rows that one dossier has for the frames, read from its snapshot alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sko_widgets.dossier.answers import plain
from sko_widgets.dossier.cycles import asked_question, is_adjusted, start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Framework, framework
from sko_widgets.insight.due_dates import read
from sko_widgets.insight.incoming import incoming
from sko_widgets.insight.progress import steps

from .instrument_rows import activity_rows, instrument_rows, partner_rows

Row = tuple[str, dict[str, Any]]
"""Name of the frame, and what stands in its columns; what is absent may be left out or empty."""


def rows(snapshot: Snapshot) -> Iterator[Row]:
    """Yield the rows of a snapshot whose values are sound: all but those of `coalitions` and `revisions`."""
    chosen = framework(snapshot.framework)
    yield from (("answers", row) for row in _answers(snapshot, chosen))
    taken = _taken(snapshot, chosen)
    for block in chosen.blocks:
        for cycle in snapshot.cycles(block.id):
            whose = {"block": block.id, "cycle": cycle}
            values = snapshot.sheet(f"block/{block.id}/{cycle}")
            of_cycle = (
                *(("actions", row) for row in _items(snapshot, values.get("actions"))),
                *(("results", row) for row in _items(snapshot, values.get("results"))),
                *(("questions", row) for row in _questions(snapshot, chosen, block.id, cycle, taken)),
                *(("links", row) for row in _links(block.id, values, taken)),
                ("cycles", _cycle(snapshot, chosen, block.id, cycle)),
            )
            yield from ((frame, whose | row) for frame, row in of_cycle)
    yield from (("instruments", row) for row in instrument_rows(snapshot, chosen))
    yield from (("activities", row) for row in activity_rows(snapshot, chosen))
    yield from (("partners", row) for row in partner_rows(snapshot, chosen))


def place(sheet_id: str) -> dict[str, Any]:
    """Return the block and the cycle that a sheet's id names, as far as it does."""
    parts = sheet_id.split("/")
    if parts[0] != "block" or len(parts) < 2:
        return {}
    return {"block": parts[1]} | ({"cycle": int(parts[2])} if len(parts) > 2 else {})


def _answers(snapshot: Snapshot, chosen: Framework) -> Iterator[dict[str, Any]]:
    names = {block.id: block.name for block in chosen.blocks}
    sheets = ["profile"]
    for block_id in chosen.block_ids:
        sheets += [f"block/{block_id}", *(f"block/{block_id}/{cycle}" for cycle in snapshot.cycles(block_id))]
    for sheet_id in sheets:
        values = snapshot.sheet(sheet_id)
        for field in chosen.sheet(sheet_id).fields if values else ():
            text = plain(field, values.get(field.name), names)
            if text:
                said = {"sheet": sheet_id, "field": field.name, "label": field.label, "kind": field.kind, "text": text}
                yield said | place(sheet_id)


def _items(snapshot: Snapshot, value: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    today = date.fromisoformat(snapshot.moment[:10])
    for number, item in enumerate((value or {}).get("items", ()), 1):
        said = {"text": item} if isinstance(item, str) else dict(item)
        span = read(said.get("due", ""), snapshot.key.period, today)
        dates = {"due_from": span.first, "due_until": span.last} if span else {}
        yield {"number": number} | said | dates


def _questions(
    snapshot: Snapshot, chosen: Framework, block_id: str, cycle: int, taken: Mapping[tuple[str, str, str], bool]
) -> Iterator[dict[str, Any]]:
    values = snapshot.sheet(f"block/{block_id}/{cycle}")
    start = start_question(snapshot, chosen, block_id, cycle)
    if start.strip():
        adjusted = is_adjusted(snapshot, chosen, block_id, cycle)
        kind = "bijgesteld" if adjusted else "verplicht" if cycle == 1 else "vervolg"
        yield {"role": "start", "number": 1, "kind": kind, "text": start, "for_block": block_id}
    if not is_empty(values.get("own_question")):
        text = values["own_question"]
        yield {"role": "own", "number": 1, "kind": "eigen", "text": text, "for_block": block_id}
    usual = chosen.cycle_sheet.field("next_questions").options[0].id
    for number, question in enumerate(values.get("next_questions") or (), 1):
        said = {"text": question} if isinstance(question, str) else question
        to = said.get("block") or block_id
        elsewhere = taken.get((block_id, to, said["text"].strip()), False)
        yield {
            "role": "next",
            "number": number,
            "kind": said.get("kind") or usual,
            "text": said["text"],
            "for_block": to,
            "taken": cycle < max(snapshot.cycles(block_id)) if to == block_id else elsewhere,
        }


def _links(
    block_id: str, values: Mapping[str, Any], taken: Mapping[tuple[str, str, str], bool]
) -> Iterator[dict[str, Any]]:
    for number, link in enumerate(values.get("links") or (), 1):
        question, note = link.get("question", ""), link.get("note", "")
        yield {
            "number": number,
            "kind": link["kind"],
            "to_block": link["to"],
            "note": note,
            "question": question,
            "taken": taken.get((block_id, link["to"], question.strip() or note.strip())),
        }


def _taken(snapshot: Snapshot, chosen: Framework) -> dict[tuple[str, str, str], bool]:
    """Return of what blocks bring each other whether it was taken over: from, to and text -> that."""
    brought = (one for block_id in chosen.block_ids for one in incoming(snapshot, block_id))
    return {(one.source.id, one.block.id, one.text): one.taken for one in brought}


def _cycle(snapshot: Snapshot, chosen: Framework, block_id: str, cycle: int) -> dict[str, Any]:
    values, block = snapshot.sheet(f"block/{block_id}/{cycle}"), chosen.block(block_id)
    status = values.get("status") or "open"
    asked = () if status == "afgerond" else steps(snapshot, block_id, cycle)
    reviewed_on = values.get("reviewed_on")
    return {
        "level": block.level.id,
        "theme": block.theme.id,
        "title": snapshot.sheet(f"block/{block_id}").get("title"),
        "status": status,
        "span": values.get("span"),
        "question": asked_question(snapshot, chosen, block_id, cycle),
        "goal": values.get("goal"),
        "answer": values.get("answer"),
        "actions": len((values.get("actions") or {}).get("items", ())),
        "results": len((values.get("results") or {}).get("items", ())),
        "next_questions": len(values.get("next_questions") or ()),
        "links": len(values.get("links") or ()),
        "reviewed_on": date.fromisoformat(reviewed_on) if reviewed_on else None,
        "missing": next((step.missing for step in asked if step.missing), ""),
    }
