"""`Voorgoed verwijderen` on a page: what would go is told first, then it goes, and what waits in a browser with it.

A page has it with one line: `serve` for the history of a field, `panel` for a whole dossier, `gone_drafts` for its bar.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sko_widgets.dossier.erasure import Foreseen, foresee
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Part, Store, file_of
from sko_widgets.dutch import clock, count, day, listing
from sko_widgets.errors import SkoError
from sko_widgets.framework import Framework, framework
from sko_widgets.insight import erasing_traces
from sko_widgets.who import author, shown
from sko_widgets.widgets import EraseFold, FieldControl

from . import page_addresses
from .dossier_field import DossierField
from .drafts import drafts_of
from .page_tasks import remove_notebooks

Erased = Mapping[tuple[str, str], set[int]]
"""Sheet and field -> the numbers of its versions of which the text was erased."""

_SHOWN = 6
_TRIES, _PAUSE = 5, 0.4  # for the file to be free of readers

_STAYS = (
    "In de geschiedenis blijft staan wie dit verwijderde en wanneer. Wat er stond, haalt het werkboek niet meer terug."
)
_DONE = "Voorgoed verwijderd."
_READ = (
    "Voorgoed verwijderd. In het bestand van de opslag kan nog een rest staan, omdat een ander programma erin leest; "
    "die verdwijnt zodra dat klaar is."
)


class ChangedMeanwhileError(SkoError):
    """Somebody saved the field after its history was looked at."""


def gone_drafts(key: DossierKey, made: datetime, erased: Erased) -> dict[str, list[int]]:
    """Return of each field, by the name of its drafts, on which revisions a draft holds what was erased."""
    names = drafts_of(key, made)
    return {f"{names}/{sheet}/{field}": _based_on(numbers) for (sheet, field), numbers in erased.items()}


def serve(control: FieldControl, storage: DossierField, erased: Erased) -> None:
    """Let a field's history erase, and tell its page which drafts go.

    Parameters
    ----------
    erased
        What was erased of the dossier so far, as its store says.
    """

    def foreseen(message: Mapping[str, Any]) -> Mapping[str, Any]:
        goes = foresee(storage.store, storage.key, _part(storage, message))
        return {"parts": list(_parts(goes, storage.framework, f" van ‘{storage.field.label}’"))}

    def erase(message: Mapping[str, Any]) -> Mapping[str, Any]:
        newest = storage.store.revisions(storage.key, storage.sheet).get(storage.field.name, 0)
        if newest != message["based_on"]:
            raise ChangedMeanwhileError(
                "Dit veld is net ook ergens anders gewijzigd; er is niets verwijderd.",
                mend="Sluit de geschiedenis, open die opnieuw en kies nog eens.",
            )
        words = _erase(storage.store, storage.key, _part(storage, message))
        gone = storage.store.erased(storage.key, Part(*place))
        control.set_trait("erased", _based_on(gone.get(place, ())))
        control.take_over_stored()
        storage.saved()
        now = clock(datetime.now().astimezone())
        return {"message": words, "value": control.value, "revision": control.revision, "when": now}

    place = (storage.sheet, storage.field.name)
    control.set_trait("erased", _based_on(erased.get(place, ())))
    control.set_trait("can_erase", True)
    control.on("erasing", foreseen)
    control.on("erase", erase)


def panel(store: Store, key: DossierKey, made: datetime) -> EraseFold:
    """Return what stands at the foot of a coalition's page: a fold in which the whole dossier can be erased."""
    lead = (
        "Voor als een dossier hier niet hoort te staan. Alles wat jullie erin schreven gaat weg, "
        "ook uit de geschiedenis. Staat er ergens één naam te veel? Haal die dan weg bij Geschiedenis van dat veld."
    )
    return _panel(store, key, made, "Dit dossier", lead, page_addresses.coalition_page())


def group_panel(store: Store, key: DossierKey, made: datetime) -> EraseFold:
    """Return the same for a learning group: all that it wrote, and all that was shared with it."""
    lead = (
        "Voor als de groep stopt. Alles gaat weg, ook uit de geschiedenis: bijeenkomsten, oogst, afspraken, en wat "
        "coalities met de groep deelden. Wat zij in hun eigen dossier hebben, blijft."
    )
    shown = _panel(store, key, made, "Deze leergroep", lead, page_addresses.all_coalitions())
    shown.way = "Naar alle coalities"
    return shown


