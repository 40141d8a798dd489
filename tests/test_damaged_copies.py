"""Four hundred damaged copies of a filled store: what is shown is right, or named as damaged, or refused in Dutch."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from helpers import example, sko
from thoroughness import times

from sko_widgets.dossier import store_check
from sko_widgets.dossier.snapshot import DossierKey, Sheets
from sko_widgets.dossier.store import (
    Backup,
    Revision,
    StoreDamagedError,
    StoreReplacedError,
    make_backup,
    open_store,
    read_copy,
)
from sko_widgets.dutch import moment

COPIES = times(160, whole=400)
BRIDGE = DossierKey("de-brug", "2025-2026")
PLACES = [("block/meso-samenwerking/1", "goal"), ("profile", "introduction"), ("profile", "name")]
Damage = Callable[[random.Random, Path], None]


@dataclass
class Filled:
    """A store that is whole, and what it shows."""

    path: Path
    backup: Backup
    shown: dict[DossierKey, Sheets] = field(default_factory=dict)
    names: dict[DossierKey, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Return a store with the example and a second coalition, both with a history, and its backup."""
    path = tmp_path_factory.mktemp("heel") / "dossiers.sqlite"
    dossier = example()
    with open_store(f"sqlite:///{path}") as store:
        store.create(dossier.key, framework=dossier.framework, sheets=dossier.sheets, author="Ada")
        store.create(BRIDGE, framework=dossier.framework, sheets={"profile": {"name": "De Brug"}}, author="Bo")
        for number, text in enumerate(("Samen eten.", "Samen koken en eten.", "Élke week samen koken."), 1):
            store.put(dossier.key, {sheet: {name: f"{text} {number}"} for sheet, name in PLACES}, author="Zoë")
            store.put(BRIDGE, {"block/meso-samenwerking/1": {"goal": text * 40}}, author="Bo")
        made = Filled(path, make_backup(path))
        for info in store.dossiers():
            made.shown[info.key] = store.snapshot(info.key).sheets
            made.names[info.key] = info.name
    return made


# --- what can happen to a file --------------------------------------------------------------------


def _bytes(chance: random.Random, path: Path, run: int) -> None:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data) - run)
    for one in range(at, at + run):
        data[one] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def one_byte(chance: random.Random, path: Path) -> None:
    _bytes(chance, path, 1)


def a_run_of_bytes(chance: random.Random, path: Path) -> None:
    _bytes(chance, path, chance.randrange(2, 6000))


def a_page_of_zeroes(chance: random.Random, path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data) // 4096) * 4096
    data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)


