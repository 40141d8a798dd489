"""`sko rapport --bundel`, as a process, and its PDF read back: all that each report is, in one file."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from helpers import EXAMPLE, Done, assert_refused, dossier, kept, sko
from pdfua_rules import complaints
from read_pdf import Element, elements

from sko_widgets.batch import bundle, office
from sko_widgets.batch.join_pdf import Part, join
from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytestmark = pytest.mark.slow

HOSTILE = "Zuid [x](mailto:a@b.nl) *&* <b> #1"
BRIDGE, EXAMPLE_KEY, SOUTH = KEYS = (
    DossierKey("de-brug", "2024-2025"),
    DossierKey("elzerveen", "2025-2026"),
    DossierKey("zuid", "2024-2025"),
)
TITLES = ["De Brug, 2024–2025", "Elzerveen, 2025–2026", f"{HOSTILE}, 2024–2025"]


def rapport(place: Path, *more: object) -> Done:
    return sko("--werkmap", place, "rapport", "--workers", "1", *more)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """Return a work folder with the reports of three coalitions and their bundle, and what was said."""
    place = kept(tmp_path_factory.mktemp("bundel") / "werk map", dossier())
    kept(place, dossier(coalition={"name": HOSTILE, "slug": "zuid", "municipality": "Zuidmeer"}))
    file = exchange.read_file(EXAMPLE)
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        store.create(file.key, framework=file.framework, sheets=file.sheets, author="test")
    return place, rapport(place, "--alle", "--formaat", "pdf", "--bundel")


@pytest.fixture
def place(made: tuple[Path, Done], tmp_path: Path) -> Path:
    """Return a work folder of our own with all that was made."""
    return Path(shutil.copytree(made[0], tmp_path / "werkmap"))


@pytest.fixture(scope="module")
def path(made: tuple[Path, Done]) -> Path:
    return made[0] / "rapporten" / bundle.NAME


@pytest.fixture(scope="module")
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def reports(made: tuple[Path, Done]) -> list[Path]:
    return [made[0] / "rapporten" / f"{key.stem}.pdf" for key in KEYS]


@pytest.fixture(scope="module")
def starts(pdf: pikepdf.Pdf, reports: list[Path]) -> list[int]:
    """Return how many pages stand before each report, and at the end those before what would come next."""
    counts = [page_count(report) for report in reports]
    before = len(pdf.pages) - sum(counts)
    return [before + sum(counts[:at]) for at in range(len(counts) + 1)]


def page_count(path: Path) -> int:
    with pikepdf.open(path) as opened:
        return len(opened.pages)


def test_the_bundle_is_told_and_holds_every_page(made: tuple[Path, Done], starts: list[int]) -> None:
    place, done = made
    assert done.code == 0, done
    assert done.out.splitlines()[-1] == str(place / "rapporten" / bundle.NAME)
    assert starts[0] == 1  # the list
    assert starts[-1] > 25


def test_it_says_what_it_is(pdf: pikepdf.Pdf, path: Path) -> None:
    assert pdf.check_pdf_syntax() == []
    assert str(pdf.Root.Lang) == "nl-NL"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert len(pdf.Root.OutputIntents) == 1
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Kwaliteitsrapporten 3 coalities"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["{http://ns.adobe.com/xap/1.0/t/pg/}NPages"] == str(len(pdf.pages))
    assert complaints(path) == []


def test_each_report_is_one_part_with_all_that_it_had(path: Path, reports: list[Path], starts: list[int]) -> None:
    """The texts, alternative texts and pages of all elements, which a screen reader goes by."""
    there = elements(path.read_bytes())
    tops = [at for at, element in enumerate(there) if element.depth == 1]
    assert [there[0].tag, *(there[at].tag for at in tops)] == ["Document", *["Part"] * 4]
    parts = [there[start:end] for start, end in pairwise([*tops, len(there)])]
    for part, report, start in zip(parts[1:], reports, starts, strict=False):
        alone = [shifted(element, start) for element in elements(report.read_bytes())]
        assert part[1:] == alone[1:]
        assert replace(part[0], tag="Document") == alone[0]


def shifted(element: Element, pages: int) -> Element:
    first, last = (page and page + pages for page in (element.first, element.last))  # an empty cell is on no page
    return replace(element, depth=element.depth + 1, first=first, last=last)


def test_every_page_leads_back_to_its_own_elements(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    keys = [int(page.StructParents) for page in pdf.pages]
    assert len(set(keys)) == len(keys)
    for page, key in zip(pdf.pages, keys, strict=True):
        assert [at for at, element in enumerate(tree[key]) if (page.obj.objgen, at) not in content(element)] == []
    annotations = [one for page in pdf.pages for one in page.get("/Annots", ())]
    assert all(tree[int(one.StructParent)].S == "/Link" for one in annotations)
    assert len({int(one.StructParent) for one in annotations} | set(keys)) == len(annotations) + len(keys)
    assert max(keys) < int(pdf.Root.StructTreeRoot.ParentTreeNextKey)


def content(element: Any) -> set[tuple[Any, int]]:
    """Return the pieces of content that an element has itself: page and number."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    own = {(element.Pg.objgen, kid) for kid in kids if isinstance(kid, int)}
    others = [kid for kid in kids if not isinstance(kid, int) and "/MCID" in kid]
    return own | {(kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)) for kid in others}


