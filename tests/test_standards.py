"""Whether every kind of PDF that we make is PDF/UA-1 and PDF/A-2a: what veraPDF, which wrote down the rules, says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pytest
from helpers import example, snapshot

from sko_widgets.batch import booklet, bundle
from sko_widgets.framework import framework
from sko_widgets.guide.paper_to_print import paper_file
from sko_widgets.guide.printout import Printout, document_file
from sko_widgets.insight.readiness import BUSY, Standing
from sko_widgets.report import markdown
from sko_widgets.report.make import make
from sko_widgets.report.session_cards import GroupCard, PartCard, PersonCard, SessionCards, cards_pdf

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("java"), reason="needs Java")]

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
BLOCK = "meso-samenwerking"
SMALL = snapshot({f"block/{BLOCK}": {"title": "Samen eten"}, f"block/{BLOCK}/1": {"goal": "Samen eten op dinsdag."}})
TOOL = Path(__file__).parent / "tools" / "verapdf.py"


def report() -> bytes:
    return make(example(), ["pdf"]).files["pdf"]


def empty_report() -> bytes:
    return make(snapshot(), ["pdf"]).files["pdf"]


def booklet_of_a_block() -> bytes:
    parts = [part for one in (SMALL, example()) if (part := booklet.part(one, BLOCK))]
    return booklet.make_booklet(BLOCK, parts, ["pdf"]).files["pdf"]


def short_document() -> bytes:
    said = ["# Oogst", markdown.bullets([markdown.link("een bron", "https://voorbeeld.invalid"), "*twee* **drie**"])]
    return document_file(Printout("Verslag", "Leergroep Rivieren", "verslag", said), "pdf", NOW)[1]


def empty_sheet() -> bytes:
    chosen = framework("ocw-2023")
    return paper_file(snapshot(), chosen, chosen.sheet("lesson/12-kansenketen"), "a4", NOW)[1]


def cards() -> bytes:
    groups, parts = (GroupCard("Groep 1", ("Bo", "Sam"), "Bo"),), (PartCard("Vertellen", 10, "Wat was er?"),)
    said = ("Kaarten", "Leergroep Rivieren", "20 januari 2026", "Wat hielp?", "Incident", "Let op de tijd.")
    return cards_pdf(SessionCards(*said, (PersonCard("Bo", "Groep 1"), PersonCard("Sam")), groups, parts), NOW)


def bundle_of_reports() -> bytes:
    """Return a bundle of a small report and one with tables, pictures and links."""
    with TemporaryDirectory() as place:
        folder, standings = Path(place), []
        for one, blocks in ((SMALL, []), (example(), [BLOCK, "lesson/12-kansenketen"])):
            (folder / f"{one.key.stem}.pdf").write_bytes(make(one, ["pdf"], blocks=blocks).files["pdf"])
            standings.append(Standing(one.key, one.sheet("profile")["name"], "", (), {BLOCK: BUSY}, NOW))
        keys = [one.key for one in standings]
        rows = [
            {"coalition": key.slug, "period": key.period, "status": "ok", "files": [f"{key.stem}.pdf"], "seconds": 1}
            for key in keys
        ]
        (folder / "manifest.json").write_text(json.dumps({"version": 1, "reports": rows}))
        assert bundle.write(folder, keys, standings).left_out == ()
        return (folder / bundle.NAME).read_bytes()


GOOD = (report, empty_report, booklet_of_a_block, short_document, empty_sheet, cards, bundle_of_reports)


def without_alternative_texts(pdf: pikepdf.Pdf) -> None:
    for element in structure(pdf):
        if "/Alt" in element:
            del element.Alt


def with_a_tag_that_nobody_knows(pdf: pikepdf.Pdf) -> None:
    for element in structure(pdf):
        if element.S == "/P":
            element.S = pikepdf.Name.Alinea


def without_a_word_about_standards(pdf: pikepdf.Pdf) -> None:
    words = re.sub(rb"<pdf(ua|a)id:part>.</pdf(ua|a)id:part>", b"", pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(words)


def with_words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    words = pdf.pages[0].Contents
    words.write(re.sub(rb"/Span *<<[^>]*>> *BDC", b"/Span BMC", words.read_bytes(), count=1))


BAD: dict[Callable[[pikepdf.Pdf], None], set[str]] = {
    without_alternative_texts: {"PDF/UA-1 7.3-1"},
    with_a_tag_that_nobody_knows: {"PDF/UA-1 7.1-5", "PDF/A-2a 6.7.3.4-1"},
    without_a_word_about_standards: {"PDF/UA-1 5-1", "PDF/A-2a 6.6.4-2"},
    with_words_without_a_tag: {"PDF/UA-1 7.1-3"},
}


def structure(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the elements of a PDF's structure."""
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]


def spoilt(data: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        spoil(pdf)
        saved = BytesIO()
        pdf.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what veraPDF has against each file; Java starts once for all of them."""
    folder = tmp_path_factory.mktemp("pdf")
    for make_it in GOOD:
        (folder / make_it.__name__).write_bytes(make_it())
    small = make(SMALL, ["pdf"]).files["pdf"]
    for spoil in BAD:
        (folder / spoil.__name__).write_bytes(spoilt(small, spoil))
    done = subprocess.run(
        [sys.executable, TOOL, *folder.iterdir()], capture_output=True, encoding="utf-8", timeout=280, check=False
    )
    assert done.returncode == 1, done.stderr
    found: dict[str, list[str]] = {Path(name).name: said for name, said in json.loads(done.stdout).items()}
    return found


@pytest.mark.parametrize("make_it", GOOD, ids=lambda make_it: make_it.__name__)
def test_what_we_make_keeps_to_both_standards(told: dict[str, list[str]], make_it: Callable[[], bytes]) -> None:
    assert told[make_it.__name__] == []


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_file_that_is_spoilt_fails(told: dict[str, list[str]], spoil: Callable[[pikepdf.Pdf], None]) -> None:
    rules = {said.partition(":")[0] for said in told[spoil.__name__]}
    assert BAD[spoil] <= rules, told[spoil.__name__]
