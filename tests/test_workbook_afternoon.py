"""A whole session of three hours, with the keyboard alone and a clock sped up: 22 coalitions, on a shared database."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from helpers import free_port
from playwright.sync_api import BrowserContext, Page, expect
from read_report import text
from serving import Serving
from shared_copies import of_many
from thoroughness import times
from workbook_browser import AUTHOR, Keys, Tab, focused, kernel_process

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Revision, open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.postgres]

GROUP = DossierKey.of_group("rivieren")
DAY = "2026-01-20"
SHEET = sessions.session_sheet(DAY)
COALITIONS = [f"Coalitie Zandpad {number}" for number in range(22)]
EACH = times(12, whole=100)
"""Lines that each of three windows adds."""


class Room:
    """The two windows of one session, each in a browser of its own, and the store to look in.

    Parameters
    ----------
    url
        Of the store.
    led, shown
        The facilitator's window, and the one that the room sees.
    """

    def __init__(self, url: str, led: Tab, shown: Tab) -> None:
        self.url = url
        self.led = led
        self.shown = shown
        self.keys = Keys(led.page)
        self.gone = 0  # minutes of the part that is on
        self.since: dict[int, float] = {}  # number of each part -> when the room saw it first
        with open_store(url) as store:
            self.parts = store.sheet(GROUP, SHEET)["agenda"].value

    def goes_by(self, minutes: int) -> None:
        """Speed the clock up: all that was pressed was so much longer ago."""
        self.gone += minutes
        with open_store(self.url) as store:
            there = store.sheet(GROUP, SHEET)["clock"]
            ago = timedelta(minutes=minutes)
            rows = [{**row, "at": (datetime.fromisoformat(row["at"]) - ago).isoformat()} for row in there.value]
            saved = store.save(GROUP, SHEET, "clock", rows, based_on=there.number, author="x")
            assert isinstance(saved, Revision)

    def until(self, name: str, at: int = 0) -> int:
        """Go on part by part until one is on; returns its number."""
        while self.parts[at]["name"] != name:
            at += 1
            self._next(at)
        return at

    def _next(self, at: int) -> None:
        """Let the part before have its time, and press on, now in one window and then in the other."""
        self.goes_by(int(self.parts[at - 1]["minutes"]) - self.gone)
        expect(self.shown.page.locator(".told")).to_have_text("De tijd is om.")
        if at % 2:
            self.shown.page.keyboard.press("PageDown")
        else:
            self.keys.to('button "Volgende')
            self.keys.press("Enter")
        self.gone = 0
        self.is_shown(at)
        expect(self.led.page.locator("[aria-current=step] .name")).to_have_text(re.compile(self.parts[at]["name"]))

    def is_shown(self, at: int) -> None:
        """Check that the room sees what a part asks: its first sentence is the heading."""
        asks = re.split(r"(?<=[.?]) ", self.parts[at].get("says", self.parts[at]["name"]))[0]
        expect(self.shown.page.get_by_role("heading", level=1)).to_have_text(asks)
        expect(self.shown.page.get_by_role("timer")).to_have_text(f"{self.parts[at]['minutes']}minuten")
        self.since.setdefault(at, time.monotonic())

    def harvested(self) -> list[str]:
        """Return the lines that are stored, in order."""
        with open_store(self.url) as store:
            return [one.get("text") for one in sessions.harvest_now(store, GROUP.slug, DAY)]


def test_three_hours_by_keyboard_with_a_kernel_and_the_server_killed_half_way(
    tmp_path: Path, profile: Callable[..., BrowserContext], postgres_url: str
) -> None:
    shared = of_many(len(COALITIONS), named=True)
    with open_store(postgres_url) as store:
        sharing.group_called(store, "Rivieren", author="x")
        store.put(GROUP, {"group": {"members": [{"coalition": name} for name in COALITIONS]}}, author="x")
        sharing.share(store, GROUP.slug, shared, author="x")
    port, env = str(free_port()), {"SKO_AUTEUR": AUTHOR, "SKO_OPSLAG": postgres_url}
    server = Serving(tmp_path, "--poort", port, env=env)
    try:
        led = Tab(profile(accept_downloads=True).new_page(), server, whole=False)
        _set_up(led)
        beamer = profile(viewport={"width": 1280, "height": 720})
        shown = Tab(beamer.new_page(), server, whole=False)
        shown.open(server.page("leergroep/rivieren/dagscherm.ipynb") + f"&dag={DAY}")
        room = Room(postgres_url, led, shown)
        room.keys.to('button "Beginnen"')
        room.keys.press("Enter")
        room.is_shown(0)

        at = room.until("Feiten vragen")
        _kernel_is_killed(room)
        at = room.until("Oogst en afspraken", at)
        server = _server_is_killed(room, server, port, env)
        _three_windows(room, server, [led, *(_beside(led, server) for _ in range(2))])
        _agreed(room)
        room.until("Hoe was het?", at)
        _how_it_was(room)
        room.goes_by(int(room.parts[-1]["minutes"]))
        expect(shown.page.locator(".told")).to_have_text("De tijd is om.")
        room.keys.to('button "Afsluiten')
        begun = room.since[len(room.parts)] = time.monotonic()
        room.keys.press("Enter")
        said = _minutes(room)
        print(f"minutes {time.monotonic() - begun:.1f} seconds after the last part")
    finally:
        server.end()
    for at, part in enumerate(room.parts):
        took = re.search(re.escape(part["name"]) + r", (\d+) minuten", said)
        assert took, part["name"]
        # What passes while keys are pressed counts as well; the room sees a part a moment after it begins.
        pressed = room.since[at + 1] - room.since[at]
        assert 0 <= int(took[1]) - int(part["minutes"]) <= round((pressed + 10) / 60), part["name"]
    assert "Eerst bellen, dan mailen" in said
    assert f"{COALITIONS[3]}: Wijkteam bellen" in said
    texts = {str(value) for copy in shared for value in copy.fields.values() if isinstance(value, str)}
    assert [one for one in texts if len(one) > 50 and one in said] == []


def _set_up(led: Tab) -> None:
    """Set the session up and divide the groups, with the keyboard alone; end in `Regie`."""
    page, keys = led.page, Keys(led.page)
    led.open("leergroep/rivieren/start.ipynb")
    keys.to('link "Bijeenkomst klaarzetten')
    keys.press("Enter")
    page.wait_for_url("**/klaarzetten")
    led.wait()
    keys.to('button "Zet klaar, Samenwerking')
    keys.press("Enter")
    expect(page.get_by_label("Dag")).to_be_focused()
    keys.type("01202026")
    keys.to('button "Klaarzetten')
    keys.press("Enter")
    page.wait_for_url(f"**/bijeenkomst?dag={DAY}")
    led.wait()
    keys.to('button "Groepjes maken')
    keys.press("Enter")
    expect(page.locator(".sko-groups-form section")).to_have_count(3)
    page.keyboard.press("Control+Home")
    keys.to('link "Regie')
    keys.press("Enter")
    page.wait_for_url(f"**/regie?dag={DAY}")
    led.wait()


def _kernel_is_killed(room: Room) -> None:
    """Kill the kernel of the facilitator's window while a line is typed: it is there, and goes in with Enter."""
    room.keys.to('textbox "Nieuwe regel"')
    room.keys.type("Eerst bellen")
    before = room.led.kernel
    kernel_process(room.led.server, before).kill()
    room.keys.type(", dan mailen")
    _go_on(room)
    assert room.led.kernel != before
    expect(room.led.text("Nieuwe regel")).to_have_value("Eerst bellen, dan mailen")
    room.keys.to('textbox "Nieuwe regel"')
    room.keys.press("Alt+g", "Enter")
    room.led.saved()
    assert room.harvested() == ["Eerst bellen, dan mailen"]


