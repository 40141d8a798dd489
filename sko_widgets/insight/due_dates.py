"""Reads a moment from what people type: `12 maart`, `half april 2026`, `oktober en november`, `voor de zomervakantie`.

Nothing is guessed that is not said: what has no end (`vanaf mei`), comes back (`elke maandag`) or needs the day on
which it was typed (`volgende week`) is no moment.  Where words are wide the moment is wide too, so that nothing is
called late too early.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = (
    *("januari jan", "februari febr feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul"),
    *("augustus aug", "september sept sep", "oktober okt", "november nov", "december dec"),
)
_NAMES = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SEASONS = {
    "voorjaarsvakantie": (2, 1),
    "meivakantie": (5, 1),
    "zomervakantie": (7, 1),
    "herfstvakantie": (10, 1),
    "kerstvakantie": (12, 1),
    "kerst": (12, 1),
    "voorjaar": (3, 3),
    "lente": (3, 3),
    "zomer": (6, 3),
    "najaar": (9, 3),
    "herfst": (9, 3),
    "winter": (12, 3),
}
"""First month, and how many; a holiday differs a region, so it is its whole month."""
_QUARTERS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_SHORT = ("jan.", "febr.", "maart", "april", "mei", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec.")
_WITHOUT_END = re.compile(r"\b(?:vanaf|sinds|na|elke?|iedere?|jaarlijks|maandelijks|wekelijks|doorlopend)\b")
_WITH_END = re.compile(r"\b(?:tot|uiterlijk|voor|vóór)\b|t/m")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first day through the last."""

    first: date
    last: date

    def said(self, today: date) -> str:
        """Return its end in short, `12 maart`, `sept.` or `dec. 2025`."""
        month = _SHORT[self.last.month - 1]
        year = "" if self.last.year == today.year else f" {self.last.year}"
        return f"{self.last.day} {month}{year}" if self.first == self.last else f"{month}{year}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A moment, in a year that is said or in any."""

    year: int | None
    month: int
    months: int = 1
    days: tuple[int, int] | None = None
    week: int = 0
    part: str = ""

    def within(self, year: int) -> Span | None:
        """Return the moment in a year; None when that has no such week."""
        if self.week:
            return _week(year, self.week)
        if self.days:
            return Span(_day(year, self.month, self.days[0]), _day(year, self.month, self.days[1]))
        years, month = divmod(self.month + self.months - 2, 12)
        whole = Span(date(year, self.month, 1), _day(year + years, month + 1, 31))
        return _part(whole, self.part) if self.part else whole


def read(text: str, period: str, today: date) -> Span | None:
    """Return the moment that a text names; None when it names none.

    Parameters
    ----------
    text
        As somebody typed it.
    period
        Of the dossier, `2025-2026`: a month without a year is one from its August to the December after it.
    today
        Of two such months the one that is nearest to this day is meant.
    """
    plain = text.casefold()
    if _WITHOUT_END.search(plain) and not _WITH_END.search(plain):
        return None
    spans = [span for one in _dated(_named(plain)) if (span := _placed(one, period, today))]
    return Span(min(one.first for one in spans), max(one.last for one in spans)) if spans else None


def _named(text: str) -> list[_Found]:
    """Return the moments that a text names, in its order; what one form has read no other reads."""
    found: list[tuple[int, _Found]] = []
    for form, reader in _FORMS:
        for match in list(form.finditer(text)):
            named = reader(match)
            if named is not None:
                found.append((match.start(), named))
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return [named for _, named in sorted(found, key=lambda one: one[0])]


def _full(year: str | None) -> int | None:
    """Return a year of four figures or of two as a number."""
    number = int(year.lstrip("’'")) if year else None
    return number if number is None or number > 99 else 2000 + number


def _date(match: re.Match[str]) -> _Found | None:
    """Read a day in figures."""
    day, month = int(match["day"]), int(match["month"])
    year = _full(match.groupdict().get("year"))
    return _Found(year, month, days=(day, day)) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _days(match: re.Match[str]) -> _Found | None:
    """Read a day, or some in a row, with their month in letters."""
    last = int(match["day"])
    first = int(match["from"] or last)
    fits = 1 <= first <= 31 and 1 <= last <= 31
    return _Found(_full(match["year"]), _NAMES[match["month"]], days=(first, last)) if fits else None


def _month(match: re.Match[str]) -> _Found | None:
    """Read a month in letters, or a part of it; "Jan" alone in a sentence is somebody's name."""
    is_name = match["month"] == "jan" and not (match["dot"] or match["year"] or match[0] == match.string.strip())
    return None if is_name else _Found(_full(match["year"]), _NAMES[match["month"]], part=match["part"] or "")


