"""A year's format: the grid of that year, and the sheets that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sko_widgets import resources

from .fields import Field
from .grid import Block, Level, Theme, UnknownNameError
from .sheets import IN_REPORT, Group, Sheet


@dataclass(frozen=True, eq=False)
class Framework:
    """One year's format; a dossier keeps the one that it began with.

    Parameters
    ----------
    id, name
        In the store, and on screen.
    from_period
        The first period that it holds for.
    levels, themes, blocks
        The grid; the blocks in report order. A cell of the grid may be without a block.
    sheets
        All forms there are.
    groups
        What the lessons are about, in order.
    folders
        Where its notebooks are looked for, within `workbooks/`: its own first, then those of the formats it extends.
    """

    id: str
    name: str
    from_period: str
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...] = ()
    groups: tuple[Group, ...] = ()
    folders: tuple[str, ...] = ("",)

    @property
    def block_ids(self) -> tuple[str, ...]:
        """Block ids in report order."""
        return tuple(block.id for block in self.blocks)

    def block(self, block_id: str) -> Block:
        """Return a block by its id.

        Raises
        ------
        UnknownNameError
            When the format has no such block; names the nearest one.
        """
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise UnknownNameError("Bouwsteen", block_id, self.block_ids)

    def link_kind(self, source: str, target: str) -> str | None:
        """Return the kind of link that the geometry of the grid suggests.

        Parameters
        ----------
        source, target
            Block ids.

        Returns
        -------
        str or None
            `trap-op` or `trap-af` within a theme, `naastgelegen` within a level; None for a
            diagonal link or one to the block itself.
        """
        here, there = self.block(source), self.block(target)
        if here is there:
            return None
        if here.theme is there.theme:
            rows = [level.id for level in self.levels]
            return "trap-op" if rows.index(there.level.id) < rows.index(here.level.id) else "trap-af"
        return "naastgelegen" if here.level is there.level else None

    # --- sheets -------------------------------------------------------------------------------

    @cached_property
    def lessons(self) -> tuple[Sheet, ...]:
        """The lessons' sheets, by number."""
        return tuple(sorted((sheet for sheet in self.sheets if sheet.number), key=lambda sheet: sheet.number))

    @cached_property
    def instruments(self) -> tuple[Sheet, ...]:
        """The sheets that stand beside the blocks, each with its own page and annex: the lessons, then the others."""
        others = (sheet for sheet in self.sheets if not sheet.number and sheet.has(IN_REPORT))
        return (*self.lessons, *others)

    def route_of(self, sheet: Sheet) -> tuple[Sheet, ...]:
        """Return the lessons of the route that a sheet is on, in order; empty when it is on none."""
        if not any(group.id == sheet.group and group.route for group in self.groups):
            return ()
        return tuple(lesson for lesson in self.lessons if lesson.group == sheet.group)

    def fed_by(self, lessons: Sequence[Sheet]) -> tuple[Block, ...]:
        """Return the blocks that lessons have something for, first the one that most of them feed."""
        fed = [block for lesson in lessons for block in lesson.feeds if block in self.block_ids]
        return tuple(map(self.block, sorted(dict.fromkeys(fed), key=fed.count, reverse=True)))

    def group_of(self, sheet: Sheet) -> Group:
        """Return what a lesson is about together with others."""
        return next(group for group in self.groups if group.id == sheet.group)

    def colour_of(self, sheet: Sheet) -> str:
        """Return the colour of a sheet, that of the first block it feeds; empty for none."""
        fed = sheet.feeds[0] if sheet.feeds else ""
        return self.block(fed).theme.colour if fed in self.block_ids else ""

    @property
    def profile(self) -> Sheet:
        """Who the coalition is."""
        return self.sheet("profile")

    @property
    def publication(self) -> Sheet:
        """What the report says of itself: summary, status, contact."""
        return self.sheet("publication")

    @property
    def front_sheets(self) -> tuple[Sheet, ...]:
        """The sheets of which the report prints something before the blocks; their notebooks have one name each."""
        return (self.profile, self.publication)

    @property
    def block_sheet(self) -> Sheet:
        """What a block has as a whole."""
        return self._declared("block/{block}")

    @property
    def cycle_sheet(self) -> Sheet:
        """What a cycle of a block asks."""
        return self._declared("block/{block}/{cycle}")

    def declares(self, sheet_id: str) -> bool:
        """Tell whether a declaration serves a sheet id; one of an earlier year may be gone."""
        return any(sheet.pattern.fullmatch(sheet_id) for sheet in self.sheets)

    def sheet(self, sheet_id: str) -> Sheet:
        """Return the declaration that serves a sheet id.

        Raises
        ------
        UnknownNameError
            When no declaration does; names the nearest one.
        """
        for sheet in self.sheets:
            if sheet.pattern.fullmatch(sheet_id):
                return sheet
        raise UnknownNameError("Werkblad", sheet_id, [sheet.id for sheet in self.sheets])

    def _declared(self, pattern: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.id == pattern)

    @cached_property
    def name_lists(self) -> Mapping[str, tuple[Sheet, Field]]:
        """The lists of names that are kept once: kind of the columns that offer them -> sheet and field."""
        return {field.lists: (sheet, field) for sheet in self.sheets for field in sheet.fields if field.lists}

    # --- notebooks ----------------------------------------------------------------------------

    def notebook(self, sheet: Sheet, block_id: str = "") -> Path:
        """Return the notebook that lays out a sheet: the newest version that this format knows.

        Parameters
        ----------
        sheet
            One of its sheets, with a notebook.
        block_id
            Of a block's sheet: which block.
        """
        return self.workbook(sheet.notebook.replace("{block}", block_id))

    def workbook(self, name: str) -> Path:
        """Return a file of `workbooks/` as this format has it; the last place to look when it is nowhere."""
        places = [resources.workbooks() / folder / name for folder in self.folders]
        return next((place for place in places if place.is_file()), places[-1])
