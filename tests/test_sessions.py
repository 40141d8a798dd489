"""How a learning group's session is built, its clock, and what three people write at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sko_widgets.dossier import exchange, session_rows, sessions, sharing
from sko_widgets.dossier.example import example
from sko_widgets.dossier.example_group import add_example_group
from sko_widgets.dossier.incidents import INCIDENT, Incident, incident_sheet, incidents_now
from sko_widgets.dossier.move_session import move
from sko_widgets.dossier.problems import ImportRefusedError
from sko_widgets.dossier.session_day import SessionMovedError, moved_to, refuse_moved
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Revision, Store, open_store
from sko_widgets.dossier.values import model_of
from sko_widgets.errors import SkoError
from sko_widgets.framework import FrameworkError, framework
from sko_widgets.framework.session_build import Part, parse_build, session_build
from sko_widgets.insight.clock_face import face
from sko_widgets.insight.programme import fits, longer, programme, total
from sko_widgets.insight.session_clock import Clock, Press, clock, presses
from sko_widgets.insight.year_overview import year_overview

DAY = "2026-01-20"
KEY = DossierKey.of_group("rivieren")
NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)
FRAME = """
minutes: 60
start: "13.00"
year_question: Wat helpt?
rules: [Stil]
parts: [{name: Begin, minutes: 5}, {form: true}, {name: Eind, minutes: 10}]
slack: Speling
liked: [Goed]
year: []
"""
FORM = (
    "{id: gesprek, name: Gesprek, good_for: Praten, people: Samen, sizes: [2, 4], parts: [{name: Praten, minutes: 20}]}"
)


# --- the programme --------------------------------------------------------------------------------


def test_each_form_fills_three_hours_exactly() -> None:
    build = session_build()
    assert list(build.forms) == ["eigen", "incident", "les", "praktijk", "tuning"]
    assert {form.id: form.minutes for form in build.forms.values()} == {
        "eigen": 65,
        "incident": 65,
        "les": 70,
        "praktijk": 60,
        "tuning": 50,
    }
    for form in build.forms.values():
        parts = programme(build, form, build.minutes)
        assert fits(parts, build.minutes) == "180 minuten, past precies"
        assert parts[0].name == "Binnenkomen"
        assert parts[-1].name == "Hoe was het?"
        assert all(part.says for part in parts if part.name != build.slack)
    in_groups = {form.id: len(form.in_groups) for form in build.forms.values()}
    assert in_groups == {"eigen": 0, "incident": 6, "les": 1, "praktijk": 0, "tuning": 7}
    assert {form.id: form.looks_back for form in build.forms.values() if form.keeps} == {"incident": ["Terugblik"]}
    assert {one.form for one in build.year} == {"les", "incident", "praktijk", "tuning"}


def test_a_programme_says_what_does_not_fit() -> None:
    build = session_build()
    parts = programme(build, build.forms["les"], 150)
    assert "Speling" not in [part.name for part in parts]
    assert fits(parts, 150) == "20 minuten te lang"
    assert fits(parts, 171) == "1 minuut over"


def test_what_takes_longer_takes_it_from_what_comes_later() -> None:
    parts = (Part("Een", 10), Part("Twee", 20), Part("Speling", 10), Part("Drie", 15))
    made, told = longer(parts, 0, "Speling")
    assert ([part.minutes for part in made], told) == ([15, 20, 5, 15], "Speling wordt 5 minuten.")
    made, told = longer(made, 0, "Speling")
    assert ([part.minutes for part in made], told) == ([20, 20, 0, 15], "Speling valt weg.")
    made, told = longer(made, 0, "Speling")
    assert ([part.minutes for part in made], told) == ([25, 15, 0, 15], "Twee wordt 15 minuten.")
    assert total(made) == total(parts)
    made, told = longer(parts, 3, "Speling")
    assert (total(made), told) == (60, "We zijn 5 minuten later klaar.")
    made, told = longer((Part("Een", 10), Part("Twee", 5)), 0, "Speling")
    assert told == "We zijn 5 minuten later klaar."  # nothing becomes shorter than five minutes


def test_a_maintainer_adds_a_form_and_hears_what_is_wrong() -> None:
    made = parse_build(FRAME, {"gesprek.yaml": FORM})
    assert [part.name for part in programme(made, made.forms["gesprek"], 60)] == ["Begin", "Praten", "Speling", "Eind"]
    for text, words in (
        (FORM.replace("minutes: 20", "minutes: nul"), "gesprek.yaml"),
        (FORM.replace("minutes: 20", "minutes: 0"), "minder dan een minuut"),
        (FORM.replace("[2, 4]", "[4, 2]"), "kleinste en een grootste groep"),
        (FORM.replace("good_for: Praten, ", ""), "good_for"),
        (FORM.replace("minutes: 20", "minutes: 20, in_groups: nee"), "in_groups"),
        (FORM.replace("people: Samen", "people: Samen, keeps: {asks: Wat koos je?}"), "sequel"),
        ("- nee", "gesprek.yaml"),
    ):
        with pytest.raises(FrameworkError, match=words):
            parse_build(FRAME, {"gesprek.yaml": text})
    with pytest.raises(FrameworkError, match="form: true"):
        parse_build(FRAME.replace("{form: true}, ", ""), {"gesprek.yaml": FORM})
    with pytest.raises(FrameworkError, match="geen werkvorm"):
        parse_build(FRAME.replace("year: []", "year: [{month: mei, about: x, form: weg, leave_with: y}]"), {})
    with pytest.raises(FrameworkError, match="dezelfde id"):
        parse_build(FRAME, {"gesprek.yaml": FORM, "ander.yaml": FORM})


# --- the clock ------------------------------------------------------------------------------------


PARTS = (Part("Een", 10), Part("Twee", 20), Part("Speling", 5), Part("Drie", 15))


def after(*pressed: tuple[float, str, int]) -> Clock:
    """Return the clock after presses, each so many minutes after noon."""
    return clock(PARTS, [Press(NOON + timedelta(minutes=at), does, part) for at, does, part in pressed], "Speling")


def minutes(some: timedelta) -> float:
    return some.total_seconds() / 60


def at(some: float) -> datetime:
    return NOON + timedelta(minutes=some)


def test_the_clock_runs_from_what_was_stored() -> None:
    assert after().part == -1
    begun = after((0, "begin", -1))
    assert (begun.part, minutes(begun.left(at(4))), begun.ends(at(4))) == (0, 6, at(50))
    late = after((0, "begin", -1)).left(at(13))
    assert minutes(late) == -3
    assert after((0, "begin", -1)).ends(at(13)) == at(53)
    second = after((0, "begin", -1), (12, "next", 0))
    assert (second.part, minutes(second.left(at(15))), minutes(second.took[0])) == (1, 17, 12)
    over = after((0, "begin", -1), (1, "next", 0), (2, "next", 1), (3, "next", 2), (9, "next", 3))
    assert (over.is_over, over.runs, minutes(over.took[3])) == (True, False, 6)
    assert after((0, "begin", -1), (5, "end", 0)).is_over


def test_a_pause_takes_no_time_and_going_back_goes_on_where_it_was() -> None:
    paused = after((0, "begin", -1), (4, "pause", 0))
    assert (minutes(paused.left(at(9))), paused.ends(at(9))) == (6, at(55))
    gone_on = after((0, "begin", -1), (4, "pause", 0), (9, "go", 0))
    assert minutes(gone_on.left(at(10))) == 5
    back = after((0, "begin", -1), (4, "next", 0), (6, "back", 1))
    assert (back.part, minutes(back.left(at(6))), minutes(back.took[1])) == (0, 6, 2)
    assert minutes(after((0, "begin", -1), (4, "next", 0), (6, "back", 1), (7, "next", 0)).left(at(7))) == 18


def test_what_a_window_shows_says_when_each_part_begins_and_all_ends() -> None:
    """Times are those of the Dutch clock, an hour later than UTC in January."""
    planned = at(-10)
    before = face(after(), planned, at(0))
    assert [part["at"] for part in before["parts"]] == ["12.50", "13.00", "13.20", "13.25"]
    assert (before["part"], before["ends"], before["until"]) == (-1, "13.40 uur", "")
    late = face(after((0, "begin", -1), (12, "next", 0)), planned, at(15))
    assert [part["at"] for part in late["parts"]] == ["13.00", "13.12", "13.32", "13.37"]
    assert (late["part"], late["until"], late["ends"], late["runs"]) == (1, "13.32 uur", "13.52 uur", True)
    over_time = face(after((0, "begin", -1)), planned, at(13))
    assert [part["at"] for part in over_time["parts"]] == ["13.00", "13.13", "13.33", "13.38"]
    assert over_time["ends"] == "13.53 uur"
    over = face(after((0, "begin", -1), (5, "end", 0)), planned, at(9))
    assert (over["over"], over["ends"]) == (True, "")
    assert [part["at"] for part in over["parts"]] == ["13.00", "13.05", "13.05", "13.05"]
    pause = clock((Part("Een", 10), Part("Pauze", 5), Part("Twee", 5)), [Press(NOON, "begin", -1)], "Speling")
    assert face(pause, planned, at(2))["pause"] == "13.10 uur"


def test_what_began_does_not_move_while_it_stands_still_or_when_all_is_over() -> None:
    pressed = [(0, "begin", -1), (2, "pause", 0), (7, "go", 0), (15, "next", 0), (20, "pause", 1)]
    for now in (21, 90):
        times = [part["at"] for part in face(after(*pressed), at(0), at(now))["parts"]]
        assert times[:2] == ["13.00", "13.15"]
    over = after((0, "begin", -1), (12, "next", 0), (30, "next", 1), (36, "next", 2), (50, "next", 3))
    for now in (51, 60 * 24 * 300):
        assert [part["at"] for part in face(over, at(0), at(now))["parts"]] == ["13.00", "13.12", "13.30", "13.36"]
    back = after((0, "begin", -1), (12, "next", 0), (14, "back", 1), (20, "next", 0))
    assert [part["at"] for part in face(back, at(0), at(21))["parts"]][:2] == ["13.00", "13.20"]


def test_who_pressed_next_at_the_last_part_goes_back() -> None:
    over = ((0, "begin", -1), (1, "next", 0), (2, "next", 1), (3, "next", 2), (9, "next", 3))
    again = after(*over, (10, "back", 4))
    assert (again.part, again.runs, minutes(again.left(at(11)))) == (3, True, 8)
    assert 4 not in again.took
    assert after(*over, (10, "longer", 4)).is_over


def test_a_key_that_is_pressed_at_two_windows_counts_once() -> None:
    assert after((0, "begin", -1), (0.01, "begin", -1)).part == 0
    assert after((0, "begin", -1), (5, "next", 0), (5.01, "next", 0)).part == 1
    assert after((0, "begin", -1), (5, "pause", 0), (5.01, "pause", 0), (6, "go", 0), (6.01, "go", 0)).runs
    assert after((0, "begin", -1), (5, "dansen", 0)).part == 0


def test_five_minutes_longer_says_what_becomes_shorter() -> None:
    made = after((0, "begin", -1), (1, "longer", 0))
    assert (made.parts[0].minutes, made.told) == (15, "Speling valt weg.")
    assert made.ends(at(1)) == at(50)


def test_presses_are_read_back_from_rows() -> None:
    pressed = [Press(at(0), "begin", -1), Press(at(3), "next", 0)]
    rows = [one.to_row() for one in reversed(pressed)]
    assert presses([*rows, {"at": "gisteren", "does": "next", "part": "1"}, {}]) == pressed


# --- what is kept ---------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a store with a group that has a session."""
    where = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    url = where if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with open_store(url) as opened:
        sharing.group_called(opened, "Rivieren", author="Bo")
        sessions.plan(opened, "rivieren", DAY, {"question": "Wat helpt?"}, author="Bo")
        yield opened


