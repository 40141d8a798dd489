"""On a computer with more users: what one of them writes and says to a kernel is not seen by another."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # no types are published with it
import pytest
import zmq
from helpers import MODULE, dossier, sko, written
from jupyter_client.manager import KernelManager
from serving import serving, until

from sko_widgets import private
from sko_widgets.kernels import channels
from sko_widgets.kernels.kept_kernel import KeptKernel

pytestmark = pytest.mark.slow
POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes")
PAGE = "/werkboek/proef"
SETPRIV = shutil.which("setpriv")
NOBODY = "65534"


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that everybody may enter, as a shared disk is; pytest's own are closed already."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def seen_by_another(folder: Path) -> list[str]:
    """Return what in a folder another user of this computer can list or read."""
    look = "import os, sys\nfor top, folders, files in os.walk(sys.argv[1]):\n"
    look += "  for one in folders + files:\n    print(os.path.join(top, one))"
    other = [str(SETPRIV), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "/usr/bin/env", "python3"]
    return subprocess.run([*other, "-c", look, str(folder)], capture_output=True, text=True, check=True).stdout.split()


def open_modes(folder: Path) -> list[str]:
    """Return the files and folders that a mode opens to others."""
    return [str(path) for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def filled(work_folder: Path, beside: Path) -> None:
    taken = sko("--werkmap", work_folder, "invoer", "--ja", written(beside / "in.json", dossier()))
    assert taken.code == 0, taken


# ---------------------------------------------------------------- files


@POSIX
def test_all_that_is_written_is_for_its_user_alone(place: Path, tmp_path: Path) -> None:
    work_folder = place / "onder" / "werkmap"
    filled(work_folder, tmp_path)
    assert sko("--werkmap", work_folder, "rapport", "--formaat", "html").code == 0
    assert sko("--werkmap", work_folder, "rapport", "--formaat", "html", "--uit", place / "elders").code == 0
    assert sko("--werkmap", work_folder, "uitvoer", "--naar", place / "kopie").code == 0
    with serving(work_folder) as server:
        assert server.ask(PAGE)[0] == 200
        ours = [work_folder / name for name in ("dossiers.sqlite", "rapporten", ".sko/runtime", ".sko/server.log")]
        assert [open_modes(path) for path in (*ours, place / "elders", place / "kopie")] == [[]] * 6
        assert stat.S_IMODE(work_folder.stat().st_mode) == 0o700
        assert "kijken" not in server.said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.skipif(not SETPRIV, reason="needs setpriv")
def test_another_user_sees_nothing_in_a_work_folder(place: Path, tmp_path: Path) -> None:
    work_folder = place / "werkmap"
    filled(work_folder, tmp_path)
    assert sko("--werkmap", work_folder, "rapport", "--formaat", "html").code == 0
    with serving(work_folder) as server:
        assert server.ask(PAGE)[0] == 200
        assert seen_by_another(place) == [str(work_folder)]
    work_folder.chmod(0o755)
    assert str(work_folder / "dossiers.sqlite") in seen_by_another(place)  # the look itself works


@POSIX
def test_a_work_folder_that_is_open_to_others_is_told_and_left_as_it_is(place: Path) -> None:
    work_folder = place / "werkmap"
    work_folder.mkdir()
    work_folder.chmod(0o755)
    with serving(work_folder) as server:
        assert server.process.stdout is not None
        assert "anderen op deze computer" in server.process.stdout.readline()
    assert stat.S_IMODE(work_folder.stat().st_mode) == 0o755


@pytest.mark.skipif(os.name != "nt", reason="access lists of Windows")
def test_a_folder_outside_the_profile_is_closed_on_windows() -> None:
    folder = Path(os.environ["SYSTEMDRIVE"] + "\\") / f"sko-proef-{os.getpid()}"
    private.make_private_folder(folder)
    try:
        said = subprocess.run(["icacls", str(folder)], capture_output=True, text=True, check=True).stdout
        assert "BUILTIN\\Users" not in said
        assert "Authenticated Users" not in said
        (folder / "a.txt").write_text("van mij", encoding="utf-8")
    finally:
        shutil.rmtree(folder)


# ---------------------------------------------------------------- kernels


def listening(process: psutil.Process) -> list[int]:
    """Return the ports that a process and those below it listen on."""
    ports = []
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.Error):  # it ended just now
            ports += [held.laddr.port for held in one.net_connections("tcp") if held.status == psutil.CONN_LISTEN]
    return ports


class Listener:
    """Another program on the computer, which listens to every port that it sees."""

    def __init__(self) -> None:
        self._context = zmq.Context()
        self._ear = self._context.socket(zmq.SUB)
        self._ear.subscribe(b"")
        self.ports: set[int] = set()

    def hear(self, ports: list[int]) -> None:
        for port in set(ports) - self.ports:
            self._ear.connect(f"tcp://127.0.0.1:{port}")
        self.ports |= set(ports)

    def heard(self) -> bool:
        return bool(self._ear.poll(500))

    def close(self) -> None:
        self._context.destroy(linger=0)


def test_others_hear_nothing_while_a_report_is_made(tmp_path: Path) -> None:
    """A kernel has one port left: ipykernel's pipe for what child processes print, which takes in and gives nothing."""
    filled(tmp_path / "werkmap", tmp_path)
    (tmp_path / "tmp").mkdir()
    command = [*MODULE, "--werkmap", str(tmp_path / "werkmap"), "rapport", "--formaat", "html"]
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path / "tmp"))
    kernels: set[int] = set()
    with contextlib.closing(Listener()) as other:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **places}) as process:
            while process.poll() is None:
                with contextlib.suppress(psutil.Error):
                    watched = psutil.Process(process.pid)
                    other.hear(listening(watched))
                    running = watched.children()
                    kernels |= {one.pid for one in running if "ipykernel_launcher" in " ".join(one.cmdline())}
                time.sleep(0.02)
        assert process.returncode == 0
        assert kernels
        assert not other.heard()
        if os.name == "posix":
            assert len(other.ports) <= len(kernels)
    assert list((tmp_path / "tmp").glob("sko-*")) == []  # nothing is left of it


