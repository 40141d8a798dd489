"""Ties a control to what a reader says: their name, and a comment at a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.comments import facts, mark_to_keep
from sko_widgets.dossier.values import is_empty
from sko_widgets.widgets import Clash, Saved

from .dossier_field import DossierField


@dataclass
class Reader:
    """Who reads along at this screen: what they write is theirs, whatever name the browser keeps for its own user."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ReaderName(DossierField):
    """Keeps the name of a reader."""

    reader: Reader

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        """Save a name, by whoever has it."""
        self.reader.name = value if isinstance(value, str) else ""
        return super().save(value, based_on)


@dataclass(frozen=True, kw_only=True)
class CommentField(DossierField):
    """Keeps what a reader says at one step.

    Parameters
    ----------
    about
        Sheet and field of the step.
    text_mark
        Of the text that the reader sees.
    """

    about: tuple[str, str]
    text_mark: str

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        """Save a comment, and before it what it is about; without a text that says nothing."""
        if not is_empty(value):
            there = self.store.sheet(self.key, self.sheet)
            kept = mark_to_keep(self.store.snapshot(self.key), *self.about, self.text_mark)
            known = facts(*self.about, kept, f"{dutch.today():%Y-%m-%d}")
            new = {name: one for name, one in known.items() if name not in there or there[name].value != one}
            if new:
                self.store.put(self.key, {self.sheet: new}, author=self.writer())
        return super().save(value, based_on)
