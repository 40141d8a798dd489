"""What a coalition settled to the coach: it holds while the text stays, comes back from a file, goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers import example, sko, snapshot

from sko_widgets.batch import fingerprint
from sko_widgets.batch.manifest import Ledger
from sko_widgets.batch.plan import Order, Planner
from sko_widgets.dossier import exchange, replies, transfer
from sko_widgets.dossier.problems import ImportRefusedError
from sko_widgets.dossier.replies import NoReasonError, without_replies
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Part, Store, open_store
from sko_widgets.guide import coalition_page
from sko_widgets.insight import erasing_traces
from sko_widgets.insight.checks import Remark
from sko_widgets.insight.coach import SheetRemarks, asked, coach
from sko_widgets.report.make import make

TODAY = date(2026, 7, 1)
KEY = DossierKey("de-brug", "2024-2025")
SHEET = "block/macro-samenhang/1"
REASON = "De wethouder zei dit in de raad."
CYCLE: dict[str, Any] = {
    "context": "Er hingen twee roosters.",
    "goal": "In juni 2025 kennen alle leerlingen het rooster.",
    "actions": {"items": [{"text": "Ophangen", "status": "klaar"}]},
    "results": {"items": ["De samenwerking rond het rooster verloopt soepel."]},
    "answer": "Het hangt er nog niet overal.",
    "next_questions": ["Hoe klopt het rooster in een toetsweek?"],
    "links": [{"kind": "naastgelegen", "to": "macro-uitvoering", "note": "De cijfers."}],
    "status": "afgerond",
}


class RepliesContract:
    """Replies in a store, whichever it is."""

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        with open_store(url) as opened:
            opened.create(
                KEY, framework="ocw-2023", sheets={"profile": {"name": "De Brug"}, SHEET: CYCLE}, author="test"
            )
            yield opened

    def test_what_is_right_as_it_is_is_asked_no_more(self, store: Store) -> None:
        remark = claim(store)
        replies.give(store, KEY, asked(remark), "klopt", reason=REASON, today=TODAY, author="Ans")
        now = of_cycle(store)
        assert remark.id not in {one.id for one in now.remarks}
        assert [(one.remark, one.reply.reason) for one in now.settled] == [(remark, REASON)]

    def test_it_is_asked_again_when_the_text_changes(self, store: Store) -> None:
        remark = claim(store)
        replies.give(store, KEY, asked(remark), "klopt", reason=REASON, today=TODAY, author="Ans")
        put(store, results={"items": ["De samenwerking rond het rooster verloopt heel soepel."]})
        assert claim(store).id == remark.id
        assert not of_cycle(store).settled

    def test_other_text_and_other_white_space_change_nothing(self, store: Store) -> None:
        remark = claim(store)
        replies.give(store, KEY, asked(remark), "klopt", reason=REASON, today=TODAY, author="Ans")
        same = "De samenwerking  rond het rooster\nverloopt soepel."
        put(store, goal="In juli 2025 kennen alle leerlingen het rooster.", results={"items": [same]})
        assert [one.remark.rule for one in of_cycle(store).settled] == [remark.rule]

    def test_the_reply_to_an_earlier_text_holds_when_that_comes_back(self, store: Store) -> None:
        replies.give(store, KEY, asked(claim(store)), "klopt", reason=REASON, today=TODAY, author="Ans")
        put(store, results={"items": ["De samenwerking verloopt soepel."]})
        put(store, results=CYCLE["results"])
        assert [one.reply.reason for one in of_cycle(store).settled] == [REASON]

    def test_later_folds_it_for_two_weeks(self, store: Store) -> None:
        remark = claim(store)
        replies.give(store, KEY, asked(remark), "later", today=TODAY, author="Ans")
        for day, open_now in ((TODAY, False), (TODAY + timedelta(13), False), (TODAY + timedelta(14), True)):
            there = of_cycle(store, day)
            assert (remark in there.open) is open_now
            assert (remark in there.folded) is not open_now

    def test_each_reason_stays_in_the_history_with_who_gave_it(self, store: Store) -> None:
        remark = claim(store)
        for author, reason in (("Ans", "Zo was het."), ("Bea", REASON)):
            replies.give(store, KEY, asked(remark), "klopt", reason=reason, today=TODAY, author=author)
        replies.take_back(store, KEY, remark.id, author="Cas")
        told = [(one.author, one.value) for one in store.history(KEY, f"remark/{remark.id}", "reason")]
        assert told == [("Ans", "Zo was het."), ("Bea", REASON), ("Cas", None)]
        assert remark in of_cycle(store).remarks

    def test_a_reason_is_needed_to_say_that_it_is_right(self, store: Store) -> None:
        remark = claim(store)
        with pytest.raises(NoReasonError, match="waarom"):
            replies.give(store, KEY, asked(remark), "klopt", reason=" \n", today=TODAY, author="Ans")
        assert not replies.replies(store.snapshot(KEY))

    def test_two_people_reply_to_two_remarks_at_once(self, store: Store) -> None:
        put(store, goal=None)
        remarks = of_cycle(store).remarks
        assert len(remarks) > 1
        for remark in remarks:
            replies.give(store, KEY, asked(remark), "klopt", reason=REASON, today=TODAY, author=remark.rule)
        assert {one.remark for one in of_cycle(store).settled} == set(remarks)

    def test_of_an_erased_text_no_mark_stays(self, store: Store, url: str, tmp_path: Path) -> None:
        put(store, goal="Contact leggen met Zonnebloemkind.")
        remark, other = next(one for one in of_cycle(store).remarks if one.field == "goal"), claim(store)
        for one in (remark, other):
            replies.give(store, KEY, asked(one), "klopt", reason=REASON, today=TODAY, author="Ans")
        put(store, goal="Contact leggen met de wijk.")
        [again] = [one for one in of_cycle(store).remarks if one.id == remark.id]
        replies.give(store, KEY, asked(again), "klopt", reason=REASON, today=TODAY, author="Ans")
        gone, stays = asked(remark).text_mark, asked(again).text_mark
        assert gone in everything(store)
        erased = sko("--werkmap", tmp_path, "--opslag", url, "verwijder", "de-brug", "--veld", SHEET, "goal", "--ja")
        assert erased.code == 0, erased
        kept = everything(store)
        assert gone not in kept
        assert stays not in kept  # the field is empty now
        assert asked(other).text_mark in kept
        assert [one.remark.rule for one in of_cycle(store).settled] == [other.rule]
        for file in (one for one in tmp_path.rglob("*") if one.is_file()):
            assert gone.encode() not in file.read_bytes(), file

    def test_a_mark_stays_while_its_text_does(self, store: Store) -> None:
        remark = claim(store)
        replies.give(store, KEY, asked(remark), "klopt", reason=REASON, today=TODAY, author="Ans")
        put(store, goal="Zonnebloemkind")
        put(store, goal=CYCLE["goal"])
        [typed] = [one.number for one in store.history(KEY, SHEET, "goal") if one.value == "Zonnebloemkind"]
        erasing_traces.erase(store, KEY, Part(SHEET, "goal", {typed}), author="Ans")
        assert "Zonnebloemkind" not in everything(store)
        assert [one.remark for one in of_cycle(store).settled] == [remark]

    def test_it_survives_going_out_and_coming_in(self, store: Store, tmp_path: Path) -> None:
        replies.give(store, KEY, asked(claim(store)), "klopt", reason=REASON, today=TODAY, author="Ans")
        written = exchange.write(store.snapshot(KEY))
        with open_store(f"sqlite:///{tmp_path / 'ander.sqlite'}") as other:
            transfer.take_in(other, transfer.plan(other, exchange.read(written, "x.json")), "Bea")
            assert [one.reply.reason for one in of_cycle(other).settled] == [REASON]
            assert exchange.write(other.snapshot(KEY)) == written


class TestSqlite(RepliesContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'opslag.sqlite'}"


@pytest.mark.postgres
class TestPostgres(RepliesContract):
    @pytest.fixture
    def url(self, postgres_url: str) -> str:
        return postgres_url


def of_cycle(store: Store, today: date = TODAY) -> SheetRemarks:
    return coach(store.snapshot(KEY), today).of(SHEET)


def claim(store: Store) -> Remark:
    """Return the remark about the result that shows nothing."""
    return next(one for one in of_cycle(store).remarks if one.rule == "bewering-zonder-bewijs")


def everything(store: Store) -> str:
    """Return all that a store holds and held."""
    return json.dumps([one.value for dossier in store.whole() for one in dossier.revisions], default=str)


def put(store: Store, **fields: Any) -> None:
    store.put(KEY, {SHEET: fields}, author="test")


# --- nowhere else ---------------------------------------------------------------------------------

REPLY = {"rule": "geen-doel", "said": "klopt", "reason": REASON, "said_on": "2026-06-30", "text_mark": "0" * 16}


def test_a_reply_is_in_no_format_of_a_report_and_in_no_warning() -> None:
    held = snapshot({SHEET: CYCLE})
    unread = (("remark/0123456789ab", "reason"),)
    settled = replace(held, sheets={**held.sheets, "remark/0123456789ab": REPLY}, damaged=unread)
    assert without_replies(settled) == held
    assert make(settled) == make(held)


def test_a_reply_leaves_a_report_as_it_was_and_goes_to_no_worker(tmp_path: Path) -> None:
    held = example()
    settled = replace(held, sheets={**held.sheets, "remark/0123456789ab": REPLY})
    planner = Planner(tmp_path, Order(("html",)), Ledger(tmp_path))
    first, second = planner.job(held), planner.job(settled)
    assert first == second
    assert fingerprint.content(held) != fingerprint.content(settled)


def test_a_reply_does_not_come_along_to_a_new_period(tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    place.mkdir()
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        sheets = {"profile": {"name": "De Brug"}, SHEET: CYCLE, "remark/0123456789ab": REPLY}
        store.create(KEY, framework="ocw-2023", sheets=sheets, author="test")
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2025-2026", "--vervolg-op", "2024-2025")
    assert done.code == 0, done
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        after = store.snapshot(DossierKey("de-brug", "2025-2026"))
    assert REASON not in json.dumps({name: dict(fields) for name, fields in after.sheets.items()})


def test_a_reply_is_not_among_what_was_changed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(coalition_page, "display", shown.append)
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as store:
        store.create(KEY, framework="ocw-2023", sheets={"profile": {"name": "De Brug"}, SHEET: CYCLE}, author="test")
        page = coalition_page.CoalitionPage(store, KEY)
        page.waiting()
        before = shown[-1].rows
        replies.give(store, KEY, asked(claim(store)), "klopt", reason=REASON, today=TODAY, author="Ans")
        page.waiting()
    assert shown[-1].title == "Laatst gewijzigd"
    assert before == shown[-1].rows != []


def test_a_sheet_that_is_no_remark_is_refused() -> None:
    plain = {"format": "sko-dossier", "version": 2, "period": "2024-2025", "coalition": {"name": "De Brug"}}
    for wrong in ("remark/xyz", "remark/0123456789abcdef", "remark/"):
        data = json.dumps(plain | {"sheets": {wrong: {"said": "klopt"}}}).encode()
        with pytest.raises(ImportRefusedError, match="dit werkblad is onbekend"):
            exchange.read(data, "x.json")
