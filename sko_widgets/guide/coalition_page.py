"""The page of one dossier: where it is in the grid, what changed last, who takes part, and its report."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import IN_REPORT, INTRODUCTION, framework
from sko_widgets.insight.progress import Progress, progress, sheet_steps
from sko_widgets.widgets import Actions, Bar, Chooser, FieldControl, Grid, Notes, Opening

from . import controls, erasing, page_addresses, wording
from .dossier_field import DossierField
from .drafts import waiting
from .page_tasks import file, page_store
from .take_over import TakeOver
from .unreadable import Unreadable, change

_RECENT = 6


class CoalitionPage:
    """The page of one dossier: the grid, what changed last, the profile, and the report."""

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.store = store
        self.key = key
        self.framework = framework(store.snapshot(key).framework)
        self._made = store.info(key).created_at
        self._take_over: TakeOver | None = None

    def top(self) -> None:
        """Show where one is, and on which pages text was left behind in this browser."""
        snapshot = self._snapshot()
        left = waiting(snapshot, self.framework, self._made)
        crumbs = [
            {"label": "Alle coalities", "url": page_addresses.all_coalitions()},
            {"label": wording.coalition(snapshot), "url": ""},
        ]
        gone = erasing.gone_drafts(self.store, self.key, self._made)
        display(Bar(crumbs=crumbs, page_title=wording.coalition(snapshot), waiting=left, erased=gone))

    def opening(self) -> None:
        """Show whose dossier it is and how far it is."""
        snapshot = self._snapshot()
        done = [progress(snapshot, block.id) for block in self.framework.blocks]
        total = sum(len(one.steps) for one in done)
        lead = f"{sum(one.filled for one in done)} van {total} stappen ingevuld"
        who = wording.members(snapshot)
        title = str(snapshot.sheet("profile").get("name", self.key.slug))
        display(Opening(title=title, lead=f"{who} · {lead}" if who else lead, label="", question="", colour=""))

    def grid(self) -> None:
        """Show the blocks, each with where it is and what is missing."""
        snapshot = self._snapshot()
        cells = [self._cell(snapshot, progress(snapshot, block.id)) for block in self.framework.blocks]
        levels = [{"id": level.id, "name": level.name} for level in self.framework.levels]
        themes = [{"id": theme.id, "name": theme.name, "colour": theme.colour} for theme in self.framework.themes]
        display(Grid(cells=cells, levels=levels, themes=themes))

    def recent(self) -> None:
        """Show what was changed last, and by whom."""
        changes = self.store.changes(self.key, limit=40)
        lines = list(dict.fromkeys(change(self.framework, one) for one in changes if one.field != "status"))
        unread = Unreadable(self.store, self.key, self.framework).notes(self._snapshot())
        if unread is not None:
            display(unread)
        display(Notes(title="Laatst gewijzigd", notes=lines[:_RECENT], empty="Er is nog niets geschreven."))

    def step(self, name: str) -> None:
        """Show the control of one field of the profile; below the introduction what the instruments have for it."""
        storage = self._dossier_field(name)
        control = self._control(storage, labelled=self.framework.profile.step_of(name).has_own_name)
        if name != INTRODUCTION:
            display(control)
            return
        self._take_over = TakeOver(control, storage, INTRODUCTION)
        self._saved()
        display(control)
        display(self._take_over.widget)

    def report_choices(self) -> None:
        """Show of each instrument that has something in it what of it goes into the report."""
        snapshot = self._snapshot()
        rows = [
            {
                "label": wording.named(sheet),
                "state": sheet.field(IN_REPORT).option_label(in_report(snapshot, sheet)),
                "url": page_addresses.instrument_page(sheet),
            }
            for sheet in self.framework.instruments
            if any(step.filled for step in sheet_steps(snapshot, sheet))
        ]
        if rows:
            display(Chooser(label="Wat van je instrumenten in het rapport komt", items=rows))

    def _dossier_field(self, name: str) -> DossierField:
        field = self.framework.profile.field(name)
        return DossierField(self.store, self.key, "profile", field, self.framework, self._saved)

    def _saved(self) -> None:
        if self._take_over is not None:
            self._take_over.refresh(self._snapshot())

    def _control(self, storage: DossierField, *, labelled: bool) -> FieldControl:
        control = controls.control(storage, controls.Context(self.framework, "", self._snapshot(), self._made))
        control.show_label = labelled
        return control

    def actions(self) -> None:
        """Show the buttons for report and export."""
        buttons = [
            {"id": "pdf", "label": "Rapport maken (pdf)"},
            {"id": "docx", "label": "Rapport maken (Word)"},
            {"id": "html", "label": "Rapport maken (webpagina)"},
            {"id": "json", "label": "Dossier bewaren als bestand"},
        ]
        bar = Actions(
            title="Rapport en bestanden",
            buttons=buttons,
            links=[
                {"label": "Instrumenten", "url": page_addresses.instruments_page()},
                {"label": "Handleiding", "url": page_addresses.manual()},
            ],
        )
        bar.on("press", self._press)
        display(bar)

    def erasing(self) -> None:
        """Show the fold in which the whole dossier can be erased for good."""
        display(erasing.panel(self.store, self.key, self._made))

    def _snapshot(self) -> Snapshot:
        return self.store.snapshot(self.key)

    def _cell(self, snapshot: Snapshot, done: Progress) -> dict[str, Any]:
        block = self.framework.block(done.block)
        links = snapshot.sheet(f"block/{block.id}/{done.cycle}").get("links", []) if done.cycle else []
        kinds = self.framework.cycle_sheet.field("links")
        return {
            "id": block.id,
            "name": block.name,
            "level": block.level.id,
            "theme": block.theme.id,
            "colour": block.theme.colour,
            "title": done.title or ("" if done.cycle else "Nog zonder titel"),
            "url": page_addresses.block_page(block.id, max(done.cycle, 1)),
            "cycle": f"Cyclus {done.cycle}" if done.cycle else "Nog niet begonnen",
            "filled": done.filled,
            "total": len(done.steps),
            "missing": done.missing,
            "links": [
                {
                    "to": link["to"],
                    "label": f"{kinds.option_label(link['kind'])}: {self.framework.block(link['to']).name}",
                }
                for link in links
            ],
        }

    def _press(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        name, data = file(self._snapshot(), str(message["id"]))
        return {"name": name, "data": base64.b64encode(data).decode("ascii")}


def home(coalition: str, period: str, store: str) -> CoalitionPage:
    """Return what the page of one dossier talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return CoalitionPage(page_store(store), DossierKey(coalition, period))
