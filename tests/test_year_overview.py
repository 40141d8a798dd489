"""A learning group's year: what was harvested by block, what came back, and what the programme hears of it."""

from __future__ import annotations

from sko_widgets.insight.year_overview import year_overview

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


def test_what_was_asked_twice_in_one_meeting_did_not_come_back() -> None:
    sheets = {
        **line(JANUARY, 1, "vraag", "Hoe houden we begeleiders met een kleine baan?"),
        **line(JANUARY, 2, "vraag", "Wat hebben begeleiders met een kleine baan nodig?"),
    }
    assert year_overview(sheets, BLOCKS).came_back == ()
    assert year_overview({}, BLOCKS).harvest == {}
