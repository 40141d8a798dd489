"""The page where one begins: go on, make a coalition, open a file, look at the example, or choose from all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier import begin, sharing, transfer
from sko_widgets.dossier.example import example, is_example
from sko_widgets.dossier.example_group import add_example_group
from sko_widgets.dossier.exchange import LARGEST_FILE
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import day
from sko_widgets.errors import SkoError
from sko_widgets.who import author, by
from sko_widgets.widgets import Actions, Author, Bar, Beginnings, NewGroup, Safekeeping

from . import page_addresses
from .coalition_list import coalition_list
from .file_intake import FileIntake
from .going_on import going_on
from .group_page import called
from .page_tasks import page_store, write_notebooks
from .safe_place import back_up, can_back_up, last_backup, warnings


class StartPage:
    """The page that a project leader meets first: where one begins, or chooses a dossier."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def top(self) -> None:
        """Show where one is."""
        crumbs = [{"label": "Alle coalities", "url": ""}]
        menu = page_addresses.general_menu()
        display(Bar(crumbs=crumbs, menu=menu, page_title="Alle coalities", saves=False, asks_author=False))

    def begin(self) -> None:
        """Show how to go on, or the ways to begin."""
        shown = Beginnings(period=begin.school_year(), last=self._last(), largest=LARGEST_FILE)
        intake = FileIntake(self.store)
        handlers = {"make": self._make, "example": self._example}
        handlers |= {"file_part": intake.part, "file": intake.look, "file_take": intake.take}
        for do, handler in handlers.items():
            shown.on(do, handler)
        display(shown)

    def author(self) -> None:
        """Ask who writes, once, or say under which name one does."""
        display(Author())

    def choose(self) -> None:
        """Show the coalitions there are."""
        display(coalition_list(self.store))

    def across(self) -> None:
        """Show the ways to what is seen across coalitions: the learning groups, and how far all dossiers are."""
        ways = [
            {"label": called(group.name), "url": page_addresses.group_page(group.key.slug)}
            for group in sharing.groups(self.store)
        ]
        if len(self.store.dossiers()) > 1:
            ways.append({"label": "Klaar voor inleveren", "url": page_addresses.readiness_page()})
        if ways:
            display(Actions(title="Over coalities heen", links=ways))
        new = NewGroup()
        new.on("make", self._make_group)
        display(new)

    def safekeeping(self) -> None:
        """Show when the last copy was made, a button for another, and what one should know of the folder."""
        shown = Safekeeping(warnings=warnings(), last=last_backup(), can_make=can_back_up())
        shown.on("back_up", lambda _: self._back_up(shown))
        display(shown)

    def _back_up(self, shown: Safekeeping) -> Mapping[str, Any]:
        made = back_up()
        shown.last = last_backup()
        return {"message": f"De reservekopie is gemaakt en nagekeken: {made}."}

    def _last(self) -> dict[str, str]:
        """Return the coalition that was written in last; the example is nobody's work."""
        own = [info for info in self.store.dossiers() if not is_example(info.key)]
        if not own:
            return {}
        last = max(own, key=lambda info: info.changed_at)
        page = page_addresses.dossier_page(last.key.slug, last.key.period)
        return {
            "label": f"{last.name} {last.key.period.replace('-', '–')}",
            "note": f"gewijzigd op {day(last.changed_at)}{by(last.changed_by)}",
            "page": page,
            **self._step(last.key, page),
        }

    def _step(self, key: DossierKey, page: str) -> dict[str, str]:
        """Return where to go on in a dossier; its page when it cannot be read, which says why."""
        try:
            there = going_on(self.store, self.store.snapshot(key), f"{key.slug}/{key.period}/")
        except SkoError:
            return {"place": "", "url": page}
        return {"place": f"{there.place}: {there.step}", "url": there.url}

    def _make(self, filled: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a dossier from the form, and tell the page where to go."""
        name, period = str(filled.get("name", "")).strip(), str(filled.get("period", ""))
        key, _ = begin.begin(self.store, name, period, author=author())
        return self._go(key)

    def _make_group(self, filled: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a learning group if there is none with that name, and go to its page."""
        group = sharing.group_called(self.store, str(filled.get("name", "")), author=author())
        return {"url": page_addresses.group_page(group.key.slug)}

    def _example(self, _message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make the example coalition if it is not there, and go to it."""
        intake = transfer.plan(self.store, example())
        if not intake.exists:
            transfer.take_in(self.store, intake, "")
        add_example_group(self.store, intake.file.key, author="")
        return self._go(intake.file.key)

    def _go(self, key: DossierKey) -> Mapping[str, Any]:
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
