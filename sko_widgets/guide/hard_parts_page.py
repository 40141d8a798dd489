"""The view of what did not work, stopped or came late; without names, whatever a coalition chose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from IPython.display import display

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.store import Store
from sko_widgets.framework import Theme
from sko_widgets.insight.facets import theme_order
from sko_widgets.insight.hard_parts import Found, HardPart, Kind, hard_by_theme
from sko_widgets.report import markdown
from sko_widgets.widgets import HardList

from . import wording
from .group_page import GroupPage
from .page_tasks import page_store

_FEW = 5
_STEP = 20
_KINDS: Mapping[Kind, str] = {"result": "Wat niet lukte", "stopped": "Gestopt", "late": "Later dan afgesproken"}
_NOTHING = "Hier is nog niets gedeeld dat lastig was, of dat is gestopt of later kwam."


class HardPartsPage(GroupPage):
    """What coalitions say is hard.

    Parameters
    ----------
    store, slug
        Where the group is, and which.
    """

    label = "Wat lastig is"
    title = "Wat lastig is"

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._most = _FEW
        self._list: HardList | None = None

    def view(self) -> None:
        """Show what is hard, by theme."""
        self._list = HardList(empty=_NOTHING)
        self._list.on("more", self._more)
        self._refresh()
        display(self._list)

    def _may_name(self, there: Collection[SharedCopy]) -> bool:
        """Say that names may not be seen, whatever a coalition chose."""
        return False

    def _refresh(self) -> None:
        if self._list is None:
            return
        found = hard_by_theme(self._copies(), self._most)
        with self._list.hold_sync():
            self._list.themes = [_theme(theme, found) for theme in _themes(found)]
            self._list.can_more = any(one.number > len(one.parts) for one in found.values())

    def _more(self, _: Mapping[str, Any]) -> None:
        self._most += _STEP
        self._glance.drop()
        self._refresh()

    def _printed(self) -> list[str]:
        found = hard_by_theme(self._copies(), self._most)
        passages = []
        for number, theme in enumerate(_themes(found), 1):
            passages.append(f"# {markdown.line(theme.name)} {{#thema-{number} .block .{theme.colour}}}")
            for kind, label in _KINDS.items():
                if (theme, kind) in found:
                    here = found[theme, kind]
                    rows = [f"{_line(one)}\\\n*{markdown.line(_note(one))}*" for one in here.parts]
                    passages += [f"## {markdown.line(label)}", markdown.bullets(rows), markdown.line(_rest(here))]
        return passages


def _themes(found: Mapping[tuple[Theme, Kind], Found]) -> list[Theme]:
    """Return the themes in which something is, in the order of the report."""
    return sorted({theme for theme, _ in found}, key=lambda theme: theme_order(theme.id))


def _theme(theme: Theme, found: Mapping[tuple[Theme, Kind], Found]) -> dict[str, Any]:
    kinds = [_kind(label, found[theme, kind]) for kind, label in _KINDS.items() if (theme, kind) in found]
    return {"name": theme.name, "colour": theme.colour, "kinds": kinds}


def _kind(label: str, found: Found) -> dict[str, Any]:
    rows = [{"text": wording.bare(one.text), "note": _note(one)} for one in found.parts]
    return {"label": label, "rows": rows, "rest": _rest(found)}


def _rest(found: Found) -> str:
    rest = found.number - len(found.parts)
    return f"En nog {rest}." if rest else ""


def _line(one: HardPart) -> str:
    return markdown.line(wording.bare(one.text))


def _note(one: HardPart) -> str:
    due = f"zou klaar zijn {one.span.said(one.span.last)}" if one.span else ""
    parts = [f"{one.block.level.name}, {one.period.replace('-', '–')}", one.who, due]
    return " · ".join(filter(None, parts))


def hard_parts(group: str, store: str) -> HardPartsPage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return HardPartsPage(page_store(store), group)
