"""What is seen across coalitions is only what one shared: a frozen copy, off by default, gone when it is taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from helpers import EXAMPLE

from sko_widgets.dossier import begin, exchange, replies, sharing, transfer
from sko_widgets.dossier.shared import SharedCopy, names_may_show
from sko_widgets.dossier.sharing import Manner
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import NoSuchDossierError, Part, Store, file_of, open_store
from sko_widgets.dossier.store.sql_store import SqlStore
from sko_widgets.errors import UsageError
from sko_widgets.guide.group_finding import GroupFinding
from sko_widgets.insight.frames.collect import collect

BRUG = DossierKey("de-brug", "2025-2026")
GROUP = "rivieren"
FIRST, SECOND = "block/meso-samenwerking/1", "block/meso-samenwerking/2"
GOAL, LATER = "Elke zieke begeleider is binnen een dag vervangen.", "Dit schreven we pas na het delen."
NAMES = ("De Brug", "OBS De Regenboog", "Regenboog", "Watermolen", "Loosdorp", "Wilma Zomer", "Zomer")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """Open a store with a coalition that wrote a cycle, and a group."""
    with SqlStore.open(url) as opened:
        begin.begin(opened, "De Brug", BRUG.period, author="test")
        profile = {
            "municipality": "Loosdorp",
            "project_leader": "Wilma Zomer",
            "schools": [{"name": "OBS De Regenboog", "locations": ["Watermolen"]}],
            "partners": ["Stichting Vlinderslag"],
        }
        cycle = {
            "context": "Op De Regenboog en in de Watermolen in het Loosdorpse centrum belde Wilma. "
            "Dat ging bij De Brug vaak zo.",
            "goal": GOAL,
            "actions": {"items": [{"text": "Een lijst", "owner": "Wilma Zomer", "status": "klaar"}]},
            "next_questions": [{"text": "Wie neemt het over?", "kind": "nieuw"}],
        }
        opened.put(BRUG, {"profile": profile, FIRST: cycle, SECOND: {"status": "open"}}, author="Wilma Zomer")
        sharing.group_called(opened, "Rivieren", author="begeleider")
        yield opened
        assert opened.search_is_sound()


def share(store: Store, *places: str, group: str = GROUP, **manner: bool) -> list[SharedCopy]:
    """Share places of De Brug now."""
    given = sharing.copies(store, BRUG, places, Manner(**manner), at=datetime.now(UTC), author="Pim")
    sharing.share(store, group, given, author="Pim")
    return given


def take_back(store: Store, *places: str) -> None:
    sharing.withdraw(store, BRUG, GROUP, places, at=datetime.now(UTC), author="Pim")


def held_by_group(store: Store) -> str:
    """Return all that the group's dossier holds and ever held."""
    [group] = [one for one in store.whole() if one.key.kind == "group"]
    return json.dumps([one.value for one in group.revisions], ensure_ascii=False)


def found(store: Store, question: str) -> list[str]:
    """Return the sheets in which the group finds something."""
    return [one.revision.sheet for one in store.search(question, [DossierKey.of_group(GROUP)])]


def test_nothing_is_shared_unless_somebody_does(store: SqlStore) -> None:
    assert store.shared(GROUP) == []
    assert found(store, "vervangen") == []
    assert GOAL not in held_by_group(store)
    assert sharing.shareable(store.snapshot(BRUG)) == [FIRST]
    with pytest.raises(NoSuchDossierError):
        store.shared("dijken")
    with pytest.raises(NoSuchDossierError):
        store.share("dijken", {f"shared/0123456789ab/2025-2026/{FIRST}": datetime.now(UTC)}, author="x")
    with pytest.raises(UsageError, match="niets om te delen"):
        share(store, SECOND)


def test_a_copy_is_frozen_and_of_the_chosen_places_alone(store: SqlStore) -> None:
    share(store, FIRST)
    store.put(BRUG, {FIRST: {"goal": LATER}, SECOND: {"goal": LATER}}, author="Pim")
    [copy] = store.shared(GROUP)
    assert (copy.place, copy.block_id, copy.cycle, copy.period) == (FIRST, "meso-samenwerking", 1, "2025-2026")
    assert copy.fields["goal"] == GOAL
    assert copy.fields["start_question"].startswith("Wat werkt goed in de organisatiestructuur")
    assert datetime.now(UTC) - copy.shared_at < timedelta(minutes=1)
    assert LATER not in held_by_group(store)
    share(store, FIRST)  # shared again: what is there now, and nothing of what was there before
    [copy] = store.shared(GROUP)
    assert copy.fields["goal"] == LATER
    assert GOAL not in held_by_group(store)
    share(store, SECOND)
    assert store.shared(GROUP)[0].fields["start_question"] == "Wie neemt het over?"


