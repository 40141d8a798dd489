"""A field storage over a list: what the guide does over the store, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sko_widgets.errors import SkoError
from sko_widgets.widgets import Clash, Saved, Version
from sko_widgets.widgets.equality import same


@dataclass
class Shelf:
    """The revisions of one field, the oldest first; every storage of that field adds to it."""

    versions: list[Version] = field(default_factory=list)
    broken: str = ""

    @property
    def revision(self) -> int:
        return len(self.versions)

    @property
    def value(self) -> Any:
        return self.versions[-1].value if self.versions else None

    @property
    def values(self) -> list[Any]:
        return [version.value for version in self.versions]

    def add(self, value: Any, author: str = "Collega Een") -> None:
        number = len(self.versions) + 1
        when = f"21 november 2026, 14.{number % 60:02d} uur"
        self.versions.append(Version(number, author, when, value, plain(value)))


def plain(value: Any) -> str:
    """Return a value as plain text."""
    if isinstance(value, dict):
        return "\n".join(plain(part) for part in value.values() if part)
    if isinstance(value, list):
        return "\n".join(f"- {plain(part)}" for part in value)
    return str(value or "")


@dataclass
class ShelfStorage:
    """Keeps one field on a shelf."""

    shelf: Shelf
    author: str = "Collega Een"

    def now(self) -> tuple[Any, int]:
        return self.shelf.value, self.shelf.revision

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        if self.shelf.broken:
            raise SkoError(self.shelf.broken)
        if based_on != self.shelf.revision:
            return self._clash(based_on)
        if not same(value, self.shelf.value):
            self.shelf.add(value, self.author)
        return self._saved()

    def resolve(self, mine: Any, chosen: Any, based_on: int) -> Saved | Clash:
        if self.shelf.broken:
            raise SkoError(self.shelf.broken)
        if based_on != self.shelf.revision:
            return self._clash(based_on)
        for value in (mine, chosen):
            if not same(value, self.shelf.value):
                self.shelf.add(value, self.author)
        return self._saved()

    def history(self) -> list[Version]:
        return list(reversed(self.shelf.versions))

    def put_back(self, number: int, based_on: int) -> Saved | Clash:
        return self.save(self.shelf.versions[number - 1].value, based_on)

    def _saved(self) -> Saved:
        return Saved(self.shelf.revision, "14.32 uur", self.shelf.value)

    def _clash(self, based_on: int) -> Clash:
        latest = self.shelf.versions[-1]
        base = self.shelf.values[based_on - 1] if 0 < based_on <= self.shelf.revision else None
        return Clash(latest.value, self.shelf.revision, latest.author, latest.when, base)
