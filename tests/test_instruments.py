"""The instruments without a browser: their pages written, what they feed, and what they print."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from helpers import example, snapshot, with_all_or_nothing

from sko_widgets import resources
from sko_widgets.dossier import answers
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import INTRODUCTION, Sheet, framework_for
from sko_widgets.guide import controls, notebooks
from sko_widgets.guide.dossier_field import DossierField
from sko_widgets.guide.instrument_page import InstrumentPage
from sko_widgets.guide.take_over import TakeOver
from sko_widgets.guide.where_to_start import where_to_start
from sko_widgets.insight.checks.remark import rules
from sko_widgets.insight.contributions import contributions, sources
from sko_widgets.insight.starting import suggestion
from sko_widgets.report import annex, assemble
from sko_widgets.report.make import make
from sko_widgets.widgets import Clash, FieldControl, StakeholdersControl, TiesControl

KEY = DossierKey("de-brug", "2024-2025")
FRAMEWORK = framework_for(KEY.period)
LESSONS = pytest.mark.parametrize("sheet", FRAMEWORK.lessons, ids=lambda sheet: sheet.id)
CHAIN, SOURCES = "lesson/12-kansenketen", "lesson/13-interventies"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}")
    made.create(KEY, framework=FRAMEWORK.id, sheets={"profile": {"name": "De Brug"}}, author="x")
    return made


def storage(store: Store, sheet_id: str, name: str) -> DossierField:
    return DossierField(store, KEY, sheet_id, FRAMEWORK.sheet(sheet_id).field(name), FRAMEWORK)


def control(store: Store, sheet_id: str, name: str) -> FieldControl:
    context = controls.Context(
        FRAMEWORK, "", store.snapshot(KEY), store.info(KEY).created_at, partial(store.sheet, KEY), store.erased(KEY)
    )
    return controls.control(storage(store, sheet_id, name), context)


# --- pages ----------------------------------------------------------------------------------------


def test_a_dossier_gets_a_notebook_for_each_lesson_and_one_for_all(tmp_path: Path) -> None:
    written = notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {})
    names = [path.name for path in written]
    lessons = [f"les-{number:02}.ipynb" for number in range(1, 14)]
    whole = [
        "start.ipynb",
        "inleiding.ipynb",
        "gegevens.ipynb",
        "voorin.ipynb",
        "rapport.ipynb",
        "meelezen.ipynb",
        "lezen.ipynb",
        "delen.ipynb",
    ]
    assert names == [*whole, "instrumenten.ipynb", *lessons, "activiteitenboek.ipynb"]
    notebook = json.loads(written[-2].read_text("utf-8"))
    about = notebook["metadata"]["sko"]
    assert (about["colour"], about["title"]) == ("amber", "Kiezen wat bewezen werkt")
    assert 'coalition = "de-brug"' in "".join("".join(cell["source"]) for cell in notebook["cells"])


@LESSONS
def test_every_field_has_a_control_that_asks_its_questions(store: Store, sheet: Sheet) -> None:
    shown: list[str] = []
    for field in sheet.fields:
        made = control(store, sheet.id, field.name)
        columns: list[dict[str, Any]] = getattr(made, "columns", [])
        shown += [*made.questions, *(question for column in columns for question in column["questions"])]
        assert made.label == field.label
    assert shown == [question.text for question in sheet.questions]


def test_stakeholders_get_their_maps_and_ties_their_names(store: Store) -> None:
    assert isinstance(control(store, "lesson/03-stakeholders", "stakeholders"), StakeholdersControl)
    tied = control(store, CHAIN, "tension_goals")
    assert isinstance(tied, TiesControl)
    assert (tied.names, tied.loose) == (["Spanningen", "Doelen"], [True, False])


def test_an_emptied_scale_is_no_value() -> None:
    assert answers.checked(FRAMEWORK, "lesson/11-kansengelijkheid", "position", None) is None


def test_the_history_tells_rows_in_words(store: Store) -> None:
    people = FRAMEWORK.sheet("lesson/03-stakeholders").field("stakeholders")
    row = {"id": "r1", "name": "Jeugdraad", "dependence": "both", "distance": 2}
    assert answers.plain(people, [row]) == "Jeugdraad · We hebben elkaar nodig · Dichtbij"
    looked_back = FRAMEWORK.cycle_sheet.field("reviewed_on")
    assert answers.plain(looked_back, "2026-05-12") == "12 mei 2026"
    storage(store, CHAIN, "problems").save([{"id": "p1", "text": "Te ver"}], 0)
    storage(store, CHAIN, "goals").save([{"id": "d1", "text": "Dichtbij"}], 0)
    ties = storage(store, CHAIN, "problem_goals")
    ties.save([["p1", "d1"], ["p1", "d2"]], 0)
    assert ties.history()[0].text == "Te ver → Dichtbij\nTe ver → weggehaald"


def test_a_clash_tells_whether_the_text_had_arrived_from_the_same_person(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    vision = storage(store, "lesson/01-positie", "vision")
    for number, (who, text) in enumerate((("Een", "Eerst"), ("Twee", "Toen"), ("Een", "Nu"))):
        monkeypatch.setenv("SKO_AUTEUR", who)
        vision.save(text, number)
    for who, text, based_on, arrived in (
        ("Twee", "Toen", 1, True),
        ("Een", "Toen", 1, False),  # another's words
        ("Twee", "Toen", 2, False),  # typed again, after it was seen
        ("Twee", "Anders", 1, False),
    ):
        monkeypatch.setenv("SKO_AUTEUR", who)
        clash = vision.save(text, based_on)
        assert isinstance(clash, Clash)
        assert (clash.value, clash.arrived) == ("Nu", arrived)


# --- what they feed -------------------------------------------------------------------------------


def test_what_feeds_a_block_is_offered_at_one_of_its_steps() -> None:
    steps = {field.name for field in FRAMEWORK.cycle_sheet.fields}
    fields = [field for sheet in FRAMEWORK.lessons for field in sheet.fields]
    feeding = [part for field in fields for part in (field, *field.columns) if part.feeds]
    assert len(feeding) > 10
    for part in feeding:
        assert part.into in (steps if part.feeds != (INTRODUCTION,) else {"introduction"}), part.name


def test_the_example_has_contributions_for_every_block_that_is_fed() -> None:
    read = example()
    fed = {one for sheet in FRAMEWORK.lessons for one in sheet.feeds}
    assert all(sources(read, one) for one in fed)
    measures = contributions(read, "macro-uitvoering", "actions")
    assert [one.sheet.number for one in measures] == [12] * len(read.sheet(CHAIN)["measures"])
    agreements = contributions(read, "macro-samenwerking", "actions")
    assert any(re.match(r"Jeugdraad: .", one.text) for one in agreements)


def test_a_contribution_is_taken_over_once_and_says_where_it_is_from(store: Store) -> None:
    storage(store, CHAIN, "measures").save([{"id": "m1", "text": "Fietsles"}, {"id": "m2", "text": "Bel"}], 0)
    kept = storage(store, "block/macro-uitvoering/1", "actions")
    kept.save({"items": ["Bellen"]}, 0)
    field = control(store, "block/macro-uitvoering/1", "actions")
    take_over = TakeOver(field, kept, "macro-uitvoering")
    take_over.refresh(store.snapshot(KEY))
    assert take_over.widget.summary == "Uit je instrumenten: 2 maatregelen uit les 12"
    for _ in range(2):
        take_over.widget._handlers["take"]({"id": take_over.widget.contributions[0]["id"]})
    assert field.value == {"items": ["Bellen", "Fietsles (uit: De kansenketen)"]}
    assert (field.revision, kept.now()[1]) == (2, 2)
    take_over.refresh(store.snapshot(KEY))
    # «Bel» stands in «Bellen», but nobody took it over.
    assert [contribution["taken"] for contribution in take_over.widget.contributions] == [True, False]
    take_over.widget._handlers["take"]({"id": take_over.widget.contributions[1]["id"]})
    assert field.value["items"][-1] == "Bel (uit: De kansenketen)"


def test_what_is_offered_is_counted_in_words(store: Store) -> None:
    storage(store, "lesson/02-belangen", "structure").save([{"task": "Roosters"}, {"task": "Bellen"}], 0)
    storage(store, "lesson/02-belangen", "initiatives").save([{"initiative": "Schaakclub"}], 0)
    sheet = "block/meso-samenwerking/1"
    take_over = TakeOver(control(store, sheet, "actions"), storage(store, sheet, "actions"), "meso-samenwerking")
    take_over.refresh(store.snapshot(KEY))
    assert take_over.widget.summary == "Uit je instrumenten: 2 taken uit les 2 en 1 initiatief uit les 2"


def test_nothing_is_offered_where_there_is_nothing(store: Store) -> None:
    take_over = TakeOver(
        control(store, "profile", "introduction"), storage(store, "profile", "introduction"), INTRODUCTION
    )
    take_over.refresh(store.snapshot(KEY))
    assert (take_over.widget.summary, take_over.widget.contributions) == ("", [])


DAY = date(2026, 5, 1)


def proposed(**sheets: dict[str, Any]) -> str:
    """Return what is proposed to a dossier in which only this is filled, `__` for each slash."""
    read = snapshot({name.replace("__", "/").replace("_", "-"): fields for name, fields in sheets.items()})
    [row] = where_to_start(read)
    return row["note"]


def test_one_lesson_is_proposed_with_the_reason_why() -> None:
    block = {"context": "We spreken de besturen te weinig.", "goal": "Elk bestuur weet wat het doet."}
    assert proposed() == (
        "Bij Macro – Samenhang staat nog niets. Les 5 helpt: wat moet er voor kinderen anders worden?"
    )
    lacking = {"block__macro_samenwerking__1": block}
    assert proposed(**lacking).startswith("Bij Macro – Samenwerking staat nog geen actie. Les 2 helpt: ")
    assert proposed(**lacking, lesson__02_belangen={"common": "Allebei."}) == (
        "Bij Macro – Samenwerking staat nog geen actie. Les 3 helpt: wie heb je nodig?"
    )
    asking = {**block, "actions": {"items": ["Roosters naast elkaar leggen"]}}
    assert proposed(**lacking | {"block__macro_samenwerking__1": asking}) == (
        "Bij Macro – Samenwerking vraagt de meedenker wie een actie oppakt, en wanneer die klaar is. "
        "Les 1 helpt: wat doe je zelf, en wat vraag je een ander?"
    )
    assert suggestion(example(), DAY) is None, "all lessons were begun"


def test_a_lesson_answers_rules_that_there_are() -> None:
    asked = {rule for sheet in FRAMEWORK.lessons for rule in sheet.answers}
    assert asked and asked <= {*rules.of_cycle, *rules.of_dossier}


# --- what they print ------------------------------------------------------------------------------


def test_the_report_has_each_lesson_with_its_pictures_and_points_both_ways() -> None:
    text = assemble.body(with_all_or_nothing(example(), "alles")).markdown
    for sheet in FRAMEWORK.lessons:
        assert f"{{#{annex.anchor(sheet.id)}}}" in text
        assert bool(sheet.pictures) == (f"({sheet.id.replace('/', '-')}-" in text), sheet.id
    assert "[De kansenketen](#bijlage-lesson-12-kansenketen)" in text
    assert "Dit hoort bij [7 Macro – Uitvoering](#macro-uitvoering)." in text
    assert "Kenmerk" not in text


def test_an_empty_lesson_leaves_no_trace() -> None:
    read = snapshot({"block/macro-uitvoering/1": {"goal": "Weten"}, CHAIN: {"problems": [{"id": "p1"}]}})
    text = assemble.body(read).markdown
    assert "Bijlage" not in text and "Zie ook" not in text and "lesson" not in text


def test_what_is_kept_from_before_prints_where_it_stands_and_is_asked_nowhere_else(store: Store) -> None:
    sheet, kept = "lesson/11-kansengelijkheid", "Onze plek op de lijn"
    rows = [{"id": "k1", "name": "Jeugdraad", "position": 3}]
    new = snapshot({sheet: {"partners": [{**rows[0], "position": None, "career": 4, "development": 4}]}})
    old = snapshot({sheet: {"position": 4, "partners": rows}})
    for read, there in ((old, True), (new, False)):
        text = assemble.body(with_all_or_nothing(read, "alles")).markdown
        assert [words in text for words in (f"## {kept}", "Plek op de lijn", "-line.svg")] == [there] * 3
        assert ("-square.svg" in text) == (not there)
    asked = [field.label for step in FRAMEWORK.sheet(sheet).steps for field in step.fields if not field.former]
    assert kept not in asked and len(asked) == 6
    columns: list[dict[str, Any]] = getattr(control(store, sheet, "partners"), "columns", [])
    assert [column["name"] for column in columns if column["former"]] == ["position"]


@pytest.mark.slow
def test_lessons_print_in_three_formats_and_sources_as_links() -> None:
    report = make(with_all_or_nothing(example(), "alles"), blocks=[CHAIN, SOURCES])
    assert set(report.files) == {"html", "pdf", "docx"}
    page = report.files["html"].decode("utf-8")
    assert "De kansenketen" in page and page.count("<svg") + page.count("image/svg+xml") >= 1
    assert "#macro-uitvoering" not in page
    addresses = {option.id: option.url for option in FRAMEWORK.sheet(SOURCES).field("sources").options}
    assert len(addresses) == 5 and all(url.startswith("https://") for url in addresses.values())
    with ZipFile(BytesIO(report.files["docx"])) as word:
        related = word.read("word/_rels/document.xml.rels").decode("utf-8")
    for chosen in example().sheet(SOURCES)["sources"]:
        assert f'href="{addresses[chosen]}"' in page
        assert f'Target="{addresses[chosen]}"' in related


# --- the manual -----------------------------------------------------------------------------------


def test_the_page_of_questions_lists_each_with_the_field_that_keeps_its_answer() -> None:
    cells = json.loads((resources.workbooks() / "lesvragen.ipynb").read_text("utf-8"))["cells"]
    tables = [cell for cell in cells if cell["metadata"].get("tags") == ["lesson-questions"]]
    assert ["".join(cell["source"]) for cell in tables] == [questions_table(sheet) for sheet in FRAMEWORK.lessons]


def questions_table(sheet: Sheet) -> str:
    """Return what the page says of a lesson's questions."""
    lines = [f"## {sheet.number}. {sheet.title}", "", "| Vraag | Waar je je antwoord opschrijft |", "| --- | --- |"]
    for field in sheet.fields:
        kept = [(field.label, field.questions)]
        kept += [(f"{field.label}: {column.label}", column.questions) for column in field.columns]
        lines += [f"| {question.text} | {label} |" for label, asked in kept for question in asked]
    return "\n".join(lines)


# --- a save is a save -----------------------------------------------------------------------------


def test_a_picture_that_cannot_be_drawn_does_not_unsay_a_save(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = InstrumentPage("lesson/06-brutaal-ideaal", KEY.slug, KEY.period, f"sqlite:///{tmp_path / 'dossiers.sqlite'}")
    page.step("chosen")

    def broken(*_: Any) -> Any:
        raise ValueError

    monkeypatch.setattr("sko_widgets.insight.instruments.pictures", broken)
    answer = page._controls["chosen"]._save({"value": "Elk kind wordt gekend", "based_on": 0})
    assert answer["did"] == "saved"
    assert store.snapshot(KEY).sheet("lesson/06-brutaal-ideaal")["chosen"] == "Elk kind wordt gekend"
