"""What readers say: a file of comments comes in once, stands beside the coach's remarks, and goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers import assert_refused, contents, dossier, kept, sko, snapshot, written

from sko_widgets.dossier import exchange, replies, transfer
from sko_widgets.dossier.comments import comment_sheet, facts, mark_of
from sko_widgets.dossier.replies import without_replies
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.insight.coach import asked, coach
from sko_widgets.report.make import make

KEY = DossierKey("de-brug", "2024-2025")
SHEET = "block/meso-samenwerking/1"
TODAY = date(2026, 7, 1)
READER = "0123456789ab"
SAID = "Wie eet er mee? En <b>waarom</b>?"


def comments(**changes: Any) -> dict[str, Any]:
    """Return a file of comments, as its JSON object."""
    said = [
        {"sheet": SHEET, "field": "goal", "text": SAID, "on": "2026-06-30"},
        {"sheet": "block/meso-samenwerking", "field": "title", "text": "Mooi.", "on": "2026-06-30"},
        {"sheet": "profile", "field": "introduction", "text": "Voor wie is dit?"},
        {"sheet": SHEET, "field": "context", "text": "  "},
    ]
    plain: dict[str, Any] = {
        "format": "sko-opmerkingen",
        "version": 1,
        "dossier": {"coalition": "de-brug", "period": "2024-2025", "name": "De Brug"},
        "reader": READER,
        "name": "Anna Smit",
        "comments": said,
    }
    return plain | changes


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a work folder with a dossier."""
    return kept(tmp_path / "werkmap", dossier())


@pytest.fixture
def invoer(place: Path, tmp_path: Path) -> Callable[..., Any]:
    """Return what takes in a file of comments by the command."""

    def run(plain: object, *more: str) -> Any:
        return sko("--werkmap", place, "invoer", written(tmp_path / "opmerkingen.json", plain), *more)

    return run


def opened(place: Path) -> Store:
    return open_store(f"sqlite:///{place / 'dossiers.sqlite'}")


def held(place: Path) -> Snapshot:
    with opened(place) as store:
        return store.snapshot(KEY)


# --- coming in ------------------------------------------------------------------------------------


def test_comments_come_in_once(place: Path, invoer: Callable[..., Any]) -> None:
    first = invoer(comments())
    assert (first.code, first.out, first.err) == (0, "de-brug/2024-2025: 3 opmerkingen van Anna Smit.\n", "")
    before = held(place)
    again = invoer(comments())
    assert (again.code, again.out) == (0, "de-brug/2024-2025: deze opmerkingen waren er al.\n")
    assert held(place).sheets == before.sheets
    said = {remark.field: remark.message for remark in coach(before, TODAY).remarks if remark.said}
    assert said == {
        "introduction": "Anna Smit: Voor wie is dit?",
        "title": "Anna Smit, 30 juni 2026: Mooi.",
        "goal": f"Anna Smit, 30 juni 2026: {SAID}",
    }


def test_a_reader_who_says_something_else_leaves_what_they_said_in_the_history(
    place: Path, invoer: Callable[..., Any]
) -> None:
    invoer(comments())
    changed = comments()
    changed["comments"][0]["text"] = "Nu snap ik het."
    assert "1 opmerking van Anna Smit" in invoer(changed).out
    [sheet] = [name for name, one in held(place).sheets.items() if one.get("field") == "goal" and "text" in one]
    with opened(place) as store:
        told = [(one.author, one.value) for one in store.history(KEY, sheet, "text")]
    assert told == [("Anna Smit", SAID), ("Anna Smit", "Nu snap ik het.")]


def test_two_readers_of_one_name_are_two(place: Path, invoer: Callable[..., Any]) -> None:
    invoer(comments())
    invoer(comments(reader="ba9876543210"))
    assert len([one for one in coach(held(place), TODAY).remarks if one.field == "goal" and one.said]) == 2


def test_a_trial_writes_nothing(place: Path, invoer: Callable[..., Any]) -> None:
    before = contents(place)
    done = invoer(comments(), "--proef")
    assert (done.code, "3 opmerkingen van Anna Smit (proef: er is niets opgeslagen)" in done.out) == (0, True)
    assert contents(place) == before