def test_a_day_has_one_session(store: Store) -> None:
    with pytest.raises(sessions.SessionExistsError):
        sessions.plan(store, "rivieren", DAY, {"question": "Nog een?"}, author="Bo")
    with pytest.raises(SkoError, match="geen datum"):
        sessions.plan(store, "rivieren", "20 januari", {"question": "Nog een?"}, author="Bo")
    sessions.plan(store, "rivieren", "2026-04-14", {"question": "En dan?"}, author="Bo")
    assert sessions.dates(store.snapshot(KEY)) == ["2026-04-14", DAY]
    assert store.snapshot(KEY).sheet(f"session/{DAY}")["question"] == "Wat helpt?"


LATER, LATEST = "2026-02-03", "2026-04-14"


def test_a_session_that_gets_another_day_takes_all_of_it_along(store: Store) -> None:
    where = (store, "rivieren", DAY)
    rows = [Press(NOON, "begin", -1).to_row()]
    session_rows.add_row(*where, "clock", lambda _: rows[0], author="Bo")
    store.put(
        KEY, {f"session/{DAY}": {"groups": [{"number": "1", "members": ["De Brug"]}], "place": "Hier"}}, author=""
    )
    said = [sessions.add_harvest(*where, {"kind": "vraag", "text": text}, author="Bo") for text in ("Een", "Twee")]
    sessions.change_harvest(*where, said[1], {"text": ""}, author="Bo")
    agreed = sessions.add_agreement(*where, {"who": "De Brug", "what": "Bellen"}, author="Bo")
    store.put(KEY, {incident_sheet(DAY, 2): {"text": "De zaal was dicht"}}, author="Bo")
    before = store.snapshot(KEY)

    move(store, "rivieren", DAY, LATER, {"place": "Daar"}, author="Cas")
    there = store.snapshot(KEY)
    assert [name for name in there.sheets if DAY in name] == []
    was, now = before.sheet(f"session/{DAY}"), there.sheet(f"session/{LATER}")
    assert now == {**was, "place": "Daar", "moved_from": [DAY]}
    for begins in (sessions.HARVEST, sessions.AGREEMENT, INCIDENT):
        for name, held in before.sheets.items():
            if name.startswith(begins):
                assert there.sheet(name.replace(DAY, LATER)) == held
    assert [one.id for one in sessions.harvest(there, LATER)] == said[:1]
    assert [(day, one.id) for _, day, one in sessions.agreed_with(store, "De Brug")] == [(LATER, agreed)]
    assert year_overview(there.sheets, ()).harvest[""][0].day == LATER
    assert [one.value for one in store.history(KEY, f"harvest/{DAY}/{said[0]}", "text")] == ["Een", None]
    assert [one.value for one in store.history(KEY, f"session/{DAY}", "place")] == ["Hier", None]
    assert sessions.dates(there) == [LATER]
    assert (moved_to(there.sheets, DAY), moved_to(there.sheets, LATER)) == (LATER, "")

    # Who did not see that yet writes where the session is now.
    late = sessions.add_harvest(*where, {"kind": "vraag", "text": "Drie"}, author="Bo", line="0a" * 6)
    assert sessions.add_harvest(*where, {"kind": "vraag", "text": "Drie"}, author="Bo", line=late) == late
    sessions.change_harvest(*where, said[1], {"text": "Twee"}, author="Bo", was="")
    sessions.change_agreement(*where, agreed, {"outcome": "gelukt"}, author="Bo")
    session_rows.add_row(*where, "clock", lambda rows: {**rows[0], "does": "end"}, author="Bo")
    session_rows.keep_words_out(*where, "closing", out=True, author="Bo")
    assert [one.get("text") for one in sessions.harvest_now(store, "rivieren", LATER)] == ["Een", "Twee", "Drie"]
    assert [one.get("outcome") for one in sessions.agreements_now(store, "rivieren", LATER)] == ["gelukt"]
    held = store.snapshot(KEY).sheet(f"session/{LATER}")
    assert ([row["does"] for row in held["clock"]], held["kept_out"]) == (["begin", "end"], ["closing"])
    assert [name for name in store.snapshot(KEY).sheets if DAY in name] == []
    for field in ("question", "liked"):  # what is saved over what somebody saw meets a conflict, filled before or not
        based_on = int(field == "question")
        assert not isinstance(store.save(KEY, f"session/{DAY}", field, "x", based_on=based_on, author="Bo"), Revision)
    assert incidents_now(store, KEY, LATER) == [Incident(2, "De zaal was dicht")]
    for sheet in (f"session/{DAY}", incident_sheet(DAY, 1)):
        with pytest.raises(SessionMovedError, match="3 februari 2026"):
            refuse_moved(store, KEY, sheet)

    # On to a third day and back, with another session where it was.
    move(store, "rivieren", LATER, LATEST, {}, author="Cas")
    sessions.plan(store, "rivieren", LATER, {"question": "Nog een?"}, author="Bo")
    sheets = store.snapshot(KEY).sheets
    assert (moved_to(sheets, DAY), moved_to(sheets, LATER)) == (LATEST, "")
    move(store, "rivieren", LATER, "2026-06-09", {}, author="Cas")  # who asks for that day means this one now
    assert moved_to(store.snapshot(KEY).sheets, LATER) == "2026-06-09"
    move(store, "rivieren", LATEST, DAY, {}, author="Cas")
    assert store.snapshot(KEY).sheet(f"session/{DAY}")["moved_from"] == [LATEST]
    assert len(sessions.harvest_now(store, "rivieren", DAY)) == 3


