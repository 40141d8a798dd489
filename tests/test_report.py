"""A report from end to end: the example's dossier in three formats, the engine, and what happens when it fails."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # no stubs in our set
import nbformat
import papermill
import pytest
import yaml
from helpers import EXAMPLE, assert_refused, contents, dossier, example, sko, snapshot, with_all_or_nothing, written
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from read_report import page_of, words

from sko_widgets import resources
from sko_widgets.batch.booklet import make_booklet
from sko_widgets.batch.task import Failure
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import Field, framework
from sko_widgets.kernels.kept_kernel import KeptKernel, KernelDiedError, KernelRefusedError, kept_kernel
from sko_widgets.report import FORMATS, assemble
from sko_widgets.report.annex import UnprintableError
from sko_widgets.report.chapters import NotebookFailedError
from sko_widgets.report.make import make

pytestmark = pytest.mark.slow


FORMAT = Path(resources.__file__).parent / "framework" / "data" / "formats" / "ocw-2023" / "format.yaml"


@pytest.fixture(scope="module")
def kernel() -> Iterator[KeptKernel]:
    """Yield the kernel that all tests of this module share."""
    with kept_kernel() as kept:
        yield kept


def whole_example() -> Snapshot:
    return with_all_or_nothing(example(), "alles")


@pytest.fixture(scope="module")
def files(kernel: KeptKernel) -> dict[str, bytes]:
    """Return the example's report, with all that is in its instruments."""
    return make(whole_example()).files


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the words of the example's report, by format."""
    return {name: words(name, data) for name, data in files.items()}