def test_a_copy_goes_to_one_group(store: SqlStore) -> None:
    sharing.group_called(store, "Dijken", author="begeleider")
    share(store, FIRST, group="dijken")
    assert store.shared(GROUP) == []
    assert [one.place for one in store.shared("dijken")] == [FIRST]
    [(info, _)] = sharing.shared_by(store, BRUG)
    assert info.name == "Dijken"


def test_only_the_questions(store: SqlStore) -> None:
    share(store, FIRST, questions_only=True)
    [copy] = store.shared(GROUP)
    assert {*copy.fields} == {"start_question", "next_questions"}
    assert GOAL not in held_by_group(store)


def test_without_a_name_no_name_goes_along(store: SqlStore) -> None:
    share(store, FIRST)
    [copy] = store.shared(GROUP)
    assert copy.label() == "een coalitie met 1 school"
    held = held_by_group(store)
    assert not [name for name in (*NAMES, BRUG.slug, "owner") if name in held]
    assert copy.fields["context"] == (
        "Op [een school] en in de [een locatie] in het [onze gemeente] centrum belde [de projectleider]. "
        "Dat ging bij [onze coalitie] vaak zo."
    )
    [group] = [one for one in store.whole() if one.key.kind == "group"]
    assert not [one.sheet for one in group.revisions if BRUG.slug in one.sheet]


def test_with_a_name_until_one_of_those_on_screen_has_none(store: SqlStore) -> None:
    share(store, FIRST, named=True)
    [copy] = store.shared(GROUP)
    assert (copy.label(), copy.label(False), copy.municipality) == ("De Brug", "een coalitie met 1 school", "Loosdorp")
    assert copy.fields["actions"]["items"][0]["owner"] == "Wilma Zomer"
    assert names_may_show([copy])
    bare = copy.without_name()
    assert not names_may_show([copy, bare])
    assert not [name for name in NAMES if name in json.dumps(bare.to_json(), ensure_ascii=False)]


def test_what_is_taken_back_is_nowhere(store: SqlStore, url: str) -> None:
    share(store, FIRST, named=True)
    assert found(store, "begeleiders vervangen")
    take_back(store, FIRST)
    assert store.shared(GROUP) == []
    assert found(store, "begeleiders vervangen") == []
    assert GOAL not in held_by_group(store)
    assert list(sharing.shared_by(store, BRUG)) == []
    assert store.snapshot(BRUG).sheet(FIRST)["goal"] == GOAL  # the coalition keeps its own
    store.erase(BRUG, Part(FIRST), author="Pim")
    path = file_of(url)
    if path is not None:  # and then it is in no byte of the file
        store.close()
        assert GOAL.encode() not in b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_an_older_copy_does_not_come_back(store: SqlStore) -> None:
    before = share(store, FIRST)
    take_back(store, FIRST)
    assert sharing.share(store, GROUP, before, author="Pim") == []
    assert store.shared(GROUP) == []
    share(store, FIRST)
    assert len(store.shared(GROUP)) == 1


def test_a_saved_copy_does_not_bring_back_what_was_taken_back(store: SqlStore) -> None:
    share(store, FIRST)
    saved = list(store.whole())
    take_back(store, FIRST)
    store.join(saved)
    assert store.shared(GROUP) == []
    assert GOAL not in held_by_group(store)


@pytest.mark.parametrize(
    "part", [Part(FIRST, "goal"), Part(FIRST, "goal", {1}), Part(), Part("profile", "partners")], ids=str
)
def test_what_is_erased_is_not_shared_any_more(store: SqlStore, part: Part) -> None:
    share(store, FIRST)
    store.erase(BRUG, part, author="Pim")
    assert store.shared(GROUP) == []
    assert GOAL not in held_by_group(store)


def test_erasing_elsewhere_leaves_a_copy(store: SqlStore) -> None:
    store.put(BRUG, {"block/macro-samenhang/1": {"goal": "Iets anders"}}, author="Pim")
    share(store, FIRST)
    store.erase(BRUG, Part("block/macro-samenhang/1", "goal"), author="Pim")
    assert [one.place for one in store.shared(GROUP)] == [FIRST]


def test_a_question_of_the_cycle_before_is_erased_with_it(store: SqlStore) -> None:
    store.put(BRUG, {SECOND: {"goal": "Twee"}}, author="Pim")
    share(store, SECOND)
    assert "Wie neemt het over?" in held_by_group(store)
    store.erase(BRUG, Part(FIRST, "next_questions"), author="Pim")
    assert "Wie neemt het over?" not in held_by_group(store)


