"""`Regie`: the window of a session for who leads it, with the clock, the harvest and what is agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from IPython.display import display

from sko_widgets.dossier import session_rows, sessions
from sko_widgets.dossier.sessions import FACILITATOR, Line, TooManyAgreementsError
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import clock
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.earlier_session import day_before
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.programme import fits
from sko_widgets.who import author
from sko_widgets.widgets import AgreementForm, HarvestForm, LikedForm, SessionParts, SessionStrip

from . import controls, page_addresses, session_pages
from .dossier_field import DossierField
from .drafts import drafts_of
from .page_tasks import page_store
from .session_incidents import SessionIncidents
from .session_window import NoSession, SessionWindow, asked_or_nearest
from .sheet_page import update

_ANONYMOUS = "anoniem"
_EDITABLE = {"kind", "text", "said_by", "said_for", "block", "kept_out"}
_AGREED = {"who", "what", "when", "block"}


class DirectionPage(SessionWindow):
    """The window of one session that the facilitator sees."""

    label = "Regie"
    saves = True

    def __init__(self, store: Store, slug: str, day: str) -> None:
        super().__init__(store, slug, day)
        self._made = store.info(self.key).created_at
        self._parts: SessionParts | None = None
        self._harvest: HarvestForm | None = None
        self._agreements: AgreementForm | None = None
        self._liked: LikedForm | None = None
        self._incidents: SessionIncidents | None = None

    def _menu(self) -> list[dict[str, str | bool]]:
        theme = str(self._fields.get("theme") or "")
        pages = {
            "Programma": session_pages.session_page(session_pages.SET_UP, self.day),
            "Naast elkaar": page_addresses.view_page(
                "Naast elkaar", theme if theme in self.framework.block_ids else ""
            ),
            "Verslag": session_pages.session_page(session_pages.MINUTES, self.day),
        }
        return [{"label": label, "url": url, "here": False} for label, url in pages.items()]

    # --- the clock ----------------------------------------------------------------------------

    def strip(self) -> None:
        """Show the part that is on, its clock, and what can be pressed."""
        screen = session_pages.session_page(session_pages.DAY_SCREEN, self.day)
        minutes = session_pages.session_page(session_pages.MINUTES, self.day)
        shown = SessionStrip(title=self.heading, screen=screen, minutes=minutes, **self._clock_traits())
        self._serve(shown)
        display(shown)

    def programme(self) -> None:
        """Show all parts."""
        self._parts = SessionParts(**self._parts_now())
        display(self._parts)

    def _parts_now(self) -> dict[str, Any]:
        parts = [{name: one[name] for name in ("name", "minutes", "at")} for one in self._face["parts"]]
        minutes = str(self._fields.get("minutes") or "")
        told = fits(self._clock.parts, int(minutes)) if minutes.isdecimal() else ""
        return {"parts": parts, "part": self._face["part"], "told": told, "note": self._no_groups()}

    def _no_groups(self) -> dict[str, str]:
        """Return a word and a link while a part that is done in small groups is still to end and there are none."""
        form = self._form()
        left = [part.name for part in self._clock.parts[max(self._clock.part, 0) :]]
        first = next((name for name in form.in_groups if name in left), "") if form else ""
        if not first or self._fields.get("groups"):
            return {}
        text = f"Bij ‘{first}’ werken jullie in groepjes. Die zijn er nog niet."
        url = session_pages.session_page(session_pages.SESSION, self.day)
        return {"text": text, "label": "Groepjes maken", "url": url}

    def _look(self, mark: int) -> Mapping[str, Any]:
        told = super()._look(mark)
        if "face" in told and self._parts is not None:
            update(self._parts, self._parts_now())
        return told

    def _saved(self) -> Mapping[str, Any]:
        """Show what is stored now, and return when that was."""
        if self._renew():
            self._changed()
        return {"when": clock(datetime.now(UTC))}

    def _changed(self) -> None:
        if self._parts is not None:
            self._parts.note = self._no_groups()
        if self._harvest is not None:
            self._harvest.rows = self._harvested()
        if self._agreements is not None:
            self._agreements.rows = self._agreed()
        if self._liked is not None:
            self._liked.counts = self._counted()
        if self._incidents is not None:
            self._incidents.renew()

    # --- the harvest --------------------------------------------------------------------------

    def harvest(self) -> None:
        """Show the line that is added, and those there are."""
        field = self.framework.sheet(f"{sessions.HARVEST}{self.day}/{'0' * 12}").field("kind")
        kinds = [
            {"id": one.id, "label": one.label, "short": one.label.partition(" voor ")[0], "letter": one.label[0]}
            for one in field.options
        ]
        self._harvest = HarvestForm(kinds=kinds, rows=self._harvested(), **self._common("harvest"))
        self._harvest.on("add", self._add_harvest)
        self._harvest.on("change", self._change_harvest)
        display(self._harvest)

    def _harvested(self) -> list[dict[str, Any]]:
        lines = sessions.harvest_now(self.store, self.key.slug, self.day)
        return [_harvest_row(one) for one in reversed(lines)]

    def _add_harvest(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        where = (self.store, self.key.slug, self.day)
        sessions.add_harvest(*where, _fields(message, _EDITABLE), author=author(), line=str(message["line"]))
        return self._saved()

    def _change_harvest(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        where = (self.store, self.key.slug, self.day, str(message["line"]))
        sessions.change_harvest(*where, _fields(message, _EDITABLE), author=author(), was=str(message["was"]))
        return self._saved()

    # --- what small groups keep ---------------------------------------------------------------

    def incidents(self) -> None:
        """Show what small groups kept the last time, for how it ended, and what they keep now."""
        before = day_before(sessions.days(self.store, self.key), self.day)
        self._incidents = SessionIncidents(self.store, self.key, self.day, before)
        if self._incidents.lines:
            display(*self._incidents.lines)

    # --- what is agreed -----------------------------------------------------------------------

    def agreements(self) -> None:
        """Show the agreement that is added, and those there are."""
        self._agreements = AgreementForm(facilitator=FACILITATOR, rows=self._agreed(), **self._common("agreement"))
        self._agreements.on("add", self._add_agreement)
        self._agreements.on("change", self._change_agreement)
        self._agreements.on("swap", self._swap)
        display(self._agreements)

    def _agreed(self) -> list[dict[str, Any]]:
        lines = sessions.agreements_now(self.store, self.key.slug, self.day)
        return [_agreement_row(one) for one in reversed(lines)]

    def _add_agreement(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        where = (self.store, self.key.slug, self.day)
        try:
            sessions.add_agreement(*where, _fields(message, _AGREED), author=author(), line=str(message["line"]))
        except TooManyAgreementsError as error:
            return {"choose": [{"id": one.id, "text": one.get("what")} for one in error.before]}
        return self._saved()

    def _change_agreement(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        where = (self.store, self.key.slug, self.day, str(message["line"]))
        sessions.change_agreement(*where, _fields(message, _AGREED), author=author(), was=str(message["was"]))
        return self._saved()

    def _swap(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        where = (self.store, self.key.slug, self.day, str(message["drop"]))
        sessions.change_agreement(*where, {"what": ""}, author=author())
        return self._add_agreement(message)

    # --- the end ------------------------------------------------------------------------------

    def closing(self) -> None:
        """Show how it was, and what people want the next time."""
        self._liked = LikedForm(
            key=f"{self._drafts}/liked", statements=list(session_build().liked), counts=self._counted()
        )
        self._liked.on("count", self._count)
        display(self._liked)
        sheet = sessions.session_sheet(self.day)
        field = self.framework.sheet(sheet).field("next_time")
        storage = DossierField(self.store, self.key, sheet, field, self.framework)
        context = controls.Context(
            self.framework,
            "",
            self.store.snapshot(self.key),
            self._made,
            lambda name: self.store.sheet(self.key, name),
            self.store.erased(self.key),
        )
        shown = controls.control(storage, context)
        shown.show_label = True
        shown.label = "Volgende keer graag …"
        display(shown)

    def _counted(self) -> dict[str, list[str]]:
        rows: Sequence[Mapping[str, Any]] = self._fields.get("liked") or []
        return {str(one.get("statement") or ""): [str(count) for count in one.get("counts") or []] for one in rows}

    def _count(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        counts = [str(one) if str(one).isdecimal() else "0" for one in message["counts"]][:5]
        statement = str(message["statement"])
        session_rows.count_liked(self.store, self.key.slug, self.day, statement, counts, author=author())
        return self._saved()

    # --- of all three -------------------------------------------------------------------------

    @property
    def _drafts(self) -> str:
        return f"{drafts_of(self.key, self._made)}/{sessions.session_sheet(self.day)}"

    def _common(self, name: str) -> dict[str, Any]:
        """Return what the two forms are given."""
        members = [str(one.get("coalition") or "") for one in sessions.member_rows(self.store, self.key)]
        theme = str(self._fields.get("theme") or "")
        return {
            "key": f"{self._drafts}/{name}",
            "session": self._channel(),
            "members": list(filter(None, members)),
            "blocks": [{"id": one.id, "name": one.name} for one in self.framework.blocks],
            "block": theme if theme in self.framework.block_ids else "",
        }


def _fields(message: Mapping[str, Any], known: set[str]) -> dict[str, str]:
    return {name: str(value or "") for name, value in message["fields"].items() if name in known}


def _harvest_row(one: Line) -> dict[str, Any]:
    said_for = one.get("said_for")
    note = [one.get("said_by") or _ANONYMOUS, f"voor {said_for}" if said_for else "", block_name(one.get("block"))]
    plain = {name: one.get(name) for name in ("kind", "text", "said_by", "said_for", "block")}
    return {"id": one.id, **plain, "kept_out": bool(one.get("kept_out")), "note": " · ".join(filter(None, note))}


def _agreement_row(one: Line) -> dict[str, Any]:
    note = " · ".join(filter(None, [one.get("when"), block_name(one.get("block"))]))
    return {"id": one.id, **{name: one.get(name) for name in ("who", "what", "when", "block")}, "note": note}


def direction(group: str, store: str) -> DirectionPage | NoSession:
    """Return what the notebook of the facilitator's window talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    there = page_store(store)
    day = asked_or_nearest(there, group)
    return DirectionPage(there, group, day) if day else NoSession(there, group, session_pages.DIRECTING)
