"""What is taken out for good is nowhere any more, and who took it out is known."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers import Done, sko

from sko_widgets.dossier import begin, sessions, sharing
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Revision, open_store, write_copy
from sko_widgets.guide.notebooks import write_for_path, write_group

KEY = DossierKey("de-brug", "2025-2026")
SHEET = "block/meso-samenwerking/1"
SECRET = "Zonnebloemkind"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a store in which a pupil's name was typed by mistake, in two versions of a goal."""
    where = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    address = where if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with open_store(address) as store:
        begin.begin(store, "De Brug", KEY.period, author="test")
        for number, text in enumerate((f"Voor {SECRET}", f"Samen met {SECRET}", "Samen")):
            assert isinstance(store.save(KEY, SHEET, "goal", text, based_on=number, author="Pim"), Revision)
        assert isinstance(store.save(KEY, SHEET, "context", "Blijft", based_on=0, author="Pim"), Revision)
    return address


def erase(folder: Path, url: str, *more: str) -> Done:
    return sko("--werkmap", folder, "--opslag", url, "verwijder", "de-brug", *more)


def test_an_erased_field_is_in_no_file_of_the_work_folder(url: str, tmp_path: Path) -> None:
    done = erase(tmp_path, url, "--veld", SHEET, "goal", "--ja")
    assert done.code == 0, done
    assert "3 versies van 1 veld" in done.out
    assert ("VACUUM" in done.out) == url.startswith("postgres")
    for file in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert SECRET.encode() not in file.read_bytes(), file
    out = tmp_path / "uit"
    assert sko("--opslag", url, "uitvoer", "--naar", out, "--met-geschiedenis").code == 0
    written = [one.read_text(encoding="utf-8") for one in out.iterdir()]
    assert len(written) == 2
    assert all("Blijft" in one and SECRET not in one for one in written)
    with open_store(url) as store:
        [mark] = store.history(KEY, SHEET, "goal")
        assert (mark.erased, mark.value, mark.number) == (True, None, 4)


def test_it_asks_first_and_names_older_files_that_may_hold_it(url: str, tmp_path: Path) -> None:
    assert sko("--opslag", url, "uitvoer", "--naar", tmp_path / "uit").code == 0
    asked = erase(tmp_path, url)
    assert (asked.code, "--ja" in asked.err) == (1, True)
    with open_store(url) as store:
        assert len(store.history(KEY, SHEET, "goal")) == 3
    done = erase(tmp_path, url, "--ja")
    assert str((tmp_path / "uit" / "de-brug-2025-2026.json").resolve()) in done.out
    with open_store(url) as store:
        assert store.snapshot(KEY).sheets == {}
    assert erase(tmp_path, url, "--ja").code == 2


def test_what_is_not_named_holds_nothing(tmp_path: Path) -> None:
    """Every kind of file that a work folder comes to hold, searched byte for byte, as it is and as JSON writes it."""
    name, path = "Zoë Zonnebloem", tmp_path / "dossiers.sqlite"
    url = f"sqlite:///{path}"
    kept = tmp_path / "reservekopieen"
    with open_store(url) as store:
        for coalition in ("De Brug", "De Vaart"):
            begin.begin(store, coalition, KEY.period, author="test")
        assert isinstance(store.save(KEY, SHEET, "goal", f"Voor {name}", based_on=0, author="Pim"), Revision)
        assert isinstance(store.save(KEY, SHEET, "context", f"Ook {name}", based_on=0, author="Pim"), Revision)
        log = (tmp_path / "dossiers.sqlite-wal").read_bytes()  # what the log of a damaged or a replaced file would hold
        write_copy(tmp_path / "stond", store.whole())
    assert name.encode() not in log  # a value is kept as JSON
    assert json.dumps(name)[1:-1].encode() in log
    assert sko("--werkmap", tmp_path, "bewaar", "--leesbaar").code == 0
    for kind in ("stond", "getypt"):
        shutil.copyfile(tmp_path / "stond", kept / f"dossiers-vervangen-2026-11-21-101112-7-{kind}.sko-bewaard")
    (tmp_path / "stond").unlink()
    (tmp_path / "dossiers.sqlite-vervangen-20261121-101112-ab12-wal").write_bytes(log)
    shutil.copyfile(path, kept / "dossiers-beschadigd-2026-11-21-101112.sqlite")
    (kept / "dossiers-beschadigd-2026-11-21-101112.sqlite-wal").write_bytes(log)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "eigen.ipynb").write_text(f'{{"uitvoer": "Voor {name}"}}', encoding="utf-8")
    assert sko("--werkmap", tmp_path, "uitvoer", "--alle", "--naar", tmp_path / "uit", "--met-geschiedenis").code == 0
    assert sko("--werkmap", tmp_path, "rapport", "--alle", "--formaat", "html,docx").code == 0
    done = erase(tmp_path, url, "--ja")
    assert done.code == 0, done
    with open_store(url) as store:
        assert isinstance(store.save(KEY, SHEET, "goal", "Samen", based_on=2, author="Pim"), Revision)
    assert sko("--werkmap", tmp_path, "bewaar", "--leesbaar").code == 0
    named = {Path(line.strip()) for line in done.out.splitlines() if line.startswith("  /")}
    pieces = (name.encode(), json.dumps(name)[1:-1].encode())
    holding = {
        file for file in tmp_path.rglob("*") if file.is_file() and any(map(file.read_bytes().__contains__, pieces))
    }
    assert len(holding) >= 10
    assert holding <= named
    packed = {"de-brug-2025-2026.docx", "overzicht.xlsx"}
    assert {file.name for file in named - holding} == {*packed, "index.html"}  # a page of many may hold it