def test_a_session_moves_to_a_day_that_is_free_and_only_once(store: Store) -> None:
    sessions.plan(store, "rivieren", LATEST, {"question": "En dan?"}, author="Bo")
    with pytest.raises(sessions.SessionExistsError):
        move(store, "rivieren", DAY, LATEST, {}, author="Bo")
    with pytest.raises(SkoError, match="geen datum"):
        move(store, "rivieren", DAY, "morgen", {}, author="Bo")
    with pytest.raises(SkoError, match="geen bijeenkomst"):
        move(store, "rivieren", "2020-01-01", LATER, {}, author="Bo")

    def to(day: str) -> str:
        try:
            move(store, "rivieren", DAY, day, {}, author="Bo")
        except SessionMovedError as error:
            return error.day
        return ""

    def write(name: str) -> None:
        for number in range(20):
            sessions.add_harvest(store, "rivieren", DAY, {"text": f"{name} {number:02}"}, author=name)

    # Two who do it at once, while somebody writes: one of the two hears where it went, and no line is left behind.
    with ThreadPoolExecutor(3) as some:
        writing = some.submit(write, "a")
        heard = list(some.map(to, (LATER, "2026-02-10")))
        writing.result()
    [now] = [day for day in sessions.days(store, KEY) if day != LATEST]
    assert sorted(heard) == ["", now]
    assert [one.get("text") for one in sessions.harvest_now(store, "rivieren", now)] == [f"a {n:02}" for n in range(20)]
    assert store.sheets(KEY, sessions.HARVEST).keys() == store.sheets(KEY, f"harvest/{now}/").keys()


