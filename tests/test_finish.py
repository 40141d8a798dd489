"""Finishing a cycle and undoing that look and save at one moment: nobody writes in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sko_widgets.dossier import begin, finish
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Revision, Store, StoreBusyError, open_store

KEY = DossierKey("de-brug", "2025-2026")
BLOCK = "meso-samenwerking"
NEXT = f"block/{BLOCK}/2"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        begin.begin(opened, "De Brug", KEY.period, author="test")
        question = [{"text": "En dan?", "kind": "nieuw"}]
        opened.save(KEY, f"block/{BLOCK}/1", "next_questions", question, based_on=0, author="Pim")
        yield opened


def test_a_cycle_that_somebody_wrote_in_is_not_undone(store: Store) -> None:
    assert finish.finish(store, KEY, BLOCK, 1, "Pim") == 2
    assert isinstance(store.save(KEY, NEXT, "goal", "Al begonnen", based_on=0, author="Bo"), Revision)
    with pytest.raises(finish.CannotFinishError, match="staat al tekst"):
        finish.reopen(store, KEY, BLOCK, 1, "Pim")
    assert store.snapshot(KEY).sheet(f"block/{BLOCK}/1")["status"] == "afgerond"


@pytest.mark.parametrize("looks", ["own_next_questions", "can_reopen"])
def test_nobody_saves_between_the_look_and_the_save(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: str
) -> None:
    look: Callable[..., Any] = getattr(finish, looks)
    seen = []

    def while_looking(*asked: Any) -> Any:
        seen.append(asked)
        with pytest.raises(StoreBusyError):
            other.save(KEY, NEXT, "goal", "Net ertussen", based_on=0, author="Bo")
        return look(*asked)

    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}", wait=0.05) as other:
        if looks == "can_reopen":
            finish.finish(store, KEY, BLOCK, 1, "Pim")
        monkeypatch.setattr(finish, looks, while_looking)
        if looks == "can_reopen":
            finish.reopen(store, KEY, BLOCK, 1, "Pim")
        else:
            finish.finish(store, KEY, BLOCK, 1, "Pim")
    assert seen
    assert "goal" not in store.snapshot(KEY).sheet(NEXT)
