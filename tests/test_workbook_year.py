"""A group's year in a browser, and what of it comes to who holds all dossiers: the signals that it passed on alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import resize, violations
from heard import Heard
from playwright.sync_api import expect
from screen_sizes import LEAST, SMALLER
from serving import Serving
from shared_copies import of_many
from workbook_browser import Folder, Keys, Tab, opened

from sko_widgets.dossier import begin, sessions, sharing
from sko_widgets.dossier.incidents import incident_sheet
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

KEY = DossierKey.of_group("rivieren")
DAYS = ("2024-11-05", "2025-10-14", "2026-01-20")
MONEY, FORM = "Het geld komt te laat in het jaar.", "Het formulier is te lang."
AGENDA = [{"name": "De vorige keer", "minutes": "15", "says": "Wat spraken we af?"}, {"name": "Pauze", "minutes": "15"}]
HARVEST: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (DAYS[0], "inzicht", "vorigjaarinzicht", {}),
    (DAYS[1], "vraag", "Hoe houden we begeleiders met een kleine baan?", {"block": "meso-samenwerking"}),
    (DAYS[1], "signaal", FORM, {}),
    (DAYS[2], "vraag", "Wat hebben begeleiders met een kleine baan nodig?", {"block": "meso-samenwerking"}),
    (DAYS[2], "inzicht", "belinzicht", {"said_by": "Zandpad", "block": "macro-samenhang"}),
    (DAYS[2], "signaal", MONEY, {}),
    (DAYS[2], "signaal", "verborgensignaal", {"kept_out": "ja", "passed_on": "ja"}),
)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[tuple[Folder, Serving]]:
    """Yield a group that had three sessions, in two years, with what others shared, and one dossier."""
    folder = Folder(tmp_path / "map")
    folder.path.mkdir()
    with open_store(folder.url) as store:
        begin.begin(store, "De Kempen", "2025-2026", author="x")
        sharing.group_called(store, "Rivieren", author="x")
        sharing.share(store, KEY.slug, list(of_many(3)), author="x")
        sheets: dict[str, dict[str, Any]] = {
            "group": {"members": [{"coalition": "Zandpad"}], "rules": ["regelafspraak"]}
        }
        held = {"theme": "meso-samenwerking", "question": "zaalvraag", "agenda": AGENDA}
        sheets |= {sessions.session_sheet(day): held for day in DAYS}
        store.put(KEY, sheets, author="x")
        for day, kind, text, more in HARVEST:
            sessions.add_harvest(store, KEY.slug, day, {"kind": kind, "text": text, **more}, author="x")
        for number in range(12):
            agreed = {"who": "Zandpad" if number < 2 else f"Jan{number}", "what": f"Afspraak {number}"}
            sessions.add_agreement(store, KEY.slug, DAYS[1], agreed, author="x")
        told = {"who": "Heleen", "what": "Bellen", "outcome": "niet", "told": "Zie 06-12345678."}
        sessions.add_agreement(store, KEY.slug, DAYS[1], told, author="x")
        hidden = {"who": "de begeleider", "what": "stilafspraak", "kept_out": "ja"}
        sessions.add_agreement(store, KEY.slug, DAYS[1], hidden, author="x")
        kept = {"text": "zaalincident: de vader van Emma", "ended": "de afloop"}
        store.put(KEY, {incident_sheet(DAYS[1], 1): kept}, author="x")
        agreed = {"who": "Zandpad", "what": "belafspraak", "told": "vertelregel"}
        sessions.add_agreement(store, KEY.slug, DAYS[2], agreed, author="x")
    with opened(folder.path) as server:
        yield folder, server


def test_a_year_and_what_of_it_is_passed_on(group: tuple[Folder, Serving], tabs: Tabs) -> None:
    _, server = group
    tab = tabs(server).open("leergroep/rivieren/start.ipynb")
    page, keys = tab.page, Keys(tab.page)
    keys.to('link "Jaaroverzicht')
    keys.press("Enter")
    tab.wait()
    main = page.locator("main")
    expect(main).to_contain_text("Meso – Samenwerking · 4 regels · 1 afspraak")
    expect(page.get_by_role("heading", name="Gevraagd op 14 oktober 2025 en 20 januari 2026")).to_be_visible()
    expect(main).to_contain_text("belinzicht")
    expect(main).not_to_contain_text("vorigjaarinzicht")
    expect(main).not_to_contain_text("verborgensignaal")
    ticks = page.get_by_role("checkbox")
    expect(ticks).to_have_count(2)
    expect(ticks.nth(0)).to_have_accessible_name(f"{FORM} 14 oktober 2025")
    assert [ticks.nth(at).is_checked() for at in (0, 1)] == [False, False]
    keys.to(f'checkbox "{MONEY}')
    keys.press("Space")
    expect(ticks.nth(1)).to_be_checked()
    expect(ticks.nth(1)).to_be_focused()
    with page.expect_download() as printed:
        tab.press("Afdrukken (webpagina)")
    assert printed.value.suggested_filename == "jaaroverzicht-rivieren-2025-2026.html"
    paper = Path(printed.value.path()).read_text(encoding="utf-8")
    assert [one for one in (MONEY, FORM, "belinzicht", "Kwam terug", "doorgegeven") if one not in paper] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, best=True) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="2024–2025").click()
    tab.wait()
    expect(main).to_contain_text("vorigjaarinzicht")
    expect(main).not_to_contain_text("belinzicht")
    assert not tab.errors

    office, heard = tabs(server), Heard()
    heard.listen(office.page)
    office.open("klaar-voor-inleveren.ipynb")
    expect(office.page.get_by_role("heading", name="Signalen uit leergroepen")).to_be_visible()
    expect(office.page.locator(".sko-stand-list li")).to_have_text(f"{MONEY}Leergroep Rivieren, 20 januari 2026")
    for office_scheme in ("light", "dark"):
        office.page.emulate_media(color_scheme=office_scheme)
        assert violations(office.page, best=True) == []
    assert heard.having(MONEY, "De Kempen") == [MONEY, "De Kempen"]
    with office.page.expect_download() as printed:
        office.press("Afdrukken (webpagina)")
    heard.texts.append(Path(printed.value.path()).read_text(encoding="utf-8"))
    others = [text for _, _, text, _ in HARVEST if text != MONEY]
    copies = [asked for copy in of_many(3) for asked in copy.fields["next_questions"]]
    assert not heard.having(*others, "belafspraak", "vertelregel", "regelafspraak", "zaalvraag", "Zandpad", *copies)
    assert not heard.having("zaalincident", "de afloop")
    assert not office.errors


def test_the_room_sees_what_was_agreed_the_last_time_and_no_person(group: tuple[Folder, Serving], tabs: Tabs) -> None:
    _, server = group
    tab, heard = tabs(server), Heard()
    page = tab.page
    heard.listen(page)
    resize(page, 1280, 720)
    tab.open(server.page("leergroep/rivieren/dagscherm.ipynb") + f"&dag={DAYS[2]}")
    rows = page.get_by_role("list", name="Afspraken van de vorige keer")
    expect(rows).to_be_hidden()
    Keys(page).to('button "Beginnen"')
    page.keyboard.press("Enter")
    expect(rows.locator("li")).to_have_count(13)
    expect(rows.locator("li").first).to_have_text("Bellen nietZie ….")
    expect(rows.locator("li").nth(1)).to_have_text("Afspraak 0 Zandpad nog niets gehoord")
    expect(rows.locator("li").last).to_have_text("Afspraak 11 nog niets gehoord")
    expect(page.get_by_text("Wat leerden we van wat niet lukte?")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.sko-day-screen .past').scrollTop > 0")
    expect(page.get_by_role("list", name="Wat er van de vorige keer bleef")).to_have_text("zaalincident: de …de afloop")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(SMALLER, LEAST) == []
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        assert violations(page, best=True) == []
    page.keyboard.press("ArrowRight")
    expect(rows).to_be_hidden()
    assert heard.having("Afspraak 0", "zaalvraag", "Zandpad") == ["Afspraak 0", "zaalvraag", "Zandpad"]
    assert not heard.having(
        "Emma", "Heleen", "Jan2", "06-12345678", "stilafspraak", *(text for _, _, text, _ in HARVEST)
    )
    assert not tab.errors

    tab.open(server.page("leergroep/rivieren/bijeenkomst.ipynb") + f"&dag={DAYS[2]}")
    main = page.locator("main")
    expect(main).to_contain_text("De vorige keer, 14 oktober 2025")
    expect(main).to_contain_text("Afspraak 0Zandpad")
    keys = Keys(page)
    keys.to('heading "Zandpad"')
    keys.press("Enter")
    area = page.get_by_role("textbox", name="Tekst voor Zandpad")
    expect(area).to_have_value("Op 20 januari sprak je af: belafspraak. Lukte het? Eén zin is genoeg.")
    assert violations(page, best=True) == []
    keys.to('button "Kopieer"')
    keys.press("Enter")
    expect(main.locator("details[open] .said")).to_have_text(re.compile("^Gekopieerd|^Kopiëren lukte niet"))
    assert not tab.errors
