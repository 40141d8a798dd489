"""A browser for tests of widgets; a test module asks for it with `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from browser import launch
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sko_widgets.widgets import Control

from .bench import Bench

Opener = Callable[..., Bench]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield a browser that is started once a module.

    Not once a session: a process can have one Playwright at a time, and other modules start their own.
    """
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Yield one browser profile; its pages share their storage, as tabs do."""
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read"])
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Opener]:
    """Yield what opens a tab with widgets; every tab is checked for errors in its scripts."""
    opened: list[Bench] = []

    def open_tab(build: Callable[[], Mapping[str, Control]], **more: Any) -> Bench:
        bench = Bench(context.new_page(), build, **more).open()
        opened.append(bench)
        return bench

    yield open_tab
    for bench in opened:
        if not bench.page.is_closed():
            assert not bench.errors()
