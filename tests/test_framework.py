"""The grid and the sheets as data: the format's own words, and what the loader says of a mistake."""

from __future__ import annotations

import dataclasses
import re
from importlib import resources

import pytest

from sko_widgets.framework import (
    KINDS,
    FormatFiles,
    FrameworkError,
    UnknownNameError,
    framework,
    framework_for,
    frameworks,
    is_period,
    parse_formats,
    parse_grid,
    parse_sheet,
)

FORMAT = framework("ocw-2023")
FOLDER = resources.files("sko_widgets.framework") / "data" / "formats" / "ocw-2023"
TEXT = (FOLDER / "format.yaml").read_text("utf-8")
SHEETS = {file.name: file.read_text("utf-8") for file in (FOLDER / "sheets").iterdir()}

# The format's own words, to the letter: whoever changes them changes the format, and does that in both places.
OFFICIAL = {
    "macro-samenhang": (
        "De samenhang tussen School & Omgeving en het jeugd- en onderwijsbeleid van gemeenten en onderwijsbesturen.",
        "Hoe bevorder je de samenhang tussen de visie van de coalitie op ontwikkelkansen, met de visie vanuit het "
        "gemeentelijk onderwijs- en jeugdbeleid?",
    ),
    "meso-samenhang": (
        "De inhoudelijke samenhang en doorgaande lijnen binnen je coalitie (ook in relatie tot de omgeving).",
        "Hoe werk je aan de samenhang tussen de coalitie en wat er nog meer gebeurt in de omgeving van de scholen?",
    ),
    "micro-samenhang": (
        "De 'merkbare' rode draden in de aanpak op en rond scholen.",
        "In hoeverre heb je een samenhangend plan van activiteiten dat bijdraagt aan je visie en doelen? Wat is je "
        "volgende stap daarin?",
    ),
    "macro-samenwerking": (
        "De afspraken tussen de stakeholders over de wederzijdse verantwoordelijkheden en taken. En hoe dit "
        "beleidsmatig en bestuurlijk is geborgd.",
        "Wat werkt goed in de afspraken over de bestuurlijke verantwoordelijkheden? En wat betekent dat voor de "
        "toekomst?",
    ),
    "meso-samenwerking": (
        "Visieontwikkeling, planvorming en kwaliteitscycli op coalitieniveau.",
        "Wat werkt goed in de organisatiestructuur binnen de coalitie? Kun je op elkaar rekenen?",
    ),
    "micro-samenwerking": (
        "Hoe gaan we met de kinderen, ouders en met elkaar, 'zo zijn onze manieren'.",
        "Wat zijn de gezamenlijke afspraken over hoe je met elkaar omgaat? Hoe zorg je samen dat iedereen volgens dit "
        "kader werkt? (Aansluiten bij de schoolvisie en schoolregels, pedagogische uitgangspunten samen vaststellen).",
    ),
    "macro-uitvoering": (
        "Hoe passen de ingezette activiteiten bij de doelen van de regeling?",
        "Hoe volg je of de inzet van School & Omgeving bijdraagt aan de beoogde doelen voor leerlingen?",
    ),
    "meso-uitvoering": (
        "Sturing op programmakwaliteit en effectieve inzet van mensen en middelen vanuit de coalitie.",
        "Hoe borg je in de uitvoering fysieke en mentale veiligheid van de kinderen? (uitvoering van de afspraken over "
        "veiligheid, groepsgrootte, vier- ogenprincipe etc.).",
    ),
    "micro-uitvoering": (
        "De kwaliteit van de activiteiten.",
        "Hoe zorg je dat de activiteiten bijdragen aan de doelen en op welke manier evalueer je dit? (Omschrijf de "
        "cyclus). Op het niveau van de leerlingen, van de leerkrachten, de ouders, de partners, schoolleiding.",
    ),
}
"""Block -> description and mandatory question."""