WRONG: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "another key": (comments(groet="Hoi"), ("groet", "onbekend")),
    "a key of a comment": (
        comments(comments=[{"sheet": SHEET, "field": "goal", "tekst": "x"}]),
        ("comments[0].tekst", "bedoel je ‘text’?", "comments[0].text", "ontbreekt"),
    ),
    "another dossier": (
        comments(dossier={"coalition": "de-vaart", "period": "2024-2025", "name": "De Vaart"}),
        ("‘De Vaart 2024–2025’", "dat dossier is hier niet"),
    ),
    "a newer version": (comments(version=2), ("versie 2", "werk sko bij")),
    "no version": (comments(version=0), ("version", "het getal 0")),
    "an unknown field": (
        comments(comments=[{"sheet": SHEET, "field": "gaol", "text": "x"}]),
        ("comments[0].field", "bedoel je ‘goal’?"),
    ),
    "a lesson": (
        comments(comments=[{"sheet": "lesson/01-positie", "field": "pet", "text": "x"}]),
        ("comments[0].sheet", "geen opmerking"),
    ),
    "an unknown block": (
        comments(comments=[{"sheet": "block/samenwerking-meso/1", "field": "goal", "text": "x"}]),
        ("comments[0].sheet", "meso-samenwerking"),
    ),
    "twice": (
        comments(comments=[{"sheet": SHEET, "field": "goal", "text": text} for text in "ab"]),
        ("comments[1]", "staat al een opmerking"),
    ),
    "a reader": (comments(reader="anna"), ("reader", "12 cijfers")),
    "a day": (comments(comments=[{"sheet": SHEET, "field": "goal", "text": "x", "on": "gister"}]), ("on", "datum")),
    "a long text": (
        comments(comments=[{"sheet": SHEET, "field": "goal", "text": "x" * 20_001}]),
        ("te lang", "20.000"),
    ),
    "a large file": (comments(name="x" * (2 * 1024 * 1024)), ("2 MB",)),
    "a name of two lines": (comments(name="An\nna"), ("name", "één regel")),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_its_place_and_nothing_comes_in(
    case: str, place: Path, invoer: Callable[..., Any]
) -> None:
    plain, words = WRONG[case]
    before = held(place).sheets
    assert_refused(invoer(plain), "opmerkingen.json", *words)
    assert held(place).sheets == before


def test_of_another_coalition_or_period_than_said_they_are_refused(invoer: Callable[..., Any]) -> None:
    assert_refused(invoer(comments(), "--coalitie", "De Vaart"), "van ‘De Brug’, niet van ‘De Vaart’")
    assert_refused(invoer(comments(), "--periode", "2025-2026"), "van 2024-2025, niet van 2025-2026")


# --- beside the coach's ---------------------------------------------------------------------------


def test_controle_says_what_readers_said_and_its_json_keeps_its_keys(place: Path, invoer: Callable[..., Any]) -> None:
    said = comments()
    said["comments"][0]["about"] = mark_of(held(place), SHEET, "goal")
    invoer(said)
    shown = sko("--werkmap", place, "controle")
    assert "van lezers 3 opmerkingen" in shown.out
    assert f"    - Anna Smit, 30 juni 2026: {SAID}\n" in shown.out
    rows = json.loads(sko("--werkmap", place, "controle", "--json").out)
    [row] = [one for one in rows if one["field"] == "goal" and one["rule"] == "persoon"]
    assert row == {
        "dossier": "de-brug/2024-2025",
        "sheet": SHEET,
        "field": "goal",
        "rule": "persoon",
        "message": f"Anna Smit, 30 juni 2026: {SAID}",
        "quote": "",
        "prio": 1,
    }
    assert sko("--werkmap", place, "controle", "--streng").code == 1


def test_when_the_text_changes_the_comment_says_so_and_stays(place: Path, invoer: Callable[..., Any]) -> None:
    said = comments()
    said["comments"] = [said["comments"][0] | {"about": mark_of(held(place), SHEET, "goal")}]
    invoer(said)
    for goal, is_changed in (("Samen  eten\n", False), ("Samen eten en koken", True), ("Samen eten", False)):
        with opened(place) as store:
            store.put(KEY, {SHEET: {"goal": goal}}, author="test")
            [remark] = coach(store.snapshot(KEY), TODAY).of(SHEET).persons
        assert remark.said is not None
        assert remark.said.is_changed is is_changed
        assert ("veranderd" in remark.message) is is_changed


def test_comments_leave_the_coach_its_three_remarks() -> None:
    cycle = {"outlook": "Wij gaan door.", "results": {"items": ["Alles verliep soepel."]}, "status": "afgerond"}
    bare = snapshot({SHEET: cycle})
    there = coach(bare, TODAY).of(SHEET)
    assert len(there.open) == 3
    said = dict(comment(SHEET, name, f"Bij {name}.") for name in ("goal", "actions", "results", "answer"))
    now = coach(replace(bare, sheets={**bare.sheets, **said}), TODAY).of(SHEET)
    assert (now.open, now.folded) == (there.open, there.folded)
    assert {one.field for one in now.persons} == {"goal", "actions", "results", "answer"}


def test_a_comment_is_settled_as_a_question_is_and_stays_so_when_the_text_changes(
    place: Path, invoer: Callable[..., Any]
) -> None:
    invoer(comments())
    with opened(place) as store:
        [remark] = coach(store.snapshot(KEY), TODAY).of(SHEET).persons
        replies.give(store, KEY, asked(remark), "klopt", reason="Staat er nu.", today=TODAY, author="Bea")
        store.put(KEY, {SHEET: {"goal": "Heel anders"}}, author="test")
        now = coach(store.snapshot(KEY), TODAY).of(SHEET)
        assert not now.persons
        assert [(one.reply.reason, one.remark.id) for one in now.settled] == [("Staat er nu.", remark.id)]
    changed = comments()
    changed["comments"][0]["text"] = "Nog steeds niet."
    invoer(changed)
    assert [one.about for one in coach(held(place), TODAY).of(SHEET).persons] == ["Nog steeds niet."]
    with opened(place) as store:
        replies.give(store, KEY, asked(remark), "later", today=TODAY, author="Bea")
    invoer(comments())
    now = coach(held(place), TODAY).of(SHEET)
    assert (now.persons, [one.about for one in now.folded if one.said]) == ((), [SAID])


