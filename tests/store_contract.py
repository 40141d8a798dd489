"""What every store promises, whichever database it is in."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import event, select

from sko_widgets.dossier import finish
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import (
    Conflict,
    DossierExistsError,
    NewerStoreError,
    NoSuchDossierError,
    NoSuchRevisionError,
    Part,
    Revision,
    UnstorableError,
    open_store,
    queries,
    schema,
    sql_store,
    sql_tables,
)
from sko_widgets.dossier.store.sql_store import SqlStore

SAVER = Path(__file__).parent / "store_saver.py"
KEY = DossierKey("de-brug", "2024-2025")
GOAL = ("block/meso-samenhang/1", "goal")
SHEETS: dict[str, dict[str, Any]] = {
    "profile": {"name": "De Brug", "schools": [{"name": "De Linde", "locations": ["Noord", "Zuid"]}]},
    GOAL[0]: {"goal": "Samen eten", "actions": {"intro": "", "items": ["één", {"text": "twee", "owner": "Ans"}]}},
}

VALUES = [
    "",
    "een regel",
    "NUL \0 in het midden",
    "een halve letter \ud83d en \udc00\udc00",
    "’s avonds – 🎉 \u2028 \ufeff \x7f \r\n\t \\ \" ' %s :naam $1",
    "a" * 1_000_000,
    0,
    2**70,
    -1.5e-300,
    True,
    False,
    [],
    {},
    [["a", "b"], ["c", "d"]],
    {"intro": "", "items": ["x", {"text": "y", "due": "2025-01-01"}]},
    {"z": 1, "a": {"": None, "ß": [None]}},
]


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """Open a new, empty store."""
    with SqlStore.open(url, wait=20) as opened:
        yield opened


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Return a store with one dossier."""
    store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
    return store


def saved(outcome: Revision | Conflict) -> Revision:
    """Return what was saved, and fail when it was not."""
    assert isinstance(outcome, Revision)
    return outcome


def refused(outcome: Revision | Conflict) -> Conflict:
    """Return the conflict, and fail when there is none."""
    assert isinstance(outcome, Conflict)
    return outcome