def _go_on(room: Room) -> None:
    """Load the page again when it says that its kernel or server is gone."""
    expect(room.led.page.get_by_role("button", name="Ga verder")).to_be_visible()
    room.keys.to('button "Ga verder')
    room.keys.press("Enter")
    expect(room.led.page.get_by_role("button", name="Ga verder")).to_have_count(0)
    room.led.wait()


def _server_is_killed(room: Room, server: Serving, port: str, env: dict[str, str]) -> Serving:
    """Kill the server while a line waits and another is typed; return the new one, with the clock as it was."""
    room.goes_by(6)
    expect(room.shown.page.get_by_role("timer")).to_have_text("19minuten")
    os.kill(server.process.pid, signal.SIGKILL)
    room.keys.to('textbox "Nieuwe regel"')
    room.keys.type("Zonder server erbij gezet")
    room.keys.press("Enter")
    room.keys.type("Half")
    server.end()
    anew = Serving(server.folder, "--poort", port, env=env)
    _go_on(room)
    expect(room.led.text("Nieuwe regel")).to_have_value("Half")
    room.led.wait().saved()
    assert room.harvested() == ["Eerst bellen, dan mailen", "Zonder server erbij gezet"]
    room.shown.wait()
    expect(room.shown.page.get_by_role("timer")).to_have_text(re.compile("^1[89]minuten"))
    room.keys.to('textbox "Nieuwe regel"')
    room.keys.press("Control+a", "Delete")
    return anew


