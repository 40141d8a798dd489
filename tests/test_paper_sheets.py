"""Instruments on paper: tagged, with all that the page asks, in its order; and what was filled as it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from helpers import EXAMPLE
from read_pdf import elements

from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.framework import Field, Sheet, framework
from sko_widgets.guide.paper_to_print import paper_file

FORMAT = framework("ocw-2023")
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
SHEETS = [pytest.param(sheet, id=sheet.id) for sheet in FORMAT.instruments]
EMPTY = Snapshot(DossierKey("elzerveen", "2025-2026"), FORMAT.id, NOW.isoformat(), {})


@pytest.fixture(scope="module")
def example() -> Snapshot:
    read = exchange.read_file(EXAMPLE)
    return Snapshot(DossierKey("elzerveen", "2025-2026"), FORMAT.id, NOW.isoformat(), read.sheets)


def squeezed(text: str) -> str:
    return "".join(text.split())


def said(data: bytes) -> str:
    """Return all text in the order in which it is read, without spaces."""
    return squeezed(" ".join(one.text for one in elements(data) if one.depth == 1))


def asked(sheet: Sheet) -> list[str]:
    """Return the labels and questions as the page has them, field after field."""
    found = []
    for field in (field for step in sheet.steps for field in step.fields if field.sheet == sheet.id):
        columns = [column for column in field.columns if not column.hidden]
        seen = [column for name in field.in_sight for column in columns if column.name == name]
        order = [*columns[:1], *seen, *(one for one in columns[1:] if one not in seen)]
        found += [question.text for part in (field, *order) for question in part.questions]
    return found


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_empty_sheet_asks_all_that_the_page_asks_in_its_order(sheet: Sheet) -> None:
    name, data = paper_file(EMPTY, FORMAT, sheet, "a4", NOW)
    assert name == f"{f'les-{sheet.number}' if sheet.number else sheet.id}-leeg-a4.pdf"
    text, at = said(data), 0
    tied = {one.name for one in sheet.fields if drawn_by_hand(sheet, one)}
    for question in asked(sheet):
        of = next(
            one for one in sheet.fields if question in [each.text for part in one.parts for each in part.questions]
        )
        if of.name in tied:
            continue
        found = text.find(squeezed(question), at)
        assert found >= 0, question
        at = found if of.paper != "column" else at
    tags = [one.tag for one in elements(data)]
    assert tags.count("H1") == 1 and "H2" in tags
    assert all(one.alt for one in elements(data) if one.tag == "Figure")
    assert tags.count("Table") == 0 or "TH" in tags
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert {round(min(page.MediaBox[2:])) for page in pdf.pages} == {595}
        assert len(pdf.pages) <= 9


def drawn_by_hand(sheet: Sheet, field: Field) -> bool:
    """Tell whether a field is the lines between two columns on paper."""
    columns = {one.name for one in sheet.fields if one.paper == "column"}
    return bool(field.between) and columns.issuperset(field.between)


def test_maps_cards_and_columns_are_as_large_as_the_paper() -> None:
    maps, cards, chain = (
        FORMAT.sheet(f"lesson/{name}") for name in ("03-stakeholders", "04-logische-niveaus", "12-kansenketen")
    )
    _, data = paper_file(EMPTY, FORMAT, maps, "a3", NOW)
    figures = [one for one in elements(data) if one.tag == "Figure"]
    assert [one.alt for one in figures] == [
        "Lege ringen om de coalitie: In de kern, Dichtbij, Halverwege, Op afstand, Ver weg.",
        "Lege kaart met vier vakken, naar invloed en belang.",
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].MediaBox[2:]] == [1191, 842]
    assert [one.first for one in figures] == [1, 2]
    square = elements(paper_file(EMPTY, FORMAT, FORMAT.sheet("lesson/11-kansengelijkheid"), "a4", NOW)[1])
    assert [one.alt for one in square if one.tag == "Figure"] == [
        "Leeg vierkant, naar loopbaankansen en ontwikkelkansen."
    ]
    assert "Wij zelf" in [one.text for one in square if one.tag == "TD"]
    assert not [one for one in square if "op de lijn" in one.text], "what is kept from before is not asked on paper"
    levels = [one.text for one in elements(paper_file(EMPTY, FORMAT, cards, "a4", NOW)[1]) if one.tag == "H3"]
    partners = cards.field("partners").columns
    assert levels == [column.label for column in partners if column.kind == "text"]
    heads = [one.text for one in elements(paper_file(EMPTY, FORMAT, chain, "a4", NOW)[1]) if one.tag == "TH"]
    assert heads[:5] == ["Problemen", "Doelen", "Maatregelen", "Uitleg", "Spanningen"]


@pytest.mark.parametrize(
    "sheet", [one for one in SHEETS if one.id in {"lesson/03-stakeholders", "lesson/12-kansenketen"}]
)
def test_a_filled_sheet_has_what_stands_there_also_of_what_no_report_prints(sheet: Sheet, example: Snapshot) -> None:
    name, data = paper_file(example, FORMAT, sheet, "filled", NOW)
    assert name.endswith("-elzerveen-2025-2026.pdf")
    found = elements(data)
    assert [one for one in found if one.tag == "Figure" and one.alt]
    values, text = example.sheet(sheet.id), said(data)
    for field in sheet.fields:
        rows = values.get(field.name) or []
        texts = (
            [
                row[column.name]
                for row in rows
                for column in field.columns
                if column.kind == "text" and column.name in row
            ]
            if field.kind == "table"
            else []
        )
        assert [one for one in texts if squeezed(one)[:40] not in text] == []
    headings = [one.text for one in found if one.tag in {"H1", "H2"}]
    asked = [field for step in sheet.steps for field in step.fields if values.get(field.name)]
    fields = [field.title for field in asked if field.kind != "ties"]  # ties are a column of a table
    assert [one for one in headings if one in fields] == fields
    assert "Hierstaatnogniets." in said(paper_file(EMPTY, FORMAT, sheet, "filled", NOW)[1])
