"""How the question of a cycle moved on: to a new one, an adjusted one, more than one, or one of another block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.cycles import is_adjusted, next_questions, own_next_questions, start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Framework

from .incoming import incoming


def moved_on(snapshot: Snapshot, chosen: Framework, block_id: str, cycle: int) -> str:
    """Return in a few words what came of a cycle's question, `bijgestelde vraag`.

    Parameters
    ----------
    chosen
        The dossier's format.
    block_id, cycle
        Which cycle.
    """
    values = snapshot.sheet(f"block/{block_id}/{cycle}")
    own = own_next_questions(values, block_id)
    if cycle + 1 not in snapshot.cycles(block_id):
        return _kind(chosen, values, own, block_id) or _end(chosen, values)
    begun = start_question(snapshot, chosen, block_id, cycle + 1)
    source = _brought(snapshot, block_id, begun)
    if source and begun.split() not in [one.split() for one in own]:
        return f"vraag uit {source}"
    kind = _kind(chosen, values, own, block_id)
    if not kind:
        return "eigen startvraag" if begun.strip() else "geen vraag"
    return f"{kind}, aangepast" if is_adjusted(snapshot, chosen, block_id, cycle + 1) else kind


def _kind(chosen: Framework, values: Mapping[str, Any], own: list[str], block_id: str) -> str:
    """Return of which kind the next questions are that belong to the same block; empty when there are none."""
    if len(own) > 1:
        return f"gesplitst in {dutch.number(len(own))} vragen"
    field = chosen.cycle_sheet.field("next_questions")
    for question in values.get("next_questions") or ():
        whole = {"text": question} if isinstance(question, str) else question
        if own and whole.get("text") == own[0] and whole.get("block", "") in ("", block_id):
            return dutch.lowered(field.option_label(whole.get("kind") or field.options[0].id))
    return ""


def _end(chosen: Framework, values: Mapping[str, Any]) -> str:
    """Return what is said of a last cycle whose question goes on in no cycle of this block."""
    others = [chosen.block(block).name for _, block in next_questions(values) if block in chosen.block_ids]
    if others:
        return f"vraag voor {dutch.listing(list(dict.fromkeys(others)))}"
    return "geen nieuwe vraag" if values.get("status") == "afgerond" else "nog open"


def _brought(snapshot: Snapshot, block_id: str, begun: str) -> str:
    """Return the name of the block that brought the question with which a cycle began; empty when none did."""
    for one in incoming(snapshot, block_id):
        if one.text.strip() and begun.split() in (one.text.split(), one.noted.split()):
            return one.source.name
    return ""
