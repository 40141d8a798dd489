"""A page across coalitions as a document: the words of the page in all formats, and nothing of them is live."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from read_pdf import elements
from read_report import page_of, text

from sko_widgets.errors import SkoError
from sko_widgets.guide.printout import Printout, document_file
from sko_widgets.report import markdown

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TYPED = "Wie *belt* er? <b>#let</b> $x$ {#id} @noot"
SAID = "Meso – Samenwerking Wie belt er? <b>#let</b> $x$ {#id} @noot"
PRINTOUT = Printout(
    "Open vragen",
    "Leergroep Rivieren",
    "open-vragen-rivieren",
    [
        f"# {markdown.line('Meso – Samenwerking')} {{#meso .block .samenwerking}}",
        markdown.bullets([markdown.blocks(TYPED)]),
    ],
    [("Gekozen", ""), ("Wat hier staat", "1 keer gedeeld, door 1 coalitie.")],
)


@pytest.mark.parametrize("wanted", ["docx", "pdf", "html"])
def test_a_document_says_what_is_on_the_page(wanted: str) -> None:
    name, data = document_file(PRINTOUT, wanted, NOW)
    assert name == f"open-vragen-rivieren.{wanted}"
    assert SAID in " ".join(text(wanted, data).split())


def _of(characters: int) -> Printout:
    """Return the same printout with so many characters more."""
    return replace(PRINTOUT, passages=[*PRINTOUT.passages, "woord " * (characters // 6)])


def test_its_cover_says_whose_it_is_and_what_was_chosen() -> None:
    cover = page_of(document_file(PRINTOUT, "html", NOW)[1]).find(".//header").text_content()
    facts = ("Open vragen", "Leergroep Rivieren", "1 keer gedeeld, door 1 coalitie.", "27 november 2026")
    assert [one for one in facts if one not in cover] == []
    assert "Gekozen" not in cover  # nothing was


def test_the_pdf_is_tagged_for_who_hears_it() -> None:
    tags = {element.tag for element in elements(document_file(_of(7000), "pdf", NOW)[1])}
    assert {"H1", "L", "LI", "TOC"} <= tags


def test_what_is_little_goes_on_two_pages_without_a_list_of_what_is_in_it() -> None:
    pdf = document_file(_of(4000), "pdf", NOW)[1]
    assert len(pikepdf.open(BytesIO(pdf)).pages) <= 2
    tags = {element.tag for element in elements(pdf)}
    assert "H1" in tags and "TOC" not in tags


def test_an_empty_page_prints_nothing_and_says_so() -> None:
    with pytest.raises(SkoError, match="niets om af te drukken"):
        document_file(Printout("Open vragen", "Leergroep Rivieren", "leeg", []), "pdf", NOW)
