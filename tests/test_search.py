"""Search finds what stands in dossiers now, by any form of its words, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, sko
from sqlalchemy import text
from test_store_older import on_postgres, on_sqlite

from sko_widgets.dossier import begin, exchange, renew, restore, search_words
from sko_widgets.dossier.search_words import Term, asked, composed, places
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Part, Revision, open_store, sql_tables
from sko_widgets.dossier.store.sql_store import SqlStore

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "assets" / "blns.json").read_text(encoding="utf-8"))
BRUG, VAART = DossierKey("de-brug", "2025-2026"), DossierKey("de-vaart", "2025-2026")
COMMENT = "comment/0123456789ab/ba9876543210"
CYCLE = "block/meso-samenwerking/1"
GOAL = (CYCLE, "goal")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """Open a store with two dossiers; what a test leaves in it is to be what search says."""
    with SqlStore.open(url) as opened:
        for name in ("De Brug", "De Vaart"):
            begin.begin(opened, name, BRUG.period, author="test")
        yield opened
        assert opened.search_is_sound()


def save(store: SqlStore, value: Any, place: tuple[str, str] = GOAL, key: DossierKey = BRUG) -> Revision:
    """Save a field, whatever stands in it."""
    before = store.revisions(key, place[0]).get(place[1], 0)
    outcome = store.save(key, *place, value, based_on=before, author="Pim")
    assert isinstance(outcome, Revision)
    return outcome


def fields(store: SqlStore, question: str, *among: DossierKey) -> list[str]:
    """Return the names of the fields that are found."""
    return [one.revision.field for one in store.search(question, among or (BRUG,))]


# --- what is found --------------------------------------------------------------------------------

SAID = "De **leerlingen** koken één keer in *het buurthuis* met [Café Zoë](https://verborgen.example)\\!"


@pytest.mark.parametrize(
    "question",
    [
        "leerling",
        "leerlingen",
        "LEERLINGEN",
        "koken",
        "kookt",
        "een",
        "één",
        "cafe",
        "café",
        "cafe\u0301",
        "zoe",
        "buurthuizen leerling",
        "leerlingen, koken!",
        "leerl",
        "buurth",
        "koken buurt",
        '"het buurthuis"',
        "“in het buurthuis” leerling",
        '"het buurthuis" lee',
    ],
)
def test_words_are_found_by_any_of_their_forms(store: SqlStore, question: str) -> None:
    save(store, SAID)
    assert fields(store, question) == ["goal"]
    reads = composed("De leerlingen koken één keer in het buurthuis met Café Zoë!")
    assert len(places(reads, asked(question))) >= len(asked(question))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "leerling fiets",
        "huis",
        "buurth ",
        "buurth koken",
        '"buurthuis het"',
        '"koken het"',
        "verborgen",
        "*",
        '"',
        "meso",
    ],
)
def test_what_does_not_stand_there_is_not_found(store: SqlStore, question: str) -> None:
    save(store, SAID)
    assert fields(store, question) == []


def test_all_that_people_type_is_found_and_what_they_choose_is_not(store: SqlStore) -> None:
    item = {
        "text": "Ouders vragen",
        "owner": "Noor",
        "due": "in mei",
        "status": "klaar",
        "evidence": "Een foto's lijst",
    }
    save(store, {"intro": "Eerst dit", "items": ["Een keuken zoeken", item]}, (CYCLE, "actions"))
    link = {"kind": "trap-op", "to": "macro-samenwerking", "note": "Het bestuur beslist", "question": "Wie betaalt?"}
    save(store, [link], (CYCLE, "links"))
    save(store, [{"text": "En daarna?", "kind": "bijgesteld"}], (CYCLE, "next_questions"))
    save(store, [{"id": "p1", "text": "Busvervoer"}], ("lesson/12-kansenketen", "problems"))
    save(store, [{"name": "De Linde", "locations": ["Noorderkwartier"]}], ("profile", "schools"))
    save(store, ["Harmonie", {"id": "kapel", "name": "Fanfare"}], ("profile", "partners"))
    for question, field in (
        ("eerst", "actions"),
        ("keukens", "actions"),
        ("noor", "actions"),
        ("mei", "actions"),
        ("foto", "actions"),
        ("besturen", "links"),
        ("betaalt", "links"),
        ("daarna", "next_questions"),
        ("busvervoer", "problems"),
        ("noorderkwartier", "schools"),
        ("fanfare", "partners"),
    ):
        assert field in fields(store, question), question
    for question in ("klaar", "trap", "macro", "bijgesteld", "p1", "kapel"):
        assert fields(store, question) == [], question


def test_replies_comments_and_what_the_format_does_not_know_are_not_found(store: SqlStore) -> None:
    store.put(
        BRUG,
        {"remark/0123456789ab": {"reason": "Dakpannen"}, COMMENT: {"text": "Dakpannen"}, CYCLE: {"gone": "Dakpannen"}},
        author="x",
    )
    assert fields(store, "dakpannen") == []


def test_only_dossiers_that_one_may_see_are_searched_last_saved_first(store: SqlStore) -> None:
    save(store, "Een vlot bouwen", key=VAART)
    save(store, "Vlotten")
    save(store, "Nog een vlot", (CYCLE, "context"), VAART)
    keys = [(one.key, one.revision.field) for one in store.search("vlot", [BRUG, VAART, DossierKey("x", "2025-2026")])]
    assert keys == [(VAART, "context"), (BRUG, "goal"), (VAART, "goal")]
    assert [one.key for one in store.search("vlot", [BRUG])] == [BRUG]
    assert len(store.search("vlot", [BRUG, VAART], limit=2)) == 2
    assert store.search("vlot", []) == []


def test_a_question_of_any_kind_is_no_error(store: SqlStore) -> None:
    save(store, "Samen NEAR de AND brug OR \0 \ud83d 🎉 niet")
    odd = [
        *NAUGHTY,
        'AND OR NOT NEAR(a b) "',
        "words : x",
        "a* ^b -c +d (e",
        "' & | ! <-> :*",
        "\0",
        "\ud83d",
        "🎉",
        "%_\\",
        "a" * 10_000,
        "a " * 5_000,
        '"' * 999,
        "\u0301\u0301",
        "²½ǅŉ",
        "日本語",
    ]
    for question in odd:
        store.search(question, [BRUG])
        store.search(question, [BRUG, VAART])
    assert fields(store, "samen near and or brug") == ["goal"]


def test_texts_of_any_kind_are_saved_and_found_by_their_first_word(store: SqlStore) -> None:
    texts = [*NAUGHTY, "日本語のテキスト", "1e5 0x1f 007 12e-3", "a" * 300_000]
    save(store, {"items": texts}, (CYCLE, "actions"))
    seen = 0
    for said in texts:
        words = search_words.words_of(composed(said))
        if words and "](" not in said:
            assert fields(store, said[words[0].start : words[0].end]) == ["actions"], said[:80]
            seen += 1
    assert seen > 250


def test_of_a_text_as_long_as_a_book_the_beginning_is_found(store: SqlStore) -> None:
    save(store, " ".join(map(str, range(60_000))))
    assert (fields(store, "1234 "), fields(store, "59999")) == (["goal"], [])


def test_a_question_is_read_as_words_phrases_and_a_beginning() -> None:
    assert asked('scholen "grote school" kinde') == (
        Term(("school",)),
        Term(("grote", "school")),
        Term(("kind",), "kinde"),
    )
    assert asked("school ") == (Term(("school",)),)
    assert asked("a b a ") == (Term(("a",)), Term(("b",)))


# --- it says what the newest values say -----------------------------------------------------------


def test_only_the_newest_version_is_found(store: SqlStore) -> None:
    save(store, "Timmeren")
    save(store, "Zagen")
    assert (fields(store, "timmer"), fields(store, "zagen")) == ([], ["goal"])
    assert isinstance(store.put_back(BRUG, *GOAL, 1, based_on=2, author="Pim"), Revision)
    assert (fields(store, "timmeren"), fields(store, "zagen")) == (["goal"], [])
    save(store, None)
    assert fields(store, "timmeren") == []
    store.put(BRUG, {CYCLE: {"goal": "Schaven", "context": "Vijlen"}}, author="Pim")
    assert (fields(store, "schaven"), fields(store, "vijlen")) == (["goal"], ["context"])
    store.replace(BRUG, {CYCLE: {"context": "Lijmen"}}, author="Pim")
    assert [fields(store, one) for one in ("schaven", "vijlen", "lijmen")] == [[], [], ["context"]]


def test_a_save_that_was_not_made_is_not_found(store: SqlStore) -> None:
    save(store, "Timmeren")
    assert not isinstance(store.save(BRUG, *GOAL, "Zagen", based_on=0, author="Bo"), Revision)

    def refuse(_snapshot: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put(BRUG, {CYCLE: {"goal": "Zagen"}}, author="Bo", check=refuse)
    assert (fields(store, "zagen"), fields(store, "timmeren")) == ([], ["goal"])


def test_a_dossier_that_is_taken_in_or_renewed_is_found(store: SqlStore) -> None:
    file = exchange.read_file(EXAMPLE)
    store.create(file.key, framework=file.framework, sheets=file.sheets, author="Pim")
    there = store.search("leerling", [file.key])
    assert len(there) > 10
    assert {one.key for one in there} == {file.key}
    later = DossierKey(file.key.slug, "2026-2027")
    begin.begin(store, file.name, later.period, before=file.key.period, author="Pim")
    assert store.search("leerling", [later])


def test_a_joined_store_is_found(store: SqlStore, tmp_path: Path) -> None:
    save(store, "Timmeren")
    with SqlStore.open(f"sqlite:///{tmp_path / 'ander.sqlite'}") as other:
        other.join(store.whole())
        save(other, "Zagen")
        save(other, "Vijlen", (CYCLE, "context"))
        begin.begin(other, "De Kade", BRUG.period, author="test")
        save(other, "Schaven", key=DossierKey("de-kade", BRUG.period))
        assert other.search_is_sound()
        store.join(other.whole(), trial=True)
        assert fields(store, "zagen") == []
        store.join(other.whole())
        assert [fields(store, one) for one in ("timmeren", "zagen", "vijlen")] == [[], ["goal"], ["context"]]
        assert fields(store, "schaven", DossierKey("de-kade", BRUG.period)) == ["goal"]
        save(store, "Boren")
        assert restore.bring_back(store, other, "Pim")
        assert [fields(store, one) for one in ("boren", "zagen")] == [[], ["goal"]]


# --- what was erased ------------------------------------------------------------------------------

SECRET = "zonnebloemkind"


def held(url: str, store: SqlStore) -> str:
    """Return all that the tables and the index of search hold, as text."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            file.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, sko_words, row)")
            terms = file.execute("SELECT group_concat(term, ' ') FROM temp.terms").fetchone()[0]
            return f"{terms} {file.execute('SELECT group_concat(words) FROM sko_search').fetchone()[0]}"
    with store._reading() as connection:
        return str(connection.execute(text("SELECT string_agg(words, ' ') FROM sko_search")).scalar())


