"""The page from which somebody is let read along: at this screen, or with a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.comments import comments, new_reader, readers
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import count
from sko_widgets.widgets import Actions, Bar, Chooser, Opening

from . import page_addresses, wording
from .coaching import Coaching
from .dossier_page import DossierPage
from .page_tasks import download, page_store
from .to_read import BlockToRead, to_read
from .which_remarks import personal_in

TITLE = "Laat iemand meelezen"
WHOLE = "Het hele dossier"


class HandOverPage(DossierPage):
    """What is read, by whom, and how."""

    def __init__(self, store: Store, key: DossierKey) -> None:
        super().__init__(store, key)
        asked = page_addresses.asked(page_addresses.PART)
        self.part = asked if asked in self.framework.block_ids else ""

    def top(self) -> None:
        """Show where one is."""
        here = wording.coalition(self._snapshot())
        crumbs, menu = page_addresses.crumbs(here, TITLE), page_addresses.menu("Raster")
        display(Bar(crumbs=crumbs, menu=menu, page_title=f"{TITLE} · {here}", saves=False))

    def opening(self) -> None:
        """Show the page's title, and what is read."""
        display(Opening(title=TITLE, lead=self._called(self.part)))

    def personal(self) -> None:
        """Show where the name or the number of somebody may stand in what is read."""
        read = {
            sheet for block in self._to_read() for part in block.parts for sheet in (one.sheet for one in part.steps)
        }
        coaching = Coaching(self.store, self.key, self.framework)
        display(coaching.shown(personal_in(read), title="Kijk dit na voor je het laat lezen"))

    def actions(self) -> None:
        """Show the two ways: at this screen, and as a file."""
        if not self._to_read():
            display(Actions(title="Er staat nog niets om te lezen.", buttons=[]))
            return
        here = {
            "label": "Lezen op dit scherm",
            "url": page_addresses.reading_page(new_reader(), self.part, only=bool(self.part)),
        }
        share = {"label": "Delen met een leergroep", "url": page_addresses.sharing_page(self._newest())}
        bar = Actions(buttons=[{"id": "file", "label": "Bewaar als bestand", "main": True}], links=[here, share])
        bar.on("press", self._press)
        display(bar)

    def readers(self) -> None:
        """Show who read along at this screen or sent comments, with the way on for them."""
        snapshot = self._snapshot()
        said = comments(snapshot)
        rows = [
            {
                "label": name,
                "note": count(sum(one.reader == reader for one in said), "opmerking", "opmerkingen"),
                "url": page_addresses.reading_page(reader, self.part, only=bool(self.part)),
            }
            for reader, name in readers(snapshot).items()
        ]
        if rows:
            display(Chooser(label="Verder lezen als", items=rows))

    def parts(self) -> None:
        """Show what else can be read: the whole dossier, or one block."""
        begun = [block.id for block in to_read(self._snapshot())]
        others = ["", *(one for one in self.framework.block_ids if one in begun)]
        rows = [
            {"label": self._called(one), "url": page_addresses.hand_over_page(one)}
            for one in others
            if one != self.part
        ]
        display(Chooser(label="Iets anders laten lezen", items=rows))

    def _called(self, part: str) -> str:
        return self.framework.block(part).name if part else WHOLE

    def _newest(self) -> str:
        """Return the newest cycle of the block that is read; empty for the whole dossier."""
        newest = max(self._snapshot().cycles(self.part), default=0) if self.part else 0
        return f"block/{self.part}/{newest}" if newest else ""

    def _to_read(self) -> list[BlockToRead]:
        return to_read(self._snapshot(), self.part)

    def _press(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        from .reading_file import reading_file

        return download(*reading_file(self._snapshot(), self.part))


def hand_over(coalition: str, period: str, store: str) -> HandOverPage:
    """Return what the page from which somebody is let read along talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return HandOverPage(page_store(store), DossierKey(coalition, period))
