"""What a coalition shared with a learning group: a frozen copy of one cycle or instrument, as they gave it.

A copy lies with the group.  It does not say whose it is, unless the coalition wanted that: then names are in it, and
which ones they are, so that a page can leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sko_widgets.dutch import count

from .hidden_names import Hidden, without_names
from .snapshot import Value

SHARED = "shared/"
"""What the ids of a group's sheets begin with that hold a copy."""
COPY = "copy"
"""The field of such a sheet."""


@dataclass(frozen=True, slots=True)
class SharedCopy:
    """What one coalition shared of one place.

    Parameters
    ----------
    sender
        12 figures and letters that tell one coalition's dossiers from another's, and not whose they are.
    period
        `2025-2026`.
    place
        The sheet that it is a copy of: `block/meso-samenwerking/2`, or `lesson/03-stakeholders`.
    framework
        Id of the format of the dossier.
    shared_at
        When it was shared, in UTC.
    questions_only
        Whether it has only start and next questions.
    named
        Whether they let their name be seen.
    meets
        Whether they like to talk about it with others.
    name, municipality, title
        What the coalition and the block are called; empty unless `named`.
    schools, school_kinds
        How many schools take part, and of which kinds: `po`, `vo`, `so`.
    fields
        The fields of the sheet, as people read them; `start_question` is always filled in.
    hidden
        The names that may stand in its texts, and what stands for each where names are off.
    """

    sender: str
    period: str
    place: str
    framework: str
    shared_at: datetime
    questions_only: bool = False
    named: bool = False
    meets: bool = False
    name: str = ""
    municipality: str = ""
    title: str = ""
    schools: int = 0
    school_kinds: tuple[str, ...] = ()
    fields: Mapping[str, Value] = field(default_factory=dict)
    hidden: Sequence[Hidden] = ()

    @property
    def block_id(self) -> str:
        """Which block it is of; empty for an instrument."""
        return self.place.split("/")[1] if self.place.startswith("block/") else ""

    @property
    def cycle(self) -> int:
        """Which cycle of the block, from 1; 0 for an instrument."""
        return int(self.place.rpartition("/")[2]) if self.block_id else 0

    def label(self, names: bool = True) -> str:
        """Return whose it is: the name where that may be seen, else `een coalitie met 5 scholen`."""
        if names and self.named and self.name:
            return self.name
        return f"een coalitie met {count(self.schools, 'school', 'scholen')}" if self.schools else "een coalitie"

    def named_as(self, name: str, municipality: str, title: str, hidden: Sequence[Hidden]) -> SharedCopy:
        """Return the same copy with its names, when these may be seen."""
        if not self.named:
            return self
        return replace(self, name=name, municipality=municipality, title=title, hidden=tuple(hidden))

    def without_name(self) -> SharedCopy:
        """Return the same copy without names: other words stand for them in its texts."""
        if not self.named:
            return self
        fields = anonymous(self.fields, self.hidden)
        return replace(self, named=False, name="", municipality="", title="", fields=fields, hidden=())

    def to_json(self) -> dict[str, Any]:
        """Return the copy as its field holds it; sender, period and place stand in the id of its sheet."""
        plain: dict[str, Any] = {
            "at": self.shared_at.isoformat(),
            "framework": self.framework,
            "questions_only": self.questions_only,
            "named": self.named,
            "meets": self.meets,
            "schools": self.schools,
            "school_kinds": list(self.school_kinds),
            "fields": dict(self.fields),
        }
        if self.named:
            plain |= {"name": self.name, "municipality": self.municipality, "title": self.title}
            plain["hidden"] = [list(one) for one in self.hidden]
        return plain

    @classmethod
    def from_json(cls, sheet_id: str, plain: Mapping[str, Any]) -> SharedCopy:
        """Read what `to_json` gave, from the sheet with this id."""
        sender, period, place = sheet_id.removeprefix(SHARED).split("/", 2)
        return cls(
            sender,
            period,
            place,
            plain["framework"],
            datetime.fromisoformat(plain["at"]),
            questions_only=plain["questions_only"],
            named=plain["named"],
            meets=plain["meets"],
            name=plain.get("name", ""),
            municipality=plain.get("municipality", ""),
            title=plain.get("title", ""),
            schools=plain["schools"],
            school_kinds=tuple(plain["school_kinds"]),
            fields=plain["fields"],
            hidden=tuple((name, instead) for name, instead in plain.get("hidden", ())),
        )


_WHO = ("reviewed_with",)
"""Fields that say who did something: not in a copy without names."""


def anonymous(fields: Mapping[str, Value], hidden: Sequence[Hidden]) -> dict[str, Value]:
    """Return the fields of a sheet without names, and without who does what."""
    kept = {name: value for name, value in fields.items() if name not in _WHO}
    return {name: _ownerless(without_names(value, hidden)) for name, value in kept.items()}


def _ownerless(value: Value) -> Value:
    if isinstance(value, list):
        return [_ownerless(one) for one in value]
    if isinstance(value, dict):
        return {name: _ownerless(part) for name, part in value.items() if name != "owner"}
    return value


def sheet_of(sender: str, period: str, place: str) -> str:
    """Return the id of the group's sheet that holds a copy."""
    return f"{SHARED}{sender}/{period}/{place}"


def names_may_show(copies: Iterable[SharedCopy]) -> bool:
    """Say whether the names of these may be seen together: not as soon as one of them did not want that."""
    return all(one.named for one in copies)
