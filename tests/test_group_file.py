"""A learning group as a file: the same bytes again, nothing of what was shared with it, taken in whole or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers import Done, sko
from shared_copies import of_many

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

KEY = DossierKey.of_group("rivieren")
DAY = "2026-01-20"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a store with a group with which 22 coalitions shared, and a session."""
    where = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    address = where if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with open_store(address) as store:
        sharing.group_called(store, "Rivieren", author="Bo")
        sharing.share(store, KEY.slug, of_many(22), author="Bo")
        store.put(KEY, {"group": {"members": [{"coalition": "Zandpad", "school_kind": "po"}]}}, author="Bo")
        clock = [{"at": "2026-01-20T12:00:00+00:00", "does": "begin", "part": "-1"}]
        agenda = [{"name": "Binnenkomen", "minutes": "10", "says": "Kom binnen."}]
        about = {"question": "Lukt het?", "agenda": agenda, "clock": clock, "groups": [{"members": ["Zandpad"]}]}
        sessions.plan(store, KEY.slug, DAY, about, author="Bo")
        said = {"kind": "vraag", "text": "Wat zegt de moeder van Sanne?"}
        sessions.add_harvest(store, KEY.slug, DAY, said, author="Bo")
        sessions.add_agreement(store, KEY.slug, DAY, {"who": "Zandpad", "what": "Wijkteam bellen"}, author="Bo")
    return address


def at(folder: Path, *arguments: object) -> Done:
    return sko("--werkmap", folder, *arguments)


def test_a_group_comes_out_and_in_as_the_same_bytes(url: str, tmp_path: Path) -> None:
    out = at(tmp_path, "--opslag", url, "uitvoer", "--groep", "rivieren", "--naar", tmp_path / "uit")
    file = tmp_path / "uit" / "leergroep-rivieren.json"
    assert (out.code, out.out.strip()) == (0, str(file)), out
    assert "In 1 tekst staat misschien een naam" in out.err
    said = file.read_text(encoding="utf-8")
    assert "Wijkteam bellen" in said
    shared = {str(value) for copy in of_many(22) for value in copy.fields.values() if isinstance(value, str)}
    assert [one for one in shared if one and one in said] == []

    other = tmp_path / "anders"
    tried = at(other, "invoer", file, "--proef")
    assert (tried.code, "nieuw" in tried.out, (other / "dossiers.sqlite").exists()) == (0, True, False), tried
    taken = at(other, "invoer", file)
    assert (taken.code, taken.out.startswith("Rivieren: nieuw, ")) == (0, True), taken
    assert at(other, "uitvoer", "--groep", "Rivieren", "--naar", other / "uit").code == 0
    assert (other / "uit" / "leergroep-rivieren.json").read_bytes() == file.read_bytes()
    assert "er is niets veranderd" in at(other, "invoer", file).out


def test_a_file_over_a_group_that_is_there_asks_first_and_keeps_what_it_does_not_name(url: str, tmp_path: Path) -> None:
    assert at(tmp_path, "--opslag", url, "uitvoer", "--groep", "rivieren", "--naar", tmp_path).code == 0
    file = tmp_path / "leergroep-rivieren.json"
    with open_store(url) as store:
        sheet = sessions.session_sheet(DAY)
        store.put(KEY, {sheet: {"question": "Lukt het nog?"}}, author="Bo")
        sessions.add_harvest(store, KEY.slug, DAY, {"text": "Later erbij"}, author="Bo")
    asked = at(tmp_path, "--opslag", url, "invoer", file)
    assert (asked.code, "1 veld wijzigen" in asked.err) == (1, True), asked
    assert at(tmp_path, "--opslag", url, "invoer", file, "--ja").code == 0
    with open_store(url) as store:
        assert [one.value for one in store.history(KEY, sheet, "question")] == [
            "Lukt het?",
            "Lukt het nog?",
            "Lukt het?",
        ]
        assert "Later erbij" in [one.get("text") for one in sessions.harvest_now(store, KEY.slug, DAY)]
        assert len(store.shared(KEY.slug)) == len(of_many(22))


def test_what_does_not_fit_is_told_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    sheets = {f"session/{DAY}": {"vraag": "?"}, "block/meso-samenwerking/1": {"goal": "x"}, "group": {"rules": "nee"}}
    plain = {"format": "sko-leergroep", "version": 1, "framework": "ocw-2023", "group": "Rivieren", "sheets": sheets}
    file = tmp_path / "fout.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    refused = at(tmp_path, "invoer", file)
    assert refused.code == 1
    for where in (f"sheets.session/{DAY}.vraag: ", "sheets.block/meso-samenwerking/1: ", "sheets.group.rules: "):
        assert where in refused.err, refused.err
    assert not (tmp_path / "dossiers.sqlite").exists()
    file.write_text(json.dumps({**plain, "sheets": {}, "version": 2}), encoding="utf-8")
    assert "werk sko bij" in at(tmp_path, "invoer", file).err
    for wrong in (("rivieren", "--groep", "x"), ("--groep", "x", "--formaat", "xlsx"), ("--groep", "Onbekend")):
        assert at(tmp_path, "uitvoer", *wrong).code == 2