def test_the_cells_of_a_table_name_heads_of_their_own_table() -> None:
    source = """
    #set document(title: "Tabel", date: datetime(year: 2026, month: 7, day: 1))
    #set text(lang: "nl")
    = Kop
    #table(columns: 2, table.header[Wie][Wat], [Bo], [koken])
    """
    one = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    with pikepdf.open(BytesIO(join(one, [Part("een", one), Part("twee", one)]))) as pdf:
        known = dict(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items())
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and str(one.get("/S")) == "/TD"]
        said = [(cell, known[str(head)]) for cell in cells for each in cell.A for head in each.get("/Headers", ())]
        assert (len(known), len(said)) == (6, 6)
        assert all(table(head) == table(cell) for cell, head in said)
        assert len({table(cell) for cell in cells}) == 3


def table(element: Any) -> Any:
    """Return which table an element is in."""
    while element.S != "/Table":
        element = element.P
    return element.objgen


def test_bookmarks_of_each_report_stand_below_its_coalition(
    pdf: pikepdf.Pdf, reports: list[Path], starts: list[int]
) -> None:
    found = bookmarks(pdf)
    assert [(title, page) for title, page, depth in found if depth == 0] == [
        ("Rapporten", 0), *zip(TITLES, starts, strict=False)
    ]  # fmt: skip
    wanted = [("Rapporten", 0, 0)]
    for title, report, start in zip(TITLES, reports, starts, strict=False):
        with pikepdf.open(report) as alone:
            wanted += [(title, start, 0), *((said, start + at, depth + 1) for said, at, depth in bookmarks(alone))]
    assert found == wanted


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int, int]]:
    """Return what each bookmark says, the index of the page that it leads to, and how deep it stands."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

    def walk(items: Any, depth: int) -> Iterator[tuple[str, int, int]]:
        for item in items:
            yield item.title, pages[item.destination[0].objgen], depth
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def test_links_inside_a_report_still_lead_to_its_own_pages(
    pdf: pikepdf.Pdf, reports: list[Path], starts: list[int]
) -> None:
    found, wanted = links(pdf), []
    for report, start in zip(reports, starts, strict=False):
        with pikepdf.open(report) as alone:
            wanted += [
                (page + start, place + start if isinstance(place, int) else place) for page, place in links(alone)
            ]
    assert len(wanted) > 20
    assert [one for one in found if one[0] >= starts[0]] == wanted
    assert [one for one in found if one[0] < starts[0]] == [(0, start) for start in starts[:-1]]  # the list's own


def links(pdf: pikepdf.Pdf) -> list[tuple[int, int | str]]:
    """Return of each link the index of its page, and that of the page or the address that it leads to."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items()) if "/Names" in pdf.Root else {}
    found: list[tuple[int, int | str]] = []
    for at, page in enumerate(pdf.pages):
        for one in page.get("/Annots", ()):
            place = one.get("/Dest")
            place = names[str(place)] if isinstance(place, pikepdf.String) else place
            found.append((at, str(one.A.URI) if place is None else pages[place[0].objgen]))
    return found


