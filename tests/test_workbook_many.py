"""Twenty-two block pages at once on one server, as in a session of a learning community."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from serving import until
from workbook_browser import KEY, Folder, Tab, opened

from sko_widgets.framework import framework_for

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

PAGES = 22
MOST_MEMORY = 80.0  # MB a page, everything of the server included


def test_twenty_two_block_pages_all_save_and_their_kernels_end(tmp_path: Path, tabs: Tabs) -> None:
    blocks = framework_for(KEY.period).block_ids
    places = [(block, cycle) for cycle in (1, 2, 3) for block in blocks][:PAGES]
    sheets = {f"block/{block}/{cycle}": {"context": "Er was al iets"} for block, cycle in places}
    folder = Folder(tmp_path / "werkmap").make(sheets)
    with opened(folder.path) as server:
        began = time.monotonic()
        pages = [tabs(server) for _ in places]
        for tab, (block, cycle) in zip(pages, places, strict=True):
            path = f"{KEY.slug}/{KEY.period}/{block}-{cycle}.ipynb"
            tab.page.goto(server.page(path), wait_until="commit", timeout=120_000)
        for number, tab in enumerate(pages):
            tab.page.set_default_timeout(120_000)
            tab.wait()
            tab.text("Doel").fill(f"Pagina {number}")
        for tab in pages:
            tab.text("Doel").blur()
        for tab in pages:
            expect(tab.page.get_by_role("status").filter(has_text="Opgeslagen om")).to_be_visible(timeout=60_000)
        took = time.monotonic() - began
        goals = [folder.sheet(f"block/{block}/{cycle}").get("goal") for block, cycle in places]
        assert goals == [f"Pagina {number}" for number in range(PAGES)]
        kernels = {tab.kernel for tab in pages}
        assert len(kernels) == PAGES
        memory = sum(process.memory_full_info().pss for process in server.children()) / 2**20 / PAGES
        print(f"{PAGES} block pages opened and saved in {took:.1f} s; {memory:.0f} MB PSS a page")
        assert memory < MOST_MEMORY
        for tab in pages:
            tab.page.goto("about:blank")  # as closing does, this says goodbye
        until(lambda: not kernels & server.kernels(), 60)
        until(lambda: len(server.children()) < 8, 60)
