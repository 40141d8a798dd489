"""Tabs of a browser for tests of the workbook; a test module asks for them with `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from serving import Serving
from workbook_browser import PATIENCE, Tab

pytest_plugins = ["widget_harness.fixtures"]

Tabs = Callable[..., Tab]


@pytest.fixture
def profile(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Yield what makes browser profiles; tabs of one profile share their storage, as one user's do."""
    made: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "nl-NL", **more}
        made.append(chromium.new_context(**settings))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def tabs(profile: Callable[..., BrowserContext]) -> Iterator[Tabs]:
    """Yield what opens tabs of one profile on a server; at the end no script may have failed in them."""
    found: list[Tab] = []
    shared: list[BrowserContext] = []

    def open_tab(server: Serving, context: BrowserContext | None = None) -> Tab:
        if context is None and not shared:
            shared.append(profile())
        found.append(Tab((context or shared[0]).new_page(), server))
        return found[-1]

    yield open_tab
    assert not [error for tab in found for error in tab.errors]
