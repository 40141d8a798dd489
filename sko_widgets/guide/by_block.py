"""What the views of a group have together that show one block at a time, chosen in a small grid."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from IPython.display import display

from sko_widgets.dossier.store import Store
from sko_widgets.framework import Block, Framework, newest_framework
from sko_widgets.insight.facets import block_name, block_order
from sko_widgets.insight.shared_facets import BLOCK, selection
from sko_widgets.report.markdown import line
from sko_widgets.widgets.block_pick import BlockPick

from . import page_addresses
from .group_page import GroupPage
from .sheet_page import update

ALL = "alle"
"""What the address names instead of a block when all are shown."""


class ByBlock(GroupPage):
    """A view of one block, or of all below each other; the address keeps which.

    Parameters
    ----------
    store, slug
        Where the group is, and which.
    """

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._selection = selection(but=BLOCK)
        self._framework = newest_framework()
        asked = page_addresses.asked(page_addresses.BLOCK)
        self._chosen = asked if asked in (*self._framework.block_ids, ALL) else ""
        self._shown: BlockPick | None = None

    def view(self) -> None:
        """Show the grid, and beside it the block that is chosen."""
        self._shown = self._widget(**self._now())
        self._shown.on("choose_block", self._choose_block)
        display(self._shown)

    @abstractmethod
    def _widget(self, **traits: Any) -> BlockPick:
        """Return the widget of this view."""

    @abstractmethod
    def _read(self) -> Mapping[str, Sequence[Any]]:
        """Return what there is to show now, by block."""

    @abstractmethod
    def _parts(self, shown: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
        """Return what the widget shows of blocks."""

    @abstractmethod
    def _said(self, things: Sequence[Any]) -> str:
        """Return how much something is, `8 vragen`."""

    @abstractmethod
    def _total(self, things: Sequence[Any]) -> str:
        """Return how much there is of all blocks together."""

    @abstractmethod
    def _chapter(self, part: Mapping[str, Any]) -> Iterator[str]:
        """Yield what the widget shows of a block as Markdown, without its name."""

    def _printed(self) -> list[str]:
        """Return what is on the page now, a chapter for each block."""
        parts: list[dict[str, Any]] = self._now()["parts"]
        return ["\n\n".join([_heading(number, part), *self._chapter(part)]) for number, part in enumerate(parts, 1)]

    def _refresh(self) -> None:
        if self._shown is not None:
            update(self._shown, self._now())

    def _now(self) -> dict[str, Any]:
        """Return the traits of the widget, of what is shared and chosen now."""
        there = self._read()
        block_id = self._block(there)
        shown = {one: there[one] for one in sorted(there, key=block_order) if block_id in ("", one) and there[one]}
        every = [thing for things in there.values() for thing in things]
        levels, themes = self._framework.levels, self._framework.themes

        def row(block: Block) -> tuple[int, int]:
            return levels.index(block.level), themes.index(block.theme)

        return {
            "levels": [{"id": level.id, "name": level.name} for level in levels],
            "themes": [{"id": theme.id, "name": theme.name, "colour": theme.colour} for theme in themes],
            "cells": [self._cell(block, there.get(block.id, ())) for block in sorted(self._framework.blocks, key=row)],
            "chosen": block_id,
            "total": self._total(every),
            "told": self._told(block_id, there.get(block_id, ()) if block_id else every),
            "parts": self._parts(shown),
        }

    def _block(self, there: Mapping[str, Sequence[Any]]) -> str:
        """Return the block that is shown, empty for all: the one that was chosen, else the one with most."""
        if self._chosen:
            return "" if self._chosen == ALL else self._chosen
        return max(self._framework.block_ids, key=lambda one: len(there.get(one, ())))

    def _cell(self, block: Block, things: Sequence[Any]) -> dict[str, Any]:
        return {
            "id": block.id,
            "name": block.name,
            "level": block.level.id,
            "theme": block.theme.id,
            "colour": block.theme.colour,
            "count": len(things),
            "said": self._said(things),
        }

    def _told(self, block_id: str, things: Sequence[Any]) -> str:
        return f"{block_name(block_id) if block_id else 'Alle bouwstenen'}: {self._said(things)}."

    def _choose_block(self, message: Mapping[str, Any]) -> None:
        block_id = str(message["block"])
        self._chosen = block_id if block_id in self._framework.block_ids else ALL
        self._glance.drop()
        self._refresh()


def _heading(number: int, part: Mapping[str, Any]) -> str:
    colour = f" .{part['colour']}" if part["colour"] else ""
    return f"# {line(part['name'])} {{#bouwsteen-{number} .block{colour}}}"


def colour_of(framework: Framework, block_id: str) -> str:
    """Return the colour of a block's theme; none for one that the newest format does not have."""
    return framework.block(block_id).theme.colour if block_id in framework.block_ids else ""