def test_the_format_is_to_the_letter_and_in_order() -> None:
    assert {block.id: (block.description, block.mandatory_question) for block in FORMAT.blocks} == OFFICIAL
    assert FORMAT.block_ids == tuple(OFFICIAL)
    assert [block.number for block in FORMAT.blocks] == list(range(1, 10))


def test_a_block_is_named_as_people_name_it() -> None:
    assert FORMAT.block("meso-samenwerking").name == "Meso – Samenwerking"
    assert [level.name for level in FORMAT.levels] == ["Macro", "Meso", "Micro"]
    assert [theme.name for theme in FORMAT.themes] == ["Samenhang", "Samenwerking", "Uitvoering"]


def test_a_miss_names_what_was_asked_and_what_is_near() -> None:
    with pytest.raises(
        UnknownNameError, match=r"Bouwsteen ‘meso-samenwerken’ bestaat niet.* Bedoel je ‘meso-samenwerking’"
    ):
        FORMAT.block("meso-samenwerken")
    with pytest.raises(UnknownNameError, match=r"Kies uit: macro-samenhang, "):
        FORMAT.block("xyzzy")
    with pytest.raises(UnknownNameError, match=r"Format ‘ocw-2032’ bestaat niet.* Bedoel je ‘ocw-2023’"):
        framework("ocw-2032")


def test_the_format_does_not_change_after_it_is_loaded() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FORMAT.blocks[0].description = "anders"  # type: ignore[misc]  # that is what is tried
    assert framework("ocw-2023") is FORMAT


# --- links -------------------------------------------------------------------------------------------

LINKS = {
    ("micro-samenhang", "meso-samenhang"): "trap-op",
    ("micro-samenhang", "macro-samenhang"): "trap-op",
    ("macro-uitvoering", "meso-uitvoering"): "trap-af",
    ("macro-uitvoering", "micro-uitvoering"): "trap-af",
    ("meso-samenhang", "meso-samenwerking"): "naastgelegen",
    ("meso-uitvoering", "meso-samenhang"): "naastgelegen",
    ("macro-samenhang", "meso-samenwerking"): None,
    ("micro-uitvoering", "macro-samenhang"): None,
    ("meso-samenhang", "meso-samenhang"): None,
}


@pytest.mark.parametrize("link", LINKS, ids="->".join)
def test_the_grid_says_of_which_kind_a_link_is(link: tuple[str, str]) -> None:
    assert FORMAT.link_kind(*link) == LINKS[link]


def test_every_link_has_its_way_back() -> None:
    back = {"trap-op": "trap-af", "trap-af": "trap-op", "naastgelegen": "naastgelegen", None: None}
    for here in FORMAT.block_ids:
        for there in FORMAT.block_ids:
            assert FORMAT.link_kind(there, here) == back[FORMAT.link_kind(here, there)]
    with pytest.raises(UnknownNameError):
        FORMAT.link_kind("meso-samenhang", "nergens")


# --- periods and years -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2024-2025", "2000-2001", "2098-2099"])
def test_a_period_is_two_years_that_follow(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "24-25",
        "2024-2026",
        "2025-2024",
        "2024-2024",
        "2024–2025",
        "2024-2025 ",
        "1999-2000",
        "２０２４-2025",
    ],
)
def test_nothing_else_is_a_period(text: str) -> None:
    assert not is_period(text)


def next_year(**more: str) -> dict[str, FormatFiles]:
    """Return this year's format with another beside it that names what it has of its own."""
    text = "id: nieuw-2027\nname: Nieuw format\nfrom_period: 2027-2028\nextends: ocw-2023\n"
    return {"ocw-2023": FormatFiles(TEXT, SHEETS), "nieuw-2027": FormatFiles(text, more)}


