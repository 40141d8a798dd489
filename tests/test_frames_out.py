"""`sko uitvoer --formaat xlsx,csv`: what comes out is what is in it, and nothing of it is a formula."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, assert_refused, contents, dossier, kept, sko
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.insight.frames import spreadsheet
from sko_widgets.insight.frames.cell_text import LONGEST_CELL, pieces, printable
from sko_widgets.insight.frames.collect import Collected
from sko_widgets.insight.frames.columns import all_frames

FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "=1+1", "\t=1+1", "\r=1+1", "'=1", '=HYPERLINK("x")', "\n-2"]
"""What a spreadsheet would take for more than text."""

ODD = "bel\x07 nul\x00 half\ud83d niet\uffff weg\x7f _x0041_ smile 😀"
ODD_SHOWN = "bel␇ nul␀ half� niet� weg␡ _x0041_ smile 😀"
PLAIN = 'gewoon; met "aanhaling"\nen een regel'
LONG = "begin " + "😀é" * 20_000 + " eind"

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a dossier of texts that a spreadsheet does not like, as both formats; returns the folder."""
    place = tmp_path_factory.mktemp("vijandig")
    items = [*FORMULAS, ODD, LONG, PLAIN]
    cycle = {"actions": {"items": items}, "reviewed_on": "1850-05-01", "goal": "_x000D_"}
    (place / "werk").mkdir()
    with open_store(f"sqlite:///{place / 'werk' / 'dossiers.sqlite'}") as store:
        sheets: dict[str, dict[str, Any]] = {"profile": {"name": "De Brug"}, "block/meso-samenwerking/1": cycle}
        store.create(DossierKey("de-brug", "2024-2025"), framework="ocw-2023", sheets=sheets, author="=1+1")
    done = sko("--werkmap", place / "werk", "uitvoer", "--formaat", "xlsx,csv", "--naar", place)
    assert done.code == 0, done
    assert done.out.splitlines() == [str(place / "sko-tabellen.xlsx"), str(place / "sko-tabellen")]
    assert "In 2 teksten staat iets wat een werkblad niet kent" in done.err  # as an action, and as an answer
    return place


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example as both formats; returns the folder."""
    place = tmp_path_factory.mktemp("voorbeeld")
    kept(place / "werk", json.loads(EXAMPLE.read_text("utf-8")))
    done = sko("--werkmap", place / "werk", "uitvoer", "--alle", "--formaat", "csv,xlsx", "--naar", place)
    assert done.code == 0, done
    assert "in_report" in done.err
    return place


def of_xlsx(place: Path, sheet: str) -> Rows:
    """Return the rows of a sheet."""
    head, *rows = load_workbook(place / "sko-tabellen.xlsx")[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def of_csv(path: Path) -> Rows:
    """Return the rows of a CSV file, each text as it was before it was kept from being a formula."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: text.removeprefix("'") if text else None for name, text in row.items()}
            for row in csv.DictReader(file, delimiter=";")
        ]


def shown(text: str) -> str:
    """Return a text as a cell has it."""
    return printable(text)[0]


# --- what comes out ---------------------------------------------------------------------------


def test_both_have_all_rows_and_columns(example: Path) -> None:
    counts = {"coalitions": 1, "answers": 206, "actions": 65, "results": 61, "questions": 44, "links": 28}
    counts |= {"cycles": 17, "instruments": 842, "partners": 20, "activities": 12, "revisions": 304}
    assert load_workbook(example / "sko-tabellen.xlsx").sheetnames == ["uitleg", *counts]
    assert {path.stem for path in (example / "sko-tabellen").iterdir()} == {"uitleg", *counts}
    for frame in all_frames():
        columns = [column.name for column in frame.columns]
        for rows in (of_xlsx(example, frame.name), of_csv(example / "sko-tabellen" / f"{frame.name}.csv")):
            assert len(rows) == counts[frame.name]
            assert list(rows[0]) == columns


