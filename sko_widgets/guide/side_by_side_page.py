"""The view of one step of one block: what all coalitions wrote as a wall of cards, or what some wrote side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from IPython.display import display

from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Framework, framework
from sko_widgets.insight import side_by_side as compared
from sko_widgets.insight.shared_facets import BLOCK
from sko_widgets.widgets import Comparison

from . import comparing, page_addresses
from .group_page import GroupPage
from .page_tasks import page_store
from .sheet_page import update

_NEWEST = {"id": "", "label": "Nieuwste cyclus"}
_NOBODY = (
    "Er is nog niets van een bouwsteen gedeeld met deze leergroep. Delen doet een coalitie zelf, met ‘Delen met een "
    "leergroep’ op de eigen pagina. Zodra er iets gedeeld is, staat het hier."
)
_NOT_THIS = "Van deze bouwsteen is nog niets gedeeld. Kies een andere bouwsteen, of laat meer zien."


class SideBySidePage(GroupPage):
    """What coalitions wrote at one step."""

    label = "Naast elkaar"
    title = "Naast elkaar"

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._step = "goal"  # the start question is the mandatory one at most of them
        self._row = ""  # the step that is seen side by side; all when empty
        self._cycle = 0  # the newest of each coalition
        self._asked_names: bool | None = None  # nobody used the switch yet
        self._chosen: list[str] = []  # who is chosen on the wall, by sender
        self._beside: list[str] = []  # who is side by side; nobody while there is a wall
        self._wall: list[str] = []  # whose the cards are
        self._selection.choose(BLOCK, page_addresses.asked(page_addresses.BLOCK))
        self._shown: Comparison | None = None

    def view(self) -> None:
        """Show the wall, or the three that the address asks for."""
        asked = page_addresses.asked(page_addresses.THREE)
        if asked in comparing.THREES:
            self._beside = self._three(asked)
        self._shown = Comparison(**self._now())
        self._shown.on("wall", lambda _: self._put_beside([]))
        self._shown.on("beside", lambda _: self._put_beside(self._chosen or self._turn()))
        self._shown.on("others", lambda _: self._put_beside(self._turn()))
        self._shown.on("three", lambda message: self._put_beside(self._three(str(message["which"]))))
        self._shown.on("step", self._choose_step)
        self._shown.on("cycle", self._choose_cycle)
        self._shown.on("names", self._switch_names)
        self._shown.on("choose", self._choose_card)
        display(self._shown)

    # --- what is chosen -----------------------------------------------------------------------

    @property
    def _block_id(self) -> str:
        return self._selection.chosen.get(BLOCK, "")

    @property
    def _with_names(self) -> bool:
        """Whether names are wanted; at first only where all who shared of the block want that."""
        if self._asked_names is not None:
            return self._asked_names
        return names_may_show(copy for copy in self._shared() if copy.block_id == self._block_id)

    def _offered(self, there: Collection[SharedCopy]) -> list[dict[str, Any]]:
        """Return what can be chosen; one block always is."""
        if not self._block_id:
            self._selection.choose(BLOCK, compared.shared_last(there))
        return [{**one, "every": ""} if one["name"] == BLOCK else one for one in super()._offered(there)]

    def _may_name(self, there: Collection[SharedCopy]) -> bool:
        return self._with_names and super()._may_name(there)

    def _put_beside(self, senders: Sequence[str]) -> None:
        self._beside = list(senders)
        self._refresh()

    def _turn(self) -> list[str]:
        """Return the coalitions whose turn it is to be side by side."""
        there = compared.of_step(self._copies(), self._block_id, cycle=self._cycle)
        return compared.turn([one.sender for one in there], self._beside)

    def _three(self, which: str) -> list[str]:
        """Return three coalitions whose next questions are alike, or are not."""
        there = compared.of_step(self._copies(), self._block_id, "next_questions", self._cycle)
        return compared.three(there, alike=which == comparing.ALIKE)

    def _choose_step(self, message: Mapping[str, Any]) -> None:
        if self._beside:
            self._row = str(message["step"])
        elif message["step"] in compared.WALL:
            self._step = str(message["step"])
        self._refresh()

    def _choose_cycle(self, message: Mapping[str, Any]) -> None:
        self._cycle = int(message["cycle"] or 0)
        self._refresh()

    def _switch_names(self, message: Mapping[str, Any]) -> None:
        self._asked_names = bool(message["on"])
        self._show_chosen()

    def _choose_card(self, message: Mapping[str, Any]) -> None:
        """Choose a card or leave it; the first that was chosen makes room for a fourth."""
        sender = self._wall[int(message["number"])]
        kept = [one for one in self._chosen if one != sender]
        self._chosen = [*kept, sender][-compared.MOST :] if message["on"] else kept
        self._refresh()

    # --- what is on the page ------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._shown is not None:
            self._glance.drop()
            update(self._shown, self._now())

    def _now(self) -> dict[str, Any]:
        """Return the traits of what is on the page now."""
        copies = self._copies()
        numbers = compared.cycles(copies, self._block_id)
        if self._cycle not in numbers:
            self._cycle = 0
        chosen = self._format()
        if chosen is None or not numbers:
            there = any(copy.block_id for copy in self._shared())
            nothing: dict[str, Any] = {"heading": "", "cards": [], "columns": [], "rows": []}
            return {**nothing, "empty": _NOT_THIS if there else _NOBODY, "told": ""}
        block, cycles = chosen.block(self._block_id), [{"id": str(one), "label": f"Cyclus {one}"} for one in numbers]
        return {
            "heading": block.name,
            "colour": block.theme.colour,
            "prompt": block.prompt,
            "cycles": [_NEWEST, *cycles] if len(cycles) > 1 else [],
            "cycle": str(self._cycle or ""),
            **self._compared(copies, chosen),
        }

    def _format(self) -> Framework | None:
        """Return the format of the newest copy of the block; None when there is none."""
        of_block = [copy for copy in self._shared() if copy.block_id == self._block_id]
        return framework(of_block[0].framework) if of_block else None

    def _compared(self, copies: Sequence[SharedCopy], chosen: Framework) -> dict[str, Any]:
        found = self._side_by_side(copies)
        if found:
            shown = comparing.OnScreen.of(found, with_names=self._with_names)
            everyone = compared.of_step(copies, self._block_id, cycle=self._cycle)
            return {**comparing.columns(shown, chosen, self._row), "others": len(everyone) > len(found), "empty": ""}
        self._beside = []
        found = compared.of_step(copies, self._block_id, self._step, self._cycle)
        shown = comparing.OnScreen.of(found, with_names=self._with_names)
        self._wall = [one.sender for one in found]
        self._chosen = [one for one in self._chosen if one in {copy.sender for copy in copies}]
        picked = [sender in self._chosen for sender in self._wall]
        threes = [{"id": which, "label": label} for which, label in comparing.THREES.items() if self._three(which)]
        return {**comparing.wall(shown, chosen, self._step, picked), "others": False, "threes": threes}

    def _side_by_side(self, copies: Sequence[SharedCopy]) -> list[SharedCopy]:
        """Return who is side by side, as far as something of them is still shared."""
        there = {one.sender: one for one in compared.of_step(copies, self._block_id, cycle=self._cycle)}
        return [there[sender] for sender in self._beside if sender in there]

    def _printed(self) -> list[str]:
        copies, chosen = self._copies(), self._format()
        if chosen is None:
            return []
        found, steps = self._side_by_side(copies), [self._row] if self._row else []
        if not found:
            found, steps = compared.of_step(copies, self._block_id, self._step, self._cycle), [self._step]
        shown = comparing.OnScreen.of(found, with_names=self._with_names)
        return comparing.printed(shown, chosen, chosen.block(self._block_id), steps)


def side_by_side(group: str, store: str) -> SideBySidePage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return SideBySidePage(page_store(store), group)
