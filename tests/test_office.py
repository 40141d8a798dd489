"""What an office gets beside many reports: a page that leads to each, and the same as a spreadsheet."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser import launch, resize, violations
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect, sync_playwright

from sko_widgets.batch import bundle, office
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.insight.readiness import BUSY, FINISHED, NOT_BEGUN, Standing

HOSTILE = '=1+1 <script>document.title = "kaput"</script> & “De Brug”'
CHANGED = datetime(2026, 11, 27, 12, tzinfo=UTC)


def standing(number: int, name: str, municipality: str, state: str, cycles: int = 0, finished: int = 0) -> Standing:
    blocks = {"macro-samenhang": state, "meso-samenhang": state}
    key = DossierKey(f"coalitie-{number}", "2025-2026")
    return Standing(key, name, municipality, (), blocks, CHANGED, cycles, finished)


THREE = (
    standing(2, HOSTILE, "Waterrijk", BUSY, 12, 3),
    standing(1, "Zuidmeer", "Zuidmeer", NOT_BEGUN),
    standing(10, "Ypenveld", "Waterrijk", FINISHED, 2, 2),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which two reports were made, and one could not be."""
    rows = []
    for one, status in zip(THREE, ("ok", "failed", "unchanged"), strict=True):
        names = [] if status == "failed" else [f"{one.key.stem}.{name}" for name in ("html", "pdf")]
        for name in names:
            (tmp_path / name).write_text("<title>Een rapport</title>")
        error = "Bouwsteen <b> is stuk." if status == "failed" else None
        about = {"coalition": one.key.slug, "period": one.key.period, "seconds": 1.0}
        rows.append({**about, "status": status, "files": names, "error": error})
    (tmp_path / "bouwsteen-meso-samenhang.pdf").write_text("x")
    (tmp_path / bundle.NAME).write_text("x")
    booklet = {"part": "meso-samenhang", "status": "ok", "files": ["bouwsteen-meso-samenhang.pdf"], "seconds": 1.0}
    (tmp_path / "manifest.json").write_text(json.dumps({"version": 1, "reports": rows, "booklets": [booklet]}))
    return tmp_path


@pytest.mark.browser
def test_a_page_leads_to_all_reports_and_can_be_searched_and_sorted(folder: Path) -> None:
    page_file, _ = office.write(THREE, folder)
    with sync_playwright() as playwright:
        _use(launch(playwright), page_file)


def _use(chromium: Browser, page_file: Path) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 650}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert page.title() == "Kwaliteitsrapporten"  # nothing that was typed runs
    rows = page.locator("tbody tr")
    expect(rows.first.get_by_role("rowheader")).to_have_text(HOSTILE)
    expect(rows.first).to_contain_text("bezig: 2 van 2 bouwstenen, 12 cycli, 3 afgerond")
    expect(rows.nth(1)).to_contain_text("Mislukt: Bouwsteen <b> is stuk.")
    expect(rows.nth(1).get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("link", name="pdf van Meso – Samenhang")).to_have_count(1)
    expect(page.get_by_role("link", name="een bundel van de pdf’s")).to_have_attribute("href", bundle.NAME)
    for scheme, width in (("light", 1366), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two
        resize(page, width, 650)
        assert violations(page, best=True) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    resize(page, 1366, 650)
    # With the keyboard alone: by state, which goes by how far it is and not by its letters.
    page.get_by_role("button", name="Stand").press("Enter")
    expect(rows.get_by_role("rowheader")).to_have_text(["Zuidmeer", HOSTILE, "Ypenveld"])
    page.get_by_role("button", name="Stand").press("Enter")
    expect(rows.get_by_role("rowheader")).to_have_text(["Ypenveld", HOSTILE, "Zuidmeer"])
    expect(page.get_by_role("columnheader", name="Stand")).to_have_attribute("aria-sort", "descending")
    page.get_by_label("Gemeente").select_option("Waterrijk")
    expect(page.get_by_role("status")).to_have_text("2 van 3 in beeld")
    page.get_by_label("Zoek").fill("ypen")
    expect(rows.filter(visible=True)).to_have_count(1)
    page.get_by_role("link", name="webpagina van Ypenveld, 2025-2026").press("Enter")
    expect(page).to_have_title("Een rapport")
    chromium.close()


def test_the_spreadsheet_says_the_same_and_runs_nothing(folder: Path) -> None:
    _, sheet = office.write(THREE, folder)
    first = sheet.read_bytes()
    office.write(THREE, folder)
    assert sheet.read_bytes() == first
    head, *rows = load_workbook(sheet)["rapporten"].iter_rows()
    assert tuple(cell.value for cell in head) == office.COLUMNS
    assert [row[0].value for row in rows] == [HOSTILE, "Zuidmeer", "Ypenveld"]
    assert {row[0].data_type for row in rows} == {"s"}
    assert [row[5].value for row in rows] == ["webpagina, pdf", "Mislukt: Bouwsteen <b> is stuk.", "webpagina, pdf"]
    assert rows[0][4].value == datetime(2026, 11, 27, 13)  # a spreadsheet knows no zones


def test_a_page_of_somebody_else_stays(folder: Path) -> None:
    (folder / "index.html").write_text("<title>Onze site</title>")
    with pytest.raises(office.NotOursError, match="niet van sko is"):
        office.write(THREE, folder)
    assert (folder / "index.html").read_text() == "<title>Onze site</title>"
    assert not (folder / "overzicht.xlsx").exists()


def test_others_of_which_there_are_reports_are_in_it_too(folder: Path) -> None:
    shown = office.wanted((*THREE, standing(7, "Elders", "Elders", BUSY)), [THREE[1].key], folder)
    assert [one.key.slug for one in shown] == ["coalitie-2", "coalitie-1", "coalitie-10"]
