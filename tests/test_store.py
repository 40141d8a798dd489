"""The store on SQLite and on PostgreSQL: its contract, and what it says when its database fails."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import sqlite3
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import disks
import psycopg
import pytest
from postgres import PASSWORD, PostgresServer
from store_contract import GOAL, KEY, SHEETS, StoreContract, filled, saved, store

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import (
    NotAStoreError,
    Revision,
    StoreAddressError,
    StoreBusyError,
    StoreDamagedError,
    StoreDeniedError,
    StoreFullError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreUnreachableError,
    UnstorableError,
    filesystem,
    open_store,
    synced_folders,
)
from sko_widgets.dossier.store.sql_store import SqlStore
from sko_widgets.errors import SkoError

__all__ = ["filled", "store"]


class TestSqlite(StoreContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'opslag.sqlite'}"


@pytest.mark.postgres
class TestPostgres(StoreContract):
    @pytest.fixture
    def url(self, postgres_url: str) -> str:
        return postgres_url


def fingerprint(folder: Path) -> dict[str, str]:
    """Return what is in a folder, to the byte."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def came_from(error: BaseException | None) -> list[BaseException]:
    """Return an error and all that it came from."""
    return [error, *came_from(error.__cause__), *came_from(error.__context__)] if error is not None else []


def told(error: SkoError, *parts: str) -> None:
    """Check that an error says these things, what to do, and survives the way to another process."""
    text = str(error)
    assert all(part in text for part in parts), text
    assert error.mend
    assert PASSWORD not in text
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), text)
    # As soon as dask was imported, all that an error came from goes with it.
    assert not any(getattr(one, "params", None) for one in came_from(error)), "what was being saved goes too"


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "opslag.sqlite",
        "mysql://jan:geheim-w8woord@server/db",
        "postgresql://jan:geheim-w8woord@server:poort/db",
        "postgresql+asyncpg://jan:geheim-w8woord@server/db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://map/opslag.sqlite",
    ],
)
def test_an_address_that_we_do_not_know_is_refused_with_two_examples(url: str) -> None:
    with pytest.raises(StoreAddressError) as caught:
        open_store(url)
    told(caught.value, "sqlite:///", "postgresql://")
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", ["Mijn map", "100% klaar?", "a#b&c;d", "%41", "été 🎉", "it's", "a+b"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with open_store(f"sqlite:///{folder / 'opslag.sqlite'}") as store:
        assert store.dossiers() == []
    assert (folder / "opslag.sqlite").is_file()


def test_a_relative_address_is_relative_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///opslag.sqlite").close()
    assert (tmp_path / "opslag.sqlite").is_file()


# --- SQLite -----------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a store with one dossier."""
    path = tmp_path / "map" / "opslag.sqlite"
    path.parent.mkdir()
    with open_store(f"sqlite:///{path}") as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
    return path


def opened(path: Path, wait: float = 0.2) -> SqlStore:
    return SqlStore.open(f"sqlite:///{path}", wait=wait)


def test_a_file_store_waits_for_the_disk_and_lets_readers_read_on(file: Path) -> None:
    with opened(file) as store, store._reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "foreign_keys")
        }
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert asked == {"synchronous": 2, "foreign_keys": 1}


def test_a_closed_store_is_one_file(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("content", [b"hallo", b"PK\x03\x04" + bytes(5000), "één twee\n".encode() * 4000])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(content)
    with pytest.raises(NotAStoreError) as caught:
        opened(path)
    told(caught.value, str(path), "geen opslag")
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmark (id INTEGER)")
    other.close()
    before = fingerprint(tmp_path)
    with pytest.raises(NotAStoreError) as caught:
        opened(path)
    told(caught.value, str(path))
    assert fingerprint(tmp_path) == before


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError) as caught:
        opened(tmp_path / "weg" / "opslag.sqlite")
    told(caught.value, str(tmp_path / "weg"))
    assert not (tmp_path / "weg").exists()


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreAddressError) as caught:
        opened(tmp_path)
    told(caught.value, str(tmp_path), "map")