def test_another_years_format_says_only_what_is_other(monkeypatch: pytest.MonkeyPatch) -> None:
    goal = SHEETS["cycle.yaml"].replace("label: Doel\n", "label: Waar we heen willen\n")
    made = parse_formats(next_year(**{"cycle.yaml": goal}))
    old, new = made["ocw-2023"], made["nieuw-2027"]
    assert list(made) == ["ocw-2023", "nieuw-2027"]
    assert new.block_ids == old.block_ids == tuple(OFFICIAL)
    assert [one.cycle_sheet.field("goal").label for one in (old, new)] == ["Doel", "Waar we heen willen"]
    assert new.lessons == old.lessons
    monkeypatch.setattr("sko_widgets.framework.loader.frameworks", lambda: made)
    chosen = {
        period: framework_for(period).id for period in ("2020-2021", "2023-2024", "2026-2027", "2027-2028", "2031-2032")
    }
    assert list(chosen.values()) == ["ocw-2023", "ocw-2023", "ocw-2023", "nieuw-2027", "nieuw-2027"]


def test_a_format_can_leave_a_sheet_out() -> None:
    files = next_year()
    files["nieuw-2027"] = FormatFiles(f"{files['nieuw-2027'].grid}without: [lesson/07-startvraag-monitoring]\n", {})
    made = parse_formats(files)
    gone = {sheet.id for sheet in made["ocw-2023"].sheets} - {sheet.id for sheet in made["nieuw-2027"].sheets}
    assert gone == {"lesson/07-startvraag-monitoring"}
    later = made["nieuw-2027"].sheet("lesson/08-orientatie-monitoring")
    assert [lesson.number for lesson in made["nieuw-2027"].route_of(later)] == [8, 9, 10]
    assert list(map(str, later.field("orientations").recalls)) == ["lesson/08-orientatie-monitoring/need"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("without: [lesson/99-niets]", "dit werkblad is er niet: lesson/99-niets"),
        ("extends: ocw-2099", "‘ocw-2099’ is geen format dat eerder begint"),
        ("without: [profile]", "Deze werkbladen ontbreken: profile"),
    ],
)
def test_what_a_format_takes_from_another_must_be_there(line: str, words: str) -> None:
    files = next_year()
    kept = [one for one in files["nieuw-2027"].grid.splitlines() if not one.startswith(line.partition(":")[0])]
    files["nieuw-2027"] = FormatFiles("\n".join([*kept, line, ""]), {})
    with pytest.raises(FrameworkError, match=words) as refused:
        parse_formats(files)
    assert str(refused.value).startswith("nieuw-2027/format.yaml: ")


def test_formats_come_oldest_first() -> None:
    begun = [one.from_period for one in frameworks().values()]
    assert begun == sorted(begun)
    assert all(name == one.id for name, one in frameworks().items())


def test_each_block_has_something_of_its_own_to_talk_about() -> None:
    prompts = [block.prompt for block in FORMAT.blocks]
    assert len(set(prompts)) == len(FORMAT.blocks)
    assert all(prompt.endswith("?") for prompt in prompts)


# --- mistakes of a maintainer ------------------------------------------------------------------------


def without(line: str) -> str:
    assert line in TEXT
    return TEXT.replace(line, "")