def test_others_hear_nothing_of_a_page(tmp_path: Path) -> None:
    with serving(tmp_path) as server, contextlib.closing(Listener()) as other:
        until(lambda: len(server.children()) >= 3)
        assert "<sko-view" in server.ask(PAGE)[1]
        (kernel,) = server.kernels()
        other.hear([port for port in listening(psutil.Process(server.process.pid)) if port != int(server.port)])
        assert other.ports
        for _ in range(3):
            assert server.ask(f"/api/kernels/{kernel}")[0] == 200
            assert "<sko-view" in server.ask(PAGE)[1]
        assert not other.heard()


def test_where_there_are_no_sockets_in_files_others_hear_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "_private_folder", lambda: None)
    kernel = KeptKernel()
    try:
        assert kernel.run(["1 + 1"])[0][0]["data"] == {"text/plain": "2"}
        assert kernel._manager is not None
        with zmq.Context() as context, context.socket(zmq.SUB) as other:
            other.subscribe(b"")
            other.connect(f"tcp://127.0.0.1:{kernel._manager.iopub_port}")
            for number in range(5):
                kernel.run([f"print('geheim {number}')"])
            assert not other.poll(500)
    finally:
        kernel.close()


def test_a_port_that_was_taken_meanwhile_costs_one_more_try(monkeypatch: pytest.MonkeyPatch) -> None:
    from sko_widgets.kernels import launch

    monkeypatch.setattr(channels, "_private_folder", lambda: None)
    started: list[KernelManager] = []

    def taken(kernel_name: str, how: channels.Channels) -> object:
        manager = KernelManager(kernel_name=kernel_name, kernel_spec_manager=launch._OurPython())
        if not started:
            manager.cache_ports = False
            manager.shell_port = busy.getsockname()[1]
        started.append(manager)
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return manager

    with socket.create_server(("127.0.0.1", 0)) as busy, contextlib.closing(KeptKernel()) as kernel:
        monkeypatch.setattr(launch, "launch", taken)
        assert kernel.run(["1 + 1"])[0][0]["data"] == {"text/plain": "2"}
        assert len(started) == 2


# ---------------------------------------------------------------- the browser

_BROWSER = """#!{python}
import json, os, sys, urllib.parse, urllib.request
file = urllib.request.url2pathname(urllib.parse.urlsplit(sys.argv[1]).path)
seen = {{"argv": sys.argv[1:], "mode": os.stat(file).st_mode & 0o777, "text": open(file, encoding="utf-8").read()}}
with open({told!r} + ".new", "w") as out:
    json.dump(seen, out)
os.rename({told!r} + ".new", {told!r})
"""


@POSIX
def test_the_token_is_on_no_command_line(tmp_path: Path) -> None:
    told, program = tmp_path / "gezien.json", tmp_path / "browser"
    program.write_text(_BROWSER.format(python=sys.executable, told=str(told)), encoding="utf-8")
    program.chmod(0o700)
    command = [*MODULE, "--werkmap", str(tmp_path / "werk map"), "open"]
    environ = {**os.environ, "BROWSER": str(program)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
    try:
        assert process.stdout is not None
        address = ""
        while not address:
            address = "".join(re.findall(r"http://\S+", process.stdout.readline()))
        token = address.partition("?token=")[2]
        until(told.exists, 60)
        seen = json.loads(told.read_text(encoding="utf-8"))
        lines = []
        for one in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):  # the browser has just ended
                lines.append(" ".join(one.cmdline()))
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert token and address in seen["text"]
    assert lines
    assert token not in " ".join([*seen["argv"], *lines])
    assert seen["mode"] == 0o600
    assert list((tmp_path / "werk map").rglob("*open.html")) == []
