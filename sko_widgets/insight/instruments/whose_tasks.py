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

_SYMBOLS = {"mine": "disc", "other": "arrow", "nobody": "cross", "": "open"}
_CHOICES = {"mine": "Zelf doen", "other": "Een ander vragen", "nobody": "Niet doen", "": "Nog niet gekozen"}
_ALONE = {"nobody": "Dit doen we niet", "": "Nog niet gekozen"}


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    whose: str
    who: str


def tasks(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the tasks side by side: those I do, those I mobilise others for, and what is left."""
    listed_tasks = [
        _Task(typed(row, "task"), row.get("whose") or "", typed(row, "who"))
        for row in values.get("tasks") or ()
        if typed(row, "task")
    ]
    if not listed_tasks:
        return []
    caption = "Welke taken de projectleider zelf doet, en voor welke taken een ander in beweging komt."
    labels = _labels(listed_tasks, values.column("tasks", "whose"))
    told = [_in_words(label, whose, listed_tasks) for whose, label in labels.items()]
    alt = ["De taken op een rij: wie ze oppakt.", *filter(None, told)]
    columns = {
        "Dit doe ik zelf": [task for task in listed_tasks if task.whose == "mine"],
        "Hier vraag ik een ander voor": [task for task in listed_tasks if task.whose == "other"],
    }
    rest = [task for task in listed_tasks if task.whose not in ("mine", "other")]
    if rest:
        left = {task.whose for task in rest}
        only = left.pop() if len(left) == 1 else None
        columns["Niet, of nog niet gekozen" if only is None else _ALONE.get(only, labels[only])] = rest
    head = heads(list(columns))
    stacked = stacks([[_card(task) for task in listed] for listed in columns.values()], HIGHEST - head.height)
    title = "Taken van mij en van anderen"
    return Picture(name, title, caption, alt, paint).pages(stacked, head=head)


def _labels(listed_tasks: Sequence[_Task], whose: Field) -> dict[str, str]:
    """Return what each choice is called: ours, and those that the form has besides or had once."""
    return _CHOICES | {
        task.whose: whose.option_label(task.whose) for task in listed_tasks if task.whose not in _CHOICES
    }


def _in_words(label: str, whose: str, listed_tasks: Sequence[_Task]) -> str:
    texts = [
        f"{task.text} ({task.who})" if task.who and whose != "mine" else task.text
        for task in listed_tasks
        if task.whose == whose
    ]
    return f"{label}, {dutch.count(len(texts), 'taak', 'taken')}: {'; '.join(texts)}." if texts else ""


def _card(task: _Task) -> Card:
    mine = task.whose == "mine"
    return Card(task.text, "" if mine else task.who, _SYMBOLS.get(task.whose, "open"), tinted=mine, most=(6, 3))
