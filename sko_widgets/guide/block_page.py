"""A block's page in the app: its steps as controls, tied to the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import cycles, finish
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Block
from sko_widgets.insight.progress import steps
from sko_widgets.report.markdown import html
from sko_widgets.who import author
from sko_widgets.widgets import Actions, Bottom, Review, Strip

from . import page_addresses, wording
from .beside import display_beside
from .beside_steps import Beside
from .coaching import ASKS, NOTHING_ASKED, Coaching
from .dossier_field import DossierField
from .group_offers import ACTIONS, GroupOffers
from .page_tasks import write_notebooks
from .reading import step_html
from .sheet_page import SheetPage, row, update
from .take_over import TakeOver
from .which_remarks import at_field, of_sheets

_CLOSING = "review"
"""The last step: what is asked there stands beside the cycle as a document."""


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
        self._coaching = Coaching(
            self.store, self.key, self.framework, colour=self.block.theme.colour, here=block, mended=self._mended
        )
        self._furnish(self.block.theme.colour, self.block.id, "Raster", f"block/{self.block.id}", self._sheet)
        self._bar.can_show = True
        self._strip = Strip(colour=self.block.theme.colour)
        self._beside_steps = Beside(self.store, self._read, block, cycle, self.block.theme.colour)
        self._bottom = Bottom(colour=self.block.theme.colour)
        self._review = Review(colour=self.block.theme.colour)
        self._bottom.on("finish", self._finish)
        self._bottom.on("undo", self._undo)
        self._refresh(self._read)

    # --- what the notebook's cells show -------------------------------------------------------

    def opening(self) -> None:
        """Show what the block is called, its question and its cycles, and which of its fields are damaged."""
        display(self._strip)
        self._show_unreadable()

    def step(self, name: str) -> None:
        """Show the control of one field, and below it what the instruments have for it."""
        snapshot = self._recent_snapshot()
        storage = self._step_field(name, snapshot)
        control = self._control(storage, snapshot, self.block.id)
        step = self.framework.cycle_sheet.step_of(name)
        if step.name == _CLOSING:
            display_beside(control)
            return
        take_over = TakeOver(control, storage, self.block.id, self.block.theme.colour)
        take_over.refresh(snapshot)
        self._take_overs.append(take_over)
        display(take_over.control)
        display(take_over.widget)
        display(self._coaching.shown(at_field(storage.sheet, name), says_where=False))
        if name == ACTIONS and self.cycle == max(snapshot.cycles(self.block.id), default=1):
            offers = GroupOffers(self.store, self.key, self.framework, [self.block.id], self._mended)
            offers.refresh()
            display(offers.widget)
        if name == step.fields[-1].name:
            self._beside_steps.show(step)

    def review(self) -> None:
        """Show the cycle as a document, to look back on together."""
        display(self._review)
        asked = of_sheets(self._sheet, f"block/{self.block.id}")
        display(self._coaching.shown(asked, title=ASKS, empty=NOTHING_ASKED))
        ways = [{"label": "Laat iemand meelezen", "url": page_addresses.hand_over_page(self.block.id)}]
        display(Actions(buttons=[], links=ways))

    def bottom(self) -> None:
        """Show with which question one goes on, and the buttons that finish the cycle."""
        display_beside(self._bottom)

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
        asked = self.framework.cycle_sheet.steps
        needed = {step.name for step in asked if any(one.missing for one in step.fields)}
        rows = [{**row(step), "optional": step.name not in needed, "counts": step.name != _CLOSING} for step in found]
        coalition = wording.coalition(snapshot)
        crumbs = page_addresses.crumbs(coalition, self._here)
        update(self._bar, {"crumbs": crumbs, "page_title": f"{self._here} · {coalition}"})
        update(self._steps, {"steps": rows, "beside": self._beside()})
        update(self._strip, self._strip_texts(snapshot))
        written = [step_html(snapshot, self.block.id, self.cycle, step) for step in asked]
        document = [{**one, "html": text} for one, text in zip(rows, written, strict=True)]
        update(self._review, {"rows": document, **self._review_state(snapshot)})
        update(self._bottom, self._bottom_state(snapshot, rows))
        for take_over in self._take_overs:
            take_over.refresh(snapshot)
        self._coaching.refresh_soon()

    @property
    def _here(self) -> str:
        return f"{self.block.name}, cyclus {self.cycle}"

    def _beside(self) -> list[dict[str, str]]:
        """Return the blocks before and after this one, in the order of the report."""
        blocks = {block.number: block for block in self.framework.blocks}
        ways = [("Vorige bouwsteen", self.block.number - 1), ("Volgende bouwsteen", self.block.number + 1)]
        return [
            {
                "way": way,
                "label": blocks[number].name,
                "url": page_addresses.block_page(
                    blocks[number].id, max(self._read.cycles(blocks[number].id), default=1)
                ),
            }
            for way, number in ways
            if number in blocks
        ]

    def _strip_texts(self, snapshot: Snapshot) -> dict[str, Any]:
        place = (snapshot, self.framework, self.block.id, self.cycle)
        adjusted = cycles.is_adjusted(*place)
        if snapshot.sheet(self._sheet).get("own_question", "").strip():
            label = "Eigen vraag"
        elif self.cycle == 1 and not adjusted:
            label = "Verplichte vraag"
        else:
            label = "Startvraag, aangepast" if adjusted and self.cycle > 1 else "Startvraag"
        numbers = snapshot.cycles(self.block.id) or (self.cycle,)
        return {
            "title": snapshot.sheet(f"block/{self.block.id}").get("title") or self.block.name,
            "lead": f"Bouwsteen {self.block.number} van {len(self.framework.blocks)}: {self.block.description}",
            "label": label,
            "question": html(cycles.asked_question(*place)),
            "cycles": [self._tab(snapshot, number) for number in numbers],
        }

    def _tab(self, snapshot: Snapshot, number: int) -> dict[str, Any]:
        done = snapshot.sheet(f"block/{self.block.id}/{number}").get("status") == "afgerond"
        return {
            "label": f"Cyclus {number}",
            "state": "afgerond" if done else "bezig",
            "url": page_addresses.block_page(self.block.id, number),
            "here": number == self.cycle,
            "done": done,
        }

    def _is_finished(self, snapshot: Snapshot) -> bool:
        return snapshot.sheet(self._sheet).get("status") == "afgerond" and self.cycle + 1 in snapshot.cycles(
            self.block.id
        )

    def _review_state(self, snapshot: Snapshot) -> dict[str, Any]:
        return {
            "finished": self._is_finished(snapshot),
            "notice": f"Cyclus {self.cycle} is afgerond. Je leest hier wat jullie toen schreven. "
            f"Wat je nu nog wijzigt, verandert het verhaal waar cyclus {self.cycle + 1} op verdergaat.",
        }

    def _bottom_state(self, snapshot: Snapshot, rows: list[dict[str, Any]]) -> dict[str, Any]:
        cycle = snapshot.sheet(self._sheet)
        finished = self._is_finished(snapshot)
        questions = cycles.own_next_questions(cycle, self.block.id)
        can_undo = finished and finish.can_reopen(snapshot, self.block.id, self.cycle)
        still_open = [one for one in rows if not (one["filled"] or one["optional"])]
        return {
            "can_finish": bool(questions) and not finished,
            "finished": finished,
            "can_undo": can_undo,
            "note": self._bottom_note(can=bool(questions), finished=finished, can_undo=can_undo),
            "choices": [{"text": one, "html": html(one)} for one in questions],
            "open_points": [{"label": one["label"], "anchor": one["anchor"]} for one in still_open],
            "next_label": f"Naar cyclus {self.cycle + 1}",
            "later_url": page_addresses.coalition_page(),
        }

    def _bottom_note(self, *, can: bool, finished: bool, can_undo: bool) -> str:
        if not finished:
            can_later = "Terugdraaien kan, zolang de nieuwe cyclus leeg is."
            return can_later if can else "Afronden kan als er een nieuwe vraag staat."
        done = f"Cyclus {self.cycle} is afgerond."
        return done if can_undo else f"{done} Terugdraaien kan niet meer: in cyclus {self.cycle + 1} staat al tekst."

    # --- what the buttons do ------------------------------------------------------------------

    def _finish(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        chosen = str(message.get("chosen", ""))
        following = finish.finish(self.store, self.key, self.block.id, self.cycle, author(), chosen)
        write_notebooks(self.store, self.key)
        self._refresh(self._snapshot())
        return {"url": page_addresses.block_page(self.block.id, following)}

    def _mended(self, name: str) -> None:
        """Show a field that a button of the coach changed, and what hangs on it."""
        if name in self._controls:  # in JupyterLab a cell may not have run yet
            self._controls[name].take_over_stored()
        self._saved()

    def _undo(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        finish.reopen(self.store, self.key, self.block.id, self.cycle, author())
        self._refresh(self._snapshot())
        return {}
