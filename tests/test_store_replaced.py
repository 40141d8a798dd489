"""Another program puts another file in the place of the store's: nothing typed on either side is lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import shows
from field_saver import KEY, NAME, SHEET
from helpers import sko
from playwright.sync_api import expect
from serving import until
from test_store_rest import PageKernel
from thoroughness import times
from workbook_browser import Folder, Tab, opened

from sko_widgets.dossier.store import Revision, StoreReplacedError, backups, open_store, read_copy
from sko_widgets.dossier.store.identity import beside
from sko_widgets.dossier.store.sql_store import SqlStore

pytest_plugins = ["workbook_fixtures"]
Tabs = Callable[..., Tab]
GOAL = (SHEET, NAME)
TIMES = times(6, whole=20)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "werkmap").make()
    made.save(*GOAL, "gezamenlijk", author="Ans", key=KEY)
    return made


def file(folder: Folder) -> Path:
    return folder.path / "dossiers.sqlite"


def texts(folder: Folder, sheet: str = SHEET, name: str = NAME) -> list[str]:
    return [str(one.value) for one in folder.history(sheet, name, KEY)]


def copied(folder: Folder, to: Path) -> Folder:
    """Copy the file to another computer."""
    to.mkdir()
    shutil.copyfile(file(folder), to / "dossiers.sqlite")
    return Folder(to)


def put(source: Folder, target: Folder, *, in_place: bool = False) -> None:
    """Put a file in the place of another, as a sync client does; or write over it, as `cp` does."""
    if in_place:
        shutil.copyfile(file(source), file(target))
        return
    new = target.path / ".sync-nieuw"
    shutil.copyfile(file(source), new)
    new.replace(file(target))


@pytest.mark.parametrize("in_place", [False, True], ids=["renamed", "written over"])
@pytest.mark.parametrize("newer", [False, True], ids=["older", "newer"])
def test_a_file_that_was_replaced_is_never_written_to_and_both_are_kept(
    folder: Folder, tmp_path: Path, *, newer: bool, in_place: bool
) -> None:
    other = copied(folder, tmp_path / "ander")
    if newer:
        other.save(*GOAL, "van de ander", author="Bo", key=KEY)
    kernel = PageKernel(folder)
    assert kernel.type("van mij") == "saved 2"
    if in_place:
        until(lambda: not beside(file(folder), "-wal").stat().st_size)
    put(other, folder, in_place=in_place)
    before = file(folder).read_bytes()
    told = kernel.type("net getypt")
    assert told.startswith("refused"), told
    assert "vervangen" in told
    assert "sko herstel" in told
    assert str(folder.path / "reservekopieen") in told
    assert file(folder).read_bytes() == before
    kernel.close()
    done = sko("--werkmap", folder.path, "herstel", "--ja")
    assert done.code == 0, done
    wanted = ["gezamenlijk", *(["van de ander"] if newer else []), "van mij", "net getypt"]
    assert sorted(texts(folder)) == sorted(wanted)
    assert texts(folder)[-1] == "net getypt"
    if newer:
        assert "op twee plekken verder geschreven" in done.out
    again = sko("--werkmap", folder.path, "herstel", "--ja")
    assert "Samengevoegd" not in again.out, again


def test_who_opens_the_new_file_sees_the_new_file_and_nothing_of_the_log_of_the_old(
    folder: Folder, tmp_path: Path
) -> None:
    other = copied(folder, tmp_path / "ander")
    for number in range(40):
        other.save(*GOAL, f"van de ander {number}", author="Bo", key=KEY)
    with SqlStore.open(folder.url) as holder:
        for number in range(30):
            holder.save(KEY, *GOAL, f"van mij {number}", based_on=number + 1, author="Ans")
        put(other, folder)
        with open_store(folder.url) as fresh:
            assert [one.value for one in fresh.history(KEY, *GOAL)][1:] == [f"van de ander {n}" for n in range(40)]
            saved = fresh.save(KEY, *GOAL, "verder", based_on=41, author="Cas")
            assert isinstance(saved, Revision)
            with pytest.raises(StoreReplacedError) as caught:
                holder.save(KEY, *GOAL, "net getypt", based_on=31, author="Ans")
    kept = [one for path in Path(caught.value.kept).iterdir() for one in read_copy(path)]
    held = {str(one.unpacked().value) for dossier in kept for one in dossier.revisions if one.field == NAME}
    assert held >= {"gezamenlijk", "net getypt", *(f"van mij {number}" for number in range(30))}
    check = sqlite3.connect(file(folder))
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    assert texts(folder)[-1] == "verder"


def test_a_folder_that_is_copied_with_its_log_keeps_what_is_in_the_log(folder: Folder, tmp_path: Path) -> None:
    with open_store(folder.url) as store:
        store.save(KEY, *GOAL, "in het log", based_on=1, author="Ans")
        shutil.copytree(folder.path, tmp_path / "kopie")
    assert texts(Folder(tmp_path / "kopie")) == ["gezamenlijk", "in het log"]


def test_a_file_that_was_taken_away_is_not_made_anew(folder: Folder) -> None:
    with SqlStore.open(folder.url) as store:
        store.save(KEY, *GOAL, "van mij", based_on=1, author="Ans")
        file(folder).unlink()
        with pytest.raises(StoreReplacedError) as caught:
            store.save(KEY, *GOAL, "net getypt", based_on=2, author="Ans")
    assert not file(folder).exists()
    held = [
        one.unpacked().value
        for path in Path(caught.value.kept).iterdir()
        for d in read_copy(path)
        for one in d.revisions
    ]
    assert {"van mij", "net getypt"} <= {str(one) for one in held}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    """Return a folder in which a server runs."""
    made = Folder(tmp_path_factory.mktemp("vervangen") / "werkmap").make()
    made.save(*GOAL, "begin", author="Ans", key=KEY)
    with opened(made.path):
        time.sleep(3)
        yield made


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody replace a file that is open")
def test_replaced_again_and_again_under_a_running_server_nothing_is_lost(served: Folder, tmp_path: Path) -> None:
    """By an older and by a newer copy from another computer, in turn, each at a random moment of the typing."""
    chance = random.Random(20261121)
    typed = {"begin"}
    for turn in range(TIMES):
        other = copied(served, tmp_path / f"ander-{turn}")
        if turn % 2:
            theirs = f"ander {turn}"
            other.save(*GOAL, theirs, author="Bo", key=KEY)
            typed.add(theirs)
        kernel = PageKernel(served)
        moment = time.monotonic() + chance.uniform(0.0, 1.5)
        number, replaced = 0, False
        while not replaced or number < 3:
            if not replaced and time.monotonic() >= moment:
                put(other, served)
                replaced, number = True, 0
            mine = f"mijn {turn}.{number}.{'na' if replaced else 'voor'}"
            assert kernel.type(mine).startswith("refused" if replaced else "saved")
            typed.add(mine)
            number += 1
            time.sleep(chance.uniform(0.0, 0.2))
        kernel.close()
        time.sleep(chance.choice((0.0, 2.5)))
        done = sko("--werkmap", served.path, "herstel", "--ja")
        assert done.code == 0, done
        assert typed == set(texts(served)), (turn, typed ^ set(texts(served)))
    check = sqlite3.connect(file(served))
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody replace a file that is open")
def test_the_page_says_so_and_after_herstel_all_is_there(folder: Folder, tmp_path: Path, tabs: Tabs) -> None:
    other = copied(folder, tmp_path / "ander")
    other.save(*GOAL, "van de ander", author="Bo", key=KEY)
    with opened(folder.path) as server:
        tab = tabs(server).block()
        tab.text("Doel").fill("van mij")
        tab.text("Doel").blur()
        tab.saved()
        put(other, folder)
        tab.text("Doel").fill("van mij, en net getypt")
        tab.text("Doel").blur()
        message = tab.page.get_by_text("Niet opgeslagen").filter(has_text="vervangen").first
        expect(message).to_be_visible()
        expect(message).to_contain_text("sko herstel")
        assert sko("--werkmap", folder.path, "herstel", "--ja").code == 0
        assert {"van de ander", "van mij", "van mij, en net getypt"} <= set(texts(folder))
        tab.reload()
        shows(tab.text("Doel"), "van mij, en net getypt")
        tab.text("Doel").fill("samen verder")
        tab.text("Doel").blur()
        tab.saved()
    assert texts(folder)[-1] == "samen verder"


@pytest.mark.slow
@pytest.mark.browser
def test_the_start_page_makes_a_copy_and_says_when_the_last_one_was(folder: Folder, tabs: Tabs) -> None:
    with opened(folder.path) as server:
        tab = tabs(server).open()
        expect(tab.page.get_by_text("Laatste reservekopie: ")).to_be_visible()
        tab.press("Reservekopie maken")
        expect(tab.page.get_by_text("De reservekopie is gemaakt en nagekeken")).to_be_visible()
        expect(tab.page.get_by_text("Laatste reservekopie: ")).to_contain_text(" uur")
    there = backups(file(folder))
    with open_store(f"sqlite:///{there[-1].path}") as copy:
        assert [one.value for one in copy.history(KEY, *GOAL)] == ["gezamenlijk"]
