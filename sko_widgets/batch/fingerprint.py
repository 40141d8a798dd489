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

DISTRIBUTIONS = (
    "sko_widgets",
    "fonttools",
    "ipython",
    "jinja2",
    "markdown-it-py",
    "nbconvert",
    "papermill",
    "pypandoc-binary",
    "pyyaml",
    "resvg-py",
    "typst",
)
"""Packages whose version a report depends on."""
_ROOMS = ("framework", "dossier", "insight", "kernels", "report")
_BESIDE = ("*.py", "batch/__init__.py", "batch/booklet.py", "batch/task.py", "guide/*.py")
"""What a report is made with outside those rooms: notebooks talk to the guide."""
_LEFT_BEHIND = {"__pycache__", ".ipynb_checkpoints"}


@cache
def surroundings() -> str:
    """Return the number of everything beside the dossier: format, templates, notebooks, code and versions."""
    total = hashlib.sha256()
    for name in DISTRIBUTIONS:
        total.update(f"{name} {_version(name)}\n".encode())
    if not _version("pypandoc-binary"):
        import pypandoc

        total.update(f"pandoc {pypandoc.get_pandoc_version()}\n".encode())
    for name, path in sources():
        total.update(f"{name}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def content(snapshot: Snapshot) -> str:
    """Return the number of what a dossier holds."""
    sheets = {name: dict(fields) for name, fields in snapshot.sheets.items()}
    plain: list[object] = [snapshot.key.slug, snapshot.key.period, snapshot.framework, sheets]
    if snapshot.damaged or snapshot.misses:
        plain += [snapshot.damaged, snapshot.misses]  # the report is the same, what is told about it is not
    return combined(json.dumps(plain, sort_keys=True))


def combined(*parts: str) -> str:
    """Return one number for several."""
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def sources() -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file that a report is made with, in order."""
    package = Path(sko_widgets.__file__).parent
    for path in sorted(path for pattern in _BESIDE for path in package.glob(pattern)):
        yield path.relative_to(package).as_posix(), path
    folders = {room: package / room for room in _ROOMS}
    folders |= {f"notebooks/{name}": resources.workbooks() / name for name in ("blocks", "plg")}
    folders |= {f"templates/{name}": resources.templates() / name for name in ("look", "report")}
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _LEFT_BEHIND.intersection(path.parts):
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
