"""What the pages of a learning group have together: where one is, what is looked at, and what of it is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from IPython.display import display

from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.dossier.sharing import groups
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.errors import SkoError
from sko_widgets.insight.shared_facets import MUNICIPALITY, left_over, selection
from sko_widgets.widgets import Bar, Filters, Opening

from . import page_addresses
from .glance import Glance
from .printout import Printout, print_buttons

ONLY_SHARED = "Alleen wat zij deelden."
_GROUP = "leergroep"


class GroupPage:
    """A page of what coalitions shared with one group.

    What is shown is read from the store each time that something is chosen: what was withdrawn meanwhile is gone.

    Parameters
    ----------
    store, slug
        Where the group is, and which.
    """

    label: ClassVar[str] = ""
    """What the page is called in the menu: one of `page_addresses.VIEWS`; empty for the group's own page."""
    title: ClassVar[str] = ""
    """The heading of the page."""

    def __init__(self, store: Store, slug: str) -> None:
        self.store = store
        self.key = DossierKey.of_group(slug)
        if self.key not in (one.key for one in groups(store)):
            raise SkoError("Deze leergroep is er niet meer.", mend="Ga terug naar Alle coalities.")
        self.name = called(store.info(self.key).name)
        self._selection = selection()
        self._filters: Filters | None = None
        self._glance = Glance(lambda: store.shared(slug))
        self._group = Glance(lambda: store.snapshot(self.key))  # with all copies in it, so once for all cells

    def top(self) -> None:
        """Show where one is."""
        crumbs = page_addresses.crumbs(self.name, *([self.label] if self.label else []))
        crumbs[-1]["url"] = ""
        title = " · ".join(filter(None, [self.label, self.name]))
        menu = page_addresses.group_menu(self.label)
        about = {"saves": False, "asks_author": False, "can_show": bool(self.label)}
        display(Bar(crumbs=crumbs, menu=menu, page_title=title, **about))

    def opening(self) -> None:
        """Show the page's title."""
        display(Opening(title=self.title))

    def filters(self) -> None:
        """Show what can be chosen, how much is left, and that only what was shared is here."""
        self._filters = Filters(note=ONLY_SHARED)  # made where it is shown: a page is sent cell by cell
        self._filters.on("choose", self._choose)
        self._filters.on("clear", self._clear)
        self._show_left()
        display(self._filters)

    def view(self) -> None:
        """Show what is chosen; each page does that in its own way."""

    def printing(self) -> None:
        """Show the buttons that make a document of what is on the page."""
        display(print_buttons(self._printout))

    def _printout(self) -> Printout:
        self._glance.drop()
        there = self._shared()
        facts = [
            ("Gekozen", self._selection.said()),
            ("Wat hier staat", f"{left_over(self._selection.of(there), there)} {ONLY_SHARED}"),
        ]
        stem = f"{page_addresses.VIEWS[self.label].removesuffix('.ipynb')}-{self.key.slug}"
        return Printout(self.label, self.name, stem, self._printed(), facts)

    def _printed(self) -> list[str]:
        """Return what is on the page as Markdown, in chapters; a page does this of what it shows now."""
        return []

    def _shared(self) -> list[SharedCopy]:
        """Return all that is shared with the group now."""
        return self._glance()

    def _copies(self) -> list[SharedCopy]:
        """Return of what is shared now what is chosen."""
        return self._selection.of(self._shared())

    def _refresh(self) -> None:
        """Show what is chosen now; a page does this with its own widgets."""

    def _show_chosen(self) -> None:
        """Show everything anew after something was chosen, on the page or by it."""
        self._glance.drop()
        self._show_left()
        self._refresh()

    def _choose(self, message: Mapping[str, Any]) -> None:
        self._selection.choose(str(message["name"]), str(message["value"]))
        self._show_chosen()

    def _clear(self, _: Mapping[str, Any]) -> None:
        self._selection.clear()
        self._show_chosen()

    def _offered(self, there: Collection[SharedCopy]) -> list[dict[str, Any]]:
        """Return what can be chosen of what is shared; a municipality is a name too."""
        nameless = not self._may_name(there)
        if nameless:
            self._selection.choose(MUNICIPALITY, "")
        return [one for one in self._selection.offered(there) if not (nameless and one["name"] == MUNICIPALITY)]

    def _may_name(self, there: Collection[SharedCopy]) -> bool:
        """Say whether names may be seen beside all that is shared."""
        return names_may_show(there)

    def _show_left(self) -> None:
        if self._filters is None:
            return
        there = self._shared()
        with self._filters.hold_sync():
            self._filters.filters = self._offered(there)
            self._filters.told = left_over(self._selection.of(there), there)


def called(name: str) -> str:
    """Return what a group is called, `Leergroep Noord`; one that says so itself keeps its name."""
    return name if name.casefold().startswith(_GROUP) else f"{_GROUP.capitalize()} {name}"
