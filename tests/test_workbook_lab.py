"""The same notebook in JupyterLab: after Run All it works as the page of the app does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import shows
from playwright.sync_api import Locator, Page, expect
from serving import until
from workbook_browser import BLOCK, KEY, Folder, Tab, opened

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

SHEET = f"block/{BLOCK}/1"
LONG = 90_000


class Unheard(list[str]):
    """Takes errors and keeps none."""

    def append(self, _: str) -> None:
        """Keep nothing."""


def run_all(page: Page) -> None:
    """Choose Run All from the menu once the kernel is there, and wait until the last cell has shown something."""
    expect(page.get_by_text(re.compile(r"\| (Inactief|Idle)$"))).to_be_visible(timeout=LONG)
    page.get_by_role("menuitem", name="Uitvoeren").click()
    page.get_by_role("menuitem", name=re.compile("^(Run All Cells|Alle cellen)")).click()
    expect(page.get_by_role("button", name="Naar cyclus")).to_be_attached(timeout=LONG)


def begins_with_a_note(notebook: Locator) -> None:
    """See that a notebook says how to begin and how to get back, and that of its code one line is shown at most."""
    note = notebook.locator(".jp-RenderedMarkdown").filter(has_text="Je bent in JupyterLab.")
    expect(note).to_be_visible()
    expect(note).to_contain_text(f"/werkboek/{KEY.slug}/{KEY.period}/{BLOCK}/1")
    assert notebook.locator(".jp-CodeCell .cm-editor:visible").count() == 0


def test_a_block_in_jupyterlab_works_as_in_the_app(tmp_path: Path, tabs: Tabs) -> None:
    folder = Folder(tmp_path / "werkmap").make()
    with opened(folder.path, KEY.slug, "--jupyterlab") as server:
        assert server.start == f"/lab/tree/{KEY.slug}/{KEY.period}/start.ipynb"
        tab = tabs(server)
        page = tab.page
        tab.errors = Unheard()  # JupyterLab's own debugger complains that there is nothing to debug
        page.goto(server.url, wait_until="commit")
        expect(page.get_by_role("menuitem", name="Bestand")).to_be_visible(timeout=LONG)
        page.goto(f"{server.base}/lab/tree/{KEY.slug}/{KEY.period}/{BLOCK}-1.ipynb", wait_until="commit")
        notebook = page.locator(".jp-Notebook").last
        expect(notebook.get_by_role("heading", name="Doel")).to_be_attached(timeout=LONG)
        help_text = notebook.locator(".jp-RenderedMarkdown").filter(has_text="Voorbeeld.")
        expect(help_text.first).to_be_visible()
        begins_with_a_note(notebook)
        run_all(page)
        cells = page.locator(".jp-Notebook .jp-Cell-inputWrapper").count()
        assert cells
        goal = notebook.get_by_role("textbox", name="Doel", exact=True)
        goal.scroll_into_view_if_needed()
        goal.click()
        page.keyboard.type("Samen leren")
        page.keyboard.press("Enter")
        page.keyboard.type("- in de wijk")
        page.keyboard.press("Enter")
        page.keyboard.type("met b, x en dd")
        goal.blur()
        typed = "Samen leren\n\n- in de wijk\n- met b, x en dd"
        until(lambda: folder.sheet(SHEET).get("goal") == typed)
        shows(goal, typed.replace("- ", ""))
        outlook = notebook.get_by_role("textbox", name="Vervolg", exact=True)
        outlook.click()
        page.keyboard.type("Weg")
        page.keyboard.press("Control+z")
        expect(outlook).not_to_have_text("Weg")
        # JupyterLab's own keys did nothing to the notebook.
        assert page.locator(".jp-Notebook .jp-Cell-inputWrapper").count() == cells
        adder = notebook.get_by_role("button", name="Actie toevoegen")
        adder.scroll_into_view_if_needed()
        adder.click()
        page.keyboard.type("Koken")
        page.keyboard.press("Tab")
        until(lambda: folder.sheet(SHEET).get("actions") == {"items": ["Koken"]})
        expect(notebook.get_by_role("link", name="Acties (ingevuld)").first).to_be_attached()
        notebook.get_by_role("button", name="Zo komt het in het rapport").scroll_into_view_if_needed()
        notebook.get_by_role("button", name="Zo komt het in het rapport").click()
        frame = page.get_by_role("dialog").locator("iframe").content_frame
        expect(frame.get_by_text("Koken")).to_be_visible(timeout=LONG)
        own = (f"http://127.0.0.1:{server.port}/", f"ws://127.0.0.1:{server.port}/", "data:", "blob:", "about:")
        assert [url for url in tab.requests if not url.startswith(own)] == []