def the_end_lacks(chance: random.Random, path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(
        data[: chance.choice((0, 1, 99, 100, 4096, chance.randrange(len(data)), chance.randrange(len(data))))]
    )


def _column(
    chance: random.Random, path: Path, table: str, names: tuple[str, ...], broken: Callable[[Any], Any]
) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        row, name = chance.choice(file.execute(f"SELECT id FROM {table}").fetchall())[0], chance.choice(names)
        (old,) = file.execute(f"SELECT CAST({name} AS TEXT) FROM {table} WHERE id = ?", (row,)).fetchone()
        new = broken(str(old))
        file.execute(f"UPDATE {table} SET {name} = CAST(? AS TEXT) WHERE id = ?", (new, row))


def broken_json(chance: random.Random, path: Path) -> None:
    _column(chance, path, "sko_revision", ("value",), lambda old: old[: chance.randrange(len(old))] + "{")


def another_letter(chance: random.Random, path: Path) -> None:
    def changed(old: str) -> str:
        letters = [at for at, sign in enumerate(old) if sign.isalpha()] or [0]
        at = chance.choice(letters)
        return old[:at] + ("x" if old[at] != "x" else "y") + old[at + 1 :]

    _column(chance, path, "sko_revision", ("value", "author"), changed)


def a_broken_time(chance: random.Random, path: Path) -> None:
    odd = chance.choice(["", "gisteren", "2024-13-45 99:00:00.000000", "2031-01-01 00:00:00.000000", b"\xff\xfe"])
    table, name = chance.choice([("sko_revision", "saved_at"), ("sko_dossier", "created_at")])
    _column(chance, path, table, (name,), lambda _: odd)


def a_broken_name(chance: random.Random, path: Path) -> None:
    table, names = chance.choice(
        [("sko_revision", ("sheet", "field", "author")), ("sko_dossier", ("slug", "period", "framework", "created_by"))]
    )
    _column(
        chance, path, table, names, lambda old: chance.choice([b"\xe9" + old.encode()[1:], old[:-1] + "q", b"\xff"])
    )


KINDS: dict[Damage, int] = {
    one_byte: 6,
    a_run_of_bytes: 3,
    a_page_of_zeroes: 3,
    the_end_lacks: 2,
    broken_json: 1,
    another_letter: 2,
    a_broken_time: 1,
    a_broken_name: 2,
}
ORDER = list(islice(cycle([kind for kind, share in KINDS.items() for _ in range(share)]), COPIES))


# --- what is shown of it --------------------------------------------------------------------------


@dataclass
class Looked:
    """What a person is shown of a damaged copy, and told.

    Parameters
    ----------
    refused
        What is said when nothing of it opens.
    silent
        What is shown otherwise than it was, without a word.
    named
        The fields that are named as damaged.
    faults
        How many things `sko controle --opslag` finds.
    damage, misses
        What is said of the file as a whole; and whether something may lack of which nobody knows what it was.
    """

    refused: str = ""
    silent: list[str] = field(default_factory=list)
    named: int = 0
    faults: int = 0
    damage: str = ""
    misses: bool = False

    @property
    def outcome(self) -> str:
        """What a copy came to."""
        if self.refused or self.damage:
            return "refused" if self.refused else "what is left"
        return "some fields" if self.named else "all of it"


def damaged_copy(filled: Filled, number: int, folder: Path) -> Path:
    """Return damaged copy `number`, with the backup that was made before it was damaged."""
    path = folder / "dossiers.sqlite"
    shutil.copyfile(filled.path, path)
    (folder / "reservekopieen").mkdir()
    shutil.copyfile(filled.backup.path, folder / "reservekopieen" / filled.backup.path.name)
    ORDER[number](random.Random(number), path)
    return path


def look(filled: Filled, path: Path) -> Looked:
    """Open a copy and compare all that is in it with what was there."""
    looked = Looked()
    try:
        with open_store(f"sqlite:///{path}", wait=1) as store:
            infos = {info.key: info for info in store.dossiers()}
            for key, sheets in filled.shown.items():
                if key in infos:
                    snapshot = store.snapshot(key)
                    named, misses, shown = set(snapshot.damaged), snapshot.misses, snapshot.sheets
                    if infos[key].name != filled.names[key] and ("profile", "name") not in named and not misses:
                        looked.silent.append(f"{key}: {infos[key].name}")
                    looked.named += len(named)
                    looked.misses |= misses
                    looked.silent += _silent(key, sheets, shown, named, misses=misses)
                elif not store.damage():
                    looked.silent.append(str(key))
            looked.damage = store.damage()
            looked.faults = len(store_check.check_file(path)) + len(store_check.check(store))
    except StoreDamagedError as error:
        looked.refused = str(error)
    return looked


def _silent(key: DossierKey, was: Sheets, shown: Sheets, named: set[tuple[str, str]], *, misses: bool) -> list[str]:
    def flat(sheets: Sheets) -> Mapping[tuple[str, str], Any]:
        return {(sheet, name): value for sheet, fields in sheets.items() for name, value in fields.items()}

    before, now = flat(was), flat(shown)
    differ = {place for place in {*before, *now} if before.get(place) != now.get(place)}
    gone = {place for place in differ if place in before and place not in named}
    return [f"{key} {place}" for place in differ - named if not (misses and place in gone)]


def test_no_damaged_copy_shows_anything_else_without_a_word(filled: Filled, tmp_path: Path) -> None:
    """An error of any other kind than a damaged, newer or other store ends the test."""
    counts: Counter[str] = Counter()
    for number, kind in enumerate(ORDER):
        folder = tmp_path / str(number)
        folder.mkdir()
        looked = look(filled, damaged_copy(filled, number, folder))
        what = f"copy {number}, {kind.__name__}: {looked}"
        assert not looked.silent, what
        if looked.refused:
            assert all(part in looked.refused for part in (moment(filled.backup.made), "sko herstel")), what
        elif looked.named or looked.damage:
            assert looked.faults, what
        counts[looked.outcome] += 1
        shutil.rmtree(folder)
    assert counts["refused"] < COPIES / 10, counts
    # Two fifths of the file is what search keeps; damage there changes nothing of what is shown.
    assert min(counts["some fields"], counts["what is left"]) > COPIES / 6, counts


@pytest.mark.parametrize("number", [13, 25, 14, 45, 12], ids=lambda number: ORDER[number].__name__)
def test_controle_tells_what_is_damaged(filled: Filled, tmp_path: Path, number: int) -> None:
    path = damaged_copy(filled, number, tmp_path)
    looked = look(filled, path)
    done = sko("--opslag", f"sqlite:///{path}", "controle", "--opslag")
    assert done.code == 1, (looked, done)
    assert "Traceback" not in done.err
    said = " ".join((done.out + done.err).split())
    assert ("beschadigd" in said and "sko herstel" in said) or "is niet te lezen" in said, said


@pytest.mark.parametrize("number", [46, 11, 12, 13, 33], ids=lambda number: ORDER[number].__name__)
def test_herstel_joins_the_copy_with_what_can_be_read(filled: Filled, tmp_path: Path, number: int) -> None:
    """What was saved after the copy was made comes from the damaged file, what is damaged there from the copy."""
    path, whole = tmp_path / "dossiers.sqlite", tmp_path / "heel"
    shutil.copyfile(filled.path, path)
    (tmp_path / "reservekopieen").mkdir()
    shutil.copyfile(filled.backup.path, tmp_path / "reservekopieen" / filled.backup.path.name)
    with open_store(f"sqlite:///{path}") as store:
        store.put(BRIDGE, {"block/meso-samenwerking/1": {"context": "Na de reservekopie."}}, author="Bo")
    path.rename(whole)
    for chance in range(number, 1000, 100):  # what hits nothing but free room damages nothing
        shutil.copyfile(whole, path)
        ORDER[number](random.Random(chance), path)
        damaged = path.read_bytes()
        looked = look(filled, path)
        if looked.refused or looked.damage:
            break
    whole.unlink()
    assert looked.refused or looked.damage, looked
    asked = sko("--opslag", f"sqlite:///{path}", "herstel")
    assert "nieuwe opslag" in asked.err, asked
    assert path.read_bytes() == damaged
    done = sko("--opslag", f"sqlite:///{path}", "herstel", "--ja")
    assert (done.code, "Hersteld" in done.out) == (0, True), done
    [aside] = path.parent.glob("reservekopieen/*-beschadigd-*.sqlite")
    assert aside.read_bytes() == damaged
    now = look(filled, path)
    assert not (now.refused or now.damage), now
    with open_store(f"sqlite:///{path}") as store:
        for key, sheets in filled.shown.items():
            sheets_now = {sheet: dict(fields) for sheet, fields in store.snapshot(key).sheets.items()}
            if not looked.refused and key == BRIDGE:
                late = sheets_now["block/meso-samenwerking/1"].pop("context", None)
                told = "kijk het na" if looked.misses else "nog steeds niet te lezen: Meso – Samenwerking, cyclus 1: A"
                assert late == "Na de reservekopie." or told in done.out, (looked, done)
            assert sheets_now == {sheet: dict(fields) for sheet, fields in sheets.items()}
        assert isinstance(store.save(BRIDGE, "profile", "project_leader", "An", based_on=0, author="Bo"), Revision)


def test_nothing_is_saved_in_a_damaged_file_and_the_way_back_is_told(filled: Filled, tmp_path: Path) -> None:
    path = damaged_copy(filled, 12, tmp_path)
    with open_store(f"sqlite:///{path}") as store:
        assert store.dossiers()
        store.snapshot(BRIDGE)
        before = path.read_bytes()
        with pytest.raises(StoreDamagedError) as refused:
            store.save(BRIDGE, "profile", "project_leader", "An", based_on=0, author="Bo")
    assert moment(filled.backup.made) in str(refused.value)
    assert "sko herstel" in str(refused.value)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody replace a file that is open")
def test_a_damaged_file_that_is_replaced_keeps_the_text_that_was_refused(filled: Filled, tmp_path: Path) -> None:
    path = damaged_copy(filled, 12, tmp_path)
    with open_store(f"sqlite:///{path}") as store:
        store.snapshot(BRIDGE)
        assert store.damage()
        (tmp_path / "heel").write_bytes(filled.path.read_bytes())
        (tmp_path / "heel").replace(path)
        with pytest.raises(StoreReplacedError) as refused:
            store.save(BRIDGE, "profile", "project_leader", "An", based_on=0, author="Bo")
    kept = [read_copy(one) for one in Path(refused.value.kept).glob("*-getypt.sko-bewaard")]
    assert [one.value for copy in kept for dossier in copy for one in dossier.revisions] == ['"An"']
