"""The file alone is all the work as soon as nobody saves, however the program that saved came to its end."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from browser import shows
from field_saver import KEY, NAME, SHEET
from serving import until
from workbook_browser import BLOCK, Folder, Tab, opened

from sko_widgets.dossier.store import open_store
from sko_widgets.dossier.store.checkpoint import QUIET_SECONDS

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
SAVER = Path(__file__).parent / "field_saver.py"


class PageKernel:
    """A process that saves as a page's kernel does."""

    def __init__(self, folder: Folder) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SAVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SKO_OPSLAG": folder.url, "SKO_AUTEUR": "Ans"},
        )
        assert self.pipe(self.process.stdout).readline() == "ready\n"

    @staticmethod
    def pipe(one: IO[str] | None) -> IO[str]:
        assert one is not None
        return one

    def type(self, text: str) -> str:
        """Save a text; returns what the page is told."""
        self.pipe(self.process.stdin).write(f"{text}\n")
        self.pipe(self.process.stdin).flush()
        return self.pipe(self.process.stdout).readline().strip()

    def close(self) -> None:
        """Let it end as when its page is closed."""
        self.pipe(self.process.stdin).close()
        assert self.process.wait(30) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "werkmap").make()


@pytest.fixture
def kernel(folder: Folder) -> Iterator[PageKernel]:
    """Start a kernel that saves."""
    made = PageKernel(folder)
    yield made
    made.process.kill()
    made.process.wait()


def copied(folder: Folder) -> list[str]:
    """Copy the file alone, as people do, and return what its history says elsewhere."""
    elsewhere = Folder(folder.path.parent / f"elders-{time.monotonic_ns()}")
    elsewhere.path.mkdir()
    shutil.copyfile(folder.path / "dossiers.sqlite", elsewhere.path / "dossiers.sqlite")
    return [str(one.value) for one in elsewhere.history(SHEET, NAME, KEY)]


def test_the_file_has_it_all_some_quiet_seconds_after_the_last_save(folder: Folder, kernel: PageKernel) -> None:
    assert [kernel.type("een"), kernel.type("twee")] == ["saved 1", "saved 2"]
    assert copied(folder) == []  # in the log: copied now, it would not be there
    until(lambda: copied(folder) == ["een", "twee"], QUIET_SECONDS + 10)
    assert kernel.type("drie") == "saved 3"
    until(lambda: copied(folder) == ["een", "twee", "drie"], QUIET_SECONDS + 10)


def test_a_reader_in_the_middle_only_puts_it_off(folder: Folder, kernel: PageKernel) -> None:
    reader = sqlite3.connect(folder.path / "dossiers.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sko_revision").fetchone()
    assert kernel.type("een") == "saved 1"
    time.sleep(QUIET_SECONDS + 1)
    assert kernel.type("twee") == "saved 2"
    reader.execute("COMMIT")
    until(lambda: copied(folder) == ["een", "twee"], QUIET_SECONDS * 2 + 10)
    reader.close()


def test_the_end_of_a_kernel_brings_all_to_rest_while_others_have_the_file_open(
    folder: Folder, kernel: PageKernel
) -> None:
    with open_store(folder.url) as other:
        assert other.history(KEY, SHEET, NAME) == []
        assert kernel.type("een") == "saved 1"
        kernel.close()
        assert copied(folder) == ["een"]


@pytest.mark.skipif(os.name != "posix", reason="Windows ends a process without a signal that it hears")
def test_so_does_the_signal_that_asks_it_to_end(folder: Folder, kernel: PageKernel) -> None:
    with open_store(folder.url) as other:
        assert other.history(KEY, SHEET, NAME) == []
        assert kernel.type("een") == "saved 1"
        kernel.process.send_signal(signal.SIGTERM)
        assert kernel.process.wait(30) == -signal.SIGTERM
        assert copied(folder) == ["een"]


def test_a_killed_kernel_leaves_the_rest_to_whoever_opens_the_file_next(folder: Folder, kernel: PageKernel) -> None:
    assert kernel.type("een") == "saved 1"
    kernel.process.kill()
    kernel.process.wait()
    open_store(folder.url).close()
    assert copied(folder) == ["een"]
    assert [one.name for one in folder.path.iterdir()] == ["dossiers.sqlite"]


def test_bringing_to_rest_never_makes_a_save_wait_or_fail(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saves go on while the log is brought in as often as can be."""
    with open_store(folder.url, wait=5) as store, open_store(folder.url, wait=5) as other:
        stop = threading.Event()

        def rest() -> None:
            while not stop.is_set():
                other._file._log.now()  # type: ignore[attr-defined]

        busy = threading.Thread(target=rest)
        busy.start()
        try:
            for number in range(200):
                store.save(KEY, SHEET, NAME, f"tekst {number}", based_on=number, author="Ans")
        finally:
            stop.set()
            busy.join()
    assert copied(folder)[-1] == "tekst 199"


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("end", ["page", "ctrl-c", "kill"])
def test_typed_in_a_browser_and_only_the_file_copied(folder: Folder, tabs: Tabs, end: str) -> None:
    with opened(folder.path) as server:
        tab = tabs(server).block()
        tab.text("Doel").fill("Samen eten, elke dag.")
        tab.text("Doel").blur()
        tab.saved()
        if end == "page":
            tab.page.close()
            until(lambda: folder.sheet(f"block/{BLOCK}/1")["goal"] in copied(folder), 60)
        elif end == "ctrl-c":
            server.stop()
        else:
            server.end()
    if end == "kill":
        with opened(folder.path) as again:
            tab = tabs(again).block()
            shows(tab.text("Doel"), "Samen eten, elke dag.")
            assert copied(folder)[-1] == "Samen eten, elke dag."
    assert copied(folder)[-1] == "Samen eten, elke dag."
