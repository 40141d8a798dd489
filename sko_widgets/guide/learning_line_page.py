"""The view from start question to next question, over cycles and periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.shared import names_may_show
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.learning_line import Line, Turn, learning_lines
from sko_widgets.insight.open_questions import as_compared
from sko_widgets.report.markdown import bullets, line
from sko_widgets.widgets import QuestionLines

from .by_block import ByBlock, colour_of
from .page_tasks import page_store
from .wording import bare

_GAP = "Wat hiervoor kwam, is niet gedeeld."
_GOES_ON = "Gaat daarmee verder."
_MANDATORY = "Verplichte vraag:"
_NO_END = "Nog geen nieuwe vraag."


class LearningLinePage(ByBlock):
    """How the questions of coalitions went on."""

    label = "Leerlijn"
    title = "Van vraag naar vraag"

    def _widget(self, **traits: Any) -> QuestionLines:
        return QuestionLines(**traits)

    def _read(self) -> dict[str, list[Line]]:
        lines = learning_lines(self._copies())
        return {block_id: list(those) for block_id, those in groupby(lines, lambda one: one.block_id)}

    def _parts(self, shown: Mapping[str, Sequence[Line]]) -> list[dict[str, Any]]:
        copies = [turn.copy for lines in shown.values() for one in lines for turn in one.turns]
        names = names_may_show(copies)
        lines = learning_lines(copies if names else [copy.without_name() for copy in copies])
        return [
            self._part(block_id, list(those), names) for block_id, those in groupby(lines, lambda one: one.block_id)
        ]

    def _part(self, block_id: str, lines: Sequence[Line], names: bool) -> dict[str, Any]:
        longer = sum(len(one.turns) > 1 for one in lines)
        which = "alle" if longer == len(lines) else f"waarvan {dutch.number(longer) if longer > 1 else 'één'}"
        further = f", {which} met meer dan één cyclus" if longer and len(lines) > 1 else ""
        return {
            "name": block_name(block_id),
            "colour": colour_of(self._framework, block_id),
            "count": f"{self._said(lines)}{further}",
            "lead": bare(self._mandatory(block_id)),
            "lines": [self._line(one, names) for one in lines],
        }

    def _line(self, told: Line, names: bool) -> dict[str, Any]:
        turns = [_turn(turn, self._mandatory(told.block_id)) for turn in told.turns]
        return {"who": dutch.capital(told.newest.label(names)), "turns": turns}

    def _mandatory(self, block_id: str) -> str:
        """Return the question with which every coalition begins a block; none of one that the newest format lacks."""
        return self._framework.block(block_id).mandatory_question if block_id in self._framework.block_ids else ""

    def _said(self, things: Sequence[Line]) -> str:
        return dutch.count(len(things), "leerlijn", "leerlijnen")

    def _total(self, things: Sequence[Line]) -> str:
        if not things:
            return "Er zijn hier nog geen leerlijnen."
        senders = dutch.count(len({one.newest.sender for one in things}), "coalitie", "coalities")
        return f"{self._said(things)} van {senders}."

    def _chapter(self, part: Mapping[str, Any]) -> Iterator[str]:
        yield line(part["count"])
        yield from (f"{_MANDATORY} {line(part['lead'])}" for _ in filter(None, [part["lead"]]))
        for one in part["lines"]:
            yield f"## {line(one['who'])}"
            for turn in one["turns"]:
                yield f"**{line(turn['when'])}**"
                yield from map(line, filter(None, [turn["gap"]]))
                yield bullets(_printed(step) for step in turn["steps"])


def _turn(turn: Turn, mandatory: str) -> dict[str, Any]:
    is_mandatory = bool(mandatory) and as_compared(turn.begins) == as_compared(mandatory)
    start = _step("begins", "Startvraag", "de verplichte vraag" if is_mandatory else turn.begins)
    begins = [start] if turn.begins else [_step("goes-on", "", _GOES_ON)]
    own = [_step("own", "Eigen vraag", turn.sharpened)] if turn.sharpened else []
    ends = [_step("ends", f"Nieuwe vraag{_for(block_id)}", text) for text, block_id in turn.ends]
    return {
        "when": f"{turn.copy.period.replace('-', '–')}, cyclus {turn.copy.cycle}",
        "gap": "" if turn.is_next else _GAP,
        "steps": [*begins, *own, *(ends or [_step("no-end", "", _NO_END)])],
    }


def _for(block_id: str) -> str:
    return f" voor {block_name(block_id)}" if block_id else ""


def _step(kind: str, label: str, text: str) -> dict[str, str]:
    return {"kind": kind, "label": f"{label}:" if label else "", "text": bare(text)}


def _printed(step: Mapping[str, str]) -> str:
    return " ".join(line(part) for part in (step["label"], step["text"]) if part)


def learning_line(group: str, store: str) -> LearningLinePage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return LearningLinePage(page_store(store), group)
