"""The example's learning group, made up as the example is: what was shared with it, and two of its sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sko_widgets import resources
from sko_widgets.dutch import on_dutch_clock

from . import sessions, shared_file, sharing
from .incidents import incident_sheet
from .sharing import Manner
from .snapshot import DossierKey

if TYPE_CHECKING:
    from .store import Store

_SHARES = ("block/meso-samenwerking/", "block/micro-uitvoering/")
"""Of which blocks the example's coalition shares its cycles."""


def add_example_group(store: Store, example: DossierKey, *, author: str) -> None:
    """Make the example's group, unless it is there; the example's coalition shares something with it."""
    plain = json.loads((resources.workbooks() / "voorbeeld" / "leergroep.json").read_bytes())
    if any(info.name == plain["name"] for info in store.dossiers("group")):
        return
    slug = sharing.group_called(store, plain["name"], author=author).key.slug
    for one in plain["shared"]:
        file = shared_file.read(json.dumps(one).encode(), plain["name"])
        store.share(slug, file.offered, author=author)
    places = [place for place in sharing.shareable(store.snapshot(example)) if place.startswith(_SHARES)]
    given = sharing.copies(store, example, places, Manner(named=True, meets=True), at=datetime.now(UTC), author=author)
    sharing.share(store, slug, given, author=author)
    sheets: dict[str, Any] = {"group": plain["group"]}
    for day, held in plain["sessions"].items():
        sheets |= _session(day, held)
    store.put(DossierKey.of_group(slug), sheets, author=author)


def _session(day: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sheets of a session that went as it was planned."""
    began = on_dutch_clock(datetime.combine(datetime.fromisoformat(day).date(), time(13))).astimezone(UTC)
    agenda = held["session"]["agenda"]
    at, presses = began, [{"at": began.isoformat(), "does": "begin", "part": "-1"}]
    for number, part in enumerate(agenda):
        at += timedelta(minutes=int(part["minutes"]))
        presses.append({"at": at.isoformat(), "does": "next", "part": str(number)})
    sheets: dict[str, Any] = {sessions.session_sheet(day): {**held["session"], "clock": presses}}
    for begins, lines in ((sessions.HARVEST, held["harvest"]), (sessions.AGREEMENT, held["agreements"])):
        for number, line in enumerate(lines):
            moment = (at + timedelta(seconds=number)).isoformat(timespec="microseconds")
            sheets[f"{begins}{day}/{number:012x}"] = {**line, "at": moment}
    sheets |= {incident_sheet(day, group): {"text": text} for group, text in enumerate(held.get("incidents", ()), 1)}
    return sheets
