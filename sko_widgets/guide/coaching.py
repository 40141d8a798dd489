"""The coach on a page: what it asks, where, and what the buttons beside a question do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier import replies
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.errors import SkoError
from sko_widgets.framework import Framework, framework
from sko_widgets.insight.checks import Mend, Remark
from sko_widgets.insight.coach import Coach, Settled, SheetRemarks, asked, coach
from sko_widgets.who import author
from sko_widgets.widgets import Clash, RemarkList

from . import page_addresses
from .dossier_field import DossierField
from .take_over import TakenElsewhereError, added
from .unreadable import place_of

NEXT_QUESTIONS, LINKS = "next_questions", "links"
"""The fields that a button of a remark can change."""

_MOMENT = 0.1  # seconds; all lists of a page ask at once

ASKS, NOTHING_ASKED = "De meedenker vraagt", "Geen vragen. Laat iemand anders meelezen."

_log = logging.getLogger(__name__)

Choose = Callable[[Coach], SheetRemarks]
"""What a list shows of all that the coach asks."""


def at_field(sheet: str, field: str) -> Choose:
    """Return what is shown below a field."""

    def choose(asks: Coach) -> SheetRemarks:
        there = asks.of(sheet)
        settled = tuple(done for done in there.settled if done.remark.field == field)
        return SheetRemarks(sheet, there.at(field), (), settled)

    return choose


def of_sheets(*sheets: str) -> Choose:
    """Return what is shown of some sheets together."""
    return lambda asks: _together([asks.of(sheet) for sheet in sheets], [])


def personal(asks: Coach) -> SheetRemarks:
    """Return what is looked at before a dossier goes to others."""
    return SheetRemarks("", asks.personal)


def of_dossier(snapshot: Snapshot) -> Choose:
    """Return what is shown of a whole dossier: of each block what its newest cycle asks; earlier ones wait folded."""
    earlier = {
        f"block/{block_id}/{cycle}"
        for block_id in framework(snapshot.framework).block_ids
        for cycle in snapshot.cycles(block_id)[:-1]
    }

    def choose(asks: Coach) -> SheetRemarks:
        now = [part for sheet, part in asks.sheets.items() if sheet not in earlier]
        return _together(now, [part for sheet, part in asks.sheets.items() if sheet in earlier])

    return choose


def _together(now: Iterable[SheetRemarks], earlier: Iterable[SheetRemarks]) -> SheetRemarks:
    """Return the remarks of several sheets as of one, the most important first."""
    now, earlier = list(now), list(earlier)
    first = sorted((one for part in now for one in part.open), key=lambda one: one.prio)
    rest = [*(one for part in now for one in part.folded), *(one for part in earlier for one in part.remarks)]
    settled = tuple(done for part in (*now, *earlier) for done in part.settled)
    return SheetRemarks("", tuple(first), tuple(rest), settled)


class GoneRemarkError(SkoError):
    """Somebody answers a question that is not asked any more."""


@dataclass(frozen=True, slots=True)
class _List:
    widget: RemarkList
    choose: Choose
    says_where: bool
    empty: str


class Coaching:
    """The lists of remarks of one page.

    Parameters
    ----------
    store, key, chosen
        Where the dossier is, which, and its format.
    colour
        Of the page.
    here
        The block that the page is about: what is asked there needs not say of which block.
    mended
        Called with the name of a field after a button changed it.
    """

    def __init__(
        self,
        store: Store,
        key: DossierKey,
        chosen: Framework,
        *,
        colour: str = "",
        here: str = "",
        mended: Callable[[str], None] = lambda _field: None,
    ) -> None:
        self._store = store
        self._key = key
        self._framework = chosen
        self._colour = colour
        self._here = f"block/{here}/"
        self._mended = mended
        self._lists: list[_List] = []
        self._waits = False

    def shown(
        self, choose: Choose, *, says_where: bool = True, title: str = "", empty: str = "", most: int = 3
    ) -> RemarkList:
        """Return a list of remarks, which is filled once the page shows it, and kept up to date.

        Parameters
        ----------
        choose
            What it shows.
        says_where
            Whether each question says where it is about, and leads there; not below its field.
        title, empty, most
            As `RemarkList` has them.
        """
        made = RemarkList(colour=self._colour, title=title, most=most)
        answers = {"settle": self._settle, "later": self._later, "mend": self._mend, "reopen": self._reopen}
        for do, handler in answers.items():
            made.on(do, handler)
        made.on("read", lambda _: self.refresh_soon())
        self._lists.append(_List(made, choose, says_where, empty))
        return made

    def refresh_soon(self) -> None:
        """Read the dossier again in a moment: neither a page nor a save waits for it."""
        if self._lists and not self._waits:
            self._waits = True
            _soon(self._refresh_behind)

    def _asks(self) -> Coach:
        return coach(self._store.snapshot(self._key), dutch.today())

    def refresh(self) -> None:
        """Read the dossier again, and show what is asked now."""
        asks = self._asks()
        for one in self._lists:
            chosen = one.choose(asks)
            with one.widget.hold_sync():
                one.widget.empty = one.empty
                one.widget.remarks = [self._row(remark, one) for remark in chosen.open]
                one.widget.folded = [self._row(remark, one) for remark in chosen.folded]
                one.widget.settled = [self._settled(done, one) for done in chosen.settled]

    def _refresh_behind(self) -> None:
        self._waits = False
        try:
            self.refresh()
        except Exception:  # noqa: BLE001 - whatever a rule cannot read, the page goes on
            _log.exception("The coach could not read %s", self._key)

    # --- what a list shows --------------------------------------------------------------------

    def _row(self, remark: Remark, where: _List) -> dict[str, Any]:
        return {
            "id": remark.id,
            "place": self._place(remark) if where.says_where else "",
            "url": page_addresses.field_page(self._framework, remark.sheet, remark.field) if where.says_where else "",
            "question": remark.message,
            "mend": self._mend_label(remark.mend) if remark.mend else "",
            "item": remark.item,
        }

    def _settled(self, done: Settled, where: _List) -> dict[str, Any]:
        return {
            "id": done.remark.id,
            "place": self._place(done.remark) if where.says_where else "",
            "question": done.remark.message,
            "said": f"Dit klopt zo: {done.reply.reason}",
        }

    def _place(self, remark: Remark) -> str:
        """Return where a remark is about; on the page of its block only the field."""
        if f"{remark.sheet}/".startswith(self._here):
            return self._framework.sheet(remark.sheet).field(remark.field).label
        return place_of(self._framework, remark)

    def _mend_label(self, mend: Mend) -> str:
        if mend.do == "next-question":
            return f"Zet bij {self._framework.cycle_sheet.field(NEXT_QUESTIONS).label}"
        return f"Maak er ‘{self._framework.cycle_sheet.field(LINKS).option_label(mend.value).lower()}’ van"

    # --- what its buttons do ------------------------------------------------------------------

    def _asked(self, message: Mapping[str, Any]) -> Remark:
        """Return the remark that a message is about, by the text of this moment."""
        remark = self._asks().find(str(message["id"]))
        if remark is None:
            raise GoneRemarkError("Deze vraag is er niet meer: de tekst veranderde.")
        return remark

    def _settle(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._answer(message, "klopt", "Bewaard. De meedenker vraagt dit niet meer.")

    def _later(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._answer(message, "later", "Goed, later. De vraag komt over twee weken terug.")

    def _answer(self, message: Mapping[str, Any], said: replies.Said, told: str) -> Mapping[str, Any]:
        about, reason = asked(self._asked(message)), str(message.get("reason", ""))
        replies.give(self._store, self._key, about, said, reason=reason, today=dutch.today(), author=author())
        self.refresh()
        return {"message": told}

    def _reopen(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        replies.take_back(self._store, self._key, self._asked(message).id, author=author())
        self.refresh()
        return {"message": "De meedenker vraagt het weer."}

    def _mend(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Do what the remark's own button says, with the text as it is now."""
        remark = self._asked(message)
        mend = remark.mend
        if mend is None:
            raise GoneRemarkError("Dit kan niet meer met een knop.", mend="Pas het zelf aan.")
        name = NEXT_QUESTIONS if mend.do == "next-question" else LINKS
        field = self._framework.sheet(remark.sheet).field(name)
        storage = DossierField(self._store, self._key, remark.sheet, field, self._framework)
        value, revision = storage.now()
        if mend.do == "next-question":
            changed = added(field, value, mend.value)
        else:
            changed = [{**link, "kind": mend.value} if at == mend.at else link for at, link in enumerate(value)]
        if isinstance(storage.save(changed, revision), Clash):
            raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
        self._mended(name)
        self.refresh()
        return {"message": f"Gedaan, bij {field.label}."}


def _soon(do: Callable[[], None]) -> None:
    """Do something once what runs now is done, and what was asked with it; at once where nothing runs beside it."""
    try:
        asyncio.get_running_loop().call_later(_MOMENT, do)
    except RuntimeError:
        do()
