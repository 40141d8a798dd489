"""What a coalition agreed to in a learning group, offered on its page: nothing goes to a block unless they say so.

What they say to it, and how it went, the group sees at its next session.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier import sessions
from sko_widgets.dossier.sessions import Line
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.errors import SkoError
from sko_widgets.framework import Block, Framework
from sko_widgets.insight.contributions import holds
from sko_widgets.who import author
from sko_widgets.widgets import Clash, Offers

from . import page_addresses, wording
from .dossier_field import DossierField
from .group_page import called
from .take_over import TakenElsewhereError

TAKEN, REFUSED = "overgenomen", "niet-nu"
ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class _Offer:
    """An agreement of this coalition: of which group and session, and for which block; None when that was not said."""

    group: str
    group_name: str
    day: str
    line: Line
    block: Block | None

    @property
    def id(self) -> str:
        return f"{self.group}/{self.line.id}"  # not its day, which may change

    @property
    def noted(self) -> str:
        """The text with a note of where it is from."""
        return f"{self.line.get('what')} (uit: {self.group_name}, {dutch.date(self.day)})"


class GroupOffers:
    """The list of what was agreed, and what its buttons do.

    Parameters
    ----------
    store, key, framework
        Where the dossier is, which, and its format.
    blocks
        Ids of the blocks that it is about.
    taken
        Called with the name of the field that something was added to.
    """

    def __init__(
        self,
        store: Store,
        key: DossierKey,
        framework: Framework,
        blocks: Collection[str],
        taken: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.store = store
        self.key = key
        self.framework = framework
        self._blocks = blocks
        self._taken = taken
        declared = next(sheet for sheet in framework.sheets if sheet.id.startswith(sessions.AGREEMENT))
        options = declared.field("outcome").options
        self.widget = Offers(outcomes=[{"id": one.id, "label": one.label} for one in options])
        for does in ("take", "refuse", "tell"):
            self.widget.on(does, self._hear)

    def refresh(self) -> None:
        """Show what there is now; what the group heard the end of is not shown any more."""
        self.widget.offers = [self._shown(one) for one in self._found() if not one.line.get("outcome")]

    def _found(self) -> Iterator[_Offer]:
        for group, held, line in sessions.agreed_with(self.store, self.store.info(self.key).name):
            block = next((one for one in self.framework.blocks if one.id == line.get("block")), None)
            # What is for no block stands on the coalition's page, which shows all of them.
            if block.id in self._blocks if block else len(self._blocks) == len(self.framework.blocks):
                yield _Offer(group.key.slug, called(group.name), held, line, block)

    def _shown(self, one: _Offer) -> dict[str, Any]:
        place = f", voor {one.block.name}" if one.block and len(self._blocks) > 1 else ""
        when = one.line.get("when")
        answer = one.line.get("answer")
        return {
            "id": one.id,
            "colour": one.block.theme.colour if one.block else "",
            "origin": f"{one.group_name}, {dutch.date(one.day)}{place}",
            "text": wording.bare(one.line.get("what")) + (f" ({wording.bare(when)})" if when else ""),
            "answer": answer,
            "can_take": one.block is not None,
            "asks": bool(answer) or one.block is None,
        }

    def _hear(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        one = next((one for one in self._found() if one.id == message["id"]), None)
        if one is None:
            raise SkoError("Deze afspraak staat er niet meer.", mend="Laad de pagina opnieuw.")
        match message["do"]:
            case "take":
                answer = self._take(one)
            case "refuse":
                self._say(one, {"answer": REFUSED})
                answer = {"message": "Goed. De groep ziet dat het nu niet kan."}
            case _:
                self._say(one, {"outcome": str(message["outcome"]), "told": str(message["told"])})
                answer = {"message": "Verteld. De groep ziet het bij de volgende bijeenkomst."}
        self.refresh()
        return answer

    def _say(self, one: _Offer, fields: Mapping[str, str]) -> None:
        sessions.change_agreement(self.store, one.group, one.day, one.line.id, fields, author=author())

    def _take(self, one: _Offer) -> Mapping[str, Any]:
        """Add it to the actions of the block's newest cycle, with when it is to be done and where it came from."""
        if one.block is None:
            raise SkoError("Bij deze afspraak hoort geen bouwsteen.", mend="Zet die zelf bij Acties.")
        cycle = max(self.store.snapshot(self.key).cycles(one.block.id), default=1)
        sheet, field = f"block/{one.block.id}/{cycle}", self.framework.cycle_sheet.field(ACTIONS)
        storage = DossierField(self.store, self.key, sheet, field, self.framework)
        value, revision = storage.now()
        if not holds(value, one.noted):
            due = one.line.get("when")
            item = {"text": one.noted, "due": due} if due else one.noted
            items = [*(value or {}).get("items", []), item]
            if isinstance(storage.save({**(value or {}), "items": items}, revision), Clash):
                raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
            self._taken(ACTIONS)
        self._say(one, {"answer": TAKEN})
        url = page_addresses.block_page(one.block.id, cycle, ACTIONS)
        return {"message": "Gezet bij Acties.", "to": url, "link": f"{one.block.name}, cyclus {cycle}"}
