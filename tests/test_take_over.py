"""What instruments have for a block: what goes along, what is left out, and what changes later."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sko_widgets.dossier import exchange
from sko_widgets.dossier.said_about import TAKEN
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Part, Store, open_store
from sko_widgets.framework import ITEM_PARTS, Field, Sheet, framework_for
from sko_widgets.guide import controls
from sko_widgets.guide.dossier_field import DossierField
from sko_widgets.guide.take_over import TakeOver
from sko_widgets.insight import erasing_traces
from sko_widgets.insight.contributions import contributions
from sko_widgets.report.make import make

KEY = DossierKey("de-brug", "2024-2025")
FRAMEWORK = framework_for(KEY.period)
CHAIN, TABLES = "lesson/12-kansenketen", "lesson/02-belangen"
FIELD = ("block/macro-uitvoering/1", "actions", "macro-uitvoering")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}")
    made.create(KEY, framework=FRAMEWORK.id, sheets={"profile": {"name": "De Brug"}}, author="x")
    return made


class Desk:
    """One field of a page, and what the instruments have for it."""

    def __init__(self, store: Store, sheet: str, name: str, fed: str, key: DossierKey = KEY) -> None:
        field = FRAMEWORK.sheet(sheet).field(name)
        kept = DossierField(store, key, sheet, field, FRAMEWORK, saved=self._refresh)
        info = store.info(key)
        context = controls.Context(
            FRAMEWORK, fed, store.snapshot(key), info.created_at, partial(store.sheet, key), store.erased(key)
        )
        self.store, self.key, self.place = store, key, (sheet, name)
        self.take_over = TakeOver(controls.control(kept, context), kept, fed)
        self._refresh()

    def _refresh(self) -> None:
        if hasattr(self, "take_over"):
            self.take_over.refresh(self.store.snapshot(self.key))

    @property
    def offered(self) -> list[dict[str, Any]]:
        self._refresh()
        return self.take_over.widget.contributions

    @property
    def changes(self) -> list[dict[str, Any]]:
        self._refresh()
        return self.take_over.widget.changes

    def take(self, number: int) -> None:
        self.take_over.widget._handlers["take"]({"id": self.offered[number]["id"]})

    def do(self, what: str) -> str:
        """Press a button of the only change."""
        [change] = self.changes
        answer = self.take_over.widget._handlers[what]({"id": change["id"]})
        return str((answer or {})["message"])

    def write(self, value: Any) -> None:
        """Write in the field, as the coalition."""
        self.store.put(self.key, {self.place[0]: {self.place[1]: value}}, author="x")

    @property
    def stands(self) -> Any:
        return self.store.snapshot(self.key).sheet(self.place[0]).get(self.place[1])


Put = Callable[..., None]


@pytest.fixture
def put(store: Store) -> Put:
    """Return what fills a field of an instrument."""
    return lambda sheet, name, value: store.put(KEY, {sheet: {name: value}}, author="x")


def measures(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"m{number}", "text": text} for number, text in enumerate(texts) if text]


# --- what goes along, and what is left out --------------------------------------------------------


def test_who_when_and_what_was_agreed_go_along(store: Store, put: Put) -> None:
    task = {
        "id": "t1",
        "task": "Roosters",
        "whose": "other",
        "who": "Anna",
        "when": "mei",
        "note": "elk kwartaal",
    }
    put("lesson/01-positie", "tasks", [task])
    table = {"date": "2026-03-05", "subject": "Wat leren we?", "guests": ["Bestuur"]}
    put(TABLES, "reflection_tables", [table])
    put(TABLES, "structure", [{"task": "Bellen", "does": ["Bram", "Eva"]}])
    desk = Desk(store, "block/meso-samenwerking/1", "actions", "meso-samenwerking")
    assert desk.offered[0]["details"] == ["Wie: Anna", "Wanneer: mei"]
    desk.take(0)
    desk.take(1)
    assert desk.stands["items"] == [
        {"text": "Roosters: elk kwartaal (uit: Kies je positie)", "owner": "Anna", "due": "mei"},
        {"text": "Bellen (uit: Tussen de belangen)", "owner": "Bram, Eva"},
    ]
    youth = {
        "id": "s1",
        "name": "Jeugdraad",
        "agreement": "Elk jaar samen",
        "contact": "Eva",
        "contact_on": "2026-04-01",
    }
    put("lesson/03-stakeholders", "stakeholders", [youth])
    above = Desk(store, "block/macro-samenwerking/1", "actions", "macro-samenwerking")
    above.take(0)
    above.take(1)
    assert above.stands["items"] == [
        {"text": "Wat leren we? (uit: Tussen de belangen)", "due": "5 maart 2026"},
        {"text": "Jeugdraad: Elk jaar samen (uit: Stakeholders in beeld)", "owner": "Eva", "due": "1 april 2026"},
    ]


def test_a_step_goes_along_whole(store: Store, put: Put) -> None:
    step = {"text": "Bel de wijkraad", "owner": "Anna", "due": "juni", "status": "bezig", "evidence": "Een afspraak"}
    put("lesson/03-stakeholders", "steps", {"items": [step, {"text": "Nieuwsbrief", "status": "gestopt"}]})
    desk = Desk(store, "block/macro-samenwerking/1", "actions", "macro-samenwerking")
    assert len(desk.offered) == 1
    desk.take(0)
    assert desk.stands["items"] == [{**step, "text": "Bel de wijkraad (uit: Stakeholders in beeld)"}]


AGAINST = {
    ("lesson/01-positie", "tasks", "whose"): "nobody",
    ("lesson/02-belangen", "initiatives", "choice"): "leave",
    ("lesson/03-stakeholders", "steps", "status"): "gestopt",
    ("lesson/10-bestaande-instrumenten", "elements", "decision"): "drop",
    ("lesson/13-interventies", "interventions", "decision"): "skip",
    ("activities", "activities", "future"): "stops",
}
"""Where a group can decide against something, and how it does."""


def test_what_was_decided_against_is_offered_to_no_block(store: Store, put: Put) -> None:
    declared = {
        (sheet.id, field.name, column.name): option.id
        for sheet in FRAMEWORK.instruments
        for field in sheet.fields
        for column in field.columns
        for option in column.options
        if option.against
    }
    assert declared == AGAINST
    for (sheet_id, name, column), option in AGAINST.items():
        field = FRAMEWORK.sheet(sheet_id).field(name)
        key = "text" if field.kind == "items" else field.taken_name.name if field.taken_name else ""
        rows = [{key: "Wel"}, {key: "Niet", column: option}]
        put(sheet_id, name, {"items": rows} if field.kind == "items" else rows)
        for fed in field.feeds:
            texts = [one.text for one in contributions(store.snapshot(KEY), fed, field.into) if one.part == name]
            assert texts == ["Wel"], (sheet_id, name, fed)


# --- which blocks they are for --------------------------------------------------------------------


def test_every_block_is_fed_by_a_lesson() -> None:
    fed = {
        block: [sheet.number for sheet in FRAMEWORK.lessons if block in sheet.feeds] for block in FRAMEWORK.block_ids
    }
    assert all(fed.values()), fed


def test_the_page_of_feeds_says_what_the_sheets_say() -> None:
    page = (Path(__file__).parent.parent / "docs" / "feeds.md").read_text("utf-8")
    for table in (by_block(), by_field()):
        assert table in page, f"docs/feeds.md should have:\n\n{table}"


def by_block() -> str:
    """Return the table of what each block is fed by, and into which of its steps."""
    rows = ["| bouwsteen | uit | bij |", "| --- | --- | --- |"]
    for name, called in [*((block.id, block.name) for block in FRAMEWORK.blocks), ("introduction", "Inleiding")]:
        sheets = [sheet for sheet in FRAMEWORK.instruments if name in sheet.feeds]
        into = {part.into for sheet in sheets for part in feeding(sheet) if name in part.feeds}
        labels = [
            field.label for field in (*FRAMEWORK.cycle_sheet.fields, *FRAMEWORK.profile.fields) if field.name in into
        ]
        rows.append(f"| {called} | {', '.join(sheet.short for sheet in sheets)} | {', '.join(labels)} |")
    return "\n".join(rows)


def by_field() -> str:
    """Return the table of what each field feeds, what goes along with it, and what is left out."""
    labels = {field.name: field.label for field in (*FRAMEWORK.cycle_sheet.fields, *FRAMEWORK.profile.fields)}
    names = {block.id: block.name for block in FRAMEWORK.blocks} | {"introduction": "Inleiding"}
    rows = ["| instrument | wat | voor | bij | gaat mee | niet als |", "| --- | --- | --- | --- | --- | --- |"]
    for sheet in FRAMEWORK.instruments:
        for field in sheet.fields:
            for part in (field, *field.columns):
                if part.feeds:
                    what = field.label if part is field else f"{field.label}: {part.label}"
                    items = field.kind == "items"
                    along = [
                        one.label
                        for one in field.columns
                        if items or one.becomes in ITEM_PARTS or (part is field and one.becomes)
                    ]
                    against = [one.label for column in field.columns for one in column.options if one.against]
                    fed = ", ".join(names[one] for one in part.feeds)
                    cells = [sheet.short, what, fed, labels[part.into], ", ".join(along), ", ".join(against)]
                    rows.append(f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"))
    return "\n".join(rows)


def feeding(sheet: Sheet) -> list[Field]:
    return [part for field in sheet.fields for part in field.parts if part.feeds]


# --- the instrument changes later -----------------------------------------------------------------


def test_the_new_text_is_offered_and_takes_the_place_of_the_old(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles", "Bus"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    desk.write({"items": ["Bellen", *desk.stands["items"]]})
    assert desk.changes == []
    put(CHAIN, "measures", measures("Fietsles op het plein", "Bus"))
    [change] = desk.changes
    assert (change["title"], change["old"], change["new"]) == (
        "Les 12 is veranderd.",
        "Fietsles",
        "Fietsles op het plein",
    )
    assert [one["taken"] for one in desk.offered] == [True, False]
    assert desk.stands["items"][1] == "Fietsles (uit: De kansenketen)", "nothing is written by itself"
    desk.do("take_new")
    assert desk.stands == {"items": ["Bellen", "Fietsles op het plein (uit: De kansenketen)"]}
    assert desk.changes == []


def test_a_text_that_stays_is_not_offered_again_until_it_changes(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    put(CHAIN, "measures", measures("Fietsles in mei"))
    desk.do("leave")
    assert (desk.changes, desk.offered[0]["taken"]) == ([], True)
    assert desk.stands == {"items": ["Fietsles (uit: De kansenketen)"]}
    put(CHAIN, "measures", measures("Fietsles in juni"))
    assert [one["new"] for one in desk.changes] == ["Fietsles in juni"]


def test_what_the_coalition_made_its_own_is_not_written_over(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    desk.write({"items": ["Elke week fietsles, met ouders (uit: De kansenketen)"]})
    assert desk.changes == []
    put(CHAIN, "measures", measures("Fietsles in juni"))
    [change] = desk.changes
    assert change["title"] == "Les 12 is veranderd. Jullie pasten deze tekst zelf aan."
    assert change["take"] == "Ernaast zetten"
    assert desk.do("take_new") == "De nieuwe tekst staat erbij. Jullie eigen tekst bleef staan."
    own, new = desk.stands["items"]
    assert own == "Elke week fietsles, met ouders (uit: De kansenketen)"
    assert new == "Fietsles in juni (uit: De kansenketen)"
    assert desk.changes == []
    desk.write({"items": [own]})
    put(CHAIN, "measures", measures("Heel iets anders"))
    desk.write({"items": ["Iets van onszelf"]})
    assert desk.changes == [], "what was thrown away is not brought back"
    assert desk.offered[0]["taken"] is False


def test_of_two_the_one_that_was_thrown_away_claims_no_text_of_the_other(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles voor groep 6", "Een bus uit het dorp"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    desk.take(1)
    desk.write({"items": ["Een bus uit elk dorp (uit: De kansenketen)"]})
    assert [one["taken"] for one in desk.offered] == [False, True]
    put(CHAIN, "measures", measures("Leerlingen leren fietsen", "Een bus uit het dorp"))
    assert desk.changes == []
    put(CHAIN, "measures", measures("Leerlingen leren fietsen", "Een taxi uit het dorp"))
    assert [one["new"] for one in desk.changes] == ["Een taxi uit het dorp"]
    # Made into something of their own, it is of neither: nothing is said that may be wrong.
    desk.write({"items": ["Elke dag komt iedereen (uit: De kansenketen)"]})
    assert desk.changes == []


def test_who_and_when_follow_as_long_as_the_block_has_what_was_taken_over(store: Store, put: Put) -> None:
    task = {"id": "t1", "task": "Roosters", "who": "Anna", "when": "mei"}
    put("lesson/01-positie", "tasks", [task])
    desk = Desk(store, "block/meso-uitvoering/1", "actions", "meso-uitvoering")
    desk.take(0)
    [item] = desk.stands["items"]
    desk.write({"items": [{**item, "status": "bezig"}]})
    put("lesson/01-positie", "tasks", [{**task, "when": "juni"}])
    assert desk.changes[0]["details"] == ["Wanneer: mei → juni"]
    desk.do("take_new")
    assert desk.stands["items"] == [{**item, "due": "juni", "status": "bezig"}]
    desk.write({"items": [{**desk.stands["items"][0], "owner": "Bram"}]})
    put("lesson/01-positie", "tasks", [{**task, "who": "Eva", "when": "juli"}])
    assert desk.changes == [], "the coalition has its own who"
    put("lesson/01-positie", "tasks", [{**task, "task": "Roosters maken", "who": "Eva"}])
    desk.do("take_new")
    assert desk.stands["items"][0]["text"] == "Roosters maken (uit: Kies je positie)"
    assert desk.stands["items"][0]["owner"] == "Bram"


def test_what_is_gone_or_decided_against_is_told(store: Store, put: Put) -> None:
    rows = [{"element": "Vragenlijst", "decision": "keep"}, {"element": "Observatie"}]
    put("lesson/10-bestaande-instrumenten", "elements", rows)
    desk = Desk(store, "block/micro-uitvoering/1", "actions", "micro-uitvoering")
    desk.take(0)
    put("lesson/10-bestaande-instrumenten", "elements", [{**rows[0], "decision": "drop"}, rows[1]])
    [change] = desk.changes
    assert (change["take"], change["new"]) == ("", "")
    assert change["title"] == "Dit kwam uit les 10, en staat daar niet meer bij wat jullie doen."
    desk.do("leave")
    assert desk.changes == []


def test_a_row_without_an_id_is_followed_wherever_it_moves(store: Store, put: Put) -> None:
    rows = [{"task": "Bellen met ouders"}, {"task": "Roosters maken"}]
    put(TABLES, "structure", rows)
    desk = Desk(store, "block/meso-samenwerking/1", "actions", "meso-samenwerking")
    desk.take(0)
    desk.take(1)
    put(TABLES, "structure", [{"task": "Nieuw"}, {"task": "Roosters maken"}, {"task": "Bellen met alle ouders"}])
    [change] = desk.changes
    assert (change["old"], change["new"]) == ("Bellen met ouders", "Bellen met alle ouders")
    assert [one["taken"] for one in desk.offered] == [False, True, True]


def test_a_text_of_paragraphs_is_followed_within_what_the_coalition_wrote(store: Store, put: Put) -> None:
    put(CHAIN, "final_goal", "Elk kind doet mee.\n\nOok in 2030.")
    desk = Desk(store, "block/macro-samenhang/1", "goal", "macro-samenhang")
    desk.write("Ons begin.")
    desk.take(0)
    desk.write(f"{desk.stands}\n\nOns eind.")
    put(CHAIN, "final_goal", "Elk kind doet mee.")
    assert desk.changes[0]["old"] == "Elk kind doet mee.\n\nOok in 2030."
    desk.do("take_new")
    assert desk.stands == "Ons begin.\n\nElk kind doet mee. (uit: De kansenketen)\n\nOns eind."


def test_a_finished_cycle_is_left_alone(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    put(CHAIN, "measures", measures("Fietsles in mei"))
    store.put(KEY, {FIELD[0]: {"status": "afgerond"}}, author="x")
    assert desk.changes == []


# --- where it is kept -----------------------------------------------------------------------------


def test_where_a_text_is_from_goes_out_and_in_again_to_the_byte(store: Store, put: Put, tmp_path: Path) -> None:
    put(CHAIN, "measures", measures("Fietsles"))
    Desk(store, *FIELD).take(0)
    out = exchange.write(store.snapshot(KEY))
    cycle = json.loads(out)["blocks"]["macro-uitvoering"]["cycles"][0]
    assert cycle["actions"] == {"items": ["Fietsles (uit: De kansenketen)"]}
    read = exchange.read(out, "x.json")
    other = open_store(f"sqlite:///{tmp_path / 'ander.sqlite'}")
    other.create(read.key, framework=read.framework, sheets=read.sheets, author="x")
    assert exchange.write(other.snapshot(read.key)) == out
    other.put(read.key, {CHAIN: {"measures": measures("Fietsles in mei")}}, author="x")
    assert [one["new"] for one in Desk(other, *FIELD, key=read.key).changes] == ["Fietsles in mei"]


def test_what_was_taken_over_before_is_still_known_by_its_note(store: Store, put: Put) -> None:
    put("lesson/10-bestaande-instrumenten", "elements", [{"element": "Vragenlijst", "reason": "Korter"}])
    desk = Desk(store, "block/micro-uitvoering/1", "actions", "micro-uitvoering")
    desk.write({"items": ["Vragenlijst (uit: Gebruik wat er al is)"]})
    assert (desk.offered[0]["taken"], desk.changes) == (True, [])


def test_what_is_erased_elsewhere_changes_nothing_of_what_was_left_as_it_is(store: Store, put: Put) -> None:
    task = {"id": "t1", "task": "Roosters", "who": "Anna", "when": "mei"}
    put("lesson/01-positie", "tasks", [task])
    put(CHAIN, "contribution", "Weg ermee")
    desk = Desk(store, "block/meso-uitvoering/1", "actions", "meso-uitvoering")
    desk.take(0)
    put("lesson/01-positie", "tasks", [{**task, "when": "juni"}])
    desk.do("leave")
    assert desk.changes == []
    erasing_traces.erase(store, KEY, Part(CHAIN, "contribution"), author="x")
    assert desk.changes == []
    put("lesson/01-positie", "tasks", [{**task, "when": "juli"}])
    assert desk.changes[0]["details"] == ["Wanneer: mei → juli"]


def test_nothing_of_it_leaves_the_coalition_and_no_mark_outlives_its_text(store: Store, put: Put) -> None:
    put(CHAIN, "measures", measures("Fietsles"))
    desk = Desk(store, *FIELD)
    desk.take(0)
    with_it = store.snapshot(KEY)
    [name] = [sheet for sheet in with_it.sheets if sheet.startswith(TAKEN)]
    report = make(with_it, formats=("html",)).files["html"]
    assert name.encode() not in report and with_it.sheet(name)["text_mark"].encode() not in report
    erasing_traces.erase(store, KEY, Part(CHAIN, "contribution"), author="x")
    assert store.snapshot(KEY).sheet(name)["text_mark"], "its text stands there still"
    erasing_traces.erase(store, KEY, Part(FIELD[0], FIELD[1]), author="x")
    assert not {"text_mark", "details_mark", "left_mark"} & set(store.snapshot(KEY).sheet(name))
    assert all(one.erased or one.value is None for one in store.history(KEY, name, "text_mark"))
