"""What stands on the page where coalitions are side by side: its cards, its columns, and the same on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import capital, count, number
from sko_widgets.framework import Block, Framework, framework
from sko_widgets.insight import side_by_side as compared
from sko_widgets.report import markdown

from . import wording
from .reading import as_html

ALIKE = "passen"
THREES = {ALIKE: "Drie die bij elkaar passen", "verschillen": "Drie die verschillen"}
"""Which three can be had side by side by what they ask on: the id, and what it is called."""
_WHOLE = {"id": "", "label": "Alle stappen"}
_QUESTIONS = ("start_question", "own_question", "next_questions")
_NOT_ALL_NAMED = "Namen kan nu niet aan: niet iedereen die hier staat wil met naam in beeld."
_NO_TITLES = "Aan een titel zie je vaak wie het schreef. Zet Namen aan om de titels te zien."
_NOTHING = "Bij deze stap is nog niets gedeeld. Kies een andere stap, een andere bouwsteen of een andere cyclus."


@dataclass(frozen=True, slots=True)
class OnScreen:
    """Copies as they may be seen together.

    Parameters
    ----------
    copies
        Without names unless all of them may have theirs, and names are on.
    names, can_name
        Whether names are seen, and whether they can be.
    """

    copies: Sequence[SharedCopy]
    names: bool
    can_name: bool

    @classmethod
    def of(cls, copies: Sequence[SharedCopy], *, with_names: bool) -> OnScreen:
        """Return copies with names where that is wanted, and all of them let it."""
        may = names_may_show(copies)
        seen = may and with_names
        return cls(copies if seen else [one.without_name() for one in copies], seen, may)

    @property
    def why(self) -> str:
        """Why names cannot be seen; empty when they can."""
        return "" if self.can_name else _NOT_ALL_NAMED

    def whose(self, copy: SharedCopy) -> dict[str, str]:
        """Return whose a text is, and of which cycle where that differs."""
        notes = [f"cyclus {copy.cycle}"] if len({one.cycle for one in self.copies}) > 1 else []
        notes += [copy.period.replace("-", "–")] if len({one.period for one in self.copies}) > 1 else []
        label = copy.label(self.names)
        return {"label": capital(label), "note": ", ".join(notes)}

    def hides(self, step: str) -> bool:
        """Say whether a step would say whose the texts are, while names are off."""
        return step == compared.TITLE and bool(self.copies) and not self.names


def wall(shown: OnScreen, chosen: Framework, step: str, picked: Sequence[bool]) -> dict[str, Any]:
    """Return the traits of a wall of cards.

    Parameters
    ----------
    chosen
        The format in which the steps have their names.
    picked
        Of each copy whether its card is chosen.
    """
    labels = _labels(chosen)
    cards = [
        {
            **shown.whose(copy),
            "text": compared.first_words(wording.bare(compared.told(compared.at(copy, step)))),
            "chosen": is_picked,
        }
        for copy, is_picked in zip(shown.copies, picked, strict=True)
        if not shown.hides(step)
    ]
    return {
        **_names(shown),
        "steps": [{"id": name, "label": labels[name]} for name in compared.WALL],
        "step": step,
        "cards": cards,
        "columns": [],
        "rows": [],
        "told": f"{labels[step]}: {count(len(cards), 'kaart', 'kaarten')}.",
        "empty": _NO_TITLES if shown.hides(step) else _NOTHING,
    }


def columns(shown: OnScreen, chosen: Framework, step: str) -> dict[str, Any]:
    """Return the traits of some copies side by side: one step of them, or all when it is empty."""
    labels = _labels(chosen)
    there = compared.steps_of(shown.copies, labels)
    offered = [name for name in compared.WALL if name in there]
    whose = [shown.whose(copy) for copy in shown.copies]
    return {
        **_names(shown),
        "steps": [_WHOLE, *({"id": name, "label": labels[name]} for name in offered)],
        "step": step if step in offered else "",
        "cards": [],
        "threes": [],
        "columns": whose,
        "rows": [
            {"label": labels[name], "asks": name in _QUESTIONS, "cells": [_cell(copy, name) for copy in shown.copies]}
            for name in ([step] if step in offered else there)
        ],
        "told": f"{number(len(whose)).capitalize()} naast elkaar: {', '.join(one['label'] for one in whose)}.",
    }


def printed(shown: OnScreen, chosen: Framework, block: Block, steps: Sequence[str]) -> list[str]:
    """Return a chapter of Markdown with what copies have at some steps, or at all when there are none."""
    labels = _labels(chosen)
    parts = list(_printed_steps(shown, labels, steps or compared.steps_of(shown.copies, labels)))
    if not parts:
        return []
    head = f"# {markdown.line(block.name)} {{#{block.id} .block .{block.theme.colour}}}"
    talk = f"**Praat erover** – {markdown.line(block.prompt)}" if block.prompt else ""
    return ["\n\n".join(filter(None, [head, talk, *parts]))]


def _printed_steps(shown: OnScreen, labels: dict[str, str], steps: Sequence[str]) -> Iterator[str]:
    for name in steps:
        told = [(copy, compared.told(compared.at(copy, name))) for copy in shown.copies]
        if any(text for _, text in told) and not shown.hides(name):
            yield f"## {markdown.line(labels[name])}"
            for copy, text in told:
                if text:
                    yield f"### {markdown.line(' · '.join(filter(None, shown.whose(copy).values())))}"
                    yield markdown.blocks(text)


def _names(shown: OnScreen) -> dict[str, Any]:
    return {"names": shown.names, "can_name": shown.can_name, "why": shown.why}


def _labels(chosen: Framework) -> dict[str, str]:
    """Return what the steps of a cycle are called, in their order."""
    return {field.name: field.label for step in chosen.cycle_sheet.steps for field in step.fields}


def _cell(copy: SharedCopy, name: str) -> str:
    """Return what a copy has at a step as safe HTML."""
    chosen, value = framework(copy.framework), compared.at(copy, name)
    return (
        ""
        if is_empty(value) or not chosen.cycle_sheet.has(name)
        else as_html(chosen.cycle_sheet.field(name), value, chosen)
    )