@pytest.mark.parametrize("keep", [1, 2])
def test_a_damaged_file_is_told_as_damage(file: Path, keep: int) -> None:
    """The head of the file is whole, or the first table is too."""
    content = file.read_bytes()
    file.write_bytes(content[: 100 if keep == 1 else 4096] + b"\xa5" * (len(content) - 4096 * keep))
    with pytest.raises(StoreDamagedError) as caught, opened(file) as store:
        store.snapshot(KEY)
    told(caught.value, str(file), "reservekopie")


def test_a_store_that_another_program_holds_is_busy_after_the_wait(file: Path) -> None:
    """Readers read on; who wants to save hears that it is busy, and saves when it is not."""
    other = sqlite3.connect(file, isolation_level=None)
    with opened(file) as store:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusyError) as caught:
            store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")
        told(caught.value, str(file), "bezet")
        assert store.snapshot(KEY).sheet(GOAL[0])["goal"] == "Samen eten"
        other.execute("ROLLBACK")
        assert saved(store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")).number == 2
    other.close()


def test_a_store_that_another_program_locked_as_a_whole_cannot_be_opened(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusyError) as caught:
        opened(file)
    told(caught.value, str(file), "bezet")
    other.close()
    opened(file).close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    with disks.small_disk(tmp_path / "schijf") as folder:
        yield folder


@pytest.fixture
def read_only(file: Path) -> Iterator[Path]:
    """Put a store in a folder that may not be written."""
    with disks.read_only(file.parent):
        yield file


def test_a_full_disk_keeps_no_half_save_and_all_that_was_saved(small_disk: Path) -> None:
    path = small_disk / "opslag.sqlite"
    kept = 0
    with opened(path) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        with pytest.raises(StoreFullError) as caught:
            for kept in range(1000):
                saved(store.save(KEY, *GOAL, f"{kept}" + "x" * 5000, based_on=kept + 1, author="Bo"))
        told(caught.value, str(path), "schijf is vol")
        assert [one.number for one in store.history(KEY, *GOAL)] == list(range(1, kept + 2))
        other = DossierKey("zon", "2024-2025")
        with pytest.raises(StoreFullError):
            store.create(other, framework="2024", sheets={"a": {f"f{n}": "x" * 9000 for n in range(90)}}, author="Bo")
        with pytest.raises(StoreFullError):
            store.replace(KEY, {"a": {f"f{n}": "x" * 9000 for n in range(90)}}, author="Bo")
        with opened(path) as reader:
            assert [str(info.key) for info in reader.dossiers()] == [str(KEY)]
            assert reader.history(KEY, *GOAL) == store.history(KEY, *GOAL)
            assert "a" not in reader.snapshot(KEY).sheets
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


def test_saving_goes_on_when_the_disk_has_room_again(small_disk: Path) -> None:
    path = small_disk / "opslag.sqlite"
    with opened(path) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        ballast = disks.fill(small_disk, leave=4096)
        with pytest.raises(StoreFullError):
            store.save(KEY, *GOAL, "x" * 300_000, based_on=1, author="Bo")
        ballast.unlink()
        assert saved(store.save(KEY, *GOAL, "x" * 300_000, based_on=1, author="Bo")).number == 2


def test_a_disk_without_room_for_a_new_store_is_told(small_disk: Path) -> None:
    disks.fill(small_disk)
    with pytest.raises(StoreFullError) as caught:
        opened(small_disk / "opslag.sqlite")
    told(caught.value, "schijf is vol")


def test_a_store_on_a_disk_that_filled_up_since_opens_or_says_why(small_disk: Path) -> None:
    path = small_disk / "opslag.sqlite"
    with opened(path) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
    ballast = disks.fill(small_disk)
    with pytest.raises(StoreFullError), opened(path) as store:
        store.save(KEY, *GOAL, "x", based_on=1, author="Bo")
    ballast.unlink()
    with opened(path) as store:
        assert len(store.history(KEY, *GOAL)) == 1


def test_a_store_that_may_grow_no_further_is_full(file: Path) -> None:
    """The same without a disk of our own: SQLite itself is given a limit."""
    with opened(file) as store:
        with store._reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreFullError) as caught:
            store.save(KEY, *GOAL, "x" * 100_000, based_on=1, author="Bo")
        told(caught.value, str(file), "ruimte vrij")
        assert store.snapshot(KEY).sheet(GOAL[0])["goal"] == "Samen eten"
        assert len(store.history(KEY, *GOAL)) == 1


