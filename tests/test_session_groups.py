"""Small groups as they are kept with a session, and the cards that are printed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from read_pdf import Element, elements

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.move_session import move
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.errors import SkoError
from sko_widgets.framework.session_build import session_build
from sko_widgets.guide.cards_to_print import cards_file
from sko_widgets.guide.session_groups import SessionGroups
from sko_widgets.insight.planned_session import rows_of
from sko_widgets.insight.programme import form_parts, programme
from sko_widgets.insight.small_groups import CHAIR_SAYS
from sko_widgets.widgets import GroupsForm

BEFORE, DAY = "2025-10-07", "2026-01-20"
KEY = DossierKey.of_group("rivieren")
NAMES = [f"Coalitie {letter}" for letter in "ABCDEFGHIJKLM"]
NOW = datetime(2026, 1, 19, 12, 0, 0, 5, tzinfo=UTC)
QUESTION = "Kun je op #elkaar rekenen? ☃𐍈"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a store with a group of thirteen, of whom one is not there, and two sessions."""
    build = session_build()
    agenda = rows_of(programme(build, build.forms["incident"], 180))
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        sharing.group_called(opened, "Rivieren", author="Bo")
        members = [{"coalition": name, "school_kind": "povoso"[at % 3 * 2 :][:2]} for at, name in enumerate(NAMES)]
        opened.put(KEY, {"group": {"members": members}}, author="Bo")
        fields = {"working_form": "incident", "question": QUESTION, "agenda": agenda}
        for day in (BEFORE, DAY):
            sessions.plan(opened, "rivieren", day, {**fields, "absent": [NAMES[-1]]}, author="Bo")
        yield opened


def page(store: Store, day: str = DAY) -> tuple[GroupsForm, Ask]:
    """Open the groups of a session as a page does; returns what is shown, and what asks it something."""
    shown = SessionGroups(store, KEY, day).control()
    told: list[dict[str, Any]] = []
    shown.send = told.append

    def ask(do: str, **message: Any) -> dict[str, Any]:
        shown._hear(None, {"do": do, "revision": shown.revision, **message}, [])
        return told[-1]

    return shown, ask


def stored(store: Store, day: str = DAY) -> list[list[str]]:
    rows = store.sheet(KEY, f"session/{day}")["groups"].value
    return [one["members"] for one in rows or []]


def test_groups_go_along_to_another_day_and_a_page_of_the_old_one_changes_nothing(store: Store) -> None:
    ask = page(store)[1]
    ask("divide")
    divided = stored(store)
    move(store, "rivieren", DAY, "2026-02-03", {}, author="Cas")
    for does, message in (("divide", {}), ("away", {"who": NAMES[0], "away": True}), ("undo", {})):
        answer = ask(does, **message)
        if does != "undo":
            assert "verplaatst naar 3 februari 2026" in answer["why"]
    with pytest.raises(SkoError, match="verplaatst naar 3 februari 2026"):
        cards_file(store, KEY, DAY, "Rivieren", NOW)
    assert sessions.days(store, KEY) == [BEFORE, "2026-02-03"]
    assert stored(store, "2026-02-03") == divided
    move(store, "rivieren", "2026-02-03", DAY, {}, author="Cas")
    shown, _ = page(store)
    assert ([one["members"] for one in shown.groups], shown.can_undo) == (divided, False)


def test_groups_are_divided_kept_and_divided_again(store: Store) -> None:
    shown, ask = page(store)
    assert shown.told == "12 deelnemers zijn er. De werkvorm vraagt groepjes van 6 tot 8."
    assert (shown.groups, shown.can_undo, shown.away) == ([], False, [NAMES[-1]])
    assert ask("divide")["said"] == "De groepjes zijn gemaakt. 2 groepjes voor 12 deelnemers."
    first = stored(store)
    assert [len(one) for one in first] == [6, 6]
    assert sorted(chain(*first)) == NAMES[:-1]
    ask("divide")
    assert stored(store) != first
    assert ask("undo")["said"] == "De groepjes staan zoals ze waren."
    assert stored(store) == first == [one["members"] for one in page(store)[0].groups]


def test_the_next_session_knows_who_sat_together_and_who_chaired(store: Store) -> None:
    page(store, BEFORE)[1]("divide")
    shown, ask = page(store)
    ask("divide")
    assert shown.told == "2 groepjes voor 12 deelnemers. 12 tweetallen zaten al eerder bij elkaar."
    then = {one["chair"] for one in page(store, BEFORE)[0].groups}
    assert then.isdisjoint({one["chair"] for one in shown.groups})


