"""Copies that make themselves, `sko bewaar` and `sko herstel`: checked, thinned, and back again in any store."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers import assert_refused, contents, dossier, kept, sko
from serving import until
from workbook_browser import opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import (
    BackupError,
    SavedCopyError,
    backups,
    make_backup,
    make_if_changed,
    open_store,
    read_copy,
    write_copy,
)
from sko_widgets.dossier.store import backup as backup_module
from sko_widgets.dutch import local, on_dutch_clock

KEY = DossierKey("de-brug", "2024-2025")
SHEET, NAME = "block/meso-samenwerking/1", "goal"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a work folder with one dossier, saved in a few times."""
    folder = kept(tmp_path / "werkmap", dossier())
    change(folder, "Samen eten en koken", "Ans")
    return folder


def url(place: Path) -> str:
    return f"sqlite:///{place / 'dossiers.sqlite'}"


def change(place: Path, goal: str, author: str) -> None:
    with open_store(url(place)) as store:
        based_on = store.revisions(KEY, SHEET)[NAME]
        store.save(KEY, SHEET, NAME, goal, based_on=based_on, author=author)


def goals(address: str) -> list[Any]:
    with open_store(address) as store:
        return [one.value for one in store.history(KEY, SHEET, NAME)]


# --- made, checked, thinned -----------------------------------------------------------------------


def test_a_copy_is_one_file_that_holds_all(place: Path) -> None:
    made = make_backup(place / "dossiers.sqlite")
    assert [one.name for one in made.path.parent.iterdir()] == [made.path.name]
    assert made.path.parent == place / "reservekopieen"
    assert goals(f"sqlite:///{made.path}") == goals(url(place))
    assert backups(place / "dossiers.sqlite") == [made]


def test_a_copy_is_made_only_when_something_changed(place: Path) -> None:
    assert make_if_changed(place / "dossiers.sqlite")
    assert make_if_changed(place / "dossiers.sqlite") is None
    change(place, "Anders", "Bo")
    assert make_if_changed(place / "dossiers.sqlite")
    assert len(backups(place / "dossiers.sqlite")) == 2


def test_copies_are_made_while_others_save_and_are_whole_each(place: Path) -> None:
    stop = threading.Event()

    def save() -> None:
        with open_store(url(place)) as store:
            number = store.revisions(KEY, SHEET)[NAME]
            while not stop.is_set():
                store.save(KEY, SHEET, NAME, f"tekst {number}", based_on=number, author="Ans")
                number += 1

    saver = threading.Thread(target=save)
    saver.start()
    try:
        made = [make_backup(place / "dossiers.sqlite") for _ in range(10)]
    finally:
        stop.set()
        saver.join()
    lengths = [len(goals(f"sqlite:///{one.path}")) for one in made]
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


def test_of_a_damaged_store_no_copy_is_made_and_the_earlier_ones_stay(place: Path) -> None:
    path = place / "dossiers.sqlite"
    make_backup(path)
    before = contents(place / "reservekopieen")
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    with pytest.raises(BackupError) as caught:
        make_backup(path)
    assert "niet" in str(caught.value)
    assert contents(place / "reservekopieen") == before


def test_old_copies_are_thinned_to_a_day_a_week_a_month(place: Path) -> None:
    """All of today, one a day for a week, one a week for a month, one a month for a year; always the newest."""
    path, now = place / "dossiers.sqlite", on_dutch_clock(datetime(2026, 11, 21, 18, 0))
    folder = place / "reservekopieen"
    folder.mkdir()
    moments = [now - timedelta(hours=3 * step) for step in range(8 * 500)]
    for one in moments:
        (folder / f"dossiers-{one:%Y-%m-%d-%H%M%S}.sqlite").touch()
    (folder / "dossiers-vervangen-2020-01-01-000000-1-stond.sko-bewaard").touch()
    backup_module.thin(path, now)
    left = [one.made for one in backups(path)]
    assert sum(one.date() == now.date() for one in left) == 7
    days = [one for one in left if 1 <= (now.date() - one.date()).days <= 7]
    assert [one.hour for one in days] == [21] * 7
    weeks = [one for one in left if 7 < (now.date() - one.date()).days <= 31]
    assert len({one.isocalendar()[:2] for one in weeks}) == len(weeks) in (4, 5)
    months = [one for one in left if (now.date() - one.date()).days > 31]
    assert len({(one.year, one.month) for one in months}) == len(months) in (11, 12)
    assert min(left).date() > now.date() - timedelta(days=366)
    assert len(list(folder.glob("*.sko-bewaard"))) == 1


