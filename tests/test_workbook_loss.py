"""No keystroke is lost: kernels and servers that are killed while somebody types, and a store that fails."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import disks
import pytest
from browser import shows
from helpers import free_port
from playwright.sync_api import Locator, Page, WebSocket, expect
from postgres import PASSWORD, PostgresServer
from serving import Serving, until
from thoroughness import times
from workbook_browser import AUTHOR, BLOCK, KEY, Folder, Tab, kernel_process, opened

from sko_widgets.dossier.store import open_store
from sko_widgets.framework import framework_for

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

BLOCKS = ("macro-samenhang", "meso-samenhang", "micro-samenhang", "macro-uitvoering", "micro-uitvoering")
ROUNDS = times(4, whole=10)
LOST = "De verbinding is weg."
PUT_BACK = "We hebben tekst teruggezet die nog niet was opgeslagen"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with contextlib.ExitStack() as disk:
        place = tmp_path_factory.mktemp("verlies")
        if disks.can_mount():
            disk.enter_context(disks.small_disk(place, "64m"))
        yield Folder(place).make()


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as running:
        yield running


def acknowledged(page: Page) -> list[Any]:
    """Return a list that gets every value of which the kernel tells the page that it is saved."""
    found: list[Any] = []

    def hear(frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            (count,) = struct.unpack_from("<Q", frame)
            places = struct.unpack_from(f"<{count}Q", frame, 8)
            said = json.loads(frame[places[4] : places[5]]).get("data", {}).get("content", {})
            if said.get("did") == "saved":
                found.append(said["value"])

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", hear)

    page.on("websocket", listen)
    return found


def stored(folder: Folder, block: str) -> list[Any]:
    """Return every goal that was ever stored, oldest first."""
    return [one.value for one in folder.history(f"block/{block}/1", "goal")]


def kill_soon(server: Serving, tab: Tab, seconds: float) -> threading.Timer:
    """Kill the page's kernel after a while, whatever it is doing then."""
    process = kernel_process(server, tab.kernel)
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    return timer


def test_killed_at_many_moments_while_somebody_types(server: Serving, folder: Folder, tabs: Tabs) -> None:
    chance = random.Random(20251121)
    open_tabs = {block: tabs(server) for block in BLOCKS}
    told = {block: acknowledged(tab.page) for block, tab in open_tabs.items()}
    typed = dict.fromkeys(BLOCKS, "")
    written = dict.fromkeys(BLOCKS, "")
    restored = 0
    for block, tab in open_tabs.items():
        tab.block(block)
    for number in range(ROUNDS):
        timers = []
        for block, tab in open_tabs.items():
            tab.text("Doel").press("Control+End")
            timers.append(kill_soon(server, tab, chance.uniform(0.05, 1.8)))
            text = " " + "".join(chance.choices("abcde ", k=chance.randint(5, 25))) + ". "
            tab.page.keyboard.press("Control+b")
            tab.page.keyboard.type(f"r{number}", delay=15)
            tab.page.keyboard.press("Control+b")
            tab.page.keyboard.type(text, delay=15)
            typed[block] += f"r{number}{text}"
            written[block] += f"**r{number}**{text}"
            if chance.random() < 0.5:
                tab.text("Doel").blur()
        for timer in timers:
            timer.join()
        for tab in open_tabs.values():
            tab.page.reload(wait_until="commit")
        for block, tab in open_tabs.items():
            tab.wait()
            shows(tab.text("Doel"), typed[block])
            assert set(told[block]) <= set(stored(folder, block))
            restored += tab.page.get_by_text(PUT_BACK).count()
            assert tab.page.get_by_role("dialog").count() == 0
    for block, tab in open_tabs.items():
        tab.text("Doel").blur()
        until(lambda block=block: stored(folder, block)[-1] == written[block])  # type: ignore[misc]
    assert restored > ROUNDS
    assert all(told.values())
    saves = sum(map(len, told.values()))
    print(f"{ROUNDS * len(BLOCKS)} kernels killed: {saves} saves acknowledged, text put back {restored} times")


