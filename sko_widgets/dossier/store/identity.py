"""Which file a store is: one that a sync client puts in its place is another, and is never written to.

SQLite goes on with the file that it opened, also when another has taken its name; and it would take the
log beside a new file for that file's own.  So the file is looked at before each save, and beside the log
stands which file it belongs to.
"""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOGS = ("-wal", "-shm")
_OWNER = "-van"
_LOCK = "-wissel"
_LOCK_SECONDS = 10.0
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """A file on this computer, whatever its name: device and inode; on Windows volume and file index."""

    device: int
    inode: int

    def __str__(self) -> str:
        return f"{self.device}:{self.inode}"


def identity_of(path: Path) -> FileIdentity | None:
    """Return which file has this name now; None when there is none.

    It is asked by name: opening the file would, on closing it again, let go of SQLite's own locks on it.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def beside(path: Path, ending: str) -> Path:
    """Return the file beside a store's that has its name with another ending."""
    return path.with_name(path.name + ending)


def has_log(path: Path, quiet: float) -> bool:
    """Say whether something is in the log that may not be in the file, and has been for some seconds."""
    try:
        found = beside(path, "-wal").stat()
    except OSError:
        return False
    return found.st_size > 0 and time.time() - found.st_mtime >= quiet


def own_log(path: Path) -> None:
    """Write down that the log beside this file is the file's own."""
    owner = beside(path, _OWNER)
    with contextlib.suppress(OSError):  # it guards against a rare mishap; it is no reason not to work
        mine = _owner_of(path)
        if mine and _written(owner) != mine:
            new = owner.with_name(f"{owner.name}-{secrets.token_hex(4)}")
            new.write_text("\n".join(mine), encoding="utf-8")
            new.replace(owner)


def forget_log(path: Path) -> None:
    """Remove what `own_log` wrote, when the last user has taken the log away."""
    if not any(beside(path, one).exists() for one in _LOGS):
        with contextlib.suppress(OSError):
            beside(path, _OWNER).unlink(missing_ok=True)


def part_from_others_log(path: Path) -> list[Path]:
    """Move away a log that belongs to a file which had this name before.

    Returns
    -------
    list of Path
        Where the log's files are now; empty when there was nothing to move.
    """
    if not _is_others(path):
        return []
    with _alone(beside(path, _LOCK)):
        if not _is_others(path):
            return []  # someone else was first
        at = f"-vervangen-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
        moved = []
        for ending in _LOGS:
            with contextlib.suppress(FileNotFoundError):
                moved.append(beside(path, ending).replace(beside(path, at + ending)))
        own_log(path)
        return moved


def _is_others(path: Path) -> bool:
    """Say whether the log was written for another file; not when the whole folder was copied, log and all."""
    written, mine = _written(beside(path, _OWNER)), _owner_of(path)
    there = any(beside(path, one).exists() for one in _LOGS)
    return bool(there and mine and len(written) == len(mine) and written[:-1] == mine[:-1] and written != mine)


def _owner_of(path: Path) -> list[str]:
    """Return computer, folder and file; nothing when there is no file."""
    folder, file = identity_of(path.parent), identity_of(path)
    return [platform.node(), str(folder), str(file)] if file is not None else []


def _written(owner: Path) -> list[str]:
    try:
        return owner.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a file that no two programs can hold at once; one that a killed program left is taken over."""
    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            break
        except FileExistsError:
            if time.monotonic() > until:
                break
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink(missing_ok=True)