def test_both_say_the_same(example: Path) -> None:
    for name in ("actions", "answers", "instruments"):
        texts = [row["text"] for row in of_xlsx(example, name)]
        assert texts == [row["text"] for row in of_csv(example / "sko-tabellen" / f"{name}.csv")]
        assert all(texts)


def test_dates_are_dates_and_numbers_are_numbers(example: Path) -> None:
    first = of_xlsx(example, "activities")[0]
    assert first["vog_date"] == datetime(2025, 8, 28)
    assert first["number"] == 1
    assert of_csv(example / "sko-tabellen" / "activities.csv")[0]["vog_date"] == "2025-08-28"
    saved = of_xlsx(example, "revisions")[0]["saved_at"]
    assert abs(saved - datetime.now()).days < 2
    moment = of_csv(example / "sko-tabellen" / "revisions.csv")[0]["saved_at"]
    assert abs(datetime.fromisoformat(moment) - datetime.now(UTC)).days < 2
    assert of_xlsx(example, "partners")[0]["listed"] is True


def test_a_sheet_reads_well(example: Path) -> None:
    for sheet in load_workbook(example / "sko-tabellen.xlsx").worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert all(sheet.cell(1, column).font.b for column in range(1, sheet.max_column + 1))
        assert sheet.column_dimensions["A"].width > 15


def test_every_column_is_explained(example: Path) -> None:
    sheet = load_workbook(example / "sko-tabellen.xlsx")["uitleg"]
    wanted = {(frame.name, column.name, column.about) for frame in all_frames() for column in frame.columns}
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1]]
    assert {(row[0], row[1], row[4]) for row in rows[1:]} == wanted
    with (example / "sko-tabellen" / "uitleg.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = [row for row in csv.reader(file, delimiter=";") if len(row) == 5 and row[1]]
    assert {(row[0], row[1], row[4]) for row in explained[1:]} == wanted


# --- what a spreadsheet does not like ---------------------------------------------------------


def cells(sheet: Worksheet) -> Iterator[Any]:
    """Yield every cell with something in it."""
    yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_nothing_is_a_formula_and_every_text_is_whole(hostile: Path) -> None:
    book = load_workbook(hostile / "sko-tabellen.xlsx")
    assert {cell.data_type for sheet in book for cell in cells(sheet)} <= {"s", "n", "b", "d", "inlineStr"}
    texts = [row["text"] for row in of_xlsx(hostile, "actions")]
    assert texts[: len(FORMULAS)] == [shown(one) for one in FORMULAS]
    quoted = [cell for cell in cells(book["actions"]) if cell.column_letter == "F" and cell.row > 1]
    assert [bool(cell.quotePrefix) for cell in quoted] == [True] * len(FORMULAS) + [False] * 3
    assert texts[len(FORMULAS)].replace("_x005F_", "_") == ODD_SHOWN
    assert texts[-1] == PLAIN


def test_a_text_too_long_for_a_cell_goes_on_in_a_sheet_of_its_own(hostile: Path) -> None:
    cell = of_xlsx(hostile, "actions")[len(FORMULAS) + 1]["text"]
    assert cell.endswith("(verder in het blad ‘lange teksten’)")
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    parts = of_xlsx(hostile, "lange teksten")
    of_action = [row for row in parts if row["sheet"] == "actions"]
    assert "".join(row["text"] for row in of_action) == LONG
    assert {(row["row"], row["column"]) for row in of_action} == {(len(FORMULAS) + 3, "text")}
    assert any(row["sheet"] == "answers" for row in parts)
    assert of_csv(hostile / "sko-tabellen" / "actions.csv")[len(FORMULAS) + 1]["text"] == LONG


def test_a_csv_file_has_no_cell_that_begins_as_a_formula(hostile: Path) -> None:
    for path in (hostile / "sko-tabellen").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            begun = {cell[0] for row in csv.reader(file, delimiter=";") for cell in row if cell}
        assert not begun & set("=+-@\t\r\n"), path
    texts = [row["text"] for row in of_csv(hostile / "sko-tabellen" / "actions.csv")]
    assert texts == [shown(one) for one in [*FORMULAS, ODD, LONG, PLAIN]]


@pytest.mark.skipif(not shutil.which("localc"), reason="needs LibreOffice Calc")
def test_libreoffice_opens_it_and_reads_the_same(hostile: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    every_sheet = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            every_sheet,
            "--outdir",
            tmp_path,
            hostile / "sko-tabellen.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    with (tmp_path / "sko-tabellen-actions.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file, delimiter=";")]
    # Written with formulas instead of what they give: one would begin with its sign and no quote, or be an error.
    assert texts[: len(FORMULAS) + 1] == [shown(one) for one in [*FORMULAS, ODD]]
    with (tmp_path / "sko-tabellen-lange teksten.csv").open(encoding="utf-8", newline="") as file:
        parts = [row["text"] for row in csv.DictReader(file, delimiter=";") if row["sheet"] == "actions"]
    assert "".join(parts) == LONG