def test_three_windows_write_a_hundred_lines_each(store: Store) -> None:
    def window(name: str) -> None:
        for number in range(100):
            text = {"kind": "inzicht", "text": f"{name} {number:02}"}
            sessions.add_harvest(store, "rivieren", DAY, text, author=name)

    with ThreadPoolExecutor(3) as three:
        list(three.map(window, ("a", "b", "c")))
    lines = [one.get("text") for one in sessions.harvest(store.snapshot(KEY), DAY)]
    assert len(lines) == 300
    for name in "abc":
        assert [one for one in lines if one.startswith(name)] == [f"{name} {number:02}" for number in range(100)]


def test_presses_of_eight_windows_are_all_kept(store: Store) -> None:
    def window(name: str) -> None:
        for number in range(10):
            session_rows.add_row(store, "rivieren", DAY, "clock", lambda _: {"does": f"{name}{number}"}, author=name)  # noqa: B023

    with ThreadPoolExecutor(8) as eight:
        list(eight.map(window, "abcdefgh"))
    rows = store.snapshot(KEY).sheet(f"session/{DAY}")["clock"]
    pressed = [f"{name}{number}" for name in "abcdefgh" for number in range(10)]
    assert sorted(row["does"] for row in rows) == pressed
    assert session_rows.add_row(store, "rivieren", DAY, "clock", lambda _: None, author="a") == rows


