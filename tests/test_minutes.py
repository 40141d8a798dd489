"""Before and after a session: the invitation, who is ready, what came of the last one, and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from read_report import page_of, text
from shared_copies import FORMAT, a_copy, of_many

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.incidents import incident_sheet
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.errors import UsageError
from sko_widgets.framework.session_build import Part, session_build
from sko_widgets.guide.minutes_page import keep_out, minutes_printout
from sko_widgets.guide.printout import document_file
from sko_widgets.insight.checks.personal_rules import personal_words
from sko_widgets.insight.earlier_session import came_of, day_before, follow_up_day, follow_ups
from sko_widgets.insight.invitation import invitation
from sko_widgets.insight.minutes import Minutes, minutes_of
from sko_widgets.insight.planned_session import PlannedSession, planned, rows_of, tidy_minutes, tidy_time
from sko_widgets.insight.programme import programme
from sko_widgets.insight.session_clock import Press
from sko_widgets.insight.who_shared import who_shared

DAY, BEFORE = "2026-01-20", "2025-10-07"
KEY = DossierKey.of_group("rivieren")
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)
PLANNED = PlannedSession(DAY, "13.00", 180, "De Brug", "meso-samenwerking", "Kun je op elkaar rekenen?", "incident", ())
NAMED = a_copy("cafe00cafe00", "block/meso-samenwerking/2", named=True, name="Zandpad")
SECRET = "Wij durven de wethouder niet te vertellen dat twee scholen volgend jaar ophouden met meedoen."
WINDOW = 50


# --- the invitation -------------------------------------------------------------------------------


def test_the_invitation_of_a_block_asks_two_things() -> None:
    assert invitation(PLANNED, FORMAT) == (
        "Beste collega’s,\n\n"
        "Op 20 januari 2026 van 13.00 tot 16.00 uur werken we in De Brug aan Meso – Samenwerking. "
        "De vraag is: Kun je op elkaar rekenen?\n\n"
        "Wil je vóór 17 januari 2026 twee dingen doen? Schrijf in je werkboek bij Meso – Samenwerking in elk geval "
        "Doel en Resultaten op; steekwoorden zijn goed. Klik daarna op ‘Delen met een leergroep’, als je dat wilt. "
        "En neem één situatie mee waarin je zelf een rol had en waar je niet uitkwam: vijf zinnen, geen namen."
    )


def test_an_invitation_leaves_out_what_is_not_known() -> None:
    lesson = replace(PLANNED, theme="lesson/03-stakeholders", working_form="les", question="Dit is waar het om gaat.")
    said = invitation(lesson, FORMAT)
    assert "aan les 3, Stakeholders in beeld. Waar het om gaat: Dit is waar het om gaat." in said
    assert "één ding doen? Vul in je werkboek les 3, Stakeholders in beeld in;" in said
    assert "neem" not in said
    own = invitation(replace(PLANNED, theme="Het rapport.", working_form="tuning", place=""), FORMAT)
    assert "16.00 uur werken we aan Het rapport. De vraag" in own
    assert own.endswith("\n\nNeem één bouwsteen mee waar je aan schrijft, met de vraag die je een ander wilt stellen.")
    bare = invitation(replace(PLANNED, theme="", working_form="eigen", place="", question="", start="15.30"), FORMAT)
    assert bare == "Beste collega’s,\n\nOp 20 januari 2026 van 15.30 tot 18.30 uur werken we."


def test_a_time_and_a_length_are_read_as_people_write_them() -> None:
    assert [tidy_time(one) for one in ("13.00", "9:30", " 09.05 uur")] == ["13.00", "09.30", "09.05"]
    assert tidy_minutes(" 150 ") == 150
    for read, wrong in ((tidy_time, "25.00"), (tidy_time, "middag"), (tidy_minutes, "nul"), (tidy_minutes, "0")):
        with pytest.raises(UsageError, match=wrong):
            read(wrong)


# --- who is ready ---------------------------------------------------------------------------------


def test_who_is_ready_says_shared_or_not_and_nothing_else() -> None:
    other = a_copy("beef00beef00", "block/macro-samenhang/1", named=True, name="De Vaart")
    unnamed = [a_copy(f"{number:012}", "block/meso-samenwerking/1") for number in range(3)]
    again = a_copy("000000000000", "block/meso-samenwerking/2")
    ready = who_shared([NAMED, other, *unnamed, again], ["zandpad", "De Vaart"], "meso-samenwerking", FORMAT)
    assert ready.rows == (("zandpad", True), ("De Vaart", False))
    assert ready.unnamed == 3
    goal = replace(again, sender="abcabcabcabc", fields={"goal": "Samen", "next_questions": ["Hoe?"]})
    assert who_shared([*unnamed, again, goal], [], "meso-samenwerking", FORMAT).steps == (1, 1)
    assert who_shared([NAMED], [], "meso-samenwerking", FORMAT).rows == (("Zandpad", True),)
    assert who_shared([NAMED], ["Zandpad"], "lesson/03-stakeholders", FORMAT).rows == (("Zandpad", False),)
    assert who_shared([NAMED], ["Zandpad"], "Het rapport", FORMAT).rows == (("Zandpad", True),)


# --- the minutes ----------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a store with a group with which 22 coalitions shared, and a session as it may have gone."""
    build = session_build()
    parts = programme(build, build.forms["incident"], 180)
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        sharing.group_called(opened, "Rivieren", author="Bo")
        secret = replace(NAMED, fields={**NAMED.fields, "goal": SECRET, "answer": f"Kortom: {SECRET}"})
        sharing.share(opened, "rivieren", [secret, *of_many(22)], author="Bo")
        opened.put(KEY, {"group": {"members": [{"coalition": "Zandpad"}, {"coalition": "De Vaart"}]}}, author="Bo")
        fields = {
            "theme": "meso-samenwerking",
            "working_form": "incident",
            "question": "Kun je op elkaar rekenen?",
            "start": "13.00",
            "minutes": "180",
            "place": "De Brug",
            "absent": ["De Vaart"],
            "agenda": rows_of(parts),
            "liked": [{"statement": build.liked[0], "counts": ["", "1", "3", "9", "6"]}],
            "closing": "We beginnen met wat wél lukt.",
            "next_time": "Meer tijd voor de incidenten.",
        }
        sessions.plan(opened, "rivieren", DAY, fields, author="Bo")
        begun = NOW - timedelta(hours=3)
        pressed = [
            Press(begun + timedelta(minutes=12 * at), does, at - 1).to_row()
            for at, does in enumerate(["begin", "next", "next", "end"])
        ]
        opened.put(KEY, {f"session/{DAY}": {"clock": pressed}}, author="Bo")
        for kind, words in (
            ("inzicht", "Te laat was bijna nooit onwil."),
            ("praktijk", "Een vaste invaller per locatie."),
            ("praktijk", "#pagebreak(weak: true)"),
            ("signaal", "De subsidie komt te laat in het jaar."),
            ("vraag", "Wat zegt de moeder van Sanne hiervan?"),
            ("advies", f"Zeg hardop: {SECRET}"),
        ):
            said = {"kind": kind, "text": words, "said_by": "Zandpad" if kind == "inzicht" else "anoniem"}
            sessions.add_harvest(opened, "rivieren", DAY, said, author="Bo")
        agreed = {"who": "Zandpad", "what": "Wijkteam bellen", "when": "vóór 1 maart"}
        sessions.add_agreement(opened, "rivieren", DAY, agreed, author="Bo")
        yield opened


