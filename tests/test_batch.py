"""Many reports at once: only what changed is made, a failure costs its own report, and nothing is left behind."""

from __future__ import annotations

import errno
import json
import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any, Self

import disks
import psutil  # type: ignore[import-untyped]  # no types are published with it
import pytest
from helpers import MODULE, Done, assert_refused, contents, sko, snapshot

from sko_widgets import files, resources
from sko_widgets.batch import fingerprint, local, manifest, office, output_folder
from sko_widgets.batch import task as tasks
from sko_widgets.batch.manifest import Entry, Ledger
from sko_widgets.batch.plan import Job, Order, Planner
from sko_widgets.batch.run import Summary, run
from sko_widgets.batch.task import Failure, Outcome, Task
from sko_widgets.cli import run_progress
from sko_widgets.dossier import begin
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, StoreBusyError, StoreUnreachableError, open_store
from sko_widgets.errors import StoreError
from sko_widgets.files import FileError
from sko_widgets.kernels.kept_kernel import KernelDiedError
from sko_widgets.report.coverage import EMPTY
from sko_widgets.report.make import Report

PERIOD = "2024-2025"
MANY = 8
FORMATS = ("html", "pdf", "docx")


# ---------------------------------------------------------------- what changed


def test_the_same_dossier_read_on_another_day_is_the_same() -> None:
    one = snapshot({"block/meso-samenwerking/1": {"goal": "Samen", "context": "Hier"}})
    other = snapshot({"block/meso-samenwerking/1": {"context": "Hier", "goal": "Samen"}})
    assert fingerprint.content(one) == fingerprint.content(replace(other, moment="2031-01-01T00:00:00+00:00"))


@pytest.mark.parametrize(
    "other",
    [
        snapshot({"block/meso-samenwerking/1": {"goal": "samen"}}),
        snapshot({"block/meso-samenwerking/2": {"goal": "Samen"}}),
        snapshot({"block/meso-samenwerking/1": {"context": "Samen"}}),
        snapshot({"block/meso-samenwerking/1": {"goal": "Samen"}}, period="2025-2026"),
        replace(snapshot({"block/meso-samenwerking/1": {"goal": "Samen"}}), framework="ocw-2030"),
    ],
)
def test_any_change_of_a_dossier_counts(other: Any) -> None:
    assert fingerprint.content(snapshot({"block/meso-samenwerking/1": {"goal": "Samen"}})) != fingerprint.content(other)


@pytest.mark.parametrize(
    "changed",
    [
        "templates/report/html/report.css",
        "templates/look/look.css",
        "workbooks/blocks/meso-samenhang.ipynb",
        "workbooks/plg/06-brutaal-ideaal.ipynb",
    ],
)
def test_a_change_of_look_or_notebooks_counts(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, folder in (("workbooks", resources.workbooks()), ("templates", resources.templates())):
        shutil.copytree(folder, tmp_path / name)
        monkeypatch.setattr(resources, name, lambda name=name: tmp_path / name)
    before = fingerprint.surroundings.__wrapped__()
    assert before == fingerprint.surroundings.__wrapped__()
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write(" ")
    assert fingerprint.surroundings.__wrapped__() != before


def test_what_jupyterlab_leaves_beside_a_notebook_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resources.workbooks(), tmp_path / "workbooks")
    monkeypatch.setattr(resources, "workbooks", lambda: tmp_path / "workbooks")
    before = fingerprint.surroundings.__wrapped__()
    left = tmp_path / "workbooks" / "blocks" / ".ipynb_checkpoints" / "meso-samenhang-checkpoint.ipynb"
    left.parent.mkdir()
    left.write_text("{}", encoding="utf-8")
    assert fingerprint.surroundings.__wrapped__() == before


LOADED = """
import json, sys
from sko_widgets.batch.task import Task, cool_down, perform
from sko_widgets.kernels.kept_kernel import shared
packed = bytes.fromhex(sys.argv[1])
perform(Task((packed,), ("html", "pdf", "docx")))
done = perform(Task((packed,), ("html",), "meso-samenwerking", booklet=True))
told = shared("python3").run(["import json, sys; print(json.dumps(list(sys.modules)))"])
print(json.dumps([done.failure is None, sorted({*sys.modules, *json.loads(told[0][0]["text"])})]))
cool_down()
"""
CARRIERS = {
    *("click", "pydantic", "pydantic-core", "markupsafe", "nbformat", "traitlets"),
    *("ipykernel", "jupyter-client", "jupyter-core", "pyzmq", "tornado"),
}
"""What takes part when a report is made, and puts nothing in it."""


@pytest.mark.slow
def test_whatever_a_report_is_made_with_counts() -> None:
    filled = {"block/meso-samenwerking/1": {"goal": "Samen"}, "lesson/06-brutaal-ideaal": {"chosen": "Iedereen"}}
    packed = tasks.pack(snapshot(filled)).hex()
    out = subprocess.run([sys.executable, "-c", LOADED, packed], capture_output=True, encoding="utf-8", check=True)
    made, loaded = json.loads(out.stdout)
    assert made
    package = Path(resources.__file__).parent
    counted = {path for _, path in fingerprint.sources()}
    ours = [name for name in loaded if name.partition(".")[0] == package.name]
    files_of = [package.joinpath(*name.split(".")[1:]) for name in ours]
    assert len(ours) > 40
    assert [str(path) for path in files_of if not {path.with_suffix(".py"), path / "__init__.py"} & counted] == []
    named = packages_distributions()
    used = {plain(one) for name in loaded for one in named.get(name.partition(".")[0], ())}
    needed = {plain(re.split(r"[^\w.-]", one)[0]) for one in requires("sko_widgets") or () if "extra ==" not in one}
    assert used & needed - CARRIERS - set(fingerprint.DISTRIBUTIONS) == set()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def planned(folder: Path, ledger: Ledger, order: Order, text: str = "Samen") -> Job | Entry:
    return Planner(folder, order, ledger).job(snapshot({"block/meso-samenwerking/1": {"goal": text}}))


