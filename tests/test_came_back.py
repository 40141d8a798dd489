"""Which open questions came back, and a question for a session in somebody's own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_copies import FORMAT, a_copy, of_many

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.move_session import move
from sko_widgets.dossier.session_day import SessionMovedError
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.guide.on_programme import OnProgramme
from sko_widgets.guide.open_questions_page import came_back
from sko_widgets.insight.came_back import CameBack
from sko_widgets.insight.open_questions import OpenQuestion, still_open
from sko_widgets.insight.own_words import WINDOW, is_copied
from sko_widgets.insight.year_overview import Said, questions_said

BLOCK = "meso-samenwerking"
OTHER = "f6e5d4c3b2a1"
FIRST, SECOND = "Wat doen we als een partner afhaakt?", "Wie neemt het over als een partner vertrekt?"
UNLIKE = "Hoe weten we of kinderen beter lezen?"
OCTOBER, JANUARY = "2025-10-07", "2026-01-20"
KEY = DossierKey.of_group("rivieren")


def said(day: str, text: str, block: str = "") -> Said:
    return Said(day, sessions.Line("0a" * 6, {"kind": "vraag", "text": text, "block": block}))


def told(copies: list[SharedCopy], *harvest: Said) -> dict[str, str]:
    """Return the open questions of the block, each with what is said of when it was asked."""
    back = CameBack(BLOCK, copies, harvest)
    return {one.text: came_back(back.times(one)) for one in still_open(copies) if one.block_id == BLOCK}


def test_a_question_comes_back_in_a_later_cycle_or_period() -> None:
    first, second = a_copy(following=[FIRST]), a_copy(place=f"block/{BLOCK}/2", following=[SECOND, UNLIKE])
    assert told([first, second]) == {SECOND: "Kwam twee keer terug: in cyclus 1 en 2", UNLIKE: ""}
    assert told([second]) == {SECOND: "", UNLIKE: ""}
    third = a_copy(place=f"block/{BLOCK}/3", following=[FIRST])
    assert told([first, second, third]) == {FIRST: "Kwam drie keer terug: in cyclus 1, 2 en 3"}
    theirs = [a_copy(OTHER, f"block/{BLOCK}/{cycle}", following=[FIRST]) for cycle in (2, 3)]
    assert set(told([first, second, *theirs]).values()) == {"Kwam twee keer terug: in cyclus 1 en 2", ""}  # not three
    before = a_copy(OTHER, period="2024-2025", following=[FIRST])
    there = told([before, a_copy(following=[SECOND])])
    assert set(there.values()) == {"Kwam twee keer terug: in 2024–2025 en 2025–2026"}
    # Two coalitions in the same period, each once: that is not coming back.
    assert set(told([a_copy(OTHER, f"block/{BLOCK}/2", following=[FIRST]), a_copy(following=[SECOND])]).values()) == {
        ""
    }


def test_a_question_comes_back_in_the_harvest_of_two_sessions() -> None:
    copies = [a_copy(following=[FIRST])]
    lines = [said(OCTOBER, SECOND), said(JANUARY, SECOND, BLOCK)]
    assert told(copies, *lines) == {FIRST: "Kwam twee keer terug: in de oogst van 7 oktober 2025 en 20 januari 2026"}
    assert told(copies, lines[0], said(OCTOBER, FIRST)) == {FIRST: ""}
    assert told(copies, lines[0], said(JANUARY, SECOND, "macro-samenhang")) == {FIRST: ""}
    assert told(copies, lines[0], said(JANUARY, UNLIKE)) == {FIRST: ""}
    kept = {day: {"kind": "vraag", "text": SECOND} for day in (f"harvest/{OCTOBER}/a", f"harvest/{JANUARY}/b")}
    assert told(copies, *questions_said(kept)) != {FIRST: ""}
    kept[f"harvest/{JANUARY}/b"]["kept_out"] = "ja"  # nobody is told of it
    assert told(copies, *questions_said(kept)) == {FIRST: ""}


def test_a_question_for_another_block_comes_back_there() -> None:
    sent = {"text": SECOND, "block": BLOCK}
    copies = [a_copy(place=f"block/macro-samenhang/{cycle}", following=[sent]) for cycle in (1, 2)]
    assert told(copies) == {SECOND: "Kwam twee keer terug: in cyclus 1 en 2"}


# --- on the programme -----------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a store with a group with which many shared, and that has a session without and one with a question."""
    where = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    with open_store(where if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))) as opened:
        sharing.group_called(opened, "Rivieren", author="Bo")
        sharing.share(opened, KEY.slug, of_many(3), author="Bo")
        sessions.plan(opened, KEY.slug, "2098-01-20", {"place": "De Brug"}, author="Bo")
        sessions.plan(opened, KEY.slug, "2098-04-14", {"question": "Wat werkt?"}, author="Bo")
        yield opened


