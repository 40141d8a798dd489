"""Tells how a run of reports goes: a bar on a terminal, plain lines elsewhere, JSON lines for machines."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sko_widgets.dutch import count

if TYPE_CHECKING:
    from sko_widgets.batch.manifest import Entry
    from sko_widgets.batch.plan import Plan
    from sko_widgets.batch.run import Summary

_FEW = 3
"""So many reports are told of one by one, also on a terminal."""
_BAR = 24
_SECONDS_BETWEEN = 0.2


class Lines:
    """Tells in lines: the path of each file, and what there is to know about it.

    Parameters
    ----------
    folder
        Where the files go.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.total = 0

    def look(self, done: int, total: int) -> None:
        """Print nothing before the first report."""

    def begin(self, plan: Plan, total: int) -> None:
        """Keep how many reports there are."""
        self.total = total
        if total > _FEW and plan.unchanged:
            self.note(f"{count(len(plan.unchanged), 'rapport is', 'rapporten zijn')} niet veranderd.")

    def ended(self, entry: Entry) -> None:
        """Print the paths of a report, and what went wrong."""
        for name in entry.files:
            click.echo(str(self.folder / name))
        if entry.status == "unchanged" and self.total <= _FEW:
            self.note(f"{_subject(entry)} is niet veranderd, en dus niet opnieuw gemaakt.")
        self.tell(entry)

    def tell(self, entry: Entry) -> None:
        """Print what a reader should know about a report."""
        for text in entry.warnings if entry.status == "ok" else ():
            self.note(f"Let op, {entry.label}: {text}")
        if entry.error is not None:
            self.note(f"{_subject(entry)} is niet gemaakt. {entry.error}")

    def tick(self, in_hand: Sequence[str]) -> None:
        """Print nothing between two reports."""

    def note(self, text: str) -> None:
        """Print something beside the paths."""
        click.echo(text, err=True)

    def end(self, summary: Summary) -> None:
        """Print the summary of many reports."""
        if sum(summary.counts.values()) > _FEW:
            for line in _table(summary, self.folder):
                self.note(line)


class Bar(Lines):
    """Shows a bar below what is told: how many, how fast, how long still, and the names in hand."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._began = self._shown = 0.0
        self._done = self._made = 0
        self._drawn = 0

    def look(self, done: int, total: int) -> None:
        """Show how far the look at what changed is."""
        if total > _FEW and self._due():
            self._draw(f"Kijken wat er veranderd is: {done}/{total}")

    def begin(self, plan: Plan, total: int) -> None:
        """Start counting."""
        super().begin(plan, total)
        self._began = time.monotonic()

    def ended(self, entry: Entry) -> None:
        """Count a report; tell of it when there are few, or when there is something to tell."""
        self._done += bool(entry.coalition)
        self._made += entry.status != "unchanged"
        if self.total <= _FEW:
            self._wipe()
            super().ended(entry)
        else:
            self.tell(entry)

    def tick(self, in_hand: Sequence[str]) -> None:
        """Draw the bar."""
        if self._due():
            self._draw(self._line(in_hand, time.monotonic() - self._began))

    def note(self, text: str) -> None:
        """Print above the bar."""
        self._wipe()
        super().note(text)

    def end(self, summary: Summary) -> None:
        """Take the bar away, and print the summary."""
        self._wipe()
        super().end(summary)

    def _due(self) -> bool:
        now = time.monotonic()
        if now - self._shown < _SECONDS_BETWEEN:
            return False
        self._shown = now
        return True

    def _line(self, in_hand: Sequence[str], took: float) -> str:
        full, empty = _signs()
        filled = round(_BAR * self._done / max(self.total, 1))
        parts = [f"{full * filled}{empty * (_BAR - filled)} {self._done}/{self.total}"]
        if self._made and took:
            left = (self.total - self._done) * took / self._made
            parts += [f"{60 * self._made / took:.0f} per minuut", f"nog {_duration(left)}"]
        parts += [", ".join(in_hand)] if in_hand else []
        return " · ".join(parts)

    def _draw(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        shown = line if len(line) <= width else line[: max(width - 1, 0)] + "…"
        # Spaces and not an escape code: they take away the old line on every terminal.
        click.echo(f"\r{shown:<{min(self._drawn, width)}}", err=True, nl=False)
        self._drawn = len(shown)

    def _wipe(self) -> None:
        if self._drawn:
            click.echo(f"\r{' ' * self._drawn}\r", err=True, nl=False)
            self._drawn = 0


class Json(Lines):
    """Prints a JSON object a line: what begins, each report as in the manifest, and how it ended."""

    def begin(self, plan: Plan, total: int) -> None:
        """Print how many reports there are, and how many stay as they are."""
        self._print({"event": "begin", "total": total, "unchanged": len(plan.unchanged)})

    def ended(self, entry: Entry) -> None:
        """Print a report's row."""
        event = "report" if entry.coalition else "booklet"
        self._print({"event": event, **entry.row(), "warnings": list(entry.warnings)})

    def end(self, summary: Summary) -> None:
        """Print how many of each there are."""
        counts = {name: summary.counts.get(name, 0) for name in ("ok", "unchanged", "failed")}
        self._print({"event": "end", **counts, "seconds": round(summary.seconds, 3)})

    def _print(self, plain: dict[str, Any]) -> None:
        click.echo(json.dumps(plain))


def watcher(folder: Path, *, as_json: bool) -> Lines:
    """Return who tells how it goes, here."""
    if as_json:
        return Json(folder)
    return Bar(folder) if sys.stderr.isatty() else Lines(folder)


def _table(summary: Summary, folder: Path) -> list[str]:
    """Return the summary: how many of each, and each that was not made with its cause."""
    names = {"ok": "gemaakt", "unchanged": "niet veranderd", "failed": "mislukt"}
    lines = [f"{summary.counts[status]:>6}  {name}" for status, name in names.items() if status in summary.counts]
    lines += [f"{summary.empty:>6}  daarvan leeg"] if summary.empty else []
    lines.append(f"{_duration(summary.seconds):>6}  in {folder}")
    wide = max((len(entry.label) for entry in summary.failed), default=0)
    lines += ["", "Niet gemaakt:"] if summary.failed else []
    return lines + [f"  {entry.label:<{wide}}  {entry.error}" for entry in summary.failed]


def _subject(entry: Entry) -> str:
    if not entry.coalition:
        return f"Het boekje van {entry.part}"
    return f"Het rapport van {entry.label}"


def _duration(seconds: float) -> str:
    """Return a time, `4 s`, `3.05` (minutes) or `2.03.05`."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}.{minutes:02}.{whole % 60:02}" if hours else f"{minutes}.{whole % 60:02}"


def _signs() -> tuple[str, str]:
    """Return the signs of which the bar is made, plain ones where a terminal has no others."""
    try:
        "█░·…".encode(sys.stderr.encoding or "ascii")
    except UnicodeEncodeError:
        return "#", "."
    return "█", "░"
