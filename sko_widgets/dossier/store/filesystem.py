"""What kind of drive a folder is on: SQLite's write-ahead log needs memory that only one computer shares."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

_WINDOWS_REMOTE = 4
_REMOTE = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs"}
    | {"gfs2", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "vboxsf", "vmhgfs"}
)
_MOUNTS = Path("/proc/self/mounts")


def is_remote(folder: Path) -> bool:
    """Say whether a folder is on a network drive, as far as this system tells."""
    if sys.platform == "win32":
        return _on_windows(folder)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:  # macOS, or a system without /proc: it does not tell
        return False
    return file_system(PurePosixPath(folder.resolve()), mounts) in _REMOTE


def file_system(folder: PurePosixPath, mounts: str) -> str:
    """Return the kind of file system that a folder is on, given the text of `/proc/mounts`."""
    kinds = {}
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        kinds[PurePosixPath(point.replace("\\040", " "))] = kind
    return next((kinds[place] for place in (folder, *folder.parents) if place in kinds), "")


def _on_windows(folder: Path) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (typed only on Windows)
    return bool(kernel.GetDriveTypeW(f"{folder.resolve().anchor}") == _WINDOWS_REMOTE)