def test_the_list_names_each_report_with_its_page_and_pages_say_whose_they_are(
    pdf: pikepdf.Pdf, path: Path, starts: list[int]
) -> None:
    rows = [one.text for one in elements(path.read_bytes()) if one.tag == "TR" and one.first == 1]
    assert rows == [
        "Nr. Coalitie Gemeente Periode Bladzijde",
        f"1 De Brug 2024–2025 {starts[0] + 1}",
        f"2 Elzerveen Elzerveen 2025–2026 {starts[1] + 1}",
        f"3 {HOSTILE} Zuidmeer 2024–2025 {starts[2] + 1}",
    ]
    told = [str(one.Contents) for one in pdf.pages[0].Annots]
    assert told == TITLES
    assert [pdf.pages[at].label for at in (0, starts[0], starts[0] + 1, starts[2] + 1)] == ["1", "1-1", "1-2", "3-2"]


def test_the_same_reports_make_the_same_bundle(place: Path) -> None:
    there = place / "rapporten" / bundle.NAME
    before = there.read_bytes()
    there.unlink()
    done = rapport(place, "--alle", "--formaat", "pdf", "--bundel", "--json")
    assert done.code == 0, done
    assert str(there) not in done.out
    assert there.read_bytes() == before


def test_the_page_leads_to_the_bundle_and_the_zip_holds_it_until_a_report_is_newer(place: Path) -> None:
    folder = place / "rapporten"
    leads = re.compile(f'href="{bundle.NAME}"')
    assert leads.search((folder / office.PAGE).read_text("utf-8"))
    assert rapport(place, "de-brug", "--formaat", "pdf", "--zip").code == 0
    with zipfile.ZipFile(folder / "kwaliteitsrapporten.zip") as zipped:
        assert zipped.namelist() == [office.PAGE, office.SHEET, bundle.NAME, f"{BRIDGE.stem}.pdf"]
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        store.put(SOUTH, {"profile": {"municipality": "Elders"}}, author="test")
    assert rapport(place, "--alle", "--formaat", "pdf", "--zip").code == 0
    assert not leads.search((folder / office.PAGE).read_text("utf-8"))
    with zipfile.ZipFile(folder / "kwaliteitsrapporten.zip") as zipped:
        assert bundle.NAME not in zipped.namelist()


def test_a_report_that_failed_or_is_not_whole_is_told_and_left_out(place: Path) -> None:
    folder = place / "rapporten"
    whole = folder / f"{EXAMPLE_KEY.stem}.pdf"
    whole.write_bytes(whole.read_bytes()[:5000])
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        links = [{"kind": "trap-op", "to": "niet-daar"}]
        store.put(SOUTH, {"block/micro-uitvoering/1": {"links": links}}, author="test")
    done = rapport(place, "--alle", "--formaat", "pdf", "--bundel")
    assert_refused(done, f"Niet in de bundel: {EXAMPLE_KEY} en {SOUTH}.")
    assert str(folder / bundle.NAME) in done.out
    text = " ".join(one.text for one in elements((folder / bundle.NAME).read_bytes()) if one.first == one.last == 1)
    assert f"Niet in deze bundel: Elzerveen en {HOSTILE}." in text
    with pikepdf.open(folder / bundle.NAME) as pdf:
        assert [title for title, _, depth in bookmarks(pdf) if depth == 0] == ["Rapporten", "De Brug"]


def test_there_is_no_bundle_of_nothing(place: Path) -> None:
    before = (place / "rapporten" / bundle.NAME).read_bytes()
    (place / "rapporten" / f"{BRIDGE.stem}.pdf").write_bytes(b"%PDF-1.7\n")
    done = rapport(place, "de-brug", "--formaat", "pdf", "--bundel")
    assert_refused(done, f"Niet in de bundel: {BRIDGE}.")
    assert bundle.NAME not in done.out
    assert (place / "rapporten" / bundle.NAME).read_bytes() == before


def test_a_bundle_that_cannot_be_written_costs_nothing_else(place: Path) -> None:
    folder = place / "rapporten"
    (folder / bundle.NAME).unlink()
    (folder / bundle.NAME).mkdir()  # as good as a file that another program has open
    (folder / office.PAGE).unlink()
    assert_refused(rapport(place, "--alle", "--formaat", "pdf", "--bundel"), str(folder / bundle.NAME))
    assert bundle.NAME not in (folder / office.PAGE).read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "words"),
    [(("--formaat", "html,docx"), "Zet pdf bij --formaat"), (("--bouwsteen", "meso-samenwerking"), "--per-bouwsteen")],
)
def test_a_bundle_is_of_whole_reports_in_pdf(made: tuple[Path, Done], more: tuple[str, str], words: str) -> None:
    assert_refused(rapport(made[0], "--alle", "--bundel", *more), words, code=2)
