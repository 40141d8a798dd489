"""A folder that other computers reach too: known for what it is, safe to work in, and told who else is there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from serving import until
from workbook_browser import KEY, Folder, opened

from sko_widgets.dossier import presence
from sko_widgets.dossier.store import open_store, shared_folder

HERE = Path(__file__).resolve().anchor


@pytest.mark.parametrize(
    ("parts", "by"),
    [
        ("Users/ans/OneDrive - De Brug/werkmap", "OneDrive"),
        ("Users/ans/onedrive/werkmap", "OneDrive"),
        ("Users/ans/Library/CloudStorage/OneDrive-Persoonlijk/x", "OneDrive"),
        ("srv/ans/Dropbox (School)/x", "Dropbox"),
        ("Users/ans/Library/CloudStorage/GoogleDrive-ans@school.nl/Mijn Drive/x", "Google Drive"),
        ("Users/ans/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("srv/ans/Nextcloud/x", "Nextcloud"),
        ("srv/ans/SURFdrive/x", "ownCloud"),
    ],
)
def test_a_synced_folder_is_known_by_its_path(parts: str, by: str) -> None:
    found = shared_folder(Path(HERE, parts), {})
    assert found is not None
    assert found.by == by
    assert by in found.warning()
    assert "sko bewaar" in found.warning()


@pytest.mark.parametrize("parts", ["srv/ans/Documenten/sko-werkmap", "srv/ans/onedriver/x", "srv/Dropboxen/x"])
def test_another_folder_is_not(parts: str) -> None:
    assert shared_folder(Path(HERE, parts), {}) is None


def test_a_synced_folder_is_known_by_the_environment_and_by_what_is_in_it(tmp_path: Path) -> None:
    inside = tmp_path / "Werk" / "sko-werkmap"
    inside.mkdir(parents=True)
    assert shared_folder(inside, {}) is None
    found = shared_folder(inside, {"OneDriveCommercial": str(tmp_path / "Werk")})
    assert found is not None
    assert found.by == "OneDrive"
    (tmp_path / "Werk" / "._sync_a1b2.db").touch()
    found = shared_folder(inside, {})
    assert found is not None
    assert found.by == "Nextcloud"


def test_a_store_in_a_synced_folder_has_no_log_beside_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "OneDrive - De Brug").make()
    with open_store(folder.url) as store, open_store(folder.url) as other:
        store.save(KEY, "profile", "municipality", "Meer", based_on=0, author="Ans")
        other.save(KEY, "profile", "municipality", "Meerder", based_on=1, author="Bo")
        assert [one.name for one in folder.path.iterdir()] == ["dossiers.sqlite"]
    assert folder.sheet("profile")["municipality"] == "Meerder"


def test_a_store_that_is_moved_into_a_synced_folder_loses_its_log(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "werkmap").make()
    folder.path.rename(tmp_path / "Dropbox")
    moved = Folder(tmp_path / "Dropbox")
    with open_store(moved.url) as store:
        store.save(KEY, "profile", "municipality", "Meer", based_on=0, author="Ans")
        assert [one.name for one in moved.path.iterdir()] == ["dossiers.sqlite"]


# --- who is there ---------------------------------------------------------------------------------


def elsewhere(folder: Path, **changes: str) -> Path:
    """Write what another computer writes that has the folder open."""
    now = datetime.now(UTC)
    plain = {"who": "Bo", "computer": "LAPTOP-2", "since": now.isoformat(), "seen": now.isoformat(), "token": "x"}
    path = folder / ".sko-open-LAPTOP-2.json"
    path.write_text(json.dumps(plain | changes), encoding="utf-8")
    return path


def test_another_computer_is_told_and_this_one_is_not(tmp_path: Path) -> None:
    mine = presence.enter(tmp_path, "Ans")
    assert presence.others(tmp_path) == []
    elsewhere(tmp_path)
    (other,) = presence.others(tmp_path)
    assert "Bo heeft deze werkmap ook open, op de computer LAPTOP-2, sinds" in other.told()
    presence.leave(tmp_path, mine)
    assert [one.name for one in tmp_path.iterdir()] == [".sko-open-LAPTOP-2.json"]


def test_who_was_not_heard_of_for_some_minutes_is_gone(tmp_path: Path) -> None:
    elsewhere(tmp_path, seen=(datetime.now(UTC) - presence.STALE).isoformat())
    assert presence.others(tmp_path) == []
    mine = presence.enter(tmp_path, "Ans")
    later = presence.refresh(tmp_path, mine)
    assert later.seen > mine.seen
    assert later.since == mine.since


@pytest.mark.parametrize("content", ["", "{", "[]", '{"who": 1}', '{"since": "gisteren"}'])
def test_a_file_that_says_nothing_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / ".sko-open-x.json").write_text(content, encoding="utf-8")
    assert presence.others(tmp_path) == []


def test_who_left_takes_away_nobody_elses_file(tmp_path: Path) -> None:
    first = presence.enter(tmp_path, "Ans")
    presence.enter(tmp_path, "Ans, opnieuw")
    presence.leave(tmp_path, first)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
def test_sko_open_says_who_has_the_folder_open_and_what_shares_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "OneDrive").make()
    elsewhere(folder.path, since=(datetime.now(UTC) - timedelta(hours=1)).isoformat())
    with opened(folder.path) as server:
        assert "gedeeld door OneDrive" in server.said
        assert "LAPTOP-2" in server.said
        assert server.base
        until(lambda: len(list(folder.path.glob(".sko-open-*.json"))) == 2)
