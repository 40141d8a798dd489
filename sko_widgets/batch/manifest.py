"""`manifest.json`: what became of each report in a folder.

A run adds a line to a journal beside it after every report, and the manifest itself is written
anew now and then: one report costs the same in a folder of ten as in one of ten thousand, and
after a power cut the next run knows what was done.  Several runs may go on in one folder: what one
of them writes holds what the others made too.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.report import made_reports
from sko_widgets.report.coverage import EMPTY

from .in_turn import in_turn
from .task import PLACE, Failure

NAME = made_reports.MANIFEST
VERSION = 1
_LEAST_SECONDS = 2.0
_SHARE = 25
"""Writing the whole manifest takes at most one part in so many of a run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report, or one booklet.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier; empty for a booklet.
    status
        `ok`, `unchanged` or `failed`.
    files
        Names of the files, within the manifest's folder.
    seconds
        How long the worker took; of an unchanged report, when it was made.
    hash
        What it was made from (see `fingerprint`); empty when it failed.
    part
        The block's id when it is of one block only.
    failure
        Why and where it failed.
    warnings
        What a reader should know about the files.
    """

    coalition: str
    period: str
    status: Literal["ok", "unchanged", "failed"]
    files: tuple[str, ...] = ()
    seconds: float = 0.0
    hash: str = ""
    part: str = ""
    failure: Failure | None = None
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> tuple[str, str, str]:
        """What tells it from the other entries of a manifest."""
        return self.coalition, self.period, self.part

    @property
    def label(self) -> str:
        """How a user names it."""
        whose = str(DossierKey(self.coalition, self.period)) if self.coalition else "bouwsteen"
        return f"{whose} {self.part}" if self.part else whose

    @property
    def is_empty(self) -> bool:
        """Whether it is of a dossier in which nothing stands yet."""
        return EMPTY in self.warnings

    @property
    def error(self) -> str | None:
        """Why it failed, in Dutch."""
        return self.failure.error if self.failure else None

    def row(self) -> dict[str, Any]:
        """Return the entry as the manifest holds it; what is not known is left out."""
        named = {"coalition": self.coalition, "period": self.period} if self.coalition else {}
        row: dict[str, Any] = named | {
            "status": self.status,
            "files": list(self.files),
            "seconds": self.seconds,
            "error": self.error,
        }
        where = asdict(self.failure) if self.failure else {}
        where.pop("error", None)
        more = {"hash": self.hash, "part": self.part, "empty": self.is_empty, "warnings": list(self.warnings), **where}
        return row | {name: value for name, value in more.items() if value}


class Ledger:
    """The manifest of a folder, while a run goes on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = {entry.id: entry for entry in _read(folder)}
        self._written = time.monotonic()
        self._took = 0.0

    def find(self, coalition: str, period: str, part: str) -> Entry | None:
        """Return what became of a report the last time."""
        return self._entries.get((coalition, period, part))

    def add(self, entry: Entry) -> None:
        """Keep what became of a report, in place of what was known of it.

        Raises
        ------
        FileError
            When it cannot be written.
        """
        before = self._entries.get(entry.id)
        self._entries[entry.id] = entry
        if before is not None and before.hash == entry.hash and entry.status == "unchanged":
            return  # that is known already
        with in_turn(self._folder):
            self._note(entry)
        if time.monotonic() - self._written > max(_LEAST_SECONDS, _SHARE * self._took):
            self._written = time.monotonic()
            with contextlib.suppress(files.FileError):  # an editor has it open; all of it stands in the journal
                self.write()

    def _note(self, entry: Entry) -> None:
        path = self._folder / made_reports.JOURNAL
        try:
            with path.open("a", encoding="utf-8") as journal:
                journal.write(f"\n{json.dumps(entry.row())}\n")  # the last line of a run that was cut off has no end
        except OSError as error:
            error.filename = str(path)
            raise files.file_error(error) from error

    def write(self) -> None:
        """Write the manifest.

        Raises
        ------
        FileError
            When it cannot be written.
        """
        with in_turn(self._folder):
            self._write()

    def _write(self) -> None:
        began = time.monotonic()
        for there in _read(self._folder):  # others may have made more
            ours = self._entries.get(there.id)
            if ours is None or ours.status != "unchanged" or ours.hash != there.hash:
                self._entries[there.id] = there
        entries = [self._entries[name] for name in sorted(self._entries)]
        plain: dict[str, Any] = {"version": VERSION, "reports": [entry.row() for entry in entries if entry.coalition]}
        booklets = [entry.row() for entry in entries if not entry.coalition]
        plain |= {"booklets": booklets} if booklets else {}
        text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
        files.write(self._folder / NAME, text.encode("utf-8", "backslashreplace"))
        self._written = time.monotonic()
        self._took = self._written - began

    def close(self) -> None:
        """Write the manifest a last time; the journal is not needed any more.

        Raises
        ------
        FileError
            When it cannot be written.
        """
        with in_turn(self._folder):
            self._write()
            try:
                (self._folder / made_reports.JOURNAL).unlink(missing_ok=True)
            except OSError as error:
                raise files.file_error(error) from error


def _read(folder: Path) -> Iterator[Entry]:
    """Yield the entries of a folder: the manifest's, and then what a run that was cut off wrote down."""
    for row in made_reports.rows(folder):
        entry = _entry(row)
        if entry is not None:
            yield entry


def _entry(row: Mapping[str, Any]) -> Entry | None:
    """Return a row as an entry; None when it is none of ours."""
    try:
        place = {name: row.get(name) for name in PLACE}
        return Entry(
            row.get("coalition", ""),
            row.get("period", ""),
            row["status"],
            tuple(row["files"]),
            float(row["seconds"]),
            row.get("hash", ""),
            row.get("part", ""),
            Failure(row["error"], **place) if row["error"] else None,
            tuple(row.get("warnings", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
