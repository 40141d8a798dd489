"""Lesson 1: which tasks are mine, and for which ones I ask somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sko_widgets import dutch
from sko_widgets.framework import Field
from sko_widgets.insight.figures import Figure

from .canvas import HIGHEST, Paint, typed
from .cards import Card, heads, stacks
from .pages import Picture
from .sheet_values import SheetValues

_MARKS = {"mine": "disc", "other": "arrow", "nobody": "cross", "": "open"}
_TOLD = {"mine": "Zelf doen", "other": "Een ander vragen", "nobody": "Niet doen", "": "Nog niet gekozen"}
_ALONE = {"nobody": "Dit doen we niet", "": "Nog niet gekozen"}


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    whose: str
    who: str


def tasks(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the tasks side by side: those I do, those I mobilise others for, and what is left."""
    found = [
        _Task(typed(one, "task"), one.get("whose") or "", typed(one, "who"))
        for one in values.get("tasks") or ()
        if typed(one, "task")
    ]
    if not found:
        return []
    caption = "Welke taken de projectleider zelf doet, en voor welke taken een ander in beweging komt."
    labels = _labels(found, values.column("tasks", "whose"))
    alt = "De taken op een rij. " + " ".join(_told(label, whose, found) for whose, label in labels.items())
    columns = {
        "Dit doe ik zelf": [task for task in found if task.whose == "mine"],
        "Hier vraag ik een ander voor": [task for task in found if task.whose == "other"],
    }
    rest = [task for task in found if task.whose not in ("mine", "other")]
    if rest:
        left = {task.whose for task in rest}
        only = left.pop() if len(left) == 1 else None
        columns["Niet, of nog niet gekozen" if only is None else _ALONE.get(only, labels[only])] = rest
    head = heads(list(columns))
    stacked = stacks([[_card(task) for task in listed] for listed in columns.values()], HIGHEST - head.height)
    title = "Taken van mij en van anderen"
    return Picture(name, title, caption, " ".join(alt.split()), paint).pages(stacked, head=head)


def _labels(found: Sequence[_Task], whose: Field) -> dict[str, str]:
    """Return what each choice is called: ours, and those that the form has besides or had once."""
    return _TOLD | {task.whose: whose.option_label(task.whose) for task in found if task.whose not in _TOLD}


def _told(label: str, whose: str, found: Sequence[_Task]) -> str:
    texts = [
        f"{task.text} ({task.who})" if task.who and whose != "mine" else task.text
        for task in found
        if task.whose == whose
    ]
    return f"{label}, {dutch.count(len(texts), 'taak', 'taken')}: {'; '.join(texts)}." if texts else ""


def _card(task: _Task) -> Card:
    mine = task.whose == "mine"
    return Card(task.text, "" if mine else task.who, _MARKS.get(task.whose, "open"), tinted=mine, most=(6, 3))