def minutes(store: Store) -> Minutes:
    there = minutes_of(store.snapshot(KEY), DAY)
    assert there
    return there


def pages(store: Store) -> int:
    """Return how many pages the minutes take."""
    _, data = document_file(minutes_printout(minutes(store), "Leergroep Rivieren", "rivieren"), "pdf", NOW)
    return len(pikepdf.open(BytesIO(data)).pages)


def words(store: Store, wanted: str = "html") -> str:
    """Return the words of the minutes that go to everyone; of the webpage also those of its cover."""
    _, data = document_file(minutes_printout(minutes(store), "Leergroep Rivieren", "rivieren"), wanted, NOW)
    cover = page_of(data).find(".//header").text_content() if wanted == "html" else ""
    return " ".join(f"{cover} {text(wanted, data)}".split())


@pytest.mark.parametrize("wanted", ["html", "docx", "pdf"])
def test_the_minutes_say_what_was_done_harvested_and_agreed(store: Store, wanted: str) -> None:
    said = words(store, wanted)
    for expected in (
        "Te laat was bijna nooit onwil. (van Zandpad)",
        "Goede praktijken",
        "Een vaste invaller per locatie.",
        "#pagebreak(weak: true)",  # as it was typed
        "Signalen voor het programma",
        "Zandpad: Wijkteam bellen (vóór 1 maart)",
        "We beginnen met wat wél lukt.",
        "Meer tijd voor de incidenten.",
        "Binnenkomen, 12 minuten",
    ):
        assert expected in said
    if wanted == "html":
        facts = ("Verslag van 20 januari 2026", "Leergroep Rivieren", "13.00 tot 16.00 uur, De Brug", PLANNED.question)
        assert [one for one in (*facts, "Meso – Samenwerking", "Zandpad") if one not in said] == []
    if wanted == "pdf":
        assert pages(store) <= 2
    assert "De Vaart" not in said  # it was not there
    assert "Feiten vragen" not in said  # the session ended before it


def test_a_session_without_a_clock_has_its_programme_as_it_was_set_up(store: Store) -> None:
    store.put(KEY, {f"session/{DAY}": {"clock": None}}, author="Bo")
    assert ("Feiten vragen", 15) in minutes(store).programme
    assert minutes_of(store.snapshot(KEY), "2026-04-14") is None


def test_what_is_kept_out_is_nowhere_in_the_minutes(store: Store) -> None:
    for lines in minutes(store).sections.values():
        for one in lines:
            keep_out(store, "rivieren", DAY, one.place, out=True)
    assert minutes(store).to_all() == {}
    said = words(store)
    for gone in ("onwil", "invaller", "subsidie", "Sanne", "Wijkteam", "wat wél lukt", "Meer tijd"):
        assert gone not in said
    keep_out(store, "rivieren", DAY, "closing", out=False)
    assert "We beginnen met wat wél lukt." in words(store)
    assert "Meer tijd" not in words(store)