def asks(store: Store, day: str) -> str:
    return str(store.snapshot(KEY).sheet(f"session/{day}").get("question") or "")


def test_a_question_goes_on_the_programme_and_off_again(store: Store) -> None:
    programme = OnProgramme(store, KEY, lambda: store.shared(KEY.slug))
    assert [one["day"] for one in programme.coming()] == ["2098-01-20", "2098-04-14"]
    given = {"day": "2098-01-20", "question": " Stoppen: wat dan? ", "began": "Stoppen: "}
    assert programme.put(given) == {"put": "De vraag van 20 januari 2098 is nu: ‘Stoppen: wat dan?’."}
    assert asks(store, "2098-01-20") == "Stoppen: wat dan?"
    assert programme.undo({}) == {"undone": "De vraag van 20 januari 2098 is weer leeg."}
    assert (asks(store, "2098-01-20"), programme.undo({})) == ("", {})

    there = {**given, "day": "2098-04-14"}
    assert programme.put(there) == {"stands": "Wat werkt?"}  # nothing is written over unasked
    assert asks(store, "2098-04-14") == "Wat werkt?"
    sessions_own = {"session/2098-04-14": {"question": "Wat werkt niet?"}}
    store.put(KEY, sessions_own, author="Cas")
    assert programme.put({**there, "over": "replace", "seen": "Wat werkt?"}) == {"stands": "Wat werkt niet?"}
    programme.put({**there, "over": "both", "seen": "Wat werkt niet?"})
    assert asks(store, "2098-04-14") == "Wat werkt niet? Stoppen: wat dan?"
    assert programme.undo({}) == {"undone": "De vraag van 14 april 2098 is weer: ‘Wat werkt niet?’."}
    programme.put({**there, "over": "replace", "seen": "Wat werkt niet?"})
    store.put(KEY, sessions_own, author="Cas")
    with pytest.raises(SkoError, match="Iemand anders"):
        programme.undo({})

    move(store, KEY.slug, "2098-01-20", "2098-02-03", {}, author="Cas")
    with pytest.raises(SessionMovedError, match="3 februari 2098"):
        programme.put(given)
    with pytest.raises(SkoError, match="geen bijeenkomst"):
        programme.put({**given, "day": "2098-12-31"})


def test_nothing_that_was_shared_goes_on_the_programme(store: Store) -> None:
    programme = OnProgramme(store, KEY, lambda: store.shared(KEY.slug))
    given = {"day": "2098-01-20", "began": "Stoppen: "}
    for copy in store.shared(KEY.slug):
        for question in still_open([copy]):
            for typed in (question.text, f"**{question.text.upper()}**", f"Wij vragen: {question.text}"):
                if typed.startswith("Wij") and len(question.text) < WINDOW + 10:
                    continue
                with pytest.raises(UsageError, match="eigen woorden"):
                    programme.put({**given, "question": typed})
    for typed in ("", "  Stoppen: "):
        with pytest.raises(UsageError, match="nog geen vraag"):
            programme.put({**given, "question": typed})
    assert asks(store, "2098-01-20") == ""
    # The format's own questions are anybody's, also where a coalition shared a cycle that began with one.
    mandatory = [block.mandatory_question for block in FORMAT.blocks]
    assert not any(is_copied(one, store.shared(KEY.slug), mandatory) for one in mandatory)
    assert is_copied(mandatory[0], store.shared(KEY.slug), ())


def test_a_question_without_name_is_found_by_what_was_written() -> None:
    copy = a_copy(following=["Hoe helpt Zilvermeeuw ouders?"], named=True)
    again = a_copy(place=f"block/{BLOCK}/2", following=["Hoe helpt Zilvermeeuw ouders?"], named=True)
    [question] = still_open([copy, again])
    assert isinstance(question, OpenQuestion)
    assert CameBack(BLOCK, [copy, again], ()).times(question).cycles == (1, 2)