def test_a_line_is_changed_and_emptied_with_its_history(store: Store) -> None:
    line = sessions.add_harvest(store, "rivieren", DAY, {"kind": "vraag", "text": " Wie  belt? "}, author="Bo")
    sessions.change_harvest(store, "rivieren", DAY, line, {"kind": "advies"}, author="Bo")
    [there] = sessions.harvest(store.snapshot(KEY), DAY)
    assert (there.get("kind"), there.get("text")) == ("advies", "Wie belt?")
    sessions.change_harvest(store, "rivieren", DAY, line, {"text": ""}, author="Bo")
    assert sessions.harvest(store.snapshot(KEY), DAY) == []
    assert [one.value for one in store.history(KEY, f"harvest/{DAY}/{line}", "text")] == ["Wie belt?", None]


def test_a_line_that_is_sent_again_is_there_once(store: Store) -> None:
    where, line = (store, "rivieren", DAY), "0a" * 6
    for text in ("Wie belt?", "Wie belt?"):
        sessions.add_harvest(*where, {"kind": "vraag", "text": text}, author="Bo", line=line)
    sessions.change_harvest(*where, line, {"text": "Wie belt wanneer?"}, author="Bo", was="Wie belt?")
    sessions.add_harvest(*where, {"kind": "vraag", "text": "Wie belt?"}, author="Bo", line=line)  # late
    assert [(one.id, one.get("text")) for one in sessions.harvest_now(*where)] == [(line, "Wie belt wanneer?")]
    with pytest.raises(SkoError, match="kan niet worden bewaard"):
        sessions.add_harvest(*where, {"text": "x"}, author="Bo", line="../geen-id")


