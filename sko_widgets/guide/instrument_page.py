"""A lesson's page in the app: its fields as controls, its pictures drawn as they are filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from IPython.display import Markdown, display

from sko_widgets.dossier.references import named_rows
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import listing
from sko_widgets.framework import FIRST_ROW, IN_REPORT, Field, Framework, Sheet
from sko_widgets.insight.progress import sheet_steps
from sko_widgets.report.markdown import html
from sko_widgets.widgets import Actions, Control, FieldControl, IdealsControl, MatrixControl, Picture, SquareControl
from sko_widgets.widgets.base import Message

from . import page_addresses, paper_to_print, wording
from .beside import display_beside
from .chain_form import chain_board
from .coaching import Coaching
from .notebook_file import PICTURE_ASKS, PICTURE_STEP
from .recalling import Recalling
from .sheet_page import SheetPage, row, update
from .which_remarks import at_field

CHOSEN = "chosen"
"""The field that the sentence goes into which is chosen from a table of them."""


class InstrumentPage(SheetPage):
    """What the notebook of one lesson shows in the app.

    Parameters
    ----------
    sheet_id
        Id of the lesson's sheet, `lesson/01-positie`.
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """

    def __init__(self, sheet_id: str, coalition: str, period: str, store: str) -> None:
        super().__init__(coalition, period, store)
        self.sheet: Sheet = self.framework.sheet(sheet_id)
        colour = self.framework.colour_of(self.sheet)
        self._furnish(colour, sheet_id, "Instrumenten", sheet_id)
        self._bar.can_show = True
        self._colour = colour
        self._pictures = Picture(colour=colour, empty="Er is nog niets te tekenen. Begin met de volgende stap.")
        self._coaching = Coaching(self.store, self.key, self.framework, colour=colour)
        self._recalling = Recalling(self.framework, self.sheet, colour)
        self._refresh(self._read)

    def opening(self) -> None:
        """Show the title; on a page that is drawn on, the buttons for paper beside it, where there is room."""
        super().opening()
        if self.sheet.drawn_step:
            display(self._on_paper([], here=True))

    def _on_paper(self, links: list[dict[str, str]], *, here: bool) -> Actions:
        shown = Actions(title="", buttons=paper_to_print.BUTTONS if here else [], links=links)
        shown.on("press", paper_to_print.press_of(self._snapshot, self.framework, self.sheet))
        return shown

    def step(self, name: str) -> None:
        """Show the control of one field, and below it what the coach asks; nothing of a field that the picture asks.

        Of a field that is kept from before there is nothing while it is empty.
        """
        snapshot = self._recent_snapshot()
        if self.sheet.step_of(name).drawn or not self._asks(self.sheet.field(name), snapshot):
            return
        made = self._control(self._dossier_field(self.sheet.id, name), snapshot)
        self._tie(snapshot)
        if isinstance(made, IdealsControl):
            made.on("choose", self._choose)
            made.chosen = self._chosen(snapshot)
        recalled = self._recalling.shown(name, snapshot)
        if recalled is not None:
            display_beside(recalled, also_in_step=True)
        display(made)
        display(self._coaching.shown(at_field(self.sheet.id, name), says_where=False))

    def _asks(self, field: Field, snapshot: Snapshot) -> bool:
        return not (field.former and is_empty(snapshot.sheet(self.sheet.id).get(field.name)))

    def _chosen(self, snapshot: Snapshot) -> str:
        return str(snapshot.sheet(self.sheet.id).get(CHOSEN) or "")

    def _choose(self, message: Message) -> None:
        """Save a sentence as the chosen one; who is typing another there chooses between the two, as ever."""
        storage = self._dossier_field(self.sheet.id, CHOSEN)
        storage.save(str(message["text"]), storage.now()[1])
        if CHOSEN in self._controls:
            self._controls[CHOSEN].take_over_stored()

    def picture(self) -> None:
        """Show the picture in which fields are filled in, or else the pictures, drawn anew after each save."""
        if self.sheet.drawn_step:
            self._show_form(self.sheet.drawn_step.fields)
            return
        self._pictures.set_trait("pictures", self._drawn(self._recent_snapshot()))
        display(self._pictures)

    def _show_form(self, fields: Sequence[Field]) -> None:
        snapshot = self._recent_snapshot()
        asked = [field for field in fields if self._asks(field, snapshot)]
        made = {one.name: self._control(self._dossier_field(self.sheet.id, one.name), snapshot) for one in asked}
        for field in asked:
            made[field.name].show_label = field.former
        self._tie(snapshot)
        display(self._board({one.name: made[one.name] for one in asked if not one.former}))
        for field in asked:
            if field.former:
                display(made[field.name])
        display(self._coaching.shown(at_field(self.sheet.id, *made)))

    def _board(self, made: dict[str, FieldControl]) -> Control:
        """Return the picture in which fields are filled in: of two tables and their ties a matrix, of more a chain.

        One field alone is a picture of itself.
        """
        ties = [field for field in self.sheet.fields if field.name in made and field.between]
        if len(made) == 1:
            return next(iter(made.values()))
        if len(ties) == 1:
            down, across = ties[0].between
            return MatrixControl(colour=self._colour, down=made[down], across=made[across], ties=made[ties[0].name])
        return chain_board(self.sheet, made, self._colour)

    def bottom(self) -> None:
        """Show what of it goes into the report, and the ways on: the lessons beside this one, and all of them."""
        self._show_end()
        choice = self._control(self._dossier_field(self.sheet.id, IN_REPORT), self._recent_snapshot())
        choice.show_label = True
        display(choice)
        share = {"label": "Delen met een leergroep", "url": page_addresses.sharing_page(self.sheet.id)}
        display(self._on_paper([*_ways(self.framework, self.sheet), share], here=not self.sheet.drawn_step))

    def _show_end(self) -> None:
        """Show on the last lesson of a route what one has by now, and the blocks for which it is."""
        route = self.framework.route_of(self.sheet)
        if not route or self.sheet is not route[-1]:
            return
        snapshot, words = self._recent_snapshot(), self.framework.group_of(self.sheet).route
        fed = {block: max(snapshot.cycles(block.id), default=1) for block in self.framework.fed_by(route)}
        named = [f"[{block.name}]({page_addresses.block_page(block.id, cycle)})" for block, cycle in fed.items()]
        where = f" Wat je schreef, staat klaar bij {listing(named)}." if named else ""
        display(Markdown(words + where))

    def _refresh(self, snapshot: Snapshot) -> None:
        above = ("Instrumenten", page_addresses.instruments_page())
        crumbs = page_addresses.crumbs(wording.coalition(snapshot), above, self._here)
        title = f"{self._here} · {wording.coalition(snapshot)}"
        update(self._bar, {"crumbs": crumbs, "page_title": title})
        if not self.sheet.drawn_step:
            self._pictures.set_trait("pictures", self._drawn(snapshot))
        self._steps.set_trait(
            "steps", [*self._picture_row(), *(row(step) for step in sheet_steps(snapshot, self.sheet))]
        )
        update(self._steps, {"route": self._route(snapshot)})
        self._recalling.refresh(snapshot)
        update(self._opening, self._opening_texts())
        self._tie(snapshot)
        for control in self._controls.values():
            if isinstance(control, IdealsControl):
                control.set_trait("chosen", self._chosen(snapshot))
        self._coaching.refresh_soon()

    def _picture_row(self) -> list[dict[str, Any]]:
        """Return the step of the pictures, when they have one of their own."""
        if not self.sheet.walk or self.sheet.drawn_step or not self.sheet.pictures:
            return []
        label, drawn = PICTURE_ASKS["label"], bool(self._pictures.pictures)
        return [{"name": PICTURE_STEP, "label": label, "anchor": PICTURE_STEP, "filled": drawn, "counts": False}]

    def _route(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return the lessons of its route, each with whether it was begun; empty when it stands by itself."""
        lessons = self.framework.route_of(self.sheet)
        stops = [
            {
                "label": f"{lesson.number}. {lesson.title}",
                "url": page_addresses.instrument_page(lesson),
                "filled": any(step.filled for step in sheet_steps(snapshot, lesson)),
                "here": lesson is self.sheet,
            }
            for lesson in lessons
        ]
        return {"name": self.framework.group_of(self.sheet).name, "stops": stops} if stops else {}

    @property
    def _here(self) -> str:
        return wording.named(self.sheet)

    def _opening_texts(self) -> dict[str, Any]:
        number = wording.part_of_route(self.sheet, self.framework)
        if self.sheet.number and not number:
            number = f"Les {self.sheet.number} van {len(self.framework.lessons)}"
        return {
            "title": self.sheet.title,
            "lead": " · ".join(filter(None, [number, f"Voor {wording.fed(self.sheet, self.framework)}"])),
            "label": "Waar het voor is",
            "question": html(self.sheet.purpose),
        }

    def _drawn(self, snapshot: Snapshot) -> list[dict[str, str]]:
        if not self.sheet.pictures:
            return []
        from sko_widgets.insight.instruments import pictures
        from sko_widgets.report.look import tokens

        on_screen = {name: f"var(--{name})" for name in tokens()}
        drawn = pictures(self.framework, self.sheet, snapshot.sheet(self.sheet.id), on_screen, snapshot.sheets)
        return [{"caption": one.caption, "alt": one.alt, "svg": one.svg.decode("utf-8")} for one in drawn]

    def _tie(self, snapshot: Snapshot) -> None:
        """Tell the controls of ties which rows there are to join, and a square where we stood before there was one."""
        values = snapshot.sheet(self.sheet.id)
        former = next((one for one in self.sheet.fields if one.former and values.get(one.name)), None)
        stood = {FIRST_ROW: former.option_label(str(values[former.name]))} if former else {}
        for name, control in self._controls.items():
            field = self.sheet.field(name)
            if isinstance(control, SquareControl):
                control.set_trait("stood", stood)
            if field.between:
                sides = [self.sheet.field(one) for one in field.between]
                named = [named_rows(side, values.get(side.name, [])) for side in sides]
                control.set_trait("rows", [[{"id": i, "label": text} for i, text in one.items()] for one in named])


def _ways(chosen: Framework, sheet: Sheet) -> list[dict[str, str]]:
    route = chosen.route_of(sheet)  # the page has its own ways along it
    lessons = {lesson.number: lesson for lesson in chosen.lessons if lesson not in route}
    beside = [("Vorige les", sheet.number - 1), ("Volgende les", sheet.number + 1)] if sheet.number else []
    links = [
        {"label": f"{way}: {lessons[number].title}", "url": page_addresses.instrument_page(lessons[number])}
        for way, number in beside
        if number in lessons
    ]
    return [*links, {"label": "Alle instrumenten", "url": page_addresses.instruments_page()}]
