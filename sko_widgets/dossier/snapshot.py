"""What a report is made from: everything one coalition wrote in one period, at one moment.

A snapshot does not change after it is read.  It travels to a worker as JSON, which is why it
knows nothing of a database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Value = Any
"""A JSON value of one of the field kinds (`framework.sheets.KINDS`)."""

Sheets = Mapping[str, Mapping[str, Value]]
"""Sheet id -> field name -> value."""


@dataclass(frozen=True, slots=True, order=True)
class DossierKey:
    """Names a dossier: the coalition's slug and the period, `2024-2025`."""

    slug: str
    period: str

    def __str__(self) -> str:
        return f"{self.slug}/{self.period}"

    @property
    def stem(self) -> str:
        """The name that its files carry, without ending."""
        return f"{self.slug}-{self.period}"


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
    """

    key: DossierKey
    framework: str
    moment: str
    sheets: Sheets = field(default_factory=dict)

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
            "slug": self.key.slug,
            "period": self.key.period,
            "framework": self.framework,
            "moment": self.moment,
            "sheets": {name: dict(fields) for name, fields in self.sheets.items()},
        }
        return json.dumps(plain).encode("ascii")

    @classmethod
    def from_json(cls, data: bytes) -> Snapshot:
        """Read what `to_json` wrote."""
        plain = json.loads(data)
        key = DossierKey(plain["slug"], plain["period"])
        return cls(key, plain["framework"], plain["moment"], plain["sheets"])