# --- all that was written is printed -----------------------------------------------------------------


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text field, without the marks of lists, bold and italic."""
    for line in text.splitlines():
        plain = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).replace("*", "").strip()
        if plain:
            yield plain


def of_items(value: Mapping[str, Any]) -> Iterator[str]:
    yield from lines(value.get("intro", ""))
    for item in value.get("items", ()):
        whole = {"text": item} if isinstance(item, str) else item
        for name in ("text", "owner", "due", "status", "evidence"):
            yield from lines(whole.get(name, ""))


TEXTS = {
    "own_question": "Eigen vraag", "context": "Aanleiding", "goal": "Doel", "actions": "Acties",
    "results": "Resultaten", "answer": "Ons antwoord nu", "outlook": "Vervolg",
}  # fmt: skip
NEXT_QUESTIONS = {"nieuw": "Nieuwe vraag", "bijgesteld": "Bijgestelde vraag"}
LINKS = {"trap-op": "Trap op", "trap-af": "Trap af", "naastgelegen": "Naastgelegen bouwsteen"}
REVIEW = {
    "reviewed_with": "Met wie", "reviewed_on": "Wanneer", "learned": "Wat we leerden",
    "changed": "Wat we in de tekst veranderden",
}  # fmt: skip
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def of_cycle(cycles: list[dict[str, Any]], number: int, mandatory: str) -> Iterator[str]:
    """Yield what a cycle of the exchange file prints, in order; headings too.

    It is written down here once more, from the design: that the report's own code would agree with itself says nothing.
    """
    cycle = cycles[number - 1]
    yield f"Cyclus {number}"
    if "span" in cycle:
        yield f"Looptijd: {cycle['span']}"
    if number == 1:
        yield from ("Verplichte vraag", mandatory)
    else:
        yield "Startvraag"
        before = [{"text": row} if isinstance(row, str) else row for row in cycles[number - 2]["next_questions"]]
        yield from lines(cycle.get("start_question") or "\n".join(row["text"] for row in before if "block" not in row))
    for name, title in TEXTS.items():
        if name in cycle:
            yield title
            yield from of_items(cycle[name]) if name in ("actions", "results") else lines(cycle[name])
    yield from of_kinds(cycle.get("next_questions", []), NEXT_QUESTIONS)
    yield from of_kinds(cycle.get("links", []), LINKS)
    yield from of_review({name: cycle[name] for name in REVIEW if name in cycle})


def of_kinds(rows: list[Any], titles: dict[str, str]) -> Iterator[str]:
    """Yield what next questions and links print: those of a kind under its heading."""
    whole = [{"kind": "nieuw", **({"text": row} if isinstance(row, str) else row)} for row in rows]
    for kind, title in titles.items():
        of_kind = [row for row in whole if row["kind"] == kind]
        if of_kind:
            yield title
        for row in of_kind:
            if "to" in row:
                yield numbered(row["to"])
            yield from lines(row.get("text", ""))
            yield from lines(row.get("note", ""))
            yield from lines(row.get("question", ""))
            if "block" in row:
                yield f"Voor {numbered(row['block'])}"


def of_review(said: dict[str, Any]) -> Iterator[str]:
    """Yield what the looking back prints."""
    if said:
        yield "Terugblik"
    for name, value in said.items():
        yield REVIEW[name]
        if name == "reviewed_on":
            year, month, day = map(int, value.split("-"))
            yield f"{day} {MONTHS[month - 1]} {year}"
        else:
            yield from lines("\n".join(value) if name == "reviewed_with" else value)


def block_name(block_id: str) -> str:
    """Return what a block is called, `Meso – Samenhang`."""
    level, theme = block_id.split("-")
    return f"{level.capitalize()} – {theme.capitalize()}"


GRID = ["macro-samenhang", "meso-samenhang", "micro-samenhang", "macro-samenwerking", "meso-samenwerking",
        "micro-samenwerking", "macro-uitvoering", "meso-uitvoering", "micro-uitvoering"]  # fmt: skip


def numbered(block_id: str) -> str:
    """Return what the report calls a block, `4 Macro – Samenwerking`."""
    return f"{GRID.index(block_id) + 1} {block_name(block_id)}"


def of_blocks(plain: dict[str, Any]) -> Iterator[str]:
    """Yield all that introduction and blocks of an exchange file print, in order."""
    yield "Inleiding"
    yield from lines(plain["introduction"])
    for block in yaml.safe_load(FORMAT.read_text(encoding="utf-8"))["blocks"]:
        block_id = f"{block['level']}-{block['theme']}"
        written = plain["blocks"][block_id]
        if block["level"] == "macro":
            yield f"Thema {block['theme'].capitalize()}"
        yield f"{numbered(block_id)}: {written['title']}"
        yield block["description"]
        for number in range(1, len(written["cycles"]) + 1):
            yield from of_cycle(written["cycles"], number, block["mandatory_question"])


def place(piece: str, whole: list[str], start: int) -> int:
    """Return where the words of a piece begin, or -1."""
    wanted = piece.split()
    for at in range(start, len(whole) - len(wanted) + 1):
        if whole[at : at + len(wanted)] == wanted:
            return at
    return -1


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_of_the_blocks_is_printed_in_order(name: str, printed: dict[str, list[str]]) -> None:
    whole, at = printed[name], 0
    pieces = list(of_blocks(json.loads(EXAMPLE.read_text(encoding="utf-8"))))
    assert len(pieces) > 400
    for piece in pieces:
        found = place(piece, whole, at)
        assert found >= 0, f"not after {' '.join(whole[max(at - 20, 0) : at])!r}: {piece!r}"
        at = found + len(piece.split())


def of_sheet(field: Field, value: Any) -> Iterator[str]:
    """Yield the texts of a field of any kind, as far as they are words and not marks in a picture."""
    if field.kind in ("line", "text"):
        yield from lines(value)
    elif field.kind in ("lines", "questions"):
        for text in value:
            yield from lines(text)
    elif field.kind == "items":
        yield from of_items(value)
    elif field.kind == "table":
        for row in value:
            for column in field.columns:
                if not column.hidden and column.name in row:
                    yield from of_sheet(column, row[column.name])


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_of_the_other_sheets_is_printed(name: str, printed: dict[str, list[str]]) -> None:
    held, text = whole_example(), f" {' '.join(printed[name])} "
    pieces = [
        piece
        for sheet_id in held.sheets
        if not sheet_id.startswith(("block/", "profile"))
        for field in framework(held.framework).sheet(sheet_id).fields
        if field.name in held.sheet(sheet_id)
        for piece in of_sheet(field, held.sheet(sheet_id)[field.name])
    ]
    assert len(pieces) > 20
    assert not [piece for piece in pieces if f" {' '.join(piece.split())} " not in text]


HEADINGS = [
    "Verplichte vraag", "Startvraag", "Eigen vraag", "Aanleiding", "Doel", "Acties", "Resultaten", "Ons antwoord nu",
    "Vervolg", "Nieuwe vraag", "Bijgestelde vraag", "Trap op", "Trap af", "Naastgelegen bouwsteen", "Terugblik",
]  # fmt: skip


def headings(text: str) -> list[tuple[int, str]]:
    """Return level and text of each heading of the report's Markdown."""
    found = re.findall(r"^(#{1,3}) (.+?)(?: \{.*\})?$", text, re.MULTILINE)
    plain = [(marks, re.sub(r"\[(.+?)\]\{[^}]*\}", r"\1", title)) for marks, title in found]
    return [(len(marks), re.sub(r"\\(.)", r"\1", title)) for marks, title in plain]


