"""The page that asks who is in a learning group, its question of the year, and what they agreed with each other."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from sko_widgets.dossier import group_file
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Field, framework
from sko_widgets.framework.session_build import session_build
from sko_widgets.widgets import Actions, Bar, Opening, TableControl

from . import controls, erasing, page_addresses, session_pages
from .dossier_field import DossierField
from .group_page import GroupPage
from .page_tasks import download, page_store

GROUP = "group"
"""The sheet of a group's own fields."""
_OFFERED = "coalitions"
_COALITION = "coalition"


class GroupMembersPage(GroupPage):
    """The fields of one group."""

    title = session_pages.TITLES[session_pages.MEMBERS]

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        there = store.snapshot(self.key)
        self._framework = framework(there.framework)
        self._made, self._erased = store.info(self.key).created_at, store.erased(self.key)
        self._bar = Bar(
            crumbs=page_addresses.crumbs(self.name, self.title),
            menu=page_addresses.group_menu(),
            page_title=f"{self.title} · {self.name}",
            erased=erasing.gone_drafts(self.key, self._made, self._erased),
        )
        self._context = controls.Context(
            self._framework, "", there, self._made, lambda sheet: store.sheet(self.key, sheet), self._erased
        )

    def top(self) -> None:
        """Show where one is, and whether all is saved."""
        display(self._bar)

    def opening(self) -> None:
        """Show the page's title."""
        display(Opening(title=f"{self.name}: wie doet mee"))

    def step(self, name: str) -> None:
        """Show the control of one field."""
        field = self._framework.sheet(GROUP).field(name)
        storage = DossierField(self.store, self.key, GROUP, field, self._framework, inherited=_begun_with(field))
        control = controls.control(storage, self._context)
        control.show_label = True
        if isinstance(control, TableControl):
            self._offer(control)
        display(control)

    def keeping(self) -> None:
        """Show what makes a file of the group, and, folded, what erases it."""
        shown = Actions(title="Bewaren", buttons=[{"id": "json", "label": "Leergroep bewaren als bestand"}])
        shown.on("press", lambda _: download(group_file.file_name(self.key), self._as_file()))
        display(shown)
        display(erasing.group_panel(self.store, self.key, self._made))

    def _as_file(self) -> bytes:
        return group_file.write(self.store.snapshot(self.key), self.store.info(self.key).name)

    def _offer(self, control: TableControl) -> None:
        """Let the cells for a coalition offer the names that are known here."""
        names = sorted(known_coalitions(self.store, self.key), key=str.casefold)
        with control.hold_sync():
            control.names = {_OFFERED: {"listed": [[name, name] for name in names], "gone": [], "list": ""}}
            control.columns = [
                {**column, "kind": "name", "from": _OFFERED} if column["name"] == _COALITION else column
                for column in control.columns
            ]


def known_coalitions(store: Store, group: DossierKey) -> set[str]:
    """Return the names of the store's coalitions, and of those that shared with a group by name."""
    return {info.name for info in store.dossiers()} | {
        copy.name for copy in store.shared(group.slug) if copy.named and copy.name
    }


def _begun_with(field: Field) -> Any:
    """Return what a group begins with in a field; it is kept once somebody changes it."""
    build = session_build()
    return {"year_question": build.year_question, "rules": list(build.rules)}.get(field.name)


def group_members(group: str, store: str) -> GroupMembersPage:
    """Return what the notebook of a group's members talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return GroupMembersPage(page_store(store), group)
