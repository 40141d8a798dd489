"""The page on which a coalition shares with a learning group, and takes back what it shared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from IPython.display import display

from sko_widgets.dossier import shared_file, sharing
from sko_widgets.dossier.said_about import SHARING
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.sharing import Manner
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dutch import capital, clock, count, day, today
from sko_widgets.errors import UsageError
from sko_widgets.insight.coach import coach
from sko_widgets.report import coverage
from sko_widgets.who import author
from sko_widgets.widgets import Bar, Opening, ShareForm

from . import page_addresses, wording
from .dossier_page import DossierPage
from .group_page import called as group_called
from .page_tasks import download, page_store

TITLE = "Delen met een leergroep"
_KINDS = "school_kinds"
Message = Mapping[str, Any]


class SharingPage(DossierPage):
    """What of a dossier is shared, with whom, and how."""

    def top(self) -> None:
        """Show where one is."""
        here = wording.coalition(self._snapshot())
        crumbs, menu = page_addresses.crumbs(here, TITLE), page_addresses.menu("Raster")
        display(Bar(crumbs=crumbs, menu=menu, page_title=f"{TITLE} · {here}", saves=False))

    def opening(self) -> None:
        """Show the page's title."""
        display(Opening(title=TITLE))

    def form(self) -> None:
        """Show what can be shared, and what is."""
        snapshot = self._snapshot()
        mine = [one for _, those in sharing.shared_by(self.store, self.key) for one in those]
        kinds = snapshot.sheet(SHARING).get(_KINDS) or ()
        shown = ShareForm(
            groups=[info.name for info in sharing.groups(self.store)],
            rows=self._rows(snapshot),
            kinds=[
                {"id": one.id, "label": one.label, "chosen": one.id in kinds}
                for one in self.framework.sheet(SHARING).field(_KINDS).options
            ],
            shared=self._shared(snapshot),
            chosen=page_addresses.asked(page_addresses.PART),
            named=bool(mine) and mine[0].named,
            meets=bool(mine) and mine[0].meets,
        )
        shown.on("share", lambda message: self._share(shown, message))
        shown.on("file", self._file)
        shown.on("withdraw", lambda message: self._withdraw(shown, message))
        display(shown)

    # --- what it is made of -------------------------------------------------------------------

    def _rows(self, snapshot: Snapshot) -> list[dict[str, str]]:
        there = sharing.shareable(snapshot)
        newest = {one.rpartition("/")[0]: one for one in there if one.startswith("block/")}
        rows = []
        for place in there:
            block = place.startswith("block/")
            part = "instruments" if not block else "now" if place in newest.values() else "earlier"
            title = snapshot.sheet(place.rpartition("/")[0]).get("title", "") if block else ""
            rows.append({"id": place, "label": _called(snapshot, place), "note": wording.bare(title), "part": part})
        return rows

    def _shared(self, snapshot: Snapshot) -> list[dict[str, Any]]:
        groups = sharing.shared_by(self.store, self.key)
        return [
            {
                "group": group_called(info.name),
                "slug": info.key.slug,
                "rows": [
                    {"place": one.place, "label": _called(snapshot, one.place), "when": _when(one)}
                    for one in sorted(those, key=lambda one: _order(self.framework.block_ids, one.place))
                ],
            }
            for info, those in groups
        ]

    # --- what it does -------------------------------------------------------------------------

    def _share(self, shown: ShareForm, message: Message) -> Message:
        copies = self._copies(message)
        if isinstance(copies, dict):
            return copies
        group = sharing.group_called(self.store, str(message["group"]), author=author())
        sharing.share(self.store, group.key.slug, copies, author=author())
        shown.shared = self._shared(self._snapshot())
        parts = count(len(copies), "deel", "delen")
        later = "Wat je later schrijft, deel je pas als je opnieuw deelt."
        return {"message": f"Gedeeld met {group_called(group.name)}: {parts}. {later}"}

    def _file(self, message: Message) -> Message:
        copies = self._copies(message)
        if isinstance(copies, dict):
            return copies
        group = sharing.group_name(str(message["group"]))
        name = shared_file.file_name(group, copies[0], self.key.stem)
        said = {"message": f"‘{name}’ staat bij je downloads. Stuur het naar de begeleider."}
        return download(name, shared_file.write(group, copies)) | said

    def _withdraw(self, shown: ShareForm, message: Message) -> Message:
        place = str(message["place"])
        sharing.withdraw(self.store, self.key, str(message["group"]), [place], at=datetime.now(UTC), author=author())
        snapshot = self._snapshot()
        shown.shared = self._shared(snapshot)
        return {
            "message": f"{_called(snapshot, place)} is niet meer gedeeld. "
            "Wat in het verslag van een bijeenkomst staat, blijft daar staan."
        }

    def _copies(self, message: Message) -> list[SharedCopy] | dict[str, Any]:
        """Return what would be shared; or what is to be looked at first, as the coach sees personal data in it."""
        places: Mapping[str, str] = message["places"]
        if not places:
            raise UsageError("Kies eerst wat je deelt.")
        sharing.group_name(str(message["group"]))
        snapshot = self._snapshot()
        look = [] if message.get("anyway") else self._personal(snapshot, places)
        if look:
            return {"look": look}
        kinds = [str(one) for one in message["kinds"]]
        if kinds != list(snapshot.sheet(SHARING).get(_KINDS) or ()):
            self.store.put(self.key, {SHARING: {_KINDS: kinds or None}}, author=author())
        now, who, copies = datetime.now(UTC), author(), []
        for questions_only in (True, False):
            those = [place for place, what in places.items() if (what == "questions") is questions_only]
            manner = Manner(questions_only, named=bool(message["named"]), meets=bool(message["meets"]))
            copies += sharing.copies(self.store, self.key, those, manner, at=now, author=who) if those else []
        return copies

    def _personal(self, snapshot: Snapshot, places: Collection[str]) -> list[dict[str, str]]:
        seen = [remark for remark in coach(snapshot, today()).personal if remark.sheet in places]
        rows = {}
        for remark in seen:
            label = f"{_called(snapshot, remark.sheet)}, {coverage.field_called(snapshot, remark.sheet, remark.field)}"
            rows[label] = page_addresses.field_page(self.framework, remark.sheet, remark.field)
        return [{"label": label, "url": url} for label, url in rows.items()]


def _order(block_ids: tuple[str, ...], place: str) -> tuple[int, str]:
    """Return where a place stands in a list: blocks in report order, then instruments."""
    block = place.split("/")[1]
    return (block_ids.index(block) if block in block_ids else len(block_ids), place)


def _called(snapshot: Snapshot, place: str) -> str:
    return capital(coverage.called(snapshot, place))


def _when(copy: SharedCopy) -> str:
    name = "met naam" if copy.named else "zonder naam"
    part = "alleen de vragen, " if copy.questions_only else ""
    return f"{part}{name}, zoals het was op {day(copy.shared_at)} om {clock(copy.shared_at)}"


def share(coalition: str, period: str, store: str) -> SharingPage:
    """Return what the page on which one shares talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return SharingPage(page_store(store), DossierKey(coalition, period))
