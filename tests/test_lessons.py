"""The thirteen instruments of the learning community as data: sheets, notebooks and the example."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import Any

import pytest

from sko_widgets import framework, resources
from sko_widgets.dossier import answers, exchange
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Field, Sheet
from sko_widgets.report import annex

IDS = [
    "lesson/01-positie",
    "lesson/02-belangen",
    "lesson/03-stakeholders",
    "lesson/04-logische-niveaus",
    "lesson/05-veranderverhaal",
    "lesson/06-brutaal-ideaal",
    "lesson/07-startvraag-monitoring",
    "lesson/08-orientatie-monitoring",
    "lesson/09-lerend-instrument",
    "lesson/10-bestaande-instrumenten",
    "lesson/11-kansengelijkheid",
    "lesson/12-kansenketen",
    "lesson/13-interventies",
]
FRAMEWORK = framework.framework_for("")
BLOCKS = FRAMEWORK.block_ids
LESSONS = pytest.mark.parametrize("sheet", FRAMEWORK.lessons, ids=lambda sheet: sheet.id)

ASKED = """
1 01-visie-1 is there a vision, and does it give direction to activities
1 01-visie-2 the ambition of board and directors, written down or not
1 01-haalbaar-1 what is feasible in schools with the local offer
1 01-afbakening-1 where my task as a project leader ends
1 01-taken-1 what I take up myself
1 01-taken-2 when I had better mobilise others
1 01-positie-1 taking position in the field of forces
2 02-partij-1 what each party can and cannot do
2 02-partij-2 what is in it for whom
2 02-belang-1 identify and understand perspectives and interests
2 02-belang-2 common denominators
2 02-raakvlak-1 where interests of practice and board touch
2 02-raakvlak-2 how to strengthen that
2 02-raakvlak-3 do not accept too soon that interests do not match
2 02-rem-1 dare to brake when needed
2 02-rem-2 do I understand what goes on and what that takes
2 02-rem-3 which levers can I pull
2 02-ordening-1 a fitting structure and tasks
2 02-ordening-2 not everyone contributes to or talks about everything
2 02-werkvloer-1 tip: which initiatives are there on the work floor
2 02-werkvloer-2 tip: can they be strengthened or broadened
2 02-ouders-1 tip: how to mobilise parents or the neighbourhood
2 02-reflectie-1 tip: reflection tables of organisations and boards
3 03-wie-1 who depends on the coalition, on whom does it depend
3 03-afhankelijk-1 dependence: which way
3 03-afhankelijk-2 dependence: what do they have that we need
3 03-afhankelijk-3 dependence: what do we have that they need
3 03-relatie-1 relation: you meet now
3 03-relatie-2 relation: you may meet later, in another collaboration
3 03-draagvlak-1 support: a broad base for lasting change
3 03-afstand-1 map I: close by or at a distance
3 03-invloed-1 map II: how important, by influence
3 03-belang-1 map II: by interest
3 03-omgaan-1 manage them: what is agreed
4 04-missie-1 mission: from where do I work
4 04-missie-2 mission: what does it mean
4 04-missie-3 mission: what for and for whom
4 04-missie-4 mission: what falls away without us
4 04-identiteit-1 identity: who am I
4 04-identiteit-2 identity: who are we as an organisation
4 04-identiteit-3 identity: what do we stand for
4 04-rollen-1 roles: which role do I have
4 04-rollen-2 roles: which ones are ours to fill
4 04-rollen-3 roles: what is expected of us
4 04-rollen-4 roles: how do they express what we stand for
4 04-overtuigingen-1 beliefs: why
4 04-overtuigingen-2 beliefs: why is it important to us
4 04-overtuigingen-3 beliefs: what are we convinced of
4 04-vermogens-1 skills: how can I
4 04-vermogens-2 skills: how do we go about it as an organisation
4 04-vermogens-3 skills: what must we know and be able to do
4 04-vermogens-4 skills: how do we organise it
4 04-gedrag-1 behaviour: what do I do
4 04-gedrag-2 behaviour: what is there for us to do
4 04-gedrag-3 behaviour: how do we do it well, and how is that seen
4 04-omgeving-1 environment: where
4 04-omgeving-2 environment: when
4 04-omgeving-3 environment: with whom
4 04-delen-1 drives that partners share
4 04-vervolg-1 as many levels as possible: which are left
5 05-thema-1 which theme
5 05-thema-2 what keeps children behind
5 05-aanbod-1 which offer takes that away
5 05-opgave-1 the task, formulated with the coalition
5 05-effect-1 the effect that the coalition wants
5 05-verhaal-1 the change story
5 05-bijdrage-1 how each activity contributes
5 05-beeld-1 make it visible, to keep the higher goal in view
5 05-beeld-2 make it visible, to win others
6 06-zin-1 the change story in one sentence
6 06-zin-2 formulate it with the coalition
6 06-lat-1 one sentence, easy to remember
6 06-lat-2 light, not dusty or businesslike
6 06-lat-3 challenging, exciting, slightly excessive
6 06-lat-4 a long line of time, something monumental
6 06-keuze-1 the choice
6 06-schuren-1 uncomfortable: the way of working now is not enough
6 06-beweging-1 spurs people on, and makes them want to join
7 07-gebruik-1 what will be done with the data
7 07-doel-1 with which aim results are measured
7 07-verantwoorden-1 to account for money spent
7 07-beoordelen-1 to judge
7 07-beoordelen-2 what if it is not good enough
7 07-leren-1 to learn and improve
8 08-nodig-1 which information is needed to become better
8 08-activiteit-1 orientation on the activity
8 08-proces-1 orientation on the process
8 08-organisatie-1 orientation on the organisation
8 08-keten-1 orientation on the chain
8 08-transformatie-1 orientation on transformation
8 08-vragen-1 directed monitoring questions
9 09-visie-1 one vision, the goal in sight
9 09-versie-1 small steps tried out
9 09-versie-2 what works in measuring and what does not
9 09-versie-3 changed on the way, to fit better
9 09-fout-1 mistakes are allowed
9 09-stap-1 the first step, not perfect at once
10 10-zoeken-1 which instruments exist
10 10-zoeken-2 related frameworks
10 10-onderdeel-1 elements that do not apply or are not feasible go out
10 10-onderdeel-2 terms and method adapted to situation and intervention
10 10-woorden-1 jargon replaced
10 10-begin-1 a starting point, made specific step by step
11 11-plek-1 equal careers or equal development
11 11-rangorde-1 is hierarchy between levels of education a problem
11 11-aandacht-1 fair selection, or recognition of talents
11 11-aanpak-1 extra support with the curriculum, or broadening it
11 11-visie-1 be explicit about the vision
11 11-partners-1 give it substance with partners
11 11-succes-1 interventions and success measures that follow
12 12-einddoel-1 back to the goal of the programme
12 12-einddoel-2 where it is written
12 12-bijdrage-1 how interventions contribute on a small scale
12 12-probleem-1 problems with equal careers
12 12-probleem-2 problems with equal development
12 12-doel-1 goals to solve those problems
12 12-maatregel-1 measures to reach the goals
12 12-uitleg-1 how measures contribute to goals
12 12-spanning-1 how measures relate to other goals
12 12-wisselwerking-1 the interplay between measures
13 13-bron-1 www.nji.nl
13 13-bron-2 www.onderwijskennis.nl
13 13-bron-3 educationendowmentfoundation.org.uk
13 13-bron-4 www.skbnederland.nl
13 13-bron-5 Interventiebundel 2.0
13 13-zoeken-1 inspiration
13 13-bewijs-1 evidence of effect
"""
"""What the lessons ask: number of the lesson, id of the question that keeps it, and what it asks in short."""


@pytest.fixture(scope="module")
def example() -> exchange.DossierFile:
    return exchange.read_file(resources.workbooks() / "voorbeeld" / "voorbeeld.json")


def asked(sheet: Sheet) -> list[Field]:
    """Return the fields that a lesson itself asks: all but the choice of what goes into the report."""
    return [sheet.field(name) for name in sheet.order]


def ids_of(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def test_there_are_thirteen_sheets_in_four_groups() -> None:
    assert [sheet.id for sheet in FRAMEWORK.lessons] == IDS
    assert [sheet.number for sheet in FRAMEWORK.lessons] == list(range(1, 14))
    assert Counter(sheet.group for sheet in FRAMEWORK.lessons) == {
        "role": 2,
        "vision": 4,
        "measuring": 4,
        "effectiveness": 3,
    }
    assert [group.id for group in FRAMEWORK.groups] == ["role", "vision", "measuring", "effectiveness"]


FEEDS: dict[int, set[tuple[str, str]]] = {
    1: {("meso-samenwerking", "tasks"), ("meso-samenwerking", "position"), ("meso-uitvoering", "tasks")},
    2: {
        ("macro-samenwerking", "common"),
        ("macro-samenwerking", "reflection_tables"),
        ("meso-samenwerking", "structure"),
        ("meso-samenwerking", "initiatives"),
    },
    3: {("macro-samenwerking", "agreement"), ("macro-samenwerking", "steps")},
    4: {("meso-samenhang", "shared"), ("micro-samenwerking", "shared")},
    5: {
        ("meso-samenhang", "assignment"),
        ("meso-samenhang", "effect"),
        ("meso-samenhang", "story"),
        ("micro-samenhang", "contribution"),
        ("macro-samenhang", "effect"),
    },
    6: {(framework.INTRODUCTION, "chosen")},
    7: {("macro-uitvoering", "not_good_enough"), ("macro-uitvoering", "learn")},
    8: {("macro-uitvoering", "orientations"), ("macro-uitvoering", "monitoring_questions")},
    9: {("macro-uitvoering", "versions")},
    10: {("micro-uitvoering", "elements"), ("micro-uitvoering", "start")},
    11: {("macro-uitvoering", "wording"), ("macro-uitvoering", "measures"), ("macro-samenhang", "wording")},
    12: {
        ("macro-uitvoering", "final_goal"),
        ("macro-uitvoering", "goals"),
        ("macro-uitvoering", "measures"),
        ("macro-samenhang", "final_goal"),
        ("meso-uitvoering", "measures"),
    },
    13: {("micro-uitvoering", "interventions")},
}
"""Number of each lesson: the blocks that it has something for, and the fields or columns that hold it."""


@LESSONS
def test_a_lesson_says_what_it_is_for_and_what_it_feeds(sheet: Sheet) -> None:
    assert 1 <= sheet.purpose.count(". ") + 1 <= 2
    fed = {(one, part.name) for field in sheet.fields for part in field.parts for one in part.feeds}
    assert fed == FEEDS[sheet.number]
    assert set(sheet.feeds) == {one for one, _ in fed}


@LESSONS
def test_what_partners_want_and_do_not_say_stays_out_of_the_report_until_somebody_chooses(sheet: Sheet) -> None:
    choice = sheet.field(framework.IN_REPORT)
    assert [option.id for option in choice.options] == ["niet", "plaatje", "alles"]
    assert choice.default == ("niet" if sheet.number <= 4 else "plaatje")
    assert not choice.asked  # the page has it at its end, and no cell of a notebook


@LESSONS
def test_every_field_is_labelled_explained_and_asks_something(sheet: Sheet) -> None:
    fields = list(asked(sheet))
    assert fields
    for field in fields:
        assert field.label and field.title and field.help.endswith("."), field.name
        assert field.former or any(part.questions for part in field.parts), field.name
        assert field.item or field.kind not in ("table", "items", "lines"), field.name
        assert all(column.label for column in field.columns), field.name


def test_question_ids_are_unique_and_carry_their_lesson() -> None:
    asked = [(sheet.number, question.id) for sheet in FRAMEWORK.lessons for question in sheet.questions]
    assert not [one for one, times in Counter(one for _, one in asked).items() if times > 1]
    assert not [one for number, one in asked if not one.startswith(f"{number:02}-")]


def test_every_question_of_the_lessons_has_a_field_that_keeps_it() -> None:
    kept = {question.id for sheet in FRAMEWORK.lessons for question in sheet.questions}
    rows = [line.split(" ", 2) for line in ASKED.strip().splitlines()]
    assert not [row for row in rows if row[1] not in kept or not row[1].startswith(f"{int(row[0]):02}-")]
    assert {int(number) for number, _, _ in rows} == set(range(1, 14))


def test_the_seven_levels_each_keep_their_questions() -> None:
    sheet = FRAMEWORK.sheet("lesson/04-logische-niveaus")
    levels = [column for column in sheet.field("partners").columns if column.kind == "text"]
    assert [len(level.questions) for level in levels] == [4, 3, 4, 3, 4, 3, 3]
    chosen = next(column for column in sheet.field("shared").columns if column.name == "level")
    assert [(option.id, option.label) for option in chosen.options] == [(level.name, level.label) for level in levels]


SHEET = """
id: lesson/99-proef
title: Proef
pictures: [{{name: {picture}, reads: {{a: [{read}]}}}}]
fields:
  - name: a
    kind: table
    label: A
    columns:
      - {{name: id, kind: line, label: Kenmerk, hidden: {hidden}}}
      - {{name: text, kind: line, label: Tekst}}
  - {{name: ties, kind: ties, label: Lijnen, between: [a, {other}]}}
  - {{name: rate, kind: scale, label: Cijfer, options: [{{id: {scale}, label: Een}}]}}