def _beside(led: Tab, server: Serving) -> Tab:
    """Open another window of the facilitator's, as a chair of a group does."""
    tab = Tab(led.page.context.new_page(), server, whole=False)
    return tab.open(server.page("leergroep/rivieren/regie.ipynb") + f"&dag={DAY}")


def _three_windows(room: Room, server: Serving, three: list[Tab]) -> None:
    """Add lines in three windows at once: all of them are there, those of each window in its order."""
    before = len(room.harvested())
    for tab in three:
        tab.text("Nieuwe regel").focus()
    for number in range(EACH):
        for who, tab in enumerate(three):
            tab.page.keyboard.insert_text(f"Groep {who} regel {number}")
            tab.page.keyboard.press("Enter")
    for tab in three:
        expect(tab.page.locator(".sko-harvest-form .lines .text")).to_have_count(before + 3 * EACH)
        tab.saved()
    found = room.harvested()
    assert len(found) == before + 3 * EACH
    for who in range(3):
        assert [one for one in found if f"Groep {who} " in one] == [f"Groep {who} regel {at}" for at in range(EACH)]
    for tab in three[1:]:
        tab.page.close()


def _agreed(room: Room) -> None:
    """Write an agreement."""
    room.keys.to('button "Verwijder', most=30)  # the newest line of many
    room.keys.press("ArrowDown", "ArrowDown", "ArrowUp")
    second = room.led.page.locator(".sko-harvest-form .lines .text").nth(1).inner_text()
    assert focused(room.led.page) == f'button "Verwijder ‘{second}’"'
    room.keys.to('combobox "Wie"', most=10)  # and not three buttons a line further
    room.keys.type(COALITIONS[3])
    for label, words in (("Wat", "Wijkteam bellen"), ("Wanneer", "vóór 1 maart")):
        room.keys.to(f'textbox "{label}"')
        room.keys.type(words)
    room.keys.press("Enter")
    expect(room.led.page.locator(".sko-agreement-form .lines")).to_contain_text("Wijkteam bellen")
    room.led.saved()


def _how_it_was(room: Room) -> None:
    """Type how many gave each sentence a four, and what people want the next time."""
    for _ in range(3):
        room.keys.to('textbox "Hoeveel keer 4"')
        room.keys.type("18")
    room.keys.to('textbox "Volgende keer graag')
    room.keys.type("Meer tijd voor de feiten.")
    room.led.saved()


def _minutes(room: Room) -> str:
    """Go to the minutes and make the file, with the keyboard alone; return what it says."""
    page: Page = room.led.page
    expect(page.get_by_role("link", name="Verslag maken")).to_be_focused()
    room.keys.press("Enter")
    page.wait_for_url(f"**/verslag?dag={DAY}")
    room.led.wait()
    room.keys.to('button "Verslag maken (pdf)', most=400)
    with page.expect_download() as download:
        room.keys.press("Enter")
    return " ".join(text("pdf", Path(download.value.path()).read_bytes()).split())
