"""A block's page in the app: its steps as controls, tied to the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import cycles, finish
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Block
from sko_widgets.insight.progress import progress, steps
from sko_widgets.report.markdown import html
from sko_widgets.who import author
from sko_widgets.widgets import Bottom, Review

from . import page_addresses, wording
from .dossier_field import DossierField
from .page_tasks import write_notebooks
from .sheet_page import SheetPage, row, update
from .take_over import TakeOver


class BlockPage(SheetPage):
    """What the notebook of one block and cycle shows in the app.

    Parameters
    ----------
    block
        Id of the block.
    coalition, period
        Slug and period of the dossier.
    cycle
        Number of the cycle, from 1.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """

    def __init__(self, block: str, coalition: str, period: str, cycle: int, store: str) -> None:
        super().__init__(coalition, period, store)
        self.block: Block = self.framework.block(block)
        self.cycle = cycle
        self._take_overs: list[TakeOver] = []
        self._furnish(self.block.theme.colour, self.block.id, f"block/{self.block.id}", self._sheet)
        self._bottom = Bottom(colour=self.block.theme.colour)
        self._review = Review(colour=self.block.theme.colour)
        self._bottom.on("finish", self._finish)
        self._bottom.on("undo", self._undo)
        self._refresh(self._read)

    # --- what the notebook's cells show -------------------------------------------------------

    def step(self, name: str) -> None:
        """Show the control of one field, and below it what the instruments have for it."""
        snapshot = self._recent_snapshot()
        storage = self._step_field(name, snapshot)
        control = self._control(storage, snapshot, self.block.id)
        take_over = TakeOver(control, storage, self.block.id, self.block.theme.colour)
        take_over.refresh(snapshot)
        self._take_overs.append(take_over)
        display(take_over.control)
        display(take_over.widget)

    def review(self) -> None:
        """Show all steps with what is in them, to look back on together."""
        display(self._review)

    def bottom(self) -> None:
        """Show the ways on: the cycles beside this one, and finishing it."""
        display(self._bottom)

    # --- what they show now -------------------------------------------------------------------

    @property
    def _sheet(self) -> str:
        return f"block/{self.block.id}/{self.cycle}"

    def _step_field(self, name: str, snapshot: Snapshot) -> DossierField:
        inherited = None
        if name == "start_question":
            inherited = cycles.inherited_question(snapshot, self.framework, self.block.id, self.cycle)
        sheet = self.framework.cycle_sheet.asked_field(name).sheet
        return self._dossier_field(sheet.format(block=self.block.id, cycle=self.cycle), name, inherited)

    def _refresh(self, snapshot: Snapshot) -> None:
        found = steps(snapshot, self.block.id, self.cycle)
        needed = {step.name for step in self.framework.cycle_sheet.steps if any(one.missing for one in step.fields)}
        rows = [{**row(step), "optional": step.name not in needed} for step in found]
        self._bar.set_trait("crumbs", self._crumbs(snapshot))
        self._bar.set_trait("page_title", f"{self._here} · {wording.coalition(snapshot)}")
        self._steps.set_trait("mini", self._mini(snapshot))
        self._steps.set_trait("steps", rows)
        self._review.set_trait("rows", [one for one in rows if not one["optional"]])
        update(self._opening, self._opening_texts(snapshot))
        update(self._bottom, self._bottom_state(snapshot))
        for take_over in self._take_overs:
            take_over.refresh(snapshot)

    @property
    def _here(self) -> str:
        return f"{self.block.name}, cyclus {self.cycle}"

    def _crumbs(self, snapshot: Snapshot) -> list[dict[str, str]]:
        return [
            {"label": "Alle coalities", "url": page_addresses.all_coalitions()},
            {"label": wording.coalition(snapshot), "url": page_addresses.coalition_page()},
            {"label": self._here, "url": ""},
        ]

    def _mini(self, snapshot: Snapshot) -> list[dict[str, Any]]:
        newest = {block.id: max(progress(snapshot, block.id).cycle, 1) for block in self.framework.blocks}
        return [
            {
                "id": block.id,
                "name": block.name,
                "colour": block.theme.colour,
                "url": page_addresses.block_page(block.id, newest[block.id]),
                "here": block is self.block,
                "row": row,
                "column": column,
            }
            for row, level in enumerate(self.framework.levels, 1)
            for column, theme in enumerate(self.framework.themes, 1)
            for block in self.framework.blocks
            if (block.level, block.theme) == (level, theme)
        ]

    def _opening_texts(self, snapshot: Snapshot) -> dict[str, Any]:
        question = cycles.start_question(snapshot, self.framework, self.block.id, self.cycle)
        inherited = cycles.inherited_question(snapshot, self.framework, self.block.id, self.cycle)
        adjusted = cycles.is_adjusted(question, inherited)
        shown = html(question)
        if self.cycle > 1:
            origin = ", aangepast" if adjusted else f", overgenomen uit cyclus {self.cycle - 1}"
            label = f"Startvraag{origin}"
        elif not adjusted:
            label = "Verplichte vraag"
        else:
            label = "Startvraag"
            shown += html(f"*Verplichte vraag: {inherited}*")
        return {
            "title": snapshot.sheet(f"block/{self.block.id}").get("title") or self.block.name,
            "lead": f"{self.block.name} · Bouwsteen {self.block.number} van {len(self.framework.blocks)} · "
            f"{self.block.description}",
            "label": label,
            "question": shown,
        }

    def _bottom_state(self, snapshot: Snapshot) -> dict[str, Any]:
        cycle = snapshot.sheet(self._sheet)
        numbers = snapshot.cycles(self.block.id)
        finished = cycle.get("status") == "afgerond" and self.cycle + 1 in numbers
        others = [
            {"label": f"Cyclus {number}", "url": page_addresses.block_page(self.block.id, number)}
            for number in (self.cycle - 1, self.cycle + 1)
            if number in numbers
        ]
        can = finish.has_next_question(cycle, self.block.id)
        can_undo = finished and finish.can_reopen(snapshot, self.block.id, self.cycle)
        return {
            "can_finish": can and not finished,
            "finished": finished,
            "can_undo": can_undo,
            "note": self._bottom_note(can=can, finished=finished, can_undo=can_undo),
            "links": others,
        }

    def _bottom_note(self, *, can: bool, finished: bool, can_undo: bool) -> str:
        if not finished:
            can_later = "Afronden kun je terugdraaien zolang de nieuwe cyclus leeg is."
            return can_later if can else "Afronden kan als er een nieuwe vraag staat."
        done = f"Cyclus {self.cycle} is afgerond."
        return done if can_undo else f"{done} Terugdraaien kan niet meer: in cyclus {self.cycle + 1} staat al tekst."

    # --- what the buttons do ------------------------------------------------------------------

    def _finish(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        following = finish.finish(self.store, self.key, self.block.id, self.cycle, author())
        write_notebooks(self.store, self.key)
        self._refresh(self._snapshot())
        return {"url": page_addresses.block_page(self.block.id, following)}

    def _undo(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        finish.reopen(self.store, self.key, self.block.id, self.cycle, author())
        self._refresh(self._snapshot())
        return {}