def test_a_page_without_kernel_says_so_takes_text_and_offers_to_go_on(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    tab = tabs(server).block()
    tab.text("Doel").fill("Voor de klap.")
    tab.text("Doel").blur()
    tab.saved()
    kernel_process(server, tab.kernel).kill()
    message = tab.page.get_by_role("status").filter(has_text=LOST)
    expect(message).to_be_visible()
    tab.text("Doel").press("Control+End")
    tab.page.keyboard.type(" En erna.")
    expect(tab.page.get_by_text("Niet opgeslagen: geen verbinding")).to_be_visible()
    tab.press("Ga verder")
    expect(tab.page.get_by_text(PUT_BACK)).to_be_visible()
    shows(tab.text("Doel"), "Voor de klap. En erna.")
    tab.wait().saved()
    expect(message).to_have_count(0)
    assert stored(folder, BLOCK) == ["Voor de klap.", "Voor de klap. En erna."]


def test_a_kernel_that_does_not_answer_is_told_until_it_does(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).block("micro-samenwerking")
    process = kernel_process(server, tab.kernel)
    message = tab.page.get_by_role("status").filter(has_text="De server antwoordt niet.")
    tab.page.clock.install()
    process.suspend()
    try:
        tab.text("Doel").fill("Toch doorgetypt.")
        tab.text("Doel").blur()
        expect(message).to_have_count(0)
        tab.page.clock.run_for(5500)
        expect(message).to_be_visible()
    finally:
        process.resume()
    expect(message).to_have_count(0)
    until(lambda: stored(folder, "micro-samenwerking") == ["Toch doorgetypt."])


def test_an_action_and_its_details_come_back_too(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).block()
    page = tab.page
    kernel_process(server, tab.kernel).kill()
    tab.press("Actie toevoegen")
    page.keyboard.type("Koken met ouders")
    page.get_by_label("Wie", exact=True).fill("De kok")
    tab.press("Nieuwe vraag toevoegen")
    page.keyboard.type("En daarna?")
    tab.reload()
    shows(page.get_by_role("textbox", name="Actie 1"), "Koken met ouders")
    tab.saved()
    sheet = folder.sheet(f"block/{BLOCK}/1")
    assert sheet["actions"] == {"items": [{"text": "Koken met ouders", "owner": "De kok"}]}
    assert sheet["next_questions"] == ["En daarna?"]


def test_a_tab_that_is_closed_at_the_last_letter_loses_nothing(server: Serving, folder: Folder, tabs: Tabs) -> None:
    text = ""
    for number in range(3):
        tab = tabs(server).block()
        shows(tab.text("Vervolg"), text)
        tab.text("Vervolg").press("Control+End")
        tab.page.keyboard.type(f"Keer {number}. ")
        text += f"Keer {number}. "
        tab.page.close(run_before_unload=number == 2)
    until(lambda: folder.sheet(f"block/{BLOCK}/1").get("outlook") == text)  # without any page to put a draft back
    tab = tabs(server).block()
    shows(tab.text("Vervolg"), text)
    until(lambda: folder.sheet(f"block/{BLOCK}/1").get("outlook") == text)


DRAFTS = "Object.keys(localStorage).filter((name) => name.includes('/context#'))"


def test_text_that_arrived_though_its_page_never_heard_is_not_put_back_over_what_came_after(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    tab = tabs(server).block()
    tab.text("Aanleiding").fill("Een. ")
    (name,) = tab.page.evaluate(DRAFTS)
    for text in ("Een. ", "Een. Twee. ", "Een. Twee. Drie. "):
        tab.text("Aanleiding").fill(text)
        tab.text("Aanleiding").blur()
        until(lambda text=text: folder.sheet(f"block/{BLOCK}/1").get("context") == text)  # type: ignore[misc]
    left = {"value": "Een. Twee. ", "based_on": 1, "at": 1, "sent": []}
    tab.page.evaluate("([name, left]) => localStorage.setItem(name + '9', JSON.stringify(left))", [name, left])
    tab.reload()
    expect(tab.page.get_by_text("Je tekst was al opgeslagen")).to_be_visible()
    shows(tab.text("Aanleiding"), "Een. Twee. Drie. ")
    assert tab.page.get_by_role("dialog").count() == 0
    assert tab.page.evaluate(DRAFTS) == []
    tab.text("Aanleiding").press("Control+End")
    tab.page.keyboard.type("Vier.")
    tab.saved()
    history = [one.value for one in folder.history(f"block/{BLOCK}/1", "context")]
    assert history == ["Een. ", "Een. Twee. ", "Een. Twee. Drie. ", "Een. Twee. Drie. Vier."]


def test_the_server_killed_and_started_anew(tmp_path: Path, tabs: Tabs) -> None:
    chance = random.Random(5)
    folder = Folder(tmp_path / "werkmap").make()
    port = str(free_port())  # not of those that `sko open` tries itself: another test's server could take it meanwhile
    server = Serving(folder.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR})
    try:
        tab = tabs(server)
        told = acknowledged(tab.page)
        tab.block()
        typed = ""
        for number in range(5):
            tab.text("Doel").press("Control+End")
            timer = threading.Timer(chance.uniform(0.1, 1.6), os.kill, (server.process.pid, signal.SIGKILL))
            timer.start()
            for word in range(4):
                text = f"r{number}.{word} "
                tab.page.keyboard.type(text, delay=30)
                typed += text
                tab.page.wait_for_timeout(chance.choice([50, 500]))
            timer.join()
            expect(tab.page.get_by_role("status").filter(has_text=LOST)).to_be_visible()
            tab.page.keyboard.type("alleen ")
            typed += "alleen "
            server.end()
            server = Serving(folder.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR})
            tab.press("Ga verder")
            expect(tab.page.get_by_text(PUT_BACK)).to_be_visible()
            shows(tab.text("Doel"), typed)
            tab.wait().saved()
            assert stored(folder, BLOCK)[-1] == typed
            assert set(told) <= set(stored(folder, BLOCK))
            assert tab.page.get_by_role("dialog").count() == 0
    finally:
        server.end()