WRONG_FORMATS = {
    "no-yaml": ("levels: [", "Dit is geen YAML"),
    "list": ("- a\n- b\n", "sleutels en waarden"),
    "empty": ("", "sleutels en waarden"),
    "no-levels": (without("  - {id: macro, name: Macro, about: beleid en bestuur}\n"), "macro"),
    "no-id": (without("id: ocw-2023\n"), "id"),
    "block-twice": (
        TEXT.replace("level: meso\n    theme: samenhang", "level: macro\n    theme: samenhang", 1),
        "heeft twee bouwstenen: macro-samenhang",
    ),
    "no-such-theme": (TEXT.replace("theme: uitvoering", "theme: uitvoer", 1), "uitvoer"),
    "no-question": (re.sub(r"    mandatory_question: Hoe volg je .*\n", "", TEXT), "mandatory_question"),
    "question-empty": (
        re.sub(r"mandatory_question: Hoe volg je .*", "mandatory_question: ''", TEXT),
        "geen regel tekst",
    ),
    "question-number": (
        re.sub(r"mandatory_question: Hoe volg je .*", "mandatory_question: 5", TEXT),
        "geen regel tekst",
    ),
    "prompt-empty": (re.sub(r"prompt: Hoe weet .*", "prompt: ''", TEXT), "geen regel tekst"),
    "extra-key": (TEXT.replace("name: Macro, ", "name: Macro, kleur: rood, "), "kleur"),
    "period": (TEXT.replace('"2023-2024"', '"2023"'), "from_period ‘2023’ is geen periode"),
    "period-number": (TEXT.replace('"2023-2024"', "2023"), "from_period ‘2023’ is geen periode"),
    "levels-text": (re.sub(r"levels:\n(?:  - .*\n)+", "levels: macro\n", TEXT), "Onder ‘levels’"),
    "level-without-block": (TEXT.replace("themes:\n", "  - {id: nano, name: Nano, about: x}\nthemes:\n", 1), "nano"),
    "key": (TEXT + "kleur: rood\n", "onbekend: kleur"),
    "block-key": (TEXT.replace("    description: De kwaliteit", "    naam: x\n    description: De kwaliteit"), "naam"),
    "groups-plain": (re.sub(r"groups:\n(?:  - .*\n)+", "groups: [role]\n", TEXT), "Onder ‘groups’"),
    "groups-key": (TEXT.replace("{id: role, name: Je rol als projectleider}", "{id: role}"), "name"),
    "route-empty": (re.sub(r'route: ".*"', "route: ''", TEXT), "geen regel tekst"),
    "nothing": ("id: a\nname: A\nfrom_period: 2027-2028\n", "geen bouwstenen"),
    "tag": ("!!python/object/apply:os.system ['echo']", "Dit is geen YAML"),
}


@pytest.mark.parametrize("case", WRONG_FORMATS)
def test_a_mistake_in_a_format_is_told_with_its_file(case: str) -> None:
    text, words = WRONG_FORMATS[case]
    with pytest.raises(FrameworkError) as refused:
        parse_grid(text, "volgend-jaar.yaml")
    assert str(refused.value).startswith("volgend-jaar.yaml: ")
    assert words in str(refused.value)


