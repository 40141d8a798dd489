"""Which next questions are open, who asks alike ones, and how one question led to the next."""

from __future__ import annotations

import time
from typing import Any

from shared_copies import a_copy, of_many

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.insight.learning_line import learning_lines
from sko_widgets.insight.open_questions import OpenQuestion, still_open, tables

FIRST = "Wat doen we als een partner afhaakt?"
SECOND = "Wie neemt het over als een partner vertrekt?"
ELSEWHERE = {"text": "Wie betaalt het vervoer?", "block": "macro-samenwerking"}


def texts(*copies: SharedCopy) -> list[tuple[str, str]]:
    """Return the open questions with their blocks."""
    return [(one.block_id, one.text) for one in still_open(copies)]


def test_only_the_newest_cycle_of_a_coalition_and_block_has_open_questions() -> None:
    old = a_copy(following=[FIRST, "Nog een vraag?"])
    new = a_copy(place="block/meso-samenwerking/2", start=FIRST, following=[SECOND])
    assert texts(new, old) == [("meso-samenwerking", SECOND)]
    assert texts(old) == [("meso-samenwerking", FIRST), ("meso-samenwerking", "Nog een vraag?")]


def test_a_cycle_that_has_begun_leaves_no_question_of_the_one_before_open() -> None:
    assert texts(a_copy(following=[FIRST]), a_copy(place="block/meso-samenwerking/2", start=FIRST)) == []


def test_cycle_10_is_newer_than_cycle_9_and_a_later_period_newer_than_both() -> None:
    ninth, tenth = (a_copy(place=f"block/meso-samenwerking/{at}", following=[f"Vraag {at}?"]) for at in (9, 10))
    assert texts(tenth, ninth) == [("meso-samenwerking", "Vraag 10?")]
    later = a_copy(period="2026-2027", start="Vraag 10?", following=[SECOND])
    assert texts(later, tenth, ninth) == [("meso-samenwerking", SECOND)]


def test_another_coalition_or_block_answers_nothing() -> None:
    mine, theirs = a_copy(following=[FIRST]), a_copy("f6e5d4c3b2a1", "block/meso-samenwerking/2", start=FIRST)
    other = a_copy(place="block/meso-samenhang/2", start=FIRST)
    assert texts(mine, theirs, other) == [("meso-samenwerking", FIRST)]


def test_a_question_for_another_block_is_open_there_until_a_cycle_of_it_begins_with_it() -> None:
    sent = a_copy(following=[FIRST, ELSEWHERE])
    assert texts(sent) == [("meso-samenwerking", FIRST), ("macro-samenwerking", "Wie betaalt het vervoer?")]
    before = a_copy(place="block/macro-samenwerking/1", start="Wat werkt goed?")
    assert ("macro-samenwerking", "Wie betaalt het vervoer?") in texts(sent, before)
    for taken in ({"start": "Wie betaalt  het vervoer?"}, {"own": "En: wie betaalt het vervoer? (uit: Meso)"}):
        assert texts(sent, before, a_copy(place="block/macro-samenwerking/2", **taken)) == [
            ("meso-samenwerking", FIRST)
        ]


def test_a_lesson_asks_nothing_and_the_same_question_is_asked_once() -> None:
    lesson = a_copy(place="lesson/03-stakeholders", following=[FIRST])
    twice = a_copy(following=[FIRST, {"text": f" {FIRST} ", "kind": "bijgesteld"}])
    assert texts(lesson, twice) == [("meso-samenwerking", FIRST)]


def test_a_table_says_why_who_asks_and_who_likes_to_talk_about_it() -> None:
    keen: dict[str, Any] = {"meets": True, "named": True, "name": "Heuvelrug"}
    copies = [
        a_copy(following=[FIRST, "En als een vrijwilliger stopt?"], **keen),
        a_copy("f6e5d4c3b2a1", following=[SECOND]),
        a_copy("0123456789ab", following=["Hoe vieren we een feest?"]),
    ]
    together, alone = tables(still_open(copies))
    assert (together.name, together.senders) == ("stoppen of uitvallen, partner", 2)
    assert [copy.label() for copy in together.willing] == ["Heuvelrug"]
    assert (alone.name, alone.words, len(alone.questions)) == ("", (), 1)