def test_of_an_erased_text_a_comment_keeps_no_mark(place: Path, invoer: Callable[..., Any]) -> None:
    goal, title = (mark_of(held(place), *at) for at in ((SHEET, "goal"), ("block/meso-samenwerking", "title")))
    said = comments()
    said["comments"] = [one | {"about": about} for one, about in zip(said["comments"], (goal, title), strict=False)]
    invoer(said)
    done = sko("--werkmap", place, "verwijder", "de-brug", "--veld", SHEET, "goal", "--ja")
    assert done.code == 0, done
    assert goal.encode() not in (place / "dossiers.sqlite").read_bytes()
    assert "deze opmerkingen waren er al" in invoer(said).out  # which bring no mark back
    assert "1 opmerking" in invoer({**said, "reader": "ba9876543210", "comments": said["comments"][:1]}).out
    assert goal.encode() not in (place / "dossiers.sqlite").read_bytes()
    persons = {one.field: one.said for one in coach(held(place), TODAY).remarks if one.said}
    assert persons["goal"] is not None
    assert (persons["goal"].text, persons["goal"].is_changed) == (SAID, True)
    assert persons["title"] is not None
    assert not persons["title"].is_changed


# --- nowhere else ---------------------------------------------------------------------------------


def comment(sheet: str, field: str, text: str) -> tuple[str, dict[str, str | None]]:
    """Return the sheet of one comment."""
    return comment_sheet(READER, sheet, field), {"text": text, **facts(sheet, field, "", "2026-06-30")}


def test_comments_survive_going_out_and_coming_in_to_the_byte(
    place: Path, invoer: Callable[..., Any], tmp_path: Path
) -> None:
    invoer(comments())
    before = held(place)
    out = exchange.write(before)
    assert SAID in out.decode()
    with open_store(f"sqlite:///{tmp_path / 'ander.sqlite'}") as other:
        transfer.take_in(other, transfer.plan(other, exchange.read(out, "x.json")), "Bea")
        after = other.snapshot(KEY)
    assert exchange.write(after) == out
    assert coach(after, TODAY) == coach(before, TODAY)


def test_comments_are_in_no_format_of_a_report_and_in_nothing_that_is_shared(
    place: Path, invoer: Callable[..., Any]
) -> None:
    bare = held(place)
    invoer(comments())
    said = replace(held(place), moment=bare.moment)
    assert said.sheets != bare.sheets
    assert without_replies(said) == bare
    assert make(said) == make(bare)


def test_comments_do_not_come_along_to_a_new_period(place: Path, invoer: Callable[..., Any]) -> None:
    invoer(comments())
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2025-2026", "--vervolg-op", "2024-2025")
    assert done.code == 0, done
    with opened(place) as store:
        after = store.snapshot(DossierKey("de-brug", "2025-2026"))
    assert "Anna" not in json.dumps({name: dict(fields) for name, fields in after.sheets.items()})


# --- a word before a dossier goes out -------------------------------------------------------------


def test_uitvoer_asks_about_personal_data_and_writes_all_the_same(tmp_path: Path) -> None:
    plain = dossier(introduction="Bel de moeder van Fatima op 06 12345678.")
    place = kept(tmp_path / "werkmap", plain)
    done = sko("--werkmap", place, "uitvoer", "--naar", tmp_path / "uit")
    file = tmp_path / "uit" / "de-brug-2024-2025.json"
    assert (done.code, done.out) == (0, f"{file}\n")
    assert json.loads(file.read_text(encoding="utf-8"))["introduction"] == plain["introduction"]
    lines = done.err.splitlines()
    assert len(lines) == 2
    assert "de-brug/2024-2025" in lines[0]
    assert "Inleiding" in lines[0]
    assert "Fatima" not in done.err
    assert "sko controle" in lines[1]


def test_uitvoer_of_many_says_once_what_to_do_about_personal_data(tmp_path: Path) -> None:
    words = "Bel de moeder van Fatima op 06 12345678."
    place = kept(tmp_path / "werkmap", dossier(introduction=words))
    kept(place, dossier(introduction=words, period="2025-2026"))
    done = sko("--werkmap", place, "uitvoer", "--alle", "--naar", tmp_path / "uit")
    lines = done.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == ["de-brug/2024-2025", "de-brug/2025-2026"]
    assert lines[-1].startswith("Kijk dat na")


def test_uitvoer_says_nothing_of_a_dossier_without_personal_data(place: Path, tmp_path: Path) -> None:
    done = sko("--werkmap", place, "uitvoer", "--naar", tmp_path / "uit")
    assert (done.code, done.err) == (0, "")