def test_a_line_that_somebody_else_changed_is_not_written_over(store: Store) -> None:
    where = (store, "rivieren", DAY)
    line = sessions.add_harvest(*where, {"text": "Een"}, author="Bo")
    sessions.change_harvest(*where, line, {"text": "Twee"}, author="Cas", was="Een")
    with pytest.raises(sessions.LineChangedError, match="‘Twee’"):
        sessions.change_harvest(*where, line, {"text": "Drie"}, author="Bo", was="Een")
    sessions.change_harvest(*where, line, {"text": "Twee"}, author="Bo", was="Een")  # the same: an answer got lost
    sessions.change_harvest(*where, line, {"text": ""}, author="Cas", was="Twee")
    for change in ({"text": "Drie"}, {"said_by": "De Brug"}):
        with pytest.raises(sessions.LineChangedError, match="verwijderde"):
            sessions.change_harvest(*where, line, change, author="Bo", was="Twee")


def test_the_groups_yes_falls_with_the_words_and_with_nothing_else(store: Store) -> None:
    where = (store, "rivieren", DAY)
    line = sessions.add_harvest(*where, {"kind": "signaal", "text": "Te laat"}, author="Bo")
    sessions.change_harvest(*where, line, {"passed_on": "ja"}, author="Bo")
    about = {"said_by": "De Brug", "said_for": "De Vaart", "block": "meso-samenwerking"}
    sessions.change_harvest(*where, line, about, author="Bo", was="Te laat")
    [there] = sessions.harvest_now(*where)
    assert {name: there.get(name) for name in (*about, "passed_on")} == {**about, "passed_on": "ja"}
    sessions.change_harvest(*where, line, {"text": "Veel te laat", "said_by": ""}, author="Bo", was="Te laat")
    [there] = sessions.harvest_now(*where)
    assert (there.get("said_by"), there.get("said_for"), there.get("passed_on")) == ("", "De Vaart", "")


def test_a_coalition_has_at_most_two_agreements_and_the_facilitator_more(store: Store) -> None:
    where = (store, "rivieren", DAY)
    for what in ("Een", "Twee"):
        sessions.add_agreement(*where, {"who": "De Brug", "what": what}, author="Bo")
    with pytest.raises(sessions.TooManyAgreementsError) as refused:
        sessions.add_agreement(*where, {"who": "de  BRUG", "what": "Drie"}, author="Bo")
    assert [one.get("what") for one in refused.value.before] == ["Een", "Twee"]
    sessions.change_agreement(*where, refused.value.before[0].id, {"what": ""}, author="Bo")
    sessions.add_agreement(*where, {"who": "De Brug", "what": "Drie"}, author="Bo")
    for what in ("Vier", "Vijf", "Zes"):
        sessions.add_agreement(*where, {"who": sessions.FACILITATOR, "what": what}, author="Bo")
    found = {one.get("what"): one.id for one in sessions.agreements_now(*where)}
    assert list(found) == ["Twee", "Drie", "Vier", "Vijf", "Zes"]
    # Nor does it get a third by one that changes hands, or that is put back.
    with pytest.raises(sessions.TooManyAgreementsError):
        sessions.change_agreement(*where, found["Vier"], {"who": "De Brug"}, author="Bo", was="Vier")
    with pytest.raises(sessions.TooManyAgreementsError):
        sessions.change_agreement(*where, refused.value.before[0].id, {"what": "Een"}, author="Bo", was="")
    sessions.change_agreement(*where, found["Twee"], {"what": "Twee keer", "when": "mei"}, author="Bo", was="Twee")


