"""The page of one dossier: where it is in the grid, what changed last, who takes part, and its report."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Revision, Store
from sko_widgets.dutch import clock, day
from sko_widgets.framework import INTRODUCTION, catalogue, framework
from sko_widgets.insight.progress import STEPS, Progress, progress
from sko_widgets.widgets import Actions, Bar, FieldControl, Grid, Notes, Opening

from . import addresses, controls, wording
from .dossier_field import DossierField
from .drafts import waiting
from .page_tasks import file, page_store
from .take_over import TakeOver

_RECENT = 6


class CoalitionPage:
    """The page of one dossier: the grid, what changed last, the profile, and the report."""

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.store = store
        self.key = key
        self.framework = framework(store.snapshot(key).framework)
        self._made = store.info(key).created_at

    def top(self) -> None:
        """Show where one is, and on which pages text was left behind in this browser."""
        snapshot = self._snapshot()
        left = waiting(snapshot, self.framework, self._made)
        crumbs = [{"label": "Alle coalities", "url": addresses.ALL}, {"label": wording.coalition(snapshot), "url": ""}]
        display(Bar(crumbs=crumbs, page_title=wording.coalition(snapshot), waiting=left))

    def opening(self) -> None:
        """Show whose dossier it is and how far it is."""
        snapshot = self._snapshot()
        done = [progress(snapshot, block.id) for block in self.framework.blocks]
        total = len(STEPS) * len(done)
        lead = f"{sum(one.filled for one in done)} van {total} stappen ingevuld"
        who = wording.members(snapshot)
        title = str(snapshot.sheet("profile").get("name", self.key.slug))
        display(Opening(title=title, lead=f"{who} · {lead}" if who else lead, label="", question="", theme=""))

    def grid(self) -> None:
        """Show the nine blocks, each with where it is and what is missing."""
        snapshot = self._snapshot()
        cells = [self._cell(snapshot, progress(snapshot, block.id)) for block in self.framework.blocks]
        levels = [{"id": level.id, "name": level.name} for level in self.framework.levels]
        themes = [{"id": theme.id, "name": theme.name} for theme in self.framework.themes]
        display(Grid(cells=cells, levels=levels, themes=themes))

    def recent(self) -> None:
        """Show what was changed last, and by whom."""
        changes = self.store.changes(self.key, limit=40)
        lines = list(dict.fromkeys(self._change(one) for one in changes if one.field != "status"))
        display(Notes(title="Laatst gewijzigd", notes=lines[:_RECENT], empty="Er is nog niets geschreven."))

    def profile(self) -> None:
        """Show who takes part, as the coalition's profile has it."""
        for name in ("municipality", "project_leader", "schools", "partners"):
            display(self._control(self._dossier_field(name), labelled=True))

    def introduction(self) -> None:
        """Show the introduction of the report, and what the instruments have for it."""
        storage = self._dossier_field("introduction", lambda: take_over.refresh(self._snapshot()))
        take_over = TakeOver(self._control(storage, labelled=False), storage, INTRODUCTION)
        take_over.refresh(self._snapshot())
        display(take_over.control)
        display(take_over.widget)

    def _dossier_field(self, name: str, saved: Callable[[], None] = lambda: None) -> DossierField:
        field = catalogue().sheet("profile").field(name)
        return DossierField(self.store, self.key, "profile", field, self.framework.block_ids, saved)

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
                {"label": "Instrumenten", "url": addresses.INSTRUMENTS},
                {"label": "Handleiding", "url": "../../handleiding.ipynb"},
            ],
        )
        bar.on("press", self._press)
        display(bar)

    def _snapshot(self) -> Snapshot:
        return self.store.snapshot(self.key)

    def _cell(self, snapshot: Snapshot, done: Progress) -> dict[str, Any]:
        block = self.framework.block(done.block)
        links = snapshot.sheet(f"block/{block.id}/{done.cycle}").get("links", []) if done.cycle else []
        kinds = catalogue().sheet("block/macro-samenhang/1").field("links")
        return {
            "id": block.id,
            "name": block.name,
            "level": block.level.id,
            "theme": block.theme.id,
            "title": done.title or ("" if done.cycle else "Nog zonder titel"),
            "url": addresses.block_page(block.id, max(done.cycle, 1)),
            "cycle": f"Cyclus {done.cycle}" if done.cycle else "Nog niet begonnen",
            "filled": done.filled,
            "total": len(STEPS),
            "missing": done.missing,
            "links": [
                {
                    "to": link["to"],
                    "label": f"{kinds.option_label(link['kind'])}: {self.framework.block(link['to']).name}",
                }
                for link in links
            ],
        }

    def _change(self, one: Revision) -> str:
        label = catalogue().sheet(one.sheet).field(one.field).label
        kind, _, rest = one.sheet.partition("/")
        places_of = {
            "block": lambda: f"bij {self.framework.block(rest.partition('/')[0]).name}",
            "lesson": lambda: f"bij ‘{catalogue().sheet(one.sheet).title}’",
        }
        place = places_of.get(kind, lambda: "in het profiel")()
        return f"{label} {place}, {day(one.saved_at)}, {clock(one.saved_at)}, door {one.author}"

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
