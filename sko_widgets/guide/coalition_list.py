"""The coalitions on the start page: one row each, whatever periods it has, and what can be done with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sko_widgets.dossier import begin
from sko_widgets.dossier.answers import plain
from sko_widgets.dossier.carry import Offer, offers, open_questions
from sko_widgets.dossier.example import is_example
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import DossierInfo, Store
from sko_widgets.dutch import day
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field, framework, framework_for, is_period
from sko_widgets.who import author, by
from sko_widgets.widgets import Coalitions

from . import page_addresses
from .page_tasks import write_notebooks
from .wording import bare


def coalition_list(store: Store) -> Coalitions:
    """Return the list of all coalitions, with what happens when one is renamed or begins a new period."""
    shown = Coalitions(rows=rows(store.dossiers()))
    desk = CoalitionDesk(store, shown)
    shown.on("rename", desk.rename)
    shown.on("look_back", desk.look_back)
    shown.on("follow", desk.follow)
    return shown


def rows(known: Sequence[DossierInfo]) -> list[dict[str, Any]]:
    """Return a row for each coalition: the newest period first, and the way to older ones."""
    found = []
    for slug, infos in groupby(known, key=lambda info: info.key.slug):
        newest, *older = sorted(infos, key=lambda info: info.key.period, reverse=True)
        last = max((newest, *older), key=lambda info: info.changed_at)
        found.append(
            {
                "slug": slug,
                "name": newest.name,
                **_period(newest.key),
                "older": [_period(info.key) for info in older],
                "changed": last.changed_at.isoformat(),
                "note": f"gewijzigd op {day(last.changed_at)}{by(last.changed_by)}",
                "example": any(is_example(info.key) for info in (newest, *older)),
            }
        )
    return found


def _period(key: DossierKey) -> dict[str, str]:
    return {"period": key.period.replace("-", "–"), "url": page_addresses.dossier_page(key.slug, key.period)}


class CoalitionDesk:
    """Does what is asked of a coalition on the list.

    Parameters
    ----------
    store, shown
        Where the coalitions are, and the list.
    """

    def __init__(self, store: Store, shown: Coalitions) -> None:
        self.store = store
        self.shown = shown

    def rename(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give a coalition another name, everywhere."""
        name = " ".join(str(message["name"]).split())
        begin.rename(self.store, message["slug"], name, author=author())
        self.shown.rows = rows(self.store.dossiers())
        return {"told": f"De coalitie heet nu {name}."}

    def look_back(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what the newest period of a coalition has for the next one."""
        key = self._newest(message["slug"])
        following = begin.period_after(key.period)
        snapshot = self.store.snapshot(key)
        then = framework(snapshot.framework)
        return {
            "before": key.period.replace("-", "–"),
            "period": following,
            "questions": [
                {"block": then.block(block_id).name, "text": text}
                for block_id, text in open_questions(snapshot).items()
            ],
            "offers": [_offer(one) for one in offers(snapshot, framework_for(following))],
        }

    def follow(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin the next period with what is still true."""
        period = str(message["period"])
        if not is_period(period):
            raise SkoError("Schrijf de periode als twee jaren na elkaar, zoals 2026-2027.")
        before = self._newest(message["slug"])
        name = self.store.info(before).name
        key, _ = begin.begin(self.store, name, period, before=before.period, keep=set(message["keep"]), author=author())
        write_notebooks(self.store, key)
        return {"url": page_addresses.dossier_page(key.slug, key.period)}

    def _newest(self, slug: str) -> DossierKey:
        return max(info.key for info in self.store.dossiers() if info.key.slug == slug)


def _lines(field: Field, value: Any) -> list[str]:
    """Return an old value in lines; of a row of a table what it is called, and the first that follows."""
    shown = field
    if field.kind == "table":
        first = [column for column in field.columns if not column.hidden][:2]
        shown = replace(field, columns=tuple(first))
        value = [{column.name: row[column.name] for column in first if column.name in row} for row in value]
    return [line for line in dict.fromkeys(map(bare, plain(shown, value).split("\n"))) if line]


def _offer(one: Offer) -> dict[str, Any]:
    """Return an answer with its old value in words."""
    return {
        "id": one.id,
        "label": one.field.label,
        "lines": _lines(one.field, one.value),
        "keeps": one.keeps,
        "stays": [column.label for column in one.field.columns if column.next_period == "leave"],
    }