SHEET = "id: lesson/99-proef\ntitle: Proef\nfields:\n  - {name: what, kind: text, label: Wat}\n"
WRONG_SHEETS = {
    "no-yaml": ("fields: [", "Dit is geen YAML"),
    "no-fields": (SHEET.partition("fields")[0], "fields"),
    "kind": (SHEET.replace("kind: text", "kind: texts"), "‘texts’"),
    "no-kind": (SHEET.replace("kind: text, ", ""), "kind"),
    "no-name": (SHEET.replace("name: what, ", ""), "name"),
    "extra-key": (SHEET.replace("label: Wat", "label: Wat, kleur: rood"), "kleur"),
    "plain-field": (SHEET + "  - goal\n", "Onder ‘fields’"),
    "place": (SHEET.replace("99-proef", "{jaar}"), "onbekende plek {jaar}; kies uit: block, cycle, date"),
    "id-number": (SHEET.replace("lesson/99-proef", "99"), "geen regel tekst: 99"),
    "sheet-key": (f"{SHEET}feeds: [meso-samenwerking]\n", "feeds"),
    "feeds-no-list": (SHEET.replace("Wat}", "Wat, feeds: meso}"), "‘feeds’ hoort een lijst van namen te zijn"),
    "feeds-nothing": (f"{SHEET}number: 99\nin_report: niet\n", "voedt geen enkele bouwsteen"),
    "helps-with-nothing": (f"{SHEET}number: 99\nin_report: niet\n", "zet bij ‘helps’"),
    "in-report-not-said": (f"{SHEET}number: 99\n", "zet ‘in_report’"),
    "in-report": (f"{SHEET}in_report: ja\n", "in_report kan zijn: niet, plaatje, alles"),
    "step": (SHEET.replace("Wat}", "Wat, step: later}"), "er is geen stap ‘later’"),
    "former-alone": (SHEET.replace("Wat}", "Wat, former: true}"), "zet het bij ‘step’ in de stap van een ander veld"),
    "former-asks": (
        f"{SHEET.replace('Wat}', 'Wat, former: true, step: w, questions: [{id: a, text: B}]}')}"
        "  - {name: w, kind: line, label: W}\n",
        "‘what’ is van vroeger (former) en heeft nog vragen",
    ),
    "twice": (SHEET + "  - {name: what, kind: line, label: Wat}\n", "‘what’ komt twee keer voor"),
    "control": (SHEET.replace("Wat}", "Wat, control: kaart}"), "bediening ‘kaart’"),
    "borrowed-key": (SHEET + '  - {from: "profile", name: name, label: X}\n', "alleen ‘from’ en ‘step’"),
    "picture": (f"{SHEET}pictures: [{{name: foto, reads: {{what: []}}}}]\n", "er is geen plaatje ‘foto’"),
    "picture-to-fill-in": (
        f"{SHEET.replace('Wat}', 'Wat, step: all}')}steps: [{{name: all, label: Alles, drawn: true}}]\n",
        "stap ‘all’ staat op het plaatje (drawn), en er is geen plaatje",
    ),
    "picture-reads-nothing": (f"{SHEET}pictures: [{{name: chain}}]\n", "welke velden het leest"),
    "picture-field": (
        f"{SHEET}pictures: [{{name: chain, reads: {{goal: []}}}}]\n",
        "leest ‘goal’, en dat veld is er niet",
    ),
    "picture-column": (f"{SHEET}pictures: [{{name: chain, reads: {{what: [a]}}}}]\n", "leest ‘what.a’, en die kolom"),
    "partner": (SHEET.replace("text,", "partner,"), "alleen als kolom van een tabel"),
    "offers": (
        SHEET.replace("text,", "table, columns: [{name: a, kind: text, label: A, offers: [x, y, z]}],"),
        "dat kan bij ‘line’, met werkblad, veld en kolom",
    ),
    "recalls-in-a-column": (
        SHEET.replace("text,", "table, columns: [{name: a, kind: line, label: A, recalls: [profile/name]}],"),
        "dat kan alleen bij het veld zelf",
    ),
    "list": (
        SHEET.replace("text,", "table, items: xs, lists: x, columns: [{name: a, kind: line, label: A}],"),
        "is geen lijst van namen",
    ),
    "list-kind": (SHEET.replace("text,", "names, items: lines, lists: line,"), "zo heet al een soort veld"),
    "list-items": (SHEET.replace("text,", "names, lists: helper,"), "‘items’"),
    "item-part": (
        SHEET.replace("text,", "items, columns: [{name: colour, kind: line, label: Kleur}],"),
        "geen ‘colour’ hangen",
    ),
    "in-sight": (
        SHEET.replace("text,", "items, in_sight: [due, owner], columns: [{name: owner, kind: line, label: Wie}],"),
        "toont due; dat kan alleen met een kolom",
    ),
    "options-no-list": (SHEET.replace("text,", "choice, options: [a],"), "Onder ‘options’"),
    "label-yes": (SHEET.replace("label: Wat", "label: on"), 'zet True tussen ‘"’'),
    "links": (SHEET.replace("text,", "links,"), "kan alleen in een cyclus"),
    "next-period": (SHEET.replace("text,", "text, next_period: ja,"), "kies uit: keep, leave"),
    **{
        f"column-{kind}": (
            SHEET.replace("text,", f"table, columns: [{{name: a, kind: {kind}, label: A}}],"),
            f"kolom ‘a’ kan niet van de soort ‘{kind}’ zijn",
        )
        for kind in ("items", "questions", "links", "table", "ties")
    },
    "nothing-to-take-over": (
        SHEET.replace("text,", "table, feeds: [meso-samenhang], columns: [{name: a, kind: date, label: A}],"),
        "geen kolom met tekst",
    ),
}


