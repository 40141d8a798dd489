"""Klaar voor inleveren: how far each dossier is, as its own page says, and nothing of what stands in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE

from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import framework, framework_for
from sko_widgets.guide.readiness_page import ReadinessPage
from sko_widgets.insight.progress import progress
from sko_widgets.insight.readiness import STATES, report_said, standings
from sko_widgets.report.made_reports import made_reports

PERIOD = "2025-2026"
FORMAT = framework_for(PERIOD).id
BLOCK = "meso-samenwerking"
WHOLE = {
    "context": "Er was veel uitval.",
    "goal": "Iedereen is een jaar later nog betrokken, ook wie nu nog twijfelt.",
    "actions": {"items": ["Een ronde langs alle partners van de coalitie, op hun eigen plek."]},
    "results": {"intro": "Alle achttien partners spraken we, van wie er twee zijn gestopt."},
    "answer": "Kennen is de helft van vertrouwen.",
    "outlook": "Nu samen een rooster maken.",
    "next_questions": [{"text": "Hoe houden we dat vol als er iemand anders komt?", "kind": "nieuw"}],
    "links": [{"kind": "trap-op", "to": "macro-samenwerking", "note": "Het bestuur beslist hierover mee."}],
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a new store."""
    url = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    with open_store(url if request.param == "sqlite" else request.getfixturevalue("postgres_url")) as opened:
        yield opened


def make(store: Store, slug: str, sheets: dict[str, dict[str, Any]]) -> DossierKey:
    key = DossierKey(slug, PERIOD)
    store.create(key, framework=FORMAT, sheets={"profile": {"name": slug.title()}, **sheets}, author="test")
    return key


def states(store: Store) -> dict[str, str]:
    """Return how far each coalition is with the block."""
    return {one.name: one.blocks[BLOCK] for one in standings(store.outlines())}


def test_a_block_is_one_of_four_words(store: Store) -> None:
    cycle, title = f"block/{BLOCK}/1", {f"block/{BLOCK}": {"title": "Samen"}}
    make(store, "leeg", {})
    make(store, "begonnen", {cycle: {"goal": "Iets"}})
    make(store, "vol", {cycle: WHOLE, **title})
    make(store, "af", {cycle: {**WHOLE, "status": "afgerond"}})
    further = make(store, "verder", {cycle: {**WHOLE, "status": "afgerond"}, f"block/{BLOCK}/2": {"goal": "Anders"}})
    assert states(store) == {
        "Leeg": "niet begonnen",
        "Begonnen": "bezig",
        "Vol": "klaar",
        "Af": "afgerond",
        "Verder": "bezig",
    }
    assert [one.name for one in standings(store.outlines())] == ["Af", "Begonnen", "Leeg", "Verder", "Vol"]
    store.put(further, {f"block/{BLOCK}/2": {"goal": None, "status": None}}, author="test")
    assert states(store)["Verder"] == "afgerond"  # a cycle that was emptied is none


def test_the_words_are_those_of_the_dossiers_own_page(store: Store) -> None:
    read = exchange.read_file(EXAMPLE)
    for slug in ("elzerveen", "zonder-vraag"):
        sheets = {name: dict(fields) for name, fields in read.sheets.items()}
        if slug != "elzerveen":  # nothing of the cycle before is for this block
            sheets["block/meso-samenwerking/2"]["next_questions"] = [
                {"text": "Wie dan?" * 20, "block": "macro-samenhang"}
            ]
        store.create(DossierKey(slug, PERIOD), framework=read.framework, sheets=sheets, author="test")
    found = standings(store.outlines())
    assert len({state for one in found for state in one.blocks.values()}) > 1
    for one in found:
        snapshot = store.snapshot(one.key)
        for block in framework(snapshot.framework).block_ids:
            done = progress(snapshot, block)
            ready = STATES[1] if done.next_step else STATES[2]
            assert one.blocks[block] == (STATES[0] if not done.cycle else STATES[3] if done.is_finished else ready)