def test_a_report_is_made_again_only_when_something_changed(tmp_path: Path) -> None:
    ledger, all_three = Ledger(tmp_path), Order(FORMATS)
    job = planned(tmp_path, ledger, all_three)
    assert isinstance(job, Job)
    for name in FORMATS:
        (tmp_path / f"de-brug-{PERIOD}.{name}").write_text("x")
    ledger.add(job.done(Outcome(1.5, dict.fromkeys(FORMATS, b"x"))))
    same = planned(tmp_path, ledger, all_three)
    assert isinstance(same, Entry)
    assert (same.status, same.seconds, len(same.files)) == ("unchanged", 1.5, 3)
    assert isinstance(planned(tmp_path, ledger, Order(("pdf",))), Entry)  # it is there already
    assert isinstance(planned(tmp_path, ledger, all_three, "Anders"), Job)
    assert isinstance(planned(tmp_path, ledger, replace(all_three, anew=True)), Job)
    assert isinstance(planned(tmp_path, ledger, replace(all_three, block="meso-samenwerking")), Job)
    (tmp_path / f"de-brug-{PERIOD}.pdf").unlink()
    assert isinstance(planned(tmp_path, ledger, all_three), Job)
    assert isinstance(planned(tmp_path, ledger, Order(("docx",))), Entry)


def test_a_format_that_is_asked_later_joins_those_that_are_there(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for asked in (("html",), ("docx",)):
        job = planned(tmp_path, ledger, Order(asked))
        assert isinstance(job, Job)
        (tmp_path / f"de-brug-{PERIOD}.{asked[0]}").write_text("x")
        ledger.add(job.done(Outcome(1.0, dict.fromkeys(asked, b"x"))))
    found = ledger.find("de-brug", PERIOD, "")
    assert found is not None
    assert found.files == (f"de-brug-{PERIOD}.html", f"de-brug-{PERIOD}.docx")


# ---------------------------------------------------------------- manifest and files


def entry(number: int, **changes: Any) -> Entry:
    return replace(Entry(f"coalitie-{number:05}", PERIOD, "ok", ("a.html",), 1.0, hash="f" * 64), **changes)


def test_what_a_cut_off_run_wrote_down_is_known_to_the_next(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add(entry(1))
    ledger.close()
    ledger = Ledger(tmp_path)
    ledger.add(entry(1, hash="e" * 64))
    ledger.add(entry(2, status="failed", failure=Failure("Stuk.", "meso-samenhang", 1, 5, "KeyError: 'x'")))
    (journal,) = (path for path in tmp_path.iterdir() if path.name != manifest.NAME)
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"coalition": "coalitie-00003", "per')  # the power went
    after = Ledger(tmp_path)
    assert after.find("coalitie-00001", PERIOD, "") == entry(1, hash="e" * 64)
    failed = after.find("coalitie-00002", PERIOD, "")
    assert failed is not None
    assert failed.failure == Failure("Stuk.", "meso-samenhang", 1, 5, "KeyError: 'x'")
    assert after.find("coalitie-00003", PERIOD, "") is None
    after.add(entry(4))
    assert Ledger(tmp_path).find("coalitie-00004", PERIOD, "") == entry(4)  # and so does the run after that one
    after.close()
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


def test_several_runs_in_one_folder_keep_each_others_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_LEAST_SECONDS", -1.0)
    monkeypatch.setattr(manifest, "_SHARE", 0)  # the manifest is written at each report
    left = tmp_path / ".manifest.bezig"  # by a run that was cut off in its turn
    left.touch()
    os.utime(left, (0, 0))

    def run_of(first: int) -> None:
        ledger = Ledger(tmp_path)
        for number in range(first, first + 40):
            ledger.add(entry(number))
        ledger.close()

    with ThreadPoolExecutor(3) as several:
        list(several.map(run_of, (100, 200, 300)))
    there = Ledger(tmp_path)
    wanted = [number for first in (100, 200, 300) for number in range(first, first + 40)]
    assert [number for number in wanted if there.find(f"coalitie-{number:05}", PERIOD, "") != entry(number)] == []
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


def test_a_run_that_began_earlier_does_not_bring_back_what_another_made_since(tmp_path: Path) -> None:
    early = Ledger(tmp_path)
    early.add(entry(1, hash="a" * 64))
    late = Ledger(tmp_path)
    late.add(entry(1, hash="b" * 64))
    late.close()
    early.add(entry(2))
    early.close()
    found = Ledger(tmp_path).find("coalitie-00001", PERIOD, "")
    assert found is not None
    assert found.hash == "b" * 64


def test_a_manifest_holds_what_was_agreed(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    lesson = Failure("Stuk.", cell=5, cause="x", sheet="lesson/03-stakeholders")
    ledger.add(entry(2, status="failed", files=(), hash="", failure=Failure("Stuk.", "meso-samenhang", 1, 5, "x")))
    ledger.add(entry(3, status="failed", files=(), hash="", failure=lesson))
    ledger.add(entry(1, warnings=("Niet in het rapport: les 3.",)))
    ledger.add(Entry("", "", "ok", ("bouwsteen-meso-samenhang.pdf",), 2.0, "a" * 64, "meso-samenhang"))
    ledger.close()
    plain = json.loads((tmp_path / manifest.NAME).read_text("utf-8"))
    agreed = {"coalition", "period", "status", "files", "seconds", "error"}
    assert plain["version"] == 1
    assert [set(row) for row in plain["reports"]] == [
        agreed | {"hash", "warnings"},
        agreed | {"block", "cycle", "cell", "cause"},
        agreed | {"sheet", "cell", "cause"},
    ]
    assert [row["error"] for row in plain["reports"]] == [None, "Stuk.", "Stuk."]
    read = Ledger(tmp_path).find("coalitie-00003", PERIOD, "")
    assert read is not None
    assert read.failure == lesson
    kept = Ledger(tmp_path).find("coalitie-00001", PERIOD, "")
    assert kept is not None
    assert kept.warnings == ("Niet in het rapport: les 3.",)
    assert [row["part"] for row in plain["booklets"]] == ["meso-samenhang"]


def test_a_manifest_that_is_open_for_a_moment_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_LEAST_SECONDS", -1.0)
    monkeypatch.setattr(manifest, "_SHARE", -1)
    replace = Path.replace

    def held(self: Path, target: Any) -> Path:
        if Path(target).name == manifest.NAME:
            raise PermissionError(errno.EACCES, "held", str(target))
        return replace(self, target)

    ledger = Ledger(tmp_path)
    with monkeypatch.context() as open_in_an_editor:
        open_in_an_editor.setattr(Path, "replace", held)
        for number in (1, 2):
            ledger.add(entry(number))
        assert not (tmp_path / manifest.NAME).exists()
        with pytest.raises(FileError, match="Sluit het bestand"):
            ledger.close()
    assert Ledger(tmp_path).find("coalitie-00002", PERIOD, "") == entry(2)
    ledger.close()
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 1}', '{"reports": [{}, 5, {"coalition": 1}]}', "\x00\xff"]
)
def test_a_manifest_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.NAME).write_bytes(text.encode("latin-1"))
    assert Ledger(tmp_path).find("coalitie-00001", PERIOD, "") is None


