"""Reads the snapshot of a report, once for all its notebooks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sko_widgets.dossier.snapshot import Snapshot


def read_snapshot(path: Path) -> Snapshot:
    """Return the snapshot in a file."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _: int) -> Snapshot:
    return Snapshot.from_json(path.read_bytes())
