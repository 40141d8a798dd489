"""What a coalition takes along to its next period, and what happens when it gets another name."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE

from sko_widgets import who
from sko_widgets.dossier import begin, transfer
from sko_widgets.dossier.carry import carried, offers
from sko_widgets.dossier.example import example, is_example
from sko_widgets.dossier.exchange import read
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.framework import framework
from sko_widgets.guide.coalition_list import rows
from sko_widgets.guide.file_intake import FileIntake

OLD, NEW = DossierKey("de-brug", "2024-2025"), DossierKey("de-brug", "2025-2026")
JUDO = {
    "id": "j1",
    "activity": "Judo",
    "location": "Noord",
    "provider": "Museum",
    "vog": "seen",
    "evaluation": "Het liep goed",
}
SHEETS: dict[str, dict[str, Any]] = {
    "profile": {"name": "De Brug", "introduction": "Wij.", "municipality": "Veendam", "partners": ["Museum"]},
    "activities": {"activities": [JUDO], "domains": ["Sport"], "gaps": "Zuid heeft niets"},
    "block/meso-samenwerking/1": {"next_questions": ["En dan?"]},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'opslag.sqlite'}") as opened:
        opened.create(OLD, framework="ocw-2023", sheets=SHEETS, author="Ans")
        yield opened


def test_what_is_still_true_comes_along_and_what_is_about_the_old_year_stays(store: Store) -> None:
    begin.begin(store, "De Brug", NEW.period, before=OLD.period, author="Bo")
    new = store.snapshot(NEW)
    assert dict(new.sheet("profile")) == {"name": "De Brug", "municipality": "Veendam", "partners": ["Museum"]}
    assert dict(new.sheet("activities")) == {
        "activities": [{"id": "j1", "activity": "Judo", "location": "Noord", "provider": "Museum"}],
        "domains": ["Sport"],
    }
    assert new.sheet("block/meso-samenwerking/1")["start_question"] == "En dan?"


def test_a_coalition_says_field_by_field_what_is_still_true(store: Store) -> None:
    keep = {"profile.introduction", "activities.domains"}
    begin.begin(store, "De Brug", NEW.period, before=OLD.period, keep=keep, author="Bo")
    new = store.snapshot(NEW)
    assert dict(new.sheet("profile")) == {"name": "De Brug", "introduction": "Wij."}
    assert dict(new.sheet("activities")) == {"domains": ["Sport"]}
    assert new.sheet("block/meso-samenwerking/1")["start_question"] == "En dan?"


def test_only_what_was_filled_is_offered_and_the_introduction_is_left_unless_asked(store: Store) -> None:
    offered = offers(store.snapshot(OLD), framework("ocw-2023"))
    assert [(one.id, one.keeps) for one in offered] == [
        ("profile.municipality", True),
        ("profile.partners", True),
        ("activities.activities", True),
        ("activities.domains", True),
        ("profile.introduction", False),
    ]


def test_an_empty_period_has_its_name_to_give() -> None:
    assert carried(Snapshot(OLD, "ocw-2023", ""), framework("ocw-2023")) == {"profile": {"name": "de-brug"}}


def test_another_name_is_there_in_every_period_and_the_slug_stays(store: Store) -> None:
    begin.begin(store, "De Brug", NEW.period, author="Ans")
    begin.rename(store, "de-brug", "Het Veer", author="Bo")
    assert [(info.key, info.name, info.changed_by) for info in store.dossiers()] == [
        (OLD, "Het Veer", "Bo"),
        (NEW, "Het Veer", "Bo"),
    ]
    assert [one.value for one in store.history(OLD, "profile", "name")] == ["De Brug", "Het Veer"]
    key, _ = begin.begin(store, "het veer", "2026-2027", before=NEW.period, author="Bo")
    assert key.slug == "de-brug"


@pytest.mark.parametrize("name", ["", "a/b", "De  Vaart"])
def test_a_name_that_cannot_be_or_is_anothers_changes_nothing(store: Store, name: str) -> None:
    begin.begin(store, "De Vaart", NEW.period, author="Ans")
    with pytest.raises(UsageError):
        begin.rename(store, "de-brug", name, author="Bo")
    assert [info.name for info in store.dossiers()] == ["De Brug", "De Vaart"]


def test_a_coalition_is_one_row_with_its_newest_period_first(store: Store) -> None:
    begin.begin(store, "De Brug", NEW.period, author="Ans")
    transfer.take_in(store, transfer.plan(store, example()), "")
    brug, elzerveen = rows(store.dossiers())
    assert (brug["period"], [one["period"] for one in brug["older"]], brug["example"]) == (
        "2025–2026",
        ["2024–2025"],
        False,
    )
    assert brug["note"].endswith(" door Ans")
    assert (elzerveen["slug"], elzerveen["example"]) == ("elzerveen", True)
    assert "door" not in elzerveen["note"]
    assert is_example(read(EXAMPLE.read_bytes(), "").key)


def sent(intake: FileIntake, plain: object, part: int = 100) -> None:
    """Send a file as a page does."""
    data = plain if isinstance(plain, bytes) else json.dumps(plain).encode()
    for at in range(0, max(len(data), 1), part):
        intake.part({"at": at, "data": base64.b64encode(data[at : at + part]).decode()})


def dossier(**more: Any) -> dict[str, Any]:
    coalition = {"name": "De Brug", "slug": "de-brug", "municipality": "Kreekdam"}
    return {"format": "sko-dossier", "version": 2, "period": OLD.period, "coalition": coalition, **more}


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"PK\x03\x04", dossier(version=9), dossier(gemeente="x")])
def test_a_file_that_is_no_dossier_is_refused_with_its_problems(store: Store, data: object) -> None:
    intake = FileIntake(store)
    sent(intake, data)
    refused = intake.look({"name": "fout.json"})["refused"]
    assert refused["number"] == len(refused["problems"]) == 1
    assert "niets opgeslagen" in refused["mend"]
    with pytest.raises(SkoError, match="nog geen bestand"):
        intake.take({})
    assert store.snapshot(OLD).sheets == SHEETS


def test_a_file_over_a_dossier_asks_first_and_keeps_what_stood_there(store: Store) -> None:
    intake = FileIntake(store)
    sent(intake, dossier())
    assert "De Brug 2024–2025 is er al. Met dit bestand veranderen er" in intake.look({"name": "x.json"})["there"]
    assert store.snapshot(OLD).sheets == SHEETS
    assert intake.take({})["url"].endswith("de-brug/2024-2025/start.ipynb")
    assert dict(store.snapshot(OLD).sheets) == {"profile": {"name": "De Brug", "municipality": "Kreekdam"}}
    assert [one.value for one in store.history(OLD, "profile", "municipality")] == ["Veendam", "Kreekdam"]
    sent(intake, dossier())
    assert "url" in intake.look({"name": "x.json"})  # nothing to change: it only opens


def test_a_file_of_a_coalition_with_another_name_asks_whether_it_is_the_same(store: Store) -> None:
    intake = FileIntake(store)
    sent(intake, dossier(coalition={"name": "Het Veer", "slug": "de-brug"}))
    assert intake.look({"name": "x.json"})["other"] == {"there": "De Brug", "name": "Het Veer"}
    assert "there" in intake.look({"name": "x.json", "same": True})
    intake.take({})
    assert store.snapshot(OLD).sheet("profile")["name"] == "Het Veer"


def test_who_runs_it_goes_before_who_says_so_and_an_account_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SKO_AUTEUR", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    who.writes(None)
    assert who.author() == ""
    who.writes("  Anna \n de Vries ")
    assert who.author() == "Anna de Vries"
    monkeypatch.setenv("SKO_AUTEUR", "Ans")
    assert who.author() == who.given() == "Ans"
    who.writes("")
    assert [who.by(name) for name in ("Ans", "", "root", "onbekend")] == [" door Ans", "", "", ""]
