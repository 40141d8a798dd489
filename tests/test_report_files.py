"""The example's report, read back from its files: what each format must be; and files that are in use."""

from __future__ import annotations

import errno
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from browser import launch, violations
from helpers import contents, example, with_all_or_nothing
from pdfua_rules import complaints
from read_pdf import Element, elements
from read_report import W, page_of, without_pages, word_bookmarks, word_paragraphs, word_xml, words

from sko_widgets import resources
from sko_widgets.batch import output_folder
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.files import FileError, write
from sko_widgets.report import assemble
from sko_widgets.report.make import make
from sko_widgets.report.marks import mark
from sko_widgets.report.passage import Passage

pytestmark = pytest.mark.slow

TITLE = "Kwaliteitsrapport Elzerveen 2025–2026"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return make(example()).files


@pytest.fixture(scope="module")
def structure(files: dict[str, bytes]) -> list[Element]:
    return elements(files["pdf"])


def headings(found: list[Element]) -> list[Element]:
    return [element for element in found if re.fullmatch(r"H\d", element.tag)]


def pictures(files: dict[str, bytes]) -> list[str]:
    """Return what the pictures say to who does not see them."""
    return [svg.get("aria-label") for svg in page_of(files["html"]).find(".//main").iter("svg")]


# ---------------------------------------------------------------- the same text


def test_the_words_of_the_three_formats_are_equal_and_in_order(files: dict[str, bytes]) -> None:
    html = words("html", files["html"])
    assert len(html) > 8000
    assert without_pages(words("docx", files["docx"])) == html
    assert without_pages(words("pdf", files["pdf"])) == html


def test_the_cover_says_whose_report_it_is_and_of_when_in_each_format(files: dict[str, bytes]) -> None:
    header = " ".join(page_of(files["html"]).find(".//header").text_content().split())
    paragraphs = docx.Document(BytesIO(files["docx"])).paragraphs
    until = next(at for at, one in enumerate(paragraphs) if one.style and one.style.name == "Heading 1")
    word = " ".join(" ".join(one.text for one in paragraphs[:until]).split())
    pdf = " ".join(element.text for element in elements(files["pdf"]) if element.depth == 1 and element.last == 1)
    profile = example().sheet("profile")
    facts = [
        profile["name"],
        "2025–2026",
        profile["municipality"],
        "Vastgesteld door de stuurgroep Rijke Schooldag op 7 juli 2026",
        "1 juli 2026",
        *(school["name"] for school in profile["schools"]),
        *profile["partners"],
    ]
    for cover in (header, word, pdf):
        assert [fact for fact in facts if fact not in cover] == []


# ---------------------------------------------------------------- PDF


