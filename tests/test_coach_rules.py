"""Each rule of the coach: it asks, it is silent on what only looks like it, and it waits until a cycle is ripe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers import snapshot

from sko_widgets.insight.checks import Remark, remarks, rules

TODAY = date(2025, 5, 1)
BLOCK = "micro-samenhang"
WHOLE: dict[str, Any] = {
    "context": "In september 2024 hingen er twee roosters naast elkaar.",
    "goal": "In juni 2025 kennen alle leerlingen het rooster van hun locatie.",
    "actions": {
        "items": [{"text": "Eén rooster tekenen", "owner": "Conciërge", "due": "maart 2025", "status": "klaar"}]
    },
    "results": {
        "items": [
            "Van de 40 leerlingen konden er 33 het rooster uitleggen.",
            "In de toetsweek klopte het rooster niet.",
        ]
    },
    "answer": "Het rooster werkt, behalve in de toetsweek.",
    "outlook": "In september staan de toetsen in het rooster.",
    "next_questions": ["Hoe klopt het rooster ook in een toetsweek?"],
    "links": [{"kind": "trap-op", "to": "meso-samenhang", "note": "Het rooster hangt ook bij de clubs."}],
}
"""A cycle that is told to its end, about which nothing is to be asked."""
BESIDE: dict[str, dict[str, Any]] = {"block/meso-samenhang/1": {"context": "De clubs hadden een eigen rooster."}}
OPEN = {"text": "Het rooster ophangen", "owner": "Conciërge", "due": "juni 2025", "status": "bezig"}


def results(*items: Any) -> dict[str, Any]:
    return {"results": {"items": list(items)}}


def actions(*items: Any) -> dict[str, Any]:
    return {"actions": {"items": list(items)}}


def elsewhere(**changes: Any) -> dict[str, Any]:
    """Return a ripe cycle of the block above as a change."""
    return {"block/meso-samenhang/1": {"outlook": "Een kaart van alle clubs.", "status": "afgerond", **changes}}


def link(kind: str, to: str, note: str, **more: str) -> dict[str, Any]:
    return {"links": [{"kind": kind, "to": to, "note": note, **more}]}


@dataclass(frozen=True)
class Case:
    """What makes a rule ask, and what looks like it.

    A change of a field goes into the cycle, one of a sheet (with a `/`, or `activities`) beside it.
    """

    asks: Mapping[str, Any]
    near: Mapping[str, Any]
    at: str = ""
    cycle: int = 1
    block: str = BLOCK
    bare: bool = False
    unripe: Mapping[str, Any] = field(default_factory=lambda: {"actions": {"items": [OPEN]}})


NOTHING_YET: dict[str, Any] = dict.fromkeys(("results", "answer", "outlook", "next_questions"))
POSTERS = "De posters hangen in elke gang van het gebouw"
CASES = {
    "geen-doel": Case({"goal": None}, {"goal": "Rust"}, "goal"),
    "geen-acties": Case({"actions": None}, {"actions": {"intro": "Wij tekenden."}}, "actions", unripe=NOTHING_YET),
    "geen-resultaten": Case({"results": None}, {"results": {"intro": "Het hangt er."}}, "results"),
    "vraag-in-tekst": Case(
        {"next_questions": None, "outlook": "Wat blijft, is de vraag hoe vaak iemand het rooster nakijkt."},
        {"next_questions": None, "outlook": "We vragen leerlingen hoe zij het rooster lezen."},
        "outlook",
    ),
    "geen-nieuwe-vraag": Case(
        {"next_questions": None}, {"next_questions": None, "outlook": "Maar hangt het dan goed?"}, "next_questions"
    ),
    "afgerond-zonder-vervolg": Case(
        {"status": "afgerond"},
        {"status": "afgerond", f"block/{BLOCK}/2": {"status": "open"}},
        "next_questions",
        unripe={"status": "open"},
    ),
    "startvraag-sluit-niet-aan": Case(
        {"start_question": "Wat kost een bus naar het zwembad?"},
        {"start_question": "Wat kost een bus naar het zwembad?", "context": "Intussen ging het zwembad dicht."},
        "start_question",
        cycle=2,
    ),
    "twee-vragen": Case(
        {"start_question": "Wat kost een bus? En wie rijdt?"},
        {"start_question": "Wat kost een bus? En wie rijdt?", "own_question": "Wie rijdt?"},
        "start_question",
        cycle=2,
        bare=True,
        unripe={},
    ),
    "vraag-niet-heel": Case(
        {},
        {"answer": "Leerlingen, mentoren, ouders, clubs en de directie kijken mee."},
        "answer",
        block="micro-uitvoering",
    ),
    "geen-verbinding": Case(
        {"links": None}, {"links": None, f"block/{BLOCK}/2": link("trap-op", "meso-samenhang", "Clubs.")}, "links"
    ),
    "naar-zichzelf": Case(
        link("naastgelegen", BLOCK, "Hier volgt de volgende stap."),
        link("naastgelegen", BLOCK, "Dat komt terug in cyclus 2."),
        "links",
    ),
    "schuin": Case(
        link("naastgelegen", "macro-uitvoering", "De cijfers."),
        link("naastgelegen", "macro-uitvoering", "Schuin door het raster: de cijfers."),
        "links",
    ),
    "soort-verbinding": Case(
        link("naastgelegen", "meso-samenhang", "Clubs."), link("trap-op", "meso-samenhang", "Clubs."), "links"
    ),
    "lege-bouwsteen": Case({"block/meso-samenhang/1": None}, {}, "context"),
    "komt-van-elders": Case(
        elsewhere(**link("trap-af", BLOCK, "", question="Wie let er op bij schoolzwemmen?")),
        elsewhere(**link("trap-af", BLOCK, "", question="Wie let er op het rooster in een toetsweek?")),
        "context",
    ),
    "doel-is-actie": Case(
        {"goal": "Het versterken van de samenhang."},
        {"goal": "Door het versterken van de samenhang kennen in juni 2025 alle leerlingen het rooster."},
        "goal",
    ),
    "doel-niet-te-zien": Case(
        {"goal": "Een mooie sfeer op het plein."}, {"goal": "In juni 2025 geen ruzie meer op het plein."}, "goal"
    ),
    "doel-zonder-tijd": Case(
        {"goal": "Leerlingen kennen het rooster."}, {"goal": "Alle leerlingen kennen het rooster."}, "goal"
    ),
    "doel-niet-terug": Case(
        {**results("De poster hangt in de hal."), "answer": None},
        {**results("Het rooster hangt in de hal."), "answer": None},
        "results",
    ),
    "actie-zonder-naam-of-datum": Case(
        actions({"text": "Posters ophangen", "status": "nog niet begonnen"}),
        actions({"text": "Posters ophangen", "owner": "Conciërge", "due": "mei 2025", "status": "bezig"}),
        "actions",
        unripe=NOTHING_YET,
    ),
    "actie-over-tijd": Case(
        actions({"text": "Posters ophangen", "owner": "Conciërge", "due": "maart 2025", "status": "bezig"}),
        actions({"text": "Posters ophangen", "owner": "Conciërge", "due": "vanaf maart 2025", "status": "bezig"}),
        "actions",
        unripe=NOTHING_YET,
    ),
    "ook-elders": Case(
        {**results(f"{POSTERS}."), **elsewhere(**results(f"{POSTERS} en de kantine."))},
        {**results(f"{POSTERS}."), **elsewhere(**results("De posters zijn op; in de kantine hangt een scherm."))},
        "results",
    ),
    "resultaat-is-actie": Case(
        {**actions("Een peiling houden onder ouders"), **results("De peiling onder ouders is gehouden.")},
        {**actions("Een peiling houden onder ouders"), **results("Op de peiling reageerden 41 ouders.")},
        "results",
    ),
    "resultaat-is-plan": Case(
        results("In het najaar zullen twee overleggen plaatsvinden."),
        results("Er ligt een rooster dat komend schooljaar geldt."),
        "results",
    ),
    "bewering-zonder-bewijs": Case(
        results("De samenwerking verloopt soepel."),
        results("De samenwerking verloopt soepel, zeiden zes van de acht partners."),
        "results",
    ),
    "alleen-goed-nieuws": Case(
        {**results("Het rooster hangt er.", "De bel gaat op tijd.", "De gang is schoon."), "answer": None},
        {**results("Het rooster hangt er.", "De bel gaat op tijd.", "De gang is nog niet schoon."), "answer": None},
        "results",
    ),
    "wie-zei-dat": Case(
        results("Leerlingen ervaren meer rust."),
        results("Leerlingen ervaren meer rust: ‘Ik weet waar ik heen moet’, zei een meisje."),
        "results",
    ),
    "vraag-zonder-eigen-woord": Case(
        {"next_questions": ["Hoe kunnen we de samenwerking met partners verder verbeteren?"]},
        {"next_questions": ["Hoe kunnen we de samenwerking met conciërges verder verbeteren?"]},
        "next_questions",
    ),
    "vraag-niet-te-beantwoorden": Case(
        {
            "next_questions": [
                f"Wat kost een bus naar het zwembad{' in de week' * 8}, wie rijdt hem? En wie betaalt dat?"
            ]
        },
        {"next_questions": [f"Wat kost een bus naar het zwembad{' in de week' * 8}, en wie rijdt hem en betaalt dat?"]},
        "next_questions",
    ),
    "getal-verschilt": Case(
        {"context": "Op alle zes locaties hing een rooster.", **elsewhere(context="Op alle vijf locaties zijn clubs.")},
        {"context": "Op alle zes locaties hing een rooster.", **elsewhere(context="Op vijf locaties zijn clubs.")},
        "context",
    ),
    "procent-klopt-niet": Case(
        results("Het rooster kennen 29 van de 41 leerlingen (85 procent)."),
        results("Het rooster kennen 29 van de 41 leerlingen (71 procent)."),
        "results",
    ),
    "groep-groter-dan-afspraak": Case(
        {
            "context": "Een groep telt hoogstens veertien kinderen.",
            "activities": {"activities": [{"id": "a", "activity": "Judo", "size": "20 kinderen"}]},
        },
        {
            "context": "Een groep telt hoogstens veertien kinderen.",
            "activities": {"activities": [{"id": "a", "activity": "Judo", "size": "14 kinderen"}]},
        },
        "activities",
    ),
    "persoonsgegevens": Case(
        {"context": "De moeder van Yusuf belde over het rooster."},
        {"context": "De moeder van een leerling belde over Basisschool De Brug."},
        "context",
    ),
}


def asked(case: Case, changes: Mapping[str, Any]) -> list[Remark]:
    """Return what is asked of a dossier in which one cycle was changed."""
    base = {} if case.bare else WHOLE
    here = f"block/{case.block}/{case.cycle}"
    sheets: dict[str, Any] = {f"block/{case.block}/{number}": WHOLE for number in range(1, case.cycle)}
    sheets |= BESIDE | {here: base}
    for name, value in changes.items():
        if "/" in name or name == "activities":
            sheets[name] = value
        else:
            sheets[here] = {**sheets[here], name: value}
    told = {sheet: {name: value for name, value in held.items() if value} for sheet, held in sheets.items() if held}
    return remarks(snapshot(told), TODAY)


def of_rule(rule: str, found: list[Remark]) -> list[Remark]:
    return [remark for remark in found if remark.rule == rule]


def test_each_rule_has_its_case() -> None:
    assert set(CASES) == {*rules.of_cycle, *rules.of_dossier}


def test_nothing_is_asked_of_what_is_told_well() -> None:
    assert asked(CASES["lege-bouwsteen"], {}) == []


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_asks_one_question_at_its_field(rule: str) -> None:
    case = CASES[rule]
    remark, *others = of_rule(rule, asked(case, case.asks))
    assert not others
    assert remark.field == case.at
    assert "?" in remark.message
    assert remark.prio in (1, 2, 3)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_on_a_near_miss(rule: str) -> None:
    assert of_rule(rule, asked(CASES[rule], CASES[rule].near)) == []


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_waits_until_a_cycle_is_ripe(rule: str) -> None:
    case = CASES[rule]
    found = of_rule(rule, asked(case, {**case.asks, **case.unripe}))
    always = rule in ("twee-vragen", "actie-zonder-naam-of-datum", "actie-over-tijd", "persoonsgegevens")
    assert bool(found) == always


PERSONAL = {
    "mail": "Meld je aan bij anne.devries@voorbeeld.nl voor de middag.",
    "phone": "Bel 06-12345678 als je kind ziek is.",
    "phone-fixed": "Bel (010) 123 45 67 als je kind ziek is.",
    "citizen": "Zijn nummer is 111222333.",
    "account": "Maak het over op NL91 ABNA 0417 1643 00.",
    "pupil": "Volgens leerling Daan was het leuk.",
    "father": "We spraken vader Mehmet bij het hek.",
    "class": "Toen kwam Sem uit groep 5 erbij.",
    "beside": "Nora, een leerling die niet durfde, deed mee.",
    "health": "In groep 6 zit een jongen met een autismediagnose.",
    "family": "Op 7 oktober vertelde een meisje dat haar ouders gescheiden zijn.",
}
NOT_PERSONAL = {
    "number": "Het kostte 123456789 euro, en in 2025 nog eens 0612 uur.",
    "no-citizen": "Het zaaknummer is 111222334.",
    "school": "Een leerling van De Brug en een ouder van Het Wollegras tekenden mee.",
    "own-place": "De ouders van Noordwijk en leerling Noordwijk komen uit dezelfde buurt.",
    "college": "Een kind van het Maris College, en de vader van Elzer College.",
    "capital": "Elke leerling VMBO krijgt een kaart. Moeder. Vader. Kind.",
    "agreement": "Afspreken wat er nooit op staat: geen diagnose, geen thuissituatie, geen achternaam.",
    "all": "Leerlingen van groep 6 leren over epilepsie.",
    "year": "De groep 2024-2025 telde 31 kinderen.",
}


def personal(sheets: dict[str, Any]) -> list[Remark]:
    return of_rule("persoonsgegevens", remarks(snapshot(sheets), TODAY))


@pytest.mark.parametrize("text", PERSONAL.values(), ids=PERSONAL)
def test_personal_data_is_asked_about_in_a_cycle_that_is_being_written(text: str) -> None:
    assert [one.prio for one in personal({"block/meso-samenhang/1": {"context": text}})] == [1]


@pytest.mark.parametrize("text", NOT_PERSONAL.values(), ids=NOT_PERSONAL)
def test_what_is_no_personal_data_is_not_asked_about(text: str) -> None:
    place = {"name": "De Brug", "schools": [{"name": "De Linde", "locations": ["Noordwijk"]}]}
    assert personal({"profile": place, "block/meso-samenhang/1": {"context": text}}) == []


@pytest.mark.parametrize(
    ("sheet", "name", "value", "item"),
    [
        ("profile", "introduction", "Met dank aan moeder Fatima.", None),
        ("block/meso-samenhang/1", "actions", {"items": ["Koken", "Vader Mehmet bellen"]}, 1),
        ("block/meso-samenhang/1", "results", {"items": [{"text": "Koken", "evidence": "Mail van leerling Daan"}]}, 0),
        ("block/meso-samenhang/1", "links", [{"kind": "trap-op", "to": BLOCK, "note": "Vraag vader Mehmet."}], 0),
        ("block/meso-samenhang/1", "next_questions", ["Wat vindt moeder Fatima?"], 0),
        ("lesson/02-belangen", "tips", "Bel moeder Fatima eerst.", None),
        ("activities", "activities", [{"id": "a", "evaluation": "Leerling Daan werd lid."}], 0),
    ],
)
def test_personal_data_is_seen_wherever_it_stands(sheet: str, name: str, value: Any, item: int | None) -> None:
    assert [(one.sheet, one.field, one.item) for one in personal({sheet: {name: value}})] == [(sheet, name, item)]


def test_who_works_there_may_be_named_where_a_name_is_asked() -> None:
    cycle = {"actions": {"items": [{"text": "Koken", "owner": "Moeder Fatima"}]}, "reviewed_with": ["Vader Mehmet"]}
    assert personal({"profile": {"project_leader": "Meester Jan"}, "block/meso-samenhang/1": cycle}) == []


def test_the_rule_in_the_docs_is_one_that_asks() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "coach.md").read_text(encoding="utf-8")
    before = dict(rules.of_cycle)
    try:
        exec(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0], {})
        case = Case({"outlook": f"We gaan door{' en door' * 20}."}, {"outlook": f"We gaan door{' en door' * 18}."})
        assert [one.field for one in of_rule("lange-zin", asked(case, case.asks))] == ["outlook"]
        assert of_rule("lange-zin", asked(case, case.near)) == []
        assert of_rule("lange-zin", asked(case, {**case.asks, **case.unripe})) == []
    finally:
        rules.of_cycle.clear()
        rules.of_cycle.update(before)