def test_what_a_coalition_said_to_an_agreement_goes_when_it_becomes_anothers(store: Store) -> None:
    where = (store, "rivieren", DAY)
    line = sessions.add_agreement(*where, {"who": "De Brug", "what": "Bellen"}, author="Bo")
    sessions.change_agreement(*where, line, {"answer": "niet-nu", "outcome": "deels", "told": "Half"}, author="Cas")
    sessions.change_agreement(*where, line, {"who": "de  brug", "when": "mei"}, author="Bo", was="Bellen")
    [there] = sessions.agreements_now(*where)
    assert [there.get(name) for name in ("when", "answer", "outcome", "told")] == ["mei", "niet-nu", "deels", "Half"]
    sessions.change_agreement(*where, line, {"who": "De Vaart"}, author="Bo", was="Bellen")
    [there] = sessions.agreements_now(*where)
    assert [there.get(name) for name in ("who", "answer", "outcome", "told")] == ["De Vaart", "", "", ""]
    assert [one.value for one in store.history(KEY, f"agreement/{DAY}/{line}", "outcome")] == ["deels", None]


def test_counts_of_each_sentence_are_kept_beside_those_of_the_others(store: Store) -> None:
    where = (store, "rivieren", DAY)
    for statement, counts in (("A", ["1", "0"]), ("B", ["2"]), ("A", ["3", "0"])):
        session_rows.count_liked(*where, statement, counts, author="Bo")
    liked = store.sheet(KEY, sessions.session_sheet(DAY))["liked"].value
    assert liked == [{"statement": "A", "counts": ["3", "0"]}, {"statement": "B", "counts": ["2"]}]


def test_an_agreement_is_found_by_its_coalition_in_every_group(store: Store) -> None:
    sharing.group_called(store, "Dijken", author="Bo")
    sessions.plan(store, "dijken", DAY, {"question": "Wat helpt?"}, author="Bo")
    for group in ("rivieren", "dijken"):
        given = {"who": "De Brug", "what": "Wijkteam bellen", "when": "vóór 1 maart"}
        sessions.add_agreement(store, group, DAY, given, author="Bo")
    sessions.add_agreement(store, "dijken", DAY, {"who": "De Vaart", "what": "Niets"}, author="Bo")
    found = [(group.key.slug, one.get("what")) for group, _, one in sessions.agreed_with(store, " de  brug")]
    assert found == [("dijken", "Wijkteam bellen"), ("rivieren", "Wijkteam bellen")]


def test_a_coalitions_file_cannot_hold_what_is_a_groups() -> None:
    plain = (
        '{"format": "sko-dossier", "version": 2, "period": "2025-2026", "coalition": {"name": "De Brug"}, '
        '"sheets": {"session/2026-01-20": {"question": "Wat?"}}}'
    )
    with pytest.raises(ImportRefusedError, match="session/2026-01-20"):
        exchange.read(plain.encode(), "x")


def test_the_example_has_a_group_with_two_sessions(tmp_path: Path) -> None:
    file = example()
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        opened.create(file.key, framework=file.framework, sheets=file.sheets, author="")
        for _ in range(2):  # the second time nothing is added
            add_example_group(opened, file.key, author="")
        [info] = opened.dossiers("group")
        snapshot = opened.snapshot(info.key)
        assert sessions.dates(snapshot) == ["2026-01-20", "2025-10-14"]
        shared = opened.shared(info.key.slug)
        assert len({one.sender for one in shared}) == 5
        assert {one.label() for one in shared if one.named} == {"Elzerveen", "Lommerveld", "Zandwijk-Noord"}
        chosen = framework(info.framework)
        for day in sessions.dates(snapshot):
            held = snapshot.sheet(f"session/{day}")
            parts = [Part(row["name"], int(row["minutes"])) for row in held["agenda"]]
            assert total(parts) == 180
            assert clock(parts, presses(held["clock"]), session_build().slack).is_over
            lines = [*sessions.harvest(snapshot, day), *sessions.agreements(snapshot, day)]
            assert len(lines) >= 6
        for sheet, fields in snapshot.sheets.items():
            if not sheet.startswith("shared/"):
                model_of(chosen.sheet(sheet)).model_validate(dict(fields), context={"blocks": chosen.block_ids})