def test_pdf_says_what_it_is(files: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLE
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:language"]


def test_pdf_figures_have_the_alternative_text_of_the_page(files: dict[str, bytes], structure: list[Element]) -> None:
    alternatives = [element.alt for element in structure if element.tag == "Figure"]
    assert len(alternatives) > 5
    assert alternatives == pictures(files)
    assert all(len(alternative) > 20 for alternative in alternatives)


def test_pdf_headings_never_skip_a_level_and_all_have_a_bookmark(
    files: dict[str, bytes], structure: list[Element]
) -> None:
    found = headings(structure)
    assert all(int(after.tag[1]) <= int(before.tag[1]) + 1 for before, after in pairwise(found))
    assert all(element.text for element in found)

    def titles(items: Any) -> Iterator[str]:
        for item in items:
            yield " ".join(item.title.split())
            yield from titles(item.children)

    with pikepdf.open(BytesIO(files["pdf"])) as pdf, pdf.open_outline() as outline:
        assert list(titles(outline.root)) == [element.text for element in found]


def test_pdfua_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(files["pdf"])
    assert complaints(path) == []


# ---------------------------------------------------------------- pages


def large() -> Snapshot:
    """Return a dossier of seven cycles in each block."""
    sheets = dict(example().sheets)
    for block in [name for name in sheets if re.fullmatch("block/[a-z]+-[a-z]+", name)]:
        cycles = [sheets[name] for name in sorted(sheets) if name.startswith(f"{block}/")]
        sheets |= {f"{block}/{number}": cycles[(number - 1) % len(cycles)] for number in range(1, 8)}
    return Snapshot(example().key, example().framework, example().moment, sheets)


def small() -> Snapshot:
    """Return a dossier with one short cycle."""
    cycle = {"goal": "Samen eten op dinsdag.", "actions": {"items": ["Koken", "Afwassen", "Vegen"]}}
    sheets: dict[str, dict[str, Any]] = {"profile": {"name": "De Brug"}, "block/meso-samenwerking/1": cycle}
    return Snapshot(example().key, example().framework, example().moment, sheets)


@pytest.fixture(scope="module", params=["small", "example", "large"])
def paged(request: pytest.FixtureRequest) -> list[Element]:
    if request.param == "example":
        found: list[Element] = request.getfixturevalue("structure")
        return found
    made = make({"small": small, "large": large}[request.param](), ["pdf"])
    found = elements(made.files["pdf"])
    pages = max(element.last for element in found)
    assert pages < 6 if request.param == "small" else pages > 120
    return found


def test_no_heading_stands_at_the_foot_of_a_page(paged: list[Element]) -> None:
    said = [element for element in paged if re.fullmatch(r"H\d|P|LI|TR|Figure|TOCI", element.tag)]
    assert [
        (one.text, one.last) for one, after in pairwise(said) if one.tag[0] == "H" and after.first != one.last
    ] == []


def test_a_list_that_is_not_long_stands_on_one_page(paged: list[Element]) -> None:
    lists = [element for element in paged if element.tag == "L" and len(element.text) < 850]
    assert len(lists) > 90 or max(element.last for element in paged) < 100
    assert [one.text for one in lists if one.first != one.last] == []


def test_the_head_of_a_table_stays_with_its_first_row(paged: list[Element]) -> None:
    broken = 0
    for at, element in enumerate(paged):
        if element.tag == "Table" and element.first != element.last:
            broken += 1
            rows = [kid for kid in within(paged, at) if kid.tag == "TR"]
            assert rows[0].first == rows[1].first, rows[0].text
    assert broken or max(element.last for element in paged) < 6


def within(found: list[Element], at: int) -> Iterator[Element]:
    """Yield the elements inside one of them."""
    for element in found[at + 1 :]:
        if element.depth <= found[at].depth:
            return
        yield element


# ---------------------------------------------------------------- HTML


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_html_passes_axe_and_asks_for_nothing(files: dict[str, bytes], tmp_path: Path, scheme: Any) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "rapport.html"
    file.write_bytes(files["html"])
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        found = violations(page)
        browser.close()
    assert found == []


# ---------------------------------------------------------------- Word


def test_no_file_says_who_made_it_or_on_which_computer(files: dict[str, bytes]) -> None:
    word = docx.Document(BytesIO(files["docx"])).core_properties
    assert word.author == example().sheet("profile")["name"]
    assert word.last_modified_by == ""
    with zipfile.ZipFile(BytesIO(files["docx"])) as package:
        parts = {f"docx/{name}": package.read(name) for name in package.namelist()}
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        held = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        parts |= {f"pdf/{number}": one.read_bytes() for number, one in enumerate(held) if "/Width" not in one}
    parts |= files
    here = (Path(resources.__file__).parents[1], tempfile.gettempdir(), Path.home())
    assert len(parts) > 50
    assert [name for name, data in parts.items() for place in here if str(place).encode() in data] == []


def test_word_has_the_headings_of_the_page(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["docx"]))
    levels = {"Heading 1": 2, "Heading 2": 3, "Bijlagekop": 3, "Heading 3": 4, "Heading 4": 5}
    found = []
    for paragraph in document.paragraphs:
        style: Any = paragraph.style
        level = levels.get(style.name) or (4 if style.name.startswith(("Vraagkop", "Eigen vraagkop")) else 0)
        if level:
            found.append((f"h{level}", " ".join(paragraph.text.split())))
    main = page_of(files["html"]).find(".//main")
    assert found == [(h.tag, " ".join(h.text_content().split())) for h in main.iter("h2", "h3", "h4", "h5")]