def _quarter(match: re.Match[str]) -> _Found:
    number = int(match["number"]) if match["number"] else _QUARTERS[match["ordinal"]]
    return _Found(_full(match["year"]), 3 * number - 2, 3)


def _season(match: re.Match[str]) -> _Found:
    return _Found(_full(match["year"]), *_SEASONS[match["season"]])


def _form(pattern: str) -> re.Pattern[str]:
    """Return a pattern that begins and ends with a word; `YEAR`, `MONTH` and `PART` in it stand for those."""
    parts = {
        "YEAR": r"(?:\s*(?:van\s+)?(?P<year>20\d\d|[’']\d\d))?",
        "MONTH": rf"(?P<month>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b",
        "PART": r"(?:(?P<part>begin|half|halverwege|medio|midden|einde?)\s+(?:van\s+)?)?",
    }
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return re.compile(rf"(?<![\w-]){pattern}(?![\w])")


_TO = r"\s*(?:-|–|/|t/m|tot en met|tot|en|of)\s*"  # people type that dash
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Found | None]], ...] = (
    (_form(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _date),
    (_form(r"(?P<year>20\d\d)\s*[-–/]\s*20\d\d"), lambda match: _Found(_full(match["year"]), 8, 12)),
    (_form(r"(?P<day>\d\d?)(?P<dash>[-/.])(?P<month>\d\d?)(?P=dash)(?P<year>20\d\d|\d\d)"), _date),
    (
        _form(r"(?P<month>1[0-2]|0?[1-9])[-/](?P<year>20\d\d)"),
        lambda match: _Found(_full(match["year"]), int(match["month"])),
    ),
    (_form(rf"(?:(?P<from>\d\d?)(?:e|ste|de)?{_TO})?(?P<day>\d\d?)(?:e|ste|de)?\s+MONTH\.?YEAR"), _days),
    (_form(r"PARTMONTH(?P<dot>\.?)YEAR"), _month),
    (
        _form(r"(?:week|wk)\.?\s*(?P<week>\d\d?)YEAR"),
        lambda match: _Found(_full(match["year"]), 1, week=int(match["week"])),
    ),
    (_form(r"(?:(?:q|kwartaal\s*)(?P<number>[1-4])|(?P<ordinal>eerste|tweede|derde|vierde)\s+kwartaal)YEAR"), _quarter),
    (_form(rf"(?P<season>{'|'.join(sorted(_SEASONS, key=len, reverse=True))})YEAR"), _season),
    (_form(r"(?P<day>\d\d?)[-/](?P<month>\d\d?)(?![-/])"), _date),
    (_form(r"PART(?P<year>20\d\d)"), lambda match: _Found(_full(match["year"]), 1, 12, part=match["part"] or "")),
)
"""How people write a moment, those that say most first."""


def _dated(found: list[_Found]) -> list[_Found]:
    """Return moments with a year that was said for several: `januari en maart 2026`, `november 2025 tot februari`."""
    done = list(found)
    for at in reversed(range(len(done) - 1)):
        one, after = done[at], done[at + 1]
        if one.year is None and after.year is not None:
            done[at] = replace(one, year=after.year - (one.month > after.month))
    for at in range(1, len(done)):
        one, before = done[at], done[at - 1]
        if one.year is None and before.year is not None:
            done[at] = replace(one, year=before.year + (one.month < before.month))
    return done


def _placed(one: _Found, period: str, today: date) -> Span | None:
    if one.year is not None:
        return one.within(one.year)
    years = [int(year) for year in re.findall(r"20\d\d", period)] or [today.year - 1, today.year + 1]
    first, last = (date(years[0], 8, 1), date(years[-1], 12, 31)) if period else (date.min, date.max)
    placed = [span for year in range(years[0], years[-1] + 1) if (span := one.within(year))]
    likely = [span for span in placed if first <= span.first <= last] or placed
    return min(likely, key=lambda span: _away(span, today), default=None)


def _away(span: Span, today: date) -> int:
    return max((span.first - today).days, (today - span.last).days, 0)


def _day(year: int, month: int, day: int) -> date:
    """Return a day of a month, its last one when it is not that long."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _week(year: int, week: int) -> Span | None:
    try:
        return Span(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
    except ValueError:
        return None


def _part(whole: Span, part: str) -> Span:
    """Return the first, middle or last third of a month or a year."""
    third = ((whole.last - whole.first).days + 1) // 3
    if part == "begin":
        return replace(whole, last=whole.first + timedelta(third - 1))
    if part.startswith("eind"):
        return replace(whole, first=whole.first + timedelta(2 * third))
    return Span(whole.first + timedelta(third), whole.first + timedelta(2 * third - 1))
