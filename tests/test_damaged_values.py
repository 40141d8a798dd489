"""A value that cannot be read costs that value alone, and is told."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from helpers import Done, sko

from sko_widgets.dossier import begin, store_check
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import NoSuchRevisionError, Revision, open_store, read_copy, write_copy
from sko_widgets.framework import framework
from sko_widgets.guide import coalition_page, sheet_page
from sko_widgets.guide.block_page import BlockPage
from sko_widgets.guide.dossier_field import DossierField
from sko_widgets.guide.instrument_page import InstrumentPage

KEY = DossierKey("de-brug", "2025-2026")
SHEET = "block/meso-samenwerking/1"
BROKEN = ['"half', "{", "[1,", "", "[]", "{}", "7", "true", '{"a":1}', "NaN?", "\\u00", '"x" y']


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file of a store with a goal in three versions and a context."""
    file = tmp_path / "dossiers.sqlite"
    with open_store(f"sqlite:///{file}") as store:
        begin.begin(store, "De Brug", KEY.period, author="test")
        for number, text in enumerate(("Een", "Twee", "Drie")):
            assert isinstance(store.save(KEY, SHEET, "goal", text, based_on=number, author="Pim"), Revision)
        assert isinstance(store.save(KEY, SHEET, "context", "Blijft", based_on=0, author="Pim"), Revision)
    return file


def breaks(path: Path, number: int, value: str, field: str = "goal") -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE sko_revision SET value = ? WHERE field = ? AND number = ?", (value, field, number))


def controle(path: Path, *more: str) -> Done:
    return sko("--opslag", f"sqlite:///{path}", "controle", "--opslag", *more)


@pytest.mark.parametrize("value", BROKEN)
def test_the_last_readable_value_stands_in_and_the_rest_opens(path: Path, value: str) -> None:
    breaks(path, 3, value)
    with open_store(f"sqlite:///{path}") as store:
        assert store.snapshot(KEY).sheet(SHEET) == {"goal": "Twee", "context": "Blijft"}
        goal = store.sheet(KEY, SHEET)["goal"]
        assert (goal.number, goal.value, goal.damaged) == (3, "Twee", True)
        assert len(store.history(KEY, SHEET, "goal")) == 3
        [fault] = store_check.check(store)
        assert "goal" in fault.where
        assert "versie 3" in fault.what
        assert isinstance(store.save(KEY, SHEET, "goal", "Vier", based_on=3, author="Pim"), Revision)
        assert store.snapshot(KEY).sheet(SHEET)["goal"] == "Vier"


def test_controle_says_what_is_wrong_and_mends_it(path: Path) -> None:
    whole = controle(path)
    assert (whole.code, "heel" in whole.out) == (0, True)
    breaks(path, 3, '"half')
    found = controle(path)
    assert found.code == 1
    assert f"{KEY}, {SHEET}, goal: versie 3 is niet te lezen." in found.out
    assert "--herstel-waarden" in found.out
    assert "1 waarde hersteld" in controle(path, "--herstel-waarden").out
    with open_store(f"sqlite:///{path}") as store:
        newest = store.sheet(KEY, SHEET)["goal"]
        assert (newest.number, newest.value, newest.damaged) == (4, "Twee", False)


def test_the_page_of_the_dossier_names_what_cannot_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(path, 3, '"half')
    shown: list[Any] = []
    monkeypatch.setattr(coalition_page, "display", shown.append)
    coalition_page.home(KEY.slug, KEY.period, f"sqlite:///{path}").go_on()
    [row] = next(one.rows for one in shown if getattr(one, "title", "") == "Niet te lezen")
    assert "Doel bij" in row["label"]
    assert "Op de pagina staat de laatste leesbare versie." in row["label"]


def test_controle_sees_what_lacks_and_what_runs_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("DELETE FROM sko_revision WHERE field = 'goal' AND number = 2")
        file.execute("UPDATE sko_revision SET saved_at = '2001-01-01 00:00:00.000000' WHERE field='goal' AND number=3")
    with open_store(f"sqlite:///{path}") as store:
        store.create(DossierKey("de-kade", KEY.period), framework="onbekend", sheets={}, author="test")
        found = " | ".join(fault.what for fault in store_check.check(store))
    assert "tussen versie 1 en 3 ontbreken versies" in found
    assert "vroegere tijd" in found
    assert "‘onbekend’" in found


