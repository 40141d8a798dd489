"""What the coalition's page says: where to go on, how far blocks are, what came from others, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from helpers import example, snapshot

from sko_widgets.dossier.cycles import open_question
from sko_widgets.dossier.store import Revision
from sko_widgets.framework import framework_for
from sko_widgets.insight.deadlines import deadlines
from sko_widgets.insight.due_dates import read
from sko_widgets.insight.incoming import incoming
from sko_widgets.insight.progress import progress
from sko_widgets.insight.resume import resume

FRAMEWORK = framework_for("2025-2026")
MESO, MACRO, MICRO = "meso-samenwerking", "macro-samenhang", "micro-uitvoering"
JUNE = date(2026, 6, 20)
TEXT = {"context": "x", "goal": "x", "answer": "x", "outlook": "x", "next_questions": ["En dan?"]}
LISTS = {"actions": {"items": ["x"]}, "results": {"items": ["x"]}, "links": [{"kind": "trap-op", "to": MACRO}]}
WHOLE: Mapping[str, Any] = {**TEXT, **LISTS, "status": "open"}


def saved(*places: str, at_once: bool = False) -> list[Revision]:
    """Return revisions of `sheet#field`, the first of them last saved."""
    now = datetime(2026, 6, 20, tzinfo=UTC)
    moments = [now if at_once else now - timedelta(minutes=number) for number in range(len(places))]
    split = [place.partition("#") for place in places]
    return [Revision(sheet, name, 1, "x", "Pim", at) for (sheet, _, name), at in zip(split, moments, strict=True)]


# --- dates that people type ------------------------------------------------------------------------

WHEN = {
    "april": ("2026-04-01", "2026-04-30", "april"),
    "sept.": ("2026-09-01", "2026-09-30", "sept."),
    "september 2025": ("2025-09-01", "2025-09-30", "sept. 2025"),
    "12 maart": ("2026-03-12", "2026-03-12", "12 maart"),
    "Maandag 12 mrt 2026, 14.30 uur": ("2026-03-12", "2026-03-12", "12 maart"),
    "12-3-2026": ("2026-03-12", "2026-03-12", "12 maart"),
    "12/3": ("2026-03-12", "2026-03-12", "12 maart"),
    "2026-03-12": ("2026-03-12", "2026-03-12", "12 maart"),
    "3-5 maart": ("2026-03-03", "2026-03-05", "maart"),
    "1 t/m 5 juni": ("2026-06-01", "2026-06-05", "juni"),
    "juni/juli": ("2026-06-01", "2026-07-31", "juli"),
    "december 2025, maart en juni 2026": ("2025-12-01", "2026-06-30", "juni"),
    "december en januari 2026": ("2025-12-01", "2026-01-31", "jan."),
    "november 2025 tot februari": ("2025-11-01", "2026-02-28", "febr."),
    "vanaf mei tot juli": ("2026-05-01", "2026-07-31", "juli"),
    "begin maart": ("2026-03-01", "2026-03-10", "maart"),
    "half april": ("2026-04-11", "2026-04-20", "april"),
    "in de 1e week van maart": ("2026-03-01", "2026-03-31", "maart"),
    "uiterlijk 1 juni": ("2026-06-01", "2026-06-01", "1 juni"),
    "voor de zomervakantie": ("2026-07-01", "2026-07-31", "juli"),
    "winter": ("2025-12-01", "2026-02-28", "febr."),
    "week 12": ("2026-03-16", "2026-03-22", "maart"),
    "derde kwartaal 2026": ("2026-07-01", "2026-09-30", "sept."),
    "maart ’27": ("2027-03-01", "2027-03-31", "maart 2027"),
    "eind 2026": ("2026-08-31", "2026-12-31", "dec."),
    "schooljaar 2025-2026": ("2025-08-01", "2026-07-31", "juli"),
    "jan.": ("2026-01-01", "2026-01-31", "jan."),
    "31 april": ("2026-04-30", "2026-04-30", "30 april"),
}


@pytest.mark.parametrize("text", WHEN)
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    span = read(text, "2025-2026", JUNE)
    assert span
    assert (str(span.first), str(span.last), span.said(JUNE)) == WHEN[text]


OTHERWISE = ("", "?", "vanaf oktober 2025", "na 12 maart", "elke maandag", "doorlopend", "volgende week", "Jan en Piet")


@pytest.mark.parametrize("text", [*OTHERWISE, "Meike", "week 60", "lokaal 12", "Sint-Maarten", "45-13"])
def test_what_has_no_end_or_is_no_moment_is_not_read(text: str) -> None:
    assert read(text, "2025-2026", JUNE) is None


def test_of_two_months_with_one_name_the_nearest_within_the_period_is_meant() -> None:
    for today, year in ((date(2025, 11, 1), 2025), (date(2026, 8, 1), 2026), (date(2030, 9, 1), 2026)):
        span = read("september", "2025-2026", today)
        assert span
        assert span.first == date(year, 9, 1)


# --- what is due ---------------------------------------------------------------------------------


def test_what_is_not_done_is_due_by_its_date() -> None:
    texts = [(one.text[:12], one.late, one.block.id) for one in deadlines(example(), JUNE)]
    assert texts[0] == ("Sport-, muzi", True, "macro-samenwerking")
    assert ("Meten hoe la", False, "meso-uitvoering") in texts
    assert all(not late for _, late, _ in texts[1:])
    assert len(texts) == 9
    assert all(late for _, late, _ in [(one.text, one.late, 0) for one in deadlines(example(), date(2027, 1, 1))])


def test_of_a_finished_cycle_only_what_was_said_to_go_on_is_due() -> None:
    items = [{"text": "a", "due": "mei"}, {"text": "b", "due": "juni", "status": "bezig"}, "c", {"text": "d"}]
    done = {"actions": {"items": [*items, {"text": "e", "due": "mei", "status": "klaar"}]}, "status": "afgerond"}
    held = snapshot({f"block/{MESO}/1": done, f"block/{MESO}/2": {"status": "open"}}, period="2025-2026")
    assert [one.text for one in deadlines(held, JUNE)] == ["b"]
    held = snapshot({f"block/{MESO}/1": {**done, "status": "open"}}, period="2025-2026")
    assert [one.text for one in deadlines(held, JUNE)] == ["a", "b"]


# --- what other blocks bring ---------------------------------------------------------------------

LINK = {"kind": "trap-op", "to": MESO, "note": "Vier afspraken strandden.", "question": "Wie beslist?"}
NOTE = {"kind": "trap-op", "to": MESO, "note": "Het staat in de overeenkomst."}
NEXT = {"text": "Wat hebben begeleiders nodig?", "block": MESO}


def brings(*, here: Mapping[str, Any] | None = None) -> list[tuple[str, str, str, bool]]:
    there = {"links": [LINK, NOTE, {"kind": "trap-op", "to": MESO}], "next_questions": ["Eigen?", NEXT]}
    itself = {"links": [{"kind": "trap-op", "to": MESO, "note": "Naar zichzelf"}]}
    held = snapshot({f"block/{MICRO}/1": there, f"block/{MESO}/1": {**itself, **(here or {})}})
    return [(one.text, one.note, one.into, one.taken) for one in incoming(held, MESO)]


def test_questions_sharpen_a_cycle_that_nobody_worked_on_and_notes_are_its_background() -> None:
    held = snapshot({f"block/{MICRO}/1": {"links": [LINK, NOTE], "next_questions": [NEXT]}})
    found = incoming(held, MESO)
    assert [(one.text, one.into) for one in found] == [
        (NEXT["text"], "own_question"),
        (LINK["question"], "own_question"),
        (NOTE["note"], "context"),
    ]
    assert found[0].noted == "Wat hebben begeleiders nodig? (uit: Micro – Uitvoering)"
    assert len({one.id for one in found}) == 3
    assert incoming(held, MICRO) == []


def test_in_a_cycle_that_is_begun_a_question_waits_for_the_next_one_and_what_was_taken_is_known() -> None:
    assert brings() == [
        (NEXT["text"], "", "next_questions", False),
        (LINK["question"], LINK["note"], "next_questions", False),
        (NOTE["note"], "", "context", False),
    ]
    taken = {"next_questions": ["Wie beslist? (uit: Micro – Uitvoering)"], "context": NOTE["note"]}
    assert [taken for *_, taken in brings(here=taken)] == [False, True, False]


def test_a_question_that_was_taken_over_opens_the_next_period_once() -> None:
    mine = {"next_questions": [f"{NEXT['text']} (uit: Micro – Uitvoering)"]}
    held = snapshot({f"block/{MICRO}/1": {"next_questions": [NEXT]}, f"block/{MESO}/1": mine})
    assert open_question(held, FRAMEWORK, MESO) == mine["next_questions"][0]


# --- how far, and where to go on -------------------------------------------------------------------


def test_a_finished_block_never_looks_emptier_than_before() -> None:
    before = snapshot({f"block/{MESO}/1": WHOLE, f"block/{MESO}": {"title": "Samen"}})
    done = progress(before, MESO)
    assert (done.finished, done.filled, done.next_step) == (0, len(done.needed), None)
    finished = {f"block/{MESO}/1": {**WHOLE, "status": "afgerond"}, f"block/{MESO}/2": {"status": "open"}}
    after = progress(snapshot({**finished, f"block/{MESO}": {"title": "Samen"}}), MESO)
    assert after.finished == 1
    assert after.next_step
    assert after.next_step.name == "context"
    assert after.filled == 2  # its question came with it, and the title stays
    last = progress(snapshot({f"block/{MESO}/1": {**WHOLE, "status": "afgerond"}}), MESO)
    assert (last.finished, last.is_finished, last.next_step) == (1, True, None)


def at(held: Any, changes: list[Revision]) -> tuple[str, int, str]:
    found = resume(held, changes)
    return found.block.id if found.block else found.sheet.id, found.cycle, found.step


def test_one_goes_on_where_one_saved_last() -> None:
    begun = snapshot({f"block/{MESO}/1": {"goal": "Samen", "status": "open"}, f"block/{MICRO}/1": {"goal": "Ook"}})
    assert at(begun, saved(f"block/{MESO}/1#goal", f"block/{MICRO}/1#goal")) == (MESO, 1, "goal")
    assert at(begun, saved("profile#partners", f"block/{MICRO}/1#own_question")) == (MICRO, 1, "start_question")
    assert at(begun, saved(f"block/{MESO}#title")) == (MESO, 1, "title")
    assert at(begun, saved("lesson/12-kansenketen#goals")) == ("lesson/12-kansenketen", 0, "chain")
    assert at(begun, saved("block/weg-ermee/1#goal", f"block/{MESO}/1#status")) == (MACRO, 1, "start_question")


def test_of_a_cycle_that_is_whole_or_finished_the_next_empty_step_is_next() -> None:
    whole = {f"block/{MESO}/1": WHOLE, f"block/{MESO}": {"title": "Samen"}}
    changes = saved(f"block/{MESO}/1#links")
    following = FRAMEWORK.blocks[[*FRAMEWORK.block_ids].index(MESO) + 1].id
    assert at(snapshot(whole), changes) == (following, 1, "start_question")
    finished = {**whole, f"block/{MESO}/1": {**WHOLE, "status": "afgerond"}, f"block/{MESO}/2": {"status": "open"}}
    assert at(snapshot(finished), changes) == (MESO, 2, "context")


def test_a_fresh_dossier_begins_at_the_first_block_and_one_from_a_file_where_something_lacks() -> None:
    assert at(snapshot(), saved("profile#name")) == (MACRO, 1, "start_question")
    assert not resume(snapshot(), []).been
    sheets = [f"{sheet}#{name}" for sheet, fields in example().sheets.items() for name in fields]
    assert at(example(), saved(*sheets, at_once=True)) == (MACRO, 2, "next_questions")
