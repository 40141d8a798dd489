"""Sheets declared as data: one addressable form, its steps, its pictures, and the notebook that lays it out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cached_property

from .fields import Field, Question
from .grid import UnknownNameError

PICTURES = (
    "tasks",
    "interests",
    "stakeholder-rings",
    "influence-grid",
    "ladder",
    "story",
    "poster",
    "orientation",
    "timeline",
    "square",
    "line",
    "chain",
    "activity-map",
)
"""The pictures that can be drawn from a sheet."""

PLACES = {
    "block": r"(?P<block>[a-z]+-[a-z]+)",
    "cycle": r"(?P<cycle>[1-9][0-9]{0,2})",
    "date": r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})",
    "remark": r"(?P<remark>[0-9a-f]{12})",
    "reader": r"(?P<reader>[0-9a-f]{12})",
    "line": r"(?P<line>[0-9a-f]{12})",
}
"""What may stand between braces in a sheet's id."""

IN_REPORT = "in_report"
"""Name of the field that every instrument gets: what of it goes into the report."""


@dataclass(frozen=True, slots=True)
class Group:
    """What some of the lessons are about together.

    Parameters
    ----------
    id, name
        In the sheets, and on screen.
    route
        Of lessons that go on from one another, in order: the sentence with which the last one ends; else empty.
    """

    id: str
    name: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What a page asks at one time: a field, or some that belong together.

    Parameters
    ----------
    name
        Its first field's name, or one of its own when the sheet declares it.
    label
        What the screen calls it.
    heading
        Of a step whose fields print together: the heading above them; else empty.
    fields
        In the order in which they are asked.
    ask, hint
        Its question in plain words, and a sentence on how to answer it; empty where its label says enough.
    drawn
        Whether its fields are filled in on the sheet's picture, which stands first on the page.
    """

    name: str
    label: str
    heading: str
    fields: tuple[Field, ...]
    ask: str = ""
    hint: str = ""
    drawn: bool = False

    @property
    def has_own_name(self) -> bool:
        """Whether it is called by a name of its own, so that each of its fields needs its label beside it."""
        return self.name != self.fields[0].name


def _ask(field: Field) -> str:
    """Return the question in plain words that a field is asked with: its own, else the first of its lesson's."""
    return field.ask or next((question.text for question in field.questions), "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is drawn from a sheet.

    Parameters
    ----------
    name
        One of `PICTURES`.
    reads
        Field -> the columns of it that are drawn; no columns for a field that is no table.
    """

    name: str
    reads: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One form; its id may hold places, `block/{block}/{cycle}`.

    Parameters
    ----------
    id, title, fields
        What every sheet has; `fields` are its own, `borrowed` those of another sheet that its page asks too.
    notebook
        The notebook that lays it out, `plg/12-kansenketen.ipynb`; may hold `{block}`. Empty when another sheet's does.
    group, number, purpose
        Of a lesson: id of its `Group`, its number from 1, and what it is for in one or two Dutch sentences.
    helps
        Of a lesson: the question that it helps with, as a sentence goes on with it, `wie heb je nodig?`.
    answers
        Of a lesson: rule of the coach -> what it asks in a few words, when the lesson helps to answer that.
    declared_steps
        Name, label and heading of the steps that hold more than one field.
    order
        Names of all fields that its page asks, its own and the borrowed ones.
    pictures
        What can be drawn from it.
    walk
        Of an instrument: whether one step is in sight at a time; not where all fit beside its picture.
    owner
        Whose it is: a `coalition`'s, or a learning `group`'s.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    notebook: str = ""
    group: str = ""
    number: int = 0
    purpose: str = ""
    helps: str = ""
    answers: Mapping[str, str] = dataclass_field(default_factory=dict)
    declared_steps: tuple[Step, ...] = ()
    borrowed: tuple[Field, ...] = ()
    order: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    walk: bool = True
    owner: str = "coalition"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the sheet ids that this declaration serves."""
        parts = re.split(r"\{(\w+)\}", self.id)
        return re.compile("".join(PLACES[part] if odd % 2 else re.escape(part) for odd, part in enumerate(parts)))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What its page asks, in order: what is drawn comes first."""
        by_step: dict[str, list[Field]] = {}
        for name in self.order:
            asked = self.asked_field(name)
            by_step.setdefault(asked.step_name, []).append(asked)
        declared = {step.name: step for step in self.declared_steps}
        found = [
            replace(declared[name], fields=tuple(fields))
            if name in declared
            else Step(name, fields[0].label, "", tuple(fields), _ask(fields[0]), fields[0].hint)
            for name, fields in by_step.items()
        ]
        return tuple(sorted(found, key=lambda step: not step.drawn))

    @property
    def drawn_step(self) -> Step | None:
        """The step whose fields are filled in on its picture; None when it has none."""
        return next((step for step in self.steps if step.drawn), None)

    @cached_property
    def laid_out(self) -> tuple[Sheet, ...]:
        """The sheet once for each notebook that lays out fields of it, with the order of those alone."""
        places: dict[str, list[str]] = {}
        for name in self.order:
            places.setdefault(self.asked_field(name).notebook or self.notebook, []).append(name)
        if len(places) < 2:
            return (self,)
        return tuple(replace(self, notebook=notebook, order=tuple(names)) for notebook, names in places.items())

    def step_of(self, name: str) -> Step:
        """Return the step in which its page asks a field, or raise `UnknownNameError`."""
        asked = self.asked_field(name)
        return next(step for step in self.steps if step.name == asked.step_name)

    @cached_property
    def feeds(self) -> tuple[str, ...]:
        """Ids of the blocks that it has something for, or `INTRODUCTION`; the first one gives it its colour."""
        parts = (part for field in self.fields for part in field.parts)
        return tuple(dict.fromkeys(fed for part in parts for fed in part.feeds))

    @property
    def short(self) -> str:
        """What a sentence calls it in short, `les 12`."""
        return f"les {self.number}" if self.number else f"‘{self.title}’"

    @property
    def called(self) -> str:
        """What a sentence calls it, `les 12, De kansenketen`."""
        return f"les {self.number}, {self.title}" if self.number else self.title

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of its fields and their columns, in order."""
        return tuple(question for field in self.fields for part in field.parts for question in part.questions)

    def asked_field(self, name: str) -> Field:
        """Return a field that its page asks: one of its own, or a borrowed one; as `field`."""
        return self._by_name(name, (*self.fields, *self.borrowed))

    def field(self, name: str) -> Field:
        """Return a field by name, or raise `UnknownNameError` with the nearest one."""
        return self._by_name(name, self.fields)

    def has(self, name: str) -> bool:
        """Tell whether it has a field; one of an earlier format may be gone."""
        return any(field.name == name for field in self.fields)

    def _by_name(self, name: str, fields: tuple[Field, ...]) -> Field:
        for field in fields:
            if field.name == name:
                return field
        raise UnknownNameError("Veld", name, [field.name for field in fields])