def trouble(tab: Tab) -> Locator:
    """Return the save state, when it tells what is wrong."""
    return tab.page.get_by_role("status").filter(has_text="Niet opgeslagen")


def test_a_store_that_is_held_by_another_is_told_and_the_text_is_saved_later(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    block = "micro-samenwerking"
    tab = tabs(server).block(block)
    connection = sqlite3.connect(folder.path / "dossiers.sqlite", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        tab.text("Doel").fill("Terwijl een ander schrijft.")
        tab.text("Doel").blur()
        told = "De opslag is bezet door een ander programma. Probeer het zo opnieuw."
        expect(trouble(tab)).to_contain_text(f"Niet opgeslagen: {told} Je tekst blijft in deze browser bewaard.")
        tab.text("Doel").press("Control+End")
        tab.page.keyboard.type(" En door.")
    finally:
        connection.close()
    tab.saved()
    assert stored(folder, block)[-1] == "Terwijl een ander schrijft. En door."
    assert tab.page.get_by_role("dialog").count() == 0


def test_a_value_that_does_not_fit_is_told_by_its_label(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).block("micro-samenhang")
    tab.text("Titel").fill("x" * 2001)
    tab.text("Titel").blur()
    told = "Titel: dit is te lang; er passen hoogstens 2.000 tekens. Je tekst blijft in deze browser bewaard."
    expect(trouble(tab)).to_contain_text(f"Niet opgeslagen: {told}")
    tab.text("Titel").fill("Kort")
    tab.text("Titel").blur()
    tab.saved()
    assert folder.sheet("block/micro-samenhang") == {"title": "Kort"}


def test_a_full_disk_is_told_and_the_text_is_saved_later(server: Serving, folder: Folder, tabs: Tabs) -> None:
    if not folder.path.is_mount():
        pytest.skip("only root mounts disks")
    block = "macro-samenwerking"
    tab = tabs(server).block(block)
    tab.text("Doel").fill("Dit past er nog bij.")
    tab.saved()
    ballast = disks.fill(folder.path)
    long = "Dit past er niet meer bij. " * 5_000
    tab.text("Doel").fill(long)
    tab.text("Doel").blur()
    told = "Niet opgeslagen: De schijf is vol; dit is niet opgeslagen. Maak ruimte vrij en probeer het opnieuw. "
    expect(trouble(tab)).to_contain_text(f"{told}Je tekst blijft in deze browser bewaard.")
    assert stored(folder, block) == ["Dit past er nog bij."]
    with contextlib.closing(sqlite3.connect(folder.path / "dossiers.sqlite")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    tab.reload()
    shows(tab.text("Doel"), long)
    expect(trouble(tab)).to_contain_text(told)
    ballast.unlink()
    tab.text("Doel").press("Control+End")
    tab.page.keyboard.type("Nu wel.")
    tab.saved()
    assert stored(folder, block)[-1] == f"{long}Nu wel."


@pytest.mark.postgres
def test_a_database_that_cannot_be_reached_is_told_and_the_text_is_saved_later(
    tmp_path: Path, tabs: Tabs, postgres_server: PostgresServer, postgres_url: str
) -> None:
    with open_store(postgres_url) as store:
        store.create(KEY, framework=framework_for(KEY.period).id, sheets={"profile": {"name": "De Brug"}}, author="x")
    with opened(tmp_path, SKO_OPSLAG=postgres_url) as server:
        tab = tabs(server).block()
        postgres_server.stop()
        try:
            tab.text("Doel").fill("De server is weg.")
            tab.text("Doel").blur()
            expect(trouble(tab)).to_contain_text("Je tekst blijft in deze browser bewaard.")
            tab.text("Doel").press("Control+End")
            tab.page.keyboard.type(" En terug.")
        finally:
            postgres_server.start()
        tab.saved()
        # Not in what the server and its kernels say of all this, nor in what pages are made from.
        written = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert len(written) > 10
        assert [file for file in written if PASSWORD.encode() in file.read_bytes()] == []
    with open_store(postgres_url) as store:
        assert store.snapshot(KEY).sheet(f"block/{BLOCK}/1")["goal"] == "De server is weg. En terug."