def test_the_blocks_come_in_grid_order_with_the_headings_of_the_design(kernel: KeptKernel) -> None:
    held = example()
    found = headings(assemble.body(held).markdown)
    titles = [f"{numbered(block_id)}: {held.sheet(f'block/{block_id}')['title']}" for block_id in GRID]
    assert [title for level, title in found if level == 1 and title in titles] == titles
    first = next(at for at, heading in enumerate(found) if heading == (1, titles[0]))
    last = next(at for at, (level, title) in enumerate(found) if level == 1 and title.startswith("Bijlage"))
    cycles: list[list[str]] = []
    for level, title in found[first:last]:
        if level == 2 and title.startswith("Cyclus "):
            cycles.append([])
        elif level == 3 and title in HEADINGS:
            cycles[-1].append(title)
    assert len(cycles) == sum(len(held.cycles(block_id)) for block_id in framework(held.framework).block_ids)
    for cycle in cycles:
        assert cycle == [title for title in HEADINGS if title in cycle]
        assert cycle[0] in ("Verplichte vraag", "Startvraag")


def test_empty_parts_are_not_printed(kernel: KeptKernel) -> None:
    blank = {
        "own_question": " ",
        "context": "\n",
        "goal": "",
        "actions": {"intro": " ", "items": [" ", {"text": "\t", "owner": " "}]},
        "results": {"intro": "", "items": []},
        "answer": " ",
        "outlook": "  \n\n",
        "next_questions": ["", " ", {"text": " "}],
        "links": [],
        "reviewed_with": ["", " "],
        "reviewed_on": "",
        "learned": "\t",
        "changed": "",
        "span": " ",
        "status": "open",
    }
    held = snapshot({"block/meso-samenhang/1": blank, "block/meso-samenhang/2": {"goal": "Iets"}})
    text = assemble.body(held).markdown
    about = text.partition("# Meso – Samenhang")[2] or text[text.index("{#meso-samenhang") :]
    about = about.partition("\n# ")[0]
    assert [title for level, title in headings(about) if level == 3] == ["Verplichte vraag", "Doel"]
    assert "Eigen vraag" not in about
    assert [title for level, title in headings(about) if level == 2] == ["Cyclus 1", "Cyclus 2"]
    assert "micro-samenhang" not in text.partition("# Meso")[2]


def test_what_the_form_lost_costs_nobody_a_report_and_is_told(kernel: KeptKernel) -> None:
    links = [{"kind": "vroeger", "to": "meso-samenhang", "note": "Zo was het"}]
    people = [{"id": "r1", "name": "Jeugdraad", "distance": 2, "shoe": "45"}]
    lost: dict[str, dict[str, Any]] = {
        "block/meso-samenhang/1": {"links": links, "status": "open", "motto": "Samen"},
        "block/mega-samenhang/1": {"goal": "Alles", "context": " "},
        "lesson/14-vroeger": {"what": "iets"},
        "lesson/03-stakeholders": {"mood": "goed", "noticed": "Iets", "stakeholders": people, "in_report": "alles"},
        "lesson/05-veranderverhaal": {"mood": "goed", "theme": "Iets"},  # of which only the picture is to be printed
        "lesson/12-kansenketen": {"problems": [{"id": "p1"}], "problem_goals": [["p1", "d1"]]},
    }
    made = make(snapshot(lost), ["html"])
    titles = [heading.text_content() for heading in page_of(made.files["html"]).find(".//main").iter("h2", "h4")]
    assert "vroeger" in titles
    assert [title for title in titles if title.startswith("Bijlage")] == [
        "Bijlage: Stakeholders in beeld",
        "Bijlage: Ons veranderverhaal",
    ]
    assert made.warnings == (
        "Niet in het rapport: Meso – Samenhang, cyclus 1: ‘motto’.",
        "Niet in het rapport: bouwsteen mega-samenhang, cyclus 1: Doel.",
        "Niet in het rapport: werkblad lesson/14-vroeger: ‘what’.",
        "Niet in het rapport: les 3, Stakeholders in beeld: ‘mood’ en ‘stakeholders.shoe’.",
    )
    assert make(snapshot(lost), ["html"], blocks=["meso-samenhang"]).warnings == made.warnings[:1]