def test_ten_thousand_reports_do_not_write_ten_thousand_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(files, "write", lambda path, data: written.append(path))
    ledger = Ledger(tmp_path)
    began = time.monotonic()
    for number in range(10_000):
        ledger.add(entry(number))
    assert len(written) <= 1 + (time.monotonic() - began) / 2


def test_files_of_a_report_come_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output_folder.put(tmp_path, {"a.html": b"old", "a.pdf": b"old"})
    before = contents(tmp_path)
    write = files.write

    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".pdf":
            raise files.file_error(OSError(28, "No space left on device", str(path))) from OSError(28, "full")
        write(path, data)

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(output_folder.FolderFullError) as caught:
        output_folder.put(tmp_path, {"a.html": b"new", "a.pdf": b"new"})
    assert caught.value.where == str(tmp_path / "a.pdf")
    assert contents(tmp_path) == before


def test_a_file_that_is_held_costs_its_own_report_only(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()  # as good as a file that Word has open
    with pytest.raises(FileError) as caught:
        output_folder.put(tmp_path, {"a.html": b"new", "a.pdf": b"new"})
    assert not isinstance(caught.value, output_folder.FolderFullError)
    assert caught.value.where == str(tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_file_gets_the_rights_of_any_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").write_bytes(b"")
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("what starts in that moment would get it too"))
    files.write(tmp_path / "a.html", b"new")
    output_folder.put(tmp_path, {"a.pdf": b"new"})
    assert {path.stat().st_mode for path in tmp_path.iterdir()} == {(tmp_path / "own").stat().st_mode}


def test_who_stops_a_run_finds_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "a.html", b"new")
    assert contents(tmp_path) == {}


def test_what_a_cut_off_run_left_is_swept_away_a_day_later(tmp_path: Path) -> None:
    left = [tmp_path / ".manifest.json.0123abcd.tmp", tmp_path / ".bezig-x"]
    left[0].write_bytes(b"")
    left[1].mkdir()
    for path in (*left, *(tmp_path / name for name in (".ander.tmp", "rapport.html"))):
        path.touch()
        os.utime(path, (1, 1))
    output_folder.sweep(tmp_path)
    assert sorted(contents(tmp_path)) == [".ander.tmp", "rapport.html"]


def test_a_file_that_is_held_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_TRIES", 3)
    monkeypatch.setattr(files, "_BETWEEN", 0.0)
    held, replace = [PermissionError(errno.EACCES, "held")] * 4, Path.replace

    def scanned(self: Path, target: Any) -> Path:
        if held:
            raise held.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", scanned)
    with pytest.raises(FileError):
        files.write(tmp_path / "a.html", b"new")
    files.write(tmp_path / "a.html", b"new")
    assert (held, [path.name for path in tmp_path.iterdir()]) == ([], ["a.html"])


# ---------------------------------------------------------------- one task


def test_tasks_and_outcomes_travel() -> None:
    there = snapshot({"block/meso-samenwerking/1": {"goal": "é\ud800"}})
    task = Task((tasks.pack(there),), FORMATS)
    assert tasks.unpack(pickle.loads(pickle.dumps(task)).snapshots[0]) == there
    outcome = Outcome(1.0, {"html": b"x"}, ("let op",), Failure.of(KernelDiedError()))
    assert pickle.loads(pickle.dumps(outcome)) == outcome


