"""Lets several runs keep one manifest: each writes in its turn."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from sko_widgets import files

_HELD = ".manifest.bezig"
_BETWEEN = 0.02  # seconds
_LEFT_BEHIND = 10.0
"""Seconds after which whoever had its turn is gone: a turn takes a moment."""
_PATIENCE = 30.0
_A_MOMENT = 1.0
"""Seconds in which Windows may refuse a file that another program is just taking away."""


@contextlib.contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Wait until no other program writes what is known of a folder's reports, and keep others waiting meanwhile.

    A file that only one can make says whose turn it is: that works on a shared drive too.

    Raises
    ------
    FileError
        When the folder cannot be written, or another program does not get done.
    """
    held = folder / _HELD
    began = time.monotonic()
    while not _take(held, waited=time.monotonic() - began):
        time.sleep(_BETWEEN)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # another run took it for left behind
            held.unlink(missing_ok=True)


def _take(held: Path, *, waited: float) -> bool:
    """Make the file; False when it is another's."""
    try:
        os.close(os.open(held, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except (FileExistsError, PermissionError) as error:
        if waited > (_PATIENCE if isinstance(error, FileExistsError) else _A_MOMENT):
            raise files.file_error(error) from error
        with contextlib.suppress(OSError):  # it is gone by now
            if time.time() - held.stat().st_mtime > _LEFT_BEHIND:
                held.unlink(missing_ok=True)
        return False
    except OSError as error:
        raise files.file_error(error) from error
    return True