def test_a_report_of_all_that_there_is_warns_of_nothing(kernel: KeptKernel) -> None:
    assert make(example(), ["html"]).warnings == ()
    assert make(whole_example(), ["html"]).warnings == ()


def test_what_a_notebook_does_not_ask_for_is_told(kernel: KeptKernel, use: Any, tmp_path: Path) -> None:
    copy = workbooks_with(tmp_path / "kopie", "pass")
    path = copy / "blocks" / "meso-samenhang.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.source == 'wb.step("goal")':
            cell.metadata["tags"] = ["help"]  # runs, but is not printed
    notebook.cells = [cell for cell in notebook.cells if cell.source != 'wb.step("context")']
    nbformat.write(notebook, path)
    use(copy)
    held = snapshot({"block/meso-samenhang/1": {"goal": "Twee", "context": "Een", "outlook": "Drie"}})
    assert make(held, ["html"]).warnings == ("Niet in het rapport: Meso – Samenhang, cyclus 1: Doel en Aanleiding.",)


def test_a_dossier_with_nothing_in_it_gives_a_report_that_says_so(kernel: KeptKernel) -> None:
    made = make(snapshot()).files
    assert set(made) == set(FORMATS)
    assert "nog niets" in " ".join(words("html", made["html"]))


SEED_TEXTS = [
    "{{ a }} {% b %}",
    "<script>alert(1)</script>",
    "$x$ \\alpha #let",
    "```\ncode\n```",
    "a\nb",
    "[x](y)",
    "'é' “ë” –",
]


def test_what_looks_like_a_template_or_code_prints_as_it_is(kernel: KeptKernel) -> None:
    sheet = {"goal": "\n\n".join(SEED_TEXTS), "next_questions": SEED_TEXTS, "actions": {"items": SEED_TEXTS}}
    made = make(snapshot({"block/meso-samenhang/1": sheet, "block/meso-samenhang": {"title": SEED_TEXTS[0]}})).files
    for name, data in made.items():
        text = " ".join(words(name, data))
        for typed in SEED_TEXTS:
            assert text.count(" ".join(typed.split())) >= 3, f"{name}: {typed}"


# --- the same again ----------------------------------------------------------------------------------

AGAIN = """
import hashlib, json, sys
from pathlib import Path
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import open_store
from sko_widgets.report.make import make
files = make(Snapshot.from_json(Path(sys.argv[1]).read_bytes())).files
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}))
"""


def test_the_same_snapshot_gives_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    assert make(whole_example()).files == files
    (tmp_path / "snapshot.json").write_bytes(whole_example().to_json())
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C"}
    elsewhere |= dict.fromkeys(("LOGNAME", "USER", "USERNAME", "SKO_AUTEUR"), "iemand-anders")
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(tmp_path / "snapshot.json")],
        env={**os.environ, **elsewhere},
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=tmp_path,
    )
    assert json.loads(done.stdout) == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


# --- the preview of a page ---------------------------------------------------------------------------

PREVIEW = """
from pathlib import Path
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.guide.page_tasks import preview
cycle = "of the page"
before = set(globals())
made = preview(Snapshot.from_json(Path({path!r}).read_bytes()), {shown!r})
assert (cycle, set(globals()) - before) == ("of the page", {{"before", "made"}})
print(made)
"""


def previewed(kernel: KeptKernel, held: Snapshot, shown: str, folder: Path) -> str:
    """Return what a page shows, made in a kernel as a page's is."""
    (folder / "snapshot.json").write_bytes(held.to_json())
    return texts(kernel.run([PREVIEW.format(path=str(folder / "snapshot.json"), shown=shown)])[0])