def test_word_is_dutch_and_breaks_no_word(files: dict[str, bytes]) -> None:
    language = word_xml(files["docx"], "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "nl-NL"
    core = docx.Document(BytesIO(files["docx"])).core_properties
    assert (core.title, core.language) == (TITLE, "nl-NL")
    assert word_xml(files["docx"], "word/settings.xml").find(f"{W}autoHyphenation") is None


def test_word_drawings_have_the_alternative_text_of_the_page(files: dict[str, bytes]) -> None:
    described = [node.get("descr") for node in word_xml(files["docx"]).iter() if str(node.tag).endswith("}docPr")]
    assert described == pictures(files)


def test_word_tables_have_a_header_row_that_repeats(files: dict[str, bytes]) -> None:
    tables = list(word_xml(files["docx"]).iter(f"{W}tbl"))
    headed = [table for table in tables if table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"]
    assert len(headed) > 10 and len(tables) - len(headed) < 5  # in those only rows have names
    for table in headed:
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        assert marked == [True] + [False] * (len(marked) - 1)


def test_word_opens_without_a_question(files: dict[str, bytes]) -> None:
    """A field that asks to be updated makes Word ask whether it may look into other files."""
    document = word_xml(files["docx"])
    assert any(node.text.strip().startswith("TOC ") for node in document.iter(f"{W}instrText"))
    assert [node for node in document.iter(f"{W}fldChar") if node.get(f"{W}dirty")] == []
    assert word_xml(files["docx"], "word/settings.xml").find(f"{W}updateFields") is None
    kinds = [node.get(f"{W}fldCharType") for node in document.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    identifiers = [node.get("id") for node in document.iter() if str(node.tag).endswith("}docPr")]
    assert len(set(identifiers)) == len(identifiers)


def test_word_relations_all_lead_somewhere(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(BytesIO(files["docx"])) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        relations = word_xml(files["docx"], "word/_rels/document.xml.rels")
        known = {node.get("Id") for node in relations}
        targets = {node.get("Id"): node.get("Target") for node in relations if node.get("TargetMode") != "External"}
        assert [target for target in targets.values() if f"word/{target}".replace("word//", "") not in names] == []
        used = re.findall(r'r:(?:embed|id)="([^"]+)"', archive.read("word/document.xml").decode("utf-8"))
        assert set(used) <= known


def test_word_leaves_no_list_item_alone(files: dict[str, bytes]) -> None:
    body = word_xml(files["docx"]).find(f"{W}body")
    kept = f"{W}pPr/{W}keepNext"
    looked = 0
    for before, item, after in zip(*(list(body)[at:] for at in range(3)), strict=False):
        listed = [one.find(f"{W}pPr/{W}numPr") is not None for one in (before, item, after)]
        if listed == [False, True, True]:
            assert item.find(kept) is not None
            looked += 1
        if listed == [True, True, False]:
            assert before.find(kept) is not None
            looked += 1
    assert looked > 20


def test_word_can_be_changed_everywhere(files: dict[str, bytes]) -> None:
    assert word_xml(files["docx"], "word/settings.xml").find(f"{W}documentProtection") is None
    assert list(word_xml(files["docx"]).iter(f"{W}lock", f"{W}permStart")) == []


def test_word_says_the_pages_of_the_pdf(files: dict[str, bytes], structure: list[Element]) -> None:
    contents_ = word_xml(files["docx"]).find(f".//{W}sdt")
    lines = ["".join(node.text for node in line.iter(f"{W}t")) for line in contents_.iter(f"{W}p")][1:]
    listed = "".join(element.text for element in structure if element.tag == "TOCI")
    assert re.sub(r"\W", "", "".join(lines)) == re.sub(r"\W", "", listed)
    said = [re.findall(r"\(p\. \d+\)", " ".join(words(format_, files[format_]))) for format_ in ("docx", "pdf")]
    assert said[0] == said[1]
    assert len(said[0]) > 50


@pytest.fixture(scope="module")
def whole() -> tuple[bytes, Passage]:
    """Return the Word file with all of every instrument, and its text."""
    held = with_all_or_nothing(example(), "alles")
    return make(held, ["docx"]).files["docx"], assemble.body(held)


def test_word_has_a_bookmark_around_the_text_of_each_field(whole: tuple[bytes, Passage]) -> None:
    made, passage = whole
    names = [mark(sheet, name) for sheet, name in passage.fields]
    marked = word_bookmarks(made, names)
    assert len(set(map(str.casefold, names))) == len(names) > 250
    assert [name for name in names if not marked.get(name)] == []
    cycle = example().sheet("block/meso-samenwerking/1")
    for name in ("goal", "context", "answer"):
        typed = " ".join(re.sub(r"[*_]", "", str(cycle[name])).split())
        assert marked[mark("block/meso-samenwerking/1", name)] == typed
    assert marked["meso_samenwerking_title"] == example().sheet("block/meso-samenwerking")["title"]


def letters(words_: str) -> str:
    """Return a text without what differs from page to page: white space, hyphens, bullets, and pages of links."""
    return re.sub(r"[\s\xad\u2010•–-]+|\(p\.\s*\d+\)", "", words_)


def converted(data: bytes, folder: Path, format_: str) -> bytes:
    """Return what LibreOffice makes of a Word file."""
    file = folder / "rapport.docx"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    made = folder / "gemaakt"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", format_, "--outdir", made, file],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return (made / f"rapport.{format_}").read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_makes_the_same_text_of_the_word_file(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(converted(files["docx"], tmp_path, "pdf"))
    printed = subprocess.run(
        ["pdftotext", tmp_path / "rapport.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    found = letters(re.sub(rf"{TITLE}\s+\d+\s*\f(?:Elzerveen\n)?", "", printed))
    paragraphs = [said for _, said in word_paragraphs(files["docx"])]
    assert len(paragraphs) > 1000
    # In a table, a paragraph may stand in pieces, between those of its neighbours; a word of up to 24 letters is whole.
    missing = [said for said in paragraphs if letters(said) not in found]
    assert len(missing) < len(paragraphs) / 10, missing
    whole_words = {letters(word) for word in re.sub(r"[-–/]", " ", printed).split()}
    words_ = [letters(word) for said in missing for word in re.sub(r"[-–/]", " ", said).split()]
    assert [word for word in words_ if len(word) <= 24 and word not in whole_words] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_bookmarks_are_still_there_when_libreoffice_saved_the_file(
    whole: tuple[bytes, Passage], tmp_path: Path
) -> None:
    made, passage = whole
    names = sorted(mark(sheet, name) for sheet, name in passage.fields)
    before, after = (word_bookmarks(one, names) for one in (made, converted(made, tmp_path, "docx")))
    assert [(name, before[name]) for name in names if after.get(name) != before[name]] == []


# ---------------------------------------------------------------- a file that is in use


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Word have every docx open, as Windows tells that."""
    replace = Path.replace

    def locked(self: Path, target: Any) -> Path:
        if str(target).endswith(".docx") and ".bezig-" not in str(target):
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)


@pytest.mark.usefixtures("in_use")
def test_a_file_that_word_has_open_is_told_and_stays_whole(tmp_path: Path) -> None:
    old = {"rapport.html": b"oud", "rapport.docx": b"oud"}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError, match="Sluit het bestand") as told:  # the last of the three is what holds all
        output_folder.put(tmp_path, {"rapport.html": b"nieuw", "rapport.pdf": b"nieuw", "rapport.docx": b"nieuw"})
    assert told.value.where == str(tmp_path / "rapport.docx")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == old


@pytest.mark.usefixtures("in_use")
def test_one_file_that_is_in_use_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Sluit het bestand"):
        write(tmp_path / "rapport.docx", b"nieuw")
    assert contents(tmp_path) == {}
