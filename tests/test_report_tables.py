"""Tables of a report: the names of their columns and rows in each format, and what stands beneath a row."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from read_pdf import elements
from read_report import page_of, word_paragraphs

from sko_widgets.report import markdown
from sko_widgets.report.render import FORMATS, Document, render

WIDE = markdown.table(
    ["Naam", "Plek"], [["Judo", "Kanaalweg"], ["**Doel** – Vallen"], ["Dans", "Centrum"], ["Zang", ""]]
)
NAMES = markdown.table((), [["Gemeente", "Elzerveen"], ["Projectleider", "Wie het weet"]])
NAMELESS = markdown.table(["Naam", "Plek"], [["", "Kanaalweg"], ["Dans", "Centrum"]])


@pytest.fixture(scope="module")
def tables() -> dict[str, bytes]:
    parts = [WIDE, "Na de tabel.", "En verder.", NAMES, markdown.div("official teal", "Zie ook."), NAMELESS]
    text = "\n\n".join(["# Tabellen", *parts])
    return render(Document(text, "Kwaliteitsrapport", "Elzerveen", "2025-2026", "21 november 2026"), FORMATS)


def test_html_tells_what_stands_beneath_a_row_by_that_rows_name(tables: dict[str, bytes]) -> None:
    wide, names, nameless = page_of(tables["html"]).iter("table")
    rows = list(wide.find("tbody"))
    assert [[(cell.tag, cell.text_content()) for cell in row] for row in rows] == [
        [("th", "Judo"), ("td", "Kanaalweg")],
        [("td", "Doel – Vallen")],
        [("th", "Dans"), ("td", "Centrum")],
        [("th", "Zang"), ("td", "")],
    ]
    assert rows[0][0].get("rowspan") == "2" and rows[1][0].get("headers") == rows[0][0].get("id")
    assert rows[1][0].get("data-label") is None
    assert names.find("thead") is None or len(names.find("thead")) == 0
    assert [(row[0].tag, row[0].get("scope"), row[1].tag) for row in names.find("tbody")] == [("th", "row", "td")] * 2
    assert [row[0].tag for row in nameless.find("tbody")] == ["td", "td"]  # a name that is empty names nothing


def test_pdf_tables_name_their_columns_and_rows(tables: dict[str, bytes]) -> None:
    cells = [(one.tag, one.scope, one.text) for one in elements(tables["pdf"]) if one.tag in ("TH", "TD")]
    column, row, plain = ("TH", "Column"), ("TH", "Row"), ("TD", "")
    wide = [(*column, "Naam"), (*column, "Plek"), (*row, "Judo"), (*plain, "Kanaalweg"), (*plain, "Doel – Vallen")]
    assert cells[:5] == wide and (*row, "Zang") in cells
    names = [(*row, "Gemeente"), (*plain, "Elzerveen"), (*row, "Projectleider"), (*plain, "Wie het weet")]
    assert cells[9:13] == names
    assert cells[15:] == [(*plain, ""), (*plain, "Kanaalweg"), (*row, "Dans"), (*plain, "Centrum")]
    with pikepdf.open(BytesIO(tables["pdf"])) as pdf:
        assert not pdf.check_pdf_syntax()


def test_word_tables_name_their_rows_and_have_room_below(tables: dict[str, bytes]) -> None:
    paragraphs = list(word_paragraphs(tables["docx"]))
    assert ("Tabelnaammetmeer", "Judo") in paragraphs and ("Tabelnaam", "Gemeente") in paragraphs
    assert ("Tabeltekst", "Dans") in paragraphs  # where nothing stands beneath a row and there is a header
    assert ("Natabel", "Na de tabel.") in paragraphs and ("Verwijzingnatabel", "Zie ook.") in paragraphs
    styles = docx.Document(BytesIO(tables["docx"])).styles
    assert styles["Tabelnaam met meer"].paragraph_format.keep_with_next  # with what stands beneath
    assert styles["Na tabel"].paragraph_format.space_before.pt == 10
    with ZipFile(BytesIO(tables["docx"])) as package:
        looks = re.findall(rb"<w:tblLook[^>]*>", package.read("word/document.xml"))
    assert [(b'w:firstColumn="1"' in look, b'w:firstRow="1"' in look) for look in looks] == [
        (True, True),
        (True, False),
        (True, True),
    ]
