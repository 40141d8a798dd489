"""The page of one dossier: where to go on, the grid, what waits, and the ways to its other pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from IPython.display import display

from sko_widgets.dossier import comments_file, cycles, sharing
from sko_widgets.dossier.said_about import is_about_dossier
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Revision, Store
from sko_widgets.dutch import listing, shortened, today
from sko_widgets.framework import INTRODUCTION
from sko_widgets.insight.deadlines import Deadline, deadlines
from sko_widgets.insight.progress import Progress, progress, sheet_steps
from sko_widgets.widgets import Bar, Chooser, CommentsPicker, GoOn, Grid, ShortList

from . import erasing, page_addresses, wording
from .coaching import ASKS, NOTHING_ASKED, Coaching
from .dossier_page import DossierPage
from .drafts import drafts_of, waiting
from .file_intake import CommentsDesk
from .finding import Finding
from .from_other_blocks import FromOtherBlocks
from .going_on import going_on
from .group_offers import GroupOffers
from .page_tasks import page_store
from .unreadable import Unreadable, knows, place_of, saved
from .where_to_start import where_to_start
from .which_remarks import of_dossier, said_by_persons, without_persons

_SHORT = 3
_NOUN = ("opmerking", "opmerkingen")
_LONGEST = 70  # characters of an action in the list
_NOTE = 45  # characters of the introduction on its card


class CoalitionPage(DossierPage):
    """The page of one dossier."""

    def __init__(self, store: Store, key: DossierKey) -> None:
        super().__init__(store, key)
        self._made = store.info(key).created_at
        self._coaching = Coaching(store, key, self.framework)

    def top(self) -> None:
        """Show where one is, and on which pages text was left behind in this browser."""
        snapshot = self._snapshot()
        left = waiting(snapshot, self.framework, self._made)
        crumbs = [
            {"label": "Alle coalities", "url": page_addresses.all_coalitions()},
            {"label": wording.coalition(snapshot), "url": ""},
        ]
        menu = page_addresses.menu("Raster")
        gone = erasing.gone_drafts(self.key, self._made, self.store.erased(self.key))
        title = wording.coalition(snapshot)
        display(Bar(crumbs=crumbs, menu=menu, page_title=title, waiting=left, erased=gone, can_show=True))

    def go_on(self) -> None:
        """Show where one was, with a button that leads there; above it what cannot be read, if anything."""
        snapshot = self._snapshot()
        unread = Unreadable(self.store, self.key, self.framework).notes(snapshot)
        if unread is not None:
            display(unread)
        display(GoOn(**self._go_on(snapshot)))

    def grid(self) -> None:
        """Show the blocks: what each asks now, and how far it is."""
        snapshot = self._snapshot()
        cells = [self._cell(snapshot, progress(snapshot, block.id)) for block in self.framework.blocks]
        levels = [{"id": level.id, "name": level.name} for level in self.framework.levels]
        themes = [{"id": theme.id, "name": theme.name, "colour": theme.colour} for theme in self.framework.themes]
        display(Grid(cells=cells, levels=levels, themes=themes))

    def search(self) -> None:
        """Show the box in which one searches the dossier."""
        display(Finding(self.store, self.key, self.framework).widget)

    def waiting(self) -> None:
        """Show what waits: what came from other blocks, actions with a date, and what was changed last."""
        snapshot, changes = self._snapshot(), self._changes()
        name = f"not-now:{drafts_of(self.key, self._made)}"
        brought = FromOtherBlocks(self.store, self.key, self.framework, name, self.framework.block_ids)
        brought.widget.set_trait("most", 1)  # beside the grid, and the page stays two screens high
        brought.refresh(snapshot, changes)
        display(brought.widget)
        offers = GroupOffers(self.store, self.key, self.framework, self.framework.block_ids)
        offers.refresh()
        display(offers.widget)
        due = [self._deadline(one) for one in deadlines(snapshot, today())]
        if due:
            more = f"Alle {len(due)} acties tonen"
            display(ShortList(title="Acties met een datum", rows=due, most=_SHORT, more=more))
        recent, none = self._recent(snapshot, changes), "Er is nog niets geschreven."
        more = f"Alle {len(recent)} tonen"
        display(ShortList(title="Laatst gewijzigd", rows=recent, empty=none, most=_SHORT, more=more))

    def coach(self) -> None:
        """Show what readers said and what the coach asks, of all blocks together."""
        display(self._coaching.shown(said_by_persons, title="Wat lezers schreven", noun=_NOUN))
        asked = without_persons(of_dossier(self._snapshot()))
        display(self._coaching.shown(asked, title=ASKS, empty=NOTHING_ASKED, most=1))

    def pages(self) -> None:
        """Show the ways to the other pages of the dossier, and what opens a file of comments."""
        display(self._comments_picker())
        snapshot = self._snapshot()
        sheets = self.framework.instruments
        begun = sum(any(step.filled for step in sheet_steps(snapshot, sheet)) for sheet in sheets)
        written = shortened(wording.bare(snapshot.sheet("profile").get(INTRODUCTION, "")), _NOTE)
        places = [
            ("Inleiding", written or "Nog leeg", page_addresses.introduction_page()),
            ("Gegevens van de coalitie", wording.members(snapshot), page_addresses.profile_page()),
            ("Instrumenten", f"{begun} van {len(sheets)} begonnen", page_addresses.instruments_page()),
            *((one["label"], one["note"], one["url"]) for one in where_to_start(snapshot)),
            *((sheet.title, "", page_addresses.instrument_page(sheet)) for sheet in sheets if not sheet.number),
            ("Rapport", "Maken, en kiezen wat erin komt", page_addresses.hand_in_page()),
            ("Laat iemand meelezen", "Op dit scherm, of als bestand", page_addresses.hand_over_page()),
            ("Delen met een leergroep", self._shared(), page_addresses.sharing_page()),
        ]
        rows = [{"label": label, "note": note, "url": url} for label, note, url in places]
        display(Chooser(label="Meer van jullie dossier", items=rows, compact=True))

    def erasing(self) -> None:
        """Show the fold in which the whole dossier can be erased for good."""
        display(erasing.panel(self.store, self.key, self._made))

    # --- what they are made of ----------------------------------------------------------------

    def _comments_picker(self) -> CommentsPicker:
        """Return the button that takes in what somebody said who read along."""
        shown = CommentsPicker(largest=comments_file.LARGEST_FILE)
        desk = CommentsDesk(self.store, self.key, self._coaching.refresh_soon)
        shown.on("file_part", desk.part)
        shown.on("file", desk.look)
        return shown

    def _shared(self) -> str:
        """Return with which groups something is shared."""
        groups = [info.name for info, _ in sharing.shared_by(self.store, self.key)]
        return f"Nu met {listing(groups)}" if groups else "Alleen wat jullie kiezen; nu niets"

    def _changes(self) -> list[Revision]:
        return self.store.changes(self.key, limit=wording.RECENT)

    def _go_on(self, snapshot: Snapshot) -> dict[str, Any]:
        there = going_on(self.store, snapshot)
        block = there.block
        return {
            "page": wording.coalition(snapshot),
            "colour": block.theme.colour if block else "",
            "title": "Ga verder waar je was" if there.been else "Hier kun je beginnen",
            "place": there.place,
            "question": self._question(snapshot, block.id, there.cycle) if block else "",
            "label": f"Verder met {there.step}" if there.begun else f"Begin bij {there.place}",
            "url": there.url,
            "is_first": not there.begun,
        }

    def _question(self, snapshot: Snapshot, block_id: str, cycle: int) -> str:
        return wording.bare(cycles.asked_question(snapshot, self.framework, block_id, cycle))

    def _cell(self, snapshot: Snapshot, done: Progress) -> dict[str, Any]:
        block = self.framework.block(done.block)
        cycle = max(done.cycle, 1)
        return {
            "id": block.id,
            "name": block.name,
            "level": block.level.id,
            "theme": block.theme.id,
            "colour": block.theme.colour,
            "title": done.title,
            "question": self._question(snapshot, block.id, cycle),
            "url": page_addresses.block_page(block.id, cycle),
            "cycle": f"Cyclus {done.cycle}" if done.cycle else "Nog niet begonnen",
            "finished": done.finished,
            "filled": done.filled,
            "total": 0 if done.is_finished else len(done.needed),
            "ready": done.cycle > 0 and not done.next_step,
            "state": _state(done),
            "links": self._links(snapshot, block.id),
        }

    def _links(self, snapshot: Snapshot, block_id: str) -> list[dict[str, str]]:
        """Return the links of the newest cycle that has some."""
        kinds = self.framework.cycle_sheet.field("links")
        sheets = [snapshot.sheet(f"block/{block_id}/{cycle}") for cycle in reversed(snapshot.cycles(block_id))]
        links: list[dict[str, str]] = next((sheet["links"] for sheet in sheets if sheet.get("links")), [])
        labels = {f"{kinds.option_label(one['kind'])}: {self.framework.block(one['to']).name}": one for one in links}
        return [{"to": one["to"], "label": label} for label, one in labels.items()]

    def _deadline(self, one: Deadline) -> dict[str, Any]:
        asks = "hoe staat het?" if one.late else ""
        return {
            "label": shortened(wording.bare(one.text), _LONGEST),
            "when": one.span.said(today()),
            "note": " · ".join(filter(None, [wording.bare(one.owner), asks])),
            "late": one.late,
            "url": page_addresses.block_page(one.block.id, one.cycle, "actions"),
        }

    def _recent(self, snapshot: Snapshot, changes: Sequence[Revision]) -> list[dict[str, str]]:
        """Return what was changed last, each field once."""
        rows: dict[str, dict[str, str]] = {}
        for one in changes:
            if one.field != "status" and not is_about_dossier(one.sheet):
                label = place_of(self.framework, one)
                rows.setdefault(label, {"label": label, "note": saved(one), "url": self._url(snapshot, one)})
        return list(rows.values())[: 2 * _SHORT]

    def _url(self, snapshot: Snapshot, one: Revision) -> str:
        """Return where a revision was made; empty when the format does not know its field."""
        if not knows(self.framework, one):
            return ""
        block_id, _, _ = one.sheet.removeprefix("block/").partition("/")
        newest = max(snapshot.cycles(block_id), default=1)
        return page_addresses.field_page(self.framework, one.sheet, one.field, newest)


def _state(done: Progress) -> str:
    """Return what comes next in the newest cycle of a block; empty while nothing was begun."""
    if not done.cycle:
        return ""
    if done.is_finished:
        return "afgerond"
    return f"nu: {done.next_step.label}" if done.next_step else "klaar om af te ronden"


def home(coalition: str, period: str, store: str) -> CoalitionPage:
    """Return what the page of one dossier talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return CoalitionPage(page_store(store), DossierKey(coalition, period))
