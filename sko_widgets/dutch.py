"""How this project says dates, times and lists in Dutch."""

from __future__ import annotations

import datetime as calendar
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def number(value: int) -> str:
    """Return a number as a sentence says it: in letters up to twelve."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def local(moment: datetime) -> datetime:
    """Return a moment on the Dutch clock, wherever this runs."""
    return moment.astimezone(_ZONE)


def on_dutch_clock(read: datetime) -> datetime:
    """Return the moment at which the Dutch clock says `read`."""
    return read.replace(tzinfo=_ZONE)


def today() -> calendar.date:
    """Return the day that it is in the Netherlands."""
    return local(datetime.now(UTC)).date()


def day(moment: datetime) -> str:
    """Return a moment's day, `21 november 2026`."""
    return date(f"{local(moment):%Y-%m-%d}")


def date(stored: str) -> str:
    """Return a date as a field keeps it, `2026-11-21`, in words."""
    there = datetime.fromisoformat(stored)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


def clock(moment: datetime) -> str:
    """Return a moment's time, `14.32 uur`."""
    return f"{local(moment):%H.%M} uur"


def moment(at: datetime) -> str:
    """Return day and time, `21 november 2026, 14.32 uur`."""
    return f"{day(at)}, {clock(at)}"


def listing(names: Sequence[str]) -> str:
    """Return names as a sentence says them, `a, b en c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} en {names[-1]}"


def shortened(text: str, most: int) -> str:
    """Return a text on one line, of so many characters at most and a sign that it goes on; cut behind a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return (line[:most].rpartition(" ")[0] or line[:most]).rstrip(" ,;:–-") + " …"


def lowered(text: str) -> str:
    """Return a text that goes on in a sentence: without its capital."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun, `1 dossier` or `3 dossiers`."""
    return f"{number} {one if number == 1 else many}"
