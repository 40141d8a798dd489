"""How a learning group's session is built, and the working forms that fit in it, as data (`data/sessions/`).

A working form is a file: a maintainer adds a sixth by writing one.  What does not fit is refused with its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from .plain import FrameworkError, line, mapping, names, rows


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a session.

    Parameters
    ----------
    name
        What it is called.
    minutes
        How long it takes.
    says
        The sentence that the room reads meanwhile.
    in_groups
        Whether it is done in small groups, so that the room sees who sits where.
    looks_back
        Whether the room sees what the small groups kept of the session before, beside the part `earlier`.
    """

    name: str
    minutes: int
    says: str = ""
    in_groups: bool = field(default=False, compare=False)
    looks_back: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Keeps:
    """What each small group keeps of a session in one sentence: how it is asked for, and what is asked a time later."""

    asks: str
    sequel: str


@dataclass(frozen=True, slots=True)
class WorkingForm:
    """A way to work together, with its clock.

    Parameters
    ----------
    id, name
        In the store, and on screen.
    good_for, people
        When one takes it, and with how many.
    sizes
        The smallest and the largest group that it works in.
    parts
        In order.
    bring
        What the invitation asks people to take along, as what follows on `Neem`; may be empty.
    keeps
        What each small group keeps, an incident for one; None for nothing.
    """

    id: str
    name: str
    good_for: str
    people: str
    sizes: tuple[int, int]
    parts: tuple[Part, ...]
    bring: str = ""
    keeps: Keeps | None = None

    @property
    def minutes(self) -> int:
        """How long it takes in all."""
        return sum(part.minutes for part in self.parts)

    @property
    def in_groups(self) -> list[str]:
        """The names of the parts that are done in small groups."""
        return [part.name for part in self.parts if part.in_groups]

    @property
    def looks_back(self) -> list[str]:
        """The names of the parts at which the room sees what was kept the last time."""
        return [part.name for part in self.parts if part.looks_back]


@dataclass(frozen=True, slots=True)
class YearSession:
    """One of the sessions of a year that is ready as a template.

    Parameters
    ----------
    month, about
        When, and what it is about.
    lessons
        Numbers of the lessons that go with it.
    form
        Id of its working form.
    leave_with
        What people take home.
    """

    month: str
    about: str
    lessons: tuple[int, ...]
    form: str
    leave_with: str


@dataclass(frozen=True, slots=True)
class SessionBuild:
    """How a session is built.

    Parameters
    ----------
    minutes, start
        How long it is, and when it begins, `13.00`, unless somebody says otherwise.
    before, after
        The parts before the working form, and those after it.
    slack
        What the part is called that is left over.
    year_question, rules
        What a new group begins with.
    liked
        The sentences on which people say at the end how it was, from 1 to 5.
    year
        The sessions of a year.
    forms
        All working forms by id, in the order of their files' names.
    earlier
        The part at which the room sees what came of the last agreements; empty for none.
    """

    minutes: int
    start: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    slack: str
    year_question: str
    rules: tuple[str, ...]
    liked: tuple[str, ...]
    year: tuple[YearSession, ...]
    forms: Mapping[str, WorkingForm]
    earlier: str = ""


@cache
def session_build() -> SessionBuild:
    """Return how a session is built, as the package has it.

    Raises
    ------
    FrameworkError
        When a file is wrong.
    """
    folder = resources.files(__package__) / "data" / "sessions"
    texts = {item.name: item.read_text("utf-8") for item in _files(folder / "forms")}
    return parse_build((folder / "build.yaml").read_text("utf-8"), texts)


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)


def parse_build(text: str, forms: Mapping[str, str]) -> SessionBuild:
    """Read how a session is built.

    Parameters
    ----------
    text
        The YAML of the session.
    forms
        The YAML of each working form, by the name of its file.

    Raises
    ------
    FrameworkError
        When one of them is wrong; names the file.
    """
    where = "build.yaml"
    plain = mapping(text, where)
    known = {form.id: form for form in (_form(one, name) for name, one in forms.items())}
    if len(known) < len(forms):
        raise FrameworkError("Twee werkvormen hebben dezelfde id.", where=where)
    try:
        listed = rows(plain, "parts", where)
        at = [number for number, row in enumerate(listed) if row.get("form")]
        if len(at) != 1:
            raise ValueError("precies één onderdeel heeft ‘form: true’")
        made = SessionBuild(
            int(plain["minutes"]),
            line(plain["start"]),
            tuple(_part(row) for row in listed[: at[0]]),
            tuple(_part(row) for row in listed[at[0] + 1 :]),
            line(plain["slack"]),
            line(plain["year_question"]),
            names(plain, "rules", where),
            names(plain, "liked", where),
            tuple(_of_year(row) for row in rows(plain, "year", where)),
            known,
            line(plain["earlier"]) if "earlier" in plain else "",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"De opbouw van een bijeenkomst klopt niet: {error}.", where=where) from error
    unknown = [one.form for one in made.year if one.form not in known]
    if unknown:
        raise FrameworkError(f"Er is geen werkvorm ‘{unknown[0]}’.", where=where)
    return made


def _form(text: str, where: str) -> WorkingForm:
    plain = mapping(text, where)
    try:
        smallest, largest = (int(one) for one in plain["sizes"])
        parts = tuple(_part(row) for row in rows(plain, "parts", where))
        if not parts or not 1 <= smallest <= largest:
            raise ValueError("een werkvorm heeft onderdelen, en een kleinste en een grootste groep")
        named, good_for, people = line(plain["name"]), line(plain["good_for"]), line(plain["people"])
        bring = line(plain["bring"]) if "bring" in plain else ""
        keeps = Keeps(line(plain["keeps"]["asks"]), line(plain["keeps"]["sequel"])) if "keeps" in plain else None
        return WorkingForm(line(plain["id"]), named, good_for, people, (smallest, largest), parts, bring, keeps)
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Deze werkvorm klopt niet: {error}.", where=where) from error


def _part(row: Mapping[str, Any]) -> Part:
    minutes = int(row["minutes"])
    if minutes < 1:
        raise ValueError(f"‘{row['name']}’ duurt minder dan een minuut")
    says = line(row["says"]) if "says" in row else ""
    return Part(line(row["name"]), minutes, says, _yes(row, "in_groups"), _yes(row, "looks_back"))


def _yes(row: Mapping[str, Any], key: str) -> bool:
    said = row.get(key, False)
    if not isinstance(said, bool):
        raise ValueError(f"‘{key}’ is ‘true’ of ‘false’, en niet {said!r}")
    return said


def _of_year(row: Mapping[str, Any]) -> YearSession:
    lessons = tuple(int(one) for one in row.get("lessons", ()))
    return YearSession(line(row["month"]), line(row["about"]), lessons, line(row["form"]), line(row["leave_with"]))