def test_all_of_one_coalition_is_given_with_who_wrote_it_and_when(url: str, tmp_path: Path) -> None:
    done = sko("--opslag", url, "uitvoer", "de-brug", "--naar", tmp_path / "uit", "--met-geschiedenis")
    lines = Path(done.out.splitlines()[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    goals = [(one["number"], one["author"], one["value"]) for one in rows if one.get("field") == "goal"]
    assert goals == [(1, "Pim", f"Voor {SECRET}"), (2, "Pim", f"Samen met {SECRET}"), (3, "Pim", "Samen")]


def test_an_erased_group_is_nowhere_and_its_name_is_free_again(url: str, tmp_path: Path) -> None:
    """All of a group goes: what was said, what was shared with it, its pages, and its name from every list."""
    with open_store(url) as store:
        group = sharing.group_called(store, "Kust & Duin", author="test").key
        sessions.plan(store, group.slug, "2026-01-20", {"question": f"Wie kent {SECRET}?"}, author="test")
        sessions.add_harvest(store, group.slug, "2026-01-20", {"text": f"Bel over {SECRET}"}, author="test")
        given = sharing.copies(store, KEY, [SHEET], sharing.Manner(), at=datetime.now(UTC), author="test")
        sharing.share(store, group.slug, given, author="test")
    [start, *_] = write_group(tmp_path, group.slug)

    def erased(*which: str) -> Done:
        return sko("--werkmap", tmp_path, "--opslag", url, "verwijder", *which)

    assert [erased(*which).code for which in (("--groep", "Duin"), ("de-brug", "--groep", "kust-duin"), ())] == [2] * 3
    assert "Kies uit: Kust & Duin." in erased("--groep", "Duin").err
    done = erased("--groep", "kust & duin", "--ja")
    assert (done.code, not start.exists()) == (0, True), done
    with open_store(url) as store:
        assert (store.snapshot(group).sheets, list(store.shared(group.slug)), sharing.groups(store)) == ({}, [], [])
        assert store.snapshot(KEY).sheet(SHEET)["goal"] == "Samen"
        assert write_for_path(tmp_path, url, f"leergroep/{group.slug}/start.ipynb") is None
        again = sharing.group_called(store, "Kust, Duin", author="test")
        assert (again.key, again.name) == (group, "Kust, Duin")
    assert write_for_path(tmp_path, url, f"leergroep/{group.slug}/start.ipynb") == group


def test_a_page_that_saved_the_text_goes_on_after_it_was_erased(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    with open_store(url) as page:
        begin.begin(page, "De Brug", KEY.period, author="test")
        assert isinstance(page.save(KEY, SHEET, "goal", SECRET, based_on=0, author="Pim"), Revision)
        assert erase(tmp_path, url, "--veld", SHEET, "goal", "--ja").code == 0
        assert isinstance(page.save(KEY, SHEET, "goal", "Anders", based_on=2, author="Pim"), Revision)
