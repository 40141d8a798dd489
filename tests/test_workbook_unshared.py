"""What was not shared is nowhere on a group's pages: not in what the browser gets, an address or a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browser import violations
from heard import Heard
from playwright.sync_api import expect
from serving import Serving
from workbook_browser import Folder, Tab, opened

from sko_widgets.dossier import begin, sharing
from sko_widgets.dossier.sharing import Manner
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

PERIOD = "2025-2026"
CYCLE, OTHER = "block/meso-samenwerking/1", "block/macro-samenhang/1"
NAMED, NAMELESS, SILENT = (DossierKey(slug, PERIOD) for slug in ("de-vuurtoren", "de-wadloper", "de-zandkorrel"))
VIEWS = ("open-vragen", "naast-elkaar", "leerlijn", "wat-lastig-is")


def cycle(word: str, name: str) -> dict[str, object]:
    """Return a cycle in which everything can be told from that of others, and that names its coalition."""
    return {
        "goal": f"Het doel van {name} is {word}doel.",
        "results": {"items": [{"text": f"Het {word}resultaat viel tegen, {name} is gestopt.", "status": "gestopt"}]},
        "next_questions": [{"text": f"Hoe houden ouders de {word}vraag vast?", "kind": "nieuw"}],
        "status": "open",
    }


def said_about(word: str) -> dict[str, dict[str, str]]:
    """Return what was said about that cycle, by the coalition to the coach and by a reader."""
    return {
        "remark/0123456789ab": {"sheet": CYCLE, "field": "goal", "said": "klopt", "reason": f"{word}antwoord"},
        "comment/0123456789ab/ba9876543210": {"sheet": CYCLE, "field": "goal", "text": f"{word}opmerking"},
        "reader/ba9876543210": {"name": f"{word}lezer"},
    }


@pytest.fixture
def group(tmp_path: Path) -> Iterator[tuple[Folder, Serving]]:
    """Yield a group: one shares with its name, one without, and each keeps something; a third shares nothing."""
    folder = Folder(tmp_path / "map")
    folder.path.mkdir()
    with open_store(folder.url) as store:
        for key, name, word in (
            (NAMED, "De Vuurtoren", "licht"),
            (NAMELESS, "De Wadloper", "slik"),
            (SILENT, "De Zandkorrel", "zand"),
        ):
            begin.begin(store, name, key.period, author="x")
            profile = {"schools": [{"name": f"{name}school", "locations": []}], "municipality": f"{name.split()[1]}dam"}
            sheets: dict[str, dict[str, Any]] = {
                "profile": profile,
                CYCLE: cycle(word, name),
                OTHER: cycle(f"stil{word}", name),
            }
            store.put(key, sheets | said_about(word), author="x")
        sharing.group_called(store, "Rivieren", author="x")
        for key, manner in ((NAMED, Manner(named=True)), (NAMELESS, Manner())):
            given = sharing.copies(store, key, [CYCLE], manner, at=datetime.now(UTC), author="x")
            sharing.share(store, "rivieren", given, author="x")
    with opened(folder.path) as server:
        yield folder, server


def test_what_is_not_shared_is_nowhere(group: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = group
    tab, heard = tabs(server), Heard()
    heard.listen(tab.page)
    tab.open("leergroep/rivieren/start.ipynb")
    box = tab.page.get_by_role("searchbox")
    box.fill("ouder")
    found = tab.page.locator(".found li")
    expect(found).to_have_count(2)
    box.fill("stilslikvraag")
    expect(tab.page.locator(".found")).to_contain_text("Niets gevonden")
    box.fill("zanddoel")
    expect(tab.page.locator(".found")).to_contain_text("Niets gevonden")
    for view in VIEWS:
        tab.open(f"leergroep/rivieren/{view}.ipynb")
        tab.page.wait_for_timeout(300)
    said = "".join(heard.texts)
    assert "lichtvraag" in said
    assert "slikvraag" in said
    # What the search box was asked comes back in its answer: zanddoel, stilslikvraag.
    kept = ["zandresultaat", "zandvraag", "stillicht", "stilslikdoel", "stilslikresultaat", SILENT.slug, "Zandkorrel"]
    assert not heard.having(*kept)
    assert not heard.having(*(word + what for word in ("licht", "slik") for what in ("antwoord", "opmerking", "lezer")))
    # One of the two did not want its name on screen, so neither has one: in no text, address, id or message.
    assert not heard.having(NAMED.slug, NAMELESS.slug, "Vuurtoren", "Wadloper")
    with open_store(folder.url) as store:
        assert not heard.having(*(one.sender for one in store.shared("rivieren")))
        sharing.withdraw(store, NAMELESS, "rivieren", [CYCLE], at=datetime.now(UTC), author="x")

    later = Heard()
    later.listen(tab.page)
    for view in VIEWS:
        tab.open(f"leergroep/rivieren/{view}.ipynb")
        tab.page.wait_for_timeout(300)
    tab.page.go_back(wait_until="commit")
    tab.page.wait_for_timeout(500)
    assert "lichtvraag" in "".join(later.texts)
    assert not later.having("slikvraag", "slikdoel", "slikresultaat", "Wadloper", NAMELESS.slug, "stillicht")
    assert "slikvraag" not in tab.page.content()
    tab.open("leergroep/rivieren/start.ipynb")
    tab.page.get_by_role("searchbox").fill("slikvraag")
    expect(tab.page.locator(".found")).to_contain_text("Niets gevonden")
    assert violations(tab.page) == []
