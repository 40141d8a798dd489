"""Text that was left behind in the browser: told on the coalition's page, and put in no other work folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import shows
from helpers import free_port
from playwright.sync_api import expect
from serving import Serving
from workbook_browser import AUTHOR, BLOCK, KEY, Folder, Tab

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
SHEET = f"block/{BLOCK}/1"
LEFT = "Hier staat nog tekst die niet is opgeslagen"


def test_text_waits_for_its_own_work_folder_and_is_told_there(tmp_path: Path, tabs: Tabs) -> None:
    own, other = (Folder(tmp_path / name).make() for name in ("echt", "oefenen"))
    port = str(free_port())  # not of those that `sko open` tries itself: another test's server could take it meanwhile
    servers = [Serving(own.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR})]
    try:
        tab = tabs(servers[0]).block()
        servers[0].end()
        tab.text("Doel").fill("Net voor de klap.")
        tab.page.close()

        def anew(folder: Folder) -> Tab:
            """Serve a folder where the first one was."""
            servers[-1].end()
            servers.append(Serving(folder.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR}))
            return tabs(servers[-1]).home()

        tab = anew(other)
        told = tab.page.locator(".tell").filter(has_text=LEFT)
        tab.page.wait_for_timeout(300)
        expect(told).to_have_count(0)
        shows(tab.block().text("Doel"), "")
        tab.page.wait_for_timeout(300)
        assert other.sheet(SHEET) == {}
        tab.page.close()

        tab = anew(own)
        told = tab.page.locator(".tell").filter(has_text=LEFT)
        tab.press("Goed")
        expect(told).to_have_count(0)
        tab.reload()
        told.get_by_role("link", name="Meso – Samenwerking, cyclus 1").click()
        tab.page.wait_for_url(f"**/{KEY.period}/{BLOCK}/1")
        shows(tab.wait().text("Doel"), "Net voor de klap.")
        tab.saved()
        assert own.sheet(SHEET)["goal"] == "Net voor de klap."
        tab.home()
        tab.page.wait_for_timeout(300)
        expect(told).to_have_count(0)
    finally:
        servers[-1].end()