def _panel(store: Store, key: DossierKey, made: datetime, what: str, lead: str, url: str) -> EraseFold:
    shown = EraseFold(label=f"{what} voorgoed verwijderen", lead=lead, drafts=f"{drafts_of(key, made)}/", url=url)

    def foreseen(_: Mapping[str, Any]) -> Mapping[str, Any]:
        goes = foresee(store, key, Part())
        if not goes.fields:
            raise SkoError("Hierin staat niets om te verwijderen.")
        return {"parts": list(_parts(goes, framework(store.snapshot(key).framework), ""))}

    def erase(_: Mapping[str, Any]) -> Mapping[str, Any]:
        words = _erase(store, key, Part())
        if key.kind == "group":
            remove_notebooks(key)
        return {"message": words}

    shown.on("erasing", foreseen)
    shown.on("erase", erase)
    return shown


def _part(storage: DossierField, message: Mapping[str, Any]) -> Part:
    numbers = message["numbers"]
    return Part(storage.sheet, storage.field.name, None if numbers is None else {int(one) for one in numbers})


def _erase(store: Store, key: DossierKey, part: Part) -> str:
    _, is_clean = erasing_traces.erase(store, key, part, author=author())
    for _ in range(_TRIES):
        if is_clean:
            break
        time.sleep(_PAUSE)
        _, is_clean = erasing_traces.erase(store, key, part, author=author())
    return _DONE if is_clean else _READ


def _based_on(erased: Iterable[int]) -> list[int]:
    """Return what a draft is based on that holds erased text: that revision, or the one that it was typed over."""
    return sorted({on for number in erased for on in (number - 1, number)})


# --- what the user is told ------------------------------------------------------------------------


def _parts(goes: Foreseen, chosen: Framework, of: str) -> Iterator[dict[str, Any]]:
    """Yield what erasing takes along and what it leaves, as sentences with lists below them."""
    versions = count(goes.versions, "versie", "versies")
    fields = of or f" van {count(len(goes.fields), 'veld', 'velden')}"
    yield _told(f"{versions}{fields}{_when(goes)}{_by(goes)}.")
    yield _told("Tekst in deze browser die hierbij hoort en nog niet was opgeslagen.")
    if goes.is_shared:
        yield _told("Wat hiervan met een leergroep is gedeeld, gaat ook daar weg.")
    places = Counter(_place(goes.key, chosen, *place) for place in goes.alike)
    if places:
        yield _told("Dezelfde woorden staan ook hier. Die blijven staan; haal ze daar zelf weg.", list(places))
    yield from _files(goes)
    yield _told(_STAYS)


def _told(text: str, items: list[str] | None = None) -> dict[str, Any]:
    all_of_them = items or []
    more = [f"en nog {len(all_of_them) - _SHOWN}"] if len(all_of_them) > _SHOWN else []
    return {"text": text, "items": [*all_of_them[:_SHOWN], *more]}


def _when(goes: Foreseen) -> str:
    if goes.first is None or goes.last is None:
        return ""
    first, last = day(goes.first), day(goes.last)
    return f", van {first}" if first == last else f", van {first} tot en met {last}"


def _by(goes: Foreseen) -> str:
    names = [one for one in goes.authors if shown(one)]
    return f", geschreven door {listing(names[:_SHOWN])}" if names else ""


def _place(here: DossierKey, chosen: Framework, key: DossierKey, sheet_id: str, field: str) -> str:
    """Return a field as people know it."""
    period = "" if key == here else f", in {key.period.replace('-', '–')}"
    if not chosen.declares(sheet_id) or not chosen.sheet(sheet_id).has(field):
        return f"een veld dat het format niet meer heeft{period}"
    sheet = chosen.sheet(sheet_id)
    kind, _, rest = sheet_id.partition("/")
    block, _, cycle = rest.partition("/")
    where = sheet.title if kind != "block" else chosen.block(block).name + (f", cyclus {cycle}" if cycle else "")
    return f"{where}: {sheet.field(field).label}{period}"


def _files(goes: Foreseen) -> Iterator[dict[str, Any]]:
    url, folder = os.environ.get("SKO_OPSLAG", ""), os.environ.get("SKO_WERKMAP", "")
    path = file_of(url) if url else None
    if not folder and path is None:
        yield _told("Kopieën en rapporten die eerder zijn gemaakt, kunnen de tekst nog hebben.")
        return
    top = Path(folder) if folder else Path(str(path)).parent
    there = goes.left_in(top, path)
    if there:
        words = "Deze bestanden blijven en kunnen de tekst nog hebben. Gooi zelf weg wat niet mag blijven."
        yield _told(words, [_named(one, top.resolve()) for one in reversed(there)])
    if path is None:
        yield _told("De beheerder van de database kan er ook nog kopieën van hebben.")


def _named(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else str(file)