@pytest.mark.parametrize("part", [Part(*GOAL), Part(*GOAL, numbers=[2]), Part()])
def test_erased_text_is_nowhere_in_what_search_keeps(url: str, store: SqlStore, part: Part, tmp_path: Path) -> None:
    for said in ("Samen met ouders", f"Samen met {SECRET}"):
        save(store, said)
    for number in range(40):
        save(store, f"Iets anders {number}", (CYCLE, "context"))
    assert SECRET in held(url, store)
    erased, clean = store.erase(BRUG, part, author="Pim")
    assert (bool(erased), clean) == (True, True)
    assert fields(store, SECRET) == []
    assert SECRET not in held(url, store)
    store.close()
    for file in (one for one in tmp_path.iterdir() if one.is_file()):
        assert SECRET[1:].encode() not in file.read_bytes(), file


def test_an_older_version_that_is_erased_leaves_the_newest_to_be_found(store: SqlStore) -> None:
    for said in (f"Samen met {SECRET}", "Samen met ouders"):
        save(store, said)
    store.erase(BRUG, Part(*GOAL, numbers=[1]), author="Pim")
    assert (fields(store, "ouder"), fields(store, SECRET)) == (["goal"], [])


# --- older stores, damage -------------------------------------------------------------------------


@pytest.mark.parametrize("dump", ["store-0001.sql", "store-0004.sql"])
@pytest.mark.parametrize("where", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_store_of_an_older_version_is_filled(
    request: pytest.FixtureRequest, tmp_path: Path, dump: str, where: str
) -> None:
    if where == "sqlite":
        url = on_sqlite(tmp_path / "opslag.sqlite", dump)
    else:
        url = on_postgres(request.getfixturevalue("postgres_url"), dump)
    with SqlStore.open(url) as store:
        assert store.search_is_sound()
        keys = [info.key for info in store.dossiers()]
        if dump == "store-0001.sql":
            assert ("goal", 5) in [(one.revision.field, one.revision.number) for one in store.search("kades", keys)]
        else:
            found = [(one.key, one.revision.field) for one in store.search("leerling", keys)]
            assert found == [(VAART, "goal"), (BRUG, "goal")]
            assert [fields(store, one) for one in ("timmerman", "zonnebloem", "gezinnen")] == [[], [], ["problems"]]
        save(store, "Een nieuwe zin", key=keys[0])
        assert "goal" in fields(store, "zin", keys[0])
        assert store.search_is_sound()


def test_the_migration_makes_the_index_that_the_code_makes(tmp_path: Path) -> None:
    """What is made of a damaged file, in memory, gets its tables without migrations."""
    made = "SELECT sql FROM sqlite_master WHERE name LIKE 'sko_words' OR type = 'trigger' ORDER BY name"
    open_store(f"sqlite:///{tmp_path / 'opslag.sqlite'}").close()
    with closing(sqlite3.connect(tmp_path / "opslag.sqlite")) as file:
        assert sorted(row[0] for row in file.execute(made)) == sorted(sql_tables.FULL_TEXT["sqlite"])


@pytest.mark.postgres
def test_the_migration_makes_the_index_that_the_code_makes_on_a_server(postgres_url: str) -> None:
    with SqlStore.open(postgres_url) as store, store._writing() as connection:
        query = text(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'sko_search_words' UNION ALL"
            " SELECT data_type || generation_expression FROM information_schema.columns WHERE column_name = 'sko_words'"
        )
        made = connection.execute(query).scalars().all()
        assert len(made) == 2
        connection.execute(text("ALTER TABLE sko_search DROP COLUMN sko_words"))
        assert connection.execute(query).scalars().all() == []
        for statement in sql_tables.FULL_TEXT["postgresql"]:
            connection.exec_driver_sql(statement)
        assert connection.execute(query).scalars().all() == made


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE sko_search SET words = 'iets' WHERE field = 'goal'",
        "UPDATE sko_search SET number = 9 WHERE field = 'goal'",
        "DELETE FROM sko_search WHERE field = 'goal'",
        "INSERT INTO sko_search (dossier, sheet, field, number, words) VALUES (1, 'x', 'y', 1, 'iet')",
    ],
)
def test_controle_sees_that_search_is_astray_and_mends_it(url: str, tmp_path: Path, harm: str) -> None:
    with SqlStore.open(url) as store:
        begin.begin(store, "De Brug", BRUG.period, author="test")
        save(store, "Timmeren")
        with store._writing() as connection:
            connection.execute(text(harm))
    seen = sko("--werkmap", tmp_path, "--opslag", url, "controle", "--opslag")
    assert (seen.code, "zoeken vindt niet overal" in seen.out, "--herstel-waarden" in seen.out) == (1, True, True)
    assert sko("--werkmap", tmp_path, "--opslag", url, "controle", "--opslag", "--herstel-waarden").code == 0
    with SqlStore.open(url) as store:
        assert (fields(store, "timmeren"), store.search_is_sound()) == (["goal"], True)