@pytest.mark.parametrize("case", WRONG_SHEETS)
def test_a_mistake_in_a_sheet_is_told_with_its_file(case: str) -> None:
    text, words = WRONG_SHEETS[case]
    with pytest.raises(FrameworkError) as refused:
        parse_sheet(text, "proef.yaml")
    assert str(refused.value).startswith("proef.yaml: ")
    assert words in str(refused.value)


FEEDS = (
    "id: lesson/99-proef\ntitle: Proef\nnumber: 99\nhelps: wat?\n"
    "in_report: niet\nnotebook: plg/99-proef.ipynb\nfields:\n"
    "  - {name: what, kind: text, label: Wat, feeds: [meso-samenhang], into: goal}\n"
)


def recalling(place: str) -> str:
    """Return the last lesson of a route, which recalls what is at a place."""
    on_route = FEEDS.replace("number: 99", "number: 99\ngroup: measuring")
    return on_route.replace("kind: text,", f"kind: text, recalls: [{place}],")


WRONG_TOGETHER = {
    "feeds": (FEEDS.replace("[meso-samenhang]", "[meso]"), "feeds ‘meso’"),
    "into": (FEEDS.replace("into: goal", "into: gaol"), "into ‘gaol’"),
    "group": (FEEDS.replace("number: 99", "number: 99\ngroup: rol"), "group ‘rol’"),
    "column": (
        FEEDS.replace("kind: text,", "kind: table, columns: [{name: a, kind: helper, label: A}],"),
        "soort ‘helper’ van kolom ‘a’",
    ),
    "offers": (
        FEEDS.replace(
            "kind: text,",
            "kind: table, columns: [{name: a, kind: line, label: A, offers: [profile, schools, street]}],",
        ),
        "offers ‘profile, schools, street’",
    ),
    "recalls-no-sheet": (
        recalling("lesson/98-weg/use"),
        "Werkblad ‘lesson/98-weg’ bestaat niet",
    ),
    "recalls-no-field": (recalling("lesson/07-startvraag-monitoring/us"), "Veld ‘us’ bestaat niet. Bedoel je ‘use’"),
    "recalls-no-column": (
        recalling("lesson/09-lerend-instrument/versions.lesson"),
        "kolom ‘lesson’ is er niet; kies uit: name, date, tried, learned, changed",
    ),
    "recalls-other-route": (recalling("lesson/06-brutaal-ideaal/chosen"), "staat niet eerder op dezelfde route"),
    "recalls-itself": (recalling("lesson/99-proef/what"), "dat veld komt er niet voor"),
    "from": (FEEDS + '  - {from: "block/{block}", name: titel}\n', "from ‘block/{block}’ met veld ‘titel’"),
}


@pytest.mark.parametrize("case", WRONG_TOGETHER)
def test_a_mistake_that_only_the_whole_shows_is_told_with_its_file(case: str) -> None:
    text, words = WRONG_TOGETHER[case]
    with pytest.raises(FrameworkError) as refused:
        parse_formats({"ocw-2023": FormatFiles(TEXT, {**SHEETS, "proef.yaml": text})})
    assert str(refused.value).startswith("ocw-2023/sheets/proef.yaml: ")
    assert words in str(refused.value)


def test_two_lessons_never_have_one_number() -> None:
    text = FEEDS.replace("number: 99", "number: 3")
    with pytest.raises(FrameworkError, match=r"Twee lessen hebben hetzelfde nummer: 3"):
        parse_formats({"ocw-2023": FormatFiles(TEXT, {**SHEETS, "proef.yaml": text})})


