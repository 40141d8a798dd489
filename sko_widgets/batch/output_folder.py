"""Puts a report's files in their folder: all of them or none, and none half."""

from __future__ import annotations

import contextlib
import errno
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sko_widgets import files
from sko_widgets.files import FileError

_BESIDE = ".bezig-"
_LEFT_BEHIND = 24 * 3600
_NOTHING_MORE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class FolderFullError(FileError):
    """No report at all can be written any more."""


def put(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write files into a folder.

    They are written beside it first and renamed together, once none of the old ones is held by another program:
    a full disk, or a report that is open in Word, leaves the old files as they were.

    Parameters
    ----------
    made
        Name -> content.

    Raises
    ------
    FolderFullError
        When the disk is full or cannot be written.
    FileError
        When one of them cannot be written, for instance because Word has it open.
    """
    try:
        with TemporaryDirectory(prefix=_BESIDE, dir=folder, ignore_cleanup_errors=True) as beside:
            for name, data in made.items():
                files.write(Path(beside) / name, data)
            for name in made:
                _look_whether_it_is_free(folder / name)
            for name in made:
                _rename(Path(beside) / name, folder / name)
    except FileError as error:
        raise _named(error, folder, made) from error
    except OSError as error:
        error.filename = str(folder)
        raise _named(files.file_error(error), folder, made, error) from error


def sweep(folder: Path) -> None:
    """Take away what a run that was cut off long ago left behind."""
    for path in (*folder.glob(f"{_BESIDE}*"), *folder.glob(f".*.????????{files.BESIDE}")):
        with contextlib.suppress(OSError):  # it is another run's, or gone
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _look_whether_it_is_free(target: Path) -> None:
    """Rename a file to itself: that changes nothing, and Windows refuses it of a file that is open."""
    if target.is_dir():
        raise files.file_error(IsADirectoryError(errno.EISDIR, "", str(target)))
    if target.exists():
        _rename(target, target)


def _rename(source: Path, target: Path) -> None:
    try:
        files.replace(source, target)
    except OSError as error:
        error.filename = str(target)
        raise files.file_error(error) from error


def _named(error: FileError, folder: Path, made: Mapping[str, bytes], cause: OSError | None = None) -> FileError:
    """Return an error that names the file that a user knows, and not the one beside it."""
    cause = cause or (error.__cause__ if isinstance(error.__cause__, OSError) else None)
    kind = FolderFullError if cause is not None and cause.errno in _NOTHING_MORE else FileError
    name = Path(error.where).name
    return kind(error.what, where=str(folder / name if name in made else folder), mend=error.mend)
