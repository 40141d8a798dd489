"""The view of all next questions that were shared with a group: alike ones together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.insight.facets import block_name
from sko_widgets.insight.open_questions import OpenQuestion, Table, still_open, tables
from sko_widgets.report.markdown import bullets, line
from sko_widgets.widgets import QuestionTables

from . import page_addresses
from .by_block import ByBlock, colour_of
from .page_tasks import page_store
from .wording import bare

ALONE = "Staat op zichzelf"
_MOST_WORDS = 5
_MOST_NAMES = 3


class OpenQuestionsPage(ByBlock):
    """The next questions of all coalitions."""

    label = "Open vragen"
    title = "Wat vragen zij zich nu af?"

    def _widget(self, **traits: Any) -> QuestionTables:
        return QuestionTables(**traits)

    def _read(self) -> dict[str, list[OpenQuestion]]:
        """Return the open questions by block, of who is chosen; a later cycle that is not chosen answers some too."""
        found: dict[str, list[OpenQuestion]] = {}
        for question in still_open(self._shared()):
            if self._selection.of([question.copy]):
                found.setdefault(question.block_id, []).append(question)
        return found

    def _parts(self, shown: Mapping[str, Sequence[OpenQuestion]]) -> list[dict[str, Any]]:
        if names_may_show(one.copy for questions in shown.values() for one in questions):
            return [self._part(block_id, questions, names=True) for block_id, questions in shown.items()]
        bare_of_names = {block_id: [one.without_name() for one in questions] for block_id, questions in shown.items()}
        return [self._part(block_id, questions, names=False) for block_id, questions in bare_of_names.items()]

    def _part(self, block_id: str, questions: Sequence[OpenQuestion], *, names: bool) -> dict[str, Any]:
        gathered = tables(questions)
        together = [one for one in gathered if one.name]
        alone = [question for one in gathered if not one.name for question in one.questions]
        shown = [_table(one, names) for one in together]
        if alone:
            shown.append({"title": ALONE, "note": "", "words": "", "meets": "", "rows": _rows(alone, names)})
        return {
            "name": block_name(block_id),
            "colour": colour_of(self._framework, block_id),
            "count": told(gathered),
            "beside": page_addresses.view_page("Naast elkaar", block_id),
            "tables": shown,
        }

    def _said(self, things: Sequence[OpenQuestion]) -> str:
        return dutch.count(len(things), "vraag", "vragen")

    def _total(self, things: Sequence[OpenQuestion]) -> str:
        if not things:
            return "Er zijn hier nog geen open vragen."
        senders = dutch.count(len({one.copy.sender for one in things}), "coalitie", "coalities")
        return f"{dutch.count(len(things), 'open vraag', 'open vragen')} van {senders}."

    def _chapter(self, part: Mapping[str, Any]) -> Iterator[str]:
        yield line(part["count"])
        for table in part["tables"]:
            yield f"## {line(table['title'])}"
            said = " · ".join(filter(None, [table["note"], table["words"]]))
            yield from map(line, filter(None, [said]))
            yield bullets(f"{line(row['text'])} ({line(row['who'])})" for row in table["rows"])
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


def _table(table: Table, names: bool) -> dict[str, Any]:
    return {
        "title": dutch.capital(table.name),
        "note": asked_by(table),
        "words": ", ".join(table.words[:_MOST_WORDS]),
        "meets": meets(table.willing, names),
        "rows": _rows(table.questions, names),
    }


def _rows(questions: Sequence[OpenQuestion], names: bool) -> list[dict[str, str]]:
    return [{"text": bare(one.text), "who": one.copy.label(names)} for one in questions]


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
