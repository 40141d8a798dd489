"""What a report is made from: everything one coalition wrote in one period, at one moment.

A snapshot does not change after it is read.  It travels to a worker as JSON, which is why it
knows nothing of a database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Value = Any
"""A JSON value of one of the field kinds (`framework.sheets.KINDS`)."""

Sheets = Mapping[str, Mapping[str, Value]]
"""Sheet id -> field name -> value."""


OwnerKind = Literal["coalition", "group"]
"""Whose a dossier can be: a coalition's, one a period; or a learning group's, which has no period."""


@dataclass(frozen=True, slots=True, order=True)
class DossierKey:
    """Names a dossier.

    Parameters
    ----------
    slug
        Its owner: letters, digits and hyphens.
    period
        `2024-2025`; empty for a group.
    kind
        What its owner is.
    """

    slug: str
    period: str
    kind: OwnerKind = "coalition"

    @classmethod
    def of_group(cls, slug: str) -> DossierKey:
        """Return the key of a learning group's dossier."""
        return cls(slug, "", "group")

    def __str__(self) -> str:
        return f"group/{self.slug}" if self.kind == "group" else f"{self.slug}/{self.period}"

    @property
    def stem(self) -> str:
        """The name that its files carry, without ending.

        No coalition's files have an underscore in their name, so those of a group are never taken for theirs.
        """
        return f"group_{self.slug}" if self.kind == "group" else f"{self.slug}-{self.period}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dossier at one moment.

    Parameters
    ----------
    key
        Whose, and of which period.
    framework
        Id of the format the dossier uses.
    moment
        When it was read, ISO 8601 in UTC.
    sheets
        Sheet id -> field -> value; fields that were never filled are absent.
    damaged
        Sheet and name of each field of which the newest value cannot be read: an earlier one stands in, or nothing.
    misses
        Whether the store is damaged so that fields may lack of which nobody can say that they were there.
    """

    key: DossierKey
    framework: str
    moment: str
    sheets: Sheets = field(default_factory=dict)
    damaged: tuple[tuple[str, str], ...] = ()
    misses: bool = False

    def __post_init__(self) -> None:
        frozen = {name: MappingProxyType(dict(fields)) for name, fields in self.sheets.items()}
        object.__setattr__(self, "sheets", MappingProxyType(frozen))

    def sheet(self, sheet_id: str) -> Mapping[str, Value]:
        """Return the fields of a sheet; empty when nothing was written in it."""
        return self.sheets.get(sheet_id, MappingProxyType({}))

    def cycles(self, block_id: str) -> range:
        """Return the numbers of a block's cycles, from 1."""
        numbers = [int(name.rpartition("/")[2]) for name in self.sheets if name.startswith(f"block/{block_id}/")]
        return range(1, max(numbers, default=0) + 1)

    def to_json(self) -> bytes:
        """Return the snapshot as bytes that `from_json` reads back."""
        plain = {
            "key": asdict(self.key),
            "framework": self.framework,
            "moment": self.moment,
            "sheets": {name: dict(fields) for name, fields in self.sheets.items()},
            "damaged": self.damaged,
            "misses": self.misses,
        }
        return json.dumps(plain).encode("ascii")

    @classmethod
    def from_json(cls, data: bytes) -> Snapshot:
        """Read what `to_json` wrote."""
        plain = json.loads(data)
        damaged = tuple((sheet, field) for sheet, field in plain["damaged"])
        return cls(
            DossierKey(**plain["key"]), plain["framework"], plain["moment"], plain["sheets"], damaged, plain["misses"]
        )