def test_a_store_in_a_folder_that_may_not_be_written_is_told(read_only: Path) -> None:
    before = fingerprint(read_only.parent)
    with pytest.raises(StoreReadOnlyError) as caught, opened(read_only) as store:
        store.save(KEY, *GOAL, "x", based_on=1, author="Bo")
    told(caught.value, str(read_only), "schrijf")
    assert fingerprint(read_only.parent) == before


def test_a_new_store_in_a_folder_that_may_not_be_written_is_told(read_only: Path) -> None:
    with pytest.raises(StoreReadOnlyError) as caught:
        opened(read_only.parent / "nieuw.sqlite")
    told(caught.value, "nieuw.sqlite", "schrijven")
    assert [path.name for path in read_only.parent.iterdir()] == [read_only.name]


def test_a_network_drive_gets_the_journal_that_works_there_and_a_warning(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(synced_folders, "is_remote", lambda _folder: True)
    with caplog.at_level(logging.INFO), opened(file) as one, opened(file) as two:
        assert saved(one.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")).number == 2
        assert saved(two.save(KEY, *GOAL, "Weer anders", based_on=2, author="Cas")).number == 3
        assert {path.suffix for path in file.parent.iterdir()} == {".sqlite"}
    assert "netwerkschijf" in caplog.text
    assert file.name in caplog.text
    monkeypatch.undo()
    opened(file).close()
    assert file.read_bytes()[18:20] == b"\x02\x02"  # SQLite's mark of the write-ahead log


@pytest.mark.skipif(os.name != "posix", reason="this way of locking is not on Windows")
def test_a_file_system_without_shared_memory_gets_the_older_journal_and_a_warning(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    connect = sqlite3.connect
    new = file.parent / "nieuw.sqlite"
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect", lambda path, **more: connect(f"file:{path}?vfs=unix-dotfile", uri=True, **more)
    )
    with caplog.at_level(logging.WARNING), opened(new) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        assert isinstance(store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo"), Revision)
    assert "schijf zonder gedeeld geheugen" in caplog.text


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/srv/share/sko", "cifs"), ("/srv", "ext4"), ("/srv/share 2/a/b", "nfs4"), ("/", "ext4"), ("/mnt/c/x", "9p")],
)
def test_the_kind_of_drive_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n//server/x /srv/share cifs rw 0 0\n"
        "server:/y /srv/share\\0402 nfs4 rw 0 0\nC: /mnt/c 9p rw 0 0\n"
    )
    assert filesystem.file_system(PurePosixPath(folder), mounts) == kind


# --- PostgreSQL -------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_server_that_is_down_is_named_without_its_password(postgres_server: PostgresServer) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        open_store(postgres_server.url("sko", port=1))
    told(caught.value, "127.0.0.1", "poort 1", "antwoordt niet")


@pytest.mark.postgres
def test_a_wrong_password_and_an_unknown_database_are_told(postgres_server: PostgresServer) -> None:
    for url in (postgres_server.url("postgres", password="fout"), postgres_server.url("bestaat_niet")):
        with pytest.raises(StoreDeniedError) as caught:
            open_store(url)
        told(caught.value, "127.0.0.1", str(postgres_server.port), "wachtwoord")
        assert "fout" not in str(caught.value)


@pytest.mark.postgres
def test_a_server_that_goes_away_and_comes_back(postgres_server: PostgresServer, postgres_url: str) -> None:
    with open_store(postgres_url, wait=5) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        postgres_server.stop()
        try:
            for _ in range(2):
                with pytest.raises(StoreUnreachableError) as caught:
                    store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")
                told(caught.value, "127.0.0.1", str(postgres_server.port))
        finally:
            postgres_server.start()
        assert saved(store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")).number == 2


@pytest.mark.postgres
def test_a_connection_that_is_cut_in_the_middle_keeps_no_half(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    with SqlStore.open(postgres_url) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        with pytest.raises(StoreUnreachableError), store._writing() as connection:
            connection.exec_driver_sql("UPDATE sko_dossier SET framework = 'half'")
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            postgres_server.run(f"SELECT pg_terminate_backend({mine})")
            connection.exec_driver_sql("SELECT 1")
        assert store.snapshot(KEY).framework == "2024"


@pytest.mark.postgres
def test_a_table_that_someone_locked_is_busy_after_the_wait(postgres_server: PostgresServer, postgres_url: str) -> None:
    with open_store(postgres_url, wait=0.3) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
        with psycopg.connect(postgres_url) as other:
            other.execute("LOCK TABLE sko_revision IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(StoreBusyError) as caught:
                store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")
            told(caught.value, "bezet")
        assert saved(store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")).number == 2


@pytest.mark.postgres
def test_a_server_without_free_connections_is_busy(postgres_server: PostgresServer) -> None:
    name = postgres_server.new_database("CONNECTION LIMIT 0")
    # A limit does not hold for who owns the server, so it is asked as someone else.
    postgres_server.run(f"CREATE ROLE gast_{name} LOGIN PASSWORD '{PASSWORD}'")
    with pytest.raises(StoreBusyError):
        open_store(postgres_server.url(name).replace("//sko:", f"//gast_{name}:"))


@pytest.mark.postgres
def test_a_database_that_may_only_be_read_is_told(postgres_server: PostgresServer, postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        store.create(KEY, framework="2024", sheets=SHEETS, author="Ans")
    name = postgres_url.rpartition("/")[2]
    postgres_server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with open_store(postgres_url) as store:
        assert store.snapshot(KEY).sheet(GOAL[0])["goal"] == "Samen eten"
        with pytest.raises(StoreReadOnlyError) as caught:
            store.save(KEY, *GOAL, "Anders", based_on=1, author="Bo")
        told(caught.value, "niet schrijven")


@pytest.mark.postgres
def test_a_user_who_may_not_make_tables_is_told(postgres_server: PostgresServer) -> None:
    name = postgres_server.new_database()
    postgres_server.run(f"CREATE ROLE lezer_{name} LOGIN PASSWORD '{PASSWORD}'")
    postgres_server.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC", name)
    with pytest.raises(StoreReadOnlyError):
        open_store(postgres_server.url(name).replace("//sko:", f"//lezer_{name}:"))


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_values_survive_in_a_database_of_another_encoding(postgres_server: PostgresServer, encoding: str) -> None:
    name = postgres_server.new_database(f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
    with open_store(postgres_server.url(name)) as store:
        store.create(KEY, framework="2024", sheets={GOAL[0]: {GOAL[1]: "één \0 \ud83d 🎉"}}, author="Zoë")
        revision = store.history(KEY, *GOAL)[0]
        assert (revision.value, revision.author) == ("één \0 \ud83d 🎉", "Zoë")
        if encoding == "LATIN1":
            with pytest.raises(UnstorableError) as caught:
                store.save(KEY, *GOAL, "x", based_on=1, author="🎉")
            told(caught.value, "UTF-8")


@pytest.mark.postgres
def test_other_tables_in_the_same_database_are_left_alone(postgres_server: PostgresServer, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres_server.run("CREATE TABLE alembic_version (version_num text)", name)
    postgres_server.run("INSERT INTO alembic_version VALUES ('van een ander')", name)
    with open_store(postgres_url) as store:
        assert store.dossiers() == []
    assert postgres_server.run("SELECT version_num FROM alembic_version", name) == [("van een ander",)]