def test_a_dossier_of_a_format_that_is_not_known_does_not_stop_the_others(store: Store) -> None:
    make(store, "goed", {})
    store.create(DossierKey("later", PERIOD), framework="ocw-2099", sheets={}, author="test")
    assert [(one.name, bool(one.blocks)) for one in standings(store.outlines())] == [("Goed", True), ("later", False)]


def test_what_was_said_about_a_dossier_does_not_change_it(store: Store) -> None:
    key = make(store, "goed", {})
    before = store.outlines()[0].changed_at
    store.put(key, {"remark/0123456789ab": {"said": "klopt"}, "sharing": {"school_kinds": ["po"]}}, author="test")
    [standing] = standings(store.outlines())
    assert (standing.changed_at, standing.school_kinds) == (before, ("po",))
    store.put(key, {"profile": {"municipality": "Zwolle"}}, author="test")
    [standing] = standings(store.outlines())
    assert standing.municipality == "Zwolle"
    assert standing.changed_at > before


def test_a_report_is_not_made_or_made_or_the_dossier_changed_since(store: Store) -> None:
    make(store, "goed", {})
    [standing] = standings(store.outlines())
    later, earlier = (standing.changed_at + timedelta(hours=hours) for hours in (1, -1))
    assert report_said(standing, None, "") == "niet gemaakt"
    assert report_said(standing, later, "27 november 2026") == "gemaakt op 27 november 2026"
    assert report_said(standing, earlier, "27 november 2026") == "gewijzigd sinds 27 november 2026"


def test_what_a_folder_of_reports_knows(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 27, 12, tzinfo=UTC)
    for name in ("goed-2025-2026.docx", "deel-2025-2026-x.docx", "gezakt-2025-2026.docx"):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (moment.timestamp(),) * 2)

    def row(coalition: str, *names: str, **more: Any) -> dict[str, Any]:
        about = {"coalition": coalition, "period": PERIOD, "status": "ok", "files": names, "seconds": 2.5}
        return {**about, "error": None, **more}

    rows = [
        row("goed", "goed-2025-2026.docx", "goed-2025-2026.pdf"),
        row("deel", "deel-2025-2026-x.docx", part="x"),
        row("weg", "weg-2025-2026.docx"),
        row("gezakt", "gezakt-2025-2026.docx"),
        row("../../etc", "../../etc/passwd"),
    ]
    (tmp_path / "manifest.json").write_text(json.dumps({"version": 1, "reports": [*rows, "onzin", {"files": 3}]}))
    journal = json.dumps(row("gezakt", status="failed", error="Het lukte niet."))
    (tmp_path / ".manifest.journal").write_text(f"\n{journal}\n{{half")
    found = {key: one.made_at for key, one in made_reports(tmp_path).items()}
    assert found == {("goed", PERIOD): moment - timedelta(seconds=2.5)}
    (tmp_path / "manifest.json").write_bytes(b"\xff{")
    assert made_reports(tmp_path / "nergens") == made_reports(tmp_path) == {}


def test_no_text_of_a_dossier_reaches_the_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKO_WERKMAP", raising=False)
    short = "Kort"  # no longer than a status
    cycle: dict[str, dict[str, Any]] = {
        f"block/{BLOCK}": {"title": short},
        f"block/{BLOCK}/1": {**WHOLE, "goal": short},
    }
    make(store, "vol", {**cycle, "lesson/02-belangen": {"tips": "Kort geheim"}})
    read = str(store.outlines())
    assert [one for one in ("vertrouwen", "achttien", "Hoe houden", short) if one in read] == []
    page = ReadinessPage(store)
    page.filters()
    page.view()
    assert page._table is not None
    assert page._filters is not None
    sent = json.dumps([page._table.get_state(), page._filters.get_state()], default=str)
    assert "klaar" in sent
    typed = [short, "geheim", "vertrouwen", "uitval", "achttien", "partners", "Hoe houden we"]
    assert [one for one in typed if one in sent] == []
    printed = " ".join([*page._printout().passages, *(text for _, text in page._printout().facts)])
    assert "klaar" in printed
    assert [one for one in typed if one in printed] == []