def test_controle_sees_a_damaged_file(path: Path) -> None:
    chance, data = random.Random(10), bytearray(path.read_bytes())
    for at in (chance.randrange(8192, len(data)) for _ in range(2000)):
        data[at] = chance.randrange(256)
    path.write_bytes(data)
    done = controle(path)
    assert done.code == 1
    assert "beschadigd" in done.out + done.err


def changed_letter(path: Path) -> None:
    """Change a letter inside a value that stays valid JSON, as a disk does."""
    data = path.read_bytes()
    assert data.count(b'"Drie"') == 1
    path.write_bytes(data.replace(b'"Drie"', b'"Dria"'))


def test_a_changed_letter_is_seen_and_is_not_shown(path: Path) -> None:
    changed_letter(path)
    with open_store(f"sqlite:///{path}") as store:
        snapshot = store.snapshot(KEY)
        assert snapshot.sheet(SHEET)["goal"] == "Twee"
        assert snapshot.damaged == ((SHEET, "goal"),)
        assert not store.damage()


def test_a_damaged_value_stays_known_in_a_saved_copy_and_in_a_joined_store(path: Path, tmp_path: Path) -> None:
    changed_letter(path)
    with open_store(f"sqlite:///{path}") as store, open_store(f"sqlite:///{tmp_path / 'nieuw.sqlite'}") as other:
        write_copy(tmp_path / "kopie.sko-bewaard", store.whole())
        other.join(read_copy(tmp_path / "kopie.sko-bewaard"))
        assert other.sheet(KEY, SHEET)["goal"].damaged
        assert other.snapshot(KEY).sheet(SHEET)["goal"] == "Twee"


@pytest.mark.parametrize("column", ["author", "saved_at", "seal"])
def test_who_and_when_are_sealed_too(path: Path, column: str) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"UPDATE sko_revision SET {column} = CAST(? AS TEXT) WHERE number = 3", (b"\xff\xfe",))
    with open_store(f"sqlite:///{path}") as store:
        assert store.sheet(KEY, SHEET)["goal"].damaged
        newest = store.changes(KEY, limit=100)
        assert sum(one.damaged for one in newest) == 1


@pytest.mark.parametrize("page", ["block", "other block", "instrument"])
def test_a_page_names_what_of_its_own_is_damaged(path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    with open_store(f"sqlite:///{path}") as store:
        for number, text in enumerate(("Drie", "Vier")):
            if page == "instrument":
                store.save(KEY, "lesson/01-positie", "feasible", text, based_on=number, author="Pim")
    if page == "instrument":
        breaks(path, 2, '"half', "feasible")
    else:
        changed_letter(path)
    shown: list[Any] = []
    monkeypatch.setattr(sheet_page, "display", shown.append)
    url = f"sqlite:///{path}"
    opened: Any
    if page == "instrument":
        opened = InstrumentPage("lesson/01-positie", KEY.slug, KEY.period, url)
    else:
        block = "meso-samenwerking" if page == "block" else "meso-samenhang"
        opened = BlockPage(block, KEY.slug, KEY.period, 1, url)
    opened.opening()
    notes = [one for one in shown if getattr(one, "title", "") == "Niet te lezen"]
    if page == "other block":
        assert not notes
        return
    [[row]] = [one.rows for one in notes]
    assert "deze versie is beschadigd" in row["label"]
    if page == "block":
        opened.store.save(KEY, SHEET, "goal", "Vier", based_on=3, author="Pim")
        opened._saved()
        assert notes[0].rows == []


def test_the_history_says_that_a_version_is_damaged(path: Path) -> None:
    changed_letter(path)
    field = framework("ocw-2023").cycle_sheet.field("goal")
    with open_store(f"sqlite:///{path}") as store:
        versions = DossierField(store, KEY, SHEET, field, framework("ocw-2023")).history()
        assert [(one.number, one.damaged) for one in versions] == [(3, True), (2, False), (1, False)]
        with pytest.raises(NoSuchRevisionError):
            store.put_back(KEY, SHEET, "goal", 3, based_on=3, author="Pim")


def test_a_report_says_which_fields_fell_back(path: Path) -> None:
    changed_letter(path)
    done = sko("--werkmap", path.parent, "rapport", "de-brug", "--formaat", "html")
    assert done.code == 0, done
    assert "Beschadigd in de opslag: Meso – Samenwerking, cyclus 1: Doel." in done.out + done.err
