"""What an office gets beside many reports: a page that leads to each of them, and the same as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from sko_widgets import dutch, files
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.framework import frameworks
from sko_widgets.insight import readiness
from sko_widgets.insight.frames.cell_text import may_be_formula, printable
from sko_widgets.insight.readiness import Standing
from sko_widgets.report import look, made_reports
from sko_widgets.resources import templates

from . import bundle

PAGE, SHEET = "index.html", "overzicht.xlsx"
MARK = "sko kwaliteitsrapporten"
"""What says in the page that it is ours: another page of that name in the folder stays as it is."""
COLUMNS = ("Coalitie", "Periode", "Gemeente", "Stand", "Gewijzigd", "Rapport", "Gemaakt")
_STATES = (readiness.EMPTY, readiness.BUSY, readiness.READY, readiness.FINISHED)
_FORMATS = {"html": "webpagina", "pdf": "pdf", "docx": "Word"}


class NotOursError(files.FileError):
    """The folder holds a page of that name that somebody else made."""


def write(standings: Sequence[Standing], folder: Path) -> tuple[Path, Path]:
    """Write the page and the spreadsheet about the reports in a folder.

    Parameters
    ----------
    standings
        How far the dossiers are of which there are reports, or should be; others that the folder has reports of too.

    Returns
    -------
    Path, Path
        The page and the spreadsheet.

    Raises
    ------
    NotOursError
        When the folder holds a page of that name that is not ours.
    FileError
        When they cannot be written.
    """
    page, sheet = folder / PAGE, folder / SHEET
    if page.exists() and MARK.encode() not in page.read_bytes()[:2000]:
        raise NotOursError(
            "Hier staat al een index.html die niet van sko is.", where=str(page), mend="Kies met --uit een andere map."
        )
    there = [row for row in made_reports.rows(folder) if isinstance(row, dict)]
    made = made_reports.made_reports(folder)
    entries = {(row.get("coalition", ""), row.get("period", "")): row for row in there if not row.get("part")}
    rows = [_row(one, entries.get((one.key.slug, one.key.period), {}), made, folder) for one in standings]
    files.write(page, _page(rows, _booklets(there, folder), bundle.NAME if bundle.up_to_date(folder) else "").encode())
    _spreadsheet(rows, sheet)
    return page, sheet


def wanted(standings: Iterable[Standing], keys: Iterable[DossierKey], folder: Path) -> list[Standing]:
    """Return the dossiers that a run was about, and those of which there are reports in the folder already."""
    known = {*keys, *(DossierKey(*key) for key in made_reports.made_reports(folder))}
    return [one for one in standings if one.key in known]


def _row(
    standing: Standing, entry: Mapping[str, Any], made: Mapping[tuple[str, str], Any], folder: Path
) -> dict[str, Any]:
    report = made.get((standing.key.slug, standing.key.period))
    made_at: datetime | None = report.made_at if report else None
    names = entry.get("files") or [f"{standing.key.stem}.{name}" for name in _FORMATS]
    return {
        "name": standing.name,
        "period": standing.key.period,
        "municipality": standing.municipality,
        "state": standing.state,
        "rank": _STATES.index(standing.state),
        "said": readiness.said(standing),
        "changed": dutch.day(standing.changed_at),
        "changed_at": standing.changed_at,
        "changed_sort": standing.changed_at.isoformat(),
        "files": _links(map(str, names), folder),
        "error": entry.get("error"),
        "made": dutch.day(made_at) if made_at else "",
        "made_at": made_at,
        "made_sort": made_at.isoformat() if made_at else "",
        "stale": bool(made_at and standing.changed_at > made_at),
    }


def _links(names: Iterable[str], folder: Path) -> list[dict[str, str]]:
    return [
        {"address": quote(name), "label": _FORMATS.get(name.rpartition(".")[2], name)}
        for name in names
        if (folder / name).is_file()
    ]


def _booklets(rows: Iterable[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    names = {block.id: block.name for each in frameworks().values() for block in each.blocks}
    found = {row.get("part"): row for row in rows if not row.get("coalition")}
    booklets = [
        {"name": names.get(str(part), str(part)), "files": _links(map(str, row.get("files", ())), folder)}
        for part, row in found.items()
    ]
    return [one for one in booklets if one["files"]]


def _page(rows: Sequence[Mapping[str, Any]], booklets: Sequence[Mapping[str, Any]], bound: str) -> str:
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(templates() / "report" / "office")
    shown = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return shown.get_template("overview.html.j2").render(
        mark=MARK,
        look=look.stylesheet(),
        sheet=SHEET,
        count=dutch.count(len(rows), "dossier", "dossiers"),
        columns=COLUMNS,
        rows=rows,
        booklets=booklets,
        bundle=bound,
        municipalities=sorted({row["municipality"] for row in rows if row["municipality"]}, key=str.casefold),
        states=[state for state in _STATES if any(row["state"] == state for row in rows)],
    )


def _spreadsheet(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with files.written_whole(path) as beside, TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as aside:
        book = Workbook(str(beside), {"tmpdir": aside})
        # The same reports make the same file.
        moments = [row["changed_at"] for row in rows]
        book.set_properties({"created": max(moments).replace(tzinfo=None)} if moments else {})
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top"})
        quoted = book.add_format({"quote_prefix": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
        sheet = book.add_worksheet("rapporten")
        for at, (name, width) in enumerate(zip(COLUMNS, (34, 12, 24, 46, 13, 40, 13), strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, head)
        for number, row in enumerate(rows, 1):
            report = f"Mislukt: {row['error']}" if row["error"] else ", ".join(one["label"] for one in row["files"])
            cells = (
                row["name"],
                row["period"],
                row["municipality"],
                row["said"],
                row["changed_at"],
                report,
                row["made_at"],
            )
            for at, value in enumerate(cells):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, at, dutch.local(value).replace(tzinfo=None), day)
                elif value:
                    shown, _ = printable(value)
                    sheet.write_string(number, at, shown, quoted if may_be_formula(shown) else text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the operating system's own
