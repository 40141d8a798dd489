"""A store that an older version made opens, loses nothing and can be worked on; both files are told of in the dump."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from alembic import command
from read_report import words
from sqlalchemy import text
from store_contract import saved

from sko_widgets.dossier import exchange, finish
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Revision, Store, address, connections, open_store, schema, sql_tables
from sko_widgets.report.make import make

FIXTURES = Path(__file__).parent / "fixtures"
EXPORT = FIXTURES / "export-0.1.0.json"

SECOND = DossierKey("de-vaart-omstreken", "2024-2025")
EXAMPLE = DossierKey("elzerveen", "2025-2026")
CYCLE = "block/meso-samenwerking/1"
OTHER = "block/macro-samenhang/1"


class Row(NamedTuple):
    """One revision as the dump has it."""

    slug: str
    period: str
    sheet: str
    field: str
    revision: Revision


OLDEST = "store-0001.sql"


def dumped(table: str, dump: str = OLDEST) -> list[dict[str, Any]]:
    """Return a table of a dump, read without our store."""
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript((FIXTURES / dump).read_text(encoding="utf-8"))
        old.row_factory = sqlite3.Row
        return [dict(row) for row in old.execute(f"SELECT * FROM {table} ORDER BY 1")]


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def rows() -> list[Row]:
    """Return every revision of the dump, field by field, oldest first."""
    dossiers = {row["id"]: row for row in dumped("sko_dossier")}
    found = []
    for row in dumped("sko_revision"):
        whose = dossiers[row["dossier"]]
        value = json.loads(row["value"])
        revision = Revision(row["sheet"], row["field"], row["number"], value, row["author"], moment(row["saved_at"]))
        found.append(Row(whose["slug"], whose["period"], row["sheet"], row["field"], revision))
    return sorted(found, key=lambda one: (*one[:4], one.revision.number))


def on_sqlite(path: Path, dump: str = OLDEST) -> str:
    """Put a dump in a file, and return its address."""
    with closing(sqlite3.connect(path)) as old:
        old.executescript((FIXTURES / dump).read_text(encoding="utf-8"))
    return f"sqlite:///{path}"


def on_postgres(url: str, dump: str = OLDEST) -> str:
    """Put a dump in tables that the migrations of then make, as a restored backup does."""
    engine = connections.connect(address.parse(url), 20)
    config = schema._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, dump.removeprefix("store-").removesuffix(".sql"))
        connection.execute(sql_tables.about.delete())
        for table in ("sko_about", "sko_dossier", "sko_revision"):
            for row in dumped(table, dump):
                columns = {name: moment(value) if name.endswith("_at") else value for name, value in row.items()}
                names = ", ".join(columns)
                places = ", ".join(f":{name}" for name in columns)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), columns)
            if table != "sko_about":
                connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a store as version 0.1.0 left it."""
    if request.param == "postgres":
        return on_postgres(request.getfixturevalue("postgres_url"))
    return on_sqlite(tmp_path / "opslag.sqlite")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open it with this version."""
    with open_store(url) as opened:
        yield opened


def test_every_revision_is_there_as_it_was_saved(store: Store) -> None:
    there = rows()
    assert len(there) > 200
    for (slug, period, sheet, field), group in groupby(there, key=lambda one: one[:4]):
        expected = [one.revision for one in group]
        key = DossierKey(slug, period)
        assert store.history(key, sheet, field) == expected
        assert store.sheet(key, sheet)[field] == expected[-1]
    held = [one for info in store.dossiers() for one in store.changes(info.key, limit=10_000)]
    assert len(held) == len(there)


def test_the_list_says_what_it_said(store: Store) -> None:
    changed = {(one.slug, one.period): one.revision for one in sorted(rows(), key=lambda one: one.revision.saved_at)}
    for info, row in zip(store.dossiers(), sorted(dumped("sko_dossier"), key=lambda row: row["slug"]), strict=True):
        last = changed[row["slug"], row["period"]]
        assert (info.key, info.framework) == (DossierKey(row["slug"], row["period"]), row["framework"])
        assert (info.created_at, info.changed_at, info.changed_by) == (
            moment(row["created_at"]),
            last.saved_at,
            last.author,
        )
    assert [info.name for info in store.dossiers()] == ["De Vaart & omstreken", "Elzerveen"]
    assert store.dossiers("group") == []


def test_history_reads_as_it_was_written(store: Store) -> None:
    history = store.history(SECOND, CYCLE, "goal")
    assert [(one.number, one.value, one.author) for one in history] == [
        (1, "Op de kade leren koken.", "Ada"),
        (2, "Op de kade leren koken, *met ouders*.", "Bram"),
        (3, "Op de kade leren koken \0 met een halve letter \ud83d en een hele 🎉 – klaar", "Zoë"),
        (4, None, "Bram"),
        (5, "Op de kade leren koken, *met ouders*.", "Ada"),
    ]
    assert store.snapshot(SECOND, at=history[2].saved_at).sheet(CYCLE)["goal"] == history[2].value
    assert [store.snapshot(SECOND).sheet(sheet)["status"] for sheet in (OTHER, CYCLE)] == ["open", "afgerond"]


def test_work_goes_on(store: Store) -> None:
    assert saved(store.save(SECOND, CYCLE, "goal", "Verder", based_on=5, author="Dee")).number == 6
    store.save(SECOND, "block/meso-samenwerking/2", "next_questions", ["En nu?"], based_on=0, author="Dee")
    assert finish.finish(store, SECOND, "meso-samenwerking", 2, "Dee") == 3
    store.create(DossierKey("nieuw", "2025-2026"), framework="ocw-2023", sheets={}, author="Dee")
    store.create(DossierKey.of_group("noord"), framework="ocw-2023", sheets={}, author="Dee")
    assert [info.key.slug for info in store.dossiers()] == [SECOND.slug, EXAMPLE.slug, "nieuw"]


def test_a_file_that_is_brought_up_to_date_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "opslag.sqlite"
    open_store(on_sqlite(path)).close()
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert now.execute("PRAGMA foreign_key_check").fetchall() == []
        now.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError):
            now.execute("DELETE FROM sko_dossier")


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> str:
        raise KeyboardInterrupt

    engine = connections.connect(address.parse(url), 20)

    def held() -> list[Any]:
        with engine.begin() as connection:
            names = ("sko_dossier", "sko_revision", "sko_schema", "sko_about")
            return [list(map(tuple, connection.execute(text(f"SELECT * FROM {name}")))) for name in names]

    before = held()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(schema, "version", broken)
        open_store(url)
    assert held() == before
    engine.dispose()
    with open_store(url) as store:
        assert len(store.dossiers()) == 2


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """Open the store of a file."""
    with open_store(on_sqlite(tmp_path / "opslag.sqlite")) as opened:
        yield opened


def test_a_report_is_made_of_it(file_store: Store) -> None:
    """Of the coalition that has every block and lesson: what was filled last is on paper."""
    snapshot = file_store.snapshot(EXAMPLE)
    printed = " ".join(words("html", make(snapshot, ["html"]).files["html"]))
    goals = [
        fields["goal"] for name, fields in snapshot.sheets.items() if name.startswith("block/") and "goal" in fields
    ]
    assert len(goals) > 10
    for part in (part for goal in goals for part in goal.split("\n\n")):
        assert " ".join(part.split()) in printed
    assert "En zichtbaar voor ouders." in printed


def test_what_it_exports_is_taken_in_again(file_store: Store, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'nieuw.sqlite'}") as fresh:
        for key in (SECOND, EXAMPLE):
            written = exchange.write(file_store.snapshot(key))
            file = exchange.read(written, "export.json")
            fresh.create(file.key, framework=file.framework, sheets=file.sheets, author="Dee")
            assert exchange.write(fresh.snapshot(key)) == written


def test_what_was_filled_before_the_pictures_were_forms_comes_out_as_the_same_bytes(file_store: Store) -> None:
    """All thirteen lessons are filled in it; the digest is of what was exported before their pages changed."""
    written = exchange.write(file_store.snapshot(EXAMPLE))
    assert hashlib.sha256(written).hexdigest() == "5f66ffa686c4ca9f02508b3350922fbeba03f2cee1f5f360f431cb456fdd1122"


def test_an_export_of_that_version_says_the_same_as_its_store(file_store: Store, tmp_path: Path) -> None:
    file = exchange.read_file(EXPORT)
    with open_store(f"sqlite:///{tmp_path / 'nieuw.sqlite'}") as fresh:
        fresh.create(file.key, framework=file.framework, sheets=file.sheets, author="Dee")
        assert exchange.write(fresh.snapshot(SECOND)) == exchange.write(file_store.snapshot(SECOND))
