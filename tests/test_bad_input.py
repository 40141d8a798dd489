"""What goes wrong at the outside: each mistake is told in Dutch, and nothing is written."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import disks
import pytest
from helpers import MODULE, Done, assert_refused, contents, dossier, kept, sko, written


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a work folder with one dossier, not to be changed."""
    return kept(tmp_path_factory.mktemp("gevuld") / "werkmap", dossier())


@pytest.fixture
def place(filled: Path, tmp_path: Path) -> Path:
    """Return a work folder of our own with one dossier."""
    return Path(shutil.copytree(filled, tmp_path / "werkmap"))


def with_cycle(**fields: Any) -> dict[str, Any]:
    plain = copy.deepcopy(dossier())
    plain["blocks"]["meso-samenwerking"]["cycles"][0].update(fields)
    return plain


def named(name: str) -> dict[str, Any]:
    return dossier(coalition={"name": name})


LINK = {"kind": "naastgelegen", "to": "macro-samenwerking"}
GOAL = "blocks.meso-samenwerking.cycles[0].goal (cyclus 1)"
LINKS = "blocks.meso-samenwerking.cycles[0].links[0]"

# A file -> what the message must hold: where it is, what was found, and how to mend it.
FILES: dict[str, tuple[bytes | object, tuple[str, ...]]] = {
    "no-json": (b"Beste projectleider,", ("geen JSON", "regel 1, teken 1")),
    "half-json": (b'{"format": "sko-dossier",\n  "version": ', ("geen JSON", "regel 2")),
    "line-end-in-text": (b'{"format": "sko-\ndossier"}', ("geen JSON", "regel 1, teken 17", "schrijf \\n of \\t")),
    "curly-quote": ('{“format”: "sko-dossier"}'.encode(), ("geen JSON", "gekruld aanhalingsteken")),
    "comma-at-the-end": (b'{"format": "sko-dossier",}', ("geen JSON", "een komma te veel")),
    "two-commas": (b'["sko-dossier",, 1]', ("geen JSON", "een komma te veel")),
    "empty": (b"", ("geen JSON",)),
    "word-file": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", ("Word-, Excel- of zipbestand", "kies een ander")),
    "list": ([dossier()], ("format moet ‘sko-dossier’ zijn", "een lijst van 1")),
    "text": ("sko-dossier", ("format moet ‘sko-dossier’ zijn", "de tekst ‘sko-dossier’")),
    "number": (17, ("het getal 17",)),
    "null": (None, ("niets (null)",)),
    "other-kind": ({"type": "FeatureCollection"}, ("dit is geen dossier", "‘type’")),
    "other-format": (dossier(format="sko-deel"), ("‘sko-deel’",)),
    "newer": (dossier(version=3), ("heeft versie 3", "tot en met versie 2", "werk sko bij")),
    "newer-and-unknown": (dossier(version=4, wat_dan_ook=1), ("heeft versie 4",)),
    "version-text": (dossier(version="1"), ("version", "hier hoort 1 of 2", "de tekst ‘1’")),
    "version-bool": (dossier(version=True), ("version", "ja/nee")),
    "version-none": ({"format": "sko-dossier"}, ("version", "niets")),
    "unknown-key": (with_cycle(gaol="Samen"), ("cycles[0].gaol (cyclus 1)", "onbekend", "bedoel je ‘goal’?")),
    "unknown-key-above": (dossier(introductie="x"), ("introductie", "bedoel je ‘introduction’?")),
    "unknown-key-coalition": (
        dossier(coalition={"name": "De Brug", "project_leider": "x"}),
        ("coalition.project_leider", "bedoel je ‘project_leader’?"),
    ),
    "unknown-block": (
        dossier(blocks={"meso-samenwerken": {}}),
        ("blocks.meso-samenwerken", "bedoel je ‘meso-samenwerking’?"),
    ),
    "turned-block": (
        dossier(blocks={"samenhang-micro": {"cycles": []}}),
        ("blocks.samenhang-micro", "bedoel je ‘micro-samenhang’?"),
    ),
    "blocks-list": (dossier(blocks=[]), ("blocks", "een groep", "een lijst van 0")),
    "cycle-text": (
        dossier(blocks={"meso-samenwerking": {"cycles": ["Samen eten"]}}),
        ("blocks.meso-samenwerking.cycles[0] (cyclus 1)", "een groep", "de tekst ‘Samen eten’"),
    ),
    "cycles-text": (dossier(blocks={"meso-samenwerking": {"cycles": "Samen"}}), ("cycles", "een lijst")),
    "link-nowhere": (
        with_cycle(links=[LINK | {"to": "macro-samenwerkin"}]),
        (f"{LINKS}.to", "een bouwsteen", "‘macro-samenwerkin’", "bedoel je ‘macro-samenwerking’?"),
    ),
    "link-kind": (with_cycle(links=[LINK | {"kind": "trap op"}]), (f"{LINKS}.kind", "bedoel je ‘trap-op’?")),
    "link-half": (with_cycle(links=[{"kind": "trap-op"}]), (f"{LINKS}.to", "ontbreekt")),
    "status": (with_cycle(status="klaar"), ("status", "een van de keuzes", "‘klaar’")),
    "goal-number": (with_cycle(goal=5), (GOAL, "hier hoort tekst", "het getal 5")),
    "goal-null": (with_cycle(goal=[None]), (GOAL, "hier hoort tekst", "een lijst van 1")),
    "item-number": (with_cycle(actions={"items": [5]}), ("actions.items[0]", "het getal 5")),
    "item-key": (
        with_cycle(actions={"items": [{"text": "x", "eigenaar": "y"}]}),
        ("actions.items[0].eigenaar", "onbekend"),
    ),
    "period": (dossier(period="24-25"), ("period", "twee jaren na elkaar, zoals 2024-2025", "‘24-25’")),
    "period-far": (dossier(period="2024-2026"), ("period", "twee jaren na elkaar")),
    "period-number": (dossier(period=2024), ("period", "het getal 2024")),
    "name-path": (named("../../etc/x"), ("coalition.name", "schuine streep")),
    "name-path-windows": (named("..\\..\\x"), ("coalition.name", "schuine streep")),
    "name-empty": (named(""), ("coalition.name", "leeg")),
    "name-blank": (named("   "), ("coalition.name", "leeg")),
    "name-long": (named("a" * 300), ("coalition.name", "langer dan 120 tekens")),
    "name-emoji": (named("🎉🎉"), ("coalition.name", "geen bestandsnaam", "coalition.slug")),
    "name-lines": (named("De\nBrug"), ("coalition.name", "niet te zien")),
    "name-none": (dossier(coalition={}), ("coalition.name", "ontbreekt")),
    "slug-path": (dossier(coalition={"name": "De Brug", "slug": "../x"}), ("coalition.slug", "streepjes")),
    "same-slug": (named("De Brug!"), ("‘De Brug!’", "‘De Brug’", "‘de-brug’", "andere coalition.slug", "--coalitie")),
    "sheet": (dossier(sheets={"lesson/99-niets": {}}), ("sheets.lesson/99-niets", "onbekend")),
    "framework": (dossier(framework="ocw-2032"), ("framework", "onbekend", "ocw-2023")),
    "not-utf-8": (
        b'{"format": "sko-dossier",\n"period": "\xe9\xe9n"}',
        ("regel 2", "geen UTF-8", "sla het bestand op"),
    ),
    "utf-16": (json.dumps(dossier()).encode("utf-16"), ("geen UTF-8",)),
    "twice": (
        b'{"format": "sko-dossier", "period": "2024-2025", "period": "2025-2026"}',
        ("‘period’ staat twee keer",),
    ),
    "nan": (b'{"format": "sko-dossier", "version": NaN}', ("NaN is geen getal",)),
    "infinity": (b'{"format": "sko-dossier", "version": -Infinity}', ("-Infinity is geen getal",)),
    "huge-number": (b'{"format": "sko-dossier", "version": ' + b"9" * 5000 + b"}", ("getal",)),
    "deep": (b'{"format": "sko-dossier", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ("te veel lagen",)),
    "question-nowhere": (
        with_cycle(next_questions=[{"text": "Wie?", "block": "macro-samenwerkin"}]),
        ("cycles[0].next_questions[0].block", "bedoel je ‘macro-samenwerking’?"),
    ),
    "question-kind": (
        with_cycle(next_questions=[{"text": "Wie?", "kind": "bijgestelde"}]),
        ("cycles[0].next_questions[0].kind", "bedoel je ‘bijgesteld’?"),
    ),
    "too-many": (with_cycle(next_questions=["x"] * 2_001), ("next_questions", "hoogstens 2.000 stuks")),
    "too-long": (with_cycle(goal="x" * 1_000_001), ("hoogstens 1.000.000 tekens",)),
}


@pytest.fixture(scope="module")
def refused(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what `sko` said of each of the files; one process read them all, and changed nothing."""
    folder = tmp_path_factory.mktemp("fout")
    for case, (data, _) in FILES.items():
        (folder / f"{case}.json").write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    before = contents(filled)
    done = sko("--werkmap", filled, "invoer", "--ja", *(folder / f"{case}.json" for case in FILES))
    assert_refused(done, f"{len(FILES)} bestanden zijn niet overgenomen")
    assert done.out == ""
    assert contents(filled) == before
    messages = done.err.split(f"{folder}{os.sep}")
    assert messages[0] == ""
    return dict(message.split(".json: ", 1) for message in messages[1:])


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_dossier_is_refused(case: str, refused: dict[str, str]) -> None:
    _, words = FILES[case]
    assert not [word for word in ("Er is niets opgeslagen", *words) if word not in refused[case]], refused[case]


@pytest.mark.parametrize("case", ["no-json", "unknown-key", "same-slug"])
def test_a_refused_file_ends_the_command_with_1(case: str, filled: Path, tmp_path: Path) -> None:
    data, words = FILES[case]
    path = tmp_path / f"{case}.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    assert_refused(sko("--werkmap", filled, "invoer", path), str(path), *words, code=1)


def test_every_mistake_of_a_file_is_told_at_once(place: Path, tmp_path: Path) -> None:
    plain = with_cycle(goal=5, links=[LINK | {"to": "nergens"}], doel="x")
    plain |= {"period": "24-25", "coalition": {"name": ""}, "sheets": {"lesson/99-niets": {}}}
    done = sko("--werkmap", place, "invoer", written(tmp_path / "veel.json", plain))
    assert_refused(done, "6 fouten", "period", "coalition.name", GOAL, f"{LINKS}.to", ".doel", "lesson/99-niets")


def test_of_a_thousand_mistakes_the_first_are_told(place: Path, tmp_path: Path) -> None:
    plain = with_cycle(next_questions=[5] * 1_000)
    done = sko("--werkmap", place, "invoer", written(tmp_path / "veel.json", plain))
    assert_refused(done, "1000 fouten", "en nog 975 andere")
    assert len(done.err.splitlines()) < 40


def test_a_message_shows_no_more_of_a_text_than_fits(place: Path, tmp_path: Path) -> None:
    plain = with_cycle(status="\x1b[31m" + "x" * 10_000)
    done = sko("--werkmap", place, "invoer", written(tmp_path / "lang.json", plain))
    assert_refused(done, "status")
    assert "\x1b" not in done.err
    assert len(done.err) < 1_000


def test_a_mistake_leaves_no_work_folder_behind(tmp_path: Path) -> None:
    path = written(tmp_path / "fout.json", dossier(period="24-25"))
    for arguments in (["invoer", path], ["invoer", "--proef", path], ["rapport"], ["uitvoer", "--alle"], ["lijst"]):
        sko("--werkmap", tmp_path / "werkmap", *arguments, cwd=tmp_path)
        assert contents(tmp_path).keys() == {"fout.json"}, arguments


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = written(tmp_path / "fout.json", dossier(period="24-25"))
    good = written(tmp_path / "goed.json", dossier())
    done = sko("--werkmap", tmp_path / "werkmap", "invoer", bad, tmp_path / "weg.json", good)
    assert done.code == 1
    assert done.out.startswith("de-brug/2024-2025: nieuw")
    assert "fout.json: period" in done.err
    assert "weg.json: dit bestaat niet." in done.err
    assert "2 bestanden zijn niet overgenomen" in done.err


def test_a_file_of_200_mb_is_refused_unread(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "groot.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    before = contents(place)
    assert_refused(sko("--werkmap", place, "invoer", path), str(path), "200 MB", "hoogstens 20 MB")
    assert contents(place) == before


def test_a_folder_is_no_file(place: Path, tmp_path: Path) -> None:
    done = sko("--werkmap", place, "invoer", tmp_path)
    assert done.code == 1
    assert done.err.startswith(f"{tmp_path}: dit is een map, geen bestand.") or os.name == "nt"


@pytest.mark.parametrize(
    ("begin", "line_end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")], ids=repr
)
def test_what_notepad_makes_of_a_file_is_accepted(tmp_path: Path, begin: bytes, line_end: bytes) -> None:
    path = tmp_path / "kladblok.json"
    path.write_bytes(begin + json.dumps(dossier(), indent=1).encode().replace(b"\n", line_end))
    assert sko("--werkmap", tmp_path / "werkmap", "invoer", path).code == 0


NAMES = {
    "path": ("../../etc/x", "schuine streep"),
    "empty": ("", "leeg"),
    "long": ("a" * 300, "langer dan 120 tekens"),
    "emoji": ("🎉🎉", "geen bestandsnaam"),
    "dots": ("..", "geen bestandsnaam"),
    "line": ("De\nBrug", "niet te zien"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_that_cannot_be_is_refused(case: str, place: Path) -> None:
    name, words = NAMES[case]
    before = contents(place)
    assert_refused(sko("--werkmap", place, "nieuw", name, "--periode", "2024-2025"), words, code=2)
    assert contents(place) == before


@pytest.mark.parametrize("name", ["Coalitie 🎉", "‘t Veen & Ünïcodé", "a" * 120, "CON"])
def test_a_name_that_can_be_is_kept_to_the_letter(name: str, tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    assert sko("--werkmap", place, "nieuw", name, "--periode", "2024-2025").code == 0
    assert name in sko("--werkmap", place, "lijst").out
    assert sko("--werkmap", place, "uitvoer", "--naar", tmp_path / "uit").code == 0
    (made,) = (tmp_path / "uit").iterdir()
    assert made.name.isascii()
    assert json.loads(made.read_text("utf-8"))["coalition"]["name"] == name


@pytest.mark.parametrize("period", ["24-25", "2024", "2025-2024", "2024-2026", "", "2024–2025", "twee"])
def test_a_period_that_cannot_be_is_refused(period: str, place: Path) -> None:
    done = sko("--werkmap", place, "nieuw", "De Vaart", "--periode", period)
    assert_refused(done, "--periode", f"‘{period}’ is geen periode", "zoals 2024-2025", "sko nieuw --help", code=2)


def test_two_coalitions_cannot_have_one_file_name(place: Path) -> None:
    before = contents(place)
    done = sko("--werkmap", place, "nieuw", "De Brug!", "--periode", "2025-2026")
    assert_refused(done, "‘De Brug!’", "‘De Brug’", "‘de-brug’", "Er is niets gemaakt", "kies een andere naam")
    assert contents(place) == before


def test_a_dossier_that_is_there_is_not_begun_again(place: Path) -> None:
    before = contents(place)
    done = sko("--werkmap", place, "nieuw", "De Brug", "--periode", "2024-2025")
    assert_refused(done, "de-brug", "2024-2025")
    assert contents(place) == before


# --- the computer around us -----------------------------------------------------------------------


Run = Callable[..., Done]


@pytest.fixture
def read_only(place: Path) -> Iterator[Path]:
    """Yield a work folder on a disk that cannot be written, such as a share for reading."""
    with disks.read_only(place) as folder:
        yield folder


@pytest.fixture
def not_ours(place: Path) -> tuple[Path, Run]:
    """Return a work folder that its user may read and not write, and a way to run `sko` as that user."""
    if os.name != "posix":
        pytest.skip("Windows has other rights")
    for part in (place, *place.rglob("*")):
        part.chmod(0o555 if part.is_dir() else 0o444)
    if os.geteuid() != 0:
        return place, sko
    # Root may write anywhere, so root lays down what lets it; this Python need not be one that others may run.
    person = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--inh-caps", "-all")
    program = (*person, *MODULE)
    if not shutil.which("setpriv") or subprocess.run([*program, "--version"], check=False).returncode:
        pytest.skip("needs setpriv, with which root becomes an ordinary user")

    def run(*arguments: object) -> Done:
        return sko(*arguments, program=program)

    return place, run


def test_a_work_folder_on_a_disk_that_cannot_be_written(read_only: Path, tmp_path: Path) -> None:
    refused_where_nothing_can_be_written(read_only, sko, tmp_path)
    read_where_nothing_can_be_written(read_only, sko, tmp_path)


def test_a_work_folder_of_somebody_else(not_ours: tuple[Path, Run], tmp_path: Path) -> None:
    refused_where_nothing_can_be_written(*not_ours, tmp_path)
    read_where_nothing_can_be_written(*not_ours, tmp_path)


@pytest.mark.slow
def test_a_file_that_may_only_be_read_leaves_no_trace_beside_it(not_ours: tuple[Path, Run], tmp_path: Path) -> None:
    place, run = not_ours
    place.chmod(0o777)
    read_where_nothing_can_be_written(place, run, tmp_path)


def read_where_nothing_can_be_written(place: Path, run: Run, tmp_path: Path) -> None:
    """Check that what is in a store can be had where nothing can be saved, and that no page promises more."""
    before = contents(place)
    out = tmp_path / "uit"
    out.mkdir()
    out.chmod(0o777)
    assert "De Brug" in run("--werkmap", place, "lijst").out
    whole = run("--werkmap", place, "controle", "--opslag")
    assert (whole.code, "De opslag is heel" in whole.out) == (0, True), whole
    assert run("--werkmap", place, "uitvoer", "--naar", out, "--met-geschiedenis").code == 0
    assert "Samen eten" in (out / "de-brug-2024-2025.json").read_text(encoding="utf-8")
    done = run("--werkmap", place, "rapport", "--formaat", "html", "--uit", out)
    assert done.code == 0, done
    assert "Samen eten" in (out / "de-brug-2024-2025.html").read_text(encoding="utf-8")
    opened = run("--werkmap", place, "open", "--geen-browser")
    assert_refused(opened, "alleen lezen", "zou niets worden opgeslagen", "Kopieer de werkmap", "sko uitvoer")
    assert contents(place) == before


def refused_where_nothing_can_be_written(place: Path, run: Run, tmp_path: Path) -> None:
    """Check the commands that write in the work folder, or a new one in it."""
    path = written(tmp_path / "vaart.json", named("De Vaart"))
    path.chmod(0o644)
    before = contents(place)
    begin = ("nieuw", "De Vaart", "--periode", "2024-2025")
    for arguments in (("invoer", path), begin):
        done = run("--werkmap", place, *arguments)
        assert_refused(done, str(place / "dossiers.sqlite"), "mag je niet schrijven", "een andere plek")
    assert_refused(run("--werkmap", place / "nieuw", *begin), str(place / "nieuw"), "Kies een andere map")
    assert contents(place) == before


@pytest.mark.slow
def test_a_folder_for_reports_that_cannot_be_written(place: Path, tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("een bestand, geen map", encoding="utf-8")
    for command in (("rapport", "--formaat", "html", "--uit"), ("uitvoer", "--naar")):
        done = sko("--werkmap", place, *command, tmp_path / "uit")
        assert_refused(done, f"{tmp_path / 'uit'}: hier staat al iets met deze naam", "Kies een andere plek")
    assert (tmp_path / "uit").is_file()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of 1 MB."""
    with disks.small_disk(tmp_path / "schijf") as folder:
        yield folder


FULL = ("vol", "Maak ruimte")


def test_a_full_disk_during_invoer(small_disk: Path, filled: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(filled, small_disk / "werkmap"))
    disks.fill(small_disk, leave=40_000)
    big = dossier(coalition={"name": "De Vaart"}, introduction="Lang. " * 100_000)
    assert_refused(sko("--werkmap", place, "invoer", written(tmp_path / "groot.json", big)), *FULL)
    (small_disk / "ballast").unlink()
    listed = sko("--werkmap", place, "lijst")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == ["de-brug/2024-2025"]
    assert sko("--werkmap", place, "invoer", written(tmp_path / "klein.json", named("De Vaart"))).code == 0


def test_a_full_disk_during_uitvoer_leaves_the_older_file(small_disk: Path, place: Path) -> None:
    assert sko("--werkmap", place, "uitvoer", "--naar", small_disk).code == 0
    disks.fill(small_disk)
    before = contents(small_disk)
    assert_refused(sko("--werkmap", place, "uitvoer", "--naar", small_disk), "de-brug-2024-2025.json", *FULL)
    assert contents(small_disk) == before


@pytest.mark.slow
def test_a_full_disk_during_rapport_leaves_the_older_files(small_disk: Path, place: Path) -> None:
    report = ("--werkmap", place, "rapport", "--formaat", "html", "--uit", small_disk)
    assert sko(*report).code == 0
    disks.fill(small_disk)
    before = contents(small_disk)
    assert_refused(sko(*report, "--opnieuw"), "de-brug/2024-2025", *FULL)
    assert contents(small_disk) == before


def test_a_full_disk_for_a_new_work_folder(small_disk: Path, tmp_path: Path) -> None:
    disks.fill(small_disk)
    done = sko("--werkmap", small_disk / "werkmap", "invoer", written(tmp_path / "goed.json", dossier()))
    assert_refused(done, *FULL)


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode=EXCLUSIVE")
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(place: Path) -> Iterator[Path]:
    """Yield a work folder whose store another program holds for itself alone."""
    command = [sys.executable, "-c", HOLDER, str(place / "dossiers.sqlite")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield place
        holder.communicate()


# `sko`, with less patience than the half minute that it has.
IMPATIENT = """
from sko_widgets.cli import main
from sko_widgets.dossier.store import open_store
open_store.__kwdefaults__["wait"] = 0.2
main(prog_name="sko")
"""


def test_a_store_that_another_program_holds(held: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "vaart.json", named("De Vaart"))
    for arguments in (("invoer", path), ("lijst",)):
        done = sko("--werkmap", held, *arguments, program=(sys.executable, "-c", IMPATIENT))
        assert_refused(done, "bezet", str(held / "dossiers.sqlite"), "Probeer het zo opnieuw")


@pytest.mark.postgres
def test_postgresql_that_is_down(tmp_path: Path) -> None:
    import socket

    with socket.socket() as nobody:  # a port that is ours, and on which nobody answers
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql://sko:geheim@127.0.0.1:{nobody.getsockname()[1]}/sko"
        path = written(tmp_path / "goed.json", dossier())
        for arguments in (("invoer", path), ("lijst",), ("rapport",)):
            done = sko("--werkmap", tmp_path / "werkmap", "--opslag", url, *arguments)
            assert_refused(done, "antwoordt niet", "127.0.0.1", "server")
            assert "geheim" not in done.err
    assert contents(tmp_path).keys() == {"goed.json"}


def test_a_store_address_that_cannot_be(tmp_path: Path) -> None:
    for url in ("mysql://x/y", "dossiers.sqlite", "sqlite://"):
        done = sko("--werkmap", tmp_path / "werkmap", "--opslag", url, "lijst")
        assert_refused(done, "sqlite:///", code=2)
    assert not contents(tmp_path)


def test_a_store_that_is_something_else(tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    place.mkdir()
    (place / "dossiers.sqlite").write_text("Dit is een boodschappenlijst.\n" * 100, encoding="utf-8")
    before = contents(tmp_path)
    assert_refused(sko("--werkmap", place, "lijst"), "geen opslag van sko", str(place / "dossiers.sqlite"))
    assert contents(tmp_path) == before


def test_a_work_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "werkmap").write_text("x", encoding="utf-8")
    done = sko("--werkmap", tmp_path / "werkmap", "nieuw", "De Brug", "--periode", "2024-2025")
    assert_refused(done, str(tmp_path / "werkmap"))