def parts(page: str, anchor: str = "") -> list[str]:
    """Return the HTML of each part of a report, or of one chapter of it.

    Without the names of headings that got one, and without links to other chapters: a preview has only the one.
    """
    found: list[str] = []
    for part in page_of(page.encode("utf-8")).find(".//main"):
        if (part.tag == "h2" or "theme" in part.classes) and found and anchor:
            break
        if found or not anchor or part.get("id") == anchor:
            written = lxml.html.tostring(part, encoding="unicode").strip()
            found.append(re.sub(r' id="deel-[\d-]+"|<a href="#[^"]*">|(?<!<li>)</a>', "", written))
    return found


@pytest.mark.parametrize(
    ("shown", "anchor", "figures"),
    [
        ("meso-samenwerking", "meso-samenwerking", 1),
        ("lesson/03-stakeholders", "bijlage-lesson-03-stakeholders", 2),
    ],
)
def test_a_preview_shows_exactly_what_the_report_prints(
    kernel: KeptKernel, files: dict[str, bytes], tmp_path: Path, shown: str, anchor: str, figures: int
) -> None:
    made, report = previewed(kernel, whole_example(), shown, tmp_path), files["html"].decode("utf-8")
    assert parts(made) == parts(report, anchor)
    assert len(parts(made)) > 10
    assert made.count("<svg") == figures
    look = report[report.index(":root{") : report.index("</style>")]
    assert look in made


def test_a_preview_of_nothing_says_so_and_one_that_fails_says_where(
    kernel: KeptKernel, use: Any, tmp_path: Path
) -> None:
    assert "nog niets in het rapport" in previewed(kernel, snapshot(), "meso-samenhang", tmp_path)
    lesson = "lesson/03-stakeholders"
    kept_out = previewed(kernel, snapshot({lesson: {"noticed": "Geheim"}}), lesson, tmp_path)
    assert "nog niets in het rapport" in kept_out
    assert "Geheim" not in kept_out
    broken = snapshot({"block/meso-samenhang/1": {"goal": {"a": 1}}})
    (tmp_path / "snapshot.json").write_bytes(broken.to_json())
    code = PREVIEW.format(path=str(tmp_path / "snapshot.json"), shown="meso-samenhang")
    ((failure,),) = kernel.run([code])
    assert failure["ename"] == "NotebookFailedError"
    with pytest.raises(NotebookFailedError) as failed:
        assemble.body(broken)
    assert failure["evalue"].startswith(str(failed.value).partition("‘")[0])


FILE = """
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.guide.page_tasks import file
from sko_widgets.kernels.kept_kernel import KeptKernel
held = Snapshot.from_json(Path({path!r}).read_bytes())
with patch.object(KeptKernel, "start", None):
    print(*(sha256(file(held, wanted)[1]).hexdigest() for wanted in {formats!r}))
"""


