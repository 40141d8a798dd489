"""Who has a work folder open: each computer keeps a small file in it, and reads those of the others."""

from __future__ import annotations

import contextlib
import json
import platform
import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sko_widgets.dutch import clock, day
from sko_widgets.errors import SkoError
from sko_widgets.files import write

STALE = timedelta(minutes=5)
REFRESH_SECONDS = 60.0
_BEGIN = ".sko-open-"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who has a work folder open.

    Parameters
    ----------
    who, computer
        Their name, and their computer's.
    since, seen
        When they opened it, and when they were last heard of; in UTC.
    token
        Tells this opening from every other.
    """

    who: str
    computer: str
    since: datetime
    seen: datetime
    token: str

    def told(self) -> str:
        """Return what another computer's user reads."""
        when = clock(self.since)
        if self.since.date() != self.seen.date():
            when = f"{day(self.since)}, {when}"
        return (
            f"{self.who or 'Iemand'} heeft deze werkmap ook open, op de computer {self.computer}, sinds {when}. "
            "Spreek af wie er schrijft; sluit het werkboek op één van de twee."
        )


def enter(folder: Path, who: str) -> Presence:
    """Say that this computer has a folder open."""
    now = datetime.now(UTC)
    mine = Presence(who, platform.node() or "onbekend", now, now, secrets.token_hex(8))
    _write(folder, mine)
    return mine


def refresh(folder: Path, mine: Presence) -> Presence:
    """Say that it still has."""
    now = replace(mine, seen=datetime.now(UTC))
    _write(folder, now)
    return now


def leave(folder: Path, mine: Presence) -> None:
    """Say that it has no more."""
    path = _path(folder, mine.computer)
    found = _read(path)
    if found is not None and found.token == mine.token:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def others(folder: Path, now: datetime | None = None) -> list[Presence]:
    """Return who has a folder open on another computer; who was not heard of for some minutes is gone."""
    moment = now or datetime.now(UTC)
    found = [one for path in sorted(folder.glob(f"{_BEGIN}*.json")) if (one := _read(path)) is not None]
    here = platform.node() or "onbekend"
    return [one for one in found if one.computer != here and abs(moment - one.seen) < STALE]


def _path(folder: Path, computer: str) -> Path:
    return folder / f"{_BEGIN}{re.sub(r'[^A-Za-z0-9-]', '_', computer)[:60]}.json"


def _write(folder: Path, one: Presence) -> None:
    plain = {
        "who": one.who,
        "computer": one.computer,
        "since": one.since.isoformat(),
        "seen": one.seen.isoformat(),
        "token": one.token,
    }
    with contextlib.suppress(SkoError):  # it is a courtesy to others, and holds up nobody
        write(_path(folder, one.computer), json.dumps(plain, ensure_ascii=True).encode("ascii"))


def _read(path: Path) -> Presence | None:
    try:
        plain = json.loads(path.read_bytes())
        since, seen = (datetime.fromisoformat(plain[name]) for name in ("since", "seen"))
        return Presence(str(plain["who"]), str(plain["computer"]), since, seen, str(plain["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
