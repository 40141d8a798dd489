"""The grid and the sheets as data: the format's own words, and what the loader says of a mistake."""

from __future__ import annotations

import dataclasses
import re
from importlib import resources

import pytest

from sko_widgets.framework import (
    KINDS,
    FrameworkError,
    UnknownNameError,
    catalogue,
    framework,
    framework_for,
    frameworks,
    is_period,
    parse_catalogue,
    parse_framework,
    parse_sheet,
)

FORMAT = framework("ocw-2023")
TEXT = (resources.files("sko_widgets.framework") / "data" / "formats" / "ocw-2023.yaml").read_text("utf-8")

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


def next_year() -> str:
    """Return a format with four blocks, as a maintainer would put it beside this year's."""
    blocks = "".join(
        f"  - {{level: {level}, theme: {theme}, description: Over {level}., mandatory_question: 'Hoe gaat {theme}?'}}\n"
        for level in ("wijk", "klas")
        for theme in ("leren", "spelen")
    )
    return (
        "id: nieuw-2027\nname: Nieuw format\nfrom_period: 2027-2028\n"
        "levels:\n  - {id: wijk, name: Wijk, about: x}\n  - {id: klas, name: Klas, about: y}\n"
        f"themes:\n  - {{id: leren, name: Leren}}\n  - {{id: spelen, name: Spelen}}\nblocks:\n{blocks}"
    )


def test_another_years_format_is_only_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    new = parse_framework(next_year(), "nieuw.yaml")
    assert new.block_ids == ("wijk-leren", "wijk-spelen", "klas-leren", "klas-spelen")
    assert new.link_kind("klas-leren", "wijk-leren") == "trap-op"
    assert FORMAT.block_ids == tuple(OFFICIAL)
    monkeypatch.setattr("sko_widgets.framework.loader.frameworks", lambda: {FORMAT.id: FORMAT, new.id: new})
    chosen = {
        period: framework_for(period).id for period in ("2020-2021", "2023-2024", "2026-2027", "2027-2028", "2031-2032")
    }
    assert list(chosen.values()) == ["ocw-2023", "ocw-2023", "ocw-2023", "nieuw-2027", "nieuw-2027"]


def test_formats_come_oldest_first() -> None:
    begun = [one.from_period for one in frameworks().values()]
    assert begun == sorted(begun)
    assert all(name == one.id for name, one in frameworks().items())


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
        "precies één",
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
    "extra-key": (TEXT.replace("name: Macro, ", "name: Macro, kleur: rood, "), "kleur"),
    "period": (TEXT.replace('"2023-2024"', '"2023"'), "from_period ‘2023’ is geen periode"),
    "period-number": (TEXT.replace('"2023-2024"', "2023"), "from_period ‘2023’ is geen periode"),
    "levels-text": (re.sub(r"levels:\n(?:  - .*\n)+", "levels: macro\n", TEXT), "klopt niet"),
    "tag": ("!!python/object/apply:os.system ['echo']", "Dit is geen YAML"),
}


@pytest.mark.parametrize("case", WRONG_FORMATS)
def test_a_mistake_in_a_format_is_told_with_its_file(case: str) -> None:
    text, words = WRONG_FORMATS[case]
    with pytest.raises(FrameworkError) as refused:
        parse_framework(text, "volgend-jaar.yaml")
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
    "place": (SHEET.replace("99-proef", "{jaar}"), "onbekende plek {jaar}; er kan: block, cycle, date"),
    "id-number": (SHEET.replace("lesson/99-proef", "99"), "geen regel tekst: 99"),
    "feeds-no-list": (f"{SHEET}feeds: meso-samenwerking\n", "‘feeds’ hoort een lijst van namen te zijn"),
    "options-no-list": (SHEET.replace("text,", "choice, options: [a],"), "Onder ‘options’"),
    "label-yes": (SHEET.replace("label: Wat", "label: on"), 'zet True tussen ‘"’'),
    "links": (SHEET.replace("text,", "links,"), "kan alleen in een cyclus"),
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