def not_full_text(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out the database's own index of words, of which SQLAlchemy knows nothing; `test_search.py` compares it."""
    return not (name or "").startswith(("sko_words", "sko_search_words"))


class StoreContract:
    """Inherited once a database; a subclass gives the fixture `url`, the address of a new store."""

    # --- making, listing, reading -------------------------------------------------------------

    def test_a_new_store_is_empty(self, store: SqlStore) -> None:
        assert store.dossiers() == []

    def test_a_dossier_reads_back_as_it_was_made(self, filled: SqlStore) -> None:
        snapshot = filled.snapshot(KEY)
        assert {name: dict(fields) for name, fields in snapshot.sheets.items()} == SHEETS
        assert (snapshot.key, snapshot.framework) == (KEY, "2024")

    def test_what_is_saved_is_there_after_reopening(self, filled: SqlStore, url: str) -> None:
        saved(filled.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"))
        with open_store(url) as again:
            assert again.snapshot(KEY).sheet(GOAL[0])["goal"] == "Anders"
            assert again.history(KEY, *GOAL) == filled.history(KEY, *GOAL)

    def test_making_a_dossier_twice_is_refused_and_changes_nothing(self, filled: SqlStore) -> None:
        with pytest.raises(DossierExistsError) as caught:
            filled.create(KEY, framework="2025", sheets={"profile": {"name": "Anders"}}, author="Bo")
        assert caught.value.key == KEY
        assert filled.snapshot(KEY).framework == "2024"
        assert filled.info(KEY).changed_by == "Ans"

    def test_a_dossier_that_cannot_be_made_whole_is_not_made(
        self, store: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(UnstorableError):
            store.create(KEY, framework="2024", sheets={"a": {"good": 1, "bad": object()}}, author="Ans")
        add = queries.add

        def broken(*args: Any) -> None:
            add(*args)
            raise KeyboardInterrupt

        monkeypatch.setattr(queries, "add", broken)
        with pytest.raises(KeyboardInterrupt):
            store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        assert store.dossiers() == []

    def test_the_list_is_sorted_and_tells_who_changed_what_when(self, filled: SqlStore) -> None:
        for slug, period in (("zon", "2023-2024"), ("akker", "2025-2026"), ("de-brug", "2023-2024")):
            filled.create(DossierKey(slug, period), framework="2024", sheets={}, author="Cas")
        saved(filled.save(KEY, "profile", "name", "De Nieuwe Brug", based_on=1, author="Bo"))
        there = filled.dossiers()
        assert [str(info.key) for info in there] == [
            "akker/2025-2026",
            "de-brug/2023-2024",
            "de-brug/2024-2025",
            "zon/2023-2024",
        ]
        assert [info.name for info in there] == ["akker", "de-brug", "De Nieuwe Brug", "zon"]
        assert [info.changed_by for info in there] == ["Cas", "Cas", "Bo", "Cas"]
        ours = filled.info(KEY)
        assert ours == there[2]
        assert ours.created_at < ours.changed_at == filled.history(KEY, "profile", "name")[-1].saved_at
        assert ours.created_at.utcoffset() == timedelta(0)

    def test_a_dossier_without_a_usable_name_is_listed_by_its_slug(self, store: SqlStore) -> None:
        for number, name in enumerate((None, "", "  ", ["geen", "naam"])):
            store.create(
                DossierKey(f"c{number}", "2024-2025"), framework="f", sheets={"profile": {"name": name}}, author="A"
            )
        assert [info.name for info in store.dossiers()] == ["c0", "c1", "c2", "c3"]

    @pytest.mark.parametrize(
        "ask",
        [
            lambda store, key: store.info(key),
            lambda store, key: store.snapshot(key),
            lambda store, key: store.sheet(key, "profile"),
            lambda store, key: store.revisions(key, "profile"),
            lambda store, key: store.history(key, *GOAL),
            lambda store, key: store.changes(key),
            lambda store, key: store.save(key, *GOAL, "x", based_on=0, author="A"),
            lambda store, key: store.put_back(key, *GOAL, 1, based_on=0, author="A"),
            lambda store, key: store.replace(key, {}, author="A"),
        ],
    )
    def test_a_dossier_that_is_not_there_names_those_that_look_like_it(
        self, filled: SqlStore, ask: Callable[[SqlStore, DossierKey], object]
    ) -> None:
        filled.create(DossierKey("zon", "2023-2024"), framework="2024", sheets={}, author="A")
        with pytest.raises(NoSuchDossierError) as caught:
            ask(filled, DossierKey("de-burg", "2024-2025"))
        assert caught.value.near == (KEY,)
        assert "Bedoel je de-brug/2024-2025?" in str(caught.value)
        assert "zon/2023-2024" in str(caught.value)
        with pytest.raises(NoSuchDossierError) as caught:
            ask(filled, DossierKey("de-brug", "2030-2031"))
        assert caught.value.near == (KEY,)

    # --- owners -------------------------------------------------------------------------------

    def test_a_group_has_a_dossier_of_its_own_beside_those_of_coalitions(self, filled: SqlStore) -> None:
        group = DossierKey.of_group(KEY.slug)
        filled.create(group, framework="2024", sheets={"profile": {"name": "Groep Noord"}}, author="Gea")
        assert [(info.key, info.name) for info in filled.dossiers()] == [(KEY, "De Brug")]
        assert [(info.key, info.name) for info in filled.dossiers("group")] == [(group, "Groep Noord")]
        assert filled.info(group) == filled.dossiers("group")[0]
        saved(filled.save(group, "session/2026-01-20", "harvest", "Veel", based_on=0, author="Gea"))
        assert filled.snapshot(group).key == group
        assert "session/2026-01-20" not in filled.snapshot(KEY).sheets
        with pytest.raises(DossierExistsError, match=f"group/{KEY.slug}"):
            filled.create(group, framework="2024", sheets={}, author="Gea")

    def test_a_group_that_is_not_there_names_groups_alone(self, filled: SqlStore) -> None:
        with pytest.raises(NoSuchDossierError) as caught:
            filled.info(DossierKey.of_group(KEY.slug))
        assert (caught.value.there, caught.value.mend) == ((), "Er zijn nog geen leergroepen.")
        filled.create(DossierKey.of_group("noord"), framework="2024", sheets={}, author="Gea")
        with pytest.raises(NoSuchDossierError, match=r"Bedoel je group/noord\?") as caught:
            filled.info(DossierKey.of_group("nord"))
        assert caught.value.there == (DossierKey.of_group("noord"),)

    @pytest.mark.parametrize(
        "key",
        [
            DossierKey("de-brug", ""),
            DossierKey("noord", "2024-2025", "group"),
            DossierKey("x", "y", cast(Any, "school")),
        ],
        ids=["coalition without period", "group with period", "owner of another kind"],
    )
    def test_a_key_that_no_owner_can_have_is_refused(self, store: SqlStore, key: DossierKey) -> None:
        with pytest.raises(UnstorableError):
            store.create(key, framework="2024", sheets={}, author="Ans")
        with pytest.raises(UnstorableError):
            store.snapshot(key)

    # --- saving -------------------------------------------------------------------------------

    def test_each_save_is_a_new_revision_and_none_is_lost(self, filled: SqlStore) -> None:
        for number in range(1, 6):
            revision = saved(filled.save(KEY, *GOAL, f"keer {number}", based_on=number, author=f"schrijver {number}"))
            assert revision.number == number + 1
        history = filled.history(KEY, *GOAL)
        assert [one.number for one in history] == [1, 2, 3, 4, 5, 6]
        assert [one.value for one in history] == ["Samen eten", *(f"keer {number}" for number in range(1, 6))]
        assert history[-1] == revision == filled.sheet(KEY, GOAL[0])["goal"]
        assert [one.saved_at for one in history] == sorted(one.saved_at for one in history)

    def test_saving_a_field_for_the_first_time_is_based_on_0(self, filled: SqlStore) -> None:
        assert saved(filled.save(KEY, "lesson/12-kansenketen", "goals", ["a"], based_on=0, author="Ans")).number == 1

    def test_saving_on_an_older_revision_is_a_conflict_that_holds_both(self, filled: SqlStore) -> None:
        theirs = saved(filled.save(KEY, *GOAL, "van Bo", based_on=1, author="Bo"))
        conflict = refused(filled.save(KEY, *GOAL, "van Cas", based_on=1, author="Cas"))
        assert conflict == Conflict("van Cas", 1, theirs)
        assert filled.history(KEY, *GOAL)[-1] == theirs
        on_top = filled.save(KEY, *GOAL, "van Cas", based_on=conflict.theirs.number, author="Cas")
        assert saved(on_top).number == 3

    def test_a_first_save_of_a_field_that_was_filled_meanwhile_is_a_conflict(self, filled: SqlStore) -> None:
        assert refused(filled.save(KEY, *GOAL, "x", based_on=0, author="Cas")).theirs.value == "Samen eten"

    def test_a_save_based_on_a_revision_that_is_not_there_yet_is_a_conflict(self, filled: SqlStore) -> None:
        assert refused(filled.save(KEY, *GOAL, "x", based_on=7, author="Cas")).theirs.number == 1
        never = refused(filled.save(KEY, "activities", "list", "x", based_on=7, author="Cas")).theirs
        assert (never.number, never.value) == (0, None)
        assert refused(filled.save(KEY, *GOAL, "x", based_on=-1, author="Cas")).theirs.number == 1

    def test_two_that_save_at_the_same_moment_become_one_revision_and_one_conflict(
        self, filled: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The look at the newest revision shows both the same; the constraint decides."""
        stale = filled.sheet(KEY, GOAL[0])["goal"]
        theirs = saved(filled.save(KEY, *GOAL, "van Bo", based_on=1, author="Bo"))
        look, looks = queries.newest_of, []

        def late(*args: Any) -> Revision | None:
            looks.append(args)
            return stale if len(looks) == 1 else look(*args)

        monkeypatch.setattr(queries, "newest_of", late)
        assert filled.save(KEY, *GOAL, "van Cas", based_on=1, author="Cas") == Conflict("van Cas", 1, theirs)
        assert len(filled.history(KEY, *GOAL)) == 2

    @pytest.mark.parametrize("value", VALUES, ids=lambda value: ascii(value)[:30])
    def test_any_json_value_survives(self, filled: SqlStore, value: Any) -> None:
        assert saved(filled.save(KEY, *GOAL, value, based_on=1, author="Ans")).value == value
        back = filled.history(KEY, *GOAL)[-1].value
        assert back == value
        assert type(back) is type(value)
        assert filled.snapshot(KEY).sheet(GOAL[0])["goal"] == value

    @pytest.mark.parametrize(
        "value",
        [object(), float("nan"), float("inf"), {"a": {1, 2}}, b"bytes"],
        ids=["object", "nan", "inf", "set", "bytes"],
    )
    def test_what_is_not_json_is_refused(self, filled: SqlStore, value: Any) -> None:
        with pytest.raises(UnstorableError):
            filled.save(KEY, *GOAL, value, based_on=1, author="Ans")
        assert len(filled.history(KEY, *GOAL)) == 1

    @pytest.mark.parametrize("name", ["", "a\0b", "half \ud800"])
    def test_names_that_a_database_cannot_hold_are_refused(self, filled: SqlStore, name: str) -> None:
        for ask in (
            lambda: filled.save(KEY, name, "goal", "x", based_on=0, author="A"),
            lambda: filled.save(KEY, "profile", name, "x", based_on=0, author="A"),
            lambda: filled.create(DossierKey(name, "2024-2025"), framework="f", sheets={}, author="A"),
            lambda: filled.replace(KEY, {"profile": {name: "x"}}, author="A"),
            lambda: filled.snapshot(DossierKey(name, "2024-2025")),
        ):
            with pytest.raises(UnstorableError):
                ask()

    def test_an_author_is_never_a_reason_to_refuse_a_save(self, filled: SqlStore) -> None:
        for number, author in enumerate(("A\0ns", "", "  ", "half \ud800", "Zoë 🎉"), 1):
            saved(filled.save(KEY, *GOAL, "x", based_on=number, author=author))
        authors = [one.author for one in filled.history(KEY, *GOAL)]
        assert authors == ["Ans", "Ans", "", "", "half ?", "Zoë 🎉"]

    def test_emptying_a_field_is_a_revision_too(self, filled: SqlStore) -> None:
        saved(filled.save(KEY, *GOAL, None, based_on=1, author="Ans"))
        assert "goal" not in filled.snapshot(KEY).sheet(GOAL[0])
        assert filled.revisions(KEY, GOAL[0]) == {"goal": 2, "actions": 1}
        assert filled.sheet(KEY, GOAL[0])["goal"].value is None
        assert saved(filled.save(KEY, *GOAL, "weer", based_on=2, author="Ans")).number == 3

    def test_time_never_runs_back_within_a_field(self, filled: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
        first = filled.history(KEY, *GOAL)[0].saved_at
        monkeypatch.setattr(sql_store, "moment_now", lambda: first - timedelta(hours=1))
        assert saved(filled.save(KEY, *GOAL, "x", based_on=1, author="Ans")).saved_at == first
        assert filled.replace(KEY, {}, author="Ans") == 4
        assert [one.saved_at for one in filled.history(KEY, *GOAL)] == [first] * 3

    # --- history ------------------------------------------------------------------------------

    def test_fields_that_are_put_together_are_all_there_or_none(
        self, filled: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled.put(KEY, {GOAL[0]: {"goal": "Anders", "status": "open"}, "block/x/1": {"status": "open"}}, author="Bo")
        assert filled.sheet(KEY, GOAL[0])["goal"].number == 2
        assert filled.snapshot(KEY).sheet("block/x/1") == {"status": "open"}
        assert filled.snapshot(KEY).sheet(GOAL[0])["actions"] == SHEETS[GOAL[0]]["actions"]
        before = filled.snapshot(KEY).sheets
        with pytest.raises(UnstorableError):
            filled.put(KEY, {GOAL[0]: {"goal": "Nooit"}, "block/x/1": {"status": object()}}, author="Bo")
        add = queries.add

        def half(connection: Any, of: int, revisions: Any) -> None:
            add(connection, of, revisions[:1])
            raise KeyboardInterrupt

        monkeypatch.setattr(queries, "add", half)
        with pytest.raises(KeyboardInterrupt):
            filled.put(KEY, {GOAL[0]: {"goal": "Nooit"}, "block/x/1": {"status": "afgerond"}}, author="Bo")
        assert filled.snapshot(KEY).sheets == before

    def test_finishing_that_breaks_off_leaves_the_cycle_open(
        self, filled: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A finished cycle without a next one would be a block in which nobody can go on."""
        block, cycle = GOAL[0].split("/")[1], int(GOAL[0].split("/")[2])
        filled.put(KEY, {GOAL[0]: {"next_questions": ["En dan?"], "status": "open"}}, author="Bo")
        before = filled.snapshot(KEY).sheets
        add = queries.add

        def broken(connection: Any, of: int, revisions: Any) -> None:
            if any(one.sheet == f"block/{block}/{cycle + 1}" for one in revisions):
                raise KeyboardInterrupt
            add(connection, of, revisions)

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(queries, "add", broken)
            finish.finish(filled, KEY, block, cycle, "Bo")
        assert filled.snapshot(KEY).sheets == before
        assert finish.finish(filled, KEY, block, cycle, "Bo") == cycle + 1

    def test_what_is_erased_is_gone_and_says_who_did_it(self, filled: SqlStore, url: str, tmp_path: Path) -> None:
        saved(filled.save(KEY, *GOAL, "Zonnebloemwoord", based_on=1, author="Pim Pen"))
        assert filled.erasable(KEY, Part(*GOAL)) == [(*GOAL, 2)]
        gone, is_clean = filled.erase(KEY, Part(*GOAL), author="Bo")
        assert (gone, is_clean) == ([(*GOAL, 2)], True)
        [left] = filled.history(KEY, *GOAL)
        assert (left.number, left.value, left.author, left.erased) == (3, None, "Bo", True)
        assert "goal" not in filled.snapshot(KEY).sheet(GOAL[0])
        assert "actions" in filled.snapshot(KEY).sheet(GOAL[0])
        assert filled.erasable(KEY, Part(*GOAL)) == []
        assert refused(filled.save(KEY, *GOAL, "Oud", based_on=2, author="Ans")).theirs == left
        assert saved(filled.save(KEY, *GOAL, "Nieuw", based_on=3, author="Ans")).number == 4
        held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert b"Zonnebloemwoord" not in held
        assert b"Pim Pen" not in held

    def test_a_whole_dossier_can_be_erased(self, filled: SqlStore) -> None:
        gone, _ = filled.erase(KEY, author="Bo")
        assert {(sheet, field) for sheet, field, _ in gone} == {
            (sheet, field) for sheet, fields in SHEETS.items() for field in fields
        }
        assert filled.snapshot(KEY).sheets == {}
        assert {one.author for one in filled.changes(KEY)} == {"Bo"}

    def test_what_is_erased_does_not_come_back_from_a_copy(self, filled: SqlStore, tmp_path: Path) -> None:
        with open_store(f"sqlite:///{tmp_path / 'kopie.sqlite'}") as other:
            other.join(filled.whole())
            filled.erase(KEY, Part(*GOAL), author="Bo")
            assert filled.join(other.whole()) == []
            saved(other.save(KEY, *GOAL, "Van later", based_on=1, author="Cas"))
            filled.join(other.whole())
            assert [(one.number, one.value) for one in filled.history(KEY, *GOAL)] == [(2, None), (3, "Van later")]
            other.join(filled.whole())
            assert other.history(KEY, *GOAL)[0].erased
            assert [one.value for one in other.history(KEY, *GOAL)] == [None, "Van later"]
            assert other.join(filled.whole()) == []

    def test_single_versions_can_be_erased(self, filled: SqlStore, tmp_path: Path) -> None:
        for number, text in enumerate(("Zonnebloemwoord", "Zonder"), 1):
            saved(filled.save(KEY, *GOAL, text, based_on=number, author="Pim Pen"))
        before = filled.history(KEY, *GOAL)
        assert filled.erasable(KEY, Part(*GOAL, {1, 2, 9})) == [(*GOAL, 2)]
        gone, is_clean = filled.erase(KEY, Part(*GOAL, {2}), author="Bo")
        assert (gone, is_clean) == ([(*GOAL, 1)], True)
        first, mark, newest = filled.history(KEY, *GOAL)
        assert (first, newest) == (before[0], before[2])
        assert (mark.number, mark.value, mark.author, mark.erased) == (2, None, "Bo", True)
        assert mark.erased_at is not None
        assert mark.saved_at < mark.erased_at
        assert filled.erased(KEY) == {GOAL: {2}}
        held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert b"Zonnebloemwoord" not in held
        assert filled.snapshot(KEY).sheet(GOAL[0])["goal"] == "Zonder"
        assert saved(filled.save(KEY, *GOAL, "Verder", based_on=3, author="Ans")).number == 4

    def test_erasing_the_newest_version_empties_the_field(self, filled: SqlStore) -> None:
        saved(filled.save(KEY, *GOAL, "Weg", based_on=1, author="Pim"))
        filled.erase(KEY, Part(*GOAL, {2}), author="Bo")
        assert [(one.number, one.value, one.erased) for one in filled.history(KEY, *GOAL)] == [
            (1, "Samen eten", False),
            (2, None, True),
            (3, None, False),
        ]
        assert "goal" not in filled.snapshot(KEY).sheet(GOAL[0])
        assert refused(filled.save(KEY, *GOAL, "Oud", based_on=2, author="Ans")).theirs.number == 3
        filled.erase(KEY, Part(*GOAL), author="Bo")
        assert filled.erased(KEY) == {GOAL: {1, 2, 3}}

    def test_a_page_goes_on_after_what_it_saved_was_erased(self, filled: SqlStore, url: str) -> None:
        saved(filled.save(KEY, *GOAL, "Weg", based_on=1, author="Pim"))
        with open_store(url) as other:
            other.erase(KEY, Part(*GOAL, {2}), author="Bo")
        assert saved(filled.save(KEY, *GOAL, "Verder", based_on=3, author="Pim")).number == 4

    def test_single_versions_that_are_erased_do_not_come_back_from_a_copy(
        self, filled: SqlStore, tmp_path: Path
    ) -> None:
        for number, text in enumerate(("Weg", "Zonder"), 1):
            saved(filled.save(KEY, *GOAL, text, based_on=number, author="Pim"))
        with open_store(f"sqlite:///{tmp_path / 'kopie.sqlite'}") as other:
            other.join(filled.whole())
            filled.erase(KEY, Part(*GOAL, {2}), author="Bo")
            after = filled.history(KEY, *GOAL)
            assert filled.join(other.whole()) == []
            saved(other.save(KEY, *GOAL, "Van later", based_on=3, author="Cas"))
            filled.join(other.whole())
            assert [one.value for one in filled.history(KEY, *GOAL)] == ["Samen eten", None, "Zonder", "Van later"]
            assert filled.history(KEY, *GOAL)[:3] == after
            other.join(filled.whole())
            assert other.history(KEY, *GOAL) == filled.history(KEY, *GOAL)
            assert other.join(filled.whole()) == filled.join(other.whole()) == []

    def test_an_old_revision_is_put_back_as_a_new_one(self, filled: SqlStore) -> None:
        saved(filled.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"))
        back = saved(filled.put_back(KEY, *GOAL, 1, based_on=2, author="Cas"))
        assert (back.number, back.value, back.author) == (3, "Samen eten", "Cas")
        assert len(filled.history(KEY, *GOAL)) == 3

    def test_putting_back_over_someone_elses_save_is_a_conflict(self, filled: SqlStore) -> None:
        theirs = saved(filled.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"))
        assert filled.put_back(KEY, *GOAL, 1, based_on=1, author="Cas") == Conflict("Samen eten", 1, theirs)

    def test_putting_back_what_never_was_says_so(self, filled: SqlStore) -> None:
        with pytest.raises(NoSuchRevisionError, match="Versie 9 is er niet"):
            filled.put_back(KEY, *GOAL, 9, based_on=1, author="Cas")

    def test_a_snapshot_of_a_moment_is_the_dossier_as_it_was(self, filled: SqlStore) -> None:
        before = datetime.now(UTC)
        saved(filled.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"))
        between = filled.history(KEY, *GOAL)[-1].saved_at
        saved(filled.save(KEY, *GOAL, None, based_on=2, author="Bo"))
        saved(filled.save(KEY, "activities", "list", ["later"], based_on=0, author="Bo"))
        made = filled.info(KEY).created_at
        assert filled.snapshot(KEY, at=before).sheet(GOAL[0])["goal"] == "Samen eten"
        assert filled.snapshot(KEY, at=between).sheet(GOAL[0])["goal"] == "Anders"
        assert filled.snapshot(KEY, at=between.astimezone()).moment == between.isoformat()
        assert "activities" not in filled.snapshot(KEY, at=before).sheets
        assert dict(filled.snapshot(KEY, at=made - timedelta(microseconds=1)).sheets) == {}
        assert dict(filled.snapshot(KEY).sheets["activities"]) == {"list": ["later"]}

    def test_changes_come_newest_first_over_the_whole_dossier(self, filled: SqlStore) -> None:
        saved(filled.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"))
        saved(filled.save(KEY, "profile", "name", "Naam", based_on=1, author="Cas"))
        changes = filled.changes(KEY)
        assert [(one.sheet, one.number) for one in changes[:2]] == [("profile", 2), (GOAL[0], 2)]
        assert len(changes) == 6
        assert filled.changes(KEY, limit=1) == changes[:1]

    def test_a_sheet_is_read_in_one_question(self, filled: SqlStore) -> None:
        asked: list[str] = []
        event.listen(filled._pool, "before_cursor_execute", lambda *args: asked.append(args[2]))
        sheet = filled.sheet(KEY, GOAL[0])
        assert {name: one.value for name, one in sheet.items()} == SHEETS[GOAL[0]]
        assert sum("sko_revision" in one for one in asked) == 1
        assert filled.sheet(KEY, "activities") == {}

    # --- replacing a whole dossier ------------------------------------------------------------

    def test_replacing_makes_revisions_of_what_differs_and_nothing_else(self, filled: SqlStore) -> None:
        saved(filled.save(KEY, "activities", "list", ["weg"], based_on=0, author="Bo"))
        new = {
            "profile": {**SHEETS["profile"], "introduction": "nieuw"},
            GOAL[0]: {**SHEETS[GOAL[0]], "goal": "Anders"},
        }
        assert filled.replace(KEY, new, author="Cas") == 3
        assert {name: dict(fields) for name, fields in filled.snapshot(KEY).sheets.items()} == new
        assert filled.history(KEY, "activities", "list")[-1].value is None
        assert [one.author for one in filled.history(KEY, *GOAL)] == ["Ans", "Cas"]
        assert len(filled.history(KEY, "profile", "name")) == 1
        assert filled.replace(KEY, new, author="Dee") == 0

    def test_equal_is_what_json_calls_equal(self, store: SqlStore) -> None:
        store.create(KEY, framework="f", sheets={"s": {"order": {"a": 1, "b": 2}, "type": 1, "none": None}}, author="A")
        assert store.replace(KEY, {"s": {"order": {"b": 2, "a": 1}, "type": 1, "none": None}}, author="B") == 0
        assert store.replace(KEY, {"s": {"order": {"b": 2, "a": 1}, "type": True}}, author="B") == 1

    def test_a_replacement_that_fails_changes_nothing(self, filled: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
        add = queries.add

        def broken(*args: Any) -> None:
            add(*args)
            raise KeyboardInterrupt

        monkeypatch.setattr(queries, "add", broken)
        before = filled.changes(KEY)
        with pytest.raises(KeyboardInterrupt):
            filled.replace(KEY, {"profile": {"name": "x"}}, author="Cas")
        assert filled.changes(KEY) == before

    def test_saves_during_a_replacement_wait_and_none_is_lost(self, filled: SqlStore) -> None:
        outcomes: list[Revision | Conflict] = []
        errors: list[BaseException] = []

        def many_saves(author: str) -> None:
            known = filled.revisions(KEY, GOAL[0])["goal"]
            try:
                for turn in range(40):
                    outcome = filled.save(KEY, *GOAL, f"{author} {turn}", based_on=known, author=author)
                    outcomes.append(outcome)
                    known = outcome.number if isinstance(outcome, Revision) else outcome.theirs.number
            except BaseException as error:
                errors.append(error)
                raise

        threads = [threading.Thread(target=many_saves, args=(name,)) for name in ("Ans", "Bo")]
        for thread in threads:
            thread.start()
        replaced = sum(filled.replace(KEY, {GOAL[0]: {"goal": f"import {turn}"}}, author="Cas") for turn in range(20))
        for thread in threads:
            thread.join()
        assert not errors
        acknowledged = [one for one in outcomes if isinstance(one, Revision)]
        history = filled.history(KEY, *GOAL)
        assert len(outcomes) == 80
        assert [one.number for one in history] == list(range(1, len(history) + 1))
        # Three other fields were emptied by the first replacement.
        assert len(history) == 1 + len(acknowledged) + replaced - 3
        assert set(map(repr, acknowledged)) <= set(map(repr, history))

    # --- opening ------------------------------------------------------------------------------

    def test_eight_programs_that_open_a_new_store_at_once_all_succeed(self, url: str) -> None:
        children = [
            subprocess.Popen(
                [sys.executable, SAVER, url, str(number), "3"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for number in range(8)
        ]
        said = [child.communicate(timeout=120) for child in children]
        assert [child.returncode for child in children] == [0] * 8, said
        with open_store(url) as store:
            numbers = [len(store.history(KEY, "saver", f"own-{number}")) for number in range(8)]
        assert sum(numbers) > 0

    def test_a_store_that_is_up_to_date_opens_without_alembic(self, filled: SqlStore, url: str) -> None:
        code = (
            "import sys; from sko_widgets.dossier.store import open_store\n"
            "with open_store(sys.argv[1]) as store: assert len(store.dossiers()) == 1\n"
            "assert not [name for name in sys.modules if name.partition('.')[0] in ('alembic', 'mako')]"
        )
        subprocess.run([sys.executable, "-c", code, url], check=True, timeout=60)

    def test_a_store_of_a_newer_version_is_refused_by_name_and_left_alone(self, filled: SqlStore, url: str) -> None:
        with filled._writing() as connection:
            connection.exec_driver_sql(f"UPDATE {sql_tables.VERSION_TABLE} SET version_num = '0999'")
            connection.execute(sql_tables.about.update().values(value="7.8.9"))
        with pytest.raises(NewerStoreError, match=r"sko 7\.8\.9") as caught:
            open_store(url)
        assert caught.value.made_by == "7.8.9"
        assert pickle.loads(pickle.dumps(caught.value)).made_by == "7.8.9"
        assert filled.snapshot(KEY).framework == "2024"

    def test_the_version_that_migrated_last_is_kept(self, store: SqlStore) -> None:
        with store._reading() as connection:
            rows = connection.execute(select(sql_tables.about)).all()
        assert dict(map(tuple, rows))["sko_version"] == version("sko_widgets")

    def test_migrations_lead_to_the_tables_that_the_code_uses(self, store: SqlStore) -> None:
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext
        from alembic.script import ScriptDirectory

        with store._reading() as connection:
            options = {"version_table": sql_tables.VERSION_TABLE, "include_name": not_full_text}
            assert compare_metadata(MigrationContext.configure(connection, opts=options), sql_tables.metadata) == []
        assert ScriptDirectory.from_config(schema._config()).get_heads() == [schema.HEAD]

    def test_a_migration_that_fails_leaves_nothing_behind(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(_name: str) -> str:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(schema, "version", broken)
            open_store(url)
        with open_store(url) as store:
            assert store.dossiers() == []

    def test_a_forked_process_uses_connections_of_its_own(self, filled: SqlStore) -> None:
        if not hasattr(os, "fork"):
            pytest.skip("this system does not fork")

        def connected() -> Any:
            with filled._reading() as connection:
                return connection.connection.dbapi_connection

        ours = connected()
        assert connected() is ours  # it is kept, so a child might go on with it
        child = os.fork()
        if child == 0:
            done = connected() is not ours
            done &= isinstance(filled.save(KEY, *GOAL, "van het kind", based_on=1, author="kind"), Revision)
            filled.close()
            os._exit(0 if done else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert filled.history(KEY, *GOAL)[-1].value == "van het kind"
        assert saved(filled.save(KEY, *GOAL, "van de ouder", based_on=2, author="ouder")).number == 3

    def test_threads_share_a_store(self, filled: SqlStore) -> None:
        outcomes: list[Revision | Conflict] = []

        def write(name: str) -> None:
            for turn in range(10):
                outcomes.append(filled.save(KEY, "activities", name, turn, based_on=turn, author=name))

        threads = [threading.Thread(target=write, args=(f"veld {number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([saved(one) for one in outcomes]) == 80
        assert set(filled.revisions(KEY, "activities").values()) == {10}
