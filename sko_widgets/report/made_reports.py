"""What is known of the reports in a folder: `manifest.json`, and beside it the journal of a run that goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sko_widgets.dossier.snapshot import DossierKey

MANIFEST, JOURNAL = "manifest.json", ".manifest.journal"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that was made.

    Parameters
    ----------
    made_at
        When the dossier was read for it, in UTC, as far as its file tells.
    """

    made_at: datetime


def rows(folder: Path) -> list[Any]:
    """Return the rows of a folder's manifest, and then what a run that was cut off wrote down, as far as they read."""
    try:
        plain = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = [*plain["reports"], *plain.get("booklets", ())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = []
    try:
        lines = (folder / JOURNAL).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except ValueError:  # cut off half-way
            continue
    return found


def made_reports(folder: Path) -> dict[tuple[str, str], MadeReport]:
    """Return the whole reports of dossiers that are in a folder, by slug and period."""
    newest = {(row["coalition"], row["period"]): row for row in rows(folder) if _is_report(row)}
    made = {key: _made(folder, row) for key, row in newest.items()}
    return {key: report for key, report in made.items() if report}


def files_of(folder: Path, keys: Iterable[DossierKey]) -> dict[DossierKey, list[str]]:
    """Return the names of the files that are there of the whole report of each of these dossiers."""
    made = {(row["coalition"], row["period"]): row["files"] for row in rows(folder) if _is_report(row)}
    names = {key: [Path(str(name)).name for name in made.get((key.slug, key.period), ())] for key in keys}
    return {key: [name for name in there if (folder / name).is_file()] for key, there in names.items()}


def _is_report(row: Any) -> bool:
    named = isinstance(row, Mapping) and all(isinstance(row.get(name), str) for name in ("coalition", "period"))
    return named and not row.get("part") and isinstance(row.get("files"), list)


def _made(folder: Path, row: Mapping[str, Any]) -> MadeReport | None:
    """Return when a report was made; None when none of its files is there any more."""
    moments = []
    for name in row["files"]:
        try:
            moments.append((folder / Path(str(name)).name).stat().st_mtime)
        except (OSError, ValueError):
            continue
    if not moments:
        return None
    seconds = row.get("seconds")
    took = timedelta(seconds=seconds if isinstance(seconds, int | float) else 0)
    return MadeReport(datetime.fromtimestamp(max(moments), UTC) - took)