def refused_with(**changed: str) -> list[str]:
    """Return what is told of this year's format with some of its sheets changed."""
    with pytest.raises(FrameworkError) as refused:
        parse_formats({"ocw-2023": FormatFiles(TEXT, {**SHEETS, **changed})})
    return refused.value.problems


def test_a_field_that_no_notebook_asks_for_is_refused_in_each_of_them() -> None:
    more = SHEETS["cycle.yaml"].replace(
        "  - name: actions\n", "  - {name: costs, kind: line, label: Kosten}\n  - name: actions\n"
    )
    told = refused_with(**{"cycle.yaml": more})
    assert len(told) == 9
    mend = 'geen cel vraagt veld ‘costs’; zet er een cel met wb.step("costs")'
    assert told == [f"workbooks/blocks/{block}.ipynb: {mend}" for block in OFFICIAL]


def test_a_cell_for_a_field_that_is_not_there_is_refused() -> None:
    told = refused_with(**{"cycle.yaml": re.sub(r"  - name: answer\n(    .*\n)+", "", SHEETS["cycle.yaml"])})
    assert len(told) == 9
    assert told[0] == (
        "workbooks/blocks/macro-samenhang.ipynb: een cel vraagt veld ‘answer’, en dat heeft werkblad "
        "‘block/{block}/{cycle}’ niet; haal de cel weg"
    )


def test_cells_stand_in_the_order_of_the_sheet() -> None:
    context, goal = (re.search(rf"  - name: {name}\n(    .*\n)+", SHEETS["cycle.yaml"]) for name in ("context", "goal"))
    assert context
    assert goal
    told = refused_with(**{"cycle.yaml": SHEETS["cycle.yaml"].replace(context[0] + goal[0], goal[0] + context[0])})
    assert len(told) == 9
    assert "andere volgorde dan het werkblad; zet die van ‘goal’ eerder" in told[0]


def test_a_lesson_without_a_notebook_is_refused() -> None:
    assert refused_with(**{"proef.yaml": FEEDS}) == [
        "workbooks/plg/99-proef.ipynb: dit notebook is er niet of is niet te lezen; "
        "maak het voor werkblad ‘lesson/99-proef’"
    ]
    told = refused_with(**{"proef.yaml": FEEDS.replace("notebook: plg/99-proef.ipynb\n", "")})
    assert told == ["veld ‘what’ van ‘lesson/99-proef’ staat in geen notebook; geef het werkblad een ‘notebook’"]


def test_a_block_without_a_notebook_is_refused() -> None:
    block = "  - {level: meso, theme: spelen, description: Spelen., mandatory_question: Hoe speel je?}\n"
    text = TEXT.replace("# In de volgorde", "  - {id: spelen, name: Spelen, colour: plum}\n# In de volgorde", 1)
    text = re.sub(r"\n# De groepen", f"\n{block}# De groepen", text)
    with pytest.raises(FrameworkError, match=r"workbooks/blocks/meso-spelen.ipynb: dit notebook is er niet"):
        parse_formats({"ocw-2023": FormatFiles(text, SHEETS)})


# --- sheets ------------------------------------------------------------------------------------------

STEPS = {
    "start_question": "Startvraag",
    "context": "Aanleiding",
    "goal": "Doel",
    "actions": "Acties",
    "results": "Resultaten",
    "answer": "Ons antwoord nu",
    "outlook": "Vervolg",
    "next_questions": "Nieuwe vraag",
    "links": "Verbindingen",
    "title": "Titel",
    "review": "Terugblik",
}
"""Step of a cycle -> label on screen: an agreement with who reads or hears it."""


