"""What several test modules use: `sko` as a process, folders compared to the byte, small dossiers."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sko_widgets import resources
from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey, Sheets, Snapshot
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import IN_REPORT, framework

MODULE = (sys.executable, "-m", "sko_widgets")
MOMENT = "2026-07-01T10:00:00+00:00"


@dataclass(frozen=True)
class Done:
    """What a run of `sko` gave."""

    code: int
    out: str
    err: str


def sko(*arguments: object, program: Iterable[str] = MODULE, cwd: Path | None = None, **environ: str) -> Done:
    """Run the command as a process of its own; no setting of whoever runs the tests comes along."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKO_")}
    done = subprocess.run(
        [*program, *map(str, arguments)],
        cwd=cwd,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=240,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def assert_refused(done: Done, *words: str, code: int = 1) -> None:
    """Check that a run ended with a message that holds these words, and with nothing of our inside."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    assert ".py" not in done.err.replace("sko_widgets/__main__.py", "")
    assert not [word for word in words if word.casefold() not in done.err.casefold()], done.err
    assert "niet hadden voorzien" not in done.err, done.err


def contents(folder: Path) -> dict[str, str]:
    """Return everything in a folder, to the byte; nothing when there is no such folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


def dossier(**changes: Any) -> dict[str, Any]:
    """Return a small dossier as the exchange format's JSON object."""
    cycle = {"goal": "Samen eten", "actions": {"items": ["Koken"]}, "next_questions": ["En dan?"], "status": "open"}
    plain: dict[str, Any] = {
        "format": "sko-dossier",
        "version": 2,
        "period": "2024-2025",
        "coalition": {"name": "De Brug"},
        "introduction": "Wij zijn De Brug.",
        "blocks": {"meso-samenwerking": {"title": "Samen aan tafel", "cycles": [cycle]}},
    }
    return plain | changes


def written(path: Path, plain: object) -> Path:
    """Write a JSON file and return its path."""
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return path


def kept(place: Path, plain: object, *, author: str = "test") -> Path:
    """Take a dossier into the store of a work folder, without a process for it, and return the work folder."""
    place.mkdir(exist_ok=True)
    file = exchange.read(json.dumps(plain).encode(), "x.json")
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        store.create(file.key, framework=file.framework, sheets=file.sheets, author=author)
    return place


def snapshot(sheets: Sheets | None = None, *, slug: str = "de-brug", period: str = "2024-2025") -> Snapshot:
    """Return a snapshot of some sheets, at a fixed moment."""
    held: Mapping[str, Mapping[str, Any]] = {"profile": {"name": "De Brug"}, **(sheets or {})}
    return Snapshot(DossierKey(slug, period), "ocw-2023", MOMENT, held)


EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"


def example() -> Snapshot:
    """Return the example coalition's dossier."""
    file = exchange.read_file(EXAMPLE)
    return Snapshot(file.key, file.framework, MOMENT, file.sheets)


def with_all_or_nothing(held: Snapshot, choice: str) -> Snapshot:
    """Return a dossier in which each instrument says the same of the report: `niet`, `plaatje` or `alles`."""
    chosen = framework(held.framework)
    said = {sheet.id: {**held.sheet(sheet.id), IN_REPORT: choice} for sheet in chosen.instruments}
    return replace(held, sheets={**held.sheets, **said})


def free_port() -> int:
    """Return a port that nobody listens on, and that `sko open` does not try by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