def test_an_index_that_does_not_fit_its_table_is_seen_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.sqlite"
    with SqlStore.open(f"sqlite:///{path}") as store:
        begin.begin(store, "De Brug", BRUG.period, author="test")
        save(store, "Timmeren")
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM sko_words_data WHERE id > 10")
    with SqlStore.open(f"sqlite:///{path}") as store:
        assert not store.search_is_sound()
        store.renew_search()
        assert (fields(store, "timmeren"), store.search_is_sound()) == (["goal"], True)


def test_what_is_left_of_a_damaged_file_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.sqlite"
    with SqlStore.open(f"sqlite:///{path}") as store:
        begin.begin(store, "De Brug", BRUG.period, author="test")
        save(store, "Timmeren")
    with sqlite3.connect(path) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sko_revision_moment'").fetchone()
    held = bytearray(path.read_bytes())
    held[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(held))
    with SqlStore.open(f"sqlite:///{path}") as store:
        store.snapshot(BRUG)
        assert store.damage()
        assert fields(store, "timmeren") == ["goal"]
        left = list(store.whole())
    renew.renew(path, None, left)
    with SqlStore.open(f"sqlite:///{path}") as store:
        assert (fields(store, "timmeren"), store.search_is_sound(), store.damage()) == (["goal"], True, "")
