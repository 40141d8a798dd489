"""The page where one chooses a dossier, or makes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import begin
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import day
from sko_widgets.who import author, by
from sko_widgets.widgets import Author, Bar, Chooser, CoalitionForm, Opening, Safekeeping

from . import page_addresses
from .page_tasks import page_store, write_notebooks
from .safe_place import back_up, can_back_up, last_backup, warnings


class StartPage:
    """The page where one chooses a dossier, or makes one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def top(self) -> None:
        """Show where one is."""
        crumbs = [{"label": "Alle coalities", "url": ""}]
        display(Bar(crumbs=crumbs, page_title="Alle coalities", asks_author=False))

    def opening(self) -> None:
        """Show the page's title."""
        lead = "Kies je coalitie, of voeg er een toe."
        display(Opening(title="Welkom bij je werkboek", lead=lead, label="", question="", colour=""))

    def author(self) -> None:
        """Ask who writes, once, or say under which name one does."""
        display(Author())

    def choose(self) -> None:
        """Show the dossiers there are."""
        rows = [
            {
                "label": f"{info.name} {info.key.period.replace('-', '–')}",
                "note": f"gewijzigd op {day(info.changed_at)}{by(info.changed_by)}",
                "url": page_addresses.dossier_page(info.key.slug, info.key.period),
            }
            for info in self.store.dossiers()
        ]
        if rows:
            display(Chooser(label="Coalities", items=rows))

    def make(self) -> None:
        """Show the form for a new coalition; it is open when there is none yet."""
        form = CoalitionForm(period=begin.school_year(), open=not self.store.dossiers())
        form.on("make", self._make)
        display(form)

    def safekeeping(self) -> None:
        """Show when the last copy was made, a button for another, and what one should know of the folder."""
        shown = Safekeeping(warnings=warnings(), last=last_backup(), can_make=can_back_up())
        shown.on("back_up", lambda _: self._back_up(shown))
        display(shown)

    def _back_up(self, shown: Safekeeping) -> Mapping[str, Any]:
        made = back_up()
        shown.last = last_backup()
        return {"message": f"De reservekopie is gemaakt en nagekeken: {made}."}

    def _make(self, filled: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a dossier from the form, and tell the page where to go."""
        profile = {
            "municipality": filled.get("municipality", ""),
            "project_leader": filled.get("project_leader", ""),
            "schools": filled.get("schools", []),
            "partners": filled.get("partners", []),
        }
        name, period = str(filled.get("name", "")).strip(), str(filled.get("period", ""))
        key, _ = begin.begin(self.store, name, period, profile=profile, author=author())
        write_notebooks(self.store, key)
        return {"url": page_addresses.dossier_page(key.slug, key.period)}


def start(store: str) -> StartPage:
    """Return what the start notebook talks to.

    Parameters
    ----------
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return StartPage(page_store(store))
