"""Wat lastig is: what did not work, stopped or came late of what was shared, by theme, and of nobody by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sko_widgets.dossier import begin, sharing
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.sharing import Manner
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import framework_for
from sko_widgets.guide.hard_parts_page import HardPartsPage
from sko_widgets.insight.hard_parts import hard_by_theme, hard_said, says_hard

LABELLED = yaml.safe_load((Path(__file__).parent / "fixtures" / "hard_results.yaml").read_text("utf-8"))
SHARED_ON = datetime(2026, 4, 10, 12, tzinfo=UTC)
KEY = DossierKey("de-brug", "2025-2026")


def precision_and_recall(lot: str) -> tuple[float, float]:
    right = sum(map(says_hard, LABELLED[lot]["hard"]))
    wrong = sum(map(says_hard, LABELLED[lot]["not_hard"]))
    return right / (right + wrong), right / len(LABELLED[lot]["hard"])


@pytest.mark.parametrize(("lot", "least_recall"), [("written_on", 0.84), ("held_out", 0.58)])
def test_what_it_takes_for_hard_is_what_a_reader_calls_so(lot: str, least_recall: float) -> None:
    precision, recall = precision_and_recall(lot)
    assert precision >= 0.9
    assert recall >= least_recall


@pytest.mark.parametrize(
    "text",
    [
        "Het *lukte* in december **niet**.",
        "De handtekening kwam zes weken te laat.",
        "- Alles was op tijd.\n- De gesprekken gingen niet door.",
        "Ouders mopperden.",
        "De aanmeldingen vielen tegen.",
    ],
)
def test_a_sign_counts_in_any_place_of_a_sentence(text: str) -> None:
    assert says_hard(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Er kwamen geen klachten, en het ging zonder problemen.",
        "Het was niet moeilijk.",
        "Wat lukte niet?",
        "Niet alleen de scholen, ook de clubs kwamen, en dat is gelukt.",
        "Iedereen was op tijd en weet nu wie er belt.",
    ],
)
def test_what_went_well_is_not_hard(text: str) -> None:
    assert not says_hard(text)


def test_of_a_long_answer_only_the_sentences_are_shown_that_say_so() -> None:
    text = "Dat werkt goed. In het buitengebied weten te weinig ouders het. We gaan door. Dat is fijn."
    assert hard_said(text) == "In het buitengebied weten te weinig ouders het."
    assert hard_said("**Voor een deel.** De rest komt later.") == "**Voor een deel.** De rest komt later."
    assert hard_said("Dat werkt goed.") == ""


def copy(place: str = "block/meso-samenwerking/1", **more: Any) -> SharedCopy:
    fields = more.pop("fields")
    return SharedCopy("a", KEY.period, place, framework_for(KEY.period).id, SHARED_ON, schools=3, fields=fields, **more)


def kinds(*copies: SharedCopy) -> Mapping[tuple[str, str], list[str]]:
    return {
        (theme.id, kind): [one.text for one in found.parts] for (theme, kind), found in hard_by_theme(copies).items()
    }


def test_actions_that_stopped_or_were_late_when_they_were_shared() -> None:
    items = [
        {"text": "Gestopt", "status": "gestopt", "due": "maart 2026"},
        {"text": "Te laat", "due": "maart 2026", "status": "bezig"},
        {"text": "Klaar", "due": "maart 2026", "status": "klaar"},
        {"text": "Daarna pas te laat", "due": "mei 2026"},
        {"text": "Ooit", "due": "vanaf januari"},
        "Zonder meer",
    ]
    found = kinds(copy(fields={"actions": {"items": items}}))
    assert found == {("samenwerking", "stopped"): ["Gestopt"], ("samenwerking", "late"): ["Te laat"]}
    finished = [{"text": "Wist niemand", "due": "maart 2026"}, *items[1:2]]
    assert kinds(copy(fields={"actions": {"items": finished}, "status": "afgerond"})) == {
        ("samenwerking", "late"): ["Te laat"]
    }


def test_what_is_no_cycle_or_of_a_format_that_is_not_known_is_passed_over() -> None:
    hard = {"answer": "Het lukte niet."}
    assert kinds(copy("lesson/03-stakeholders", fields=hard)) == {}
    assert kinds(copy("block/hecto-samenhang/1", fields=hard)) == {}
    assert kinds(copy(fields={"next_questions": ["Wat lukte niet?"]}, questions_only=True)) == {}


def test_all_is_counted_and_the_first_are_in_words() -> None:
    many = [copy(fields={"results": {"items": [f"Poging {number} mislukte."]}}) for number in range(7)]
    [found] = hard_by_theme(many, 3).values()
    assert ([one.text for one in found.parts], found.number) == ([f"Poging {n} mislukte." for n in range(3)], 7)


# --- the page --------------------------------------------------------------------------------------

NAMES = ("De Brug", "Regenboog", "Loosdorp", "Wilma", "Zomer", "de-brug", "Sluis")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a store in which a coalition let its name be seen when it shared a cycle."""
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        begin.begin(opened, "De Brug", KEY.period, author="test")
        profile = {
            "municipality": "Loosdorp",
            "project_leader": "Wilma Zomer",
            "schools": [{"name": "OBS De Regenboog", "locations": ["Watermolen"]}],
        }
        items = [{"text": "Wilma belt De Regenboog", "owner": "Wilma Zomer", "due": "maart 2026", "status": "gestopt"}]
        cycle = {
            "results": {"items": ["In Loosdorp lukte het niet; op De Regenboog haakten kinderen af."]},
            "answer": "Bij De Brug kwam <b>niemand</b>.",
            "actions": {"items": items},
        }
        opened.put(KEY, {"profile": profile, "block/meso-samenwerking/1": cycle}, author="test")
        sharing.group_called(opened, "Rivieren", author="test")
        given = sharing.copies(
            opened, KEY, ["block/meso-samenwerking/1"], Manner(named=True), at=datetime.now(UTC), author="Pim"
        )
        sharing.share(opened, "rivieren", given, author="Pim")
        elsewhere = replace(copy(fields={"answer": "Goed."}), named=True, name="Sluis", municipality="Sluisdam")
        sharing.share(opened, "rivieren", [replace(elsewhere, sender="b" * 12)], author="Pim")
        yield opened


def test_names_are_nowhere_also_of_who_lets_theirs_be_seen(store: Store) -> None:
    page = HardPartsPage(store, "rivieren")
    page.filters()
    page.view()
    assert page._list is not None
    assert page._filters is not None
    printout = page._printout()
    printed = "\n".join([*printout.passages, *(text for _, text in printout.facts)])
    sent = json.dumps([page._list.themes, page._filters.filters, page._filters.told], ensure_ascii=False)
    assert "lukte het niet" in sent
    assert "lukte het niet" in printed
    assert "een coalitie met 1 school" in sent
    assert "\\<b\\>niemand" in printed
    assert [name for name in NAMES if name in sent or name in printed] == []


def test_what_is_taken_back_is_gone_at_the_next_look(store: Store) -> None:
    page = HardPartsPage(store, "rivieren")
    page.view()
    assert page._list is not None
    assert page._list.themes
    sharing.withdraw(store, KEY, "rivieren", ["block/meso-samenwerking/1"], at=datetime.now(UTC), author="Pim")
    page._clear({})
    assert page._list.themes == []
    assert page._printed() == []
