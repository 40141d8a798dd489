"""Makes the reports of dossiers, one after the other; a bad one never stops the rest."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.report.kernel import kept_kernel

from . import manifest
from .manifest import Entry

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store

Told = Callable[[Entry, Sequence[str]], None]
"""Called after each report with its entry and the warnings for its reader."""


def run(store: Store, keys: Iterable[DossierKey], folder: Path, formats: Sequence[str], told: Told) -> list[Entry]:
    """Make reports in a folder, with a manifest beside them.

    Parameters
    ----------
    store
        Where the dossiers are.
    keys
        Which dossiers.
    folder
        Where the files go; made when it is not there.
    formats
        Some of `report.make.FORMATS`.
    told
        Called after each report.

    Raises
    ------
    FileError
        When the folder cannot be made, or the manifest not written.
    """
    files.make_folder(folder)
    entries = []
    with kept_kernel():
        for key in keys:
            entry, warnings = _one(store, key, folder, formats)
            entries.append(entry)
            told(entry, warnings)
            manifest.write(folder, [entry])
    return entries


def _one(store: Store, key: DossierKey, folder: Path, formats: Sequence[str]) -> tuple[Entry, Sequence[str]]:
    from sko_widgets.report.make import make

    began = time.perf_counter()
    try:
        report = make(store.snapshot(key), formats)
        names = [f"{key.stem}.{name}" for name in report.files]
        for name, data in zip(names, report.files.values(), strict=True):
            files.write(folder / name, data)
    except Exception as error:  # one bad dossier never stops the rest
        if os.environ.get("SKO_DEBUG") == "1":
            raise
        return Entry(key.slug, key.period, "failed", (), _since(began), files.in_dutch(error)), ()
    return Entry(key.slug, key.period, "ok", tuple(names), _since(began)), report.warnings


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)
