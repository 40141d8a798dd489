"""The view of all next questions that were shared with a group: alike ones together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.sessions import HARVEST
from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.dossier.store import Store
from sko_widgets.insight.came_back import CameBack, Times
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.open_questions import OpenQuestion, Table, still_open, tables
from sko_widgets.insight.year_overview import Said, questions_said
from sko_widgets.report.markdown import bullets, line
from sko_widgets.widgets import QuestionTables

from . import page_addresses, session_pages
from .by_block import ByBlock, colour_of
from .drafts import drafts_of
from .on_programme import OnProgramme
from .page_tasks import page_store
from .wording import bare

ALONE = "Staat op zichzelf"
NOTHING_BACK = "Hier kwam nog geen vraag vaker terug."
_MOST_WORDS = 5
_MOST_NAMES = 3


class OpenQuestionsPage(ByBlock):
    """The next questions of all coalitions."""

    label = "Open vragen"
    title = "Wat vragen zij zich nu af?"

    def __init__(self, store: Store, slug: str) -> None:
        super().__init__(store, slug)
        self._programme = OnProgramme(store, self.key, self._shared)
        self._only_back = False
        self._back: dict[str, CameBack] = {}
        self._harvest: list[Said] = []

    def _widget(self, **traits: Any) -> QuestionTables:
        shown = QuestionTables(
            key=f"sko:{drafts_of(self.key, self.store.info(self.key).created_at)}/programme",
            set_up=session_pages.session_page(session_pages.SET_UP),
            **traits,
        )
        shown.on("only_back", self._choose_back)
        shown.on("put", self._programme.put)
        shown.on("undo", self._programme.undo)
        return shown

    def _now(self) -> dict[str, Any]:
        return {**super()._now(), "only_back": self._only_back, "sessions": self._programme.coming()}

    def _choose_back(self, message: Mapping[str, Any]) -> None:
        """Show only what came back, or all again."""
        self._only_back = bool(message["on"])
        self._glance.drop()
        self._refresh()

    def _read(self) -> dict[str, list[OpenQuestion]]:
        """Return the open questions by block, of who is chosen; a later cycle that is not chosen answers some too."""
        self._back, self._harvest = {}, questions_said(self.store.sheets(self.key, HARVEST))
        found: dict[str, list[OpenQuestion]] = {}
        for question in still_open(self._shared()):
            if self._selection.of([question.copy]) and (not self._only_back or self._times(question)):
                found.setdefault(question.block_id, []).append(question)
        return found

    def _times(self, question: OpenQuestion) -> Times:
        """Return when what is alike to a question was asked, if that was more than once."""
        block_id = question.block_id
        if block_id not in self._back:
            self._back[block_id] = CameBack(block_id, self._shared(), self._harvest)
        return self._back[block_id].times(question)

    def _parts(self, shown: Mapping[str, Sequence[OpenQuestion]]) -> list[dict[str, Any]]:
        names = names_may_show(one.copy for questions in shown.values() for one in questions)
        return [self._part(block_id, questions, names=names) for block_id, questions in shown.items()]

    def _part(self, block_id: str, questions: Sequence[OpenQuestion], *, names: bool) -> dict[str, Any]:
        seen = questions if names else [one.without_name() for one in questions]
        back = {id(one): came_back(self._times(question)) for one, question in zip(seen, questions, strict=True)}
        gathered = tables(seen)
        together = [one for one in gathered if one.name]
        alone = [question for one in gathered if not one.name for question in one.questions]
        shown = [_table(one, names, back) for one in together]
        if alone:
            plain = dict.fromkeys(("note", "words", "meets", "back"), "")
            shown.append({"title": ALONE, **plain, "rows": _rows(alone, names, back)})
        return {
            "id": block_id,
            "name": block_name(block_id),
            "colour": colour_of(self._framework, block_id),
            "count": told(gathered),
            "beside": page_addresses.view_page("Naast elkaar", block_id),
            "tables": shown,
        }

    def _said(self, things: Sequence[OpenQuestion]) -> str:
        said = dutch.count(len(things), "vraag", "vragen")
        return f"{said} die vaker terugkwamen" if self._only_back else said

    def _total(self, things: Sequence[OpenQuestion]) -> str:
        if not things:
            return NOTHING_BACK if self._only_back else "Er zijn hier nog geen open vragen."
        senders = dutch.count(len({one.copy.sender for one in things}), "coalitie", "coalities")
        asked = f"{dutch.count(len(things), 'open vraag', 'open vragen')} van {senders}"
        return f"{asked} {'kwam' if len(things) == 1 else 'kwamen'} vaker terug." if self._only_back else f"{asked}."

    def _chapter(self, part: Mapping[str, Any]) -> Iterator[str]:
        yield line(part["count"])
        for table in part["tables"]:
            yield f"## {line(table['title'])}"
            said = " · ".join(filter(None, [table["note"], table["words"]]))
            yield from map(line, filter(None, [said, table["back"]]))
            yield bullets(_printed(row) for row in table["rows"])
            yield from map(line, filter(None, [table["meets"]]))


def told(gathered: Sequence[Table]) -> str:
    """Return how many questions there are and how they stand, `8 vragen, in twee groepjes`."""
    count = dutch.count(sum(len(one.questions) for one in gathered), "vraag", "vragen")
    groups = sum(bool(one.name) for one in gathered)
    if not groups:
        return count
    return f"{count}, in {'één groepje' if groups == 1 else f'{dutch.number(groups)} groepjes'}"


def asked_by(table: Table) -> str:
    """Return how many coalitions ask what stands in a group."""
    if table.senders == 1:
        return "één coalitie vraagt dit"
    return f"{dutch.number(table.senders)} coalities vragen dit"


def meets(copies: Sequence[SharedCopy], names: bool) -> str:
    """Return in one line who likes to talk about something; empty for nobody."""
    labels = [copy.label(names) for copy in copies]
    if not labels:
        return ""
    if len(labels) > _MOST_NAMES or len(set(labels)) < len(labels):
        labels = [f"{dutch.number(len(labels))} coalities"]
    said = dutch.listing(labels)
    verb = "praat" if len(copies) == 1 else "praten"
    return f"{dutch.capital(said)} {verb} hier graag over."


def came_back(times: Times) -> str:
    """Return in words that a question came back, and when: `Kwam twee keer terug: in cyclus 1 en 2`; empty for once."""
    if not times:
        return ""
    ways = {
        "in": [one.replace("-", "–") for one in times.periods],
        "in cyclus": [str(one) for one in times.cycles],
        "in de oogst van": [dutch.date(one) for one in times.days],
    }
    told = " en ".join(f"{way} {dutch.listing(those)}" for way, those in ways.items() if those)
    return f"Kwam {dutch.number(times.many)} keer terug: {told}"


def _printed(row: Mapping[str, str]) -> str:
    back = f". {line(row['back'])}" if row["back"] else ""
    return f"{line(row['text'])} ({line(row['who'])}){back}"


def _table(table: Table, names: bool, back: Mapping[int, str]) -> dict[str, Any]:
    rows = _rows(table.questions, names, back)
    told = {row["back"] for row in rows}
    if len(told) == 1:  # said once for all
        rows = [{**row, "back": ""} for row in rows]
    return {
        "title": dutch.capital(table.name),
        "note": asked_by(table),
        "words": ", ".join(table.words[:_MOST_WORDS]),
        "meets": meets(table.willing, names),
        "back": told.pop() if len(told) == 1 else "",
        "rows": rows,
    }


def _rows(questions: Sequence[OpenQuestion], names: bool, back: Mapping[int, str]) -> list[dict[str, str]]:
    return [{"text": bare(one.text), "who": one.copy.label(names), "back": back[id(one)]} for one in questions]


def open_questions(group: str, store: str) -> OpenQuestionsPage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return OpenQuestionsPage(page_store(store), group)