"""
FINE = {"picture": "chain", "read": "text", "hidden": "true", "other": "a", "scale": '"1"'}


def test_a_sheet_as_it_should_be_is_read() -> None:
    assert framework.parse_sheet(SHEET.format(**FINE), "proef.yaml").field("ties").between == ("a", "a")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"picture": "cirkel"}, "er is geen plaatje ‘cirkel’"),
        ({"read": "tekst"}, "leest ‘a.tekst’, en die kolom is er niet"),
        ({"hidden": "false"}, "verborgen kolom id"),
        ({"other": "b"}, "verborgen kolom id"),
        ({"scale": "1"}, "tussen aanhalingstekens"),
    ],
)
def test_a_sheet_that_is_wrong_is_refused_with_why(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(framework.FrameworkError, match=said):
        framework.parse_sheet(SHEET.format(**{**FINE, **wrong}), "proef.yaml")


def test_a_scale_holds_what_is_on_it() -> None:
    assert answers.checked(FRAMEWORK, "lesson/11-kansengelijkheid", "position", 5) == 5
    for value in (0, 6, "5", True, 2.5):
        with pytest.raises(answers.RefusedValueError):
            answers.checked(FRAMEWORK, "lesson/11-kansengelijkheid", "position", value)


def test_ties_are_pairs_and_may_dangle() -> None:
    ties = [["p1", "weg"], ["p1", "d1"]]
    assert answers.checked(FRAMEWORK, "lesson/12-kansenketen", "problem_goals", ties) == ties
    for value in ([["p1"]], [["p1", ""]], [["p1", "d1", "d2"]], [["p1", 2]], ["p1"]):
        with pytest.raises(answers.RefusedValueError):
            answers.checked(FRAMEWORK, "lesson/12-kansenketen", "problem_goals", value)


@LESSONS
def test_a_notebook_asks_every_field_in_order(sheet: Sheet) -> None:
    name = sheet.id.removeprefix("lesson/")
    cells = json.loads((resources.workbooks() / "plg" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    setup = f'from sko_widgets import instrument\n\nwb = instrument("{sheet.id}", coalition, period, store, mode)'
    expected = [
        ("parameters", "parameters", 'coalition = ""\nperiod = ""\nstore = ""\nmode = "app"'),
        ("setup", "setup", setup),
        ("top", "top", "wb.top()"),
        ("side", "side", "wb.steps()"),
        ("opening", "opening", "wb.opening()"),
    ]
    drawn = sheet.drawn_step
    picture = [("picture", "picture", "wb.picture()")] if sheet.pictures else []
    if drawn:
        expected += [(f"help-{drawn.name}", "help", ""), *picture]
    # On screen what is drawn is on the picture; the report has it in its order.
    for is_drawn, run in groupby(asked(sheet), lambda field: bool(drawn and field in drawn.fields)):
        fields = list(run)
        if drawn and is_drawn:
            name = drawn.name if len(fields) == len(drawn.fields) else fields[0].name
            expected += [(name, "", "\n".join(f'wb.step("{field.name}")' for field in fields))]
            continue
        for field in fields:
            one = field.name.replace("_", "-")
            expected += [(f"help-{one}", "help", ""), (one, "", f'wb.step("{field.name}")')]
    expected += [] if drawn else picture
    expected.append(("bottom", "bottom", "wb.bottom()"))
    assert [(cell["id"], "".join(cell["metadata"].get("tags", []))) for cell in cells] == [one[:2] for one in expected]
    for cell, (_, tag, source) in zip(cells, expected, strict=True):
        text = "".join(cell["source"])
        assert cell["cell_type"] == ("markdown" if tag == "help" else "code")
        assert "**Voorbeeld.** " in text and "\n- " in text if tag == "help" else text == source, cell["id"]


def test_the_example_fills_every_field_and_is_canonical(example: exchange.DossierFile) -> None:
    path = resources.workbooks() / "voorbeeld" / "voorbeeld.json"
    for sheet in FRAMEWORK.lessons:
        empty = [field.name for field in asked(sheet) if is_empty(example.sheets[sheet.id].get(field.name))]
        assert empty == [field.name for field in asked(sheet) if field.former]
    assert exchange.write(Snapshot(example.key, example.framework, "", example.sheets)) == path.read_bytes()


def test_the_example_is_rich(example: exchange.DossierFile) -> None:
    assert len(example.sheets["lesson/03-stakeholders"]["stakeholders"]) >= 12
    assert len(example.sheets["lesson/09-lerend-instrument"]["versions"]) == 4
    partners = example.sheets["lesson/04-logische-niveaus"]["partners"]
    assert sum(len(partner) == 9 for partner in partners) >= 3


def test_the_example_ties_what_there_is_and_leaves_one_end_loose(example: exchange.DossierFile) -> None:
    for sheet in FRAMEWORK.lessons:
        written = example.sheets[sheet.id]
        for field in sheet.fields:
            if any(column.name == "id" for column in field.columns):
                ids = ids_of(written[field.name])
                assert len(set(ids)) == len(ids), field.name
            if field.kind == "ties":
                first, second = (ids_of(written[name]) for name in field.between)
                assert all(one in first and other in second for one, other in written[field.name]), field.name
    chain = example.sheets["lesson/12-kansenketen"]
    columns = ("problems", "goals", "measures", "explanations", "tensions")
    declared = FRAMEWORK.sheet("lesson/12-kansenketen").fields
    tied = {one for field in declared if field.kind == "ties" for tie in chain[field.name] for one in tie}
    assert sum(len(chain[column]) for column in columns) >= 20
    assert [row["id"] for column in columns for row in chain[column] if row["id"] not in tied] == ["p6"]


def printed(sheet: str, **values: Any) -> str:
    held = {sheet: {**values, framework.IN_REPORT: "alles"}}
    snapshot = Snapshot(DossierKey("proef", "2025-2026"), FRAMEWORK.id, "", held)
    return squeezed(annex.chapter(snapshot, FRAMEWORK.sheet(sheet)).markdown)


def squeezed(text: str) -> str:
    """Return Markdown on one line, without the divisions around the text of each field."""
    kept: list[str] = []
    fields: list[bool] = []  # of each division that is open: whether it is one
    for part in re.findall(r":{6} \{[^}]*\}|\S+", text):
        if part.startswith(":::::: {"):
            fields.append(part.startswith(":::::: {.field "))
        if not (part.startswith("::::::") and fields[-1]):
            kept.append(part)
        if part == "::::::":
            fields.pop()
    return " ".join(kept)


def test_ties_print_beside_the_rows_that_they_start_from() -> None:
    problems = [{"id": "p1", "text": "Te ver"}, {"id": "p2", "text": "Te duur"}]
    goals = [{"id": "d1", "text": "Dichtbij"}, {"id": "d2", "text": "Vaker"}]
    ties = [["p1", "d1"], ["p1", "d2"], ["p2", "weg"]]
    text = printed("lesson/12-kansenketen", problems=problems, goals=goals, problem_goals=ties)
    assert "- - Probleem - Van probleem naar doel - - Te ver - Dichtbij; Vaker" in text
    assert "- - Te duur - []{}" in text
    assert "## Van probleem naar doel" not in text
    assert "p1" not in text and "Kenmerk" not in text


def test_rows_with_only_an_id_leave_no_trace() -> None:
    assert printed("lesson/12-kansenketen", problems=[{"id": "p1"}], problem_goals=[["p1", "d1"]]) == ""


def test_of_a_wide_table_the_rest_stands_beneath_each_row_and_a_date_is_in_words(
    example: exchange.DossierFile,
) -> None:
    text = printed("lesson/03-stakeholders", **example.sheets["lesson/03-stakeholders"])
    heads = ["Stakeholder", "Wie heeft wie nodig\\?", "Afstand", "Invloed", "Belang"]
    assert "- - " + " - ".join(heads) in text
    assert "- - Jeugdraad - We hebben elkaar nodig - In de kern" in text
    assert "- - **Wat heb je van elkaar nodig\\?** – " in text and "**Afstand**" not in text
    text = printed("lesson/09-lerend-instrument", **example.sheets["lesson/09-lerend-instrument"])
    assert "20 november 2025" in text


def test_fields_of_a_few_words_stand_in_one_table() -> None:
    scales = {"hierarchy": 2, "focus": 3, "approach": 4}
    text = printed("lesson/11-kansengelijkheid", **scales, wording="Zo kijken we.")
    rows = [
        "- - Rangorde van schoolniveaus - Meestal geen probleem",
        "- - Waar we op letten - Allebei evenveel",
        "- - Wat we doen - Vooral een breder programma",
    ]
    assert " ".join([":::::: {.list-table .headless}", *rows, ":::::: ## Onze visie in woorden"]) in text
    assert "## Waar we op letten" not in text
    alone = printed("lesson/11-kansengelijkheid", focus=3, wording="Zo kijken we.")
    assert "## Waar we op letten Allebei evenveel" in alone


def test_a_table_of_few_words_has_a_heading_unless_it_comes_first() -> None:
    sheet = FRAMEWORK.sheet("lesson/07-startvraag-monitoring")
    short = [replace(field, kind="line") if field.name in ("account", "judge") else field for field in sheet.fields]
    held = {"use": "Lezen.", "account": "De gemeente", "judge": "Niemand", framework.IN_REPORT: "alles"}
    snapshot = Snapshot(DossierKey("proef", "2025-2026"), FRAMEWORK.id, "", {sheet.id: held})
    text = squeezed(annex.chapter(snapshot, replace(sheet, fields=tuple(short))).markdown)
    assert "Lezen\\. ## Verantwoorden en beoordelen :::::: {.list-table .headless}" in text


def test_a_table_of_one_column_prints_as_a_list() -> None:
    text = printed("lesson/12-kansenketen", explanations=[{"id": "u1", "text": "Zodat"}, {"id": "u2", "text": "Omdat"}])
    assert "## Uitleg - Zodat - Omdat" in text