@pytest.mark.parametrize(("deaths", "made"), [(0, True), (1, True), (2, False)])
def test_a_kernel_that_dies_is_replaced_once(deaths: int, made: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [KernelDiedError()] * deaths

    def make(_: Task) -> Report:
        if left:
            raise left.pop()
        return Report({"html": b"x"}, ("let op",))

    monkeypatch.setattr(tasks, "_make", make)
    outcome = tasks.perform(Task((), ("html",)))
    assert (outcome.failure is None, dict(outcome.files), left) == (made, {"html": b"x"} if made else {}, [])


@pytest.mark.parametrize(
    ("error", "says"),
    [(MemoryError(), "niet genoeg geheugen"), (KeyError("x"), "KeyError: 'x'"), (OSError(28, ""), "vol")],
)
def test_whatever_goes_wrong_is_an_outcome(error: Exception, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_: Task) -> Report:
        raise error

    monkeypatch.setattr(tasks, "_make", make)
    failure = tasks.perform(Task((), ("html",))).failure
    assert failure is not None
    assert says in failure.error


class Said:
    """A worker's process that is there, and of which a test says how its answer comes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Any]) -> None:
        self.asked = False
        monkeypatch.setattr(local._Servant, "_start", lambda servant: setattr(servant, "_pipe", self))
        monkeypatch.setattr(local._Servant, "_answer", lambda *_: answer() if self.asked else local._READY)

    def send(self, _: Task) -> None:
        self.asked = True

    def close(self) -> None:
        self.asked = False


def collected(workers: local.Processes, count: int) -> list[tuple[int, Outcome]]:
    """Return what comes back, when as much comes as should."""
    found: list[tuple[int, Outcome]] = []

    def more() -> bool:
        found.extend(workers.collect(0.1))
        return len(found) == count

    until(more)
    return found


def test_a_report_that_cannot_be_taken_in_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much() -> None:
        raise MemoryError

    Said(monkeypatch, too_much)
    with local.Processes(1) as workers:
        for number in (1, 2):  # the thread is there for the next task too
            workers.hand(number, Task((), ("html",)))
        outcomes = collected(workers, 2)
    assert [number for number, _ in outcomes] == [1, 2]
    assert all(outcome.failure and "niet genoeg geheugen" in outcome.failure.error for _, outcome in outcomes)


def test_no_memory_for_a_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(local._Servant, "_start", start)
    with local.Processes(1) as workers, pytest.raises(local.NoWorkerError, match="niet genoeg geheugen"):
        collected(workers, 1)


def test_what_was_done_before_no_process_would_start_is_not_thrown_away() -> None:
    workers = local.Processes(2)
    workers._done.put((1, Outcome(1.0, {"html": b"x"})))
    workers._done.put(local.NoWorkerError("vol"))
    assert workers.collect(0.1) == [(1, Outcome(1.0, {"html": b"x"}))]
    with pytest.raises(local.NoWorkerError):
        workers.collect(0.1)


# ---------------------------------------------------------------- a run


class AtOnce:
    """Workers who make a file of a few bytes of everything."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Outcome]] = []
        self.one_core: list[bool] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def room(self) -> bool:
        return not self.waiting

    def hand(self, number: int, task: Task) -> None:
        self.one_core.append(task.one_core)
        names = " ".join(str(tasks.unpack(data).key) for data in task.snapshots)
        self.waiting.append((number, Outcome(0.0, dict.fromkeys(task.formats, names.encode()))))

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:
        done, self.waiting = self.waiting, []
        return done


def run_at_once(
    place: Path, store: Any, keys: list[DossierKey], order: Order, workers: AtOnce | None = None
) -> Summary:
    watcher = run_progress.watcher(place, as_json=True)
    return run(store, keys, place / "rapporten", order, workers or AtOnce(), watcher)


def test_a_dossier_that_cannot_be_read_is_told_once_and_booklets_are_made_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = fill(tmp_path, 3)
    with store_of(tmp_path) as store:
        read = store.snapshot

        def snapshot_of(key: DossierKey) -> Snapshot:
            if key == keys[1]:
                raise StoreError("Dit dossier is niet te lezen.")
            return read(key)

        monkeypatch.setattr(store, "snapshot", snapshot_of)
        summary = run_at_once(tmp_path, store, keys, Order(("html",), booklets=True))
    assert [failed.label for failed in summary.failed] == [str(keys[1])]
    text = (tmp_path / "rapporten" / "bouwsteen-meso-samenwerking.html").read_text("utf-8")
    assert text == f"{keys[0]} {keys[2]}"


@pytest.mark.parametrize("count", [1, 3])
def test_reports_beside_each_other_keep_to_one_core_each(tmp_path: Path, count: int) -> None:
    keys, workers = fill(tmp_path, count), AtOnce()
    with store_of(tmp_path) as store:
        run_at_once(tmp_path, store, keys, Order(("html",)), workers)
    assert workers.one_core == [count > 1] * count


@pytest.mark.parametrize("error", [StoreUnreachableError("De opslag is weg."), StoreBusyError("De opslag is bezet.")])
def test_a_store_that_goes_away_before_the_booklets_is_told(tmp_path: Path, error: StoreError) -> None:
    keys = fill(tmp_path, 2)
    with store_of(tmp_path) as store:

        class Going:
            """A store that can be read twice."""

            reads = 0

            def snapshot(self, key: DossierKey) -> Snapshot:
                self.reads += 1
                if self.reads > 2:
                    raise error
                return store.snapshot(key)

        with pytest.raises(type(error)):
            run_at_once(tmp_path, Going(), keys, Order(("html",), booklets=True))
    assert [row["status"] for row in rows(tmp_path)] == ["ok", "ok"]


# ---------------------------------------------------------------- what a terminal shows


def test_the_bar_tells_count_rate_time_left_and_names(capsys: pytest.CaptureFixture[str]) -> None:
    bar = run_progress.Bar(Path("uit"))
    bar.total, bar._done, bar._made = 121, 60, 60
    line = bar._line(["waterrijk/2024-2025", "elzerveen/2024-2025"], 30.0)
    assert line.split(" · ")[1:] == ["120 per minuut", "nog 30 s", "waterrijk/2024-2025, elzerveen/2024-2025"]
    assert " 60/121" in line
    bar._draw(line)
    bar.note("Let op")
    shown = capsys.readouterr().err
    assert max(map(len, re.split(r"[\r\n]", shown))) < shutil.get_terminal_size().columns
    assert shown.endswith("\rLet op\n")


def test_a_summary_counts_what_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    summary = Summary()
    for number in range(12):
        summary.add(entry(number, warnings=(EMPTY,) if number > 9 else ("Iets anders.",)))
    run_progress.Lines(Path("uit")).end(summary)
    assert capsys.readouterr().err.splitlines()[:2] == ["    12  gemaakt", "     2  daarvan leeg"]


# ---------------------------------------------------------------- the command, as a process


def fill(place: Path, count: int) -> list[DossierKey]:
    """Make a work folder with small dossiers."""
    place.mkdir(parents=True, exist_ok=True)
    keys = [DossierKey(f"coalitie-{number:02}", PERIOD) for number in range(1, count + 1)]
    with store_of(place) as store:
        for key in keys:
            sheets: dict[str, dict[str, Any]] = {
                "profile": {"name": key.slug.capitalize()},
                "block/meso-samenwerking": {"title": f"Samen in {key.slug}"},
                "block/meso-samenwerking/1": {"goal": f"Samen eten in {key.slug}", "next_questions": ["En dan?"]},
                "block/micro-uitvoering/1": {"context": f"Er was eens {key.slug}.", "status": "open"},
            }
            store.create(key, framework="ocw-2023", sheets=sheets, author="test")
    return keys


def store_of(place: Path) -> Store:
    return open_store(f"sqlite:///{place / 'dossiers.sqlite'}")


def change(place: Path, key: DossierKey, goal: Any) -> None:
    """Save another goal, as somebody would."""
    with store_of(place) as store:
        based_on = store.revisions(key, "block/meso-samenwerking/1")["goal"]
        store.save(key, "block/meso-samenwerking/1", "goal", goal, based_on=based_on, author="test")


def rows(place: Path) -> list[dict[str, Any]]:
    """Return the manifest's rows."""
    found: list[dict[str, Any]] = json.loads((place / "rapporten" / "manifest.json").read_text("utf-8"))["reports"]
    return found


def statuses(place: Path) -> dict[str, int]:
    return {status: sum(row["status"] == status for row in rows(place)) for status in ("ok", "unchanged", "failed")}


OFFICE = (office.PAGE, office.SHEET)


def assert_whole(place: Path, keys: list[DossierKey], formats: tuple[str, ...] = FORMATS) -> None:
    """Check that each report is there in each format, from begin to end, and nothing besides."""
    folder = place / "rapporten"
    names = {f"{key.stem}.{name}" for key in keys for name in formats}
    assert {path.name for path in folder.iterdir()} == {*names, "manifest.json", *OFFICE}
    assert_each_whole(folder)


def assert_each_whole(folder: Path) -> None:
    """Find no half report; a run that was cut off may leave a folder with what it had not put away yet."""
    for path in filter(Path.is_file, folder.iterdir()):
        data = path.read_bytes()
        if path.suffix == ".html":
            assert data.rstrip().endswith(b"</html>")
        if path.suffix == ".pdf":
            assert data.rstrip().endswith(b"%%EOF")
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as word:
                assert word.testzip() is None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """Return a work folder with all its reports made, not to be changed, and what `sko rapport` said."""
    place = tmp_path_factory.mktemp("gemaakt") / "werk map"
    fill(place, MANY)
    return place, sko("--werkmap", place, "rapport", "--alle", "--workers", "2")


@pytest.fixture
def place(made: tuple[Path, Done], tmp_path: Path) -> Path:
    """Return a work folder of our own with all its reports made."""
    return Path(shutil.copytree(made[0], tmp_path / "werkmap"))


KEYS = [DossierKey(f"coalitie-{number:02}", PERIOD) for number in range(1, MANY + 1)]


@pytest.mark.slow
def test_all_reports_of_all_dossiers(made: tuple[Path, Done]) -> None:
    folder, done = made
    assert done.code == 0, done
    assert_whole(folder, KEYS)
    assert statuses(folder) == {"ok": MANY, "unchanged": 0, "failed": 0}
    assert sorted(done.out.splitlines()) == sorted(
        str(folder / "rapporten" / f"{key.stem}.{name}") for key in KEYS for name in FORMATS
    )
    assert re.search(rf"^ +{MANY} +gemaakt$", done.err, re.MULTILINE)
    assert "\r" not in done.err  # no bar where there is no terminal


@pytest.mark.slow
def test_the_second_run_makes_what_changed_and_nothing_else(place: Path) -> None:
    before = contents(place / "rapporten")
    change(place, KEYS[3], "Samen lopen")
    done = sko("--werkmap", place, "rapport", "--alle", "--json")
    assert done.code == 0, done
    after = contents(place / "rapporten")
    names = {name for name in after if before[name] != after[name]}
    assert names == {"manifest.json", *OFFICE, *(f"{KEYS[3].stem}.{name}" for name in FORMATS)}
    assert statuses(place) == {"ok": 1, "unchanged": MANY - 1, "failed": 0}
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [one["event"] for one in told] == ["begin", *["report"] * MANY, "end"]
    assert told[0] == {"event": "begin", "total": MANY, "unchanged": MANY - 1}
    assert {name: told[-1][name] for name in ("ok", "unchanged", "failed")} == statuses(place)
    (one,) = (one for one in told if one.get("status") == "ok")
    assert (one["coalition"], one["files"]) == (KEYS[3].slug, [f"{KEYS[3].stem}.{name}" for name in FORMATS])
    assert done.err == ""


@pytest.mark.slow
def test_only_the_dossiers_that_are_wanted_and_an_empty_one_is_called_so(place: Path) -> None:
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        key, _ = begin.begin(store, "Zuidmeer", PERIOD, author="test")
        store.put(key, {"profile": {"municipality": "Zuidmeer"}}, author="test")
    asked = ("--werkmap", place, "rapport", "--formaat", "html")
    more = ("--namen", "--zip", "--zip-per-coalitie")
    done = sko(*asked, "--gemeente", "zuidmeer", "--status", "leeg", "--json", *more)
    assert done.code == 0, done
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [one["event"] for one in told] == ["begin", "report", "end"]
    assert (told[1]["coalition"], told[1]["status"], told[1]["empty"]) == (key.slug, "ok", True)
    assert "Dit dossier is nog leeg" in told[1]["warnings"][0]
    folder, stem = place / "rapporten", f"kwaliteitsrapport-{key.stem}"
    assert told[1]["files"] == [f"{stem}.html"]
    for name, beside in ((f"{stem}.zip", ()), ("kwaliteitsrapporten.zip", OFFICE)):
        with zipfile.ZipFile(folder / name) as zipped:
            assert zipped.namelist() == [*beside, f"{stem}.html"]
            assert zipped.read(f"{stem}.html") == (folder / f"{stem}.html").read_bytes()
    assert f'href="{stem}.html"' in (folder / office.PAGE).read_text("utf-8")
    assert_refused(sko(*asked, "--gemeente", "Zuidmer"), "geen dossier van gemeente ‘Zuidmer’", "Zuidmeer", code=2)
    none = sko(*asked, "--gemeente", "Zuidmeer", "--status", "klaar")
    assert_refused(none, "Geen enkel dossier past bij je keuze", code=2)


@pytest.mark.slow
def test_two_forced_runs_at_once_make_the_same_bytes_and_one_manifest(place: Path) -> None:
    before = contents(place / "rapporten")
    (place / "rapporten" / manifest.NAME).unlink()
    html = place / "rapporten" / f"{KEYS[0].stem}.html"
    html.write_bytes(b"")
    halves = ([key.slug for key in keys] for keys in (KEYS[: MANY // 2], KEYS[MANY // 2 :]))
    each = ("--opnieuw", "--workers", "1")
    with ThreadPoolExecutor(2) as two:
        done = list(two.map(lambda names: sko("--werkmap", place, "rapport", *names, *each), halves))
    assert [one.code for one in done] == [0, 0], done
    after = contents(place / "rapporten")
    assert {name for name in after if before[name] != after[name]} <= {"manifest.json"}
    assert statuses(place)["ok"] == MANY


def break_it(place: Path, key: DossierKey) -> None:
    """Put a link to a block that is not there into the database, as no control would: the notebook stops at it."""
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        links = [{"kind": "trap-op", "to": "niet-daar"}]
        store.put(key, {"block/micro-uitvoering/1": {"links": links, "context": None}}, author="test")


@pytest.mark.slow
def test_a_broken_dossier_costs_its_own_report_only(place: Path) -> None:
    break_it(place, KEYS[4])
    for key in KEYS[2:7]:
        change(place, key, "Anders") if key != KEYS[4] else None
    before = contents(place / "rapporten")
    done = sko("--werkmap", place, "rapport", "--alle", "--workers", "2")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert statuses(place) == {"ok": 4, "unchanged": MANY - 5, "failed": 1}
    (row,) = (row for row in rows(place) if row["status"] == "failed")
    assert (row["coalition"], row["block"], row["cycle"], row["files"]) == (KEYS[4].slug, "micro-uitvoering", 1, [])
    assert row["cell"] > 1
    assert "Error" in row["cause"]
    assert f"{KEYS[4]}, Micro – Uitvoering, cyclus 1, cel {row['cell']}" in row["error"]
    assert row["error"] in done.err.partition("Niet gemaakt:")[2]  # the table at the end
    after = contents(place / "rapporten")
    for name in FORMATS:
        assert after[f"{KEYS[4].stem}.{name}"] == before[f"{KEYS[4].stem}.{name}"]
    again = sko("--werkmap", place, "rapport", "--alle")
    assert again.code == 1  # it is tried again, and still fails
    assert statuses(place) == {"ok": 0, "unchanged": MANY - 1, "failed": 1}


@pytest.mark.slow
def test_one_block_only_has_files_of_its_own(place: Path) -> None:
    before = contents(place / "rapporten")
    one = ("--werkmap", place, "rapport", KEYS[0].slug, "--bouwsteen", "meso-samenwerking")
    assert sko(*one, "--formaat", "html").code == 0
    name = f"{KEYS[0].stem}-meso-samenwerking.html"
    after = contents(place / "rapporten")
    assert {path for path in after if after[path] != before.get(path)} == {name, "manifest.json"}
    text = (place / "rapporten" / name).read_text("utf-8")
    assert "Samen eten in" in text
    assert "Er was eens" not in text
    assert [row["part"] for row in rows(place) if "part" in row] == ["meso-samenwerking"]
    assert sko(*one, "--per-bouwsteen").code == 2
    refused = sko(*one[:-1], "meso")
    assert refused.code == 2
    assert "meso-samenwerking" in refused.err


@pytest.mark.slow
def test_a_booklet_for_each_block_shows_all_coalitions_side_by_side(place: Path) -> None:
    keys = [key.slug for key in KEYS[:3]]
    command = ("--werkmap", place, "rapport", *keys, "--per-bouwsteen", "--workers", "2")
    assert sko(*command).code == 0
    folder = place / "rapporten"
    blocks = ("meso-samenwerking", "micro-uitvoering")  # nobody wrote in another
    assert {path.name for path in folder.glob("bouwsteen-*")} == {f"bouwsteen-{b}.{f}" for b in blocks for f in FORMATS}
    assert_each_whole(folder)
    text = (folder / "bouwsteen-meso-samenwerking.html").read_text("utf-8")
    # Once in the table that it opens with, which leads to each chapter, and once in that chapter.
    marks = ("alle", "coalitie-1", "coalitie-2", "coalitie-3")
    opening, *chapters = (text.index(f'id="{mark}"') for mark in marks)
    assert [text.count(f"Samen eten in {slug}") for slug in keys] == [2, 2, 2]
    assert [text.count(f"Samen eten in {slug}", opening, chapters[0]) for slug in keys] == [1, 1, 1]
    assert text.count("En dan?", opening, chapters[0]) == 3
    assert text.count('href="#coalitie-2"', opening, chapters[0]) == 1
    with zipfile.ZipFile(folder / "bouwsteen-meso-samenwerking.docx") as word:
        assert b"<dc:creator>Programma School &amp; Omgeving<" in word.read("docProps/core.xml")
    assert KEYS[3].slug not in text
    assert "Er was eens" not in text
    assert chapters == sorted(chapters)
    before = contents(folder)
    change(place, KEYS[1], "Anders")
    break_it(place, KEYS[2])
    assert sko(*command).code == 1
    changed = {name for name, found in contents(folder).items() if found != before[name] and name.endswith(".html")}
    assert changed == {f"{KEYS[1].stem}.html", *(f"bouwsteen-{block}.html" for block in blocks)}
    assert KEYS[2].slug not in (folder / "bouwsteen-micro-uitvoering.html").read_text("utf-8")


# ---------------------------------------------------------------- what dies on the way


class Running:
    """`sko` while it runs, in a process group of its own, with a mark by which its processes are known."""

    def __init__(self, *arguments: object, program: tuple[str, ...] = MODULE) -> None:
        self.mark = uuid.uuid4().hex
        environ = {name: value for name, value in os.environ.items() if not name.startswith("SKO_")}
        self.process = subprocess.Popen(
            [*program, *map(str, arguments)],
            env={**environ, "PYTHONIOENCODING": "utf-8", "TEST_MARK": self.mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def reports(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many reports are there, and return what was told of them."""
        assert self.process.stdout is not None
        told: list[dict[str, Any]] = []
        while sum(one["event"] == "report" for one in told) < count:
            line = self.process.stdout.readline()
            assert line, self.end()
            told.append(json.loads(line))
        return told

    def end(self) -> Done:
        out, err = self.process.communicate(timeout=120)
        return Done(self.process.returncode, out, err)

    def processes(self, name: str = "") -> list[psutil.Process]:
        """Return its processes, or those with a word in their command line."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("TEST_MARK") == self.mark and name in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue
        return [process for process in found if process.status() != psutil.STATUS_ZOMBIE]

    def assert_gone(self) -> None:
        """Check that no process is left, at once or within a moment."""
        until(lambda: not self.processes(), lambda: [process.cmdline() for process in self.processes()])


def until(holds: Callable[[], Any], tell: Callable[[], Any] = str, seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, tell()
        time.sleep(0.1)


@contextmanager
def running(*arguments: object) -> Iterator[Running]:
    """Run `sko`, and leave no process behind whatever the test finds."""
    run = Running(*arguments)
    try:
        yield run
    finally:
        for process in run.processes():
            process.kill()
        run.process.communicate()


def all_again(place: Path, *arguments: object) -> tuple[object, ...]:
    return ("--werkmap", place, "rapport", "--alle", "--opnieuw", "--json", *arguments)


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["spawn_main", "ipykernel_launcher"])
def test_a_worker_or_kernel_that_is_killed_costs_nothing(place: Path, victim: str) -> None:
    with running(*all_again(place, "--workers", "2")) as run:
        run.reports(2)
        there = run.processes(victim)
        assert len(there) == 2
        there[0].kill()
        done = run.end()
        run.assert_gone()
    assert done.code == 0, done
    assert done.err == ""
    assert_whole(place, KEYS)
    assert statuses(place) == {"ok": MANY, "unchanged": 0, "failed": 0}


DEADLY = """
import os, signal, zlib
decompress = zlib.decompress
def deadly(data, *options):
    there = decompress(data, *options)
    if b"dodelijk" in there:
        os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    return there
zlib.decompress = deadly
"""


@pytest.mark.slow
def test_a_report_that_kills_its_worker_each_time_fails_alone(place: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    for key in KEYS[3:7]:
        change(place, key, "dodelijk" if key == KEYS[4] else "anders")
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    done = sko("--werkmap", place, "rapport", "--alle", "--workers", "2", PYTHONPATH=paths)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert statuses(place) == {"ok": 3, "unchanged": MANY - 4, "failed": 1}
    (row,) = (row for row in rows(place) if row["status"] == "failed")
    assert row["coalition"] == KEYS[4].slug
    assert "stopte" in row["error"]
    assert_whole(place, KEYS)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_no_process_and_the_next_run_goes_on(tmp_path: Path, workers: int) -> None:
    keys = fill(tmp_path / "werkmap", MANY)
    command = ("--werkmap", tmp_path / "werkmap", "rapport", "--alle", "--json", "--workers", workers)
    with running(*command) as run:
        run.reports(3)
        os.killpg(run.process.pid, signal.SIGINT)  # as a terminal does: to everyone
        done = run.end()
        run.assert_gone()
    assert done.code == 130
    assert done.err.strip() == "Gestopt. Wat al klaar was, is bewaard."
    assert_each_whole(tmp_path / "werkmap" / "rapporten")
    ready = statuses(tmp_path / "werkmap")["ok"]
    assert 3 <= ready < MANY
    again = sko(*command)
    assert again.code == 0
    assert_whole(tmp_path / "werkmap", keys)
    assert statuses(tmp_path / "werkmap") == {"ok": MANY - ready, "unchanged": ready, "failed": 0}


@pytest.mark.slow
def test_when_the_power_goes_the_next_run_goes_on(tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    keys = fill(place, MANY)
    command = ("--werkmap", place, "rapport", "--alle", "--json", "--workers", "2")
    with running(*command) as run:
        run.reports(4)
        run.process.kill()
        run.end()
        run.assert_gone()  # workers and kernels see that nobody is there any more
    assert_each_whole(place / "rapporten")
    told = [json.loads(line) for line in sko(*command).out.splitlines()]
    assert 4 <= told[0]["unchanged"] < MANY
    shutil.rmtree(next((place / "rapporten").glob(".bezig-*"), tmp_path / "nothing"), ignore_errors=True)
    assert_whole(place, keys)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory")
@pytest.mark.parametrize(
    ("megabytes", "words"), [(150, "Er kan geen proces worden gestart"), (300, "Het rapport van coalitie-01/")]
)
def test_too_little_memory_ends_clearly(place: Path, megabytes: int, words: str) -> None:
    before = contents(place / "rapporten")
    limited = ("bash", "-c", f'ulimit -v {megabytes * 1024}; exec "$@"', "bash", *MODULE)
    done = sko("--werkmap", place, "rapport", "--alle", "--opnieuw", "--workers", "2", program=limited)
    assert_refused(done, words)
    after = contents(place / "rapporten")
    told = {"manifest.json", *OFFICE}  # here it says which failed
    assert {name for name in after if after[name] != before[name]} <= told
    assert set(after) == set(before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of 1 MB."""
    with disks.small_disk(tmp_path / "schijf") as folder:
        yield folder


@pytest.mark.slow
def test_a_disk_that_fills_up_ends_the_run_and_breaks_no_file(place: Path, small_disk: Path) -> None:
    command = ("--werkmap", place, "rapport", "--alle", "--workers", "2", "--uit", small_disk)
    done = sko(*command)
    assert done.code == 1
    assert "vol" in done.err
    assert "Wat al klaar was, is bewaard" in done.err
    assert "Traceback" not in done.err
    assert_each_whole(small_disk)
    ready = len(list(small_disk.glob("*.html")))
    assert 0 < ready < MANY
    assert not list(small_disk.glob(".bezig-*"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_shows_a_bar(place: Path) -> None:
    import pty

    told: list[bytes] = []

    def read(descriptor: int) -> bytes:
        told.append(os.read(descriptor, 10_000))
        return told[-1]

    command = [*MODULE, "--werkmap", str(place), "rapport", "--alle", "--opnieuw", "--formaat", "html"]
    pty.spawn(command, read)
    shown = b"".join(told).decode("utf-8")
    assert re.search(rf"\r█+░* \d/{MANY} · \d+ per minuut · nog \d+ s · coalitie-", shown)
    *_, last, leads = shown.rstrip().splitlines()
    assert last.endswith(f"in {place / 'rapporten'}")
    assert leads == f"Alle rapporten bij elkaar: {place / 'rapporten' / office.PAGE}"
    assert ".html" not in shown.removesuffix(f"{leads}\r\n")


# ---------------------------------------------------------------- a cluster


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


class Dask:
    """A scheduler and its workers on this computer."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.options = options
        port = str(free_port())
        self.address = f"{'tls' if options else 'tcp'}://127.0.0.1:{port}"
        host = f"{self.address.rpartition(':')[0]}"
        self.all = [self._start("scheduler", "--host", host, "--port", port, "--no-dashboard", *options)]
        until(lambda: listens(int(port)), seconds=60)

    def worker(self, **environ: str) -> subprocess.Popen[bytes]:
        """Start a worker, which a nanny replaces when it dies."""
        options = ("--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(self.folder))
        started = self._start("worker", self.address, *options, *self.options, **environ)
        self.all.append(started)
        return started

    def _start(self, *arguments: str, **environ: str) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SKO_")}
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        return subprocess.Popen(
            command, cwd=self.folder, env={**kept, **environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def stop(self) -> None:
        while self.all:
            process = self.all.pop()
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    pytest.importorskip("distributed", reason="needs distributed")
    cluster = Dask(tmp_path)
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.mark.slow
def test_a_cluster_makes_them_also_when_a_worker_is_killed(dask: Dask, place: Path) -> None:
    workers = [dask.worker(), dask.worker()]
    before = contents(place / "rapporten")
    with running(*all_again(place, "--dask", dask.address)) as run:
        run.reports(2)
        (victim,) = (
            one for one in psutil.Process(workers[0].pid).children() if "spawn_main" in " ".join(one.cmdline())
        )
        victim.kill()
        done = run.end()
        run.assert_gone()
    assert done.code == 0, done
    assert done.err.count("\n") == 1
    assert f"het cluster op {dask.address} krijgt de hele dossiers" in done.err
    assert "onversleuteld" in done.err
    assert_whole(place, KEYS)
    assert statuses(place) == {"ok": MANY, "unchanged": 0, "failed": 0}
    after = contents(place / "rapporten")
    told = {"manifest.json", *OFFICE}  # which say when
    assert {name for name in after if before[name] != after[name]} <= told  # what this computer made


@pytest.mark.slow
def test_a_cluster_that_stops_ends_the_run_clearly(dask: Dask, place: Path) -> None:
    dask.worker()
    with running(*all_again(place, "--dask", dask.address)) as run:
        run.reports(2)
        dask.stop()
        done = run.end()
        run.assert_gone()
    assert done.code == 1
    assert "Het cluster is gestopt" in done.err
    assert "Traceback" not in done.err
    assert_each_whole(place / "rapporten")


@pytest.mark.slow
def test_a_worker_with_another_version_is_refused(dask: Dask, place: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander"
    for folder in (Path(resources.__file__).parent, resources.workbooks(), resources.templates()):
        shutil.copytree(folder, other / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "templates" / "look" / "look.css").open("a", encoding="utf-8") as file:
        file.write("/* */")
    dask.worker(PYTHONPATH=str(other))
    done = sko("--werkmap", place, "rapport", "--alle", "--dask", dask.address)
    assert done.code == 1
    assert "andere versie van sko" in done.err


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate that is its own authority, and its key."""
    certificate, key = folder / "cert.pem", folder / "sleutel.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", *asked, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_what_goes_to_a_cluster_can_be_encrypted(place: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs distributed")
    own, key = certificate(tmp_path)
    cluster = Dask(tmp_path, "--tls-ca-file", str(own), "--tls-cert", str(own), "--tls-key", str(key))
    try:
        cluster.worker()
        asked = ("--werkmap", place, "rapport", KEYS[0].slug, "--opnieuw", "--formaat", "html", "--dask")
        files = ",".join(map(str, (own, own, key)))
        done = sko(*asked, cluster.address, "--dask-tls", files)
        assert done.code == 0, done
        assert "krijgt de hele dossiers" in done.err
        assert "onversleuteld" not in done.err
        (tmp_path / "vreemd").mkdir()
        other, its_key = certificate(tmp_path / "vreemd")
        strange = ",".join(map(str, (other, other, its_key)))
        refused = sko(*asked, cluster.address, SKO_DASK_TLS=strange, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="2s")
        assert refused.code == 1, refused
        assert "cluster" in refused.err
        plain = sko(*asked, cluster.address.replace("tls", "tcp"), "--dask-tls", files)
        assert plain.code == 1, plain
    finally:
        cluster.stop()


@pytest.mark.slow
def test_no_cluster_there(place: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    done = sko(
        "--werkmap", place, "rapport", "--alle", "--dask", address, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="2s"
    )
    assert done.code == 1
    assert f"{address}: Dit cluster is niet te bereiken." in done.err
    both = sko("--werkmap", place, "rapport", "--alle", "--dask", address, "--workers", "2")
    assert both.code == 2
