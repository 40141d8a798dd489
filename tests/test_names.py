"""Names that a dossier keeps once: partners, activities and domains, in the store, in files and in what people read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sko_widgets import resources
from sko_widgets.dossier import answers, exchange, transfer
from sko_widgets.dossier.snapshot import DossierKey, Sheets
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import framework_for
from sko_widgets.guide import name_lists
from sko_widgets.guide.dossier_field import DossierField
from sko_widgets.insight.contributions import contributions
from sko_widgets.insight.instruments import pictures
from sko_widgets.report.look import tokens

KEY = DossierKey("de-brug", "2025-2026")
FORMAT = framework_for(KEY.period)
EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"
OLD_EXPORT = Path(__file__).parent / "fixtures" / "export-0.1.0.json"
NAMED = [
    ("lesson/02-belangen", "parties", "name"),
    ("lesson/03-stakeholders", "stakeholders", "name"),
    ("lesson/04-logische-niveaus", "partners", "name"),
    ("lesson/11-kansengelijkheid", "partners", "name"),
    ("activities", "activities", "provider"),
]
ACTIVE = [
    ("lesson/05-veranderverhaal", "activities", "activity"),
    ("lesson/12-kansenketen", "measures", "activity"),
    ("lesson/13-interventies", "interventions", "activity"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'names.sqlite'}") as made:
        yield made


def filled(store: Store, sheets: Sheets) -> Store:
    store.create(KEY, framework=FORMAT.id, sheets={"profile": {"name": "De Brug"}, **sheets}, author="Ans")
    return store


def field(store: Store, sheet: str, name: str) -> DossierField:
    return DossierField(store, KEY, sheet, FORMAT.sheet(sheet).field(name), FORMAT)


def save(store: Store, sheet: str, name: str, value: Any) -> Any:
    """Save as a page does; return what is stored."""
    place = field(store, sheet, name)
    place.save(value, place.now()[1])
    return place.now()[0]


def read(store: Store, sheet: str, name: str) -> Any:
    return store.snapshot(KEY).sheet(sheet).get(name)


def everywhere(name: str, columns: list[tuple[str, str, str]]) -> dict[str, dict[str, Any]]:
    """Return sheets in which each of these columns holds a name."""
    found: dict[str, dict[str, Any]] = {}
    for sheet, table, column in columns:
        found.setdefault(sheet, {})[table] = [{column: name}]
    return found


def seen(store: Store, columns: list[tuple[str, str, str]]) -> set[str]:
    """Return what people read in these columns."""
    return {read(store, sheet, table)[0][column] for sheet, table, column in columns}


@pytest.mark.parametrize(("sheet", "table", "column"), [*NAMED, *ACTIVE])
def test_the_sheets_ask_for_the_names_that_are_kept_once(sheet: str, table: str, column: str) -> None:
    columns = {one.name: one for one in FORMAT.sheet(sheet).field(table).columns}
    kind = "partner" if (sheet, table, column) in NAMED else "activity"
    assert columns[column].kind == kind
    assert FORMAT.name_lists[kind][0].id == ("profile" if kind == "partner" else "activities")


def test_a_partner_that_is_renamed_is_renamed_everywhere(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}, **everywhere("Fanfare", NAMED)})
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}])
    assert seen(store, NAMED) == {"Harmonie"}
    assert read(store, "profile", "partners") == ["Harmonie"]
    text = exchange.write(store.snapshot(KEY)).decode()
    assert "Fanfare" not in text
    assert text.count("Harmonie") == len(NAMED) + 1


def test_an_activity_that_is_renamed_is_renamed_everywhere(store: Store) -> None:
    book = {"activities": {"activities": [{"id": "Dans", "activity": "Dans"}]}}
    filled(store, {**everywhere("Dans", ACTIVE), **book})
    save(store, "activities", "activities", [{"id": "Dans", "activity": "Streetdance"}])
    assert seen(store, ACTIVE) == {"Streetdance"}
    (given,) = contributions(store.snapshot(KEY), "micro-samenhang", "actions")
    assert given.text == "Streetdance"


def test_a_renamed_name_is_renamed_in_the_picture_and_the_history(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}, **everywhere("Fanfare", NAMED[:1])})
    save(store, *NAMED[0][:2], [{"id": "p", "name": "Fanfare", "can": "spelen"}])
    save(store, "lesson/02-belangen", "interests", [{"id": "b", "text": "Leden"}])
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}])
    sheet = FORMAT.sheet("lesson/02-belangen")
    snapshot = store.snapshot(KEY)
    (figure,) = pictures(FORMAT, sheet, snapshot.sheet(sheet.id), tokens(), snapshot.sheets)
    assert "Harmonie" in figure.svg.decode()
    assert "Fanfare" not in figure.svg.decode()
    texts = [version.text for version in field(store, *NAMED[0][:2]).history()]
    assert texts == ["Harmonie · spelen", "Harmonie"]


@pytest.mark.parametrize("listed", [["Fanfare"], [{"id": "Fanfare", "name": "Harmonie"}]], ids=["first", "renamed"])
def test_a_name_that_is_taken_off_its_list_stays_as_it_was_last_called(store: Store, listed: list[Any]) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}, **everywhere("Fanfare", NAMED)})
    if listed != ["Fanfare"]:
        save(store, "profile", "partners", listed)
    before = seen(store, NAMED)
    kept = datetime.now(UTC)
    save(store, "profile", "partners", ["Sportclub"])
    assert seen(store, NAMED) == before == {"Fanfare" if listed == ["Fanfare"] else "Harmonie"}
    assert {one.text for one in field(store, *NAMED[0][:2]).history()} == before
    offer = name_lists.offered(field(store, *NAMED[0][:2]), store.snapshot(KEY))["partner"]
    assert offer["listed"] == [["Sportclub", "Sportclub"]]
    # … and when it comes back, all refers to it again.
    number = len(store.history(KEY, "profile", "partners"))
    store.put_back(KEY, "profile", "partners", number - 1, based_on=number, author="Ans")
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Showband"}])
    assert seen(store, NAMED) == {"Showband"}
    then = store.snapshot(KEY, at=kept)
    assert {then.sheet(sheet)[table][0][column] for sheet, table, column in NAMED} == before


def test_an_activity_that_is_taken_out_of_the_book_keeps_its_last_name(store: Store) -> None:
    book = {"activities": {"activities": [{"id": "r1", "activity": "Dans"}]}}
    filled(store, {**everywhere("Dans", ACTIVE), **book})
    assert store.sheet(KEY, ACTIVE[0][0])["activities"].value == [{"activity": "r1"}]
    save(store, "activities", "activities", [{"id": "r2", "activity": "Koken"}])
    assert seen(store, ACTIVE) == {"Dans"}


def test_a_free_name_stays_as_it_was_typed(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}})
    free = [{"id": "p", "name": "Ouders  van het  plein"}]
    assert save(store, *NAMED[0][:2], free) == free
    assert read(store, *NAMED[0][:2]) == free


def test_a_free_name_belongs_to_its_list_as_soon_as_it_is_there(store: Store) -> None:
    filled(store, everywhere("Buurthuis", NAMED))
    save(store, "profile", "partners", ["Buurthuis"])
    save(store, "profile", "partners", [{"id": "Buurthuis", "name": "Buurthuis Oost"}])
    assert seen(store, NAMED) == {"Buurthuis Oost"}


def test_the_current_name_that_is_typed_refers_to_who_has_it(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}})
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}])
    assert save(store, *NAMED[0][:2], [{"id": "p", "name": "Harmonie"}]) == [{"id": "p", "name": "Fanfare"}]


def test_names_of_two_kinds_that_are_the_same_are_not_mixed_up(store: Store) -> None:
    rows = [{"id": "Dans", "activity": "Dans", "provider": "Dans"}]
    filled(store, {"profile": {"name": "De Brug", "partners": ["Dans"]}, "activities": {"activities": rows}})
    save(store, "profile", "partners", [{"id": "Dans", "name": "Dansschool"}])
    assert read(store, "activities", "activities") == [{"id": "Dans", "activity": "Dans", "provider": "Dansschool"}]
    assert field(store, "activities", "activities").history()[0].text == "Dans · Dansschool"


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [EXAMPLE, OLD_EXPORT], ids=["example", "0.1.0"])
def test_a_file_that_is_taken_in_and_written_again_has_the_same_bytes(store: Store, file: Path) -> None:
    taken = exchange.read_file(file)
    transfer.take_in(store, transfer.plan(store, taken), "Ans")
    first = exchange.write(store.snapshot(taken.key))
    again = exchange.read(first, "again")
    assert again.sheets == taken.sheets  # nothing of it changed, whatever version it was
    assert store.replace(taken.key, again.sheets, author="Bram") == 0
    assert exchange.write(store.snapshot(taken.key)) == first
    assert file != EXAMPLE or first == file.read_bytes()


def test_a_dossier_with_changed_and_removed_names_is_exported_and_taken_in_without_a_change(store: Store) -> None:
    sheets = {**everywhere("Fanfare", NAMED), **everywhere("Dans", ACTIVE)}
    sheets["activities"] = {"activities": [{"id": "r1", "activity": "Dans", "provider": "Fanfare"}]}
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare", "Koor"]}, **sheets})
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}, {"id": "Koor", "name": "Popkoor"}])
    save(store, "lesson/02-belangen", "parties", [{"name": "Koor"}, {"name": "Fanfare"}])
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}])
    data = exchange.write(store.snapshot(KEY))
    assert store.replace(KEY, exchange.read(data, "x").sheets, author="Bram") == 0
    assert read(store, "lesson/02-belangen", "parties") == [{"name": "Popkoor"}, {"name": "Harmonie"}]
    assert exchange.write(store.snapshot(KEY)) == data


def test_a_file_goes_on_referring_in_another_store(store: Store) -> None:
    book = {"activities": {"activities": [{"id": "r1", "activity": "Streetdance"}]}}
    filled(store, {**everywhere("Streetdance", ACTIVE), **book})
    save(store, "activities", "activities", [{"id": "r1", "activity": "Breakdance"}])
    assert seen(store, ACTIVE) == {"Breakdance"}


def test_a_new_partner_with_the_first_name_of_another_gets_an_id_of_its_own(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}, **everywhere("Fanfare", NAMED)})
    save(store, "profile", "partners", [{"id": "Fanfare", "name": "Harmonie"}])
    file = json.loads(exchange.write(store.snapshot(KEY)))
    file["coalition"]["partners"] = ["Fanfare", "Harmonie"]
    store.replace(KEY, exchange.read(json.dumps(file).encode(), "x").sheets, author="Bram")
    assert read(store, "profile", "partners") == ["Fanfare", "Harmonie"]
    assert seen(store, NAMED) == {"Harmonie"}


def test_the_example_refers_to_its_own_lists() -> None:
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    sheets, coalition = example["sheets"], example["coalition"]
    rows = sheets["activities"]["activities"]
    locations = {one for school in coalition["schools"] for one in school["locations"]}
    assert {row["location"] for row in rows} == locations
    assert {row["provider"] for row in rows} <= {*coalition["partners"]}
    assert {row["domain"] for row in rows} == {*FORMAT.sheet("activities").field("domains").default}
    goals = {goal["text"] for goal in sheets["lesson/12-kansenketen"]["goals"]}
    assert {row["goal"] for row in rows if "goal" in row} <= goals
    without = []
    for sheet, table, column in [*NAMED, *ACTIVE]:
        known = {*coalition["partners"]} if (sheet, table, column) in NAMED else {row["activity"] for row in rows}
        named = {row[column] for row in sheets[sheet][table] if column in row}
        without += [] if named & known else [sheet]
    assert without == ["lesson/12-kansenketen"]  # of which no measure is an activity


# --- adding from a cell --------------------------------------------------------------------------


def test_a_name_is_added_to_its_list_and_taken_off_again(store: Store) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}})
    place = field(store, *NAMED[0][:2])
    assert name_lists.add(place, "partner", "Buurthuis") == {
        "name": "Buurthuis",
        "added": True,
        "message": "Buurthuis staat nu ook bij de partners.",
    }
    assert read(store, "profile", "partners") == ["Fanfare", "Buurthuis"]
    assert not name_lists.add(place, "partner", "buurthuis")["added"]
    assert name_lists.drop(place, "partner", "Buurthuis")["dropped"]
    assert read(store, "profile", "partners") == ["Fanfare"]
    assert not name_lists.drop(place, "partner", "Buurthuis")["dropped"]


def test_an_activity_that_somebody_wrote_more_about_is_not_taken_off(store: Store) -> None:
    filled(store, {})
    place = field(store, *ACTIVE[0][:2])
    name_lists.add(place, "activity", "Dans")
    assert read(store, "activities", "activities") == [{"id": "Dans", "activity": "Dans"}]
    rows = [{"id": "Dans", "activity": "Dans", "times": "maandag"}]
    save(store, "activities", "activities", rows)
    assert not name_lists.drop(place, "activity", "Dans")["dropped"]
    assert read(store, "activities", "activities") == rows


def test_a_name_is_added_after_what_somebody_else_saves_at_the_same_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store, {"profile": {"name": "De Brug", "partners": ["Fanfare"]}})
    place, look, others = field(store, *NAMED[0][:2]), store.sheet, iter(["Koor", "Band"])

    def meanwhile(key: DossierKey, sheet: str) -> Any:
        found = look(key, sheet)
        if sheet == "profile" and (other := next(others, "")):
            newest = found["partners"]
            value = [*newest.value, other]
            store.save(key, "profile", "partners", value, based_on=newest.number, author="Bram")
        return found

    monkeypatch.setattr(store, "sheet", meanwhile)
    assert name_lists.add(place, "partner", "Buurthuis")["added"]
    assert read(store, "profile", "partners") == ["Fanfare", "Koor", "Band", "Buurthuis"]


def test_a_list_that_changes_all_the_time_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store, {})
    place, look, numbers = field(store, *NAMED[0][:2]), store.sheet, iter(range(100))

    def meanwhile(key: DossierKey, sheet: str) -> Any:
        found = look(key, sheet)
        at = found["partners"].number if "partners" in found else 0
        store.save(key, "profile", "partners", [f"Club {next(numbers)}"], based_on=at, author="Bram")
        return found

    monkeypatch.setattr(store, "sheet", meanwhile)
    with pytest.raises(name_lists.BusyListError, match="partners"):
        name_lists.add(place, "partner", "Buurthuis")


def test_domains_come_ready_and_are_kept_once_somebody_changes_them(store: Store) -> None:
    filled(store, {"activities": {"activities": [{"id": "Judo", "activity": "Judo", "domain": "Sport"}]}})
    place = field(store, "activities", "activities")
    offer = name_lists.offered(place, store.snapshot(KEY))["domain"]
    assert [name for _, name in offer["listed"]] == ["Cultuur", "Sport", "Cognitief", "Ontdekken"]
    assert field(store, "activities", "domains").now() == (["Cultuur", "Sport", "Cognitief", "Ontdekken"], 0)
    name_lists.add(place, "domain", "Techniek")
    listed = save(store, "activities", "domains", ["Cultuur", {"id": "Sport", "name": "Bewegen"}, "Techniek"])
    assert listed == ["Cultuur", {"id": "Sport", "name": "Bewegen"}, "Techniek"]
    assert read(store, "activities", "activities")[0]["domain"] == "Bewegen"


def test_a_cell_offers_the_locations_of_the_schools_and_the_goals_of_the_chain(store: Store) -> None:
    schools = [{"name": "De Eik", "locations": ["Plein", "Laan"]}, {"name": "De Beuk"}]
    goals = {"lesson/12-kansenketen": {"goals": [{"id": "d1", "text": "Iedereen doet mee"}]}}
    filled(store, {"profile": {"name": "De Brug", "schools": schools}, **goals})
    offer = name_lists.offered(field(store, "activities", "activities"), store.snapshot(KEY))
    texts = {key: [name for _, name in one["listed"]] for key, one in offer.items()}
    assert texts["profile/schools/locations"] == ["Plein", "Laan"]
    assert texts["lesson/12-kansenketen/goals/text"] == ["Iedereen doet mee"]
    assert not offer["profile/schools/locations"]["list"]  # what is typed there is put on no list


def test_what_does_not_fit_is_refused_as_ever(store: Store) -> None:
    filled(store, {})
    with pytest.raises(answers.RefusedValueError, match="één regel"):
        save(store, *NAMED[0][:2], [{"name": "twee\nregels"}])