def test_the_newest_copy_stays_however_old(place: Path) -> None:
    made = make_backup(place / "dossiers.sqlite")
    backup_module.thin(place / "dossiers.sqlite", made.made + timedelta(days=3000))
    assert backups(place / "dossiers.sqlite") == [made]


def test_before_a_migration_a_copy_is_made(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript((Path(__file__).parent / "fixtures" / "store-0001.sql").read_text("utf-8"))
    old.close()
    open_store(f"sqlite:///{path}").close()
    (made,) = backups(path)
    with sqlite3.connect(made.path) as copy:
        assert copy.execute("SELECT version_num FROM sko_schema").fetchone() == ("0001",)
    copy.close()


@pytest.mark.slow
def test_a_server_makes_one_when_it_starts(place: Path) -> None:
    with opened(place) as server:
        until(lambda: len(backups(place / "dossiers.sqlite")) == 1)
        assert server.stop() == 0
    assert [one.name for one in place.glob(".sko-open-*")] == []


# --- sko bewaar, sko herstel ----------------------------------------------------------------------


def test_bewaar_prints_the_path_of_a_whole_copy(place: Path, tmp_path: Path) -> None:
    done = sko("--werkmap", place, "bewaar", "--naar", tmp_path / "stick", "--leesbaar")
    assert done.code == 0, done
    copy, readable = (Path(line) for line in done.out.splitlines())
    assert copy.parent == readable.parent == tmp_path / "stick"
    assert goals(f"sqlite:///{copy}") == goals(url(place))
    assert [str(one.key) for one in read_copy(readable)] == [str(KEY)]


def test_bewaar_of_nothing_says_so(tmp_path: Path) -> None:
    assert_refused(sko("--werkmap", tmp_path / "leeg", "bewaar"), "niets om te bewaren")
    assert not (tmp_path / "leeg").exists()


def test_herstel_shows_asks_and_brings_back_with_the_history_of_now(place: Path) -> None:
    made = make_backup(place / "dossiers.sqlite")
    change(place, "Per ongeluk gewist", "Bo")
    day = f"{local(made.made):%Y-%m-%d}"
    listed = sko("--werkmap", place, "herstel")
    assert made.path.name in listed.out, listed
    asked = sko("--werkmap", place, "herstel", day)
    assert_refused(asked, "--ja")
    assert f"{KEY}: 1 veld anders" in asked.out
    assert goals(url(place))[-1] == "Per ongeluk gewist"
    done = sko("--werkmap", place, "herstel", day, "--ja")
    assert done.code == 0, done
    assert goals(url(place)) == ["Samen eten", "Samen eten en koken", "Per ongeluk gewist", "Samen eten en koken"]
    before = max(backups(place / "dossiers.sqlite")).path
    assert goals(f"sqlite:///{before}")[-1] == "Per ongeluk gewist"


def test_herstel_of_an_unknown_date_names_those_there_are(place: Path) -> None:
    made = make_backup(place / "dossiers.sqlite")
    assert_refused(sko("--werkmap", place, "herstel", "1999-01-01"), f"{local(made.made):%Y-%m-%d}", code=2)


def test_herstel_puts_a_copy_in_the_place_of_a_file_that_cannot_be_read(place: Path) -> None:
    made = make_backup(place / "dossiers.sqlite")
    bad = b"SQLite format 3\0" + os.urandom(20_000)
    (place / "dossiers.sqlite").write_bytes(bad)
    done = sko("--werkmap", place, "herstel", f"{local(made.made):%Y-%m-%d}", "--ja")
    assert done.code == 0, done
    assert goals(url(place))[-1] == "Samen eten en koken"
    (aside,) = (place / "reservekopieen").glob("*beschadigd*")
    assert aside.read_bytes() == bad


def test_two_copies_of_a_sync_client_are_joined_and_both_texts_kept(place: Path) -> None:
    shutil.copyfile(place / "dossiers.sqlite", place / "dossiers (conflict van LAPTOP).sqlite")
    change(place, "Mijn tekst", "Ans")
    other = place / "dossiers (conflict van LAPTOP).sqlite"
    with open_store(f"sqlite:///{other}") as store:
        store.save(KEY, SHEET, NAME, "Jouw tekst", based_on=2, author="Bo")
        second = DossierKey("zon", "2024-2025")
        store.create(second, framework="ocw-2023", sheets={"profile": {"name": "Zon"}}, author="Bo")
    asked = sko("--werkmap", place, "herstel")
    assert_refused(asked, "--ja")
    assert "zon/2024-2025: nieuw dossier" in asked.out
    done = sko("--werkmap", place, "herstel", "--ja")
    assert done.code == 0, done
    assert "op twee plekken verder geschreven" in done.out
    assert goals(url(place)) == ["Samen eten", "Samen eten en koken", "Mijn tekst", "Jouw tekst"]
    with open_store(url(place)) as store:
        assert [str(info.key) for info in store.dossiers()] == ["de-brug/2024-2025", "zon/2024-2025"]
        assert [one.author for one in store.history(KEY, SHEET, NAME)] == ["test", "Ans", "Ans", "Bo"]
    assert "is er al" in sko("--werkmap", place, "herstel", other).out


# --- the saved copy -------------------------------------------------------------------------------


def odd(place: Path) -> None:
    """Save what is hard to keep."""
    with open_store(url(place)) as store:
        for number, value in enumerate(["", None, {"b": [1.5, {"a": "\0 \ud83d ’"}]}, 2**70, "🎉"]):
            store.save(KEY, "proef/één", "veld ’", value, based_on=number, author="Żofia")
        store.create(DossierKey.of_group("noord"), framework="ocw-2023", sheets={}, author="Bo")


@pytest.mark.postgres
def test_from_sqlite_to_a_file_to_postgresql_to_a_file_gives_the_same_bytes(
    place: Path, postgres_url: str, tmp_path: Path
) -> None:
    odd(place)
    first = sko("--werkmap", place, "bewaar", "--leesbaar")
    one = Path(first.out.splitlines()[-1])
    there = ("--werkmap", tmp_path / "pg", "--opslag", postgres_url)
    done = sko(*there, "herstel", one, "--ja")
    assert done.code == 0, done
    second = sko(*there, "bewaar")
    assert second.code == 0, second
    assert "pg_dump" in second.out
    assert Path(second.out.splitlines()[0]).read_bytes() == one.read_bytes()
    assert goals(postgres_url) == goals(url(place))
    assert "is er al" in sko(*there, "herstel", one).out
    back = sko("--werkmap", tmp_path / "terug", "herstel", second.out.splitlines()[0], "--ja")
    assert back.code == 0, back
    third = sko("--werkmap", tmp_path / "terug", "bewaar", "--leesbaar")
    assert Path(third.out.splitlines()[-1]).read_bytes() == one.read_bytes()


@pytest.mark.parametrize("damage", ["half", "changed", "newer", "other"])
def test_a_file_that_is_not_whole_is_refused_and_nothing_of_it_taken(place: Path, tmp_path: Path, damage: str) -> None:
    with open_store(url(place)) as store:
        write_copy(tmp_path / "kopie.sko-bewaard", store.whole())
    data = (tmp_path / "kopie.sko-bewaard").read_bytes()
    broken = {
        "half": b"".join(data.splitlines(keepends=True)[:-3]),
        "changed": data.replace(b"koken", b"kokem"),
        "newer": data.replace(b'"version":1', b'"version":2'),
        "other": b'{"format":"sko-bewaard-niet"}\n' + data,
    }[damage]
    (tmp_path / "kopie.sko-bewaard").write_bytes(broken)
    with pytest.raises(SavedCopyError):
        read_copy(tmp_path / "kopie.sko-bewaard")
    done = sko("--werkmap", tmp_path / "nieuw", "herstel", tmp_path / "kopie.sko-bewaard", "--ja")
    assert_refused(done, "kopie.sko-bewaard")
    assert sko("--werkmap", tmp_path / "nieuw", "lijst").out.startswith("Er is nog geen dossier")