def test_pieces_are_cut_between_signs() -> None:
    text = "a😀" * 30_000
    parts = list(pieces(text))
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST_CELL for part in parts)
    assert len(parts) == 3


def test_more_rows_than_a_sheet_has_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 10)
    collected = Collected()
    for number in range(30):
        collected.add("partners", DossierKey("de-brug", "2024-2025"), {"partner": f"Partner {number}", "listed": True})
    for number in range(10):
        collected.add("activities", DossierKey("de-brug", "2024-2025"), {"number": number})
    spreadsheet.write_xlsx(collected, tmp_path)
    sheets = load_workbook(tmp_path / "sko-tabellen.xlsx").sheetnames
    assert [name for name in sheets if name.startswith(("partners", "activities"))] == [
        *("partners", "partners 2", "partners 3"),
        "activities",
    ]
    named = [row["partner"] for name in sheets if name.startswith("partners") for row in of_xlsx(tmp_path, name)]
    assert named == [f"Partner {number}" for number in range(30)]


# --- the command ------------------------------------------------------------------------------


def test_without_a_format_only_the_dossier_is_written(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", dossier())
    assert sko("--werkmap", place, "uitvoer", "--naar", tmp_path / "uit").code == 0
    assert list(contents(tmp_path / "uit")) == ["de-brug-2024-2025.json"]
    done = sko("--werkmap", place, "uitvoer", "--formaat", "json,csv", "--naar", tmp_path / "alles")
    assert [Path(line).name for line in done.out.splitlines()] == ["de-brug-2024-2025.json", "sko-tabellen"]
    assert_refused(sko("--werkmap", place, "uitvoer", "--formaat", "ods"), "ods", "json, xlsx, csv", code=2)


def test_only_the_dossiers_that_are_meant_are_in_it(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", dossier())
    kept(place, dossier(coalition={"name": "De Ander"}))
    assert sko("--werkmap", place, "uitvoer", "de-ander", "--formaat", "xlsx", "--naar", tmp_path).code == 0
    assert [row["name"] for row in of_xlsx(tmp_path, "coalitions")] == ["De Ander"]
    assert {row["coalition"] for row in of_xlsx(tmp_path, "revisions")} == {"de-ander"}


def test_what_was_there_stays_when_it_cannot_be_written(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", dossier())
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "sko-tabellen").write_text("iets anders", encoding="utf-8")
    (tmp_path / "uit" / "sko-tabellen.xlsx").mkdir()
    before = contents(tmp_path / "uit")
    for name in ("csv", "xlsx"):
        done = sko("--werkmap", place, "uitvoer", "--formaat", name, "--naar", tmp_path / "uit")
        assert_refused(done, "sko-tabellen")
        assert contents(tmp_path / "uit") == before