def test_words_that_may_name_somebody_are_marked(store: Store) -> None:
    marked = {one.text: one.names for lines in minutes(store).sections.values() for one in lines if one.names}
    assert marked == {"Wat zegt de moeder van Sanne hiervan?": ("moeder van Sanne",)}
    assert personal_words("Bel 06-12345678 of Sanne uit groep 7.") == ["06-12345678", "Sanne uit groep 7"]
    assert personal_words("Bel het wijkteam, en neem de tijd.") == []


def windows(value: object) -> Iterator[str]:
    """Yield each run of so many characters in what was shared."""
    if isinstance(value, str):
        flat = " ".join(value.split())
        yield from (flat[at : at + WINDOW] for at in range(len(flat) - WINDOW + 1))
    elif isinstance(value, dict):
        for part in value.values():
            yield from windows(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from windows(part)


def test_minutes_hold_no_text_of_a_dossier_but_what_was_harvested(store: Store) -> None:
    asked = [one.mandatory_question for one in FORMAT.blocks]
    of_coalitions = [
        {name: value for name, value in copy.fields.items() if value not in asked} for copy in store.shared("rivieren")
    ]
    shared = {one for fields in of_coalitions for one in windows(fields)}
    assert len(shared) > 1000
    kept = "De gymzaal was dubbel geboekt, en niemand belde ons die ochtend."  # stays in the room
    store.put(KEY, {incident_sheet(DAY, 1): {"text": kept, "ended": kept}}, author="Bo")
    shared |= set(windows({"text": kept}))
    harvested = next(one for lines in minutes(store).sections.values() for one in lines if SECRET in one.text)
    said = {wanted: words(store, wanted) for wanted in ("html", "docx", "pdf")}
    assert all(any(one in those for one in shared) for those in said.values())  # it was harvested, and may stand there
    keep_out(store, "rivieren", DAY, harvested.place, out=True)
    for wanted in said:
        without = words(store, wanted)
        assert [one for one in shared if one in without] == []


# --- the time before ------------------------------------------------------------------------------


def test_the_next_session_begins_with_what_came_of_the_last(store: Store) -> None:
    sessions.plan(store, "rivieren", BEFORE, {"question": "Wat nu?"}, author="Bo")
    for what, fields in (
        ("Bellen", {"outcome": "gelukt", "told": "Zij kwamen."}),
        ("Vragen", {"answer": "overgenomen"}),
        ("Schrijven", {"answer": "niet-nu"}),
        ("Lezen", {}),
    ):
        line = sessions.add_agreement(store, "rivieren", BEFORE, {"what": what}, author="Bo")
        sessions.change_agreement(store, "rivieren", BEFORE, line, fields, author="Bo")
    days = sessions.dates(store.snapshot(KEY))
    before = day_before(days, DAY)
    assert (before, day_before(days, BEFORE)) == (BEFORE, "")
    lines = sessions.agreements_now(store, "rivieren", before)
    assert [(one.what, one.outcome, one.told, one.heard) for one in came_of(lines)] == [
        ("Bellen", "gelukt", "Zij kwamen.", True),
        ("Vragen", "staat bij Acties", "", False),
        ("Schrijven", "kon nu niet", "", False),
        ("Lezen", "nog niets gehoord", "", False),
    ]


def test_two_weeks_later_each_coalition_is_asked_what_it_did_not_tell() -> None:
    agreed = [
        sessions.Line(f"{number:012}", {"who": who, "what": what, **more})
        for number, (who, what, more) in enumerate(
            [
                ("Zandpad", "Wijkteam bellen", {"answer": "overgenomen"}),
                ("De Vaart", "De zin voorlezen.", {}),
                ("De Vaart", "Ouders vragen", {}),
                ("De Vaart", "Kinderen vragen", {"outcome": "niet", "told": "Geen tijd."}),
                ("De Brug", "Schrijven", {"answer": "niet-nu"}),
                ("de begeleider", "Rondsturen", {}),
                ("", "Iets", {}),
            ]
        )
    ]
    assert follow_ups(agreed, DAY) == {
        "Zandpad": "Op 20 januari sprak je af: Wijkteam bellen. Lukte het? Eén zin is genoeg.",
        "De Vaart": (
            "Op 20 januari sprak je af:\n\n- De zin voorlezen.\n- Ouders vragen\n\n"
            "Lukte het? Eén zin per afspraak is genoeg."
        ),
    }
    assert follow_up_day(DAY) == "3 februari 2026"


def test_a_programme_is_read_back_as_it_was_kept(store: Store) -> None:
    about = planned(store.snapshot(KEY), DAY)
    assert about
    assert about.parts == programme(session_build(), session_build().forms["incident"], 180)
    assert not any(part.in_groups for part in about.parts)  # its working form says that
    assert (about.present, about.end) == (("Zandpad",), "16.00")
    assert rows_of([Part("Praten", 20)]) == [{"name": "Praten", "minutes": "20"}]
