"""A PostgreSQL server of our own for the tests, in a temporary folder, gone when they end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from helpers import free_port

USER = "sko"
PASSWORD = "geheim-w8woord"
_START = 30.0


class PostgresServer:
    """A server that can be stopped and started again, on one port of this computer.

    It does not wait for its disk: the tests stop it, they do not cut its power.
    """

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._initialise()

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        _give_away(self.folder, secret)
        command = [str(self._programs / "initdb"), "-D", str(self.folder / "data"), "-U", USER, f"--pwfile={secret}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, capture_output=True, cwd=self.folder, check=False, **_as_other_user())
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder) if os.name == "posix" else "",
            "fsync": "off",
            "max_connections": "60",
        }
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **_as_other_user())
        until = time.monotonic() + _START
        while not self._answers():
            said = (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
            assert self._process.poll() is None, said
            assert time.monotonic() < until, said
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop at once; connections are cut."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def url(self, database: str, *, password: str = PASSWORD, port: int | None = None) -> str:
        """Return the address of a database."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{port or self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement outside a transaction and return what it gives."""
        with psycopg.connect(self.url(database), autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new_database(self, options: str = "") -> str:
        """Make an empty database and return its name."""
        self._made += 1
        name = f"sko_{self._made}"
        self.run(f"CREATE DATABASE {name} {options}")
        return name


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    newest_last = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return newest_last[-1].parent if newest_last else None


def _as_other_user() -> dict[str, Any]:
    """Return how to start the server: it refuses to run as root, so root starts it as `postgres`."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    other = pwd.getpwnam("postgres")
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def _give_away(*paths: Path) -> None:
    other = _as_other_user()
    for path in paths:
        if other:
            os.chown(path, other["user"], other["group"])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server for all tests; one that stops it starts it again."""
    programs = _programs()
    if programs is None:
        pytest.skip("needs a PostgreSQL server (initdb and postgres)")
    # A short path: the socket's name may not be longer than a hundred signs.
    folder = Path(tempfile.mkdtemp(prefix="sko-pg-"))
    server = PostgresServer(programs, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """Return the address of a new, empty database."""
    return postgres_server.url(postgres_server.new_database())
