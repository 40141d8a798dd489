"""The command `sko`: its words, its commands, its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from helpers import EXAMPLE, MODULE, Done, assert_refused, contents, dossier, kept, sko, written

from sko_widgets.cli import main
from sko_widgets.dossier import begin
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.dossier.store.seal import sealed
from sko_widgets.framework import framework

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(main.commands)
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|error|show|try|valid|missing|default|required|not|the)\b", re.I
)
REPORTS = ("html", "pdf", "docx")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where a work folder may come."""
    return tmp_path / "werkmap"


@pytest.fixture
def two_years(place: Path) -> Path:
    """Return a work folder in which De Brug has two periods and De Vaart has one."""
    place.mkdir()
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        for name, period in (("De Brug", "2024-2025"), ("De Brug", "2025-2026"), ("De Vaart", "2024-2025")):
            begin.begin(store, name, period, author="test")
    return place


def listed(place: Path, *options: str) -> list[str]:
    done = sko("--werkmap", place, "lijst", *options)
    assert done.code == 0, done
    return [line.split()[0] for line in done.out.splitlines() if not line.startswith("Er is nog geen dossier")]


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_is_dutch_and_shows_an_example(command: tuple[str, ...]) -> None:
    done = sko(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert re.search(rf"Voorbeeld:\s+sko\s+{command[0] if command else ''}", done.out)
    assert done.out.startswith(f"Gebruik: {' '.join(('sko', *command))} ")
    assert "Opties:" in done.out
    assert not ENGLISH.search(done.out), done.out
    for option in re.findall(r"^ +(--?[\w-]+)[^\n]*$", done.out, re.MULTILINE):
        assert re.search(rf"{option}\b[^\n]*\s+[A-Z][^\n]{{5,}}", done.out.replace("\n    ", " ")), f"{option}: no help"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_in_a_help_is_one_that_works(command: str) -> None:
    epilog = main.commands[command].epilog or ""
    example = epilog.removeprefix("Voorbeeld: sko ")
    arguments = [one.strip('"') for one in re.findall(r'"[^"]+"|\S+', example)]
    with main.make_context("sko", list(arguments)) as context:
        name, found, rest = main.resolve_command(context, arguments)
        assert (name, found) == (command, main.commands[command])
        assert found is not None
        found.make_context(command, rest, parent=context)


def test_help_loads_nothing_heavy() -> None:
    script = "import sys\nfrom sko_widgets.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "click" in loaded
    heavy = {"pandas", "papermill", "sqlalchemy", "alembic", "nbconvert", "nbformat", "pydantic", "yaml", "IPython"}
    assert not loaded & {*heavy, "jupyter_client", "markdown_it", "typst", "pypandoc"}


WRONG_USE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "command": (("raport",), ("De opdracht ‘raport’ bestaat niet", "Bedoel je rapport?", "sko --help")),
    "command-far": (("xyzzy",), ("De opdracht ‘xyzzy’ bestaat niet",)),
    "option": (
        ("rapport", "--formaten", "pdf"),
        ("De optie --formaten bestaat niet", "--formaat", "sko rapport --help"),
    ),
    "no-name": (("nieuw", "--periode", "2024-2025"), ("Er ontbreekt iets: NAAM",)),
    "no-period": (("nieuw", "De Brug"), ("Er ontbreekt iets: --periode",)),
    "no-file": (("invoer",), ("Er ontbreekt iets: BESTAND",)),
    "no-value": (("rapport", "--periode"), ("Bij de optie --periode ontbreekt een waarde",)),
    "flag-value": (("rapport", "--alle=ja"), ("--alle",)),
    "state": (("lijst", "--status", "half"), ("--status: ‘half’ is geen status; kies uit leeg, bezig",)),
    "day": (("lijst", "--gewijzigd-sinds", "gisteren"), ("‘gisteren’ is geen datum; schrijf die als 2026-09-01",)),
    "too-much": (("lijst", "De Brug"), ("Hier staat te veel: De Brug.", "sko lijst --help")),
    "format": (("rapport", "--formaat", "pdf,doc"), ("‘doc’ kan niet; kies uit html, pdf, docx",)),
    "format-twice": (("rapport", "--formaat", "pdf,html,pdf"), ("‘pdf’ staat er twee keer",)),
    "folder-none": (("--werkmap", "", "lijst"), ("--werkmap: hier staat geen map",)),
    "folder-none-out": (("rapport", "--uit", ""), ("--uit: hier staat geen map", "sko rapport --help")),
    "folder-none-to": (("uitvoer", "--naar", " "), ("--naar: hier staat geen map",)),
    "tls-two": (("rapport", "--dask", "tls://x:1", "--dask-tls", "a,b"), ("CA,CERT,SLEUTEL",)),
    "tls-none": (("rapport", "--dask-tls", "a.pem,b.pem,c.pem"), ("het bestand ‘a.pem’ is er niet",)),
    "format-none": (("rapport", "--formaat", ""), ("kies uit html, pdf, docx",)),
    "port": (("open", "--poort", "abc"), ("--poort", "‘abc’ is geen heel getal van 1")),
    "port-far": (("open", "--poort", "99999"), ("--poort", "‘99999’")),
    "both": (("rapport", "de-brug", "--alle"), ("Noem coalities, of kies --alle; niet allebei.",)),
    "both-out": (("uitvoer", "de-brug", "--alle"), ("Noem coalities, of kies --alle; niet allebei.",)),
    "nobody": (("rapport", "de-burg"), ("Er is geen coalitie ‘de-burg’.", "de-brug, de-vaart")),
    "nobody-then": (("rapport", "de-vaart", "--periode", "2025-2026"), ("‘de-vaart’", "2025-2026")),
    "whose": (("rapport",), ("Noem een coalitie, of kies --alle.", "de-brug, de-vaart")),
    "not-earlier": (("nieuw", "De Brug", "--periode", "2026-2027", "--vervolg-op", "2026-2027"), ("niet eerder",)),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_told_in_dutch_and_ends_with_2(case: str, two_years: Path) -> None:
    arguments, words = WRONG_USE[case]
    before = contents(two_years)
    done = sko("--werkmap", two_years, *arguments)
    assert_refused(done, *words, code=2)
    assert done.out == ""
    assert not ENGLISH.search(done.err), done.err
    assert contents(two_years) == before


def test_no_command_at_all_shows_the_help() -> None:
    done = sko()
    assert done == Done(2, sko("--help").out, "")


def test_a_traceback_is_there_for_who_asks_for_it(place: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "fout.json", "x")
    place.write_text("geen map", encoding="utf-8")
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2024-2025", SKO_DEBUG="1")
    assert "Traceback" in done.err
    assert "Traceback" not in sko("--werkmap", place, "invoer", path).err


def test_a_reader_that_goes_away_is_no_error(two_years: Path) -> None:
    command = [*MODULE, "--werkmap", str(two_years), "lijst"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_names_print_where_the_terminal_does_not_know_their_signs(place: Path) -> None:
    assert sko("--werkmap", place, "nieuw", "Coalitie 🎉 Łódź", "--periode", "2024-2025").code == 0
    done = sko("--werkmap", place, "lijst", PYTHONIOENCODING="cp1252")
    assert done.code == 0, done
    assert "Coalitie ?" in done.out


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [name for name in COMMANDS if f"`sko {name}" not in readme]
    mentioned = set(re.findall(r"`sko ([a-z]+)", readme))
    assert mentioned <= set(COMMANDS)
    options = {option for command in main.commands.values() for one in command.params for option in one.opts}
    options |= {option for one in main.params for option in one.opts} | {"--help"}
    for line in readme.splitlines():
        if "`sko " in line or "work folder" in line:
            assert set(re.findall(r"`(--[a-z-]+)", line)) <= options, line


# --- where ----------------------------------------------------------------------------------------


def test_the_work_folder_is_where_one_stands_unless_said_otherwise(tmp_path: Path) -> None:
    begin_one = ("nieuw", "De Brug", "--periode", "2024-2025")
    assert sko(*begin_one, cwd=tmp_path).code == 0
    assert sko(*begin_one, cwd=tmp_path, SKO_WERKMAP=str(tmp_path / "uit omgeving")).code == 0
    assert sko("--werkmap", "gezegd", *begin_one, cwd=tmp_path, SKO_WERKMAP=str(tmp_path / "x")).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gezegd", "sko-werkmap", "uit omgeving"]
    assert all((path / "dossiers.sqlite").is_file() for path in tmp_path.iterdir())


def test_the_store_may_be_elsewhere(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elders # 100%.sqlite'}"
    assert sko("nieuw", "De Brug", "--periode", "2024-2025", cwd=tmp_path, SKO_OPSLAG=url).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["elders # 100%.sqlite"]
    assert "de-brug/2024-2025" in sko("--opslag", url, "lijst", cwd=tmp_path).out


def test_python_m_sko_widgets_is_the_same_command(two_years: Path) -> None:
    program = shutil.which("sko", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        pytest.skip("needs the package to be installed: there is no `sko`")
    for arguments in (("--help",), ("--werkmap", two_years, "lijst"), ("raport",)):
        assert sko(*arguments, program=[program]) == sko(*arguments)


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"sko \d+\.\d+\.\d+\S*\n", sko("--version").out)


# --- dossiers -------------------------------------------------------------------------------------


def test_lijst_shows_what_there_is_and_how_far_it_is(two_years: Path) -> None:
    with open_store(f"sqlite:///{two_years / 'dossiers.sqlite'}") as store:
        began = DossierKey("de-brug", "2025-2026")
        store.put(began, {"block/meso-samenwerking/1": {"goal": "Samen"}}, author="test")
        store.put(began, {"profile": {"municipality": "Waterrijk"}}, author="test")
    assert listed(two_years) == ["de-brug/2024-2025", "de-brug/2025-2026", "de-vaart/2024-2025"]
    assert listed(two_years, "--periode", "2025-2026") == ["de-brug/2025-2026"]
    assert listed(two_years, "--gemeente", "waterrijk") == ["de-brug/2025-2026"]
    assert listed(two_years, "--status", "leeg") == ["de-brug/2024-2025", "de-vaart/2024-2025"]
    assert len(listed(two_years, "--gewijzigd-sinds", "2024-01-01", "--status", "bezig")) == 1
    later = sko("--werkmap", two_years, "lijst", "--gewijzigd-sinds", "2199-01-01")
    assert (later.code, later.out) == (0, "Geen enkel dossier past bij je keuze.\n")
    changed = r"\(gewijzigd \d+ \w+ \d{4}, \d\d\.\d\d uur door test\)"
    said = sko("--werkmap", two_years, "lijst").out
    assert re.search(rf"De Brug +leeg +{changed}", said)
    assert re.search(rf"De Brug +bezig: 1 van 9 bouwstenen, 1 cyclus +{changed}", said)
    rows = json.loads(sko("--werkmap", two_years, "lijst", "--json").out)
    assert [row["status"] for row in rows] == ["leeg", "bezig", "leeg"]
    (row,) = (row for row in rows if row["status"] == "bezig")
    assert (row["dossier"], row["municipality"], row["cycles"], row["finished"]) == (str(began), "Waterrijk", 1, 0)
    assert [block for block, state in row["blocks"].items() if state != "niet begonnen"] == ["meso-samenwerking"]


def test_lijst_of_nothing_says_how_to_begin(place: Path) -> None:
    done = sko("--werkmap", place, "lijst")
    assert (done.code, done.err) == (0, "")
    assert f"Er is nog geen dossier in {place}. Begin met ‘sko nieuw’" in done.out


def test_nieuw_begins_an_empty_dossier(place: Path) -> None:
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2024-2025", SKO_AUTEUR="Collega Twee")
    assert (done.code, done.out) == (0, "Het dossier de-brug/2024-2025 staat klaar.\n")
    assert "door Collega Twee" in sko("--werkmap", place, "lijst").out


def test_nieuw_carries_profile_and_open_questions(place: Path, tmp_path: Path) -> None:
    plain = dossier()
    plain["coalition"] |= {"municipality": "Veendam", "partners": ["Bibliotheek"]}
    plain["blocks"]["meso-samenwerking"]["cycles"].append({"own_question": "x", "next_questions": ["Wie?", "Hoe?"]})
    plain["blocks"]["micro-uitvoering"] = {"title": "Oud", "cycles": [{"start_question": "Zijn we klaar?"}]}
    plain["blocks"]["macro-samenhang"] = {"cycles": [{"goal": "Iets"}]}
    kept(place, plain)
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2025-2026", "--vervolg-op", "2024-2025")
    assert done.code == 0, done
    assert "Uit 2024-2025 kwamen mee: 2 open vragen." in done.out
    assert sko("--werkmap", place, "uitvoer", "--periode", "2025-2026", "--naar", tmp_path).code == 0
    new = json.loads((tmp_path / "de-brug-2025-2026.json").read_text("utf-8"))
    assert new["coalition"] == {
        "name": "De Brug",
        "slug": "de-brug",
        "municipality": "Veendam",
        "partners": ["Bibliotheek"],
    }
    assert "introduction" not in new
    assert new["blocks"] == {
        "meso-samenwerking": {"cycles": [{"start_question": "Wie?\n\nHoe?", "status": "open"}]},
        "micro-uitvoering": {"cycles": [{"start_question": "Zijn we klaar?", "status": "open"}]},
    }


def test_nieuw_names_the_questions_for_which_the_new_format_has_no_place(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(place, dossier())  # its open question is in a block of the middle level
    old = framework("ocw-2023")
    blocks = tuple(block for block in old.blocks if block.level.id != "meso")
    new = replace(old, id="ocw-proef", from_period="2025-2026", blocks=blocks)
    monkeypatch.setattr("sko_widgets.framework.loader.frameworks", lambda: {old.id: old, new.id: new})
    asked = ["--werkmap", str(place), "nieuw", "De Brug", "--periode", "2025-2026", "--vervolg-op", "2024-2025"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert "Uit 2024-2025 kwamen mee: geen open vragen." in done.output
    assert "geen plek voor de open vraag bij Meso – Samenwerking." in done.output


def test_nieuw_after_a_period_that_is_not_there(place: Path) -> None:
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2025-2026", "--vervolg-op", "2024-2025")
    assert_refused(done, "de-brug", "2024-2025")
    assert listed(place) == []


# --- which ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["de-brug"], ["de-brug-2025-2026"]),
        (["De Brug"], ["de-brug-2025-2026"]),
        (["DE BRUG", "de-brug"], ["de-brug-2025-2026"]),
        (["de-vaart", "De Brug"], ["de-brug-2025-2026", "de-vaart-2024-2025"]),
        (["de-brug", "--periode", "2024-2025"], ["de-brug-2024-2025"]),
        (["--alle"], ["de-brug-2024-2025", "de-brug-2025-2026", "de-vaart-2024-2025"]),
        (["--alle", "--periode", "2024-2025"], ["de-brug-2024-2025", "de-vaart-2024-2025"]),
        (["--periode", "2025-2026"], ["de-brug-2025-2026"]),
    ],
)
def test_a_name_or_slug_stands_for_the_newest_period(
    arguments: list[str], expected: list[str], two_years: Path, tmp_path: Path
) -> None:
    done = sko("--werkmap", two_years, "uitvoer", *arguments, "--naar", tmp_path / "uit")
    assert done.code == 0, done
    assert sorted(path.stem for path in (tmp_path / "uit").iterdir()) == expected
    assert sorted(done.out.splitlines()) == sorted(str(tmp_path / "uit" / f"{stem}.json") for stem in expected)


def test_the_only_coalition_need_not_be_named(place: Path, tmp_path: Path) -> None:
    kept(place, dossier())
    assert sko("--werkmap", place, "uitvoer", cwd=tmp_path).out == "de-brug-2024-2025.json\n"


@pytest.mark.parametrize(
    ("command", "arguments"), [("uitvoer", ()), ("uitvoer", ("de-brug",)), ("rapport", ("--alle",))]
)
def test_without_any_dossier_there_is_nothing_to_choose_from(
    command: str, arguments: tuple[str, ...], place: Path
) -> None:
    done = sko("--werkmap", place, command, *arguments)
    assert_refused(done, "nog geen dossier", "sko nieuw", "sko invoer", code=2)


# --- in and out -----------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty store, in each of the databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'opslag.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


def test_out_and_in_and_out_again_gives_the_same_bytes(store_url: str, tmp_path: Path) -> None:
    first, second = tmp_path / "eerst", tmp_path / "dan"
    assert sko("--opslag", store_url, "invoer", EXAMPLE).code == 0
    assert sko("--opslag", store_url, "uitvoer", "--naar", first).code == 0
    again = sko("--opslag", store_url, "invoer", "--ja", *first.iterdir())
    assert (again.code, again.out) == (0, "elzerveen/2025-2026: er is niets veranderd.\n")
    assert sko("--werkmap", tmp_path / "werkmap", "invoer", *first.iterdir()).code == 0
    assert sko("--werkmap", tmp_path / "werkmap", "uitvoer", "--naar", second).code == 0
    assert contents(first) == contents(second)
    assert [path.name for path in first.iterdir()] == ["elzerveen-2025-2026.json"]


def changed_dossier() -> dict[str, Any]:
    plain = dossier()
    plain["blocks"]["meso-samenwerking"]["cycles"][0] = {"goal": "Samen koken", "status": "open"}
    return plain


def test_invoer_over_a_dossier_keeps_its_history(place: Path, tmp_path: Path) -> None:
    kept(place, dossier(), author="Ans")
    done = sko(
        "--werkmap", place, "invoer", "--ja", written(tmp_path / "twee.json", changed_dossier()), SKO_AUTEUR="Bo"
    )
    assert (done.code, done.out) == (0, "de-brug/2024-2025: 3 velden gewijzigd.\n")
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        key = DossierKey("de-brug", "2024-2025")
        history = store.history(key, "block/meso-samenwerking/1", "goal")
        assert sorted((one.value, one.author) for one in history) == [("Samen eten", "Ans"), ("Samen koken", "Bo")]
        assert len(store.history(key, "block/meso-samenwerking/1", "actions")) == 2
        assert "actions" not in store.snapshot(key).sheet("block/meso-samenwerking/1")


def test_invoer_over_a_dossier_asks_first(place: Path, tmp_path: Path) -> None:
    kept(place, dossier())
    before = contents(place)
    done = sko("--werkmap", place, "invoer", written(tmp_path / "twee.json", changed_dossier()))
    assert_refused(done, "de-brug/2024-2025 is er al", "3 velden", "--ja", "Er is niets opgeslagen")
    assert contents(place) == before


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
@pytest.mark.parametrize(
    ("answer", "goal"), [("ja", "Samen koken"), ("J", "Samen koken"), ("nee", "Samen eten"), ("", "Samen eten")]
)
def test_on_a_terminal_the_question_can_be_answered(answer: str, goal: str, place: Path, tmp_path: Path) -> None:
    kept(place, dossier())
    ours, theirs = os.openpty()
    path = written(tmp_path / "twee.json", changed_dossier())
    with subprocess.Popen(
        [*MODULE, "--werkmap", str(place), "invoer", str(path)], stdin=theirs, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        os.write(ours, f"{answer}\n".encode())
        said = process.communicate(timeout=60)[0]
    os.close(ours)
    os.close(theirs)
    assert "Overnemen? (ja/nee)" in said
    assert process.returncode == 0
    assert ("overgeslagen, er is niets opgeslagen" in said) == (goal == "Samen eten")
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        assert store.snapshot(DossierKey("de-brug", "2024-2025")).sheet("block/meso-samenwerking/1")["goal"] == goal


def test_a_trial_says_what_would_happen_and_writes_nothing(place: Path, tmp_path: Path) -> None:
    one, two = written(tmp_path / "een.json", dossier()), written(tmp_path / "twee.json", changed_dossier())
    done = sko("--werkmap", place, "invoer", "--proef", one)
    assert re.fullmatch(r"de-brug/2024-2025: nieuw, \d+ velden \(proef: er is niets opgeslagen\)\.\n", done.out), done
    assert not place.exists()
    sko("--werkmap", place, "invoer", one)
    before = contents(place)
    done = sko("--werkmap", place, "invoer", "--proef", two)
    assert done.out == "de-brug/2024-2025: 3 velden gewijzigd (proef: er is niets opgeslagen).\n"
    assert contents(place) == before


def test_a_file_of_another_coalition_or_period_than_said_is_refused(place: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "een.json", dossier())
    done = sko("--werkmap", place, "invoer", "--coalitie", "De Vaart", path)
    assert_refused(done, str(path), "van ‘De Brug’, niet van ‘De Vaart’")
    done = sko("--werkmap", place, "invoer", "--periode", "2025-2026", path)
    assert_refused(done, str(path), "van 2024-2025, niet van 2025-2026")
    assert not place.exists()
    assert sko("--werkmap", place, "invoer", "--coalitie", "de brug", "--periode", "2024-2025", path).code == 0


def test_a_coalition_gets_a_new_name_when_it_is_said_to_be_the_same(place: Path, tmp_path: Path) -> None:
    kept(place, dossier())
    kept(place, dossier(period="2023-2024"))
    renamed = written(tmp_path / "twee.json", dossier(coalition={"name": "Brug en Co", "slug": "de-brug"}))
    assert_refused(sko("--werkmap", place, "invoer", "--ja", renamed), "--coalitie de-brug")
    done = sko("--werkmap", place, "invoer", "--ja", "--coalitie", "de-brug", renamed)
    assert (done.code, done.out) == (0, "de-brug/2024-2025: 1 veld gewijzigd.\n")
    assert sko("--werkmap", place, "uitvoer", "--alle", "--naar", tmp_path / "uit").code == 0
    # What each period exports can be taken in again, though the names differ.
    assert sko("--werkmap", place, "invoer", "--ja", *sorted((tmp_path / "uit").iterdir())).code == 0


def test_a_name_in_other_capitals_is_the_same_coalition(place: Path, tmp_path: Path) -> None:
    kept(place, dossier(period="2023-2024"))
    assert (
        sko("--werkmap", place, "invoer", written(tmp_path / "een.json", dossier(coalition={"name": "De brug"}))).code
        == 0
    )


# --- reports --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """Return a work folder after `sko demo`, and what that said."""
    folder = tmp_path_factory.mktemp("demo") / "werk map"
    return folder, sko("--werkmap", folder, "demo")


@pytest.mark.slow
def test_demo_makes_the_example_and_its_report_and_prints_the_paths(demo: tuple[Path, Done]) -> None:
    folder, done = demo
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [str(folder / "rapporten" / f"elzerveen-2025-2026.{name}") for name in REPORTS]
    assert listed(folder) == ["elzerveen/2025-2026"]
    again = sko("--werkmap", folder, "demo")
    assert (again.code, again.out) == (0, done.out)
    assert listed(folder) == ["elzerveen/2025-2026"]


@pytest.mark.slow
def test_the_manifest_tells_what_became_of_each_report(demo: tuple[Path, Done], tmp_path: Path) -> None:
    folder, _ = demo
    manifest = json.loads((folder / "rapporten" / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["reports"]
    seconds = entry.pop("seconds")
    assert manifest["version"] == 1
    assert len(entry.pop("hash")) == 64
    assert entry.pop("status") in ("ok", "unchanged")  # another test asks for the same report
    assert entry == {
        "coalition": "elzerveen",
        "period": "2025-2026",
        "files": [f"elzerveen-2025-2026.{name}" for name in REPORTS],
        "error": None,
    }
    assert 0 < seconds < 120
    assert {path.name for path in (folder / "rapporten").iterdir()} == {*entry["files"], "manifest.json"}


@pytest.mark.slow
def test_rapport_leaves_the_annexes_out_when_asked(tmp_path: Path) -> None:
    lesson = {"lesson/11-kansengelijkheid": {"wording": "Uniekwoord", "in_report": "alles"}}
    path = written(tmp_path / "de-brug.json", dossier(sheets=lesson))
    assert sko("--werkmap", tmp_path, "invoer", path).code == 0
    report = tmp_path / "rapporten" / "de-brug-2024-2025.html"
    texts = {}
    for name, extra in {"whole": (), "bare": ("--zonder-bijlagen",), "again": ()}.items():
        done = sko("--werkmap", tmp_path, "rapport", "--formaat", "html", *extra)
        assert (done.code, done.err) == (0, "")
        texts[name] = report.read_text("utf-8")
    assert "Uniekwoord" in texts["whole"]
    assert [word for word in ("Bijlage", "bijlage", "Uniekwoord") if word in texts["bare"]] == []
    assert "Verplichte vraag" in texts["bare"]
    assert texts["again"] == texts["whole"]


@pytest.mark.slow
def test_rapport_of_every_dossier_goes_on_after_a_bad_one(two_years: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(two_years / "dossiers.sqlite")) as file, file:
        # A format that is not there: the report of this dossier cannot be made.
        key = ("coalition", "de-brug", "2025-2026")
        place = "WHERE owner_kind = ? AND slug = ? AND period = ?"
        made = file.execute(f"SELECT created_by, created_at FROM sko_dossier {place}", key).fetchone()
        seal = sealed(*key, "ocw-2099", *made)
        file.execute(f"UPDATE sko_dossier SET framework = 'ocw-2099', seal = ? {place}", (seal, *key))
    done = sko("--werkmap", two_years, "rapport", "--alle", "--formaat", "docx,html", "--uit", tmp_path / "uit")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "Het rapport van de-brug/2025-2026 is niet gemaakt." in done.err
    names = [f"{stem}.{name}" for stem in ("de-brug-2024-2025", "de-vaart-2024-2025") for name in ("html", "docx")]
    assert sorted(done.out.splitlines()) == sorted(str(tmp_path / "uit" / name) for name in names)
    reports = json.loads((tmp_path / "uit" / "manifest.json").read_text("utf-8"))["reports"]
    assert [(one["coalition"], one["period"], one["status"]) for one in reports] == [
        ("de-brug", "2024-2025", "ok"),
        ("de-brug", "2025-2026", "failed"),
        ("de-vaart", "2024-2025", "ok"),
    ]
    assert [one["files"] for one in reports] == [names[:2], [], names[2:]]
    assert [bool(one["error"]) for one in reports] == [False, True, False]


@pytest.mark.slow
def test_rapport_adds_to_the_manifest_that_is_there(two_years: Path, tmp_path: Path) -> None:
    for name in ("de-vaart", "de-brug"):
        assert sko("--werkmap", two_years, "rapport", name, "--formaat", "html", "--uit", tmp_path / "uit").code == 0
    reports = json.loads((tmp_path / "uit" / "manifest.json").read_text("utf-8"))["reports"]
    assert [one["coalition"] for one in reports] == ["de-brug", "de-vaart"]
