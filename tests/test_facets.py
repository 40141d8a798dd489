"""What views across coalitions are narrowed by: only what occurs is offered, and what is left is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sko_widgets.dossier import sharing
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.store import open_store
from sko_widgets.guide.learning_line_page import LearningLinePage
from sko_widgets.insight.shared_facets import left_over, selection

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def copy(sender: str, place: str = "block/meso-samenwerking/1", town: str = "", kinds: str = "po") -> SharedCopy:
    return SharedCopy(sender, "2025-2026", place, "ocw-2023", NOW, municipality=town, school_kinds=tuple(kinds.split()))


THERE = [
    copy("a", town="Zwolle"),
    copy("a", "block/macro-samenhang/2", town="Zwolle"),
    copy("b", town="Almelo", kinds="vo po"),
    copy("c", kinds="so"),
    copy("c", "lesson/03-stakeholders", kinds="so"),
]


def offered(chosen: dict[str, str]) -> dict[str, list[str]]:
    """Return the words of what is offered once some was chosen, by the list's label."""
    choice = selection()
    for name, value in chosen.items():
        choice.choose(name, value)
    return {one["label"]: [option["label"] for option in one["options"]] for one in choice.offered(THERE)}


def test_only_what_occurs_is_offered_in_words_and_in_order() -> None:
    assert offered({}) == {
        "Gemeente": ["Almelo", "Zwolle"],
        "Soort scholen": ["Basisonderwijs", "Voortgezet onderwijs", "Speciaal onderwijs"],
        "Bouwsteen": ["Macro – Samenhang", "Meso – Samenwerking"],
    }


def test_a_choice_narrows_what_the_other_lists_offer_and_not_its_own() -> None:
    assert offered({"municipality": "Almelo"}) == {
        "Gemeente": ["Almelo", "Zwolle"],
        "Soort scholen": ["Basisonderwijs", "Voortgezet onderwijs"],
        "Bouwsteen": ["Meso – Samenwerking"],
    }


def test_what_was_chosen_stays_on_the_list_when_nothing_has_it_any_more() -> None:
    choice = selection()
    choice.choose("municipality", "Zwolle")
    left = [one for one in THERE if one.municipality != "Zwolle"]
    towns = choice.offered(left)[0]
    assert (towns["chosen"], [one["value"] for one in towns["options"]]) == ("Zwolle", ["Almelo", "Zwolle"])
    assert choice.of(left) == []
    choice.clear()
    assert choice.of(left) == left


def test_what_has_nothing_of_a_facet_goes_as_soon_as_one_is_chosen() -> None:
    choice = selection()
    choice.choose("block", "meso-samenwerking")
    assert [one.sender for one in choice.of(THERE)] == ["a", "b", "c"]
    choice.choose("school_kind", "so")
    assert [one.place for one in choice.of(THERE)] == ["block/meso-samenwerking/1"]
    assert choice.said() == "Speciaal onderwijs, Meso – Samenwerking"
    choice.choose("school_kind", "")
    choice.choose("no such facet", "x")
    assert choice.chosen == {"block": "meso-samenwerking"}


def test_it_says_how_much_is_left() -> None:
    assert left_over([], []) == "Er is nog niets gedeeld met deze leergroep."
    assert left_over(THERE, THERE) == "5 keer gedeeld, door 3 coalities."
    assert left_over(THERE[:2], THERE) == "2 van de 5 keer gedeeld, door 1 coalitie."
    assert left_over([], THERE) == "0 van de 5 keer gedeeld, door 0 coalities."


def test_a_municipality_is_offered_only_where_all_let_their_name_be_seen(tmp_path: Path) -> None:
    names = [replace(copy(sender * 12, town=town), named=True) for sender, town in (("a", "Zwolle"), ("b", "Almelo"))]
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as store:
        slug = sharing.group_called(store, "Rivieren", author="x").key.slug
        sharing.share(store, slug, names, author="x")
        page = LearningLinePage(store, slug)
        page.filters()
        assert page._filters is not None
        assert [one["label"] for one in page._filters.filters] == ["Gemeente"]
        page._choose({"name": "municipality", "value": "Zwolle"})
        assert page._filters.told == "1 van de 2 keer gedeeld, door 1 coalitie."
        sharing.share(store, slug, [copy("c" * 12)], author="x")
        page._clear({})
        page._choose({"name": "municipality", "value": "Zwolle"})
        assert (page._filters.filters, page._filters.told) == ([], "3 keer gedeeld, door 3 coalities.")
