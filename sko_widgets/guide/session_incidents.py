"""What small groups keep of a session in one sentence, and how that of the session before ended: lines in `Regie`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sko_widgets.dossier import sessions
from sko_widgets.dossier.incidents import incident_sheet, incidents_now
from sko_widgets.dossier.session_day import refuse_moved
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.framework import framework
from sko_widgets.framework.session_build import WorkingForm, session_build
from sko_widgets.insight.checks.personal_rules import personal_words
from sko_widgets.insight.small_groups import present, sizes_for
from sko_widgets.widgets import IncidentLine
from sko_widgets.widgets.base import Clash, Saved

from . import erasing
from .dossier_field import DossierField
from .drafts import drafts_of
from .minutes_page import pieces

STAYS = "Dit blijft in de groep: het komt nooit in het verslag, en gaat nooit naar het programma."
"""What stands beside the lines."""


class _Kept(DossierField):
    """A line of a session, which is not saved on a day from which that was moved."""

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        refuse_moved(self.store, self.key, self.sheet)
        return super().save(value, based_on)


class SessionIncidents:
    """The lines of the session on one day.

    Parameters
    ----------
    store, key, day, before
        Where the learning group is, which, when it meets, and the day of its session before; empty for none.

    Attributes
    ----------
    lines
        Their controls, those of the session before first.
    """

    def __init__(self, store: Store, key: DossierKey, day: str, before: str) -> None:
        info = store.info(key)
        self._store, self._key, self._framework = store, key, framework(info.framework)
        self._drafts, self._erased = drafts_of(key, info.created_at), store.erased(key)
        self.lines = [*self._sequel(before), *self._today(day)]

    def renew(self) -> None:
        """Show what other windows saved."""
        for line in self.lines:
            line.take_over_stored()

    def _sequel(self, before: str) -> Iterator[IncidentLine]:
        found = incidents_now(self._store, self._key, before) if before else []
        asked = sequel_of(self._store, self._key, before) if found else ""
        for at, one in enumerate(found):
            name = f"{one.text} Hoe liep het af?"
            yield self._line(before, one.group, "ended", name, title="" if at else asked, of=one.text)

    def _today(self, day: str) -> Iterator[IncidentLine]:
        form, many = self._groups(day)
        if form is None or form.keeps is None:
            return
        for number in range(1, many + 1):
            first = {"title": form.keeps.asks, "help": STAYS} if number == 1 else {}
            of = f"Groepje {number}"
            yield self._line(day, number, "text", f"{of}: {form.keeps.asks}", of=of, **first)

    def _groups(self, day: str) -> tuple[WorkingForm | None, int]:
        """Return the working form of a session and how many small groups it has, or would have."""
        fields = {name: one.value for name, one in self._store.sheet(self._key, sessions.session_sheet(day)).items()}
        form = session_build().forms.get(str(fields.get("working_form") or ""))
        made = len(fields.get("groups") or ())
        if form and not made:
            there = present(sessions.member_rows(self._store, self._key), fields.get("absent") or ())
            made = len(sizes_for(len(there), form.sizes))
        return form, max(made, 1, *(one.group for one in incidents_now(self._store, self._key, day)))

    def _line(self, day: str, number: int, name: str, label: str, **about: str) -> IncidentLine:
        sheet = incident_sheet(day, number)
        field = self._framework.sheet(sheet).field(name)
        storage = _Kept(self._store, self._key, sheet, field, self._framework)
        value, revision = storage.now()
        key = f"{self._drafts}/{sheet}/{name}"
        marked = _marked(value)
        made = IncidentLine(
            key=key, label=label, value=value, revision=revision, storage=storage, pieces=marked, **about
        )
        made.observe(lambda change: made.set_trait("pieces", _marked(change["new"])), "value")
        erasing.serve(made, storage, self._erased)
        return made


def sequel_of(store: Store, key: DossierKey, day: str) -> str:
    """Return what is asked of what the small groups of a session kept, when the group meets again."""
    there = store.sheet(key, sessions.session_sheet(day)).get("working_form")
    form = session_build().forms.get(str(there.value or "")) if there else None
    return form.keeps.sequel if form and form.keeps else "Hoe liep het af?"


def _marked(text: str) -> list[dict[str, Any]]:
    names = personal_words(text or "")
    return pieces(text, names) if names else []
