"""Sharing without a common store: `sko delen` writes a file, `sko invoer` takes it in at the group's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, Done, assert_refused, sko

from sko_widgets.dossier import shared_file
from sko_widgets.dossier.problems import ImportRefusedError
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

EXAMPLE_NAMES = ("Elzerveen", "elzerveen", "Veenrand", "Drijfsijs")
BLOCK = "meso-samenwerking"


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the work folder of a coalition, with the example."""
    folder = tmp_path_factory.mktemp("coalitie")
    assert sko("--werkmap", folder, "invoer", EXAMPLE).code == 0
    return folder


def share(theirs: Path, to: Path, *more: str) -> tuple[Done, Path]:
    """Run `sko delen` and return what it gave, and the file."""
    done = sko("--werkmap", theirs, "delen", "elzerveen", "--groep", "Rivieren", "--naar", to, *more)
    assert done.code == 0, done
    return done, Path(done.out.strip())


def take_in(ours: Path, *files: Path) -> Done:
    return sko("--werkmap", ours, "invoer", *files)


def shared(ours: Path) -> list[SharedCopy]:
    with open_store(f"sqlite:///{ours / 'dossiers.sqlite'}") as store:
        return store.shared("rivieren")


def plain(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def test_by_file_and_back_again(theirs: Path, tmp_path: Path) -> None:
    done, file = share(theirs, tmp_path, "--bouwsteen", BLOCK, "--les", "3")
    assert file.name == "gedeeld-rivieren-elzerveen-2025-2026.json"
    assert "met de naam van de coalitie" in done.err
    ours = tmp_path / "begeleider"
    taken = take_in(ours, file)
    assert taken.out.startswith("Rivieren: ")
    assert taken.out.rstrip().endswith("gedeeld door Elzerveen.")
    there = shared(ours)
    assert {one.place.rpartition("/")[0] for one in there} == {f"block/{BLOCK}", "lesson"}
    assert {one.label() for one in there} == {"Elzerveen"}
    with open_store(f"sqlite:///{theirs / 'dossiers.sqlite'}") as store:
        own = store.snapshot(DossierKey("elzerveen", "2025-2026")).sheet(f"block/{BLOCK}/1")
    [first] = [one for one in there if one.place == f"block/{BLOCK}/1"]
    assert {name: value for name, value in first.fields.items() if name != "start_question"} == {
        name: value for name, value in own.items() if name != "start_question"
    }
    assert sko("--werkmap", ours, "lijst").out.startswith("Er is nog geen dossier")  # nothing of it became a dossier
    assert "er is iets nieuwers" in take_in(ours, file).out
    done, gone = share(theirs, tmp_path / "weg", "--bouwsteen", BLOCK, "--niet-meer")
    assert "teruggenomen" in take_in(ours, gone).out
    assert [one.place for one in shared(ours)] == ["lesson/03-stakeholders"]
    assert "er is iets nieuwers" in take_in(ours, file).out  # the first file does not bring it back
    assert [one.place for one in shared(ours)] == ["lesson/03-stakeholders"]
    assert "fields" not in plain(gone)


def test_without_a_name_the_file_says_nobodys(theirs: Path, tmp_path: Path) -> None:
    done, file = share(theirs, tmp_path, "--zonder-naam", "--alleen-vragen", "--graag-praten")
    text = file.read_text(encoding="utf-8") + file.name
    assert not [name for name in EXAMPLE_NAMES if name in text]
    assert "zonder namen" in done.err
    read = shared_file.read_file(file)
    assert all(one.questions_only and one.meets and not one.named for one in read.copies)
    assert {*read.copies[0].fields} <= {"start_question", "own_question", "next_questions", "status"}
    ours = tmp_path / "begeleider"
    take_in(ours, file)
    held = b"".join(one.read_bytes() for one in ours.glob("dossiers.sqlite*"))
    assert not [name for name in EXAMPLE_NAMES if name.encode() in held]


def test_what_cannot_be_shared_writes_nothing(theirs: Path, tmp_path: Path) -> None:
    def refused(*more: str, code: int = 2) -> str:
        to = tmp_path / "niets"
        done = sko("--werkmap", theirs, "delen", "elzerveen", "--naar", to, *more)
        assert_refused(done, code=code)
        assert not list(to.glob("*.json"))
        return done.err

    assert "--groep" in refused()
    assert "kan geen naam van een leergroep zijn" in refused("--groep", "…")
    assert "is geen bouwsteen" in refused("--groep", "Rivieren", "--bouwsteen", "meso")
    assert "is geen les of instrument; kies uit 1, 2, 3" in refused("--groep", "Rivieren", "--les", "14")
    folder = tmp_path / "leeg"
    assert sko("--werkmap", folder, "nieuw", "De Brug", "--periode", "2025-2026").code == 0
    done = sko("--werkmap", folder, "delen", "de-brug", "--groep", "Rivieren")
    assert_refused(done, "staat nog niets om te delen", code=2)


Change = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: file.update(format="sko-dossier"), "hier is niets gedeeld"),
        (lambda file: file.update(version=2), "leest tot en met versie 1"),
        (lambda file: file.update(sender="../../x"), "12 cijfers en letters"),
        (lambda file: file.update(slug="elzerveen"), "slug"),
        (lambda file: file.update(framework="ocw-1999"), "dit format is onbekend"),
        (lambda file: file.update(group=""), "group"),
        (lambda file: file["copies"][0].update(place="profile"), "copies[0].place: dit kan niet worden gedeeld"),
        (lambda file: file["copies"][0].update(place="block/meso/1"), "copies[0].place: dit kan niet worden gedeeld"),
        (lambda file: file["copies"][0].update(at="gisteren"), "moet een tijd zijn"),
        (lambda file: file["copies"][0]["fields"].update(goal=3), "copies[0].fields.goal"),
        (lambda file: file["copies"][0]["fields"].update(score=3), "copies[0].fields.score"),
        (lambda file: file.update(withdrawn=[{"place": "x", "at": "2026-01-01T00:00:00+00:00"}]), "withdrawn[0].place"),
    ],
)
def test_a_file_that_is_not_right_is_refused_whole(theirs: Path, tmp_path: Path, change: Change, words: str) -> None:
    file = tmp_path / "gedeeld.json"
    if not (theirs / "goed.json").exists():
        share(theirs, theirs, "--bouwsteen", BLOCK)[1].rename(theirs / "goed.json")
    wrong = plain(theirs / "goed.json")
    change(wrong)
    with pytest.raises(ImportRefusedError) as refused:
        shared_file.read(json.dumps(wrong).encode(), str(file))
    assert words in str(refused.value)


def test_a_trial_and_a_refusal_leave_nothing(theirs: Path, tmp_path: Path) -> None:
    _, file = share(theirs, tmp_path, "--bouwsteen", BLOCK)
    trial = sko("--werkmap", tmp_path / "proef", "invoer", "--proef", file)
    assert "(proef: er is niets opgeslagen)" in trial.out
    assert not (tmp_path / "proef").exists()
    wrong = tmp_path / "fout.json"
    wrong.write_text(file.read_text(encoding="utf-8").replace('"period"', '"periode"'), encoding="utf-8")
    assert_refused(take_in(tmp_path / "proef", wrong), "periode", "er is niets opgeslagen", code=1)
    assert not (tmp_path / "proef").exists()