def test_all_open_questions_of_121_coalitions_are_together_at_once() -> None:
    copies = of_many(121)
    began = time.process_time()
    asked = still_open(copies)
    of_block: dict[str, list[OpenQuestion]] = {}
    for question in asked:
        of_block.setdefault(question.block_id, []).append(question)
    assert len(asked) == 121 * 9 * 2
    sizes = [len(tables(those)) for those in of_block.values()]
    assert len(sizes) == 9
    assert time.process_time() - began < 9 * 0.3


# --- learning lines -------------------------------------------------------------------------------


def test_a_line_goes_from_question_to_question_through_cycles_and_periods() -> None:
    copies = [
        a_copy(period="2026-2027", start=SECOND, following=["Hoe nu verder?"]),
        a_copy(place="block/meso-samenwerking/2", start=FIRST, own="En wie belt dan?", following=[SECOND]),
        a_copy(start="Kun je op elkaar rekenen?", following=[FIRST, ELSEWHERE]),
    ]
    (line,) = learning_lines(copies)
    first, second, third = line.turns
    assert (first.begins, first.ends) == (
        "Kun je op elkaar rekenen?",
        ((FIRST, ""), ("Wie betaalt het vervoer?", "macro-samenwerking")),
    )
    assert (second.begins, second.sharpened, second.is_next) == ("", "En wie belt dan?", True)
    assert (third.begins, third.ends, third.is_next) == ("", (("Hoe nu verder?", ""),), True)
    assert line.newest.period == "2026-2027"


def test_a_cycle_that_was_not_shared_is_a_gap_unless_the_question_shows_that_it_follows() -> None:
    first = a_copy(following=[FIRST])
    _, third = learning_lines([first, a_copy(place="block/meso-samenwerking/3", start=SECOND)])[0].turns
    assert (third.begins, third.is_next) == (SECOND, False)
    _, next_year = learning_lines([first, a_copy(period="2026-2027", start=SECOND)])[0].turns
    assert (next_year.begins, next_year.is_next) == (SECOND, True)
    _, years_later = learning_lines([first, a_copy(period="2029-2030", start=SECOND)])[0].turns
    assert not years_later.is_next


def test_two_questions_that_went_on_as_one_start_question_are_told_once() -> None:
    second = a_copy(place="block/meso-samenwerking/2", start=f"{FIRST}\n\n{SECOND}")
    assert learning_lines([a_copy(following=[FIRST, SECOND]), second])[0].turns[1].begins == ""
    more = a_copy(place="block/meso-samenwerking/2", start=f"{FIRST}\n\nEn met wie?")
    (_, turn) = learning_lines([a_copy(following=[FIRST, SECOND]), more])[0].turns
    assert (turn.begins, turn.is_next) == (f"{FIRST}\n\nEn met wie?", True)


def test_lines_are_of_each_coalition_by_itself_in_report_order_the_longest_first() -> None:
    copies = [
        a_copy(place="block/meso-samenwerking/1"),
        a_copy("f6e5d4c3b2a1"),
        a_copy("f6e5d4c3b2a1", "block/meso-samenwerking/2"),
        a_copy("f6e5d4c3b2a1", "block/macro-samenhang/1"),
        a_copy("f6e5d4c3b2a1", "lesson/03-stakeholders"),
    ]
    lines = [(line.block_id, line.newest.sender, len(line.turns)) for line in learning_lines(copies)]
    assert lines == [
        ("macro-samenhang", "f6e5d4c3b2a1", 1),
        ("meso-samenwerking", "f6e5d4c3b2a1", 2),
        ("meso-samenwerking", "a1b2c3d4e5f6", 1),
    ]