def test_a_cycle_has_the_steps_in_order() -> None:
    cycle = FORMAT.cycle_sheet
    assert [(step.name, step.label) for step in cycle.steps] == list(STEPS.items())
    assert [field.name for field in cycle.steps[0].fields] == ["start_question", "own_question"]
    assert [field.name for field in cycle.steps[-1].fields] == [
        "reviewed_with", "reviewed_on", "learned", "changed", "span",
    ]  # fmt: skip
    links = {option.id: option.label for option in cycle.field("links").options}
    assert links == {"trap-op": "Trap op", "trap-af": "Trap af", "naastgelegen": "Naastgelegen bouwsteen"}
    kinds = {option.id: option.label for option in cycle.field("next_questions").options}
    assert kinds == {"nieuw": "Nieuwe vraag", "bijgesteld": "Bijgestelde vraag"}


def test_the_lessons_that_may_hold_what_partners_do_not_say_stay_out_of_the_report_until_chosen() -> None:
    chosen = {sheet.number: sheet.field("in_report").default for sheet in FORMAT.lessons}
    assert chosen == {number: "niet" if number <= 4 else "plaatje" for number in range(1, 14)}


@pytest.mark.parametrize(
    ("sheet_id", "declared"),
    [
        ("profile", "profile"),
        ("block/meso-samenwerking", "block/{block}"),
        ("block/meso-samenwerking/1", "block/{block}/{cycle}"),
        ("block/meso-samenwerking/99", "block/{block}/{cycle}"),
    ],
)
def test_a_sheet_id_finds_its_declaration(sheet_id: str, declared: str) -> None:
    assert FORMAT.sheet(sheet_id).id == declared


@pytest.mark.parametrize(
    "sheet_id",
    ["", "profiel", "block", "block/", "block/Meso-samenhang", "block/meso", "block/meso-samenhang/0", "block/a-b/01",
     "block/meso-samenhang/1/", "block/meso-samenhang/1000", "block/../x", "profile\n", "xprofile", "block/a-b/１"],
)  # fmt: skip
def test_nothing_else_does(sheet_id: str) -> None:
    with pytest.raises(UnknownNameError, match=r"Werkblad"):
        FORMAT.sheet(sheet_id)


def test_two_lists_of_the_same_names_are_refused() -> None:
    text = FEEDS + "  - {name: them, kind: names, items: ze, lists: partner, label: Ze}\n"
    with pytest.raises(FrameworkError, match="de lijst van dezelfde namen: partner"):
        parse_formats({"ocw-2023": FormatFiles(TEXT, {**SHEETS, "proef.yaml": text})})


def test_a_date_in_a_sheet_id_is_a_date() -> None:
    sheet = parse_sheet(SHEET.replace("lesson/99-proef", "session/{date}"), "x.yaml")
    assert sheet.pattern.fullmatch("session/2026-01-20")
    assert not sheet.pattern.fullmatch("session/20-01-2026")


def test_every_declared_sheet_is_whole() -> None:
    for sheet in FORMAT.sheets:
        names = [field.name for field in sheet.fields]
        assert len(set(names)) == len(names), sheet.id
        for field in sheet.fields:
            assert field.kind in KINDS
            assert all(column.kind in {*KINDS, *FORMAT.name_lists} for column in field.columns)
            assert field.label.strip()
            assert re.fullmatch(r"[a-z][a-z0-9_]*", field.name), f"{sheet.id}: {field.name}"
            assert bool(field.columns) == (field.kind in ("table", "items")), f"{sheet.id}: {field.name}"
            assert field is sheet.field(field.name)
        assert sheet.pattern.groups == sheet.id.count("{")


def test_two_declarations_never_serve_one_sheet() -> None:
    ids = [
        sheet.id.format(
            block="meso-samenhang",
            cycle=1,
            date="2026-01-20",
            remark="0123456789ab",
            reader="ba9876543210",
            line="0" * 12,
        )
        for sheet in FORMAT.sheets
    ]
    for sheet_id in ids:
        assert len([sheet for sheet in FORMAT.sheets if sheet.pattern.fullmatch(sheet_id)]) == 1, sheet_id


def test_a_field_that_is_missed_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Veld ‘gaol’ bestaat niet.* Bedoel je ‘goal’"):
        FORMAT.sheet("block/meso-samenhang/1").field("gaol")
