"""What a report depends on, as a number: the same number, the same report.

The moment at which a dossier was read is no part of it, so that a report that is not changed stays
as it is on another day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import sko_widgets
from sko_widgets import resources
from sko_widgets.dossier.snapshot import Snapshot

_DISTRIBUTIONS = ("sko_widgets", "papermill", "nbconvert", "pypandoc_binary", "typst", "resvg_py")
_ROOMS = ("framework", "dossier", "insight", "report")


@cache
def surroundings() -> str:
    """Return the number of everything beside the dossier: format, templates, notebooks, code and versions."""
    total = hashlib.sha256()
    for name in _DISTRIBUTIONS:
        total.update(f"{name} {_version(name)}\n".encode())
    for name, path in _files():
        total.update(f"{name}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def content(snapshot: Snapshot) -> str:
    """Return the number of what a dossier holds."""
    sheets = {name: dict(fields) for name, fields in snapshot.sheets.items()}
    plain = [snapshot.key.slug, snapshot.key.period, snapshot.framework, sheets]
    return combined(json.dumps(plain, sort_keys=True))


def combined(*parts: str) -> str:
    """Return one number for several."""
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files() -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file that a report is made with, in order."""
    package = Path(sko_widgets.__file__).parent
    yield "workbook", package / "guide" / "workbook.py"
    folders = {room: package / room for room in _ROOMS}
    folders |= {f"notebooks/{name}": resources.workbooks() / name for name in ("blocks", "plg")}
    folders |= {f"templates/{name}": resources.templates() / name for name in ("look", "report")}
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
