"""`manifest.json`: what became of each report in a folder.

Source: design, section 5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey

NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One report.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    status
        `ok`, `unchanged` or `failed`.
    files
        Names of the files, within the manifest's folder.
    seconds
        How long it took.
    error
        Why it failed, in Dutch.
    """

    coalition: str
    period: str
    status: Literal["ok", "unchanged", "failed"]
    files: tuple[str, ...]
    seconds: float
    error: str | None = None

    @property
    def key(self) -> DossierKey:
        """Whose report it is."""
        return DossierKey(self.coalition, self.period)


def read(folder: Path) -> dict[DossierKey, Entry]:
    """Return the entries of a folder's manifest; none when there is no manifest that can be read."""
    try:
        plain = json.loads((folder / NAME).read_text("utf-8"))
        entries = [_entry(row) for row in plain["reports"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {entry.key: entry for entry in entries}


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        row["coalition"], row["period"], row["status"], tuple(row["files"]), float(row["seconds"]), row["error"]
    )


def write(folder: Path, entries: Iterable[Entry]) -> Path:
    """Add entries to a folder's manifest, in place of older ones of the same reports."""
    merged = read(folder) | {entry.key: entry for entry in entries}
    rows = [asdict(merged[key]) for key in sorted(merged)]
    text = json.dumps({"version": VERSION, "reports": rows}, ensure_ascii=False, indent=2) + "\n"
    path = folder / NAME
    files.write(path, text.encode("utf-8"))
    return path
