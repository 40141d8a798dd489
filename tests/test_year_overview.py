"""A learning group's year: what was harvested by block, what came back, and what the programme hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.insight.year_overview import passed_on, school_year, year_overview

BLOCKS = ("macro-samenhang", "meso-samenwerking")
OCTOBER, JANUARY = "2025-10-14", "2026-01-20"


def line(day: str, number: int, kind: str, text: str, **more: str) -> dict[str, dict[str, str]]:
    at = {"at": f"{day}T14:00:{number:02}+00:00"}
    return {f"harvest/{day}/{number:012x}": {"kind": kind, "text": text, **at, **more}}


def test_a_year_by_block_with_what_came_back() -> None:
    sheets = {
        **line(JANUARY, 1, "vraag", "Hoe houden we begeleiders met een kleine baan?", block="meso-samenwerking"),
        **line(JANUARY, 2, "inzicht", "Bellen helpt.", block="meso-samenwerking"),
        **line(JANUARY, 3, "advies", "Niet voor iedereen.", block="meso-samenwerking", kept_out="ja"),
        **line(JANUARY, 4, "signaal", "Geld komt te laat.", passed_on="ja"),
        **line(OCTOBER, 1, "vraag", "Wat hebben mensen met een kleine baan nodig?", block="weg-gegaan"),
        **line(OCTOBER, 2, "vraag", "Wie nodigen we uit voor het feest?"),
        **line(OCTOBER, 3, "signaal", "Formulier is te lang."),
        **line(OCTOBER, 4, "inzicht", "  "),
        f"agreement/{OCTOBER}/000000000001": {"what": "Bellen", "text": "Bellen"},
    }
    year = year_overview(sheets, BLOCKS)
    assert {block: [one.text for one in those] for block, those in year.harvest.items()} == {
        "meso-samenwerking": ["Hoe houden we begeleiders met een kleine baan?", "Bellen helpt."],
        "": ["Wat hebben mensen met een kleine baan nodig?", "Wie nodigen we uit voor het feest?"],
    }
    [back] = year.came_back
    assert [one.day for one in back] == [OCTOBER, JANUARY]
    assert [(one.text, one.line.get("passed_on")) for one in year.signals] == [
        ("Formulier is te lang.", ""),
        ("Geld komt te laat.", "ja"),
    ]


def test_what_was_asked_twice_in_one_session_did_not_come_back() -> None:
    sheets = {
        **line(JANUARY, 1, "vraag", "Hoe houden we begeleiders met een kleine baan?"),
        **line(JANUARY, 2, "vraag", "Wat hebben begeleiders met een kleine baan nodig?"),
    }
    assert year_overview(sheets, BLOCKS).came_back == ()
    assert year_overview({}, BLOCKS).harvest == {}


def test_only_signals_that_the_group_said_yes_to_are_passed_on() -> None:
    sheets = {
        **line(JANUARY, 1, "signaal", "Geld komt te laat.", passed_on="ja"),
        **line(JANUARY, 2, "signaal", "Formulier is te lang."),
        **line(JANUARY, 3, "signaal", "Toch maar niet.", passed_on="ja", kept_out="ja"),
        **line(JANUARY, 4, "inzicht", "Was eerst een signaal.", passed_on="ja"),
        **line(OCTOBER, 1, "signaal", "Er is geen vervoer.", passed_on="ja"),
    }
    assert [(one.day, one.text) for one in passed_on(sheets)] == [
        (OCTOBER, "Er is geen vervoer."),
        (JANUARY, "Geld komt te laat."),
    ]


def test_a_school_year_begins_in_august() -> None:
    assert [school_year(day) for day in ("2025-08-01", "2025-10-14", "2026-01-20", "2026-07-31")] == ["2025-2026"] * 4
    assert school_year("2026-08-01") == "2026-2027"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a store with a group and a session."""
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        sharing.group_called(opened, "Rivieren", author="Bo")
        sessions.plan(opened, "rivieren", JANUARY, {"question": "Wat nu?"}, author="Bo")
        yield opened


def test_a_signal_that_says_something_else_is_not_passed_on_any_more(store: Store) -> None:
    where = (store, "rivieren", JANUARY)
    made = sessions.add_harvest(*where, {"kind": "signaal", "text": "Geld komt laat."}, author="Bo")

    def told() -> list[str]:
        return [one.text for one in passed_on(store.sheets(DossierKey.of_group("rivieren"), sessions.HARVEST))]

    sessions.change_harvest(*where, made, {"passed_on": "ja"}, author="Bo")
    assert told() == ["Geld komt laat."]
    same = {"kind": "signaal", "text": "Geld komt laat.", "block": "meso-samenwerking"}
    sessions.change_harvest(*where, made, same, author="Bo", was="Geld komt laat.")
    assert told() == ["Geld komt laat."]
    sessions.change_harvest(*where, made, {"text": "Jan betaalt laat."}, author="Bo", was="Geld komt laat.")
    assert told() == []
