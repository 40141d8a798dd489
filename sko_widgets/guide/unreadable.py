"""What a page says of what cannot be read in the store."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import UNKNOWN_MOMENT, Revision, Store
from sko_widgets.dutch import clock, day
from sko_widgets.framework import Framework
from sko_widgets.who import by
from sko_widgets.widgets import ShortList

_TITLE = "Niet te lezen"
_MENDED = "Hier staat nu alles goed."


class Unreadable:
    """Tells on a page which of its fields are damaged, until they have been saved anew.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    framework
        The dossier's format.
    sheets
        The sheets that the page is about; all of them by default.
    """

    def __init__(self, store: Store, key: DossierKey, framework: Framework, sheets: Collection[str] = ()) -> None:
        self._store = store
        self._key = key
        self._framework = framework
        self._sheets = sheets
        self._shown: ShortList | None = None

    def notes(self, snapshot: Snapshot) -> ShortList | None:
        """Return what to show; None when all can be read."""
        lines = self._lines(snapshot)
        self._shown = ShortList(title=_TITLE, rows=lines, empty=_MENDED) if lines else None
        return self._shown

    def refresh(self, snapshot: Snapshot) -> None:
        """Bring what is shown up to date after a save."""
        if self._shown is not None:
            self._shown.set_trait("rows", self._lines(snapshot))

    def _lines(self, snapshot: Snapshot) -> list[dict[str, str]]:
        damage = self._store.damage()
        places = [place for place in snapshot.damaged if not self._sheets or place[0] in self._sheets]
        lines = [self._line(self._store.sheet(self._key, sheet)[field]) for sheet, field in places]
        return [{"label": line} for line in (*([damage] if damage else []), *lines)]

    def _line(self, one: Revision) -> str:
        shown = "niets" if one.value is None else "de laatste leesbare versie"
        return f"{change(self._framework, one)}: deze versie is beschadigd. Op de pagina staat {shown}."


def change(framework: Framework, one: Revision) -> str:
    """Return which field a revision is of, when it was saved and by whom."""
    return f"{place_of(framework, one)}, {saved(one)}"


def saved(one: Revision) -> str:
    """Return when a revision was saved and by whom, `21 november 2026, 14.32 uur door Anna`."""
    return f"{'voorgoed verwijderd, ' if one.erased else ''}{moment_of(one)}{by(one.author)}"


def knows(framework: Framework, one: Placed) -> bool:
    """Tell whether a format has the field that something is of; one of an earlier year may be gone."""
    block, _, _ = one.sheet.removeprefix("block/").partition("/")
    declared = framework.declares(one.sheet) and framework.sheet(one.sheet).has(one.field)
    return declared and (block in framework.block_ids or not one.sheet.startswith("block/"))


class Placed(Protocol):
    """What is of one field: a revision, a remark."""

    @property
    def sheet(self) -> str:
        """Id of the sheet."""
        ...

    @property
    def field(self) -> str:
        """Name of the field."""
        ...


def place_of(framework: Framework, one: Placed, label: str = "") -> str:
    """Return which field something is of, `Doel bij Meso – Samenwerking, cyclus 2`; by another label when given."""
    if not knows(framework, one):
        return "Een veld dat het format niet kent"
    sheet = framework.sheet(one.sheet)
    if one.sheet.startswith("block/"):
        block, _, cycle = one.sheet.removeprefix("block/").partition("/")
        place = f"bij {framework.block(block).name}{f', cyclus {cycle}' if cycle else ''}"
    else:
        place = "in het profiel" if sheet is framework.profile else f"bij ‘{sheet.title}’"
    return f"{label or sheet.field(one.field).label} {place}"


def moment_of(one: Revision) -> str:
    """Return when a revision was saved, or what stood there was erased: `21 november 2026, 14.32 uur`."""
    at = one.erased_at or one.saved_at
    return "op een onbekend moment" if at == UNKNOWN_MOMENT else f"{day(at)}, {clock(at)}"