def test_a_page_makes_the_same_files_in_its_own_kernel(
    kernel: KeptKernel, files: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "snapshot.json"
    path.write_bytes(whole_example().to_json())
    shown = kernel.run([FILE.format(path=str(path), formats=list(files))])[0]
    assert texts(shown).split() == [hashlib.sha256(data).hexdigest() for data in files.values()]


# --- what fails --------------------------------------------------------------------------------------


def workbooks_with(folder: Path, code: str, name: str = "blocks/meso-samenhang") -> Path:
    """Return a copy of the notebooks in which one has one more cell, the fourth."""
    copy = Path(shutil.copytree(resources.workbooks(), folder))
    path = copy / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(3, new_code_cell(code, id="stuk"))
    nbformat.write(notebook, path)
    return copy


TWO_BLOCKS = {
    "block/macro-samenhang/1": {"goal": "Een"},
    "block/meso-samenhang/1": {"goal": "Twee"},
    "block/meso-samenhang/2": {},
}


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what lets the report use other notebooks."""
    return lambda folder: monkeypatch.setattr(resources, "workbooks", lambda: folder)


def test_a_notebook_that_fails_is_named_with_its_cell(kernel: KeptKernel, use: Any, tmp_path: Path) -> None:
    use(workbooks_with(tmp_path / "kopie", 'if cycle == 2: raise ValueError("stuk")'))
    with pytest.raises(NotebookFailedError) as failed:
        assemble.body(snapshot(TWO_BLOCKS | {"block/meso-samenhang/2": {"goal": "Drie"}}))
    assert "de-brug/2024-2025, Meso – Samenhang, cyclus 2, cel 4" in str(failed.value)
    assert "ValueError: stuk" in str(failed.value)
    assert (failed.value.block, failed.value.cycle, failed.value.cell) == ("meso-samenhang", 2, 4)
    assert failed.value.sheet == "block/meso-samenhang/2"
    assert "Een" in assemble.body(snapshot({"block/macro-samenhang/1": {"goal": "Een"}})).markdown


def test_a_lesson_that_fails_is_named_in_the_fields_of_the_manifest(
    kernel: KeptKernel, use: Any, tmp_path: Path
) -> None:
    use(workbooks_with(tmp_path / "kopie", 'raise ValueError("stuk")', "plg/06-brutaal-ideaal"))
    sheet = "lesson/06-brutaal-ideaal"
    with pytest.raises(NotebookFailedError) as failed:
        assemble.body(snapshot({sheet: {"chosen": "Iedereen"}}))
    failure = Failure.of(failed.value)
    assert (failure.sheet, failure.block, failure.cycle, failure.cell) == (sheet, "", 0, 4)


@pytest.mark.parametrize(
    ("sheet", "fields", "place"),
    [
        ("lesson/06-brutaal-ideaal", {"chosen": {"a": 1}}, "les 6, Ons brutale ideaal, cel "),
        ("profile", {"name": "De Brug", "municipality": {"a": 1}}, "De coalitie, Gemeente"),
    ],
)
def test_an_answer_that_cannot_be_printed_is_named_with_its_place(
    kernel: KeptKernel, sheet: str, fields: dict[str, Any], place: str
) -> None:
    with pytest.raises((NotebookFailedError, UnprintableError), match=f"de-brug/2024-2025, {place}") as failed:
        assemble.body(snapshot({sheet: fields}))
    assert Failure.of(failed.value).sheet == sheet


def test_notebooks_may_stand_in_any_folder(kernel: KeptKernel, use: Any, tmp_path: Path) -> None:
    use(workbooks_with(tmp_path / "map {period} & co’s {0} %s", "pass"))
    assert "Twee" in assemble.body(snapshot(TWO_BLOCKS)).markdown


def test_a_report_that_fails_leaves_the_older_files(tmp_path: Path) -> None:
    place, report = tmp_path / "werkmap", ("rapport", "--formaat", "html")
    assert sko("--werkmap", place, "invoer", written(tmp_path / "de-brug.json", dossier())).code == 0
    assert sko("--werkmap", place, *report).code == 0
    before = contents(place / "rapporten")
    key, sheet = DossierKey("de-brug", "2024-2025"), "block/meso-samenwerking/1"
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        # Something that no control would save, and no notebook can print.
        store.replace(key, {sheet: {"links": [{"kind": "trap-op", "to": "niet-daar"}]}}, author="test")
    done = sko("--werkmap", place, *report)
    assert_refused(done, "de-brug/2024-2025", "Meso – Samenwerking, cyclus 1, cel ", "het notebook stopte met")
    assert done.out == ""
    after = contents(place / "rapporten")
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}
    (entry,) = json.loads((place / "rapporten" / "manifest.json").read_text("utf-8"))["reports"]
    assert entry["status"] == "failed"
    assert "Meso – Samenwerking, cyclus 1, cel " in entry["error"]


def test_who_makes_a_report_is_told_what_is_not_in_it_and_the_manifest_keeps_it(tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    assert sko("--werkmap", place, "invoer", written(tmp_path / "de-brug.json", dossier())).code == 0
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        key = DossierKey("de-brug", "2024-2025")
        store.replace(
            key, {"block/meso-samenwerking/1": {"mood": "goed"}, "profile": {"name": "De Brug"}}, author="test"
        )
    left_out = "Niet in het rapport: Meso – Samenwerking, cyclus 1: ‘mood’."
    for told in (True, False):  # the second time it is not made again
        done = sko("--werkmap", place, "rapport", "--formaat", "html")
        assert (done.code, left_out in done.err) == (0, told)
        (entry,) = json.loads((place / "rapporten" / "manifest.json").read_text("utf-8"))["reports"]
        assert entry["warnings"] == [left_out]


KILL = "import os, signal\nos.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"


def test_after_a_kernel_that_died_the_next_report_works(kernel: KeptKernel, tmp_path: Path) -> None:
    folder = workbooks_with(tmp_path / "kopie", KILL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "workbooks", lambda: folder)
        with pytest.raises(KernelDiedError, match="stopte te vroeg"):
            assemble.body(snapshot(TWO_BLOCKS))
    assert "Twee" in assemble.body(snapshot(TWO_BLOCKS)).markdown


# --- the kernel --------------------------------------------------------------------------------------


def texts(outputs: list[dict[str, Any]]) -> str:
    return "".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def test_each_notebook_begins_with_an_empty_namespace(kernel: KeptKernel) -> None:
    names = ["print(sorted(name for name in globals() if not name.startswith('_')))"]
    (before,) = kernel.run(names)
    kernel.run(["import os as x\nprint = len\ny = 1", "del __builtins__"])
    assert kernel.run(names) == [before]
    ((failure,),) = kernel.run(["x"])
    assert (failure["output_type"], failure["ename"]) == ("error", "NameError")


def test_what_ran_ahead_is_given_once_and_only_for_the_same_cells(kernel: KeptKernel) -> None:
    count = "import sys\nsys.ran = getattr(sys, 'ran', 0) + 1\nprint(sys.ran)"
    kernel.run_ahead([[count, "x = 1"], ["1 / 0", "print('niet')"], ["x"]])
    assert [output["ename"] for output in kernel.run(["x"])[0]] == ["NameError"]
    assert [output["ename"] for output in kernel.run(["1 / 0", "print('niet')"])[-1]] == ["ZeroDivisionError"]
    first, other, again = (texts(kernel.run(cells)[0]) for cells in ([count, "x = 1"], [count], [count, "x = 1"]))
    assert [int(text) - int(first) for text in (other, again)] == [1, 2]
    kernel.run_ahead([[count]])
    kernel.run_ahead([])  # of a report that came to nothing, nothing stays
    assert int(texts(kernel.run([count])[0])) - int(first) == 4


def test_cells_after_a_failure_are_not_run(kernel: KeptKernel) -> None:
    done = kernel.run(["print('een')", "1 / 0", "print('drie')"])
    assert [texts(outputs) for outputs in done[:1]] == ["een\n"]
    assert [output["ename"] for output in done[1]] == ["ZeroDivisionError"]
    assert len(done) == 2


def test_a_kernel_that_is_slow_is_ended_and_replaced(kernel: KeptKernel) -> None:
    with pytest.raises(KernelDiedError):
        kernel.run(["import time\ntime.sleep(60)"], timeout=1)
    assert texts(kernel.run(["print('weer')"])[0]) == "weer\n"


def test_a_kernel_asks_nobody_anything(kernel: KeptKernel) -> None:
    ((failure,),) = kernel.run(["input('Wie ben je?')"])
    assert failure["ename"] == "StdinNotImplementedError"


def test_a_kernel_without_our_package_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A package of the same name that is not ours, found first.
    (tmp_path / "sko_widgets").mkdir()
    (tmp_path / "sko_widgets" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with KeptKernel() as other, pytest.raises(KernelRefusedError, match=r"sko_widgets\.kernels"):
        other.run(["1"])


def test_the_kernel_loads_nothing_that_a_report_does_not_need(kernel: KeptKernel) -> None:
    kernel.run(["from sko_widgets import workbook\nfrom sko_widgets.report import sections"])
    (loaded,) = kernel.run(["import sys\nprint(*sorted({name.partition('.')[0] for name in sys.modules}))"])
    assert not {"pandas", "numpy", "sqlalchemy", "nbconvert", "nbformat", "papermill", "typst", "ipywidgets"} & set(
        texts(loaded).split()
    )


def test_a_kernel_is_gone_when_it_is_closed() -> None:
    with KeptKernel() as other:
        (output,) = other.run(["import os\nprint(os.getpid())"])
    assert not other.alive
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(int(texts(output)), 0)


# --- the engine, for who uses papermill itself -------------------------------------------------------


def notebook(path: Path, *cells: str) -> Path:
    parameters = new_code_cell("n = 1", metadata={"tags": ["parameters"]})
    made = new_notebook(cells=[new_markdown_cell("Proza"), parameters, *map(new_code_cell, cells)])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)
    return path


def test_papermill_runs_notebooks_with_our_engine(kernel: KeptKernel, tmp_path: Path) -> None:
    path = notebook(
        tmp_path / "in.ipynb",
        "import sys\nprint('uit', n)\nprint('fout', file=sys.stderr)",
        "from IPython.display import Markdown, display\ndisplay(Markdown('**vet**'))\nn + 1",
        "%%capture\nprint('stil')",
    )
    done = papermill.execute_notebook(
        path, tmp_path / "uit.ipynb", parameters={"n": 41}, engine_name="sko", kernel_name="python3", progress_bar=False
    )
    _, _, _, streams, shown, quiet = done.cells
    assert {output.name: output.text for output in streams.outputs} == {"stdout": "uit 41\n", "stderr": "fout\n"}
    assert [output.data.get("text/markdown", output.data["text/plain"]) for output in shown.outputs] == [
        "**vet**",
        "42",
    ]
    assert quiet.outputs == []
    assert {cell.metadata.papermill.status for cell in done.cells} == {"completed"}
    kept = nbformat.read(tmp_path / "uit.ipynb", as_version=4)
    nbformat.validate(kept)
    assert [cell.get("outputs") for cell in kept.cells] == [cell.get("outputs") for cell in done.cells]


def test_papermill_tells_of_a_cell_that_fails(kernel: KeptKernel, tmp_path: Path) -> None:
    path = notebook(tmp_path / "in.ipynb", "print('eerst')\nraise KeyError('weg')", "print('later')")
    with pytest.raises(papermill.PapermillExecutionError) as failed:
        papermill.execute_notebook(
            path, tmp_path / "uit.ipynb", engine_name="sko", kernel_name="python3", progress_bar=False
        )
    assert (failed.value.ename, failed.value.evalue) == ("KeyError", "'weg'")
    kept = nbformat.read(tmp_path / "uit.ipynb", as_version=4)
    nbformat.validate(kept)
    (broken,) = [cell for cell in kept.cells if "weg" in cell.source and cell.cell_type == "code"]
    assert [output.output_type for output in broken.outputs] == ["stream", "error"]
    assert broken.outputs[0].text == "eerst\n"
    assert "weg" in "".join(broken.outputs[1].traceback)


def test_papermill_finds_the_engine_by_its_name_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = notebook(tmp_path / "in.ipynb", "print(n)")
    command = ["papermill", str(path), str(tmp_path / "uit.ipynb"), "--engine", "sko", "-k", "python3", "-p", "n", "7"]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "uit.ipynb", as_version=4).cells[-1].outputs[0].text == "7\n"


# --- a booklet ---------------------------------------------------------------------------------------


def test_a_booklet_of_two_periods_counts_each_coalition_once_and_dates_its_chapters(
    kernel: KeptKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = "meso-samenwerking"
    parts = [
        snapshot({f"block/{block}": {"title": "Samen"}, f"block/{block}/1": {"goal": period}}, period=period)
        for period in ("2024-2025", "2025-2026")
    ]
    old = framework("ocw-2023")
    new = replace(old, id="ocw-proef", from_period="2025-2026", blocks=old.blocks[:1])  # these dossiers follow the old
    monkeypatch.setattr("sko_widgets.framework.loader.frameworks", lambda: {old.id: old, new.id: new})
    page = page_of(make_booklet(block, parts, ["html"]).files["html"])
    assert [" ".join(one.text_content().split()) for one in page.iterfind(".//main//h2")] == [
        "Alle coalities",
        "De Brug, 2024–2025: Samen",
        "De Brug, 2025–2026: Samen",
    ]
    cover = " ".join(page.find(".//header").text_content().split())
    assert "1 coalitie " in cover
    assert cover.count("De Brug") == 1
    assert "Meso – Samenwerking" in cover
    row = " ".join(page.find(".//main//table").text_content().split())
    assert "De Brug, 2024–2025" in row
    assert "De Brug, 2025–2026" in row
    _, one = page_of(make_booklet(block, parts[:1], ["html"]).files["html"]).iterfind(".//main//h2")
    assert one.text_content().strip() == "De Brug: Samen"
