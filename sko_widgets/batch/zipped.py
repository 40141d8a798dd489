"""Reports in one file that can be sent: all of them, or those of one dossier."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.report import made_reports

from . import bundle, office

ALL = "kwaliteitsrapporten.zip"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of each file in it, so that the same reports make the same file."""


def all_in_one(folder: Path, keys: Iterable[DossierKey]) -> list[Path]:
    """Write one file with the reports of these dossiers, and what leads to them if that is there.

    Returns
    -------
    list of Path
        That file.

    Raises
    ------
    FileError
        When it cannot be written.
    """
    beside = [name for name in (office.PAGE, office.SHEET) if (folder / name).is_file()]
    beside += [bundle.NAME] if bundle.up_to_date(folder) else []  # the page leads to it
    return [
        _write(folder, ALL, [*beside, *(n for found in made_reports.files_of(folder, keys).values() for n in found)])
    ]


def one_each(folder: Path, keys: Iterable[DossierKey]) -> list[Path]:
    """Write one file for each of these dossiers, named as its reports are; else as `all_in_one`."""
    return [
        _write(folder, f"{names[0].rpartition('.')[0]}.zip", names)
        for names in made_reports.files_of(folder, keys).values()
        if names
    ]


def _write(folder: Path, name: str, names: Sequence[str]) -> Path:
    path = folder / name
    with files.written_whole(path) as beside, zipfile.ZipFile(beside, "x", zipfile.ZIP_DEFLATED) as zipped:
        for one in names:
            zipped.writestr(zipfile.ZipInfo(one, _MOMENT), (folder / one).read_bytes(), zipfile.ZIP_DEFLATED)
    return path
