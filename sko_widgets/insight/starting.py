"""Where to start with the instruments: what the blocks lack, and which lesson has something for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import INTRODUCTION, Block, Sheet, framework

from .progress import progress, sheet_steps

MOST = 3
"""So many suggestions; more would be a list again."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lesson to start with.

    Parameters
    ----------
    sheet
        The lesson.
    block
        What it is for; None when it is for the introduction.
    lacks
        What that lacks, `Nog geen doel`.
    """

    sheet: Sheet
    block: Block | None
    lacks: str


def suggestions(snapshot: Snapshot) -> list[Suggestion]:
    """Return the lessons to start with, each once: those that are empty and feed what lacks most."""
    first: dict[str, Suggestion] = {}
    for suggestion in _wanted(snapshot):
        first.setdefault(suggestion.sheet.id, suggestion)
    return list(first.values())[:MOST]


def _wanted(snapshot: Snapshot) -> Iterator[Suggestion]:
    chosen = framework(snapshot.framework)
    empty = [sheet for sheet in chosen.lessons if not any(step.filled for step in sheet_steps(snapshot, sheet))]
    done = sorted((progress(snapshot, block.id) for block in chosen.blocks), key=lambda one: one.filled)
    for one in done:
        if one.missing:
            for sheet in empty:
                if one.block in sheet.feeds:
                    yield Suggestion(sheet, chosen.block(one.block), one.missing)
                    break
    if not snapshot.sheet("profile").get("introduction"):
        yield from (Suggestion(sheet, None, "Nog geen inleiding") for sheet in empty if INTRODUCTION in sheet.feeds)
