"""Writing files so that no half file is ever seen, and telling in Dutch why one cannot be written."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import SkoError
from .private import make_private_folder

BESIDE = ".tmp"
"""How the name of a file ends that is written beside another; it begins with a dot."""
_TRIES = 3 if os.name == "nt" else 1
_BETWEEN = 0.1
_WHY = {
    errno.ENOSPC: ("de schijf is vol.", "Maak ruimte en probeer opnieuw."),
    errno.EDQUOT: ("de schijfruimte die je mag gebruiken is op.", "Maak ruimte en probeer opnieuw."),
    errno.EROFS: ("deze map kan niet worden beschreven.", "Kies een andere map."),
    errno.EACCES: ("je hebt hier geen toegang.", "Sluit het bestand in andere programma’s, of kies een andere map."),
    errno.EPERM: ("je hebt hier geen toegang.", "Sluit het bestand in andere programma’s, of kies een andere map."),
    errno.ENOENT: ("dit bestaat niet.", "Kijk of de naam klopt."),
    errno.EISDIR: ("dit is een map, geen bestand.", "Noem het bestand zelf."),
    errno.ENOTDIR: ("een deel van deze plek is een bestand, geen map.", "Kijk of de naam klopt."),
    errno.EEXIST: ("hier staat al iets met deze naam.", "Kies een andere plek."),
    errno.ENAMETOOLONG: ("deze naam is te lang.", "Kies een kortere naam of map."),
}


class FileError(SkoError):
    """A file or folder cannot be read or written."""


def file_error(error: OSError) -> FileError:
    """Return an operating system's error as one that a user can mend."""
    what, mend = _WHY.get(error.errno or 0, (f"dit lukt niet: {error.strerror or error}.", ""))
    return FileError(what, where=str(error.filename or ""), mend=mend)


def in_dutch(error: Exception) -> str:
    """Return any error as sentences that a user can read; for the last resort of a command or a batch."""
    if isinstance(error, SkoError):
        return str(error)
    if isinstance(error, OSError):
        return str(file_error(error))
    kind = type(error).__name__
    return f"Er ging iets mis dat we niet hadden voorzien ({kind}: {error}). Zet SKO_DEBUG=1 voor meer uitleg."


def make_folder(path: Path) -> None:
    """Make a folder for this user alone, unless it is there; raises `FileError` when that cannot be done."""
    try:
        make_private_folder(path)
    except OSError as error:
        raise file_error(error) from error


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed.

    Raises
    ------
    FileError
        When it cannot be written, for instance because Word has it open; the old file stays.
    """
    with written_whole(path) as beside, beside.open("xb") as file:
        file.write(data)


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a name beside a file's own to write it under; it takes the file's place when all went well.

    Raises
    ------
    FileError
        As `write`.
    """
    make_folder(path.parent)
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}{BESIDE}")
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        replace(beside, path)
    except BaseException as error:
        with contextlib.suppress(OSError):  # the cause is what is told
            beside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        error.filename = str(path)
        raise file_error(error) from error


def replace(source: Path, target: Path) -> None:
    """Rename a file over another; on Windows a virus scanner may hold it for a moment, so that is tried again."""
    for left in reversed(range(_TRIES)):
        try:
            source.replace(target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_BETWEEN)