def test_the_dossier_itself_says_nothing_of_it_to_others(store: SqlStore) -> None:
    share(store, FIRST, named=True)
    snapshot = store.snapshot(BRUG)
    sender = snapshot.sheet("sharing")["sender"]
    assert "sharing" not in replies.without_replies(snapshot).sheets
    assert sender not in str(collect(store, [BRUG]).columns)
    assert [info.key for info in store.dossiers()] == [BRUG]
    assert store.search("vervangen", [BRUG])[0].key == BRUG  # its own search finds its own text, once
    assert len(store.search("vervangen", [BRUG])) == 1


def test_who_shares_stays_the_same_one(store: SqlStore, tmp_path: Path) -> None:
    [first] = share(store, FIRST)
    transfer.write_out(store, BRUG, tmp_path)
    begin.begin(store, "De Brug", "2026-2027", before=BRUG.period, author="Pim")
    later = DossierKey("de-brug", "2026-2027")
    assert sharing.sender_of(store, later, author="Pim") == first.sender
    with open_store(f"sqlite:///{tmp_path / 'elders.sqlite'}") as other:
        transfer.take_in(other, transfer.plan(other, transfer.read(tmp_path / f"{BRUG.stem}.json")), "Pim")
        assert sharing.sender_of(other, BRUG, author="Pim") == first.sender


def test_a_dossier_that_is_taken_in_is_shared_with_nobody(store: SqlStore) -> None:
    share(store, FIRST)
    store.replace(BRUG, exchange.read(exchange.write(store.snapshot(BRUG)), "").sheets, author="Pim")
    assert len(store.shared(GROUP)) == 1
    file = exchange.read_file(EXAMPLE)
    store.create(file.key, framework=file.framework, sheets=file.sheets, author="Pim")
    assert len(store.shared(GROUP)) == 1


def test_all_of_the_example_can_be_shared_and_read_back(store: SqlStore) -> None:
    file = exchange.read_file(EXAMPLE)
    store.create(file.key, framework=file.framework, sheets=file.sheets, author="Pim")
    places = sharing.shareable(store.snapshot(file.key))
    given = sharing.copies(store, file.key, places, Manner(named=True), at=datetime.now(UTC), author="Pim")
    assert sorted(sharing.share(store, GROUP, given, author="Pim")) == sorted(
        f"shared/{given[0].sender}/{file.key.period}/{place}" for place in places
    )
    assert sorted(store.shared(GROUP), key=lambda one: one.place) == sorted(given, key=lambda one: one.place)


def test_a_group_has_a_name_that_tells_it_from_others(store: SqlStore) -> None:
    assert sharing.group_called(store, " rivieren ", author="x").name == "Rivieren"
    with pytest.raises(UsageError, match="Er is al een leergroep ‘Rivieren’"):
        sharing.group_called(store, "Rivieren!", author="x")
    with pytest.raises(UsageError, match="kan geen naam"):
        sharing.group_called(store, "…", author="x")
    assert sharing.group_called(store, "2025-2026", author="x").key.slug == "groep-2025-2026"


def test_with_names_off_a_search_for_a_name_finds_nothing(store: SqlStore) -> None:
    def told(question: str) -> list[str]:
        answer = GroupFinding(store, GROUP).search({"question": question})
        return [row["label"] for group in answer["groups"] for row in group["rows"]]

    store.put(BRUG, {"block/meso-samenwerking": {"title": "Binnen een dag"}}, author="Pim")
    share(store, FIRST, named=True)
    assert told("vervangen") == ["Doel · De Brug"]
    assert told("Wilma belde") == ["Aanleiding · De Brug"]
    assert told("binnen een dag") == ["Titel · De Brug", "Doel · De Brug"]
    begin.begin(store, "De Vaart", BRUG.period, author="x")
    vaart = DossierKey("de-vaart", BRUG.period)
    store.put(vaart, {FIRST: {"goal": "Iedereen belde en werd binnen een dag vervangen."}}, author="x")
    given = sharing.copies(store, vaart, [FIRST], Manner(), at=datetime.now(UTC), author="x")
    sharing.share(store, GROUP, given, author="x")
    assert sorted(told("belde")) == ["Aanleiding · een coalitie met 1 school", "Doel · een coalitie"]
    store.put(vaart, {FIRST: {"goal": "Iedereen belde Wilma."}}, author="x")
    given = sharing.copies(store, vaart, [FIRST], Manner(), at=datetime.now(UTC), author="x")
    sharing.share(store, GROUP, given, author="x")
    assert told("Wilma belde") == ["Doel · een coalitie"]  # which is no name of those who wrote it
