"""Disks for tests: one that is soon full, and one that cannot be written."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """Mount a small disk on a folder."""
    folder.mkdir(exist_ok=True)
    options = f"size={size},mode=700"
    with _mounted(folder, ["-t", "tmpfs", "-o", options, "tmpfs", str(folder)]):
        yield folder


def fill(disk: Path, *, leave: int = 0) -> Path:
    """Fill a disk until this many bytes are free, and return the file that does it."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file, contextlib.suppress(OSError):
        left = shutil.disk_usage(disk).free - leave
        while left > 0:
            left -= file.write(b"x" * min(left, 1_000_000))
            file.flush()
    return ballast


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """Let nobody write in a folder."""
    if os.name == "posix" and os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    # Root may write in any folder, but not on a disk that is mounted read-only.
    with _mounted(folder, ["--bind", str(folder), str(folder)], ["-o", "remount,bind,ro", str(folder)]):
        yield folder


def can_mount() -> bool:
    """Tell whether who runs the tests is one who mounts disks: root, on Linux."""
    return sys.platform.startswith("linux") and os.geteuid() == 0


@contextlib.contextmanager
def _mounted(folder: Path, *commands: list[str]) -> Iterator[None]:
    if not can_mount():
        pytest.skip("only root mounts disks")
    with contextlib.ExitStack() as after:
        for command in commands:
            done = subprocess.run(["mount", *command], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"needs the right to mount a disk: {done.stderr.strip()}")
            after.pop_all()
            after.callback(subprocess.run, ["umount", "-l", str(folder)], check=True)
        yield