CYCLE = "id: block/{block}/{cycle}\ntitle: Cyclus\nfields:\n  - {name: goal, kind: text, label: Doel}\n"
FEEDS = SHEET.replace("label: Wat", "label: Wat, feeds: [meso-samenhang], into: goal")
GROUPS = "groups:\n  - {id: role, name: Je rol}\n"
WRONG_TOGETHER = {
    "feeds": (f"{SHEET}feeds: [samenwerking]\n", GROUPS, "proef.yaml", "feeds ‘samenwerking’"),
    "field-feeds": (FEEDS.replace("meso-samenhang", "meso"), GROUPS, "proef.yaml", "feeds ‘meso’"),
    "into": (FEEDS.replace("into: goal", "into: gaol"), GROUPS, "proef.yaml", "into ‘gaol’"),
    "group": (f"{SHEET}group: rol\n", GROUPS, "proef.yaml", "group ‘rol’"),
    "groups-plain": (SHEET, "groups: [role]", "groups.yaml", "Onder ‘groups’"),
    "groups-key": (SHEET, "groups:\n  - {id: role}\n", "groups.yaml", "name"),
    "groups-none": (SHEET, "group: 1", "groups.yaml", "groups"),
}


@pytest.mark.parametrize("case", WRONG_TOGETHER)
def test_a_mistake_that_only_the_whole_shows_is_told_with_its_file(case: str) -> None:
    text, groups, file, words = WRONG_TOGETHER[case]
    with pytest.raises(FrameworkError) as refused:
        parse_catalogue({"cyclus.yaml": CYCLE, "proef.yaml": text}, groups)
    assert str(refused.value).startswith(f"{file}: ")
    assert words in str(refused.value)


def test_sheets_that_fit_together_are_a_catalogue() -> None:
    made = parse_catalogue({"cyclus.yaml": CYCLE, "proef.yaml": f"{FEEDS}group: role\n"}, GROUPS)
    assert [sheet.id for sheet in made.sheets] == ["block/{block}/{cycle}", "lesson/99-proef"]


# --- sheets ------------------------------------------------------------------------------------------

STEPS = {
    "start_question": "Startvraag",
    "own_question": "Eigen vraag",
    "context": "Aanleiding",
    "goal": "Doel",
    "actions": "Acties",
    "results": "Resultaten",
    "outlook": "Vervolg",
    "next_questions": "Nieuwe vraag",
    "links": "Verbindingen",
}
"""Field of a cycle -> label on screen (design, section 7)."""


def test_a_cycle_has_the_steps_in_order() -> None:
    cycle = catalogue().sheet("block/meso-samenwerking/2")
    shown = {field.name: field.label for field in cycle.fields if field.name != "status"}
    assert shown == STEPS
    assert list(shown) == list(STEPS)
    links = {option.id: option.label for option in cycle.field("links").options}
    assert links == {"trap-op": "Trap op", "trap-af": "Trap af", "naastgelegen": "Naastgelegen bouwsteen"}


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
    assert catalogue().sheet(sheet_id).id == declared


@pytest.mark.parametrize(
    "sheet_id",
    ["", "profiel", "block", "block/", "block/Meso-samenhang", "block/meso", "block/meso-samenhang/0", "block/a-b/01",
     "block/meso-samenhang/1/", "block/meso-samenhang/1000", "block/../x", "profile\n", "xprofile", "block/a-b/１"],
)  # fmt: skip
def test_nothing_else_does(sheet_id: str) -> None:
    with pytest.raises(UnknownNameError, match=r"Werkblad"):
        catalogue().sheet(sheet_id)


def test_a_date_in_a_sheet_id_is_a_date() -> None:
    sheet = parse_sheet(SHEET.replace("lesson/99-proef", "session/{date}"), "x.yaml")
    assert sheet.pattern.fullmatch("session/2026-01-20")
    assert not sheet.pattern.fullmatch("session/20-01-2026")


def test_every_declared_sheet_is_whole() -> None:
    for sheet in catalogue().sheets:
        names = [field.name for field in sheet.fields]
        assert len(set(names)) == len(names), sheet.id
        for field in sheet.fields:
            assert field.kind in KINDS
            assert field.label.strip()
            assert re.fullmatch(r"[a-z][a-z0-9_]*", field.name), f"{sheet.id}: {field.name}"
            assert bool(field.columns) == (field.kind == "table"), f"{sheet.id}: {field.name}"
            assert field is sheet.field(field.name)
        assert sheet.pattern.groups == sheet.id.count("{")


def test_two_declarations_never_serve_one_sheet() -> None:
    ids = [
        re.sub(r"\{block\}", "meso-samenhang", sheet.id).replace("{cycle}", "1").replace("{date}", "2026-01-20")
        for sheet in catalogue().sheets
    ]
    for sheet_id in ids:
        assert len([sheet for sheet in catalogue().sheets if sheet.pattern.fullmatch(sheet_id)]) == 1, sheet_id


def test_a_field_that_is_missed_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Veld ‘gaol’ bestaat niet.* Bedoel je ‘goal’"):
        catalogue().sheet("block/meso-samenhang/1").field("gaol")
