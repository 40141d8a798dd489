"""Keeps what is written on a shared computer for its user alone.

Where files have modes, new ones are the user's own: the umask sees to it.  On Windows a folder within the user's
profile is private already; one elsewhere would be open to all who use the computer, and gets an access list of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

_OTHERS = 0o077
_MAY_PASS = 0o011
_SYSTEM, _ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"  # the same on every Windows, whatever its language
_SECONDS = 20


def keep_private() -> None:
    """Have all that this process and its children write from now on be for this user alone."""
    os.umask(_OTHERS)


def make_private_folder(path: Path) -> None:
    """Make a folder for this user alone, with those above it; one that is there keeps the access that it has.

    Raises
    ------
    OSError
        When it cannot be made.
    """
    made = [one for one in (path, *path.parents) if not one.exists()]
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "nt" and made:
        _close_on_windows(made[-1].absolute())


def open_to_others(path: Path) -> bool:
    """Tell whether other users of this computer can look in a folder, as far as modes say."""
    if os.name != "posix" or not path.stat().st_mode & _OTHERS:
        return False
    return all(above.stat().st_mode & _MAY_PASS for above in path.resolve().parents)


def _close_on_windows(folder: Path) -> bool:
    """Let this user, the system and administrators in, and nobody else; tell whether that was needed and done."""
    whoami, icacls = shutil.which("whoami"), shutil.which("icacls")
    if folder.is_relative_to(Path.home()) or whoami is None or icacls is None:
        return False
    try:
        said = subprocess.run([whoami, "/user"], capture_output=True, text=True, timeout=_SECONDS, check=True).stdout
        user = re.search(r"S-1-[\d-]+", said)
        if user is None:
            return False
        grants = [f"*{who}:(OI)(CI)F" for who in (user[0], _SYSTEM, _ADMINISTRATORS)]
        command = [icacls, str(folder), "/inheritance:r", "/grant:r", *grants]
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return False  # as on a disk without access lists: the folder stays as the disk makes it
    return True
