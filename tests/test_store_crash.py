"""What was acknowledged is there: with eight writers at once, and when writers are killed in the middle."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any

import pytest
import store_saver
from store_contract import KEY
from thoroughness import times

from sko_widgets.dossier.store import open_store

WRITERS, SAVES, FIELDS = 8, 500, 20
KILLS = times(40, whole=100)
AT_ONCE = 3
SHEET = "saver"

# A process that has done the imports starts the others, where that can be done: a hundred of them are soon there.
_HOW = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_processes: Any = multiprocessing.get_context(_HOW)
_processes.set_forkserver_preload(["store_saver"])


def save_and_log(log: Path, url: str, name: str, tries: int, fields: int) -> None:
    """Save, with what is told in a file."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(out, stream)
    store_saver.main(url, name, tries, fields)


class Saver:
    """A process that saves, and the file in which it writes what it was told."""

    def __init__(self, url: str, name: str, folder: Path, *, tries: int = 0, fields: int = 0) -> None:
        self.log = folder / f"{name}.log"
        self.log.touch()
        self.process = _processes.Process(target=save_and_log, args=(self.log, url, name, tries, fields))
        self.process.start()

    def told(self) -> list[list[str]]:
        """Return the lines so far, in words."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return [line.split() for line in text[: text.rfind("\n") + 1].splitlines()]

    def kept(self) -> list[tuple[str, int, str]]:
        """Return field, number and value of every save that was acknowledged."""
        return [(line[1], int(line[2]), line[3]) for line in self.told() if line[0] == "kept"]

    def kill(self) -> None:
        """End the process without a warning (on POSIX: SIGKILL)."""
        self.process.kill()
        self.process.join()

    def wait_until_it_saves(self) -> None:
        until = time.monotonic() + 60
        while not self.kept():
            assert self.process.is_alive(), self.told()
            assert time.monotonic() < until
            time.sleep(0.005)


def stored(url: str) -> dict[tuple[str, int], str]:
    """Return every revision of the sheet that the savers save in; numbers run on without a gap."""
    with open_store(url) as store:
        histories = [store.history(KEY, SHEET, field) for field in store.revisions(KEY, SHEET)]
    for history in histories:
        assert [one.number for one in history] == list(range(1, len(history) + 1))
        assert [one.saved_at for one in history] == sorted(one.saved_at for one in history)
    return {(one.field, one.number): one.value for history in histories for one in history}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'opslag.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.mark.slow
def test_eight_writers_of_the_same_fields_lose_nothing(url: str, tmp_path: Path) -> None:
    """Revisions stored plus conflicts reported equals saves tried, and what was acknowledged is in the history."""
    savers = [Saver(url, f"writer-{number}", tmp_path, tries=SAVES, fields=FIELDS) for number in range(WRITERS)]
    for saver in savers:
        saver.process.join(240)
        assert saver.process.exitcode == 0, saver.told()[-20:]
    words = Counter(line[0] for saver in savers for line in saver.told())
    kept = [one for saver in savers for one in saver.kept()]
    there = stored(url)
    assert words["kept"] + words["conflict"] == WRITERS * SAVES
    assert len(there) == words["kept"]
    assert {(field, number): value for field, number, value in kept} == there
    assert words["conflict"] > 0, "the writers never met"


def integrity(path: Path) -> str:
    check = sqlite3.connect(path, timeout=30)
    try:
        return str(check.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        check.close()


@pytest.mark.slow
def test_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Each is killed at a random moment of its saving, while others save in the same file."""
    path = tmp_path / "opslag.sqlite"
    url = f"sqlite:///{path}"
    chance = random.Random()
    names = iter(range(1_000_000))

    def new() -> Saver:
        return Saver(url, f"s{next(names)}", tmp_path, fields=chance.choice((0, 0, 3)))

    running = deque(new() for _ in range(AT_ONCE))
    killed: list[Saver] = []
    while len(killed) < KILLS:
        saver = running.popleft()
        saver.wait_until_it_saves()
        time.sleep(chance.uniform(0, 0.02))
        saver.kill()
        killed.append(saver)
        running.append(new())
        field, number, value = saver.kept()[-1]
        with open_store(url) as store:
            assert store.history(KEY, SHEET, field)[number - 1].value == value
        assert integrity(path) == "ok"
    for saver in running:
        saver.kill()
    there = stored(url)
    acknowledged = [one for saver in (*killed, *running) for one in saver.kept()]
    assert len(acknowledged) >= KILLS
    assert not [one for one in acknowledged if there.get(one[:2]) != one[2]]
    # What is there and was not acknowledged are saves that were killed between the disk and the answer.
    assert len(there) - len(acknowledged) <= KILLS + AT_ONCE
    assert integrity(path) == "ok"


@pytest.mark.slow
def test_a_store_whose_making_was_killed_is_made_by_the_next(tmp_path: Path) -> None:
    for turn in range(10):
        path = tmp_path / f"{turn}.sqlite"
        saver = Saver(f"sqlite:///{path}", f"maker-{turn}", tmp_path)
        until = time.monotonic() + 60
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.1))
        saver.kill()
        with open_store(f"sqlite:///{path}") as store:
            assert len(store.dossiers()) <= 1
        assert integrity(path) == "ok"