def test_somebody_goes_to_another_group_by_hand(store: Store) -> None:
    shown, ask = page(store)
    ask("divide")
    who = shown.groups[0]["chair"]
    said = ask("move", who=who, to=1)["said"]
    assert who in shown.groups[1]["members"]
    assert said == f"{who} zit nu in groepje 2. {shown.groups[0]['chair']} is nu voorzitter van groepje 1."
    ask("move", who=who, to=2)
    assert stored(store)[2] == [who]
    assert [one["chair"] for one in shown.groups if one["members"] == [who]] == [who]
    other = next(name for name in shown.groups[0]["members"] if name != shown.groups[0]["chair"])
    assert ask("chair", who=other)["said"] == f"{other} is voorzitter."
    assert shown.groups[0]["chair"] == other
    for _ in range(3):
        ask("undo")
    assert [len(one) for one in stored(store)] == [6, 6]
    assert shown.groups[0]["chair"] == who


def test_who_is_not_there_after_all_leaves_their_group_until_they_are(store: Store) -> None:
    shown, ask = page(store)
    ask("divide")
    before = shown.groups
    who = before[1]["chair"]
    said = ask("away", who=who, away=True)["said"]
    assert said == f"{who} is er niet. {shown.groups[1]['chair']} is nu voorzitter van groepje 2."
    assert who not in shown.groups[1]["members"]
    assert shown.groups[1]["chair"] in shown.groups[1]["members"]
    assert shown.away == sorted([who, NAMES[-1]])
    assert who not in " ".join(one.text for one in printed(store))
    assert ask("away", who=who, away=False)["said"].startswith(f"{who} is er toch, en zit in groepje 2.")
    assert shown.groups == before
    assert ask("away", who=NAMES[-1], away=False)["said"] == f"{NAMES[-1]} is er toch, en zit nog in geen groepje."
    assert shown.left == [NAMES[-1]]
    ask("move", who=NAMES[-1], to=0)
    assert (shown.left, NAMES[-1] in stored(store)[0]) == ([], True)


def test_what_somebody_else_did_meanwhile_stays(store: Store) -> None:
    shown, ask = page(store)
    ask("divide")
    other, ask_other = page(store)
    who = shown.groups[0]["members"][0]
    ask_other("move", who=who, to=1)
    answer = ask("divide")
    assert answer["did"] == "failed"
    assert answer["why"] == "Iemand anders veranderde de groepjes intussen. Ze staan er nu zo."
    assert shown.groups == other.groups
    assert who in stored(store)[1]


# --- on paper -------------------------------------------------------------------------------------


def printed(store: Store) -> list[Element]:
    return elements(cards_file(store, KEY, DAY, "Leergroep Rivieren", NOW))


def test_the_cards_have_what_each_needs_and_are_tagged(store: Store) -> None:
    shown, ask = page(store)
    ask("divide")
    found = printed(store)
    heads = [one for one in found if one.tag == "H1"]
    assert [one.text for one in heads] == [*NAMES[:-1], "Groepje 1", "Groepje 2"]
    assert [one.first for one in heads] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8]  # two of A5 on each page
    assert max(one.last for one in found) == 8
    second = [one.text for one in found if one.tag == "H2"]
    assert second.count("Wat ik inbreng, in vijf zinnen. Geen namen.") == second.count("Wat ik meeneem") == 12
    assert [one for one in second if one.startswith("Voor de voorzitter")] == [
        f"Voor de voorzitter, {one['chair']}" for one in shown.groups
    ]
    everything = " ".join(one.text for one in found if one.depth == 0)
    assert everything.count("Kun je op #elkaar rekenen? ☃[U+10348]") == 14
    assert everything.count(CHAIR_SAYS) == 2
    first = [one.text for one in found if one.first == 7 and one.tag == "LI"]
    members = shown.groups[0]["members"]
    assert [one.split(",")[0].removeprefix("• ") for one in first] == members
    rows = [one.text for one in found if one.first == 7 and one.tag == "TR"]
    assert rows[1] == "Terugblik 5 Hoe liep het af met het incident van de vorige keer?"
    assert len(rows) == 8


def test_without_groups_there_are_cards_alone_and_without_people_none(store: Store) -> None:
    assert [one.text for one in printed(store) if one.tag == "H1"] == NAMES[:-1]
    store.put(KEY, {f"session/{DAY}": {"absent": NAMES}}, author="Bo")
    with pytest.raises(SkoError, match="Er is niemand voor wie een kaart kan"):
        printed(store)


def test_of_a_changed_programme_the_parts_of_the_form_are_told(store: Store) -> None:
    build = session_build()
    parts = programme(build, build.forms["les"], 180)
    assert form_parts(build, parts) == build.forms["les"].parts
    assert form_parts(build, parts[:6]) == build.forms["les"].parts[:2]
