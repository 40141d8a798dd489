"""The bundle: the PDF reports of many dossiers in one file, behind a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dutch import count, date, listing
from sko_widgets.insight.readiness import Standing
from sko_widgets.report import made_reports

from .booklet import AUTHOR

if TYPE_CHECKING:
    from sko_widgets.report.render import Document

    from .join_pdf import Facts

NAME = "kwaliteitsrapporten.pdf"
_HEADER = ("Nr.", "Coalitie", "Gemeente", "Periode", "Bladzijde")
_NUMBERS = "De bladzijden zijn die van dit bestand. Elk rapport heeft onderaan ook zijn eigen nummers."


@dataclass(frozen=True, slots=True)
class Bundle:
    """What became of a bundle.

    Parameters
    ----------
    path
        The file; None when there was nothing to put in it.
    left_out
        The dossiers that are not in it: there is no whole PDF of their report.
    """

    path: Path | None
    left_out: tuple[DossierKey, ...]


@dataclass(frozen=True, slots=True)
class _Report:
    """A report that goes into the bundle."""

    about: Standing
    path: Path
    facts: Facts

    @property
    def period(self) -> str:
        return self.about.key.period.replace("-", "–")


def write(folder: Path, keys: Iterable[DossierKey], standings: Sequence[Standing]) -> Bundle:
    """Write the bundle of reports that are in a folder.

    Parameters
    ----------
    keys
        Which dossiers' reports go into it.
    standings
        What is known of dossiers; the reports stand in this order.

    Raises
    ------
    FileError
        When it cannot be written, or a report cannot be read.
    ReportError
        When its list cannot be made.
    """
    from .join_pdf import Part, join

    made = made_reports.files_of(folder, keys)
    found = {one.key: _found(folder, one, made[one.key]) for one in standings if one.key in made}
    reports = [report for report in found.values() if report]
    left_out = tuple(key for key in made if not found.get(key))
    if not reports:
        return Bundle(None, left_out)
    names = {one.key: one.name for one in standings}
    first = _pages_in_front(reports, [names.get(key, key.slug) for key in left_out])
    several = len({report.period for report in reports}) > 1
    titles = (f"{report.about.name}, {report.period}" if several else report.about.name for report in reports)
    parts = (Part(title, _read(report.path)) for title, report in zip(titles, reports, strict=True))
    files.write(folder / NAME, join(first, parts))
    return Bundle(folder / NAME, left_out)


def up_to_date(folder: Path) -> bool:
    """Tell whether there is a bundle in a folder, and none of the reports there was made after it."""
    path = folder / NAME
    if not path.is_file():
        return False
    there = made_reports.files_of(folder, (DossierKey(*key) for key in made_reports.made_reports(folder)))
    reports = [folder / name for names in there.values() for name in names if name.endswith(".pdf")]
    return all(report.stat().st_mtime <= path.stat().st_mtime for report in reports)


def _found(folder: Path, about: Standing, names: Sequence[str]) -> _Report | None:
    """Return the PDF of a dossier's report; None when there is none, or not a whole one."""
    from .join_pdf import NotJoinableError, facts

    for path in (folder / name for name in names if name.endswith(".pdf")):
        try:
            return _Report(about, path, facts(_read(path)))
        except NotJoinableError:
            return None
    return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise files.file_error(error) from error


def _pages_in_front(reports: Sequence[_Report], left_out: Sequence[str]) -> bytes:
    """Return the pages that lead to the reports, as a PDF.

    How many these are is known when they are made, so they are made again until the numbers on them are right; that
    comes to an end, since larger numbers never take less room.
    """
    from sko_widgets.report.render import render

    from .join_pdf import facts

    supposed, pages, made = -1, 0, b""
    while pages != supposed:
        supposed = pages
        made = render(_document(reports, left_out, supposed), ["pdf"])["pdf"]
        pages = facts(made).pages
    return made


def _document(reports: Sequence[_Report], left_out: Sequence[str], pages: int) -> Document:
    """Return the list of the reports, when it takes so many pages itself."""
    from sko_widgets.report import markdown
    from sko_widgets.report.render import Document

    from .join_pdf import PLACE

    rows, page = [], pages + 1
    for number, report in enumerate(reports, 1):
        link = markdown.link(report.about.name, f"{PLACE}{number}")
        rows.append([str(number), link, markdown.line(report.about.municipality), report.period, str(page)])
        page += report.facts.pages
    absent = f"Niet in deze bundel: {listing(left_out)}. Daarvan is geen rapport beschikbaar." if left_out else ""
    periods = {report.period for report in reports}
    newest = max(report.facts.day for report in reports)
    return Document(
        markdown="\n\n".join(["# Rapporten", markdown.table(_HEADER, rows), markdown.line(absent), _NUMBERS]),
        title="Kwaliteitsrapporten",
        coalition=count(len({report.about.key.slug for report in reports}), "coalitie", "coalities"),
        period=reports[0].about.key.period if len(periods) == 1 else "",
        date=date(f"{newest[:4]}-{newest[4:6]}-{newest[6:]}"),
        short=True,
        author=AUTHOR,
    )
