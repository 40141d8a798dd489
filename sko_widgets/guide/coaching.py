"""The coach on a page: what it asks and what readers said, where, and what the buttons beside that do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier import replies
from sko_widgets.dossier.comments import step_at
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.errors import SkoError
from sko_widgets.framework import Framework
from sko_widgets.insight.checks import Mend, Remark, Said
from sko_widgets.insight.coach import Coach, Settled, asked, coach
from sko_widgets.insight.persons import CHANGED, who
from sko_widgets.report.markdown import html
from sko_widgets.who import author
from sko_widgets.widgets import Clash, RemarkList

from . import page_addresses
from .dossier_field import DossierField
from .take_over import TakenElsewhereError, added
from .unreadable import place_of
from .which_remarks import Choose

NEXT_QUESTIONS, LINKS = "next_questions", "links"
"""The fields that a button of a remark can change."""

_MOMENT = 0.1  # seconds; all lists of a page ask at once

ASKS, NOTHING_ASKED = "De meedenker vraagt", "Geen vragen. Laat iemand anders meelezen."

_log = logging.getLogger(__name__)


class GoneRemarkError(SkoError):
    """Somebody answers a question that is not asked any more."""


@dataclass(frozen=True, slots=True)
class _List:
    widget: RemarkList
    choose: Choose
    says_where: bool
    empty: str
    most: int


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
        self,
        choose: Choose,
        *,
        says_where: bool = True,
        title: str = "",
        empty: str = "",
        most: int = 3,
        noun: tuple[str, str] = ("vraag", "vragen"),
    ) -> RemarkList:
        """Return a list of remarks, which is filled once the page shows it, and kept up to date.

        Parameters
        ----------
        choose
            What it shows.
        says_where
            Whether each question says where it is about, and leads there; not below its field.
        title, empty, most, noun
            As `RemarkList` has them; beside so many questions, all that persons said stands in sight.
        """
        made = RemarkList(colour=self._colour, title=title, most=most, noun=list(noun))
        answers = {"settle": self._settle, "later": self._later, "mend": self._mend, "reopen": self._reopen}
        for do, handler in answers.items():
            made.on(do, handler)
        made.on("read", lambda _: self.refresh_soon())
        self._lists.append(_List(made, choose, says_where, empty, most))
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
                one.widget.most = one.most + (len(chosen.persons) if chosen.open else 0)
                one.widget.remarks = [self._row(remark, one) for remark in (*chosen.persons, *chosen.open)]
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
            **(_person(remark.said) if remark.said else {}),
        }

    def _settled(self, done: Settled, where: _List) -> dict[str, Any]:
        return {
            "id": done.remark.id,
            "place": self._place(done.remark) if where.says_where else "",
            "question": done.remark.message,
            "said": f"Dit klopt zo: {done.reply.reason}",
        }

    def _place(self, remark: Remark) -> str:
        """Return where a remark is about; on the page of its block only the field, and of a person's the step."""
        step = step_at(self._framework, remark.sheet, remark.field) if remark.said else None
        if f"{remark.sheet}/".startswith(self._here):
            return step.label if step else self._framework.sheet(remark.sheet).field(remark.field).label
        return place_of(self._framework, remark, step.label if step else "")

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
        remark = self._answer(message, "klopt")
        return {"message": "Bewaard." if remark.said else "Bewaard. De meedenker vraagt dit niet meer."}

    def _later(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        what = "opmerking" if self._answer(message, "later").said else "vraag"
        return {"message": f"Goed, later. De {what} komt over twee weken terug."}

    def _answer(self, message: Mapping[str, Any], said: replies.Said) -> Remark:
        remark, reason = self._asked(message), str(message.get("reason", ""))
        about, today = asked(remark), dutch.today()
        replies.give(self._store, self._key, about, said, reason=reason, today=today, author=author())
        self.refresh()
        return remark

    def _reopen(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        remark = self._asked(message)
        replies.take_back(self._store, self._key, remark.id, author=author())
        self.refresh()
        return {"message": "Het staat er weer." if remark.said else "De meedenker vraagt het weer."}

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


def _person(said: Said) -> dict[str, str]:
    """Return who said something, what, and whether the text has changed since."""
    return {"who": who(said), "html": html(said.text), "note": CHANGED if said.is_changed else ""}


def _soon(do: Callable[[], None]) -> None:
    """Do something once what runs now is done, and what was asked with it; at once where nothing runs beside it."""
    try:
        asyncio.get_running_loop().call_later(_MOMENT, do)
    except RuntimeError:
        do()
